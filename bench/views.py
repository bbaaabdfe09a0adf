"""What a page costs as a dialogue grows: `python bench/views.py`.

Each view is read at two sizes of register that end in the same days (see `history`), with the same things
live. Beside them stands one bare walk through all records: the least that a view without shelves would cost.
Then what one person may say now with very many dead mandates, and one decision beside Cedar's and Casbin's on
the same mandates.
"""

from __future__ import annotations

import argparse
import gc
from collections.abc import Callable
from functools import partial
from typing import Any

from exercise import DAY, HOUR
from history import Settled
from measure import in_turns, table, target
from policies import PEERS

from guard import Unsigned
from plenipo.dialogue.standing import Standing
from plenipo.dialogue.views.consulting import consulting, supported
from plenipo.dialogue.views.gaps import gaps
from plenipo.dialogue.views.requests import requests_to
from plenipo.dialogue.views.secondhand import second_hand
from plenipo.dialogue.views.timeline import Only, timeline
from plenipo.dialogue.views.tracks import other_tracks
from plenipo.guard.case import Case
from plenipo.guard.judge import judge
from plenipo.guard.may import may
from plenipo.guard.standing_goaheads import duties_now, findings_now, go_aheads, status_now

SIZES = (1_000, 100_000)
DEAD = 10_000
RUNS = 15
TIMES = 5  # a clock of the processor is too coarse for one
MOST = 1.3  # times the CPU of the small register
WALK = "(one bare walk)"


def works(made: Settled, began: int) -> dict[str, Callable[[], object]]:
    """What pages ask: what is live, and of what is past a window."""
    standing, now = made.standing, made.now + HOUR
    only = Only(since=began, until=now)
    person = made.envoys[0]
    return {
        WALK: partial(walk, standing),
        "go-aheads": partial(go_aheads, standing, now),
        "duties": partial(duties_now, standing, now),
        "findings, a window": partial(findings_now, standing, now, since=began),
        "status": partial(status_now, standing, now),
        "consultations": lambda: (consulting(standing, now), supported(standing, now, began)),
        "requests, a window": partial(requests_to, standing, "UA", now, began),
        "tracks, a window": partial(other_tracks, standing, now, began),
        "timeline, a window": partial(timeline, standing, now, only),
        "gaps, a window": partial(gaps, standing, now, began, now),
        "second-hand share": partial(second_hand, standing, now),
        "may, one person": partial(may, standing, person, now, made.past),
    }


def walk(standing: Standing) -> int:
    tables: tuple[dict[str, Any], ...] = (
        standing.contacts,
        standing.readouts,
        standing.consultations,
        standing.mandates,
        standing.asks,
        standing.consents,
        standing.offers,
        standing.proposals,
        standing.commitments,
        standing.assessments,
    )
    return sum(held.superseded is not None for records in tables for held in records.values())


def views(sizes: list[int]) -> float:
    """Prints the table; the greatest ratio of the last size to the first."""
    made = [Settled() for _ in sizes]
    asked = [works(each, each.grow(size)) for each, size in zip(made, sizes, strict=True)]
    gc.collect()
    rows, worst, base = [], 0.0, 1.0
    for name in asked[0]:
        spent = [1e6 / TIMES * each for each in in_turns(RUNS, *(often(each[name]) for each in asked))]
        ratio = spent[-1] / spent[0]
        if name == WALK:
            base = spent[-1]
        else:
            worst = max(worst, ratio)
        rows.append((name, *spent, ratio, spent[-1] / base))
    heads = [f"{each.past.size:,} µs" for each in made]
    table(("view", *heads, "ratio", "of a walk"), rows)
    return worst


def often(work: Callable[[], object]) -> Callable[[], None]:
    def times() -> None:
        for _ in range(TIMES):
            work()

    return times


def decisions(dead: int) -> float:
    """Prints the table; milliseconds of `may`."""
    world = Unsigned()
    envoy = world.exercise.envoys[0]
    for _ in range(dead):
        world.mandate(envoy, 1 / 12)
        world.now += 2 * HOUR
    first, *_ = [world.mandate(each, 90) for each in world.exercise.envoys]
    standing, past = world.replay.standing, world.past
    case = Case(standing, world.plan(first, "prisoners"), past)
    asked = partial(may, standing, envoy, world.now, past)
    gc.collect()
    whole, one = in_turns(RUNS, asked, often(partial(judge, case)))
    one /= TIMES
    assert judge(case).allowed
    rows: list[tuple[Any, ...]] = [
        (f"may(): {len(asked())} options", whole * 1000, whole / one),
        ("one decision by all rules", one * 1000, 1.0),
    ]
    for name, make in PEERS.items():
        decide = make(standing.mandates)
        if decide is None:
            print(f"{name} is not installed, and is left out: the dependency group `bench` has it")
            continue
        assert decide(case.act)
        assert not decide(case.act, later=365 * DAY)
        (spent,) = in_turns(5, partial(decide, case.act))
        rows.append((f"one decision by {name}", spent * 1000, spent / one))
    table((f"{dead:,} dead mandates", "ms", "ratio"), rows)
    return whole * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--dead", type=int, default=DEAD)
    options = parser.parse_args()
    worst = views(options.sizes)
    target(f"each page at most {MOST} of that of the small register: {worst:.2f}", met=worst <= MOST)
    print()
    asking = decisions(options.dead)
    target(f"may() for one person under 2 ms: {asking:.2f}", met=asking < 2)


if __name__ == "__main__":
    main()
