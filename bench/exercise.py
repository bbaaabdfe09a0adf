"""A dialogue that goes on for years, as fast as it can be signed: what the benches feed on.

Chains of acts as they follow from each other (a contact: plan, report, confirmation, briefing, outcome, two
readouts, their acknowledgements; a consultation; a request for consent; news) run beside each other in the
dialogue's own time, one act a minute. Every act is one that the guard admits. The same seed says the same.
"""

from __future__ import annotations

import hashlib
import heapq
import random
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any, TypeAlias

from founding import CONCERNED, PARTNERS, Key, charter_of, seed_of

from plenipo.acts import (
    Said,
    assessment,
    commitment,
    consent,
    consultation,
    contact,
    dialogue,
    mandate,
    offer,
    readout,
    register,
    source,
    statement,
)
from plenipo.acts.charter import Founder
from plenipo.acts.codec import encode, ref_of
from plenipo.acts.words import Seen, Text
from plenipo.register import Checkpoint, Ed25519Cosigner
from plenipo.verify import origin_of
from plenipo_node.intake import Submission

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from plenipo_node.node_keys import NodeKeys

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
START = 1_767_225_600_000  # 2026-01-01T00:00:00Z
FUNCTIONS = ("authority", "delegate", "envoy", "drafter", "reader")
RECORDERS = ("delegate", "drafter", "envoy")
NOT_RAISED = tuple(readout.Raised(topic=t, raised="not-raised") for t in ("ceasefire", "territory"))

# What a chain does next: a person says an act of a kind, or milliseconds pass. It is sent the reference.
Step: TypeAlias = "tuple[str, type[Said], dict[str, Any]] | int"
Chain: TypeAlias = "Generator[Step, str, None]"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A submission, and what a bare verification of its signature takes."""

    submission: Submission
    opened: bytes
    public: bytes


class Exercise:
    """`envoys`: how many hold mandates, each partner's in turn. `blob`: bytes of each sealed text."""

    def __init__(self, keys: NodeKeys, *, envoys: int = 5, blob: int = 200, seed: int = 1) -> None:
        self.now = START
        self.dialogue = ""
        self.kinds: dict[str, int] = {}
        self._node = keys
        self._blob_size = blob
        self._random = random.Random(seed)  # noqa: S311 - a rehearsal, not a secret
        self._ids = count()
        self.envoys = [f"{PARTNERS[n % 5]}/envoy-{n}" for n in range(envoys)]
        self._keys: dict[str, Key] = {}
        self._mandates: dict[str, str] = {}
        self._blobs: dict[str, bytes] = {}
        self._sources: list[str] = []
        self._waiting: list[tuple[int, int, Chain, str]] = []
        self._seen = Seen(size=0, root="0" * 64)
        self._chains: Sequence[tuple[Callable[[Any], Chain], int]] = CHAINS

    # --- what is brought to a node ---

    def founding(self) -> Submission:
        people = [f"{p}/{f}" for p in (*PARTNERS, CONCERNED) for f in FUNCTIONS] + self.envoys
        founders = tuple(
            Founder(person=person, functions=(_function(person),), keys=self._prints(person))
            for person in people
        )
        act = encode(
            dialogue.Found(
                id=self._id(),
                by="FR/authority",
                title="A long dialogue",
                charter=charter_of(self._node.registrar_key, len(self.envoys)),
                founders=founders,
            )
        )
        self.dialogue = ref_of(act)
        authorities = [self.key(f"{party}/authority") for party in (*PARTNERS, CONCERNED)]
        authorities.sort(key=lambda key: key.fingerprint)
        for envoy in self.envoys:
            self._begin(self._governing(envoy))
        self._begin(self._settling())
        return Submission(act, tuple(key.sign(act)[0] for key in authorities))

    def say(self, number: int, size: int, root: str) -> list[Spoken]:
        """The next acts, whose authors saw this checkpoint; a minute passes for each."""
        self.now += number * MINUTE
        self._seen = Seen(size=size, root=root)
        spoken: list[Spoken] = []
        while len(spoken) < number:
            chain, ref = self._next()
            step = next(chain, None) if not ref else _send(chain, ref)
            if isinstance(step, int):
                self._push(chain, self.now + step, "")
            elif step is not None:
                spoken.append(self._spoken(*step))
                self._push(chain, self.now, ref_of(spoken[-1].submission.act))
        return spoken

    def spoken(self, person: str, kind: type[Said], **fields: Any) -> Spoken:
        """One act out of turn."""
        return self._spoken(person, kind, fields)

    def key(self, person: str) -> Key:
        found = self._keys.get(person)
        if found is None:
            found = self._keys[person] = Key(person)
        return found

    def text(self) -> Text:
        blob = next(self._ids).to_bytes(16, "big") + bytes(self._blob_size - 16)
        name = hashlib.sha256(blob).hexdigest()
        self._blobs[name] = blob
        return Text(blob=name, commitment=f"{self._random.getrandbits(256):064x}", marking="TLP:AMBER")

    # --- the machine ---

    def _spoken(self, person: str, kind: type[Said], fields: dict[str, Any]) -> Spoken:
        act = encode(kind(id=self._id(), by=person, dialogue=self.dialogue, seen=self._seen, **fields))  # type: ignore[call-arg]
        key = self.key(person)
        armored, opened = key.sign(act)
        blobs, self._blobs = self._blobs, {}
        word = str(kind.__struct_config__.tag)
        self.kinds[word] = self.kinds.get(word, 0) + 1
        return Spoken(Submission(act, (armored,), blobs), opened, key.public)

    def _next(self) -> tuple[Chain, str]:
        if self._waiting and self._waiting[0][0] <= self.now:
            _, _, chain, ref = heapq.heappop(self._waiting)
            return chain, ref
        (begin,) = self._random.choices([b for b, _ in self._chains], [weight for _, weight in self._chains])
        return begin(self), ""

    def _begin(self, chain: Chain) -> None:
        self._push(chain, self.now, "")

    def _push(self, chain: Chain, when: int, ref: str) -> None:
        heapq.heappush(self._waiting, (when, next(self._ids), chain, ref))

    def _id(self) -> str:
        return f"{self._random.getrandbits(128):032x}"

    def _prints(self, person: str) -> tuple[str, ...]:
        spare = (self.key(person + " spare").fingerprint,) if _function(person) == "authority" else ()
        return (self.key(person).fingerprint, *spare)

    def _recorder(self) -> str:
        return f"{self._random.choice(PARTNERS)}/{self._random.choice(RECORDERS)}"

    def _source(self) -> str:
        return self._random.choice(self._sources[-200:])

    # --- what never ends ---

    def _settling(self) -> Chain:
        """Three mirrors' cosignatures of the newest checkpoint are entered each day."""
        mirrors = [Ed25519Cosigner(f"{self.dialogue}/{p}", seed_of(f"{p} mirror")) for p in PARTNERS[:3]]
        while True:
            root = bytes.fromhex(self._seen.root)
            note = Checkpoint(origin_of(self.dialogue, 1), self._seen.size, root).encode()
            lines = (mirror.cosign(note, self.now // 1000).line.decode().rstrip("\n") for mirror in mirrors)
            yield "DE/delegate", register.Settle, {"checkpoint": self._seen, "signatures": tuple(lines)}
            yield DAY

    def _governing(self, envoy: str) -> Chain:
        """A mandate of 90 days, and the next one before it ends."""
        takes = HOUR
        while True:
            text = self.text()
            terms = self.terms(envoy)
            ref = yield "FR/delegate", consultation.Open, _opening(terms, text, self.now + takes)
            for party in PARTNERS:
                fields = {"consultation": ref, "commitment": text.commitment, "answer": "for"}
                yield f"{party}/delegate", consultation.Answer, fields
            yield takes
            yield envoy, mandate.Accept, {"mandate": ref, "commitment": text.commitment}
            self._mandates[envoy] = ref
            yield 80 * DAY
            takes = 3 * DAY

    def terms(self, envoy: str) -> consultation.MandateTerms:
        return consultation.MandateTerms(
            envoys=(envoy,),
            counterpart="RU",
            levels=("technical", "senior"),
            media=("call", "meeting"),
            topics=("prisoners", "grain", "ceasefire"),
            reach="propose",
            starts=self.now,
            ends=self.now + 90 * DAY,
        )

    def plan_fields(self, envoy: str, lines: Text, *topics: str) -> dict[str, Any]:
        """The members of a plan that is in order."""
        return {
            "mandate": self._mandates[envoy],
            "envoy": envoy,
            "counterpart": "RU",
            "level": "technical",
            "medium": "call",
            "topics": topics or ("prisoners",),
            "at": self.now + 30 * HOUR,
            "lines": lines,
        }

    # --- what comes and goes ---

    def news(self) -> Chain:
        by, now = self._recorder(), self.now
        first = yield by, source.Add, {"text": self.text(), "grade": "B2", "published": now - HOUR}
        self._sources = [*self._sources[-200:], first]
        if self._random.random() < 0.4:
            copy = {"text": self.text(), "grade": "C3", "published": now, "origin": first}
            yield self._recorder(), source.Add, copy
        if self._random.random() < 0.6:
            said = {"party": "RU", "at": now, "text": self.text(), "sources": (first,), "topics": ("grain",)}
            yield by, statement.Record, said

    def contact(self) -> Chain:
        if not self._mandates:
            yield from self.news()
            return
        envoy = self._random.choice(list(self._mandates))
        plan = yield envoy, contact.Plan, self.plan_fields(envoy, self.text())
        yield 31 * HOUR
        yield from self._held(envoy, plan)

    def _held(self, envoy: str, plan: str) -> Chain:
        party = envoy.partition("/")[0]
        told = tuple(p for p in (*PARTNERS, CONCERNED) if p != party)
        fields = _talk(
            party, self.now - HOUR, plan=plan, envoy=envoy, claims="mandate", topics=("prisoners",)
        )
        ref = yield envoy, contact.Report, fields | {"ended": self.now, "text": self.text()}
        brief = {"contact": ref, "told": told, "when": "after", "at": self.now}
        yield f"{party}/delegate", contact.Brief, brief
        yield f"{party}/delegate", contact.Outcome, {"contact": ref, "text": self.text()}
        ours = {
            "contact": ref,
            "side": "ours",
            "text": self.text(),
            "recipients": told,
            "matters": NOT_RAISED,
        }
        filed = yield envoy, readout.File, ours
        for other in told:
            yield f"{other}/reader", readout.Acknowledge, {"readouts": (filed,)}
        yield from self._told_by_them(ref)

    def _told_by_them(self, ref: str) -> Chain:
        side = {"contact": ref, "side": "RU", "at": self.now, "sources": (self._source(),)}
        yield self._recorder(), contact.Confirm, side
        theirs = {"contact": ref, "side": "theirs", "text": self.text(), "recipients": PARTNERS}
        yield self._recorder(), readout.File, theirs

    def bilateral(self) -> Chain:
        party = self._random.choice(PARTNERS)
        ahead = {"counterpart": "RU", "level": "senior", "medium": "call", "at": self.now + 5 * HOUR}
        plan = yield f"{party}/delegate", contact.Announce, ahead
        yield 6 * HOUR
        held = _talk(party, self.now - HOUR, plan=plan, claims="bilateral")
        ref = yield f"{party}/delegate", contact.Report, held
        kind = self._random.choice((contact.Confirm, contact.Deny, contact.DeclineToConfirm))
        yield self._recorder(), kind, {"contact": ref, "side": "RU", "at": self.now}

    def consultation(self) -> Chain:
        text, silence = self.text(), self._random.random() < 0.5
        opening = _opening(consultation.Position(), text, self.now + 3 * DAY, silence=silence)
        ref = yield "FR/delegate", consultation.Open, opening
        here = consultation.Receipt(consultation=ref, commitment=text.commitment)
        for party in PARTNERS:
            yield f"{party}/reader", consultation.Receive, {"texts": (here,)}
        yield DAY
        for party in PARTNERS if not silence else ():
            word = self._random.choice(("for", "for", "abstain"))
            fields = {"consultation": ref, "commitment": text.commitment, "answer": word}
            yield f"{party}/delegate", consultation.Answer, fields

    def consent(self) -> Chain:
        """A request on a reserved matter, its answer, and a contact on that text."""
        lines, reason = self.text(), self.text()
        where = {"counterpart": "RU", "level": "technical", "topics": ("ceasefire",)}
        asked = {"party": CONCERNED, "text": lines, "reason": reason, "answer_by": self.now + 4 * DAY}
        ask = yield "FR/delegate", consent.Ask, where | asked
        yield DAY
        given = {"commitment": lines.commitment, "until": self.now + 30 * DAY, "ask": ask}
        yield "UA/delegate", consent.Give, where | given
        if self._mandates:
            envoy = self._random.choice(list(self._mandates))
            yield envoy, contact.Plan, self.plan_fields(envoy, lines, "ceasefire")

    def assessment(self) -> Chain:
        judged = {"text": self.text(), "scale": "icd-203", "word": "likely", "confidence": "moderate"}
        ref = yield self._recorder(), assessment.Make, judged
        yield self._random.randrange(1, 30) * DAY
        yield self._recorder(), assessment.Resolve, {"assessment": ref, "turned_out": "not-so"}

    def commitment(self) -> Chain:
        made = {"party": "RU", "to": PARTNERS, "text": self.text(), "due": self.now + 7 * DAY}
        ref = yield self._recorder(), commitment.Record, made
        yield 7 * DAY
        kept = {"commitment": ref, "status": "kept", "evidence": (self._source(),)}
        yield self._recorder(), commitment.Update, kept

    def offer(self) -> Chain:
        call = {"counterpart": "RU", "level": "leader", "medium": "call", "at": self.now, "to": PARTNERS[:1]}
        ref = yield self._recorder(), offer.Receive, call | {"text": self.text()}
        yield DAY
        yield "FR/delegate", offer.Answer, {"offer": ref, "answer": "declined", "at": self.now}


CHAINS: Sequence[tuple[Callable[[Exercise], Chain], int]] = (
    (Exercise.news, 50),
    (Exercise.contact, 8),
    (Exercise.bilateral, 5),
    (Exercise.consultation, 2),
    (Exercise.consent, 1),
    (Exercise.assessment, 6),
    (Exercise.commitment, 2),
    (Exercise.offer, 3),
)


def _send(chain: Chain, ref: str) -> Step | None:
    try:
        return chain.send(ref)
    except StopIteration:
        return None


def _function(person: str) -> Any:
    return person.partition("/")[2].partition("-")[0]


def _opening(subject: Any, text: Text, deadline: int, *, silence: bool = False) -> dict[str, Any]:
    procedure = "silence" if silence else "vote"
    return {"subject": subject, "text": text, "procedure": procedure, "deadline": deadline}


def _talk(party: str, at: int, **more: Any) -> dict[str, Any]:
    return {"party": party, "counterpart": "RU", "level": "technical", "medium": "call", "at": at, **more}
