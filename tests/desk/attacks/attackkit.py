"""What attacks on the desk share: every route, a walk over all pages, a picture of what is kept."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from django.db import connection
from django.test import Client
from django.urls import Resolver404, URLPattern, get_resolver, resolve

from plenipo.acts import KINDS
from plenipo_node.web.node import Node

PARAMETERS = re.compile(r"<(?:(\w+):)?(\w+)>")
SAMPLES = {"int": "157", "slug": "acknowledge", "number": "157", "kind": "contact.report"}
NOT_KEPT = {"django_session", "django_migrations"}


def routes() -> list[URLPattern]:
    found: list[URLPattern] = get_resolver().url_patterns  # type: ignore[assignment]
    return found


def address(route: URLPattern, **samples: str) -> str:
    """An address of this route, with plausible arguments."""

    def filled(match: re.Match[str]) -> str:
        kind, name = match.groups()
        return samples.get(name) or SAMPLES.get(name) or SAMPLES.get(kind or "", "acknowledge")

    return "/" + PARAMETERS.sub(filled, str(route.pattern))


def addresses(**samples: str) -> list[str]:
    """One of each route, and the form of each kind of act."""
    forms = [f"/do/{kind}" for kind in KINDS]
    return [*(address(route, **samples) for route in routes()), *forms]


class Page(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.scripts: list[str] = []
        self._within = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._within = tag if tag in {"script", "style"} else ""

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 the parser's signature
        self._within = ""

    def handle_data(self, data: str) -> None:
        (self.scripts if self._within else self.words).append(data)

    def links(self) -> Iterator[str]:
        """Where the page leads, and what it loads."""
        for _tag, attributes in self.tags:
            for name in ("href", "src", "action", "formaction", "hx-get", "hx-post", "data", "poster"):
                found = attributes.get(name)
                if found is not None:
                    yield found


def walk(client: Client, each: int, start: tuple[str, ...] = ("/",)) -> Iterator[tuple[str, Any]]:
    """Pages that lead to each other, at most so many of one route; the files among them too."""
    known, waiting = set(start), deque(start)
    of: Counter[str] = Counter()
    while waiting:
        path = waiting.popleft()
        answer = client.get(path)
        yield path, answer
        if not str(answer.get("Content-Type", "")).startswith("text/html"):
            continue
        for link in Page(answer.content.decode()).links():
            target = f"{path.partition('?')[0]}{link}" if link.startswith("?") else link
            bare = target.partition("#")[0]
            try:
                route = resolve(bare.partition("?")[0]).route
            except Resolver404:
                continue
            if bare not in known and of[route] < each:
                known.add(bare)
                of[route] += 1
                waiting.append(bare)


def kept(desk: Node) -> dict[str, Any]:
    """All that a request could change: the register, and what the desk's own tables hold."""
    found: dict[str, Any] = {"register": desk.folder.register.size()}
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names(cursor)) - NOT_KEPT):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 a table's own name
            found[table] = sorted(map(repr, cursor.fetchall()))
    return found
