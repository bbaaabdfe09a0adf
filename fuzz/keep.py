"""Copies to corpus/TARGET the inputs of the given folders that run a step of code as none before them did.

keep.py TARGET FOLDER...: shortest inputs first; a step is a pair of lines of `plenipo`, one after the other.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any, TypeAlias

CORPUS = Path(__file__).parent / "corpus"


Steps: TypeAlias = set[tuple[object, ...]]


def steps(check: Callable[[bytes], bool], data: bytes) -> Steps:
    seen: Steps = set()

    def enter(frame: FrameType, _event: str, _argument: object) -> Any:
        if "/plenipo/" not in frame.f_code.co_filename:
            return None
        last = 0

        def step(frame: FrameType, event: str, _argument: object) -> Any:
            nonlocal last
            seen.add((frame.f_code, event, last, frame.f_lineno))
            last = frame.f_lineno
            return step

        return step

    sys.settrace(enter)
    try:
        seen.add(("verdict", check(data)))
    finally:
        sys.settrace(None)
    return seen


def main() -> None:
    name, *folders = sys.argv[1:]
    check = import_module(f"targets.{name}").check
    corpus = CORPUS / name
    corpus.mkdir(parents=True, exist_ok=True)
    run: Steps = set()
    for file in corpus.iterdir():
        run |= steps(check, file.read_bytes())
    found = {file.read_bytes() for folder in folders for file in Path(folder).iterdir()}
    for data in sorted(found, key=lambda data: (len(data), data)):
        try:
            new = steps(check, data)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is not for the corpus before it is mended
            print(f"{name}: {data[:40]!r}... breaks a promise: {error!r}", file=sys.stderr)
            continue
        if not new <= run:
            run |= new
            (corpus / sha256(data).hexdigest()[:16]).write_bytes(data)
    print(f"{name}: {len(list(corpus.iterdir()))} inputs, {len(run)} steps")


main()
