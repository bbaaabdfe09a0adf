"""All strings that are translated and stand in tables, the core's and the desk's own. None is listed by hand.

`script/messages` hands them to gettext beside what Django finds in pages and templates.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from plenipo.acts import KINDS
from plenipo.acts.meanings import MEANINGS
from plenipo.consultation.explain import MORE_THAN, NOBODY, SENTENCES
from plenipo.dialogue.views import duty_words, finding_words
from plenipo.errors import words
from plenipo.guard import explain, sentences
from plenipo_node.preparing.members import OTHERWISE
from plenipo_node.preparing.tables import FAULTS
from plenipo_node.wording import errors
from plenipo_node.wording.hints import HINTS
from plenipo_node.wording.kinds import TITLES
from plenipo_node.wording.labels import LABELS
from plenipo_node.wording.vocabulary import WORDS

TABLES: tuple[Mapping[Any, str], ...] = (
    sentences.RULE_NAMES,
    sentences.REASONS,
    sentences.CURES,
    sentences.FINDINGS,
    finding_words.DEFINITIONS,
    duty_words.DO,
    duty_words.OTHERWISE,
    SENTENCES,
    MEANINGS,
    OTHERWISE,
    FAULTS,
    errors.SENTENCES,
    errors.CURES,
    WORDS,
    LABELS,
    HINTS,
)


def core_strings() -> list[str]:
    """Each once, sorted."""
    return sorted(set(_all()))


def _all() -> Iterator[str]:
    for table in TABLES:
        yield from table.values()
    for do, done in TITLES.values():
        yield from (do, done)
    for sentence, _cure in words.WORDS.values():
        yield sentence
    for cls in KINDS.values():
        yield (cls.__doc__ or "").partition("\n")[0]
    yield from (*explain.BESIDE, sentences.WITHOUT, duty_words.NO_DAY, MORE_THAN, NOBODY)


if __name__ == "__main__":
    for text in core_strings():
        print(f"gettext({text!r})")  # noqa: T201 this is what the script reads
