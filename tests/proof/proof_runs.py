"""The runs that compare guard and twin, as long as asked: short in the tests, long in `script/prove`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import Random
from typing import TypeAlias

from msgspec import Struct, field
from proof_founding import founding
from proof_moves import move, scene
from proof_near import near_miss, valid
from proof_parties import signers_of
from proof_scene import Scene

from plenipo.acts import Said, kind_of
from world import Worlds

Make: TypeAlias = Callable[[Scene], Said | None]


class Count(Struct):
    """How often both judges admitted and refused, by kind."""

    judged: Counter[tuple[str, bool]] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return self.judged.total()

    @property
    def share(self) -> float:
        """The share of what was admitted."""
        return sum(n for (_, admitted), n in self.judged.items() if admitted) / max(1, self.total)


def histories(seeds: range, moves: int) -> Count:
    """Random dialogues, each act judged by both as it is said."""
    count = Count()
    for seed in seeds:
        Worlds.made.clear()
        s = scene(Random(seed))  # noqa: S311 - chance in a test, and the seed tells which
        for _ in range(moves):
            move(s)
        count.judged += s.judged
    return count


def near_misses(seeds: range, bases: int, each: int, make: Make = valid) -> Count:
    """Acts in order, each with none to two things changed, judged by both; `make` draws them."""
    count = Count()
    for seed in seeds:
        Worlds.made.clear()
        s = scene(Random(seed))  # noqa: S311 - likewise
        for _ in range(4):
            move(s)
        for _ in range(bases):
            act = make(s)
            if act is None:
                continue
            for _ in range(each):
                said, there = near_miss(s, act)
                count.judged[kind_of(type(said.act)), there.agree(said)] += 1
            s.attempt(act, signers_of(s, act))
    return count


def foundings(seeds: range) -> Count:
    """Foundings with none to two things changed, judged by both."""
    count = Count()
    for seed in seeds:
        Worlds.made.clear()
        count.judged["dialogue.found", founding(seed)] += 1
    return count
