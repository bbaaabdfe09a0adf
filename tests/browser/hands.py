"""A person before a browser with a passkey: by pointer, by keyboard alone or by finger, in their language.

Each press, each field that is filled and each confirmation by the passkey is one interaction, and counted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from django.utils import translation
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect

from served import with_device

Passkeys = Sequence[dict[str, Any]]
Way = Literal["pointer", "keyboard", "touch"]
RADIO = "e => e.type === 'radio' && document.activeElement.name === e.name"
WIDTHS = {"pointer": (1280, 900), "keyboard": (1280, 900), "touch": (390, 844)}


class Person:
    """`words` says a text of the desk in this person's language."""

    def __init__(
        self,
        browser: Browser,
        address: str,
        name: str,
        way: Way,
        *,
        language: str = "en",
        passkeys: Passkeys = (),
    ) -> None:
        width, height = WIDTHS[way]
        self.name, self.way, self.language = name, way, language
        self.context: BrowserContext = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": height},
            has_touch=way == "touch",
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self._devtools, device = with_device(self.page)
        self._device = {"authenticatorId": device}
        for passkey in passkeys:
            self._devtools.send("WebAuthn.addCredential", {**self._device, "credential": passkey})
        self.count = 0
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", self._heard)

    def words(self, message: str, **facts: Any) -> str:
        with translation.override(self.language):
            return translation.gettext(message) % facts

    def passkeys(self) -> Passkeys:
        """What this person's device holds, for another one to hold it too."""
        held: Passkeys = self._devtools.send("WebAuthn.getCredentials", self._device)["credentials"]
        return held

    def _heard(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.faults.append(said.text)

    def expected(self, fault: str) -> None:
        """The browser complained of this, as it should, and of nothing else."""
        assert self.faults
        assert [each for each in self.faults if fault not in each] == []
        self.faults.clear()

    # --- what hands do ---

    def press(self, target: Locator) -> None:
        self.count += 1
        expect(target).to_be_enabled()
        if self.way == "keyboard":
            self._reach(target)
            self.page.keyboard.press(self._key(target))
        elif self.way == "touch":
            target.tap()
        else:
            target.click()

    def check(self, target: Locator) -> None:
        """Press it unless it is chosen."""
        if not target.is_checked():
            self.press(target)

    def _key(self, target: Locator) -> str:
        return "Space" if target.get_attribute("type") in {"checkbox", "radio"} else "Enter"

    def _reach(self, target: Locator) -> None:
        """By Tab alone; within a group of radio buttons by the arrow."""
        target.wait_for()
        for _ in range(400):
            if target.evaluate("e => e === document.activeElement"):
                return
            same = target.evaluate(RADIO)
            self.page.keyboard.press("ArrowDown" if same else "Tab")
        raise AssertionError(f"the keyboard does not reach {target}")

    def fill(self, target: Locator, text: str) -> None:
        self.count += 1
        if self.way == "keyboard":
            self._reach(target)
            self.page.keyboard.press("Control+a")
            self.page.keyboard.type(text)
        else:
            target.fill(text)

    def date(self, target: Locator, at: datetime) -> None:
        """To the minute. A keyboard writes it as Chromium's English field asks."""
        self.count += 1
        if self.way != "keyboard":
            target.fill(f"{at:%Y-%m-%dT%H:%M}")
            return
        self._reach(target)
        self.page.keyboard.type(f"{at:%m%d%Y}")
        self.page.keyboard.press("Tab")
        self.page.keyboard.type(f"{at:%I%M%p}")
        expect(target).to_have_value(f"{at:%Y-%m-%dT%H:%M}")

    def select(self, target: Locator, value: str) -> None:
        self.count += 1
        if self.way != "keyboard":
            target.select_option(value)
            return
        self._reach(target)
        for _ in range(50):
            if target.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the keyboard does not choose {value}")

    # --- where things are ---

    def button(self, message: str) -> Locator:
        return self.page.get_by_role("button", name=self.words(message), exact=True).first

    def link(self, message: str, **facts: Any) -> Locator:
        return self.page.get_by_role("link", name=self.words(message, **facts), exact=True).first

    def choice(self, message: str) -> Locator:
        """A radio button or box by its first words."""
        begins = re.compile(rf"^\s*{re.escape(self.words(message))}", re.IGNORECASE)
        return self.page.get_by_label(begins).first

    def field(self, message: str) -> Locator:
        return self.page.get_by_role("textbox", name=self.words(message)).first

    def text(self) -> Locator:
        """Where a form's text is written; each kind of act calls it otherwise."""
        return self.page.locator("textarea[name=text]")

    def go(self, path: str) -> None:
        self.page.goto(path)

    # --- what each of them does ---

    def enrol(self, link: str, file: Path) -> None:
        """From the link to the act that their authority registers."""
        self.go("/sign-in")
        if self.language != "en":
            self.press(self.page.get_by_role("button", name="Français"))
        self.go(link)
        self.press(self.button("Make a passkey"))
        with self.page.expect_download() as download:
            self.press(self.page.locator("a[download], a[href$='/act']").first)
        download.value.save_as(file)

    def enter(self) -> None:
        self.go("/sign-in")
        self.press(self.button("Sign in with a passkey"))
        expect(self.page.get_by_role("banner").get_by_text(self.name)).to_be_visible()
        self.count = 0

    def look(self) -> None:
        self.press(self.button("Look at what is signed"))

    def sign(self) -> int:
        """By passkey. The number of the record."""
        self.press(self.button("Sign with your passkey"))
        self.count += 1  # the passkey's own question
        sent = self.page.locator("[data-sent]")
        expect(sent).to_be_visible(timeout=20_000)
        number = re.search(r"/register/(\d+)", sent.inner_html())
        assert number
        return int(number[1])
