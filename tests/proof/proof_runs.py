"""The runs that compare guard and twin, as long as asked: short in the tests, long in `script/prove`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Self, TypeAlias

from msgspec import Struct, field
from proof_founding import founding
from proof_moves import move, scene
from proof_near import near_miss, valid
from proof_parties import signers_of
from proof_scene import Scene

from plenipo.acts import Said
from world import Worlds

Make: TypeAlias = Callable[[Scene], Said | None]


class Count(Struct):
    """How often both judges admitted and refused, by kind, and the reasons for which they refused."""

    judged: Counter[tuple[str, bool]] = field(default_factory=Counter)
    reasons: Counter[tuple[str, int, str]] = field(default_factory=Counter)

    def __iadd__(self, other: Count) -> Self:
        self.judged += other.judged
        self.reasons += other.reasons
        return self

    @property
    def kinds(self) -> list[str]:
        return sorted({kind for kind, _ in self.judged})

    @property
    def lacking(self) -> list[str]:
        """Kinds that were judged, and never admitted or never refused."""
        return [kind for kind in self.kinds if not (self.judged[kind, True] and self.judged[kind, False])]

    def told(self, kind: str) -> str:
        """How one kind fared."""
        fared = f"admitted {self.judged[kind, True]:,}, refused {self.judged[kind, False]:,}"
        rules = Counter(rule for named, rule, _ in self.reasons.elements() if named == kind)
        return f"{fared}: " + ", ".join(f"rule {rule} {count:,}" for rule, count in sorted(rules.items()))

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
        count += Count(s.judged, s.reasons)
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
                there.judged, there.reasons = Counter(), Counter()
                there.agree(said)
                count += Count(there.judged, there.reasons)
            s.attempt(act, signers_of(s, act))
    return count


def foundings(seeds: range) -> Count:
    """Foundings with none to two things changed, judged by both."""
    count = Count()
    for seed in seeds:
        Worlds.made.clear()
        verdict = founding(seed)
        count.judged["dialogue.found", verdict.allowed] += 1
        count.reasons.update(("dialogue.found", r.rule, r.code) for r in verdict.reasons)
    return count
