"""A standing whose shelves hold every record there is: what is read from it is read by walking everything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from plenipo.dialogue.standing import Standing, restore, snapshot

TABLES: dict[str, Callable[[Standing], dict[str, Any]]] = {
    "ahead": lambda s: s.contacts,
    "unbriefed": lambda s: s.contacts,
    "reported": lambda s: s.contacts,
    "said": lambda s: s.contacts,
    "contacts": lambda s: s.contacts,
    "offers": lambda s: s.offers,
    "table": lambda s: s.proposals,
    "texts": lambda s: {ref: held for ref, held in s.proposals.items() if held.mandate is not None},
    "channels": lambda s: s.channels,
    "filed": lambda s: s.readouts,
    "received": lambda s: s.readouts,
    "unread": lambda s: s.readouts,
    "commitments": lambda s: s.commitments,
    "assessments": lambda s: s.assessments,
    "asks": lambda s: s.asks,
    "consents": lambda s: s.consents,
    "given": lambda s: s.consents,
    "silences": lambda s: s.consultations,
    "consultations": lambda s: s.consultations,
    "mandates": lambda s: s.mandates,
    "reporting": lambda s: s.mandates,
}
GROUPS: dict[str, Callable[[Any], str]] = {
    "level": lambda held: f"level {held.level}",
    "pair": lambda held: f"pair {held.party} {held.counterpart}",
    "channel": lambda held: f"channel {held.channel}",
}
AGES = 53  # of spans: 2**53 ms is longer than anything lasts


class Everything(dict[str, Any]):
    """Answers for each name with all that could stand there, however it is asked."""

    def __init__(self, names: Iterable[str], of: Callable[[str], Any]) -> None:
        super().__init__({name: of(name) for name in names})
        self._of = of

    def get(self, name: str, _otherwise: Any = None) -> Any:
        return self[name] if name in self else self._of(name)


def naive(standing: Standing) -> Standing:
    """The same standing, on the shelves of which everything stands."""
    walked = restore(snapshot(standing))
    parties = {f"reported {held.party}" for held in standing.contacts.values()}
    groups = {name(held) for held in standing.contacts.values() for name in GROUPS.values()}
    groups.discard("channel None")
    walked.shelves = Everything(parties, lambda name: _waiting(standing, name))
    walked.moments = Everything({"contacts", *groups}, lambda sort: {AGES: sorted(_moments(standing, sort))})
    return walked


def _waiting(standing: Standing, name: str) -> list[tuple[int, str]]:
    table = TABLES[name.split(maxsplit=1)[0]](standing)
    return sorted((held.index, ref) for ref, held in table.items())


def _moments(standing: Standing, sort: str) -> Iterator[tuple[int, int, str]]:
    first = sort.split(maxsplit=1)[0]
    if first in GROUPS:
        reported = {ref: held for ref, held in standing.contacts.items() if held.kind == "reported"}
        table = {ref: held for ref, held in reported.items() if GROUPS[first](held) == sort}
    else:
        table = TABLES[first](standing) if first in TABLES else {}
    for ref, held in table.items():
        yield _begins(held), held.index, ref


def _begins(held: Any) -> int:
    """The first instant at which anything of it may stand in a timeline."""
    if hasattr(held, "terms"):
        return int(max(held.at, held.terms.starts))
    if hasattr(held, "kind"):
        return int(held.when)
    instants = (getattr(held, name, None) for name in ("at", "when", "answer_by", "answered", "answered_at"))
    return min(at for at in instants if isinstance(at, int))
