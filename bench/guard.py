"""One decision of the guard beside one Ed25519 verification: `python bench/guard.py`.

A `contact.plan` that is in order, and one that is not, with 12 mandates in force and many dead ones; then all
that a person may do now. All rules run on each. No signatures are made here but the one that is the measure.
"""

from __future__ import annotations

import argparse
import gc
from functools import partial
from typing import Any

from exercise import DAY, HOUR, START, Exercise
from founding import PARTNERS, Key
from measure import bare_verification, in_turns, table, target

from plenipo.acts import Said, consultation, contact, mandate
from plenipo.acts.codec import decode, encode, ref_of
from plenipo.acts.words import Seen
from plenipo.dialogue.entered import Entered, Signer
from plenipo.dialogue.standing import Standing
from plenipo.guard.case import Case
from plenipo.guard.judge import judge
from plenipo.guard.may import may
from plenipo.verify import Nodes, Read, Replay
from plenipo_node.node_keys import new_keys

ENVOYS = 12
DEAD = (0, 100, 10_000)
RUNS = 15


class Unsigned:
    """A dialogue in memory whose acts are taken as verified."""

    def __init__(self) -> None:
        self.now = START
        self.exercise = Exercise(new_keys(), envoys=ENVOYS)
        self.past = Nodes()
        self.replay = Replay(Standing(), self.past)
        founding = self.exercise.founding()
        signers = sorted(self.exercise.key(f"{p}/authority").fingerprint for p in (*PARTNERS, "UA"))
        self._take(Read(decode(founding.act), ref_of(founding.act), tuple(map(Signer, signers))))

    def read(self, person: str, kind: type[Said], **fields: Any) -> Read:
        size = self.past.size
        head = {"id": f"{size:032x}", "by": person, "dialogue": self.exercise.dialogue}
        act = kind(**head, seen=Seen(size=size, root=self.past.root(size) or ""), **fields)  # type: ignore[call-arg]
        return Read(act, ref_of(encode(act)), (Signer(self.exercise.key(person).fingerprint),))

    def say(self, person: str, kind: type[Said], **fields: Any) -> str:
        return self._take(self.read(person, kind, **fields))

    def _take(self, read: Read) -> str:
        taken = self.replay.take(read, self.now)
        assert taken.verdict.allowed, taken.verdict.reasons
        self.past.append(bytes.fromhex(read.ref), self.now)
        return read.ref

    def mandate(self, envoy: str, days: float) -> str:
        self.exercise.now = self.now
        text = self.exercise.text()
        ends = self.now + round(days * DAY)
        terms = consultation.MandateTerms(
            envoys=(envoy,),
            counterpart="RU",
            levels=("technical", "senior"),
            media=("call", "meeting"),
            topics=("prisoners", "grain", "ceasefire"),
            reach="propose",
            starts=self.now,
            ends=ends,
        )
        ref = self.say(
            "FR/delegate",
            consultation.Open,
            subject=terms,
            text=text,
            procedure="vote",
            deadline=self.now + HOUR,
        )
        for party in PARTNERS:
            word = {"consultation": ref, "commitment": text.commitment, "answer": "for"}
            self.say(f"{party}/delegate", consultation.Answer, **word)
        self.now += HOUR
        self.say(envoy, mandate.Accept, mandate=ref, commitment=text.commitment)
        return ref

    def plan(self, ref: str, *topics: str) -> Entered:
        fields: dict[str, Any] = {
            "mandate": ref,
            "envoy": self.exercise.envoys[0],
            "counterpart": "RU",
            "level": "technical",
            "medium": "call",
            "topics": topics,
            "at": self.now + 2 * DAY,
            "lines": self.exercise.text(),
        }
        read = self.read(self.exercise.envoys[0], contact.Plan, **fields)
        return self.replay.judge(read, self.now).entered


def many(times: int, case: Case) -> None:
    for _ in range(times):
        judge(case)


def measured(dead: int, times: int) -> list[tuple[Any, ...]]:
    world = Unsigned()
    for _ in range(dead):
        world.mandate(world.exercise.envoys[0], 1 / 12)
        world.now += 2 * HOUR
    first, *_ = [world.mandate(envoy, 90) for envoy in world.exercise.envoys]
    standing = world.replay.standing
    assert len(standing.live) == ENVOYS
    allowed = Case(standing, world.plan(first, "prisoners"), world.past)
    refused = Case(standing, world.plan(first, "prisoners", "ceasefire"), world.past)
    assert judge(allowed).allowed
    assert not judge(refused).allowed
    _, opened = Key("measure").sign(encode(allowed.act))
    public = Key("measure").public
    gc.collect()
    works = (
        partial(bare_verification, [(opened, public)] * times),
        partial(many, times, allowed),
        partial(many, times, refused),
    )
    base, yes, no = (spent / times * 1e6 for spent in in_turns(RUNS, *works))
    (asked,) = in_turns(5, lambda: may(standing, world.exercise.envoys[0], world.now, world.past))
    return [(dead, base, yes, yes / base, no, no / base, asked * 1000)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dead", type=int, nargs="+", default=list(DEAD))
    parser.add_argument("--times", type=int, default=500)
    options = parser.parse_args()
    rows = [row for dead in options.dead for row in measured(dead, options.times)]
    heads = ("dead mandates", "baseline µs", "allowed µs", "ratio", "refused µs", "ratio", "may() ms")
    table(heads, rows)
    worst = max(max(row[3], row[5]) for row in rows)
    target(f"a decision costs less than one verification: {worst:.2f}", met=worst < 1)
    growth = max(row[3] for row in rows) / min(row[3] for row in rows)
    target(f"the dead cost nothing: {(growth - 1) * 100:.0f} % between the rows", met=growth < 1.15)


if __name__ == "__main__":
    main()
