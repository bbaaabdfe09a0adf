"""What the figures were measured on: `python bench/machine.py`."""

from __future__ import annotations

import os
import platform
import sqlite3
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = ("msgspec", "PyNaCl", "cryptography", "pymerkle")


def main() -> None:
    print(time.strftime("%Y-%m-%d"), "·", cpu(), "·", os.cpu_count(), "cores ·", f"{memory():.0f} GB")
    print(platform.platform(), "· Python", platform.python_version(), "· SQLite", sqlite3.sqlite_version)
    print(" · ".join(f"{name} {installed(name)}" for name in PACKAGES), "· load", os.getloadavg()[0])


def cpu() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    named = (line.partition(": ")[2] for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or "unknown processor")


def memory() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


if __name__ == "__main__":
    main()
