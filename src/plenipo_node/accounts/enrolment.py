"""A new passkey kept: what the browser made, checked, with its place among the keys of the dialogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from plenipo.errors import SignatureError
from plenipo.signatures import KeyPolicy, fingerprint
from plenipo.signatures.passkeys import base64url
from plenipo_node.accounts.ceremonies import created
from plenipo_node.accounts.errors import AnswerRefused, CopiesRefused, PasskeyTaken
from plenipo_node.accounts.models import Passkey
from plenipo_node.accounts.passkeys import copies_refused, public_key_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from plenipo_node.web.asking import Asked

SHOWN = "passkey-shown"  # the passkey of which a session that is not signed in may see the page
MAX_LABEL = 60


def enrol(  # noqa: PLR0913 who, what for, what came, its name: each is another's word
    request: Asked,
    person: str,
    purpose: str,
    answer: str,
    label: str,
    *,
    before: Callable[[], None] = lambda: None,
) -> Passkey:
    """Keep the new passkey of this person, after `before`, or nothing. AccountError."""
    made, transports = created(request, purpose, answer)
    attested = made.credential_data
    if attested is None:
        raise AnswerRefused("credential")
    if made.is_backup_eligible() and copies_refused(request.standing, person):
        raise CopiesRefused(person)
    config = request.node.config
    try:
        key = public_key_of(attested, config.host)
        KeyPolicy(config.host, config.address)
    except (SignatureError, KeyError, TypeError):
        raise AnswerRefused("key") from None
    mark, credential = fingerprint(key.blob), base64url(attested.credential_id)
    with transaction.atomic():
        taken = Passkey.objects.filter(credential=credential) | Passkey.objects.filter(fingerprint=mark)
        if taken.exists() or mark in request.standing.keys:
            raise PasskeyTaken
        before()
        return Passkey.objects.create(
            person=person,
            credential=credential,
            attested=bytes(attested),
            fingerprint=mark,
            rp_id=config.host,
            origin=config.address,
            copies=made.is_backup_eligible(),
            transports=transports,
            label=named(label),
            made=request.now,
        )


def named(label: str) -> str:
    """One short line of printable text."""
    return " ".join("".join(char if char.isprintable() else " " for char in label).split())[:MAX_LABEL]
