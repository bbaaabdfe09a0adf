"""Two texts compared word by word: what was taken out and what came in.

Lines are matched first, then the words of those that differ. Where that would take long (what others wrote
can be made to) a stretch is shown as replaced whole.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST = 1500  # lines, or words of one stretch, on either side
_WORDS = re.compile(r"\s+|[^\s]+")


class Run(Struct, frozen=True):
    """Some text that is in both, only in the old one, or only in the new one."""

    kind: Literal["same", "out", "in"]
    text: str


class Differences(Struct, frozen=True, kw_only=True):
    """`out` and `into` are counts of words."""

    runs: tuple[Run, ...]
    out: int
    into: int

    @property
    def same(self) -> bool:
        return not self.out and not self.into


def differences(old: str, new: str) -> Differences:
    """From the old text to the new one. White space at the ends of lines is not compared."""
    runs = tuple(_joined(_lines(_split(old), _split(new))))
    return Differences(runs=runs, out=_count(runs, "out"), into=_count(runs, "in"))


def _split(text: str) -> list[str]:
    return [line.rstrip() + "\n" for line in text.strip().splitlines()]


def _lines(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    for kind, before, after in _matched(old, new):
        if kind == "same":
            yield Run("same", before)
        else:
            yield from _words(_WORDS.findall(before), _WORDS.findall(after))


def _words(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    for kind, before, after in _phrases([each for each in _matched(old, new) if each[1] or each[2]]):
        if kind == "same":
            yield Run("same", before)
        else:
            yield Run("out", before)
            yield Run("in", after)


def _phrases(found: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Replaced words that only a space parts are one replaced phrase."""
    joined: list[tuple[str, str, str]] = []
    for each in found:
        joined.append(each)
        if (
            len(joined) > 2
            and joined[-2][1] == " "
            and all(kind == "differs" and before and after for kind, before, after in (joined[-3], each))
        ):
            (_, out, into), _space, (_, more_out, more_into) = joined[-3:]
            joined[-3:] = [("differs", f"{out} {more_out}", f"{into} {more_into}")]
    return joined


def _matched(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    if max(len(old), len(new)) > MOST:
        yield ("same" if old == new else "differs"), "".join(old), "".join(new)
        return
    blocks = SequenceMatcher(None, old, new).get_matching_blocks()
    yield "differs", "".join(old[: blocks[0].a]), "".join(new[: blocks[0].b])
    for here, following in pairwise(blocks):
        a, b = here.a + here.size, here.b + here.size
        yield "same", "".join(old[here.a : a]), ""
        yield "differs", "".join(old[a : following.a]), "".join(new[b : following.b])


def _joined(runs: Iterator[Run]) -> Iterator[Run]:
    """Nothing empty, and neighbours of one kind as one."""
    held: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if held and held[-1].kind == run.kind:
            held[-1] = Run(run.kind, held[-1].text + run.text)
        else:
            held.append(run)
    yield from held


def _count(runs: Sequence[Run], kind: str) -> int:
    return sum(len(run.text.split()) for run in runs if run.kind == kind)
