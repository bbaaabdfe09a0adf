"""The baseline of the desk's pages: a plain Django page with the same rows, in the same frame.

A row is a row of a table, an item of a list, a fact, or a field of a form of our own page as served; each
with as many cells as there, the same words in them as strings from a list, and a link where ours has one.
What a picture draws is no row. The template is a loop over rows and cells, with escaping on; it extends the
desk's frame and goes the same way through the middleware.
"""

from __future__ import annotations

from functools import cache
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.template import engines

ROW = frozenset({"tr", "li", "label", "option", "legend", "dt"})
CELL = frozenset({"th", "td", "dd", "h3", "p", "small"})
VOID = frozenset({"input", "br", "img", "link", "meta", "wbr", "hr"})
APART = frozenset({"svg", "script", "template"})
LINKED = '<a href="{{ cell.href }}">{{ cell.words }}</a>{{ cell.more }}'
TEMPLATE = (
    '{% extends "base.html" %}{% block main %}<table>{% for row in rows %}<tr>{% for cell in row %}<td>'
    "{% if cell.href %}" + LINKED + "{% else %}{{ cell.words }}{% endif %}</td>{% endfor %}</tr>"
    "{% endfor %}</table>{% endblock %}"
)

Cell = dict[str, str]
SHOWN: list[list[Cell]] = []  # what the plain page shows now


@cache
def template() -> Any:
    return engines["django"].from_string(TEMPLATE)


def page(request: Any) -> HttpResponse:
    return HttpResponse(template().render({"rows": SHOWN}, request))


def rows_of(served: str) -> list[list[Cell]]:
    reader = Rows()
    reader.feed(served)
    return reader.rows


class Rows(HTMLParser):
    """The outermost of `ROW` within the page's main part; a `dd` goes with the `dt` before it."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[Cell]] = []
        self._main = self._linked = False
        self._apart = self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "main":
            self._main = True
        if tag in VOID or not self._main:
            return
        self._apart += tag in APART
        if not self._depth and (tag in ROW or (tag == "dd" and self.rows)):
            self.rows += [[]] if tag in ROW else []
            self._depth = 1
        elif self._depth:
            self._depth += 1
        if self._depth and (tag in CELL or not self.rows[-1]):
            self.rows[-1].append({"href": "", "words": "", "more": ""})
        if self._depth and tag == "a":
            self._link(dict(attrs).get("href") or "")

    def _link(self, href: str) -> None:
        """A cell has one link: the words of others are words."""
        cell = self.rows[-1][-1]
        if not cell["href"]:
            cell.update(href=href, words="", more=cell["words"])
            self._linked = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self._main = False
        if tag in VOID or not self._main:
            return
        self._apart -= tag in APART
        self._linked = self._linked and tag != "a"
        self._depth = max(0, self._depth - 1)

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if words and self._depth and not self._apart:
            cell = self.rows[-1][-1]
            place = "more" if cell["href"] and not self._linked else "words"
            cell[place] = f"{cell[place]} {words}".strip()
