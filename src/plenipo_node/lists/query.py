"""What a person typed, as a question to SQLite's FTS5: every word quoted, none of it syntax."""

from __future__ import annotations

import re

MOST_WORDS = 12
MOST_CHARACTERS = 200

# Quotes and control characters stand in no word: a NUL would end the question within its quotes.
_BETWEEN = re.compile(r"[\s\"\x00-\x1f\x7f]+")
_FAMILY = re.compile(r"[a-z]{1,20}")


def question(words: str, family: str = "") -> str:
    """Every word, as the beginning of one; "" where nothing is looked for."""
    parts = [_word(each) for each in words_of(words)]
    if _FAMILY.fullmatch(family):
        parts.append(f'kind : ^ "{family}"')
    return " AND ".join(parts)


def words_of(text: str) -> list[str]:
    """The words in what was typed. A lone surrogate is no character."""
    plain = text[:MOST_CHARACTERS].encode("utf-8", "replace").decode()
    found = (each for each in _BETWEEN.split(plain) if any(map(str.isalnum, each)))
    return list(dict.fromkeys(found))[:MOST_WORDS]


def _word(word: str) -> str:
    return f'"{word}" *' if len(word) > 1 else f'"{word}"'
