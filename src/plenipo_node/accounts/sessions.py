"""Who is signed in: a session names a person and the passkey that opened it, in one dialogue.

It counts for as long as that passkey is in force and that person accredited: both are asked of the standing
at each request. So it ends with a revocation or a withdrawal, and nothing has to end it. It ends with its
hours too, counted from the signing in, whatever was done in them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.middleware.csrf import rotate_token
from django.utils.http import url_has_allowed_host_and_scheme

from plenipo_node.accounts import demo
from plenipo_node.accounts.models import Passkey
from plenipo_node.accounts.passkeys import state_of

if TYPE_CHECKING:
    from plenipo_node.web.asking import Asked

WHO = "signed-in"
HOUR = 3_600_000  # ms


def sign_in(request: Asked, person: str, passkey: Passkey | None) -> None:
    """A new session under a new key; what the old one held is gone. Without a passkey it is the demo's."""
    request.session.flush()
    rotate_token(request)
    request.session[WHO] = {
        "person": person,
        "passkey": passkey.pk if passkey else None,
        "dialogue": request.standing.dialogue,
        "until": request.now + request.node.config.session_hours * HOUR,
    }
    request.session.clear_expired()


def sign_out(request: Asked) -> None:
    request.session.flush()


def signed_in(request: Asked) -> str | None:
    """The person, if the session still counts."""
    held = request.session.get(WHO)
    if not held or held["dialogue"] != request.standing.dialogue or request.now >= held.get("until", 0):
        return None
    person: str = held["person"]
    if held["passkey"] is None:
        counts = person in demo.people(request)
    else:
        passkey = Passkey.objects.filter(pk=held["passkey"], person=person).first()
        counts = passkey is not None and state_of(passkey, request.standing) == "in-force"
    return person if counts else None


def by_passkey(request: Asked) -> Passkey | None:
    """The passkey that opened this session."""
    number = (request.session.get(WHO) or {}).get("passkey")
    return Passkey.objects.filter(pk=number).first() if number is not None else None


def own_path(target: str | None) -> str:
    """Where to go after signing in: a path of this desk, whatever was asked for."""
    if target and target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        return target
    return "/"
