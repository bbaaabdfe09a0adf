"""Acts that the tests of the write path say."""

from __future__ import annotations

from typing import Any

from intake_cast import NodeWorld

from plenipo.acts import consent, statement
from world import DAY, World, text


def ask(node: NodeWorld, words: str = "a text") -> consent.Ask:
    act = node.act(
        "FR/delegate",
        consent.Ask,
        party="UA",
        topics=("ceasefire",),
        counterpart="RU",
        level="technical",
        text=text(words),
        reason=text(f"why {words}"),
        answer_by=node.now + 9 * DAY,
    )
    assert isinstance(act, consent.Ask)
    return act


def consent_to(node: World, commitment: str) -> dict[str, Any]:
    """The members of a consent."""
    return {
        "commitment": commitment,
        "topics": ("ceasefire",),
        "counterpart": "RU",
        "level": "technical",
        "until": node.now + 30 * DAY,
    }


def stated(node: World, words: str, person: str = "DE/delegate") -> statement.Record:
    act = node.act(person, statement.Record, party="RU", at=node.now, text=text(words), sources=())
    assert isinstance(act, statement.Record)
    return act
