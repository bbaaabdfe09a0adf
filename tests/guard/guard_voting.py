"""Consultations on a position, opened, answered and closed, under any rule that a charter sets."""

from __future__ import annotations

from typing import Any

from plenipo.acts import consultation
from plenipo.acts.charter import DecisionRule
from plenipo.acts.consultation import Position
from plenipo.consultation import Result
from plenipo.dialogue.derived import outcome_of
from world import DAY, World, charter, text


def world_with(rule: str, *, final: bool = False, **changes: Any) -> World:
    """A world whose positions are decided by this rule; `parameters` are the rule's."""
    given = DecisionRule(rule=rule, silence=True, parameters=changes.pop("parameters", {}), final=final)
    return World(decisions={**charter().decisions, "position": given}, **changes)


def opening(world: World, **changes: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "subject": Position(),
        "text": text("position"),
        "procedure": "vote",
        "deadline": world.now + 2 * DAY,
    }
    return {**fields, **changes}


def opened(world: World, **changes: Any) -> str:
    return world.say("FR/delegate", consultation.Open, **opening(world, **changes))


def answer(ref: str, word: str, **changes: Any) -> dict[str, Any]:
    return {"consultation": ref, "commitment": text("position").commitment, "answer": word, **changes}


def say(world: World, ref: str, **words: str) -> None:
    for party, word in words.items():
        world.say(f"{party}/delegate", consultation.Answer, **answer(ref, word))


def refused(world: World, party: str, ref: str, word: str, **changes: Any) -> set[tuple[int, str]]:
    return world.refused(f"{party}/delegate", consultation.Answer, **answer(ref, word, **changes))


def outcome(world: World, ref: str) -> Result:
    return outcome_of(world.standing, world.standing.consultations[ref], world.now)


def close(world: World, ref: str) -> Result:
    world.now = world.standing.consultations[ref].deadline
    return outcome(world, ref)
