"""Looks for a fault in the guard that is on the path: exit 1 and its name if there is one, 0 if none is seen.

PYTHONPATH=COPY/src:tests:tests/proof python tests/proof/proof_kill.py
"""

from __future__ import annotations

import sys
import unittest
from collections.abc import Callable

from proof_runs import Count, histories, near_misses

RUNS: dict[str, Callable[[], Count]] = {
    "near misses": lambda: near_misses(range(10), bases=3, each=12),
    "random dialogues": lambda: histories(range(1000, 1016), moves=30),
    "more near misses": lambda: near_misses(range(100, 112), bases=3, each=12),
    "more random dialogues": lambda: histories(range(2000, 2020), moves=30),
}


def look() -> str | None:
    """The first fault that the short runs see, in few words."""
    try:
        for run in RUNS.values():
            run()
    except Exception as fault:  # noqa: BLE001 - whatever it is, it was seen
        return f"{type(fault).__name__}: {str(fault)[:200]}"
    return _by_machine()


def _by_machine() -> str | None:
    from test_machine import TestDialogue  # noqa: PLC0415 - the runs above mostly suffice, and this is slow to load

    result = unittest.TestResult()
    TestDialogue("runTest").run(result)
    return None if result.wasSuccessful() else "the machine found it"


if __name__ == "__main__":
    seen = look()
    print(seen or "nothing")  # noqa: T201 - told to who runs it
    sys.exit(seen is not None)
