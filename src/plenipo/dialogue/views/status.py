"""Where we stand, as one value: mandates, interlocutors, channels, offers, duties, findings, consultations.

A channel is *active* if somebody talked through it within the charter's `quiet_after`, *quiet* up to its
`silent_after`, and *silent* beyond that or if nobody ever did; paused and closed ones say so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from plenipo.acts.charter import Charter
from plenipo.dialogue.derived import MandateState, interlocutors, mandate_state, settled_at
from plenipo.dialogue.records import Channel
from plenipo.dialogue.shelves import waiting
from plenipo.dialogue.standing import Standing
from plenipo.dialogue.views.consulting import Consulting, Supported, consulting, supported
from plenipo.dialogue.views.duty import Duty
from plenipo.dialogue.views.findings import Shown
from plenipo.dialogue.views.gaps import days_between, last_contact
from plenipo.dialogue.views.secondhand import SecondHand, second_hand

ChannelState = Literal["active", "quiet", "silent", "paused", "closed"]


class Thresholds(Struct, frozen=True, kw_only=True):
    """Seconds. Where a channel's are None they are the charter's."""

    quiet_after: int | None = None
    silent_after: int | None = None
    ending_soon: int = 14 * 24 * 3600
    closed_lately: int = 30 * 24 * 3600

    def under(self, charter: Charter) -> tuple[int, int]:
        """Without a contact for longer a channel is quiet, and for longer than the second silent; ms."""
        quiet = charter.quiet_after if self.quiet_after is None else self.quiet_after
        silent = charter.silent_after if self.silent_after is None else self.silent_after
        return quiet * 1000, silent * 1000


DEFAULT = Thresholds()


class MandateLine(Struct, frozen=True, kw_only=True):
    ref: str
    index: int
    state: MandateState
    envoys: tuple[str, ...]
    counterpart: str
    levels: tuple[str, ...]
    topics: tuple[str, ...]
    reach: str
    starts: int
    ends: int
    ending_soon: bool


class ChannelLine(Struct, frozen=True, kw_only=True):
    """`days` since the last contact through it, or None if there was none; `last` names that contact."""

    ref: str
    index: int
    counterpart: str
    level: str
    state: ChannelState
    last: str | None
    days: int | None


class OfferLine(Struct, frozen=True, kw_only=True):
    """An open offer: ours awaits their answer, theirs ours."""

    ref: str
    index: int
    ours: bool
    counterpart: str
    level: str
    medium: str
    made: int
    answer_by: int | None
    conditional: bool
    through: str | None


class Status(Struct, frozen=True, kw_only=True):
    """`last_contact` is the newest that took place, with the days since; counts are by kind or code."""

    at: int
    dialogue: str
    title: str
    size: int
    stamp: int
    settled: int | None
    mandates: tuple[MandateLine, ...]
    interlocutors: tuple[str, ...]
    cap: int
    channels: tuple[ChannelLine, ...]
    last_contact: str | None
    days_since: int | None
    second_hand: SecondHand
    offers: tuple[OfferLine, ...]
    duties: dict[str, int]
    overdue: int
    findings: dict[str, int]
    consultations: tuple[Consulting, ...]
    supported: tuple[Supported, ...]


def status(
    standing: Standing,
    now: int,
    owed: Sequence[Duty],
    clock: Iterable[Shown],
    thresholds: Thresholds = DEFAULT,
) -> Status:
    """Where we stand at `now` (ms), given the duties and what only the clock shows."""
    last = last_contact(standing, now)
    found = Counter(standing.found)
    found.update(shown.code for shown in clock)
    return Status(
        at=now,
        dialogue=standing.dialogue,
        title=standing.title,
        size=standing.size,
        stamp=standing.stamp,
        settled=settled_at(standing),
        mandates=mandate_lines(standing, now, thresholds),
        interlocutors=tuple(sorted(interlocutors(standing, now))),
        cap=standing.rule_book.cap,
        channels=channel_lines(standing, now, thresholds),
        last_contact=last[0] if last else None,
        days_since=days_between(last[1].when, now) if last else None,
        second_hand=second_hand(standing, now),
        offers=offer_lines(standing, now),
        duties=dict(Counter(duty.kind for duty in owed)),
        overdue=sum(duty.overdue for duty in owed),
        findings=dict(found),
        consultations=consulting(standing, now),
        supported=supported(standing, now, now - thresholds.closed_lately * 1000),
    )


def mandate_lines(standing: Standing, now: int, thresholds: Thresholds = DEFAULT) -> tuple[MandateLine, ...]:
    """The mandates that have not ended, the next to end first."""
    lines = []
    for ref, ends in sorted(standing.live.items(), key=lambda pair: pair[1]):
        held = standing.mandates[ref]
        if ends <= now:
            continue
        line = MandateLine(
            ref=ref,
            index=standing.consultations[ref].index,  # what `--mandate` names, not who accepted it
            state=mandate_state(held, now),
            envoys=tuple(held.accepted),
            counterpart=held.terms.counterpart,
            levels=held.terms.levels,
            topics=held.terms.topics,
            reach=held.terms.reach,
            starts=held.terms.starts,
            ends=ends,
            ending_soon=ends - now <= thresholds.ending_soon * 1000,
        )
        lines.append(line)
    return tuple(lines)


def channel_lines(standing: Standing, now: int, thresholds: Thresholds = DEFAULT) -> tuple[ChannelLine, ...]:
    after = thresholds.under(standing.rule_book)
    lines = []
    for ref, channel in standing.channels.items():
        contact = last_contact(standing, now, f"channel {ref}")
        days = days_between(contact[1].when, now) if contact else None
        line = ChannelLine(
            ref=ref,
            index=channel.index,
            counterpart=channel.counterpart,
            level=channel.level,
            state=_state(channel, now - contact[1].when if contact else None, after),
            last=contact[0] if contact else None,
            days=days,
        )
        lines.append(line)
    return tuple(lines)


def _state(channel: Channel, unused: int | None, after: tuple[int, int]) -> ChannelState:
    """`unused` is the span since the last contact through it; ms."""
    if channel.closed is not None:
        return "closed"
    if channel.paused is not None:
        return "paused"
    quiet, silent = after
    if unused is None or unused > silent:
        return "silent"
    return "quiet" if unused > quiet else "active"


def offer_lines(standing: Standing, now: int) -> tuple[OfferLine, ...]:
    """The open offers: open until answered, and lapsed only where an answer-by was given."""
    return tuple(
        OfferLine(
            ref=ref,
            index=held.index,
            ours=held.ours,
            counterpart=held.counterpart,
            level=held.level,
            medium=held.medium,
            made=held.when,
            answer_by=held.answer_by,
            conditional=held.conditional,
            through=held.through,
        )
        for ref, held in ((ref, standing.offers[ref]) for ref in waiting(standing, "offers"))
        if held.answer is None
        and held.superseded is None
        and (held.answer_by is None or held.answer_by > now)
    )
