"""The words for every error, as the command line says them: those that all share, and its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plenipo.errors import words
from plenipo.errors.words import telling
from plenipo.errors.words.telling import Told, code_of
from plenipo_cli.words import cli

if TYPE_CHECKING:
    from plenipo.errors import PlenipoError

WORDS: dict[str, tuple[str, str]] = {**words.WORDS, **cli.WORDS}


def tell(error: PlenipoError) -> Told:
    """The error in words."""
    return telling.tell(error, WORDS)


__all__ = ["WORDS", "Told", "code_of", "tell"]
