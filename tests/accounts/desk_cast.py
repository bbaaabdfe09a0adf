"""A desk over the cast's dialogue: real views, a real register, and people with software authenticators.

    def test_…(desk: Desk) -> None:
        client = desk.sign_in("FR/delegate")        # invited, enrolled, added to the register, signed in
        assert client.get("/").status_code == 200

The desk's clock is the world's: `desk.world.wait(hours=1)` moves it.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import django
from authenticator import ADDRESS, Authenticator
from django.core.management import call_command
from django.db import connection
from django.test import Client

from plenipo.acts import Said
from plenipo.acts.codec import encode
from plenipo.guard.verdict import Verdict
from plenipo.sealing import HybridIdentity
from plenipo.verify.replay import replay_entry
from plenipo_node.folder import create_folder
from plenipo_node.intake import Invalid, Outcome, Registered, Submission
from plenipo_node.node_keys import NodeKeys
from plenipo_node.preparing.act_files import read_act_file
from plenipo_node.web import node as held
from plenipo_node.web.config import Config
from world import START, World, seed_of, sign_all

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plenipo_node.web.settings")
django.setup()

ODD_FOLDER = 'FR\'s desk; $(touch taken) `id` & "more"'
KEYS = NodeKeys(
    seed_of("FR registrar"), seed_of("FR pq"), seed_of("FR mirror"), HybridIdentity(seed_of("FR sealing"))
)


def set_up() -> None:
    """Tables in memory, once a process."""
    connection.close()
    connection.settings_dict["NAME"] = ":memory:"  # whatever folder this process served before
    call_command("migrate", verbosity=0, interactive=False)


def empty_tables() -> None:
    call_command("flush", verbosity=0, interactive=False)


class DeskWorld(World):
    """The cast, whose acts go through the desk's intake."""

    def __init__(self, path: Path, *, demo: bool) -> None:
        self.now = START
        config = Config(folder=str(path), address=ADDRESS, demo=demo)
        self.node = held.Node(create_folder(path, KEYS), config, lambda: self.now)
        super().__init__()
        self.node.folder.pin(self.standing.dialogue)

    def force(self, act: Said, signers: tuple[str, ...] = ()) -> Verdict:
        data = encode(act)
        outcome = self.submit(Submission(data, sign_all(data, signers or (act.by,))))
        assert not isinstance(outcome, Invalid), outcome.error
        assert outcome.verdict is not None
        return outcome.verdict

    def submit(self, submission: Submission) -> Outcome:
        (outcome,) = self.node.intake.submit([submission])
        self.read_on()
        return outcome

    def read_on(self) -> None:
        """Take what the register has grown by into the replay beside it."""
        for entry in self.node.folder.register.read(len(self.entries)):
            replay_entry(self.replay, self.nodes, entry)
            self.entries.append(entry)


class Desk:
    """FR's desk. `demo` makes it a demo, with the key files that are put into people/."""

    def __init__(self, path: Path, *, demo: bool = False) -> None:
        self.world = DeskWorld(path, demo=demo)
        self.node = self.world.node
        self.devices: dict[str, Authenticator] = {}

    def close(self) -> None:
        self.node.close()

    # --- people ---

    def device(self, person: str) -> Authenticator:
        return self.devices.setdefault(person, Authenticator())

    def sign_in(self, person: str) -> Client:
        """A browser in which this person is signed in; enrolled first if need be."""
        if person not in self.devices:
            self.enrol(person)
        client = self.client()
        answered = self.enter(client, self.device(person))
        assert answered.status_code == 302, answered.content.decode()
        return client

    def enrol(self, person: str, device: Authenticator | None = None) -> int:
        """From the link to the register. The number of the passkey."""
        self.devices[person] = device or Authenticator()
        number = self.create(self.invited(person), self.device(person))
        self.add(number)
        return number

    def client(self, *, csrf: bool = False) -> Client:
        return Client(enforce_csrf_checks=csrf, headers={"host": ADDRESS.removeprefix("http://")})

    # --- step by step ---

    def link(self, person: str) -> str:
        from plenipo_node.accounts.invitations import invite  # noqa: PLC0415 needs Django

        return invite(self.node, person)

    def invited(self, person: str) -> Client:
        """A browser that brought the code of an invitation."""
        client = self.client()
        answered = client.post("/enrol", {"code": self.link(person).partition("#")[2]})
        assert answered.headers["Location"] == "/enrol/passkey", answered.content.decode()
        return client

    def create(self, client: Client, device: Authenticator, **wrong: Any) -> int:
        """Make the passkey. Its number."""
        answered = self.try_to_create(client, device, **wrong)
        assert answered.status_code == 302, answered.content.decode()
        return int(answered.headers["Location"].rpartition("/")[2])

    def try_to_create(self, client: Client, device: Authenticator, **wrong: Any) -> Any:
        answer = device.create(client.post("/enrol/options").json(), **wrong)
        return client.post("/enrol/passkey", {"answer": json.dumps(answer), "label": "a device"})

    def add(self, number: int) -> None:
        """The authority signs the prepared act and registers it, whichever it is."""
        assert isinstance(self.register(number), Registered)

    def register(self, number: int, *signers: str) -> Outcome:
        from plenipo_node.accounts.models import Passkey  # noqa: PLC0415 needs Django
        from plenipo_node.accounts.views.keeping import prepared  # noqa: PLC0415 as above

        file = prepared(self.node, self.node.standing(), Passkey.objects.get(pk=number))
        assert file is not None
        data = read_act_file(file.encode()).data
        by: Said = read_act_file(file.encode()).said
        return self.world.submit(Submission(data, sign_all(data, signers or (by.by,))))

    def options(self, client: Client) -> dict[str, Any]:
        """The question to a passkey that signs in."""
        asked: dict[str, Any] = client.post("/sign-in/options").json()
        return asked

    def enter(self, client: Client, device: Authenticator, target: str = "/", **wrong: Any) -> Any:
        """Answer a new question; what the desk says to it."""
        return self.answer(client, device.get(self.options(client), **wrong), target)

    def answer(self, client: Client, answer: dict[str, Any], target: str = "/") -> Any:
        return client.post("/sign-in", {"answer": json.dumps(answer), "next": target})


def trouble(response: Any) -> str:
    """What the page says is wrong, as plain words."""
    found = re.search(
        r'<div class="notice is-error" role="alert">(.*?)</div>', response.content.decode(), re.DOTALL
    )
    assert found, response.content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split())
