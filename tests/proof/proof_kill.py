"""Looks for a fault in the guard that is on the path: exit 1 and its name if there is one, 0 if none is seen.

PYTHONPATH=COPY/src:tests:tests/proof python tests/proof/proof_kill.py [FILE [longer]]
"""

from __future__ import annotations

import sys
import unittest
from collections.abc import Callable

from proof_near import intended
from proof_near_more import amended, asked, kept, parted, told
from proof_runs import Count, foundings, histories, near_misses

RUNS: dict[str, Callable[[], Count]] = {
    "what is intended": lambda: near_misses(range(200, 214), bases=3, each=12, make=intended),
    "near misses": lambda: near_misses(range(10), bases=3, each=12),
    "random dialogues": lambda: histories(range(1000, 1016), moves=30),
    "foundings": lambda: foundings(range(320)),
    "what partners are asked": lambda: near_misses(range(300, 312), bases=4, each=16, make=asked),
    "who takes part": lambda: near_misses(range(400, 412), bases=4, each=16, make=parted),
    "how the charter changes": lambda: near_misses(range(600, 606), bases=4, each=16, make=amended),
    "what is kept": lambda: near_misses(range(500, 508), bases=4, each=16, make=kept),
    "what is told under mandates": lambda: near_misses(range(700, 710), bases=4, each=14, make=told),
}
# Longer, and only for a fault that neither the runs above nor the tests see.
LONGER: dict[str, Callable[[], Count]] = {
    "more that is intended": lambda: near_misses(range(220, 240), bases=3, each=12, make=intended),
    "more near misses": lambda: near_misses(range(100, 112), bases=3, each=12),
    "more that partners are asked": lambda: near_misses(range(320, 380), bases=4, each=16, make=asked),
    "more of who takes part": lambda: near_misses(range(420, 480), bases=4, each=16, make=parted),
    "more of how it changes": lambda: near_misses(range(620, 680), bases=4, each=16, make=amended),
    "more that is kept": lambda: near_misses(range(520, 560), bases=4, each=16, make=kept),
    "more that is told under mandates": lambda: near_misses(range(720, 800), bases=4, each=14, make=told),
    "more foundings": lambda: foundings(range(1000, 1800)),
    "more random dialogues": lambda: histories(range(2000, 2020), moves=30),
}
# Where to look first for a fault in these files.
INTENDED = ("what is intended", "more that is intended")
ASKED = ("what partners are asked", "more that partners are asked")
PARTED = (
    "foundings",
    "who takes part",
    "how the charter changes",
    "more of who takes part",
    "more of how it changes",
)
TOLD = ("what is told under mandates", "more that is told under mandates")
FIRST = {
    "consulting": ASKED,
    "counting": ASKED,
    "terms": ASKED,
    "decisions": (*TOLD[:1], *ASKED, *TOLD[1:]),
    "derived": (INTENDED[0], ASKED[0], TOLD[0]),
    "reporting": TOLD,
    "shelving": TOLD,
    "foundation": PARTED,
    "persons": PARTED,
    "record": ("what is kept", *TOLD, "more that is kept"),
    "charters": ("foundings", "more foundings"),
}


def look(where: str = "", *, longer: bool = False) -> str | None:
    """The first fault that the runs see, in few words; `where` is the file that it may be in."""
    runs, first = LONGER if longer else RUNS, FIRST.get(where, INTENDED)
    try:
        for name in sorted(runs, key=lambda name: name not in first):
            runs[name]()
    except Exception as fault:  # noqa: BLE001 - whatever it is, it was seen
        return f"{type(fault).__name__}: {str(fault)[:200]}"
    return _by_machine() if longer else None


def _by_machine() -> str | None:
    from test_machine import TestDialogue  # noqa: PLC0415 - the runs above mostly suffice, and this is slow to load

    result = unittest.TestResult()
    TestDialogue("runTest").run(result)
    return None if result.wasSuccessful() else "the machine found it"


if __name__ == "__main__":
    seen = look(*sys.argv[1:2], longer="longer" in sys.argv[2:])
    print(seen or "nothing")  # noqa: T201 - told to who runs it
    sys.exit(seen is not None)
