"""The plain word for each word of the wire, and what labels a member. Translated as they are said."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext

from plenipo_node.wording.labels import LABELS

WORDS: Final[dict[str, str]] = {
    # who
    "partner": "partner",
    "concerned": "concerned party",
    "counterpart": "counterpart",
    "intermediary": "intermediary",
    "authority": "authority",
    "delegate": "delegate",
    "envoy": "envoy",
    "drafter": "drafter",
    "reader": "reader",
    "ours": "ours",
    "theirs": "theirs",
    # how one talks
    "technical": "technical",
    "senior": "senior",
    "ministerial": "ministerial",
    "leader": "leaders",
    "call": "call",
    "visit": "visit",
    "meeting": "meeting",
    "letter": "letter",
    "message": "message",
    "video": "video call",
    "explore": "explore",
    "propose": "propose",
    "agree-ad-referendum": "agree, subject to approval at home",
    # what is decided, and how
    "mandate": "mandate",
    "end-mandate": "end of a mandate",
    "amendment": "amendment of the charter",
    "admission": "admission of a party",
    "position": "common position",
    "contact": "contact",
    "vote": "by vote",
    "silence": "by silence",
    "written": "in writing",
    "ROUTINE": "ROUTINE",
    "PRIORITY": "PRIORITY",
    "IMMEDIATE": "IMMEDIATE",
    "FLASH": "FLASH",
    "NIACT": "NIACT (at any hour)",
    "cfsp-unanimity": "unanimity, with constructive abstention",
    "consensus": "consensus",
    "consensus-minus": "consensus but for a few",
    "double-majority": "double majority",
    "qmv": "qualified majority",
    "simple-majority": "simple majority",
    "two-thirds": "two thirds",
    "unanimity": "unanimity",
    "veto": "majority, with vetoes",
    "weighted-majority": "weighted majority",
    "eu-council": "Council of the EU",
    "osce": "OSCE",
    "nato": "NATO",
    "un-general-assembly": "UN General Assembly",
    # answers
    "for": "in favour",
    "against": "against",
    "abstain": "abstention",
    "constructive": "constructive abstention",
    "amend": "amendment proposed",
    "object": "objection",
    "vital-reasons": "vital reasons of national policy",
    "statement": "statement",
    "reservation": "reservation",
    "accepted": "accepted",
    "declined": "declined",
    "rejected": "rejected",
    "countered": "answered by a counter-proposal",
    "left-unanswered": "left unanswered on purpose",
    "given": "given",
    "refused": "refused",
    "disclaimed": "touches nothing of theirs",
    "open": "open",
    # outcomes and states
    "adopted": "adopted",
    "not-adopted": "not adopted",
    "no-vote": "no vote taken",
    "not-reached": "lapsed: not all were reached",
    "pending": "pending",
    "withdrawn": "withdrawn",
    "in force": "in force",
    "not yet": "not yet in force",
    "suspended": "suspended",
    "revoked": "revoked",
    "ended": "ended",
    "active": "active",
    "quiet": "quiet",
    "silent": "silent",
    "paused": "paused",
    "closed": "closed",
    "kept": "kept",
    "broken": "broken",
    "disputed": "disputed",
    "unverifiable": "cannot be verified",
    "so": "it came so",
    "not-so": "it did not come so",
    "undecidable": "cannot be decided",
    "may": "may be said",
    "needs": "needs something first",
    "may-not": "may not be said",
    # contacts
    "planned": "planned",
    "announced": "announced",
    "reported": "reported by others",
    "own-account": "its own account",
    "their-account": "known from the other side's account",
    "confirmed": "confirmed",
    "denied": "denied",
    "confirmed by both": "confirmed by both sides",
    "confirmed by one side": "confirmed by one side",
    "neither confirmed nor denied": "neither confirmed nor denied",
    "mandated": "under a mandate",
    "bilateral": "bilateral",
    "unauthorised": "unauthorised",
    "ratified": "authority confirmed afterwards",
    "disavowed": "disavowed",
    "none-claimed": "no authority claimed",
    "in-cap": "within the cap",
    "past-mandate": "beyond the mandate",
    "nothing": "nothing",
    "before": "before the contact",
    "after": "after the contact",
    "not-raised": "not raised",
    "by-them": "raised by them",
    "by-us": "raised by us",
    # keys
    "act": "to sign acts",
    "seal": "to open what is sealed",
    "register": "to sign the register",
    # what a timeline shows
    "offer": "offer",
    "offer-answered": "offer answered",
    "offer-lapsed": "offer lapsed",
    "consultation": "consultation",
    "consent-asked": "consent asked for",
    "consent-given": "consent given",
    "consent-disclaimed": "nothing of theirs is touched",
    "consent-refused": "consent refused",
    "consent-withdrawn": "consent withdrawn",
    "conditions-met": "conditions met",
    "gap": "nobody talked",
    "proposal": "proposal",
    # judgements
    "icd-203": "ICD 203",
    "phia": "PHIA",
    "low": "low",
    "moderate": "moderate",
    "high": "high",
    "almost no chance": "almost no chance",
    "very unlikely": "very unlikely",
    "unlikely": "unlikely",
    "roughly even": "roughly even",
    "likely": "likely",
    "very likely": "very likely",
    "almost certain": "almost certain",
    "remote": "remote",
    "highly unlikely": "highly unlikely",
    "realistic possibility": "realistic possibility",
    "highly likely": "highly likely",
}


def word(value: str) -> str:
    """The plain word; one that is none of the wire, such as a name, is shown as it is."""
    found = WORDS.get(value)
    return value if found is None else gettext(found)


def named(name: str, value: object) -> str:
    """`Contact: RU`, as the language joins a name and what is said of it."""
    return gettext("%(label)s: %(value)s") % {"label": name, "value": value}


def label(member: str, holder: str = "") -> str:
    """The label of a member of a kind of acts or of a part of one; that of a variant is its word."""
    found = LABELS.get(f"{holder} {member}", LABELS.get(member))
    if found is not None:
        return gettext(found)
    plain = word(member)
    return plain[:1].upper() + plain[1:]
