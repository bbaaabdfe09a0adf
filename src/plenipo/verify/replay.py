"""The way of an act, from bytes to standing, one entry after the other.

1. An entry is judged at its own stamp, on the entries before it.
2. Admitted, it is folded. Refused, and in the register all the same, it has no effect and is a finding.
3. Either way it is a leaf of the tree.
"""

from __future__ import annotations

from msgspec import Struct

from plenipo.acts.register import Settle
from plenipo.dialogue.entered import Entered
from plenipo.dialogue.folds import fold, leave_void
from plenipo.dialogue.standing import Standing
from plenipo.errors import StampBackwards
from plenipo.guard.case import Case, Past
from plenipo.guard.judge import judge
from plenipo.guard.verdict import Verdict
from plenipo.register import leaf_hash
from plenipo.verify.past import Nodes
from plenipo.verify.read import Read, cosigners_of, read_entry


class Taken(Struct, frozen=True, gc=False):
    """An act as taken or refused, with its verdict."""

    entered: Entered
    verdict: Verdict


class Replay:
    """A standing that grows by entries. `past` answers for the register so far."""

    def __init__(self, standing: Standing, past: Past) -> None:
        self.standing = standing
        self.past = past

    def judge(self, read: Read, stamp: int) -> Taken:
        """The verdict on an act as if it were registered next, at `stamp`. Nothing changes."""
        if stamp < self.standing.stamp:
            raise StampBackwards(index=self.standing.size, stamp=stamp, before=self.standing.stamp)
        cosigners = cosigners_of(read.act, self.standing) if isinstance(read.act, Settle) else ()
        entered = Entered(
            act=read.act,
            ref=read.ref,
            signers=read.signers,
            index=self.standing.size,
            stamp=stamp,
            cosigners=cosigners,
        )
        return Taken(entered, judge(Case(self.standing, entered, self.past)))

    def admit(self, taken: Taken) -> None:
        """Fold what was just judged here, or mark it void."""
        verdict = taken.verdict
        if verdict.allowed:
            fold(self.standing, taken.entered, verdict.flags)
        else:
            rules = tuple(f"{r.rule} {r.code}" for r in verdict.reasons)
            leave_void(self.standing, taken.entered, rules)

    def take(self, read: Read, stamp: int) -> Taken:
        """Judge and admit an act that is in the register."""
        taken = self.judge(read, stamp)
        self.admit(taken)
        return taken


def replay_entry(replay: Replay, nodes: Nodes, data: bytes) -> Taken:
    """Take one entry's bytes; `nodes` is the replay's past and grows with it."""
    stamp, read = read_entry(data, replay.standing.keys)
    taken = replay.take(read, stamp)
    nodes.append(leaf_hash(data), stamp)
    return taken
