"""Runs one target under atheris: engine.py TARGET [libFuzzer's options and folders].

A target is a module of `targets/` with `check(data) -> bool`: True if the input was accepted, an
exception if a promise is broken. It may bring a `DICTIONARY`, and `mutate(data, mutate_bytes, random)`, which
knows the structure of its input.
"""

from __future__ import annotations

import sys
import tempfile
from importlib import import_module
from pathlib import Path
from random import Random
from types import ModuleType

import atheris  # type: ignore[import-untyped]


def load(name: str) -> ModuleType:
    with atheris.instrument_imports(include=["plenipo", "targets"]):
        return import_module(f"targets.{name}")


def write_dictionary(target: ModuleType, folder: str) -> list[str]:
    words = getattr(target, "DICTIONARY", ())
    lines = ('"' + "".join(f"\\x{byte:02x}" for byte in word) + '"\n' for word in words)
    path = Path(folder) / "dictionary"
    path.write_text("".join(lines))
    return [f"-dict={path}"] if words else []


def main() -> None:
    name, *options = sys.argv[1:]
    target = load(name)

    def run(data: bytes) -> None:
        target.check(data)

    def custom_mutator(data: bytes, max_size: int, seed: int) -> bytes:
        def mutate_bytes(part: bytes) -> bytes:
            return bytes(atheris.Mutate(part, max_size))

        return bytes(target.mutate(data, mutate_bytes, Random(seed)))[:max_size]

    mutator = {"custom_mutator": custom_mutator} if hasattr(target, "mutate") else {}
    with tempfile.TemporaryDirectory() as folder:
        for hook in ("RegEx", "str"):
            atheris.enabled_hooks.add(hook)
        arguments = [__file__, *write_dictionary(target, folder), *options]
        atheris.Setup(arguments, run, **mutator)
        atheris.Fuzz()


main()
