"""readout: one side's account of a contact."""

from __future__ import annotations

from typing import Literal

from plenipo.acts.words import Act, PartyId, Ref, Side, Text, TopicId, Value


class Raised(Value):
    """Whether a reserved matter came up in a contact, and who raised it."""

    topic: TopicId
    raised: Literal["not-raised", "by-them", "by-us"]


class File(Act, tag="readout.file"):
    """File one side's account of a contact, sealed to its recipients."""

    contact: Ref
    side: Side
    text: Text
    recipients: tuple[PartyId, ...]
    matters: tuple[Raised, ...] = ()


class Share(Act, tag="readout.share"):
    """Seal a readout to further recipients: same commitment, another ciphertext."""

    readout: Ref
    text: Text
    recipients: tuple[PartyId, ...]


class Acknowledge(Act, tag="readout.acknowledge"):
    """Acknowledge readouts that one's party received and read."""

    readouts: tuple[Ref, ...]


class Question(Act, tag="readout.question"):
    """Ask the author of a readout."""

    readout: Ref
    text: Text


class Answer(Act, tag="readout.answer"):
    """Answer a question on one's readout."""

    question: Ref
    text: Text
