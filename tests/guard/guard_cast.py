"""What the tests of the guard say again and again, in the small cast's words."""

from __future__ import annotations

from typing import Any

from plenipo.acts import Said, consent, contact, proposal
from plenipo.guard.verdict import Verdict
from world import DAY, World, text


def reasons(verdict: Verdict) -> set[tuple[int, str]]:
    return {(r.rule, r.code) for r in verdict.reasons}


def cures(verdict: Verdict) -> dict[str, tuple[str, ...]]:
    """The codes of the cures of each reason, in their order."""
    return {r.code: tuple(c.code for c in r.cures) for r in verdict.reasons}


def judged(world: World, person: str, kind: type[Said], /, **fields: Any) -> Verdict:
    return world.judge(world.act(person, kind, **fields))


def flags(world: World, person: str, kind: type[Said], /, **fields: Any) -> set[str]:
    """Say it, and tell the findings that it brought."""
    before = len(world.standing.findings)
    world.say(person, kind, **fields)
    return {f.code for f in world.standing.findings[before:]}


def plan(world: World, mandate: str, **changes: Any) -> str:
    return world.say("FR/envoy", contact.Plan, **world.plan_of(mandate, **changes))


def report_of(world: World, ref: str, **changes: Any) -> dict[str, Any]:
    """The members of a report that this plan was held as planned."""
    held = world.standing.contacts[ref]
    fields: dict[str, Any] = {
        "party": held.party,
        "counterpart": held.counterpart,
        "level": held.level,
        "medium": held.medium,
        "at": held.when,
        "plan": ref,
        "envoy": held.envoy,
        "claims": "mandate",
        "topics": held.topics,
    }
    return {**fields, **changes}


def consented(world: World, words: str, *topics: str, **changes: Any) -> str:
    """UA consents to a text on its topics, for a technical contact with RU."""
    fields: dict[str, Any] = {
        "commitment": text(words).commitment,
        "topics": topics,
        "counterpart": "RU",
        "level": "technical",
        "until": world.now + 30 * DAY,
    }
    return world.say("UA/delegate", consent.Give, **{**fields, **changes})


def disclaimed(world: World, words: str, **changes: Any) -> str:
    fields: dict[str, Any] = {
        "commitment": text(words).commitment,
        "counterpart": "RU",
        "level": "technical",
    }
    return world.say("UA/delegate", consent.Disclaim, **{**fields, **changes})


def asking(world: World, words: str, *topics: str, **changes: Any) -> dict[str, Any]:
    """The members of a request for consent that gives the charter's notice."""
    fields: dict[str, Any] = {
        "party": "UA",
        "topics": topics,
        "counterpart": "RU",
        "level": "technical",
        "text": text(words),
        "reason": text("reason"),
        "answer_by": world.now + 3 * DAY,
    }
    return {**fields, **changes}


def tabling(mandate: str, words: str, *topics: str, **changes: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "mandate": mandate,
        "envoy": "FR/envoy",
        "counterpart": "RU",
        "level": "technical",
        "medium": "call",
        "topics": topics,
        "text": text(words),
    }
    return {**fields, **changes}


def table(world: World, mandate: str, words: str, *topics: str, **changes: Any) -> str:
    return world.say("FR/envoy", proposal.Table, **tabling(mandate, words, *topics, **changes))


def put(world: World, words: str, *topics: str, **changes: Any) -> dict[str, Any]:
    """The members of a report that a text was put to the counterpart."""
    fields: dict[str, Any] = {
        "party": "FR",
        "counterpart": "RU",
        "level": "technical",
        "topics": topics,
        "text": text(words),
        "at": world.now,
    }
    return {**fields, **changes}
