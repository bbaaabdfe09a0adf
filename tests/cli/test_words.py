"""Every error has words of its own, and its words can always be said."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import pytest

import plenipo.errors
from plenipo.errors import Fault, PlenipoError
from plenipo.errors.words.shown import readable
from plenipo_cli import exits
from plenipo_cli.errors import CliError
from plenipo_cli.failing import exit_of
from plenipo_cli.words import WORDS, code_of, tell

for module in pkgutil.iter_modules(plenipo.errors.__path__):
    importlib.import_module(f"plenipo.errors.{module.name}")
assert issubclass(CliError, PlenipoError)


def tree(cls: type[PlenipoError] = PlenipoError) -> Iterator[type[PlenipoError]]:
    yield cls
    for below in cls.__subclasses__():
        yield from tree(below)


ALL = sorted(
    {cls for cls in tree() if cls.__module__.startswith(("plenipo.errors", "plenipo_cli.errors"))},
    key=lambda cls: cls.__name__,
)
SAMPLES: dict[str, Any] = {
    "str": "a\x1b[31mb",
    "int": 7,
    "float": 1.5,
    "bytes": b"\x00\xff",
    "int | None": None,
    "str | None": None,
    "tuple[str, ...]": ("one", "two"),
    "tuple[int, ...]": (3, 4),
    "PlenipoError": PlenipoError(),
    "tuple[Fault, ...]": (Fault("no-members", "members"),),
}


def sample(cls: type[PlenipoError]) -> PlenipoError:
    return cls(*(SAMPLES[str(field.type)] for field in dataclasses.fields(cls)))


@pytest.mark.parametrize("cls", ALL, ids=lambda cls: cls.__name__)
def test_every_error_has_a_sentence_and_a_cure_of_its_own(cls: type[PlenipoError]) -> None:
    told = tell(sample(cls))
    assert told.own, f"no words for {cls.__name__}"
    for words in (told.sentence, told.cure):
        assert words[0].isupper() or not words[0].isalpha() or words.startswith("a")
        assert words.rstrip().endswith((".", "members", "one", "two")), words
        assert "\x1b" not in words


def test_no_words_stand_for_an_error_that_is_gone() -> None:
    assert set(WORDS) - {cls.__name__ for cls in ALL} == set()


def test_codes_are_distinct() -> None:
    codes = [code_of(cls) for cls in ALL]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code) for code in codes)


def test_exit_statuses_tell_a_refusal_from_a_fault_and_from_an_unclear_question() -> None:
    told = {cls.__name__: exit_of(sample(cls)) for cls in ALL}
    assert told["GuardRefused"] == exits.NO
    assert told["RootNeeded"] == told["UnknownRule"] == told["UnknownRules"] == exits.UNCLEAR
    assert told["DiskFull"] == told["WrongPassphrase"] == exits.MACHINE
    assert set(told.values()) == {exits.NO, exits.UNCLEAR, exits.MACHINE}


def test_nothing_shown_can_steer_a_terminal() -> None:
    assert readable("a\x1b[2Jb\u202ec\x07\u0085") == "a\\u{1b}[2Jb\\u{202e}c\\u{7}\\u{85}"
    assert readable("Ünïcode — stays\n\tas it is") == "Ünïcode — stays\n\tas it is"
