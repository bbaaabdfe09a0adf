"""Consultations of the demo's story, and the way from a form to the register."""

from __future__ import annotations

from typing import Any

import deskkit
from deskkit import client_of
from plenipo.dialogue.records import Consultation
from plenipo_node.accounts import demo
from plenipo_node.intake import Registered, Submission
from plenipo_node.preparing import compose
from plenipo_node.web.node import Node

SILENCE, VOTE, LOST, ADOPTED = 148, 154, 93, 99
EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def held_at(desk: Node, number: int) -> tuple[str, Consultation]:
    return next((ref, held) for ref, held in desk.standing().consultations.items() if held.index == number)


page = deskkit.page


def signed(desk: Node, client: Any, path: str, words: dict[str, Any]) -> int:
    """From the form to the register; the number of the record."""
    return deskkit.signed(desk, client.post(path, words))


def put(desk: Node, text: str, **words: Any) -> int:
    """A new text under silence, put by the delegate of FR."""
    form = {"subject": "position", "procedure": "silence", "text": text, "preset": "2026-07-09T18:00"}
    return signed(desk, client_of("FR/delegate"), "/consultations/open", form | words)


def later(desk: Node, days: int) -> None:
    before = desk.clock
    desk.clock = lambda: before() + days * 86_400_000
    desk.intake._clock = desk.clock


def in_favour(desk: Node, person: str, number: int) -> None:
    """Answered at whatever desk that person sits."""
    values = {"consultation": held_at(desk, number)[0], "answer": "for"}
    ready = compose(desk.standing(), desk.seen(), desk.now(), "consultation.answer", person, values)
    (outcome,) = desk.intake.submit([Submission(ready.act, (demo.signature(person, ready.act),))])
    assert isinstance(outcome, Registered)
