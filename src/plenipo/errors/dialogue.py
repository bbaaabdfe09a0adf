"""Errors of dialogue: each carries facts as fields."""

from __future__ import annotations

from dataclasses import dataclass

from plenipo.errors.base import PlenipoError


@dataclass(eq=False)
class DialogueError(PlenipoError):
    """The entries cannot be folded."""


@dataclass(eq=False)
class NotFounded(DialogueError):
    """No founding act has been folded yet."""


@dataclass(eq=False)
class DamagedSnapshot(DialogueError):
    """A snapshot that does not decode; the entries are the truth, so it can be dropped."""

    detail: str


@dataclass(eq=False)
class UnknownRules(DialogueError):
    """The charter names a rules version that this program does not have: upgrade it."""

    rules: str


@dataclass(eq=False)
class StampBackwards(DialogueError):
    """An entry stamped before the one that it follows."""

    index: int
    stamp: int
    before: int
