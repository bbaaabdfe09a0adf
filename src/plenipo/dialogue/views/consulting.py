"""Consultations as they may be shown: who has been reached and has answered, never how while they run.

No outcome is told, and none hinted at, before a consultation is closed.
"""

from __future__ import annotations

from msgspec import Struct

from plenipo.acts.consultation import ContactDraft, EndMandate, MandateTerms
from plenipo.acts.words import Precedence, urgent_first
from plenipo.consultation import Result
from plenipo.dialogue.counting import answered
from plenipo.dialogue.derived import outcome_of
from plenipo.dialogue.records import Consultation
from plenipo.dialogue.shelves import during
from plenipo.dialogue.standing import Standing

Fact = str | int | tuple[str, ...]


class Consulting(Struct, frozen=True, kw_only=True):
    """One open consultation. By silence, `missing` have not acknowledged; by vote, not answered."""

    ref: str
    index: int
    decides: str
    procedure: str
    deadline: int
    reached: tuple[str, ...]
    answered: tuple[str, ...]
    missing: tuple[str, ...]
    precedence: Precedence = "ROUTINE"
    awaits_settling: bool = False  # silence has ended, and is final once the quorum has cosigned


class Supported(Struct, frozen=True, kw_only=True):
    """A vote that closed and was not adopted: supported by some of all. No mandate; it binds nobody."""

    ref: str
    index: int
    decides: str
    closed: int
    supported_by: tuple[str, ...]
    members: int


def decides(held: Consultation) -> str:
    """What kind of decision: the charter's word for it."""
    return str(held.subject.__struct_config__.tag)


def levels_of(held: Consultation) -> tuple[str, ...]:
    """The levels of the counterpart that the text is about; none if it is about none."""
    if isinstance(held.subject, MandateTerms):
        return held.subject.levels
    return (held.subject.level,) if isinstance(held.subject, ContactDraft) else ()


def open_consultations(standing: Standing, now: int) -> list[tuple[str, Consultation, Result]]:
    """The consultations still pending at `now` (ms), each with its pending result."""
    found = []
    for ref, until in standing.running.items():
        held = standing.consultations[ref]
        if until > now and held.withdrawn is None:
            result = outcome_of(standing, held, now)
            if result.outcome == "pending":
                found.append((ref, held, result))
    return found


def consulting(standing: Standing, now: int) -> tuple[Consulting, ...]:
    """What is open, the urgent first, then by deadline."""
    shown = (
        Consulting(
            ref=ref,
            index=held.index,
            decides=decides(held),
            procedure=held.procedure,
            deadline=held.deadline,
            reached=tuple(p for p in held.members if p in held.received),
            answered=tuple(p for p in held.members if p in answered(held, now)),
            missing=result.missing,
            precedence=held.precedence,
            awaits_settling=now >= held.deadline,
        )
        for ref, held, result in open_consultations(standing, now)
    )
    return tuple(sorted(shown, key=_urgent_first))


def _urgent_first(one: Consulting) -> tuple[int, int, int]:
    return urgent_first(one.precedence), one.deadline, one.index


def supported(standing: Standing, now: int, since: int = 0) -> tuple[Supported, ...]:
    """The votes that closed from `since` on, not adopted and yet supported by some, the newest first."""
    found = []
    for ref in during(standing, "consultations", since, now):
        held = standing.consultations[ref]
        over = held.withdrawn is None and since <= held.deadline <= now
        if not over or held.procedure == "silence":
            continue
        result = outcome_of(standing, held, now)
        if result.supported_by:
            shown = Supported(
                ref=ref,
                index=held.index,
                decides=decides(held),
                closed=held.deadline,
                supported_by=result.supported_by,
                members=result.members,
            )
            found.append(shown)
    return tuple(sorted(found, key=lambda one: (-one.closed, -one.index)))


def consulting_facts(standing: Standing, held: Consultation, now: int) -> dict[str, Fact]:
    """The facts of a consultation for a timeline; an outcome only once it is closed."""
    facts: dict[str, Fact] = {"decides": decides(held), "procedure": held.procedure, "rule": held.rule.rule}
    if held.precedence != "ROUTINE":
        facts["precedence"] = held.precedence
    if isinstance(held.subject, EndMandate):
        facts["mandate"] = held.subject.mandate
    if held.withdrawn is not None:
        return facts | {"outcome": "withdrawn"}
    result = outcome_of(standing, held, now)
    facts |= {"outcome": result.outcome, "missing": result.missing}
    if result.outcome == "pending":
        return facts | {"answered": result.answered}
    return facts | {"bound": result.bound, "not_bound": result.not_bound, "supported_by": result.supported_by}
