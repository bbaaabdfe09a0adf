"""The rules of a version say for ever what they said: each golden register is replayed, entry by entry.

If one of these fails, the rules have changed. A version that is released never changes: make a new one in
`plenipo.guard.versions`, keep the old, and write the new one's register by `script/golden --new-version`.
While version 1 is not released, the same command writes its register anew.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from golden_register import entries_of, golden_of, names, replayed

from plenipo.acts import KINDS
from plenipo.guard.versions import VERSIONS

# What the register of version 1 was before kinds and members were added to it.
EARLIER = (
    (
        162,
        "f17c3eeb7e66b6ed5cffcc87a17203a87f8706d11c046a7673f59e14c7ec41f5",
        "f6b1ec0237cd5433197c5d6cd3db79d44ede781d21ff60723e7c336e7317bdd6",
    ),
)


def test_every_version_of_the_rules_has_its_register() -> None:
    assert names() == VERSIONS


@pytest.mark.parametrize("rules", names())
def test_a_register_of_this_version_is_judged_and_folded_as_ever(rules: str) -> None:
    kept, now = golden_of(rules), replayed(entries_of(rules))
    assert now.root == kept.root
    for index, (before, after) in enumerate(zip(kept.entries, now.entries, strict=True)):
        assert after == before, index
    assert now.standing == kept.standing
    assert now == kept
    assert now.rules == rules


@pytest.mark.parametrize(("size", "root", "standing"), EARLIER)
def test_entries_are_added_to_a_register_and_none_of_the_earlier_ones_says_anything_else(
    size: int, root: str, standing: str
) -> None:
    first = replayed(entries_of("1")[:size])
    assert (first.size, first.root, first.standing) == (size, root, standing)


def test_the_newest_register_says_every_kind_of_act_and_holds_void_entries() -> None:
    newest = golden_of(VERSIONS[-1])
    admitted = {entry.kind for entry in newest.entries if not entry.refused}
    assert admitted == set(KINDS)
    assert sum(bool(entry.refused) for entry in newest.entries) >= 5
    assert len({code for entry in newest.entries for code in entry.findings}) >= 8


def test_an_altered_entry_or_verdict_is_seen() -> None:
    rules = VERSIONS[-1]
    entries = entries_of(rules)
    assert replayed(entries[:-1]) != golden_of(rules)
    assert replayed(entries[:-1]).root != golden_of(rules).root


def test_nothing_is_overwritten_unless_asked() -> None:
    script = Path(__file__).with_name("golden_register.py")
    files = sorted(Path(__file__).parents[1].glob("data/golden/rules-*"))
    before = [path.read_bytes() for path in files]
    paths = f"{script.parent}:{script.parents[1]}"
    ran = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, check=False, env={"PYTHONPATH": paths}
    )
    assert (ran.returncode, "nothing was written" in ran.stdout) == (0, True), ran.stderr
    assert before == [path.read_bytes() for path in files]
