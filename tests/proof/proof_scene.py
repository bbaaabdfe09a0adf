"""A dialogue that keeps, beside the world's standing, the plain list of what was entered.

What is said here is judged twice, by the guard and by its twin, and the two must agree.
"""

from __future__ import annotations

import copy
from collections import Counter
from random import Random
from typing import Any, Self

from msgspec import Struct
from proof_history import Heard, History
from proof_speakers import SPEAKERS
from proof_twin import Twin

from plenipo.acts import Said, contact, kind_of
from plenipo.acts.charter import Party, Reserved
from plenipo.acts.codec import encode, ref_of
from plenipo.acts.register import Settle
from plenipo.acts.words import Seen
from plenipo.dialogue.entered import Signer
from plenipo.dialogue.standing import restore, snapshot
from plenipo.guard.verdict import Verdict
from plenipo.register import Checkpoint, Ed25519Cosigner, leaf_hash
from plenipo.verify import Read, Replay
from plenipo.verify.keys import origin_of
from plenipo.verify.read import cosigners_of
from world import PARTNERS, World, charter, fingerprint_of, seed_of

MORE = (
    Party(id="MD", name="Another concerned party", role="concerned"),
    Party(id="BY", name="Another counterpart", role="counterpart"),
)
MATTERS = (Reserved(party="UA", topics=("ceasefire", "territory")), Reserved(party="MD", topics=("grain",)))


class Candidate(Struct, frozen=True):
    """An act as it would be registered: by these keys, at this time."""

    act: Any
    signers: tuple[Signer, ...]
    stamp: int


class Scene(World):
    """A world with one concerned party or two, and the list of its entries."""

    def __init__(self, chance: Random, *, concerned: int = 1, **changes: Any) -> None:
        self.chance = chance
        self.heard: list[Heard] = []
        self.judged: Counter[tuple[str, bool]] = Counter()  # by kind, and whether both admitted
        self.reasons: Counter[tuple[str, int, str]] = Counter()  # by kind, of what was refused
        self.keyring: dict[str, str] = {}  # the name of the key that a person uses, if not their own
        if concerned == 2:
            changes = {"parties": (*charter().parties, *MORE), "reserved": MATTERS, **changes}
        super().__init__(**changes)

    def force(self, act: Said, signers: tuple[str, ...] = ()) -> Verdict:
        cosigners = cosigners_of(act, self.standing) if isinstance(act, Settle) else ()
        verdict = super().force(act, signers)
        heard = Heard(
            act=act,
            ref=ref_of(encode(act)),
            stamp=self.now,
            signers=tuple(Signer(fingerprint_of(s)) for s in signers or (act.by,)),
            cosigners=cosigners,
            void=not verdict.allowed,
            leaf=leaf_hash(self.entries[-1]),
        )
        self.heard.append(heard)
        return verdict

    @property
    def history(self) -> History:
        return History(self.heard)

    def key_of(self, person: str) -> str:
        return self.keyring.get(person, person)

    def settlement(
        self, at: int | None = None, size: int | None = None, by: tuple[str, ...] = PARTNERS
    ) -> Said:
        """Cosignatures by these mirrors of the first `size` entries, at this second; of all of them, now."""
        count = len(self.heard) if size is None else size
        root = self.history.root(count) or "0" * 64
        name, dialogue = origin_of(self.standing.dialogue, self.standing.term), self.standing.dialogue
        note = Checkpoint(name, count, bytes.fromhex(root)).encode()
        when = self.now // 1000 if at is None else at
        mirrors = (Ed25519Cosigner(f"{dialogue}/{p}", seed_of(f"{p} mirror")) for p in by)
        lines = tuple(mirror.cosign(note, when).line.decode().rstrip("\n") for mirror in mirrors)
        return self.act("DE/delegate", Settle, checkpoint=Seen(size=count, root=root), signatures=lines)

    def candidate(self, act: Said) -> Candidate:
        return Candidate(act, (Signer(fingerprint_of(self.key_of(act.by))),), self.now)

    def verdict(self, said: Candidate) -> Verdict:
        read = Read(said.act, ref_of(encode(said.act)), said.signers)
        return self.replay.judge(read, said.stamp).verdict

    def twin(self, said: Candidate) -> set[int]:
        cosigners = cosigners_of(said.act, self.standing) if isinstance(said.act, Settle) else ()
        ref = ref_of(encode(said.act))
        heard = Heard(said.act, ref, said.stamp, signers=said.signers, cosigners=cosigners)
        return Twin(self.history, heard).rules()

    def agree(self, said: Candidate) -> bool:
        """Both judges say the same; tells what. In the past a plan is refused, whatever else is wrong."""
        verdict = self.verdict(said)
        if type(said.act) not in SPEAKERS:
            return verdict.allowed
        guard, twin = {r.rule for r in verdict.reasons}, self.twin(said)
        if isinstance(said.act, contact.Plan) and said.act.at < said.stamp:
            guard, twin = guard & {18}, twin & {18}
        assert guard == twin, (guard, twin, verdict.reasons, said)
        assert all(r.code != "rule-failed" for r in verdict.reasons), (verdict.reasons, said)
        kind = kind_of(type(said.act))
        self.judged[kind, verdict.allowed] += 1
        self.reasons.update((kind, r.rule, r.code) for r in verdict.reasons)
        return verdict.allowed

    def attempt(self, act: Said, signers: tuple[str, ...] = ()) -> str | None:
        """Say it if both judges admit it, and give its reference; now and then enter a refused one."""
        keys = signers or (self.key_of(act.by),)
        by = tuple(Signer(fingerprint_of(name)) for name in keys)
        if self.agree(Candidate(act, by, self.now)):
            return self.register(act, keys)
        if self.chance.random() < 0.1:
            self.force(act, keys)
        return None

    def fork(self) -> Self:
        """The same dialogue, to go another way from here."""
        other = copy.copy(self)
        other.heard, other.entries, other.keyring = list(self.heard), list(self.entries), dict(self.keyring)
        other.nodes = copy.deepcopy(self.nodes)
        other.replay = Replay(restore(snapshot(self.standing)), other.nodes)
        other.chance = Random(self.chance.getrandbits(64))  # noqa: S311 - chance in a test
        return other
