"""People of four parties before one open desk. What they sign there is remembered, and checked by OpenSSH."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from founded import PEOPLE, Place, key_in, registered_passkeys
from hands import Passkeys, Person, Way
from playwright.sync_api import Browser

MANDATE = "FR may explore with RU the return of prisoners, and listen on a ceasefire."


class Stage:
    """`signed` are the records that were signed in a browser, with their authors."""

    def __init__(self, place: Place, people: Mapping[str, Person]) -> None:
        self.place, self.people = place, people
        self.fr, self.de, self.pl, self.ua = people.values()
        self.signed: dict[int, str] = {}

    def sign(self, person: Person) -> int:
        number = person.sign()
        self.signed[number] = person.name
        return number

    def wait(self, **span: int) -> None:
        """For so long that everybody signs in again."""
        self.place.wait(**span)
        for person in self.people.values():
            person.enter()

    def check(self) -> None:
        """Each act is downloaded with its signature, which OpenSSH verifies by the key in the register."""
        registered = registered_passkeys(self.place)
        signers, signature = self.place.path / "allowed_signers", self.place.path / "act.1.sig"
        for number, name in self.signed.items():
            signature.write_bytes(self._part(number, "act.1.sig"))
            key, fingerprint = key_in(signature.read_bytes())
            assert fingerprint == registered[name]
            signers.write_text(f"{name} {key}\n")
            words = ("ssh-keygen", "-Y", "verify", "-f", signers, "-I", name, "-n", "act@plenipo")
            act = self._part(number, "act.json")
            run = subprocess.run([*words, "-s", signature], input=act, capture_output=True, check=False)
            assert run.returncode == 0, run.stderr

    def _part(self, number: int, what: str) -> bytes:
        answer = self.fr.context.request.get(f"/register/{number}/{what}")
        assert answer.ok, what
        return answer.body()


@contextmanager
def staged(
    place: Place,
    browser: Browser,
    way: Way,
    *,
    language: str = "en",
    passkeys: Mapping[str, Passkeys] | None = None,
    undo: int = 0,
) -> Iterator[Stage]:
    """Who has a passkey signs in; otherwise all enrol. In the end the register verifies."""
    with place.served(undo=undo) as address:
        held = passkeys or {}
        people = {
            name: Person(browser, address, name, way, language=language, passkeys=held.get(name, ()))
            for name in PEOPLE
        }
        for person in people.values():
            if not held:
                enrol(person, place)
            person.enter()
        stage = Stage(place, people)
        yield stage
        stage.check()
        for person in people.values():
            assert person.faults == []
            person.context.close()
    place.plenipo("verify", "FR")


def enrol(person: Person, place: Place) -> None:
    link = place.plenipo("invite", person.name, "--dir", "FR")["link"]
    person.enrol(link, place.path / "act.json")
    key = f"{person.name.partition('/')[0]}-authority"
    place.plenipo("act", "--file", "act.json", "--key", key, "--dir", "FR")


def agree(stage: Stage) -> None:
    """A mandate is put, acknowledged, adopted by vote and accepted."""
    fr, de, pl = stage.fr, stage.de, stage.pl
    fr.go("/")
    fr.press(fr.link("Put a text to the partners"))
    fr.press(fr.page.locator("#main a[href$='subject=mandate']").first)
    for box in ("FR/delegate", "Prisoners", "Ceasefire"):
        fr.press(fr.choice(box))
    fr.fill(fr.text(), MANDATE)
    fr.press(fr.page.locator("[name=preset]").nth(1))
    fr.look()
    put = stage.sign(fr)
    de.go(f"/consultations/{put}")
    de.press(de.button("I have read it: acknowledge"))
    stage.sign(de)
    for person in (de, pl, fr):
        person.go("/")
        person.press(person.link("Answer a consultation"))
        person.press(person.page.locator("#main a[href$='/answer']").first)
        person.press(person.page.locator("[name=answer][value=for]"))
        person.look()
        stage.sign(person)
    fr.go(f"/mandates/{put}")
    fr.press(fr.link("Accept a mandate"))
    fr.look()
    stage.sign(fr)
