"""A register's entries under another charter."""

from __future__ import annotations

from collections.abc import Iterable

from plenipo.acts.charter import Charter
from plenipo.dialogue.standing import Standing
from plenipo.guard.case import Case
from plenipo.guard.dry_run import DryRun, Trial
from plenipo.register import leaf_hash
from plenipo.verify.past import Nodes
from plenipo.verify.read import read_entry
from plenipo.verify.replay import Replay


def dry_run(entries: Iterable[bytes], charter: Charter, now: int | None = None) -> Trial:
    """What the charter would change, at `now` (ms) or at the last stamp. The errors of reading an entry."""
    nodes = Nodes()
    replay, trial = Replay(Standing(), nodes), DryRun(charter)
    for data in entries:
        stamp, read = read_entry(data, replay.standing.keys)
        taken = replay.judge(read, stamp)
        trial.see(Case(replay.standing, taken.entered, nodes), taken.verdict)
        replay.admit(taken)
        nodes.append(leaf_hash(data), stamp)
    standing = replay.standing
    return trial.trial(standing, standing.stamp if now is None else max(now, standing.stamp), nodes)
