"""`plenipo` on a machine whose clock is ahead by the milliseconds that the file in AHEAD holds.

A test writes the file anew while a desk is open, and its clock has moved.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import plenipo_cli.clock
import plenipo_node.clock

FILE = Path(os.environ["AHEAD"])


def now() -> int:
    """Milliseconds since 1970 UTC."""
    return time.time_ns() // 1_000_000 + int(FILE.read_text())


plenipo_cli.clock.now = plenipo_node.clock.system_clock = now  # before any module takes them by name

if __name__ == "__main__":
    from plenipo_cli.main import main

    main()
