"""The small cast that recurs in all tests: five partners, a concerned party, a counterpart.

`World` is a dialogue in memory that goes the real way of an act: sign, read, judge, fold, register. Its clock
stands still until a test moves it.
"""

from __future__ import annotations

import base64
import hashlib
from typing import Any, ClassVar

from plenipo.acts import Said, consultation, dialogue, mandate, register
from plenipo.acts.charter import Charter, DecisionRule, Founder, Party, Reserved, Topic
from plenipo.acts.codec import encode, ref_of
from plenipo.acts.words import Function, Seen, Text
from plenipo.dialogue.entered import Entered
from plenipo.dialogue.standing import Standing, restore, snapshot
from plenipo.guard.verdict import Verdict
from plenipo.register import (
    Checkpoint,
    Ed25519Cosigner,
    Entry,
    encode_entry,
    leaf_hash,
)
from plenipo.signatures import armored_act_signature, ed25519, ed25519_public_key, fingerprint, to_be_signed
from plenipo.signatures.wire import pack_string
from plenipo.verify import Nodes, Read, Replay, read_act
from plenipo.verify.keys import origin_of
from plenipo.verify.replay import replay_entry

HOUR = 3_600_000
DAY = 24 * HOUR
START = 1_767_225_600_000  # 2026-01-01T00:00:00Z

PARTNERS = ("FR", "DE", "PL", "IT", "UK")
WEIGHTS = {"FR": 68, "DE": 83, "PL": 37, "IT": 59, "UK": 69}
FUNCTIONS: dict[str, tuple[Function, ...]] = {
    "authority": ("authority",),
    "delegate": ("delegate",),
    "envoy": ("envoy",),
    "reader": ("reader",),
}


def seed_of(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()


def raw_key(name: str) -> str:
    return base64.b64encode(ed25519.public_key(seed_of(name))).decode()


def fingerprint_of(person: str) -> str:
    return fingerprint(ed25519_public_key(ed25519.public_key(seed_of(person))).blob)


def text(words: str, marking: str = "TLP:AMBER") -> Text:
    """A sealed text as an act names it; nothing in these tests opens it."""
    return Text(
        blob=hashlib.sha256(b"blob" + words.encode()).hexdigest(),
        commitment=hashlib.sha256(words.encode()).hexdigest(),
        marking=marking,
    )


def charter(**changes: Any) -> Charter:
    parties = (
        *(
            Party(
                id=p, name=f"Partner {p}", role="partner", weight=WEIGHTS[p], cosigner=raw_key(f"{p} mirror")
            )
            for p in PARTNERS
        ),
        Party(id="UA", name="The concerned party", role="concerned", cosigner=raw_key("UA mirror")),
        Party(id="RU", name="The counterpart", role="counterpart"),
        Party(id="TR", name="An intermediary", role="intermediary"),
    )
    fields: dict[str, Any] = {
        "version": 1,
        "rules": "1",
        "parties": parties,
        "topics": tuple(Topic(id=t, name=t) for t in ("prisoners", "grain", "ceasefire", "territory")),
        "reserved": (Reserved(party="UA", topics=("ceasefire", "territory")),),
        "cap": 2,
        "decisions": {
            "mandate": DecisionRule(rule="cfsp-unanimity", silence=True),
            "end-mandate": DecisionRule(rule="simple-majority"),
            "amendment": DecisionRule(rule="unanimity"),
            "admission": DecisionRule(rule="unanimity"),
            "position": DecisionRule(rule="simple-majority", silence=True),
            "contact": DecisionRule(rule="simple-majority"),
        },
        "registrar": "FR",
        "registrar_key": raw_key("FR registrar"),
        "quorum": 3,
        "silence_minimum": 24 * 3600,
        "claim_window": 24 * 3600,
        "readout_due": 48 * 3600,
        "lapse": 72 * 3600,
        "delay": 600,
        "notice": 72 * 3600,
        "cooling_off": 30 * 24 * 3600,
        "ceiling": "TLP:AMBER",
        "intermediaries": ("TR",),
    }
    return Charter(**{**fields, **changes})


def sign(act: bytes, person: str) -> bytes:
    """An SSHSIG on an act by this person's key."""
    seed = seed_of(person)
    key = ed25519_public_key(ed25519.public_key(seed))
    raw = ed25519.sign(seed, to_be_signed(act))
    return armored_act_signature(key.blob, pack_string(b"ssh-ed25519") + pack_string(raw))


def sign_all(act: bytes, persons: tuple[str, ...]) -> tuple[bytes, ...]:
    return tuple(sign(act, person) for person in sorted(persons, key=fingerprint_of))


class Worlds:
    """The worlds that a test made, so that each can be checked when it ends."""

    made: ClassVar[list[World]] = []


class World:
    """A founded dialogue. `say` registers if the guard admits; `refused` asserts that it does not."""

    def __init__(self, **charter_changes: Any) -> None:
        self.now = START
        self.tampered = False  # a test put into the standing what no entry said
        Worlds.made.append(self)
        self.nodes = Nodes()
        self.replay = Replay(Standing(), self.nodes)
        self.entries: list[bytes] = []
        self._ids = 0
        self.founding = self._found(charter(**charter_changes))

    @property
    def standing(self) -> Standing:
        return self.replay.standing

    @property
    def seen(self) -> Seen:
        root = self.nodes.root(self.nodes.size)
        assert root is not None
        return Seen(size=self.nodes.size, root=root)

    def next_id(self) -> str:
        self._ids += 1
        return f"{self._ids:032x}"

    def _found(self, founded: Charter) -> str:
        parties = [p.id for p in founded.parties if p.role in {"partner", "concerned"}]
        founders = tuple(
            Founder(
                person=f"{party}/{name}",
                functions=functions,
                keys=(fingerprint_of(f"{party}/{name}"), fingerprint_of(f"{party}/{name} reserve")),
            )
            for party in parties
            for name, functions in FUNCTIONS.items()
        )
        act = dialogue.Found(
            id=self.next_id(), by="FR/authority", title="Exercise", charter=founded, founders=founders
        )
        return self.register(act, tuple(f"{party}/authority" for party in parties))

    def act(self, person: str, kind: type[Said], /, **fields: Any) -> Said:
        """An act of this kind by this person, on what stands now."""
        head = {"id": self.next_id(), "by": person, "dialogue": self.standing.dialogue, "seen": self.seen}
        return kind(**{**head, **fields})

    def read(self, act: Said, signers: tuple[str, ...]) -> Read:
        data = encode(act)
        return read_act(data, sign_all(data, signers), self.standing.keys)

    def judge(self, act: Said, *signers: str) -> Verdict:
        return self.replay.judge(self.read(act, signers or (act.by,)), self.now).verdict

    def register(self, act: Said, signers: tuple[str, ...] = ()) -> str:
        """Register and give the reference; fails the test if the guard refuses."""
        verdict = self.force(act, signers)
        assert verdict.allowed, verdict.reasons
        return ref_of(encode(act))

    def force(self, act: Said, signers: tuple[str, ...] = ()) -> Verdict:
        """Register whatever the guard says, as a lying registrar would."""
        data = encode(act)
        signatures = sign_all(data, signers or (act.by,))
        taken = self.replay.take(read_act(data, signatures, self.standing.keys), self.now)
        entry = encode_entry(Entry(self.now, data, signatures))
        self.nodes.append(leaf_hash(entry), self.now)
        self.entries.append(entry)
        self._same_from_a_snapshot()
        return taken.verdict

    def _same_from_a_snapshot(self) -> None:
        assert restore(snapshot(self.standing)) == self.standing

    def check_replay(self) -> None:
        """Incremental equals rebuilt: the entries' bytes, taken anew, give an equal standing and tree."""
        if self.tampered:
            return
        nodes = Nodes()
        again = Replay(Standing(), nodes)
        for entry in self.entries:
            replay_entry(again, nodes, entry)
        assert again.standing == self.standing
        assert nodes.root(nodes.size) == self.nodes.root(self.nodes.size)

    def say(self, person: str, kind: type[Said], /, **fields: Any) -> str:
        return self.register(self.act(person, kind, **fields))

    def refused(self, person: str, kind: type[Said], /, **fields: Any) -> set[tuple[int, str]]:
        """The (rule, code) of each reason against."""
        verdict = self.judge(self.act(person, kind, **fields))
        assert not verdict.allowed
        return {(reason.rule, reason.code) for reason in verdict.reasons}

    def entered(self, act: Said) -> Entered:
        return self.replay.judge(self.read(act, (act.by,)), self.now).entered

    def wait(self, *, hours: float = 0, days: float = 0) -> None:
        self.now += round(hours * HOUR + days * DAY)

    def settle(self, *parties: str) -> str:
        """The partners' mirrors cosign the newest checkpoint now, and that is entered."""
        root = self.nodes.root(self.nodes.size)
        assert root is not None
        origin = origin_of(self.standing.dialogue, self.standing.term)
        note = Checkpoint(origin, self.nodes.size, bytes.fromhex(root)).encode()
        lines = tuple(
            Ed25519Cosigner(f"{self.standing.dialogue}/{p}", seed_of(f"{p} mirror"))
            .cosign(note, self.now // 1000)
            .line.decode()
            .rstrip("\n")
            for p in parties or PARTNERS
        )
        return self.say("DE/delegate", register.Settle, checkpoint=self.seen, signatures=lines)

    def decide(self, subject: consultation.Subject, words: str, *, days: int = 3, **answers: str) -> str:
        """A consultation by vote that closes: everybody is for, except as `answers` say."""
        agreed = text(words)
        ref = self.say(
            "FR/delegate",
            consultation.Open,
            subject=subject,
            text=agreed,
            procedure="vote",
            deadline=self.now + days * DAY,
        )
        for party in (p.id for p in self.standing.parties("partner")):
            word = answers.get(party, "for")
            declaration = text(f"declaration of {party}") if word == "constructive" else None
            self.say(
                f"{party}/delegate",
                consultation.Answer,
                consultation=ref,
                commitment=agreed.commitment,
                answer=word,
                declaration=declaration,
            )
        self.wait(days=days)
        return ref

    def terms(self, **changes: Any) -> consultation.MandateTerms:
        fields: dict[str, Any] = {
            "envoys": ("FR/envoy",),
            "counterpart": "RU",
            "levels": ("technical", "senior"),
            "media": ("call", "meeting"),
            "topics": ("prisoners", "grain", "ceasefire"),
            "reach": "propose",
            "starts": self.now,
            "ends": self.now + 90 * DAY,
            "may_suspend": ("PL",),
        }
        return consultation.MandateTerms(**{**fields, **changes})

    def mandate(self, words: str = "mandate", **changes: Any) -> str:
        """A mandate decided and accepted by its envoys."""
        terms = self.terms(**changes)
        ref = self.decide(terms, words)
        for envoy in terms.envoys:
            self.say(envoy, mandate.Accept, mandate=ref, commitment=text(words).commitment)
        return ref

    def plan_of(self, mandate_ref: str, **changes: Any) -> dict[str, Any]:
        """The members of a `contact.plan` that is in order, two days ahead."""
        fields: dict[str, Any] = {
            "mandate": mandate_ref,
            "envoy": "FR/envoy",
            "counterpart": "RU",
            "level": "technical",
            "medium": "call",
            "topics": ("prisoners",),
            "at": self.now + 2 * DAY,
            "lines": text("lines"),
        }
        return {**fields, **changes}
