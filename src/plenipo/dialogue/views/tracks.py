"""Who talks to the counterpart, inside and outside the cap.

- in-cap: an envoy of a mandate in force or suspended; what the cap counts.
- announced: a party that announced a bilateral contact, claiming no mandate: no breach.
- bilateral, none-claimed, unauthorised, disavowed: a party with contacts of that authority.
- past-mandate: an envoy with mandated contacts whose mandate has ended.
- intermediary: a party through which contacts or offers went.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeVar

from msgspec import Struct

from plenipo.dialogue.derived import authority, interlocutors
from plenipo.dialogue.records import Contact, Offer
from plenipo.dialogue.shelves import during
from plenipo.dialogue.standing import Standing

T = TypeVar("T", Contact, Offer)

TrackKind = Literal[
    "in-cap",
    "announced",
    "bilateral",
    "none-claimed",
    "unauthorised",
    "disavowed",
    "past-mandate",
    "intermediary",
]
KINDS: tuple[TrackKind, ...] = (
    "in-cap",
    "past-mandate",
    "announced",
    "bilateral",
    "none-claimed",
    "unauthorised",
    "disavowed",
    "intermediary",
)


class Track(Struct, frozen=True):
    """`who` is a person if an envoy, else a party; `refs` its contacts and offers, `last` when (ms)."""

    who: str
    kind: TrackKind
    counterparts: tuple[str, ...]
    refs: tuple[str, ...]
    last: int | None


def other_tracks(standing: Standing, now: int, since: int | None = None) -> list[Track]:
    """Everyone who talks, or has talked, to the counterpart at `now` (ms): envoys first. With `since` by what
    began from then on, and whoever holds a mandate.
    """
    envoys = interlocutors(standing, now)
    found: dict[tuple[str, TrackKind], list[tuple[str, str, int]]] = {
        (envoy, "in-cap"): [] for envoy in sorted(envoys)
    }
    for who, kind, talk in _talks(standing, envoys, now, since):
        found.setdefault((who, kind), []).append(talk)
    tracks = [_track(standing, who, kind, talks, now) for (who, kind), talks in found.items()]
    return sorted(tracks, key=lambda track: (KINDS.index(track.kind), track.who))


def _talks(
    standing: Standing, envoys: set[str], now: int, since: int | None
) -> Iterator[tuple[str, TrackKind, tuple[str, str, int]]]:
    for ref, held in _began(standing, "contacts", standing.contacts, since):
        if held.at > now or held.superseded is not None or held.cancelled is not None:
            continue
        if held.through is not None:
            yield held.through, "intermediary", (ref, held.counterpart, held.when)
        who, kind = _side(held, envoys)
        if held.report is None:  # what was announced or planned and took place is shown once
            yield who, kind, (ref, held.counterpart, held.when)
    for ref, offer in _began(standing, "offers", standing.offers, since):
        if offer.through is not None and offer.superseded is None and offer.at <= now:
            yield offer.through, "intermediary", (ref, offer.counterpart, offer.when)


def _began(standing: Standing, sort: str, table: dict[str, T], since: int | None) -> Iterator[tuple[str, T]]:
    if since is None:
        return iter(table.items())
    found = ((ref, table[ref]) for ref in during(standing, sort, since))
    began = (pair for pair in found if pair[1].when >= since)
    return iter(sorted(began, key=lambda pair: pair[1].index))


def _side(held: Contact, envoys: set[str]) -> tuple[str, TrackKind]:
    if held.kind == "announced":
        return held.party, "announced"
    known = authority(held)
    if known in {"mandated", "ratified"}:
        who = held.envoy or held.party
        return who, "in-cap" if who in envoys else "past-mandate"
    return held.party, known  # type: ignore[return-value] # the others are the words of Authority


def _track(
    standing: Standing, who: str, kind: TrackKind, talks: list[tuple[str, str, int]], now: int
) -> Track:
    counterparts = {counterpart for _, counterpart, _ in talks}
    if kind == "in-cap":
        live = (standing.mandates[ref] for ref, ends in standing.live.items() if ends > now)
        counterparts |= {m.terms.counterpart for m in live if who in m.accepted}
    past = [when for _, _, when in talks if when <= now]
    return Track(
        who=who,
        kind=kind,
        counterparts=tuple(sorted(counterparts)),
        refs=tuple(ref for ref, _, _ in talks),
        last=max(past, default=None),
    )
