"""Facts as they may be shown: nothing in them can move a cursor, colour a line or hide a letter."""

from __future__ import annotations

import unicodedata
from dataclasses import asdict, is_dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

Fact: TypeAlias = str | int | float | bool | list["Fact"] | dict[str, "Fact"] | None

_KEPT = frozenset("\n\t")
_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Shown:
    """A fact in a sentence."""

    def __init__(self, fact: object) -> None:
        self.fact = fact

    def __format__(self, spec: str) -> str:
        fact = self.fact
        if spec == "at" and isinstance(fact, int):
            return instant(fact)
        if spec == "after":
            return "" if fact is None else f" {_words(fact)}"
        if spec == "octal" and isinstance(fact, int):
            return f"{fact:04o}"
        if spec == "list" and isinstance(fact, tuple):
            return "".join(f"\n  {_words(each)}" for each in fact)
        return _words(fact)


def _words(fact: object) -> str:
    if isinstance(fact, bytes):
        return fact.hex()
    if is_dataclass(fact) and not isinstance(fact, type):
        return ": ".join(_words(value) for value in asdict(fact).values())
    if isinstance(fact, tuple | list):
        return ", ".join(_words(each) for each in fact) or "none"
    return readable(str(fact))


def plain(fact: object) -> Fact:
    """The fact as JSON has it: bytes in hexadecimal."""
    if fact is None or isinstance(fact, bool | int | float):
        return fact
    if isinstance(fact, bytes):
        return fact.hex()
    if is_dataclass(fact) and not isinstance(fact, type):
        return {name: plain(value) for name, value in asdict(fact).items()}
    if isinstance(fact, tuple | list | frozenset | set):
        return [plain(each) for each in fact]
    if isinstance(fact, dict):
        return {str(name): plain(value) for name, value in fact.items()}
    return str(fact)


def readable(text: str) -> str:
    """The text with what would not be seen written out."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_char(char) for char in text)


def _char(char: str) -> str:
    if char in _KEPT or unicodedata.category(char) not in _HIDDEN:
        return char
    return f"\\u{{{ord(char):x}}}"


def instant(milliseconds: int) -> str:
    """UTC milliseconds as `2026-02-10 12:00:00 UTC`; as a bare number where no calendar reaches."""
    try:
        at = _EPOCH + timedelta(milliseconds=milliseconds)
    except OverflowError:
        return f"{milliseconds} ms"
    part = f".{milliseconds % 1000:03d}" if milliseconds % 1000 else ""
    return f"{at:%Y-%m-%d %H:%M:%S}{part} UTC"
