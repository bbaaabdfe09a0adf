"""What a form offers is what a walk through all records would offer, the newest first."""

from __future__ import annotations

from typing import Any

from plenipo.dialogue.standing import Standing
from plenipo_node.forms.choices import MANY, RECORDS
from plenipo_node.web.node import Node


def walked(standing: Standing, now: int) -> dict[str, dict[str, Any]]:
    """All that each member could name."""
    contacts, consultations = standing.contacts, standing.consultations
    return {
        "readout": standing.readouts,
        "plan": {
            ref: held
            for ref, held in contacts.items()
            if held.kind == "planned" and held.report is None and held.cancelled is None
        },
        "channel": {ref: held for ref, held in standing.channels.items() if held.closed is None},
        "offer": {
            ref: held
            for ref, held in standing.offers.items()
            if held.answer is None and held.superseded is None
        },
        "consultation": {
            ref: held for ref, held in consultations.items() if held.withdrawn is None and held.deadline > now
        },
        "mandate": {ref: consultations[ref] for ref, ends in standing.live.items() if ends > now},
        "ask": {ref: held for ref, held in standing.asks.items() if held.answered is None},
        "consent": {
            ref: held
            for ref, held in standing.consents.items()
            if held.withdrawn is None and not held.disclaims
        },
    }


def test_a_form_offers_the_newest_that_a_walk_would_find(desk: Node) -> None:
    standing, now = desk.standing(), desk.now()
    for member, held in walked(standing, now).items():
        offered = [ref for _, ref, _ in sorted(RECORDS[member](standing, now), reverse=True)][:MANY]
        expected = sorted(held, key=lambda ref: -held[ref].index)[:MANY]
        assert offered == expected, member
