"""Somebody sends a form a letter at a time, or never ends: nobody else waits for it."""

from __future__ import annotations

import io
import threading
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.http import UnreadablePostError
from django.test import RequestFactory

from deskkit import ADDRESS, client_of
from plenipo_node.web import serving
from plenipo_node.web.node import Node

FORM = b"csrfmiddlewaretoken=x&text=words"
PARTS = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nwords\r\n--x--\r\n'


class Slow(io.BytesIO):
    """What a server reads from; at each reading it is asked whether another page could be made meanwhile."""

    def __init__(self, data: bytes, node: Node) -> None:
        super().__init__(data)
        self.node = node
        self.free: list[bool] = []

    def read(self, size: int | None = -1, /) -> bytes:
        thread = threading.Thread(target=self._try)
        thread.start()
        thread.join()
        return super().read(size)

    def _try(self) -> None:
        self.free.append(self.node.lock.acquire(blocking=False))
        if self.free[-1]:
            self.node.lock.release()


def answered(path: str, body: io.BytesIO, kind: str, cookies: str) -> tuple[str, bytes]:
    length = str(len(body.getvalue()))
    environ = RequestFactory().generic("POST", path).environ
    environ |= {"wsgi.input": body, "CONTENT_LENGTH": length, "CONTENT_TYPE": kind, "HTTP_COOKIE": cookies}
    environ["HTTP_HOST"] = ADDRESS.partition("//")[2]
    said: list[str] = []

    def start(status: str, _headers: Any, *_: Any) -> None:
        said.append(status)

    response = WSGIHandler()(environ, start)  # type: ignore[arg-type] # as much of it as is called
    return said[0], b"".join(response)


@pytest.mark.parametrize(
    ("body", "kind"),
    [(FORM, "application/x-www-form-urlencoded"), (PARTS, "multipart/form-data; boundary=x")],
    ids=["form", "parts"],
)
@pytest.mark.parametrize(
    "path", ["/sign-in", "/sign-in/options", "/enrol", "/settings", "/do/contact.report"]
)
def test_who_sends_slowly_holds_nobody_up(desk: Node, path: str, body: bytes, kind: str) -> None:
    client = client_of("FR/delegate")
    client.get("/")
    cookies = "; ".join(f"{name}={each.value}" for name, each in client.cookies.items())
    for held in (cookies, cookies.replace("plenipo-8310", "none")):  # one of us, and a stranger
        slow = Slow(body, desk)
        status, _page = answered(path, slow, kind, held)
        assert not status.startswith("5")
        assert slow.free
        assert all(slow.free)


def test_who_breaks_off_gets_no_page_made_for_what_never_came(desk: Node) -> None:
    class Broken(io.BytesIO):
        def read(self, _size: int | None = -1, /) -> bytes:
            raise UnreadablePostError("gone")

    client = client_of("FR/delegate")
    client.get("/")
    cookies = "; ".join(f"{name}={each.value}" for name, each in client.cookies.items())
    for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        status, page = answered("/notes/new", Broken(b"title=x"), kind, cookies)
        assert status.startswith(("400", "403"))
        assert b"<title>" in page
    assert client.get("/").status_code == 200


def test_several_may_be_slow_at_once() -> None:
    assert serving.THREADS >= 32
