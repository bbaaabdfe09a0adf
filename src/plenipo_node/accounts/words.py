"""The words for what goes wrong when people enter: a sentence that says what is the case, and what to do."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from msgspec import Struct

from plenipo_node.accounts.errors import (
    AnswerRefused,
    CodeRefused,
    CopiesRefused,
    NobodyAccredited,
    NoPasskey,
    NothingAsked,
    PasskeyElsewhere,
    PasskeyNotInForce,
    PasskeyTaken,
    PasskeyUnknown,
    TooManyTries,
)

if TYPE_CHECKING:
    from plenipo.errors import PlenipoError

_INVITE = gettext_lazy("Ask the operator of this desk for a new link (plenipo invite).")
_AGAIN = gettext_lazy("Try again. If it stays so, tell the operator of this desk what stands here.")

_WORDS: dict[type[PlenipoError], tuple[Any, Any]] = {
    TooManyTries: (gettext_lazy("Too many tries failed."), gettext_lazy("Try again after %(time)s.")),
    NobodyAccredited: (
        gettext_lazy("The dialogue has not accredited %(person)s."),
        gettext_lazy("Their party's authority does that first (person.accredit)."),
    ),
    NothingAsked: (
        gettext_lazy("This page was open for too long, or was answered before."),
        gettext_lazy("Try again: each question is good for one answer within five minutes."),
    ),
    AnswerRefused: (gettext_lazy("The passkey's answer does not hold (%(what)s)."), _AGAIN),
    PasskeyUnknown: (
        gettext_lazy("This desk does not know that passkey."),
        gettext_lazy("Choose the one that was made here, or ask the operator for a link to make one."),
    ),
    PasskeyElsewhere: (
        gettext_lazy("This passkey was made for %(origin)s, and this desk has moved."),
        gettext_lazy("Ask the operator for a link, and make one here."),
    ),
    PasskeyTaken: (
        gettext_lazy("That passkey is enrolled here already."),
        gettext_lazy("Sign in with it, or make one on another device."),
    ),
    CopiesRefused: (
        gettext_lazy(
            "This passkey can be copied to its vendor's cloud. Authorities, and those who give a concerned "
            "party's consent, sign with none that anybody can copy. Nothing was kept of it."
        ),
        gettext_lazy("Make it on a security key, or in a device that keeps it. Delete the one just made."),
    ),
    NoPasskey: (
        gettext_lazy("%(person)s has no passkey in force."),
        gettext_lazy("Sign outside the browser, with a key file or a security key."),
    ),
}
_CODES = {
    "unknown": gettext_lazy("No open invitation has this code."),
    "used": gettext_lazy("This code was used before. It makes one passkey, once."),
    "expired": gettext_lazy("This code is more than a day old."),
}
_STATES = {
    "waiting": (
        gettext_lazy("This passkey is not in the register yet."),
        gettext_lazy("The authority of %(party)s adds it with a key outside the browser. Then sign in."),
    ),
    "revoked": (
        gettext_lazy("This passkey was revoked."),
        gettext_lazy("Use another of yours, or ask for a link."),
    ),
    "lost": (
        gettext_lazy("This passkey was reported lost."),
        gettext_lazy("Use another of yours, or ask for a link to make a new one."),
    ),
    "withdrawn": (
        gettext_lazy("%(person)s is no longer accredited."),
        gettext_lazy("Ask the authority of %(party)s."),
    ),
    "other": (
        gettext_lazy("The register names this passkey otherwise than it was made here."),
        gettext_lazy("Ask the authority of %(party)s to revoke it, and make a new one."),
    ),
}


class Told(Struct, frozen=True):
    """`status` is the HTTP status of the page that says so."""

    sentence: str
    cure: str
    status: int = 403


def told(error: PlenipoError) -> Told:
    """In the language of the request."""
    facts = {name: getattr(error, name) for name in getattr(error, "__dataclass_fields__", {})}
    facts["party"] = str(facts.get("person", "")).partition("/")[0]
    sentence, cure = _words(error)
    if isinstance(error, TooManyTries):
        facts["time"] = shown_time(error.until)
    return Told(str(sentence) % facts, str(cure) % facts, 429 if isinstance(error, TooManyTries) else 403)


def _words(error: PlenipoError) -> tuple[Any, Any]:
    if isinstance(error, CodeRefused):
        return _CODES[error.cause], _INVITE
    if isinstance(error, PasskeyNotInForce):
        return _STATES[error.state]
    return _WORDS.get(type(error), (_("This cannot be done."), _AGAIN))


def shown_time(instant: int) -> str:
    """The time of day in the desk's zone, to the second."""
    return timezone.localtime(datetime.fromtimestamp(instant / 1000, UTC)).strftime("%H:%M:%S")
