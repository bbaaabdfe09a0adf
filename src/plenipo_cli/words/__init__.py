"""The words for every error, as the command line says them: those that all share, and its own."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from plenipo.acts import KINDS
from plenipo.errors import UnknownKind, words
from plenipo.errors.words import telling
from plenipo.errors.words.telling import Told, code_of
from plenipo_cli.words import cli

if TYPE_CHECKING:
    from plenipo.errors import PlenipoError

WORDS: dict[str, tuple[str, str]] = {**words.WORDS, **cli.WORDS}


def tell(error: PlenipoError) -> Told:
    """The error in words; of a kind of act that there is not, the nearest are named."""
    told = telling.tell(error, WORDS)
    near = get_close_matches(error.kind, KINDS, n=2, cutoff=0.7) if isinstance(error, UnknownKind) else []
    return replace(told, cure=f"Did you mean {' or '.join(near)}? {told.cure}") if near else told


__all__ = ["WORDS", "Told", "code_of", "tell"]
