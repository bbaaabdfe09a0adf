"""The charter: who the parties are and by which rules they deal with the counterpart."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, field

from plenipo.acts.words import (
    Count,
    Fingerprint,
    Function,
    Instant,
    Level,
    MarkingWord,
    Name,
    PartyId,
    PersonId,
    Role,
    Seconds,
    TopicId,
    Value,
)

Decision = Literal["mandate", "end-mandate", "amendment", "admission", "position", "contact"]
PublicKey = Annotated[
    str, Meta(pattern=r"^[A-Za-z0-9+/]{43}=\Z", description="an Ed25519 public key, 32 bytes in base64")
]


class Party(Value):
    """A state or organisation; `weight` counts in weighted rules, `cosigner` is its mirror's key."""

    id: PartyId
    name: Name
    role: Role
    weight: Count = 1
    cosigner: PublicKey | None = None


class Topic(Value):
    id: TopicId
    name: Name


class Reserved(Value):
    """The matters that are decided only with this concerned party's own consent."""

    party: PartyId
    topics: tuple[TopicId, ...]


class Share(Value):
    """A share as a fraction: at least `num`/`den`, or more than it."""

    num: Count
    den: Count
    more_than: bool = False


Setting = bool | Count | Name | tuple[PartyId, ...] | Share


class DecisionRule(Value):
    """How one kind of decision is taken; `silence` allows a silence procedure for it.

    `parameters` are those of the rule, where its defaults do not fit, and `house`, whose usage a silence
    follows; `final` makes answers final; `settled` adopts only what a quorum has cosigned after deadline plus
    delay, as silence is adopted, so that no registrar gains by holding an answer back.
    """

    rule: Name
    silence: bool = False
    on_proposal: bool = False
    parameters: dict[Name, Setting] = field(default_factory=dict)
    final: bool = False
    settled: bool = False


class Weights(Value):
    """The members' weights from one instant up to before another; `source` says where they were published."""

    since: Instant
    source: Name
    of: dict[PartyId, Count]
    until: Instant | None = None


class Charter(Value):
    """Spans are seconds; what each sets is said beside it."""

    version: Annotated[int, Meta(ge=1, lt=2**31)]
    rules: Name  # the rules version by which entries are judged
    parties: tuple[Party, ...]
    topics: tuple[Topic, ...]
    reserved: tuple[Reserved, ...]
    cap: Annotated[int, Meta(ge=1, lt=1000)]  # distinct envoys of mandates in force or suspended
    decisions: dict[Decision, DecisionRule]
    registrar: PartyId
    registrar_key: PublicKey
    quorum: Annotated[int, Meta(ge=1, lt=1000)]  # partners whose cosignature settles a checkpoint
    silence_minimum: Seconds  # between the last acknowledgement and the deadline
    claim_window: Seconds  # for a concerned party to claim a planned contact
    readout_due: Seconds  # after the contact
    lapse: Seconds  # of an act that was not registered
    delay: Seconds  # the longest that the registrar may hold an act
    notice: Seconds  # the least time to answer a request for consent
    cooling_off: Seconds  # after a refusal
    ceiling: MarkingWord  # nothing marked higher is taken
    intermediaries: tuple[PartyId, ...] = ()
    consult_before: tuple[Level, ...] = ()  # contacts at these levels need a prior consultation
    instruct_before: tuple[Level, ...] = ()  # and at these, one that adopted the lines
    weights: tuple[Weights, ...] = ()  # where they are not simply those of the parties
    receipts: Count = 2  # partners whose word on its receipt makes an objection timely
    quiet_after: Seconds = 30 * 24 * 3600  # without a contact, a channel is quiet
    silent_after: Seconds = 180 * 24 * 3600  # and then silent
    acknowledge_within: Seconds = 3600  # of its opening: a text put to the partners with FLASH or NIACT
    deputies: dict[PartyId, tuple[PersonId, ...]] = field(
        default_factory=dict
    )  # who acknowledge for a partner
    no_passkeys: tuple[Name, ...] = ()  # families that need a key outside the browser, besides the fixed four


class Founder(Value):
    """A party's first person: its authority, with two keys named by fingerprint."""

    person: PersonId
    functions: tuple[Function, ...]
    keys: tuple[Fingerprint, ...]
