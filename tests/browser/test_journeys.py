"""Four people of four parties, each with a passkey, from a founded dialogue to an acknowledged readout.

By pointer, by keyboard alone, on a phone, in French. What they signed is then checked without the desk.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from founded import PEOPLE, found, key_in, passkeys, plenipo
from hands import Person, Way
from playwright.sync_api import Browser, expect
from served import CHROMIUM, chromium, served

MANDATE = "FR may explore with RU the return of prisoners, and listen on a ceasefire."
LINES = "Hear what they say of a ceasefire."
FOUNDED = 5  # the founding and four sealing keys; then a passkey for each person
ZONE = ZoneInfo("Europe/Brussels")

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed")


@pytest.fixture(scope="module")
def founding(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("founding")
    found(place)
    return place


@pytest.fixture(scope="module")
def window() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.mark.parametrize(
    ("way", "language"), [("pointer", "en"), ("keyboard", "en"), ("touch", "en"), ("pointer", "fr")]
)
def test_from_a_mandate_to_a_readout(
    founding: Path, window: Browser, tmp_path: Path, way: Way, language: str
) -> None:
    place = tmp_path / "place"
    shutil.copytree(founding, place)
    with served(place / "FR") as address:
        people = {name: Person(window, address, name, way, language) for name in PEOPLE}
        for person in people.values():
            _enrolled(person, place)
        journey = Journey(people)
        journey.agree()
        journey.plan()
        journey.hold()
        journey.check(place)
        for person in people.values():
            assert person.faults == []
            person.context.close()
    plenipo("verify", "FR", place=place)


def _enrolled(person: Person, place: Path) -> None:
    link = plenipo("invite", person.name, "--dir", "FR", place=place)["link"]
    person.enrol(link, place / "act.json")
    key = f"{person.name.partition('/')[0]}-authority"
    plenipo("act", "--file", "act.json", "--key", key, "--dir", "FR", place=place)
    person.enter()


class Journey:
    """`signed` are the records that were signed in a browser, with their authors."""

    def __init__(self, people: dict[str, Person]) -> None:
        self.fr, self.de, self.pl, self.ua = people.values()
        self.signed: dict[int, str] = {}

    def sign(self, person: Person) -> int:
        number = person.sign()
        self.signed[number] = person.name
        return number

    def agree(self) -> None:
        """A mandate is put, acknowledged, adopted by vote and accepted."""
        fr = self.fr
        fr.go("/")
        fr.press(fr.link("Put a text to the partners"))
        fr.press(fr.page.locator("#main a[href$='subject=mandate']").first)
        for box in ("FR/delegate", "Prisoners", "Ceasefire"):
            fr.press(fr.choice(box))
        fr.fill(fr.field("Text"), MANDATE)
        fr.press(fr.page.locator("[name=preset]").nth(1))
        fr.look()
        put = self.sign(fr)
        self.de.go(f"/consultations/{put}")
        self.de.press(self.de.button("I have read it: acknowledge"))
        self.sign(self.de)
        for person in (self.de, self.pl, fr):
            person.go("/")
            person.press(person.link("Answer a consultation"))
            person.press(person.page.locator("#main a[href$='/answer']").first)
            person.press(person.page.locator("[name=answer][value=for]"))
            person.look()
            self.sign(person)
        fr.go(f"/mandates/{put}")
        fr.press(fr.link("Accept a mandate"))
        fr.look()
        self.sign(fr)

    def plan(self) -> None:
        """A contact on a reserved matter: refused, cured by the consent of who is concerned, planned."""
        fr, ua = self.fr, self.ua
        fr.go("/contacts/plan")
        self._fill_plan(_next_minute())
        fr.fill(fr.field("Lines to take"), LINES)
        expect(fr.page.locator("#verdict .verdict.is-no")).to_be_visible()
        fr.press(fr.page.locator("#verdict .cures a[href*='consent']"))
        fr.fill(fr.field("Text"), LINES)
        fr.fill(fr.field("Reason"), "They may raise it.")
        fr.date(fr.field("Day and time"), _local(datetime.now(ZONE) + timedelta(days=5)))
        fr.look()
        asked = self.sign(fr)
        ua.go(f"/consents/{asked}")
        ua.press(ua.page.locator("#main a[href$='/give']"))
        ua.look()
        self.sign(ua)
        fr.go("/contacts/plan")
        self._fill_plan(_next_minute())
        taken = fr.page.locator("#f-taken")
        fr.select(taken, taken.locator("option").nth(1).get_attribute("value") or "")
        expect(fr.page.locator("#verdict .verdict.is-yes")).to_be_visible()
        fr.look()
        self.sign(fr)

    def _fill_plan(self, at: str) -> None:
        fr = self.fr
        for name in ("technical", "call", "Ceasefire"):
            fr.check(fr.choice(name))
        fr.date(fr.field("Day and time"), at)

    def hold(self) -> None:
        """It took place: logged, its readout filed and sealed, acknowledged by the others."""
        fr = self.fr
        fr.go("/")
        log = fr.page.locator(".work a.button[href^='/contacts/log?plan=']")
        for _ in range(130):
            if log.count():
                break
            fr.page.wait_for_timeout(500)
            fr.go("/")
        fr.press(log.first)
        fr.look()
        self.sign(fr)
        fr.go("/")
        fr.press(fr.page.locator(".work a.button[href^='/do/readout.file']").first)
        fr.fill(fr.field("Text"), "They listened.")
        for which in range(fr.page.locator("[name='matters.raised']").count()):
            fr.select(fr.page.locator("[name='matters.raised']").nth(which), "by-them")
        fr.check(fr.choice("Concerned UA"))
        fr.look()
        filed = self.sign(fr)
        for person in (self.de, self.pl, self.ua):
            person.go(f"/readouts/{filed}")
            expect(person.page.get_by_role("article").get_by_text("They listened.")).to_be_visible()
            person.press(person.button("Acknowledge it"))
            self.sign(person)

    def check(self, place: Path) -> None:
        """Each act is downloaded with its signature, which OpenSSH verifies by the key in the register."""
        registered = passkeys(place, FOUNDED)
        signers, signature = place / "allowed_signers", place / "act.1.sig"
        for number, name in self.signed.items():
            signature.write_bytes(_part(self.fr, number, "act.1.sig"))
            key, fingerprint = key_in(signature.read_bytes())
            assert fingerprint == registered[name]
            signers.write_text(f"{name} {key}\n")
            words = ("ssh-keygen", "-Y", "verify", "-f", signers, "-I", name, "-n", "act@plenipo")
            act = _part(self.fr, number, "act.json")
            run = subprocess.run([*words, "-s", signature], input=act, capture_output=True, check=False)
            assert run.returncode == 0, run.stderr
        assert len(self.signed) > 12


def _part(person: Person, number: int, what: str) -> bytes:
    answer = person.context.request.get(f"/register/{number}/{what}")
    assert answer.ok, what
    return answer.body()


def _next_minute() -> str:
    return _local(datetime.now(ZONE) + timedelta(seconds=70))


def _local(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M")
