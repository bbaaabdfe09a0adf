"""Questions to a browser, and its answers: making a passkey, and signing in with one.

1. A question is 32 random bytes that stand in the session, with what they are for. It is answered once,
   within five minutes, whatever comes of the answer.
2. A passkey is ES256, discoverable, made by a verified user at the desk's own address.
3. The client data of an answer is read as strictly as that of a signature on an act. The counter is never
   looked at.
"""

from __future__ import annotations

import base64
import json
import secrets
from typing import TYPE_CHECKING, Any

from fido2.server import Fido2Server
from fido2.webauthn import (
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialParameters,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from plenipo.errors import BadClientData, SignatureError, WrongOrigin
from plenipo.signatures.passkeys import base64url, check_client_data
from plenipo.signatures.security_keys import judge_flags
from plenipo_node.accounts.errors import AnswerRefused, NothingAsked, PasskeyElsewhere, PasskeyUnknown
from plenipo_node.accounts.models import Passkey
from plenipo_node.accounts.passkeys import attested_of, handle_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fido2.webauthn import AuthenticatorData

    from plenipo_node.web.asking import Asked

ES256 = -7
CHALLENGE_SIZE = 32
OPEN_FOR_MS = 5 * 60_000
MAX_ANSWER = 32_768
QUESTION = "question"
TRANSPORTS = frozenset({"usb", "nfc", "ble", "smart-card", "hybrid", "internal"})


def ask_to_create(request: Asked, person: str, purpose: str) -> dict[str, Any]:
    """The options for navigator.credentials.create, as JSON has them."""
    handle = handle_of(request.standing.dialogue, person)
    known = [
        PublicKeyCredentialDescriptor(
            type=PublicKeyCredentialType.PUBLIC_KEY,
            id=_bytes(each.credential),
            transports=each.transports or None,
        )
        for each in Passkey.objects.filter(person=person, lost=None)
    ]
    options, state = _server(request).register_begin(
        PublicKeyCredentialUserEntity(id=handle, name=person, display_name=person),
        known,
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
        challenge=secrets.token_bytes(CHALLENGE_SIZE),
    )
    return _asked(request, purpose, state, options.public_key)


def created(request: Asked, purpose: str, answer: str) -> tuple[AuthenticatorData, list[str]]:
    """What the authenticator made, and by which ways it is reached. NothingAsked, AnswerRefused."""
    state = _question(request, purpose)
    said = _read(answer)
    _check_creation(part(said, "clientDataJSON"), _bytes(state["challenge"]), request.node.config.address)
    try:
        made = _server(request).register_complete(state, said)
    except (ValueError, KeyError, TypeError, IndexError, AssertionError, AttributeError) as error:
        raise AnswerRefused(_said(error)) from None
    if made.credential_data is None or made.credential_data.public_key.get(3) != ES256:
        raise AnswerRefused("algorithm")
    if made.is_backed_up() and not made.is_backup_eligible():
        raise AnswerRefused("BS")
    transports = said["response"].get("transports")
    known = transports if isinstance(transports, list) else []
    return made, [each for each in known if each in TRANSPORTS]


def ask_to_sign_in(request: Asked) -> dict[str, Any]:
    """The options for navigator.credentials.get: any passkey of this desk."""
    options, state = _server(request).authenticate_begin(
        user_verification=UserVerificationRequirement.REQUIRED,
        challenge=secrets.token_bytes(CHALLENGE_SIZE),
    )
    return _asked(request, "sign-in", state, options.public_key)


def claimed(request: Asked, answer: str) -> Passkey:
    """The passkey that the answer names; nothing is verified yet. The errors of unknown ones."""
    passkey = Passkey.objects.filter(credential=str(_read(answer).get("id"))).first()
    if passkey is None:
        raise PasskeyUnknown
    if passkey.origin != request.node.config.address:
        raise PasskeyElsewhere(passkey.origin)
    return passkey


def asserted(request: Asked, passkey: Passkey, answer: str) -> None:
    """This passkey answers this session's question. NothingAsked, AnswerRefused."""
    state = _question(request, "sign-in")
    said = _read(answer)
    _check_assertion(said, passkey, _bytes(state["challenge"]), request)
    try:
        _server(request).authenticate_complete(state, [attested_of(passkey)], said)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise AnswerRefused(_said(error)) from None


def _check_assertion(said: dict[str, Any], passkey: Passkey, challenge: bytes, request: Asked) -> None:
    """What the library leaves out: frames, repeated members, contradicting flags, whose it is."""
    data = part(said, "authenticatorData")
    try:
        check_client_data(part(said, "clientDataJSON"), challenge, request.node.config.address)
        judge_flags(data[32] if len(data) > 32 else 0, extensions=len(data) > 37)
    except BadClientData as error:
        raise AnswerRefused(error.member) from None
    except WrongOrigin:
        raise AnswerRefused("origin") from None
    except SignatureError as error:
        raise AnswerRefused(",".join(getattr(error, "broken", ()))) from None
    handle = said["response"].get("userHandle")
    if handle and handle != base64url(handle_of(request.standing.dialogue, passkey.person)):
        raise AnswerRefused("userHandle")


def _check_creation(client_data: bytes, challenge: bytes, origin: str) -> None:
    """The same strict reading as of an assertion, for the other type; the library looks at the type."""
    word = client_data.replace(b'{"type":"webauthn.create"', b'{"type":"webauthn.get"', 1)
    try:
        check_client_data(word, challenge, origin)
    except BadClientData as error:
        raise AnswerRefused(error.member) from None
    except WrongOrigin:
        raise AnswerRefused("origin") from None


def _server(request: Asked) -> Fido2Server:
    address = request.node.config.address
    rp = PublicKeyCredentialRpEntity(id=request.node.config.host, name="Plenipo")
    server = Fido2Server(rp, verify_origin=lambda origin: origin == address)
    server.allowed_algorithms = [
        PublicKeyCredentialParameters(type=PublicKeyCredentialType.PUBLIC_KEY, alg=ES256)
    ]
    return server


def _asked(request: Asked, purpose: str, state: dict[str, Any], options: Any) -> dict[str, Any]:
    request.session[QUESTION] = {"purpose": purpose, "until": request.now + OPEN_FOR_MS, "state": state}
    plain: dict[str, Any] = json.loads(json.dumps(dict(options)))
    return {**plain, "timeout": OPEN_FOR_MS}


def _question(request: Asked, purpose: str) -> dict[str, Any]:
    """The open question of this session, which is closed by this. NothingAsked."""
    held = request.session.pop(QUESTION, None)
    if not held or held["purpose"] != purpose or not request.now <= held["until"]:
        raise NothingAsked
    state: dict[str, Any] = held["state"]
    return state


def _read(answer: str) -> dict[str, Any]:
    try:
        said = json.loads(answer) if len(answer) <= MAX_ANSWER else None
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict) or not isinstance(said.get("response"), dict):
        raise AnswerRefused("json")
    return said


def part(said: Mapping[str, Any], name: str) -> bytes:
    """A member of the response in an answer. AnswerRefused."""
    response = said.get("response")
    value = response.get(name) if isinstance(response, dict) else None
    if not isinstance(value, str):
        raise AnswerRefused(name)
    return _bytes(value)


def _bytes(text: str) -> bytes:
    """From base64url without padding. AnswerRefused."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError:
        raise AnswerRefused("base64") from None


def _said(error: Exception) -> str:
    return str(error) or type(error).__name__
