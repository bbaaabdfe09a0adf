"""consultation: the partners decide on one exact text."""

from __future__ import annotations

from typing import Literal

from plenipo.acts.charter import Charter, Founder, Party
from plenipo.acts.words import (
    Act,
    Hash,
    Instant,
    Level,
    MarkingWord,
    Medium,
    PartyId,
    PersonId,
    Precedence,
    Reach,
    Ref,
    Seconds,
    Text,
    TopicId,
    Value,
)


class MandateTerms(Value, tag_field="decides", tag="mandate"):
    """The open part of a mandate. Objectives, tasks and red lines stand in the sealed text."""

    envoys: tuple[PersonId, ...]
    counterpart: PartyId
    levels: tuple[Level, ...]
    media: tuple[Medium, ...]
    topics: tuple[TopicId, ...]
    reach: Reach
    starts: Instant
    ends: Instant
    may_suspend: tuple[PartyId, ...] = ()  # parties that may suspend or end it alone
    contact_point: PersonId | None = None  # the single point of contact of its envoys
    red_lines: tuple[Text, ...] = ()  # each with its norm; only a new decision changes one
    report_every: Seconds | None = None
    progress_by: Instant | None = None
    final_by: Instant | None = None
    ceiling: MarkingWord | None = None  # nothing marked higher is entrusted to its envoys
    renews: Ref | None = None  # the mandate that this one renews
    judged: Ref | None = None  # the assessment of what that one reached


class EndMandate(Value, tag_field="decides", tag="end-mandate"):
    mandate: Ref


class Amendment(Value, tag_field="decides", tag="amendment"):
    """The charter to be, and a new authority for a partner that lost all keys of its own."""

    charter: Charter
    authority: Founder | None = None


class Admission(Value, tag_field="decides", tag="admission"):
    """Who is let in, and with which first person: who carries it out cannot choose the keys."""

    party: Party
    founder: Founder


class Position(Value, tag_field="decides", tag="position"):
    """A common text that gives no authority; it may confirm a contact's authority afterwards."""

    confirms: Ref | None = None


class ContactDraft(Value, tag_field="decides", tag="contact"):
    """The lines of a contact, put to the partners beforehand: for advice, or as an instruction."""

    counterpart: PartyId
    level: Level


Subject = MandateTerms | EndMandate | Amendment | Admission | Position | ContactDraft
Word = Literal["for", "against", "abstain", "constructive", "amend", "object", "vital-reasons"]


class Receipt(Value):
    consultation: Ref
    commitment: Hash


class Open(Act, tag="consultation.open"):
    """Put a text to the partners, by vote or by silence, with a deadline."""

    subject: Subject
    text: Text
    procedure: Literal["vote", "silence", "written"]
    deadline: Instant
    consent_by: Instant | None = None  # written procedure: until when the partners consent to it
    precedence: Precedence = "ROUTINE"


class Receive(Act, tag="consultation.receive"):
    """Acknowledge exact texts: this starts the partner's clock. A deputy does it for another partner."""

    texts: tuple[Receipt, ...]
    on_behalf: PartyId | None = None  # whose deputy the charter names its author


class Answer(Act, tag="consultation.answer"):
    """Answer for one's party; the last answer before the close counts."""

    consultation: Ref
    commitment: Hash
    answer: Word
    declaration: Text | None = None
    on_behalf: PartyId | None = None  # of one other member at most


class Vouch(Act, tag="consultation.vouch"):
    """Say when one's party received another's objection, wherever the register was then."""

    consultation: Ref
    answer: Ref
    received: Instant


class Attach(Act, tag="consultation.attach"):
    """Attach a statement or reservation that does not break silence."""

    consultation: Ref
    commitment: Hash
    what: Literal["statement", "reservation"]
    text: Text


class Extend(Act, tag="consultation.extend"):
    """Move the deadline, before it has passed."""

    consultation: Ref
    deadline: Instant


class Withdraw(Act, tag="consultation.withdraw"):
    """Take the text back before the deadline."""

    consultation: Ref
