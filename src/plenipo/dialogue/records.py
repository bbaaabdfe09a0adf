"""The records that the standing is made of: what the guard needs of each thing, and no texts.

All are plain values keyed by the reference of the act that began them. Instants are milliseconds. They hold
no cycles, and there may be millions: no collector has to walk them (`gc=False`).
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

from plenipo.acts.charter import DecisionRule, Weights
from plenipo.acts.consultation import MandateTerms, Subject
from plenipo.acts.key import KeyPolicy
from plenipo.acts.words import Level, Medium, Precedence


class Record(Struct, kw_only=True, omit_defaults=True, gc=False):
    """A record began with the entry `index`, said by `by` at `at`."""

    index: int
    at: int
    by: str
    superseded: str | None = None  # by the act named here, or "nothing"


class Person(Struct, kw_only=True, gc=False):
    functions: tuple[str, ...]
    since: int
    ended: int | None = None


class Key(Struct, kw_only=True, omit_defaults=True, gc=False):
    """A signing key by fingerprint. `doubtful` is the moment that a revocation names."""

    owner: str
    added: int
    policy: KeyPolicy | None = None
    revoked: int | None = None
    doubtful: int | None = None


class Given(Struct, kw_only=True, omit_defaults=True, gc=False):
    """One answer in a consultation."""

    at: int
    by: str
    word: str
    declared: bool = False
    ref: str = ""


class Consultation(Record):
    """`deadlines` are (announced, deadline) in order; the last announced in time holds."""

    subject: Subject
    commitment: str
    procedure: Literal["vote", "silence", "written"]
    rule: DecisionRule
    members: dict[str, int]
    deadlines: list[tuple[int, int]]
    received: dict[str, int] = field(default_factory=dict)
    answers: dict[str, list[Given]] = field(default_factory=dict)
    behalf: dict[str, list[Given]] = field(default_factory=dict)  # answers that others gave for a member
    vouched: dict[str, dict[str, int]] = field(default_factory=dict)  # objection, by whom, received when
    consent_by: int | None = None
    weights: tuple[Weights, ...] = ()  # the charter's tables that had not ended when this was opened
    receipts: int = 2  # as the charter had it then
    attached: int = 0
    said: tuple[int, ...] = ()  # the entries that attach or declare something
    withdrawn: int | None = None
    minimum: int = 0  # of silence, ms, as the charter had it when this was opened
    delay: int = 0  # likewise
    used: bool = False  # an admission that was carried out
    precedence: Precedence = "ROUTINE"
    deputies: dict[str, tuple[str, ...]] = field(default_factory=dict)  # as the charter had them then
    deputised: dict[str, str] = field(default_factory=dict)  # members that a deputy reached first, and who
    acknowledge_by: int | None = None  # where its precedence demands it, as the charter had it then

    @property
    def deadline(self) -> int:
        return self.deadlines[-1][1]


class Pause(Struct, kw_only=True, omit_defaults=True, gc=False):
    """A mandate suspended by a party, since when and until when."""

    party: str
    since: int
    until: int | None = None


class Mandate(Record):
    """Authority that at least one envoy accepted. Its reference is the consultation's."""

    terms: MandateTerms
    commitment: str
    accepted: dict[str, int] = field(default_factory=dict)
    suspended: dict[str, int] = field(default_factory=dict)  # by which parties, since when
    pauses: list[Pause] = field(default_factory=list)  # each time that it was suspended
    revoked: int | None = None
    reports: list[tuple[int, int]] = field(default_factory=list)  # of its own: for which day, and when
    contacts: list[str] = field(default_factory=list)  # reported under it, if it has a calendar of reports
    told: int | None = None  # when something was last reported on one of them


class Ask(Record):
    """A request for consent. Its answer is never owed."""

    party: str
    topics: tuple[str, ...]
    commitment: str
    counterpart: str
    level: Level
    answer_by: int
    linked: tuple[str, ...] = ()
    answered: Literal["given", "refused", "disclaimed"] | None = None
    answered_at: int | None = None


class Matter(Struct, kw_only=True, omit_defaults=True, gc=False):
    """What happened about one reserved topic of one concerned party."""

    refused: int | None = None  # last
    invited: int | None = None  # last
    pending: dict[str, str] = field(default_factory=dict)  # open asks, and the party that asks


class Consent(Record):
    """A concerned party's word on one exact text: given, or disclaimed as none of its matters."""

    party: str
    commitment: str
    counterpart: str
    level: Level
    topics: tuple[str, ...] = ()
    until: int | None = None
    conditional: bool = False
    met: int | None = None
    under_protest: bool = False
    withdrawn: int | None = None
    disclaims: bool = False


class Channel(Record):
    counterpart: str
    level: Level
    paused: int | None = None
    closed: int | None = None


class Side(Struct, kw_only=True, gc=False):
    """What one side said about a contact's having taken place."""

    party: str
    word: Literal["confirmed", "denied", "declined"]
    at: int


class Claim(Struct, kw_only=True, gc=False):
    party: str
    topics: tuple[str, ...]
    at: int


class Contact(Record):
    """A contact: planned under a mandate, announced as bilateral, or reported as a fact."""

    kind: Literal["planned", "announced", "reported"]
    party: str
    counterpart: str
    level: Level
    medium: Medium
    when: int
    ended: int | None = None
    topics: tuple[str, ...] = ()
    envoy: str | None = None
    mandate: str | None = None
    lines: str | None = None  # the commitment of its lines
    through: str | None = None
    channel: str | None = None
    plan: str | None = None  # of a report: the plan it fulfils
    report: str | None = None  # of a plan: the report that fulfils it
    claims_authority: Literal["mandate", "bilateral", "nothing"] = "nothing"
    known: Literal["own-account", "reported", "their-account"] = "own-account"
    due: int | None = None  # when its party owes a readout of it, also once that is filed
    cancelled: int | None = None
    claims: list[Claim] = field(default_factory=list)
    sides: list[Side] = field(default_factory=list)
    disavowed: dict[str, int] = field(default_factory=dict)
    ratified: tuple[str, int] | None = None  # decision, effective from
    briefed: dict[str, Literal["before", "after"]] = field(default_factory=dict)
    informed: dict[str, int] = field(default_factory=dict)  # parties told of it afterwards, first when
    told: tuple[int, ...] = ()  # the entries that record who was told
    sources: tuple[str, ...] = ()
    ours_says: str | None = None
    theirs_says: str | None = None
    flags: tuple[str, ...] = ()
    outcome: bool = False
    outcome_at: int | None = None  # the last one's
    outcomes: tuple[int, ...] = ()  # their entries
    readouts: list[str] = field(default_factory=list)


class Offer(Record):
    ours: bool
    counterpart: str
    level: Level
    medium: Medium
    when: int
    to: tuple[str, ...] = ()  # whom it addresses; of ours, its counterpart
    through: str | None = None
    conditional: bool = False
    answer_by: int | None = None
    answer: Literal["accepted", "declined", "left-unanswered"] | None = None
    answered: int | None = None


class Proposal(Record):
    """A text for the counterpart; `put` when it was reported as put to them."""

    envoy: str | None
    mandate: str | None
    counterpart: str
    level: Level
    topics: tuple[str, ...]
    commitment: str
    medium: Medium | None = None  # of what was tabled, as are the next two
    commits: bool = False
    through: str | None = None
    put: int | None = None
    flags: tuple[str, ...] = ()
    withdrawn: int | None = None
    answer: Literal["accepted", "rejected", "countered"] | None = None


class Readout(Record):
    contact: str
    side: Literal["ours", "theirs"]
    commitment: str
    recipients: tuple[str, ...]
    acknowledged: dict[str, int] = field(default_factory=dict)
    raised: tuple[tuple[str, str], ...] = ()
    questions: int = 0
    said: tuple[int, ...] = ()  # the entries that acknowledge it, ask about it, answer or share it


class Question(Record):
    """An open question on a readout."""

    readout: str


class Source(Record):
    grade: str
    published: int
    origin: str | None = None


class Statement(Record):
    party: str
    when: int
    topics: tuple[str, ...] = ()
    disputed: int = 0
    said: tuple[int, ...] = ()  # the entries that dispute it


class Commitment(Record):
    party: str
    to: tuple[str, ...]
    due: int | None
    status: Literal["pending", "kept", "broken", "disputed", "unverifiable"] = "pending"
    said: tuple[int, ...] = ()  # the entries that say how it stands


class Assessment(Record):
    scale: str
    word: str
    resolves: int | None
    turned_out: Literal["so", "not-so", "undecidable"] | None = None
    said: tuple[int, ...] = ()  # the entries that say how it turned out


class Finding(Struct, kw_only=True, omit_defaults=True, frozen=True, gc=False):
    """An irregularity, made visible with the entry that shows it. Nothing later clears it."""

    code: str
    index: int
    at: int
    about: str  # the party or record that it concerns
    facts: dict[str, str | int] = field(default_factory=dict)


class Cosigned(Struct, kw_only=True, gc=False):
    """A partner's newest cosignature that stands in the register."""

    at: int
    size: int
