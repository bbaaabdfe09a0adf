"""Silence on the clock: a text adopted by what nobody said before an instant.

Instants are UTC milliseconds. "Before" is strict; receipt counts, not sending.

- An objection or an amendment received before the deadline breaks silence, at once and for good. A
  statement or a formal reservation is attached without breaking, unless its author says that it objects.
- An extension counts when it is announced before the deadline then in force ends, and sets a later one.
- Every member must have acknowledged the exact text at least the silence minimum before the deadline. If one
  has not, the text lapses at the deadline as not reached, naming whom.
- A deputy whom the charter names may acknowledge for a member, and do nothing else for it: who did is told.
- Silence adopts only once a quorum has cosigned up to the deadline plus the charter's longest delay, so
  that no registrar can hold an objection back. Until then it is pending.

Presets say what differs between houses [C save NATO, U]: the EU Council's (COREU) and NATO's periods are
free, the OSCE's opens at a meeting where an objection prevents it, the UN General Assembly's (2020) lasts
72 h at least.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from plenipo.consultation.faults import GREATEST_WEIGHT, MOST_MEMBERS, is_name, shown
from plenipo.consultation.question import Reason, Result
from plenipo.errors import BadQuestion, Fault

if TYPE_CHECKING:
    from plenipo.consultation.question import Outcome

HOUR = 3_600_000


class House(msgspec.Struct, frozen=True, kw_only=True):
    """`least_period` in ms; `at_meeting`: an objection at the opening prevents the procedure."""

    name: str
    least_period: int = 0
    at_meeting: bool = False


EU_COUNCIL = House(name="eu-council")
OSCE = House(name="osce", at_meeting=True)
NATO = House(name="nato")
UN_GENERAL_ASSEMBLY = House(name="un-general-assembly", least_period=72 * HOUR)
HOUSES = {house.name: house for house in (EU_COUNCIL, OSCE, NATO, UN_GENERAL_ASSEMBLY)}


class Extension(msgspec.Struct, frozen=True):
    """A later deadline, and when it was announced."""

    announced: int
    deadline: int


class Objection(msgspec.Struct, frozen=True):
    """`received` is the earliest signed receipt by any partner; `sent` is kept and does not count."""

    member: str
    received: int
    amends: bool = False
    sent: int | None = None


class Statement(msgspec.Struct, frozen=True):
    """An interpretative statement or a formal reservation."""

    member: str
    received: int
    objects: bool = False


class Silence(msgspec.Struct, frozen=True, kw_only=True):
    """One text under silence. `acknowledged` maps a member to the earliest acknowledgement of the exact text.

    `deputies` names, of those that a deputy reached, the deputy.
    `minimum` is the silence minimum and `delay` the charter's longest delay, both ms. `settled_at` is the
    instant up to which a quorum has cosigned.
    """

    members: tuple[str, ...]
    opened: int
    deadline: int
    minimum: int = 0
    delay: int = 0
    settled_at: int | None = None
    extensions: tuple[Extension, ...] = ()
    acknowledged: dict[str, int] = {}
    deputies: dict[str, str] = {}
    objections: tuple[Objection, ...] = ()
    statements: tuple[Statement, ...] = ()
    house: House = EU_COUNCIL


def silence_state(silence: Silence, now: int) -> Result:
    """Where a text under silence stands at `now` (ms). Error: BadQuestion with every fault found."""
    _refuse_faults(silence)
    deadline, notes = _deadline(silence, now)
    notes += (*_deputised(silence, now), *_attached(silence, now))
    broken = _broken(silence, deadline, now)
    if broken:
        return _result(silence, "not-adopted", (*broken, *notes), against=_members(broken))
    unreached = tuple(m for m in silence.members if not _reached(silence, m, deadline, now))
    if now < deadline:
        return _pending(
            silence, (Reason("silence-runs", {"deadline": deadline, "missing": unreached}), *notes), now
        )
    if unreached:
        lapsed = Reason("not-reached", {"who": unreached, "latest": deadline - silence.minimum})
        return _result(silence, "not-reached", (lapsed, *notes), missing=unreached)
    final = deadline + silence.delay
    if silence.settled_at is None or min(silence.settled_at, now) < final:
        return _pending(silence, (Reason("not-settled", {"final": final}), *notes), now)
    kept = Reason("silence-kept", {"members": len(silence.members)})
    return _result(silence, "adopted", (kept, *notes), bound=silence.members)


def deadline_in_force(silence: Silence, now: int) -> int:
    """The one deadline after all extensions that count at `now`."""
    return _deadline(silence, now)[0]


def _deadline(silence: Silence, now: int) -> tuple[int, tuple[Reason, ...]]:
    deadline, notes = silence.deadline, []
    for extension in sorted(silence.extensions, key=lambda given: (given.announced, given.deadline)):
        if extension.announced > now:
            continue
        if extension.announced >= deadline:
            notes.append(Reason("extension-late", {"announced": extension.announced, "deadline": deadline}))
        elif extension.deadline > deadline:
            deadline = extension.deadline
            notes.append(Reason("extended", {"announced": extension.announced, "deadline": deadline}))
    return deadline, tuple(notes)


def _broken(silence: Silence, deadline: int, now: int) -> tuple[Reason, ...]:
    """The objections in time, those at an opening meeting apart; later ones have no effect."""
    given = [(o.received, o.member, "amendment" if o.amends else "objection") for o in silence.objections]
    given += [(s.received, s.member, "objection") for s in silence.statements if s.objects]
    reasons = []
    for received, member, kind in sorted(given):
        if received < deadline and received <= now:
            prevented = silence.house.at_meeting and received <= silence.opened
            code = "silence-prevented" if prevented else f"broken-by-{kind}"
            reasons.append(Reason(code, {"member": member, "received": received, "deadline": deadline}))
    return tuple(reasons)


def _deputised(silence: Silence, now: int) -> tuple[Reason, ...]:
    reached = ((m, who, silence.acknowledged.get(m)) for m, who in silence.deputies.items())
    return tuple(
        Reason("acknowledged-by-deputy", {"member": member, "deputy": who, "acknowledged": at})
        for member, who, at in reached
        if at is not None and at <= now
    )


def _attached(silence: Silence, now: int) -> tuple[Reason, ...]:
    return tuple(
        Reason("statement-attached", {"member": statement.member, "received": statement.received})
        for statement in silence.statements
        if not statement.objects and statement.received <= now
    )


def _reached(silence: Silence, member: str, deadline: int, now: int) -> bool:
    at = silence.acknowledged.get(member)
    return at is not None and at <= now and at + silence.minimum <= deadline


def _members(reasons: tuple[Reason, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(reason.facts["member"]) for reason in reasons))


def _pending(silence: Silence, reasons: tuple[Reason, ...], now: int) -> Result:
    """Acknowledging is what can be seen of a silence that runs."""
    seen = tuple(m for m in silence.members if m in silence.acknowledged and silence.acknowledged[m] <= now)
    missing = tuple(m for m in silence.members if m not in set(seen))
    return Result(rule="silence", outcome="pending", reasons=reasons, answered=seen, missing=missing)


def _result(
    silence: Silence, outcome: Outcome, reasons: tuple[Reason, ...], **lists: tuple[str, ...]
) -> Result:
    known = Result(rule="silence", outcome=outcome, reasons=reasons, members=len(silence.members))
    return msgspec.structs.replace(known, **lists)


def _refuse_faults(silence: Silence) -> None:
    found = []
    if not 0 < len(silence.members) <= MOST_MEMBERS:
        found.append(Fault("no-members" if not silence.members else "too-many-members", "members"))
    if len(set(silence.members)) < len(silence.members):
        found.append(Fault("named-twice", "members"))
    found += [Fault("bad-name", shown(member)) for member in silence.members if not is_name(member)]
    if silence.deadline - silence.opened < max(1, silence.house.least_period):
        found.append(Fault("period-too-short", "deadline"))
    if not (0 <= silence.minimum <= GREATEST_WEIGHT and 0 <= silence.delay <= GREATEST_WEIGHT):
        found.append(Fault("bad-duration", "minimum" if silence.minimum < 0 else "delay"))
    named = [*silence.acknowledged, *silence.deputies]
    named += [given.member for given in silence.objections] + [given.member for given in silence.statements]
    found += [Fault("not-a-member", shown(member)) for member in named if member not in silence.members]
    if found:
        raise BadQuestion(tuple(found))
