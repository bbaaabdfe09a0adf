"""`plenipo` alone is the offline verifier: it imports without framework, node or command line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
CORE = ROOT / "src/plenipo"

BLOCKED_IMPORTS = """
import sys

blocked = {"django", "plenipo_node", "plenipo_cli", "plenipo_reports", "click"}

class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in blocked:
            raise ModuleNotFoundError(f"blocked: {name}", name=name)

sys.meta_path.insert(0, Blocker())
"""


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", BLOCKED_IMPORTS + code], capture_output=True, text=True, check=False
    )


def module_name(path: Path) -> str:
    parts = path.relative_to(CORE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_every_module_of_the_core_imports_alone() -> None:
    names = sorted(module_name(f) for f in CORE.rglob("*.py"))
    assert "plenipo.register" in names
    done = run("import importlib\n" + "".join(f"importlib.import_module({n!r})\n" for n in names))
    assert done.returncode == 0, done.stderr


def test_the_blocker_blocks() -> None:
    done = run("import plenipo_node")
    assert "blocked: plenipo_node" in done.stderr
