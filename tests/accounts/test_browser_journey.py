"""A person with a real browser: from the link that the operator gives them to being signed in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from desk_cast import DeskWorld
from playwright.sync_api import Page, expect

from served import chromium, in_chromium, plenipo, served, with_device
from world import seed_of

pytestmark = in_chromium


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """FR's folder, and the authority's key file beside it."""
    world = DeskWorld(tmp_path / "FR", demo=False)
    world.node.close()
    key = Ed25519PrivateKey.from_private_bytes(seed_of("FR/authority"))
    file = tmp_path / "authority"
    file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
    file.chmod(0o600)
    return tmp_path / "FR"


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    """A desk that is open."""
    with served(folder) as address:
        yield address


@contextmanager
def browser(**otherwise: bool) -> Iterator[Page]:
    """A page with a new authenticator, which answers without being touched."""
    with chromium() as opened:
        page = opened.new_page()
        with_device(page, **otherwise)
        yield page


# Posts the form of a report, and gives the address of the page on which it is signed.
REPORT = """async () => {
  const page = new DOMParser().parseFromString(await (await fetch("/do/contact.report")).text(), "text/html");
  const words = new URLSearchParams({
    csrfmiddlewaretoken: page.querySelector("[name=csrfmiddlewaretoken]").value,
    party: "FR", counterpart: "RU", level: "technical", medium: "call", claims: "bilateral",
    at: "2026-01-02T10:00", "at-zone": "Europe/Paris",
  });
  return (await fetch("/do/contact.report", { method: "POST", body: words })).url;
}"""


def test_a_delegate_enrols_in_a_browser_signs_in_and_signs_an_act(
    folder: Path, address: str, tmp_path: Path
) -> None:
    link = plenipo("invite", "FR/delegate", "--dir", folder)["link"]
    assert link.startswith(f"{address}/enrol#")
    with browser() as page:
        complaints: list[str] = []
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.goto(link)
        expect(page.get_by_role("heading", name="Make a passkey for FR/delegate")).to_be_visible()
        assert page.url == f"{address}/enrol/passkey"
        page.get_by_label("A name for this device").fill("blue security key")
        page.get_by_role("button", name="Make a passkey").click()
        expect(page.get_by_text("Waiting for FR's authority")).to_be_visible()
        with page.expect_download() as download:
            page.get_by_role("link", name="FR-delegate-passkey").click()
        act = tmp_path / "act.json"
        download.value.save_as(act)
        plenipo("act", "--file", act, "--key", tmp_path / "authority", "--dir", folder)
        expect(page.get_by_text("This passkey is in force.")).to_be_visible(timeout=15_000)
        page.get_by_role("link", name="Sign in").click()
        page.get_by_role("button", name="Sign in with a passkey").click()
        expect(page.get_by_role("banner").get_by_text("FR/delegate")).to_be_visible()
        page.goto(f"{address}/passkeys")
        expect(page.get_by_role("link", name="blue security key")).to_be_visible()
        page.goto(page.evaluate(REPORT))
        page.get_by_role("button", name="Sign with your passkey").click()
        expect(page.get_by_text("Registered as record 2.")).to_be_visible(timeout=15_000)
        assert complaints == []
    plenipo("verify", folder)


def test_what_the_browser_refuses_is_told_in_words_and_can_be_tried_again(folder: Path, address: str) -> None:
    link = plenipo("invite", "FR/delegate", "--dir", folder)["link"]
    with browser(isUserVerified=False) as page:
        page.goto(f"{address}/enrol")
        page.goto(link)  # only what is behind the # differs: the page stays, and takes the code
        button = page.get_by_role("button", name="Make a passkey")
        button.click()
        expect(page.get_by_role("alert")).to_contain_text("Nothing was done")
        expect(button).to_be_enabled()
        expect(button).to_be_focused()


def test_without_scripts_a_code_is_typed(folder: Path, address: str) -> None:
    code = plenipo("invite", "FR/delegate", "--dir", folder)["link"].partition("#")[2]
    with chromium() as opened:
        page = opened.new_page(java_script_enabled=False)
        page.goto(f"{address}/enrol")
        page.get_by_label("Code").fill(code.lower())
        page.get_by_label("Code").press("Enter")
        expect(page.get_by_role("heading", name="Make a passkey for FR/delegate")).to_be_visible()
