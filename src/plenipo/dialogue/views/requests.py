"""Requests for consent, as a concerned party sees them. Its answer is never owed.

So nothing here counts days since a request, says that its answer-by has passed, or measures how long an
answer took. What is measured is how the askers behave: the notice they gave, how often and how soon they
asked again. A request that nobody answers stays what it is: no consent.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from statistics import median_low
from typing import Literal

from msgspec import Struct

from plenipo.acts.words import party_of
from plenipo.dialogue.records import Ask
from plenipo.dialogue.shelves import during
from plenipo.dialogue.standing import Standing
from plenipo.dialogue.views.finding_words import PRESSURE
from plenipo.dialogue.views.findings import Shown, findings_of, stored

State = Literal["open", "given", "refused", "disclaimed"]


class Earlier(Struct, frozen=True):
    """An earlier request that shares a matter with this one."""

    ref: str
    index: int
    asked: int
    asker: str
    state: State


class Request(Struct, frozen=True, kw_only=True):
    """One request; `notice` is the time that its asker left (ms)."""

    ref: str
    index: int
    topics: tuple[str, ...]
    commitment: str
    counterpart: str
    level: str
    asker: str
    asked: int
    notice: int
    answer_by: int
    linked: tuple[str, ...]
    state: State


class HowAsked(Struct, frozen=True):
    """What one asking showed, and what was asked before on the same matters, oldest first."""

    earlier: tuple[Earlier, ...]
    pressure: tuple[Shown, ...]


class Asked(Struct, frozen=True):
    """How often this party was asked, and with what time: medians in ms, None where there is nothing."""

    requests: int
    answers: dict[str, int]
    by_asker: dict[str, int]
    median_notice: int | None
    median_between: int | None  # requests on one matter


class Requests(Struct, frozen=True, kw_only=True):
    """`pressure` are all findings of pressure on this party, those outside any request too."""

    party: str
    open: tuple[Request, ...]
    answered: tuple[Request, ...]
    asked: Asked
    pressure: tuple[Shown, ...]


def requests_to(
    standing: Standing, party: str, now: int, since: int = 0, answered: slice = slice(None)
) -> Requests:
    """The requests to a concerned party up to `now` (ms), newest first. With `since`, all that are open, and
    of the others, and of what was seen, only what came from then on; of those answered the ones in the slice.
    """
    asks = _asks(standing, party, now, since)
    newest = asks[::-1]
    said = [pair for pair in newest if pair[1].answered is not None]
    return Requests(
        party=party,
        open=tuple(_request(ref, ask) for ref, ask in newest if ask.answered is None),
        answered=tuple(_request(ref, ask) for ref, ask in said[answered]),
        asked=_asked([ask for _, ask in asks if ask.at >= since]),
        pressure=_pressure(stored(standing, since, PRESSURE), party),
    )


def how_asked(standing: Standing, ref: str, now: int, since: int = 0) -> HowAsked:
    """How one request was asked; with `since`, earlier ones as in `requests_to`."""
    ask = standing.asks[ref]
    earlier = (
        _earlier(other, each)
        for other, each in _asks(standing, ask.party, now, since)
        if each.index < ask.index and not set(each.topics).isdisjoint(ask.topics)
    )
    return HowAsked(tuple(earlier), _pressure(findings_of(standing, ask.index), ask.party))


def _asks(standing: Standing, party: str, now: int, since: int) -> list[tuple[str, Ask]]:
    matters = (held for name, held in standing.matters.items() if name.partition(" ")[0] == party)
    still = {ref for held in matters for ref in held.pending}
    found = ((ref, standing.asks[ref]) for ref in still.union(during(standing, "asks", since, now)))
    asks = [
        (ref, a) for ref, a in found if a.party == party and a.at <= now and (ref in still or a.at >= since)
    ]
    return sorted(asks, key=lambda pair: pair[1].index)


def _pressure(seen: Iterable[Shown], party: str) -> tuple[Shown, ...]:
    return tuple(shown for shown in seen if shown.code in PRESSURE and shown.about == party)


def _earlier(ref: str, ask: Ask) -> Earlier:
    return Earlier(ref, ask.index, ask.at, party_of(ask.by), ask.answered or "open")


def _request(ref: str, ask: Ask) -> Request:
    return Request(
        ref=ref,
        index=ask.index,
        topics=ask.topics,
        commitment=ask.commitment,
        counterpart=ask.counterpart,
        level=ask.level,
        asker=ask.by,
        asked=ask.at,
        notice=ask.answer_by - ask.at,
        answer_by=ask.answer_by,
        linked=ask.linked,
        state=ask.answered or "open",
    )


def _asked(asks: list[Ask]) -> Asked:
    by_topic: dict[str, list[int]] = {}
    for ask in asks:
        for topic in ask.topics:
            by_topic.setdefault(topic, []).append(ask.at)
    between = [b - a for times in by_topic.values() for a, b in pairwise(times)]
    notices = [ask.answer_by - ask.at for ask in asks]
    return Asked(
        requests=len(asks),
        answers=_count(ask.answered for ask in asks if ask.answered is not None),
        by_asker=_count(party_of(ask.by) for ask in asks),
        median_notice=median_low(notices) if notices else None,
        median_between=median_low(between) if between else None,
    )


def _count(words: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for word in words:
        found[word] = found.get(word, 0) + 1
    return found
