"""A desk served as its users serve it, with Debian's Chromium before it.

While a browser is open Playwright runs an event loop, and Django's database answers nobody in this process.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, expect, sync_playwright

import deskkit

CHROMIUM = shutil.which("chromium")
PLENIPO = Path(sys.executable).with_name("plenipo")
FILES = ("contacts-export", "consultation-word", "entry-part", "accounts-text")  # addresses of downloads
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
expect.set_options(timeout=15_000)  # ms: a busy machine is no fault of the desk
in_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed")


def plenipo(
    *words: object, program: Sequence[str | Path] = (PLENIPO,), place: Path | None = None
) -> dict[str, Any]:
    """What a command says with --json; it must succeed."""
    command = [*program, *map(str, words), "--json"]
    run = subprocess.run(command, cwd=place, capture_output=True, check=False)
    assert run.returncode == 0, (run.stdout + run.stderr).decode()
    said: dict[str, Any] = json.loads(run.stdout)
    return said


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextmanager
def served(
    folder: Path, *options: str, undo: int = 0, port: int = 0, program: Sequence[str | Path] = (PLENIPO,)
) -> Iterator[str]:
    """The address of a desk that is open until the end; passkeys made at another know it no more."""
    port = port or free_port()
    address = f"http://localhost:{port}"
    (folder / "desk.toml").write_text(f'address = "{address}"\nlisten = "127.0.0.1:{port}"\nundo = {undo}\n')
    with subprocess.Popen([*program, "serve", folder, *options], stdout=subprocess.PIPE) as server:
        try:
            assert server.stdout
            assert b"The desk is open" in server.stdout.readline()
            yield address
        finally:
            server.terminate()


@contextmanager
def story_served(undo: int = 0) -> Iterator[str]:
    """The address of a copy of the demo's story, at which anybody may be anybody."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "demo"
        shutil.copytree(deskkit.story(), folder)
        with served(folder, "--demo", undo=undo) as address:
            yield address


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def with_device(page: Page, **otherwise: bool) -> tuple[CDPSession, str]:
    """An authenticator that answers without being touched, and its name; `otherwise` than DEVICE."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    made = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": {**DEVICE, **otherwise}})
    return devtools, made["authenticatorId"]


def be(page: Page, person: str) -> None:
    """The demo lets one be anybody."""
    page.goto("/accounts/switch")
    token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    _post(page.context, "/accounts/switch", {"person": person, "csrfmiddlewaretoken": token})


def _post(context: BrowserContext, path: str, form: dict[str, str | float | bool]) -> None:
    answer = context.request.post(path, form=form, headers={"Origin": origin_of(context)})
    assert answer.ok, answer.text()


def origin_of(context: BrowserContext) -> str:
    """Where this browser is, whichever page it shows."""
    return re.match(r"https?://[^/]+", context.pages[0].url)[0]  # type: ignore[index]


def links_on(context: BrowserContext, path: str) -> list[str]:
    """The desk's own addresses that a page links to, without their fragments."""
    answer = context.request.get(path)
    assert answer.ok, f"{path}: {answer.status}"
    if "html" not in answer.headers["content-type"]:
        return []
    found = (html.unescape(href) for href in re.findall(r'<a\b[^>]*?\bhref="([^"]*)"', answer.text()))
    return [href.partition("#")[0] for href in found if href.startswith("/")]


def pages_from(context: BrowserContext, start: str = "/") -> dict[str, str]:
    """An example of every page that links lead to, by its address's name; each kind of form by itself."""
    found: dict[str, str] = {}
    waiting = [start]
    while waiting:
        path = waiting.pop()
        name = name_of(path)
        if name not in found:
            found[name] = path
            waiting += links_on(context, path)
    return found


def name_of(path: str) -> str:
    place = urlsplit(path)
    match = resolve(place.path)
    words = [str(match.kwargs[key]) for key in ("kind", "what") if key in match.kwargs]
    tabs = [value for key, value in parse_qsl(place.query) if key == "k"]
    return " ".join([match.url_name or match.route, *words, *tabs])
