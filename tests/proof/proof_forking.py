"""Runs real code on unknown values: each time that it asks one whether or not, both answers are followed.

A run is repeated from the start for each path. What is unknown is a z3 term; comparing it gives a real
`bool`, decided by the path, and the path keeps what was decided. Paths that cannot be are not taken. When
all have been taken, what held at the end of each holds for all values.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar

import z3  # type: ignore[import-untyped] # it has no types
from msgspec import Struct


class Explored(Struct):
    """What a proof was made of."""

    paths: int = 0
    admitted: int = 0
    decisions: int = 0
    seconds: float = 0.0


class RefutedError(AssertionError):
    """A path on which the statement does not hold, with values that show it."""


class Path:
    """The path that is being followed; one at a time."""

    here: ClassVar[Path]

    def __init__(self, start: Sequence[bool], waiting: list[list[bool]], kept: dict[Any, Any]) -> None:
        self.solver = z3.SolverFor("QF_LIA")
        self.start, self.waiting, self.kept = start, waiting, kept
        self.taken: list[bool] = []
        self.known: list[z3.BoolRef] = []  # not yet told to the solver

    def once(self, key: Any, make: Callable[[], Any]) -> Any:
        """What is the same on every path is made on the first one."""
        if key not in self.kept:
            self.kept[key] = make()
        return self.kept[key]

    def decide(self, asked: z3.BoolRef) -> bool:
        """Whether it is so, on this path; the other answer, if it can be, is left for another run."""
        asked, settled = self.once(asked.get_id(), lambda: _simplified(asked))[1:]
        if settled is not None:
            return bool(settled)
        at = len(self.taken)
        answer = self.start[at] if at < len(self.start) else self._choose(asked)
        self.taken.append(answer)
        self.known.append(asked if answer else z3.Not(asked))
        return answer

    def _can_be(self, asked: z3.BoolRef) -> bool:
        self.solver.add(*self.known)
        self.known.clear()
        return bool(self.solver.check(asked) == z3.sat)

    def _choose(self, asked: z3.BoolRef) -> bool:
        if not self._can_be(asked):
            return False
        if self._can_be(z3.Not(asked)):
            self.waiting.append([*self.taken, False])
        return True

    def assume(self, given: z3.BoolRef) -> None:
        self.known.append(given)

    def holds(self, statement: z3.BoolRef, what: str) -> None:
        """The statement follows from what this path decided, or here is why it does not."""
        if self._can_be(z3.Not(statement)):
            raise RefutedError(what, str(self.solver.model()))


def _simplified(asked: z3.BoolRef) -> tuple[z3.BoolRef, z3.BoolRef, bool | None]:
    """The term, kept alive so that its number stays its own; what it comes to; and how it is settled."""
    simple = z3.simplify(asked)
    settled = z3.is_true(simple) or z3.is_false(simple)
    return asked, simple, z3.is_true(simple) if settled else None


def explore(run: Callable[[Path], bool]) -> Explored:
    """Follow every path of `run`, which tells whether it admitted."""
    found, began = Explored(), time.perf_counter()
    waiting: list[list[bool]] = [[]]
    kept: dict[Any, Any] = {}
    while waiting:
        Path.here = Path(waiting.pop(), waiting, kept)
        found.admitted += run(Path.here)
        found.paths += 1
        found.decisions += len(Path.here.taken)
    found.seconds = time.perf_counter() - began
    return found


def decide(asked: z3.BoolRef) -> bool:
    return Path.here.decide(asked)


def term(value: Any) -> Any:
    return value.term if isinstance(value, Number) else value


class Number:
    """An unknown integer."""

    def __init__(self, name: str | z3.ArithRef) -> None:
        self.term = z3.Int(name) if isinstance(name, str) else name

    def __lt__(self, other: Any) -> bool:
        return decide(self.term < term(other))

    def __le__(self, other: Any) -> bool:
        return decide(self.term <= term(other))

    def __gt__(self, other: Any) -> bool:
        return decide(self.term > term(other))

    def __ge__(self, other: Any) -> bool:
        return decide(self.term >= term(other))

    def __eq__(self, other: object) -> bool:
        return other is not None and decide(self.term == term(other))

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __add__(self, other: Any) -> Number:
        return Number(self.term + term(other))

    def __sub__(self, other: Any) -> Number:
        return Number(self.term - term(other))

    def __bool__(self) -> bool:
        return decide(self.term != 0)

    __hash__ = None  # type: ignore[assignment] # nothing is kept by an unknown number


class Word:
    """One of a few words, unknown which. All have one hash, so that a dict asks whether they are equal."""

    def __init__(self, name: str, among: Sequence[str]) -> None:
        self.term, self.among = z3.Int(name), tuple(among)
        once = Path.here.once
        Path.here.assume(once((name, "range"), lambda: z3.And(self.term >= 0, self.term < len(self.among))))

    def is_(self, word: str) -> z3.BoolRef:
        return self.term == self.among.index(word) if word in self.among else z3.BoolVal(val=False)

    def same(self, other: Word) -> z3.BoolRef:
        if self.among == other.among:
            return self.term == other.term
        return z3.Or([z3.And(self.is_(w), other.is_(w)) for w in self.among])

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Word):
            return decide(self.same(other))
        return isinstance(other, str) and decide(self.is_(other))

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return 0

    def partition(self, mark: str) -> tuple[str, str, str]:
        return self.known().partition(mark)

    def known(self) -> str:
        """Which word it is, on this path."""
        return next(w for w in self.among if decide(self.is_(w)))


class Flag:
    """An unknown yes or no."""

    def __init__(self, name: str) -> None:
        self.term = z3.Bool(name)

    def __bool__(self) -> bool:
        return decide(self.term)


class Subset:
    """An unknown part of a few words, in their order."""

    def __init__(self, name: str, among: Sequence[str]) -> None:
        self.has = {word: z3.Bool(f"{name}:{word}") for word in among}

    def __iter__(self) -> Iterator[str]:
        return (word for word, member in self.has.items() if decide(member))

    def __contains__(self, word: object) -> bool:
        return decide(self.holds(word))

    def holds(self, word: object) -> z3.BoolRef:
        if isinstance(word, Word):
            return z3.Or([z3.And(word.is_(w), member) for w, member in self.has.items()])
        return self.has.get(str(word), z3.BoolVal(val=False))

    def within(self, other: Subset) -> z3.BoolRef:
        return z3.And([z3.Implies(member, other.has[word]) for word, member in self.has.items()])


class Unread(Subset):
    """A part that is asked for its members and told in reasons, never gone through."""

    def __iter__(self) -> Iterator[str]:
        return iter(("...",))


class Perhaps:
    """An unknown that may be nothing; asked for only when it is looked at."""

    def __init__(self, name: str, value: Any) -> None:
        self.there, self.value = z3.Bool(f"{name}?"), value


class Thing:
    """A record with unknown members, in the place of a real one."""

    def __init__(self, **members: Any) -> None:
        self.members = members

    def __getattr__(self, name: str) -> Any:
        try:
            held = self.members[name]
        except KeyError:
            raise AttributeError(name) from None
        if isinstance(held, Perhaps):
            return held.value if decide(held.there) else None
        return held
