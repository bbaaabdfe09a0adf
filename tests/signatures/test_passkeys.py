from __future__ import annotations

import hashlib
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import given
from hypothesis import strategies as st
from software_authenticator import ACT, AT, BE, BS, ED, P256, UP, UV, Passkey

from plenipo.errors import (
    BackupEligible,
    BadClientData,
    BadEcdsa,
    BadFlags,
    BadSshSignature,
    SignatureError,
    WrongApplication,
    WrongOrigin,
)
from plenipo.signatures import (
    KeyPolicy,
    armor,
    armored_assertion,
    dearmor,
    parse,
    to_be_signed,
    verify_act_signature,
)
from plenipo.signatures.passkeys import MAX_CLIENT_DATA, base64url, check_client_data

PASSKEY = Passkey()
EXTENSIONS = bytes.fromhex("a1686372656450726f741801")


def verify(armored: bytes, policies: dict[str, KeyPolicy] | None = None) -> Any:
    return verify_act_signature(armored, ACT, PASSKEY.policies if policies is None else policies)


def test_an_assertion_tells_who_and_where() -> None:
    verified = verify(PASSKEY.sign())
    assert verified.fingerprint == PASSKEY.fingerprint
    assert verified.algorithm == "webauthn-sk-ecdsa-sha2-nistp256@openssh.com"
    assert (verified.user_verified, verified.origin) == (True, "https://node.example")
    assert (verified.backup_eligible, verified.backed_up) == (False, False)


@pytest.mark.parametrize(
    "members",
    [
        {"crossOrigin": None},
        {"other_keys_can_be_added_here": "do not compare clientDataJSON against a template"},
        {"tokenBinding": {"status": "supported"}},
        {"nested": {"a": [1, {"b": None}]}},
    ],
)
def test_members_that_browsers_add_or_leave_out_are_no_matter(members: dict[str, Any]) -> None:
    assert verify(PASSKEY.sign(client_data=PASSKEY.client_data(**members))).user_verified


@pytest.mark.parametrize(
    ("members", "member"),
    [
        ({"type": "webauthn.create"}, "type"),
        ({"type": None}, "type"),
        ({"challenge": base64url(to_be_signed(ACT + b"x"))}, "challenge"),
        ({"challenge": base64url(to_be_signed(ACT, "file"))}, "challenge"),
        ({"challenge": base64url(to_be_signed(ACT)) + "=="}, "challenge"),
        ({"challenge": None}, "challenge"),
        ({"crossOrigin": True}, "crossOrigin"),
        ({"crossOrigin": 0}, "crossOrigin"),
        ({"crossOrigin": "false"}, "crossOrigin"),
        ({"topOrigin": "https://node.example"}, "topOrigin"),
    ],
)
def test_a_wrong_member_is_named(members: dict[str, Any], member: str) -> None:
    with pytest.raises(BadClientData) as caught:
        verify(PASSKEY.sign(client_data=PASSKEY.client_data(**members)))
    assert caught.value.member == member


GOOD_DATA = PASSKEY.client_data()


@pytest.mark.parametrize(
    ("client_data", "member"),
    [
        (b"", "json"),
        (b"[]", "json"),
        (b'"x"', "json"),
        (GOOD_DATA + b"x", "json"),
        (GOOD_DATA[:-1], "json"),
        (b"\xef\xbb\xbf" + GOOD_DATA, "json"),
        (b"\xff" + GOOD_DATA, "json"),
        (GOOD_DATA.decode().encode("utf-16"), "json"),
        (b"[" * 4000, "json"),
        (GOOD_DATA[:-1] + b',"n":' + b"9" * 4000 + b"}", "size"),
        (GOOD_DATA[:-1] + b',"type":"webauthn.get"}', "repeated"),
        (GOOD_DATA[:-1] + b',"t":{"a":1,"a":1}}', "repeated"),
        (b'{"type":"webauthn.create",' + GOOD_DATA[1:], "repeated"),
        (GOOD_DATA.replace(b'":"', b'": "'), "order"),
        (GOOD_DATA.replace(b"webauthn.get", b"webauthn\\u002eget"), "order"),
        (b'{"crossOrigin":false,' + GOOD_DATA.replace(b',"crossOrigin":false', b"")[1:], "order"),
        (GOOD_DATA + b" " * MAX_CLIENT_DATA, "size"),
    ],
)
def test_client_data_of_another_form_is_refused(client_data: bytes, member: str) -> None:
    with pytest.raises(BadClientData) as caught:
        verify(PASSKEY.sign(client_data=client_data))
    assert caught.value.member == member


@pytest.mark.parametrize(
    "found", ["https://evil.example", "http://node.example", "https://node.example:8443", None, 7]
)
def test_another_origin_in_the_client_data_is_refused(found: object) -> None:
    with pytest.raises(WrongOrigin):
        verify(PASSKEY.sign(client_data=PASSKEY.client_data(origin=found)))


def test_another_origin_beside_the_client_data_is_refused() -> None:
    with pytest.raises(WrongOrigin):
        verify(PASSKEY.sign(origin="https://evil.example"))


def test_a_site_that_is_wrong_in_both_places_is_refused() -> None:
    evil = Passkey(origin="https://evil.example")
    with pytest.raises(WrongOrigin):
        verify(evil.sign())


def test_an_assertion_for_another_rp_id_is_refused() -> None:
    with pytest.raises(BadEcdsa):
        verify(PASSKEY.sign(rp_id="evil.example"))


def test_a_policy_for_another_rp_id_is_refused() -> None:
    with pytest.raises(WrongApplication):
        verify(PASSKEY.sign(), {PASSKEY.fingerprint: KeyPolicy("example", "https://node.example")})


@pytest.mark.parametrize(
    ("flags", "broken"),
    [
        (0, ("UP", "UV")),
        (UP, ("UV",)),
        (UV, ("UP",)),
        (UP | UV | AT, ("AT",)),
        (UP | UV | ED, ("ED",)),
        (UP | UV | BS, ("BS",)),
    ],
)
def test_flags_that_do_not_vouch_for_the_user_are_refused(flags: int, broken: tuple[str, ...]) -> None:
    with pytest.raises(BadFlags) as caught:
        verify(PASSKEY.sign(flags=flags))
    assert caught.value.broken == broken


@pytest.mark.parametrize("flags", [UP | UV | BE, UP | UV | BE | BS])
def test_a_passkey_that_can_be_copied_is_refused_unless_the_policy_allows_it(flags: int) -> None:
    armored = PASSKEY.sign(flags=flags)
    with pytest.raises(BackupEligible):
        verify(armored)
    allowed = {PASSKEY.fingerprint: KeyPolicy(PASSKEY.rp_id, PASSKEY.origin, backup_allowed=True)}
    verified = verify(armored, allowed)
    assert (verified.backup_eligible, verified.backed_up) == (True, bool(flags & BS))


def test_extensions_are_signed_and_flagged() -> None:
    assert verify(PASSKEY.sign(flags=UP | UV | ED, extensions=EXTENSIONS)).user_verified
    with pytest.raises(BadFlags):
        verify(PASSKEY.sign(extensions=EXTENSIONS))
    with pytest.raises(BadSshSignature):
        verify(PASSKEY.sign(flags=UP | UV | ED, extensions=bytes(1025)))


def test_another_key_cannot_claim_an_assertion() -> None:
    thief = Passkey(p256=P256(13))
    blob = dearmor(PASSKEY.sign()).replace(PASSKEY.p256.point, thief.p256.point)
    with pytest.raises(BadEcdsa):
        verify(armor(blob), thief.policies)


def test_both_forms_of_s_count_and_name_the_same_signer() -> None:
    """RFC 5656 asks for no low s: a signature's bytes are nobody's identity."""
    assert verify(PASSKEY.sign()) == verify(PASSKEY.sign(malleate=True))


def test_a_captured_assertion_does_not_sign_another_act() -> None:
    with pytest.raises(BadClientData):
        verify_act_signature(PASSKEY.sign(), b"{}", PASSKEY.policies)


def test_a_browser_response_becomes_an_armored_signature() -> None:
    data = PASSKEY.client_data()
    authenticator_data = (
        hashlib.sha256(b"node.example").digest() + bytes((UP | UV | ED, 0, 0, 0, 9)) + EXTENSIONS
    )
    der = PASSKEY.p256.private.sign(authenticator_data + hashlib.sha256(data).digest(), ec.ECDSA(SHA256()))
    armored = armored_assertion(PASSKEY.key, authenticator_data, data, der)
    assert verify(armored).origin == "https://node.example"
    assert parse(dearmor(armored)).namespace == "act@plenipo"


@given(st.binary(max_size=60), st.binary(max_size=60), st.binary(max_size=80))
def test_a_random_browser_response_raises_a_signature_error(
    authenticator_data: bytes, client_data: bytes, der: bytes
) -> None:
    with pytest.raises(SignatureError):
        verify(armored_assertion(PASSKEY.key, authenticator_data, client_data, der))


@given(st.text(max_size=200))
def test_random_client_data_is_refused_with_a_signature_error(text: str) -> None:
    with pytest.raises(SignatureError):
        check_client_data(text.encode("utf-8", "surrogatepass"), to_be_signed(ACT), PASSKEY.origin)
