"""Choosing, by a seeded chance: what to say it about, and whether."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from proof_scene import Scene

from plenipo.acts import Said
from plenipo.acts.words import Level, Medium, Reach

T = TypeVar("T")

ENVOYS = ("FR/envoy", "DE/envoy", "PL/envoy", "IT/envoy")
LEVELS: tuple[Level, ...] = ("technical", "senior", "ministerial")
MEDIA: tuple[Medium, ...] = ("call", "meeting", "letter")
TOPICS = ("prisoners", "grain", "ceasefire", "territory")
REACHES: tuple[Reach, ...] = ("explore", "propose", "agree-ad-referendum")
WORDS = ("one text", "another text", "a third text")
VOTES = ("for",) * 20 + ("against", "abstain", "constructive")
NOTHING = "0" * 64


def pick(s: Scene, of: Sequence[T]) -> T:
    return of[s.chance.randrange(len(of))]


def often(s: Scene, share: float) -> bool:
    return s.chance.random() < share


def some(s: Scene, of: Sequence[T], least: int = 1) -> tuple[T, ...]:
    count = s.chance.randint(least, len(of))
    return tuple(of[i] for i in sorted(s.chance.sample(range(len(of)), count)))


def ref_of_a(s: Scene, *kinds: type[Said]) -> str:
    """The reference of something said before, the later the likelier; now and then of nothing."""
    refs = [e.ref for e in s.history.of(*kinds)][-6:]
    return pick(s, refs) if refs and often(s, 0.95) else NOTHING


def concerned(s: Scene) -> str:
    return pick(s, [p.id for p in s.history.charter().parties if p.role == "concerned"])
