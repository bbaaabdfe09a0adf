"""A check of the whole register beside the desk: the same program that any stranger runs, `plenipo verify`.

It runs as a process of its own, so that pages stay quick, and reads the folder, not what the desk believes.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from plenipo_node.web.node import Node

PROGRAM = Path(sys.executable).parent / "plenipo"
_lock = Lock()


class Check(Struct):
    """`state`: none, running, holds, fails. `done` of `size` entries are checked; `said` is the verdict."""

    state: str = "none"
    done: int = 0
    size: int = 0
    said: str = ""
    ended: int | None = None  # ms, by the node's clock


_checks: dict[str, Check] = {}


def state(node: Node) -> Check:
    return _checks.get(str(node.folder.path), Check())


def start(node: Node) -> None:
    """Begin, unless one is under way."""
    with _lock:
        if state(node).state == "running":
            return
        check = _checks[str(node.folder.path)] = Check("running", size=node.intake.standing.size)
    Thread(target=_run, args=(node, check), name="check", daemon=True).start()


def _run(node: Node, check: Check) -> None:
    command = [str(PROGRAM), "verify", str(node.folder.path), "--json", "--progress"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603 our own program, a fixed list
        for line in process.stderr or ():
            if line.strip().isdigit():
                check.done = int(line)
        out = process.stdout.read() if process.stdout else ""
    check.ended = node.clock()
    check.said = _said(out)
    check.state = "holds" if process.returncode == 0 else "fails"


def _said(out: str) -> str:
    try:
        found: dict[str, Any] = json.loads(out)
    except ValueError:
        return ""
    return str(found.get("sentence") or found.get("tree") or "")
