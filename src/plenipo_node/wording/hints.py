"""What stands under the label of a field, where the label does not say it all.

By the kind of act and the member, or by the member. A field whose label says enough has no second line; what
is neither here nor there is told by its meaning in the format.
"""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

HINTS: Final[dict[str, str]] = {
    "text": "Sealed: only its readers can open it.",
    "reason": "None is owed.",
    "consent.ask reason": "Why it cannot be left out. The party that is asked reads it.",
    "consent.invite topics": "Which of your matters the partners may ask about again.",
    "consent.claim topics": "Your matters that the contact touches.",
    "pressure.report topics": "Your matters that it is about.",
    "pressure.report text": "Who did or said what, when, and to whom. Sealed: only its readers can open it.",
    "source": "Leave it open if you would rather not say.",
    "linked": "Other records that this is tied to.",
    "consent.ask linked": "A request that is tied to something else is shown to all as pressure.",
    "plan": "The plan or announcement under which it was held.",
    "commitment": "The mark of the exact text. The page of the text fills it in.",
    "declaration": "Some answers need one.",
    "on_behalf": "One other member at most; its own answer wins.",
    "received": "When your party had it, wherever the register was then.",
    "through": "The intermediary, if there is one.",
    "under_protest": "You consent, and object to having been asked.",
    "conditions": "The consent counts once you say that they are met.",
    "until": "It holds until then, and no longer.",
    "consent.ask answer_by": "A hope and never a deadline: no answer is owed.",
    "answer_by": "Until when an answer is hoped for.",
    "functions": (
        "An authority names persons and keys, a delegate speaks for the party, an envoy talks to the "
        "counterpart, a drafter prepares, a reader reads."
    ),
    "keys": "Their fingerprints, one a line, each as SHA256: and 43 signs. An authority needs two.",
    "person.accredit person": (
        "PARTY/name, for example FR/delegate-2: a function or a short name, never the person's own name."
    ),
    "person.accredit name": "The person's own name, sealed: only its readers see it.",
    "key": (
        "A fingerprint to sign acts, a recipient to open what is sealed, or a verifier key for the register."
    ),
    "policy": "Only for a security key or a passkey.",
    "since": "What the key signed from then on is marked as doubtful. Leave it empty if nothing is.",
    "precedence": "FLASH and NIACT ask for acknowledgement at any hour.",
    "consent_by": "In a written procedure: until when the partners agree to decide in writing.",
    "contact.plan consultation": "The consultation on these lines, where the charter asks for one.",
    "decision": "The adopted consultation on which it rests.",
    "effective_from": "From that moment on the contact counts as confirmed.",
    "readout.file side": "Whose account it is.",
    "sources": "The records of the sources that show it.",
    "evidence": "The records of the sources that show it.",
    "claims": "For whom the speaker claimed to speak.",
    "known": "How your party came to know of it.",
    "commits": "Always subject to approval at home.",
    "recipients": "It is sealed to them; your own party always reads it.",
    "matters": "For each reserved matter: whether it was raised, and by whom.",
    "grade": "How reliable the source is, A to F, then how credible the information, 1 to 6: for example B2.",
    "origin": "What only repeats another source adds nothing.",
    "attributed": "Only if somebody is held responsible.",
    "confidence": "How sure you are, apart from how likely it is.",
    "resolves": "When one will be able to tell.",
    "act": "It stays readable, with what takes its place beside it.",
    "instead": "Leave it empty if nothing takes its place.",
    "term": "One more than the term before.",
    "checkpoint": "A number of entries, and the root over them.",
    "signatures": "As the partners' copies sent them, one a line.",
}
# Members whose label says it all.
PLAIN: Final = frozenset(
    {
        "answer", "ask", "assessment", "at", "channel", "condition", "consent", "consultation", "contact",
        "counterpart", "deadline", "due", "ended", "envoy", "founder", "level", "lines", "mandate", "medium",
        "name", "offer", "ours_says", "owner", "party", "person", "procedure", "proposal", "published",
        "purpose", "question", "readout", "readouts", "registrar", "registrar_key", "scale", "side",
        "statement", "status", "subject", "texts", "theirs_says", "to", "told", "topics", "turned_out",
        "what", "when", "word",
    }
)  # fmt: skip


def hint(member: str, holder: str, means: str) -> str:
    """The line under the label; `means` is what the format says of the member."""
    found = HINTS.get(f"{holder} {member}")
    if found is None and member not in PLAIN:
        found = HINTS.get(member, means)
    return _(found) if found else ""
