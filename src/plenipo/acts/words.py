"""The words that acts are made of: identifiers, instants, levels, sealed texts.

Instants are integer milliseconds since 1970 UTC, spans are integer seconds.
"""

from __future__ import annotations

from typing import Annotated, Literal, dataclass_transform

from msgspec import Meta, Struct

Hash = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z", description="SHA-256, lowercase hex")]
Ref = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z", description="SHA-256 of the bytes of an earlier act")]
Nonce = Annotated[str, Meta(pattern=r"^[0-9a-f]{32}\Z", description="128 random bits, lowercase hex")]
PartyId = Annotated[str, Meta(pattern=r"^[A-Z][A-Z0-9-]{0,15}\Z", description="a party")]
PersonId = Annotated[
    str, Meta(pattern=r"^[A-Z][A-Z0-9-]{0,15}/[a-z][a-z0-9-]{0,39}\Z", description="PARTY/person")
]
# msgspec takes one pattern for a union of strings, so the two forms are one pattern.
Owner = Annotated[
    str,
    Meta(pattern=r"^[A-Z][A-Z0-9-]{0,15}(/[a-z][a-z0-9-]{0,39})?\Z", description="a party, or PARTY/person"),
]
TopicId = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9-]{0,39}\Z", description="a topic of the charter")]
Fingerprint = Annotated[
    str, Meta(pattern=r"^SHA256:[A-Za-z0-9+/]{43}\Z", description="as ssh-keygen -l prints it")
]
Name = Annotated[str, Meta(min_length=1, max_length=200, description="NFC, no control characters")]
Line = Annotated[str, Meta(min_length=1, max_length=8000, description="one line of printable text")]
Instant = Annotated[int, Meta(ge=0, lt=2**53, description="milliseconds since 1970 UTC")]
Seconds = Annotated[int, Meta(ge=0, le=10**9, description="seconds")]
Count = Annotated[int, Meta(ge=0, lt=2**53, description="a count")]
MarkingWord = Annotated[str, Meta(min_length=1, max_length=120, description="for example TLP:AMBER")]

Role = Literal["partner", "concerned", "counterpart", "intermediary"]
Function = Literal["authority", "delegate", "envoy", "drafter", "reader"]
Level = Literal["technical", "senior", "ministerial", "leader"]
Medium = Literal["call", "visit", "meeting", "letter", "message", "video"]
Reach = Literal["explore", "propose", "agree-ad-referendum"]
Side = Literal["ours", "theirs"]
Precedence = Literal["ROUTINE", "PRIORITY", "IMMEDIATE", "FLASH", "NIACT"]

LEVELS: tuple[Level, ...] = ("technical", "senior", "ministerial", "leader")
REACHES: tuple[Reach, ...] = ("explore", "propose", "agree-ad-referendum")
PRECEDENCES: tuple[Precedence, ...] = ("ROUTINE", "PRIORITY", "IMMEDIATE", "FLASH", "NIACT")
AT_ANY_HOUR = frozenset({"FLASH", "NIACT"})  # these demand acknowledgement, by night too


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Value(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True, gc=False):
    """A part of an act. Frozen trees hold no cycles, so no collector has to walk them (`gc=False`)."""


class Seen(Value):
    """The checkpoint that the author of an act had before them."""

    size: Count
    root: Hash


class Text(Value):
    """A sealed text: its ciphertext's SHA-256, its commitment and its marking."""

    blob: Hash
    commitment: Hash
    marking: MarkingWord


class Said(Value, tag_field="kind"):
    """What every act carries: a random id and the person who says it."""

    id: Nonce
    by: PersonId


class Act(Said):
    """What every act after the founding carries: the dialogue and the checkpoint seen."""

    dialogue: Hash
    seen: Seen


def urgent_first(precedence: Precedence) -> int:
    """The key by which the urgent sort first."""
    return -PRECEDENCES.index(precedence)


def party_of(person: str) -> str:
    """The party that a person speaks for: the part before the stroke."""
    return person.partition("/")[0]
