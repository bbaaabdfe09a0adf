"""Another charter tried on what is registered, in words: what it would have refused, allowed, counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plenipo.verify.dry_run import dry_run
from plenipo_node.wording import acts, reasons
from plenipo_node.wording.vocabulary import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plenipo.acts.charter import Charter
    from plenipo.guard.dry_run import Entry, Possible
    from plenipo_node.web.asking import Asked

MOST_RECORDS = 1500  # tried while a page waits, with the desk's lock held
MOST_LINES = 20
NO_RULE = {"no-rule", "no-silence", "uncountable"}


def tried(request: Asked, charter: Charter) -> dict[str, Any]:
    """What differs, in lines; `too_many` where the command line has to do it."""
    size = request.standing.size
    if size > MOST_RECORDS:
        return {"too_many": size}
    trial = dry_run(request.node.folder.register.read(0, size), charter, request.now)
    return {
        "judged": trial.judged,
        "alike": trial.alike,
        "refused": list(_entries(trial.newly_refused)),
        "allowed": list(_entries(trial.newly_allowed)),
        "counted": [
            (
                each.index,
                word(each.decides),
                word(each.before),
                "" if each.after in NO_RULE else word(each.after),
            )
            for each in trial.counted[:MOST_LINES]
        ],
        "no_longer": list(_possible(trial.could_no_longer)),
        "now": list(_possible(trial.could_now)),
    }


def _entries(found: tuple[Entry, ...]) -> Iterator[tuple[int, str, str, str]]:
    for each in found[:MOST_LINES]:
        yield each.index, each.by, acts.done(each.kind), _why(each.reasons)


def _possible(found: tuple[Possible, ...]) -> list[tuple[str, str, str]]:
    """By kind and reason, with whom it concerns: one line for all of them."""
    groups: dict[tuple[str, str], list[str]] = {}
    for each in found:
        groups.setdefault((acts.title(each.kind), _why(each.reasons)), []).append(each.person)
    lines = [(title, ", ".join(dict.fromkeys(who)), why) for (title, why), who in groups.items()]
    return lines[:MOST_LINES]


def _outcome(after: str) -> str:
    """Empty where the new charter counts no such consultation."""
    return "" if after in NO_RULE else word(after)


def _why(found: Iterable[Any]) -> str:
    return " ".join(map(reasons.sentence, found))
