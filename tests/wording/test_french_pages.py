"""Every page that links lead to, read in French: it says so, and leaves no English sentence of ours."""

from __future__ import annotations

import html
import re
from functools import cache
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from catalogue import entries
from django.test import Client
from django.urls import resolve

from deskkit import client_of

NO_PAGES = {"accounts-text", "consultation-word", "contacts-export", "entry-part"}  # downloads
NO_WORDS = {"script", "style"}
SPOKEN = {"alt", "aria-label", "data-label", "placeholder", "title"}
LINK = re.compile(r'<a\b[^>]*?\bhref="(/[^"#]*)')
FILLED = re.compile(r"%\(\w+\)[sd]|\{[^{}]*\}|%%")
DATA = {"Answer", "Assessment", "Reason", "Statement"}  # titles that somebody in the story gave to texts
SENTENCE = 3  # so many words of ours, and what facts are filled in is no datum

pytestmark = pytest.mark.usefixtures("desk")


class Told(HTMLParser):
    """What a page tells: each text that stands by itself, and what is said to those who cannot see."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.language = ""
        self.texts: set[str] = set()
        self._silent = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent = tag in NO_WORDS
        if tag == "html":
            self.language = dict(attrs)["lang"] or ""
        self.texts |= {" ".join(value.split()) for name, value in attrs if name in SPOKEN and value}

    def handle_endtag(self, tag: str) -> None:
        self._silent = self._silent and tag not in NO_WORDS

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.texts.add(" ".join(data.split()))


@cache
def english() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """All that the desk says otherwise in French: word for word, and where facts are filled in."""
    ours = {text for entry in entries() for text in entry.english if text not in entry.said}
    plain = frozenset(" ".join(text.split()) for text in ours if len(text) > 1 and not FILLED.search(text))
    filled = [text for text in ours if FILLED.search(text) and _words(text) >= SENTENCE]
    return plain, tuple(re.compile(".+".join(map(re.escape, FILLED.split(text)))) for text in filled)


def _words(text: str) -> int:
    return len(re.findall(r"[A-Za-z]{2,}", FILLED.sub(" ", text)))


def left_in_english(page: str) -> list[str]:
    plain, filled = english()
    texts = Told(page).texts - DATA
    return [text for text in texts if text in plain or any(each.fullmatch(text) for each in filled)]


def french(person: str | None = None) -> Client:
    client = client_of(person)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "fr-FR,fr;q=0.9"
    return client


def pages_of(client: Client, start: str) -> dict[str, str]:
    """One example of each page that links lead to, and every form, with what it answered."""
    found: dict[str, str] = {}
    waiting = [start]
    while waiting:
        path = waiting.pop()
        match = resolve(urlsplit(path).path)
        name = f"{match.url_name or match.route} {match.kwargs.get('kind', match.kwargs.get('what', ''))}"
        if match.url_name in NO_PAGES or name in found:
            continue
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert answer.headers["Content-Language"] == "fr", path
        found[name] = answer.content.decode()
        waiting += map(html.unescape, LINK.findall(found[name]))
    return found


@pytest.mark.parametrize("person", ["FR/delegate", "FR/envoy", "FR/authority", "UA/delegate"])
def test_every_page_that_one_may_open_is_in_french(person: str) -> None:
    pages = pages_of(french(person), "/")
    assert len(pages) > 40
    assert {name: found for name, page in pages.items() if (found := left_in_english(page))} == {}
    assert {Told(page).language for page in pages.values()} == {"fr"}


@pytest.mark.parametrize("path", ["/sign-in", "/enrol", "/accessibility", "/accounts/switch"])
def test_what_a_stranger_opens_is_in_french(path: str) -> None:
    page = french().get(path).content.decode()
    assert Told(page).language == "fr"
    assert left_in_english(page) == []


@pytest.mark.parametrize("path", ["/nothing", "/contacts/9999", "/register/9999"])
def test_what_is_not_there_is_said_in_french(path: str) -> None:
    page = french("FR/delegate").get(path).content.decode()
    assert left_in_english(page) == []
    assert "existe pas" in page


def test_a_refusal_is_explained_in_french() -> None:
    """By the guard's reasons with their facts, and by what would help."""
    form = {"at": "2026-07-06T20:00", "at-zone": "Europe/Brussels", "topics": ["territory"]}
    asked = {"envoy": "FR/envoy", "counterpart": "RU", "level": "technical", "medium": "call", **form}
    page = french("FR/envoy").get("/contacts/plan", asked).content.decode()
    assert left_in_english(page) == []


def test_a_choice_of_language_outlasts_what_the_browser_asks() -> None:
    client = client_of("FR/delegate")
    assert Told(client.get("/").content.decode()).language == "en"
    client.post("/settings", {"language": "fr", "back": "/"})
    page = client.get("/").content.decode()
    assert Told(page).language == "fr"
    assert left_in_english(page) == []


def test_what_would_be_english_is_seen() -> None:
    """The same looking, at a page in English, finds plenty: else it would prove nothing."""
    found = left_in_english(client_of("FR/delegate").get("/").content.decode())
    assert {"Waiting for you", "Where we stand", "Sign out"} <= set(found)
    assert any(text.startswith("Answer the vote (") for text in found)
