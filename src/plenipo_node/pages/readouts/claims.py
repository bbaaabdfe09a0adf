"""Two accounts claim by claim: a desk officer's judgement, kept as a note, and a first proposal for it.

1. The proposal aligns sentences that share most of their words. It is never kept by itself.
2. Two that are alike but for a "not" are proposed as contradictory. All else is for who compares to say.
3. What is kept is JSON with the two readouts and the rows; what is none of that is no comparison.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING, Final, Literal, get_args

import msgspec
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Relation = Literal["only-a", "only-b", "both", "contradictory"]
RELATIONS: Final[tuple[Relation, ...]] = get_args(Relation)
MOST = 40  # sentences of an account that are looked at, and rows that are proposed of each
LONGEST = 400  # characters of a sentence that are compared
ALIKE = 0.55  # of their words
MAX_ROWS = 200
MAX_CELL = 4000  # characters
NO = ("no", "not", "never", "nobody", "nothing", "none", "neither", "nor", "without")
NON = ("ne", "pas", "jamais", "aucun", "rien", "sans")
NEGATIONS = frozenset({*NO, *NON})

_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_NUMBER = re.compile(r"^\d+[.)]?$")  # of a paragraph
SHORT = 3  # a heading of fewer words belongs to what follows it
_WORD = re.compile(r"\w+")


class Claim(Struct, frozen=True):
    """On one matter: what each account says of it, "" for nothing."""

    on: str
    a: str
    b: str
    relation: Relation


class Comparison(Struct, frozen=True):
    """Of two readouts, by their references."""

    a: str
    b: str
    claims: tuple[Claim, ...]


def written(comparison: Comparison) -> str:
    return msgspec.json.encode(comparison).decode()


def read(text: str) -> Comparison | None:
    """What `written` wrote, or None."""
    try:
        return msgspec.json.decode(text, type=Comparison)
    except (msgspec.MsgspecError, UnicodeEncodeError, RecursionError):
        return None


def typed(columns: Mapping[str, Sequence[str]]) -> tuple[Claim, ...]:
    """The rows of the form; an empty one is none."""
    rows = zip_longest(*(columns[name][:MAX_ROWS] for name in ("on", "a", "b", "relation")), fillvalue="")
    found = ([cell.replace("\r\n", "\n").strip()[:MAX_CELL] for cell in row] for row in rows)
    return tuple(Claim(on, a, b, _relation(a, b, relation)) for on, a, b, relation in found if on or a or b)


def _relation(a: str, b: str, said: str) -> Relation:
    """As it was said, else what follows from who says something."""
    for known in RELATIONS:
        if said == known:
            return known
    if a and b:
        return "both"
    return "only-a" if a else "only-b"


def proposed(a: str, b: str) -> tuple[Claim, ...]:
    """A first alignment: what both seem to say, then what one says alone, in the order of each account."""
    ours, theirs = sentences(a), sentences(b)
    pairs = _pairs(ours, theirs)
    with_b = {j for _, j in pairs.items()}
    found = []
    for i, sentence in enumerate(ours):
        j = pairs.get(i)
        other = "" if j is None else theirs[j]
        found.append(Claim("", sentence, other, "only-a" if j is None else _of_pair(sentence, other)))
    found += [Claim("", "", other, "only-b") for j, other in enumerate(theirs) if j not in with_b]
    return tuple(found)


def sentences(text: str) -> list[str]:
    found: list[str] = []
    heading = ""
    for part in map(str.strip, _SENTENCE.split(text)):
        words = len(_WORD.findall(part))
        if not words or _NUMBER.match(part):
            continue
        if words < SHORT and not heading:
            heading = part
            continue
        found.append(f"{heading} {part}".strip()[:MAX_CELL])
        heading = ""
    return [*found, *([heading] if heading else [])][:MOST]


def _pairs(ours: list[str], theirs: list[str]) -> dict[int, int]:
    """The most alike first, each sentence once."""
    a, b = [_words(each) for each in ours], [_words(each) for each in theirs]
    scored = []
    for j, other in enumerate(b):
        matcher = SequenceMatcher(None, b=other, autojunk=False)
        for i, one in enumerate(a):
            matcher.set_seq1(one)
            if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE:
                scored.append((-matcher.ratio(), i, j))
    found: dict[int, int] = {}
    for score, i, j in sorted(scored):
        if -score >= ALIKE and i not in found and j not in found.values():
            found[i] = j
    return found


def _words(sentence: str) -> list[str]:
    return _WORD.findall(sentence[:LONGEST].casefold())


def _of_pair(one: str, other: str) -> Relation:
    return "contradictory" if _negated(one) != _negated(other) else "both"


def _negated(sentence: str) -> bool:
    return not NEGATIONS.isdisjoint(_words(sentence))
