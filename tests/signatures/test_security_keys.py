from __future__ import annotations

import pytest
from software_authenticator import ACT, AT, BE, BS, ED, UP, UV, Passkey, SecurityKey, sshsig

from plenipo.errors import (
    AlgorithmMismatch,
    BadEcdsa,
    BadEd25519,
    BadFlags,
    BadSshSignature,
    WrongApplication,
)
from plenipo.signatures import KeyPolicy, dearmor, fingerprint, parse, verify_act_signature
from plenipo.signatures.keys import SK_ECDSA, SK_ED25519
from plenipo.signatures.p256 import ORDER
from plenipo.signatures.wire import pack_mpint, pack_string

KEYS = [SecurityKey(SK_ED25519), SecurityKey(SK_ECDSA)]
both = pytest.mark.parametrize("key", KEYS, ids=["ed25519", "ecdsa"])


@both
def test_a_touch_with_a_pin_is_accepted(key: SecurityKey) -> None:
    verified = verify_act_signature(key.sign(), ACT, key.policies)
    assert verified.fingerprint == fingerprint(key.key.blob)
    assert (verified.algorithm, verified.user_verified, verified.origin) == (key.algorithm, True, None)


@both
@pytest.mark.parametrize(
    ("flags", "broken"),
    [
        (0, ("UP", "UV")),
        (UP, ("UV",)),
        (UV, ("UP",)),
        (UP | UV | AT, ("AT",)),
        (UP | UV | ED, ("ED",)),
        (UP | UV | BS, ("BS",)),
        (0xFF & ~UV, ("UV", "AT", "ED")),
    ],
)
def test_flags_that_do_not_vouch_for_the_user_are_refused(
    key: SecurityKey, flags: int, broken: tuple[str, ...]
) -> None:
    with pytest.raises(BadFlags) as caught:
        verify_act_signature(key.sign(flags=flags), ACT, key.policies)
    assert caught.value.broken == broken


@both
def test_backup_flags_are_told(key: SecurityKey) -> None:
    verified = verify_act_signature(key.sign(flags=UP | UV | BE | BS), ACT, key.policies)
    assert (verified.backup_eligible, verified.backed_up) == (True, True)


@both
@pytest.mark.parametrize("counter", [0, 1, 2**32 - 1])
def test_the_counter_is_never_judged(key: SecurityKey, counter: int) -> None:
    assert verify_act_signature(key.sign(counter=counter), ACT, key.policies).user_verified


@both
def test_the_application_is_the_one_stored(key: SecurityKey) -> None:
    policies = {fingerprint(key.key.blob): KeyPolicy("ssh:other")}
    with pytest.raises(WrongApplication):
        verify_act_signature(key.sign(), ACT, policies)


@both
def test_a_signature_made_for_another_application_is_refused(key: SecurityKey) -> None:
    with pytest.raises((BadEd25519, BadEcdsa)):
        verify_act_signature(key.sign(application="ssh:other"), ACT, key.policies)


@both
def test_bytes_after_the_counter_are_refused(key: SecurityKey) -> None:
    with pytest.raises(BadSshSignature):
        verify_act_signature(key.sign(trailing=b"\0"), ACT, key.policies)


@both
def test_another_act_does_not_verify(key: SecurityKey) -> None:
    with pytest.raises((BadEd25519, BadEcdsa)):
        verify_act_signature(key.sign(), ACT + b" ", key.policies)


def test_both_forms_of_s_count_and_name_the_same_signer() -> None:
    """RFC 5656 asks for no low s: a signature's bytes are nobody's identity."""
    key = KEYS[1]
    one, other = key.sign(), key.sign(malleate=True)
    assert one != other
    assert verify_act_signature(one, ACT, key.policies) == verify_act_signature(other, ACT, key.policies)


@pytest.mark.parametrize(
    ("r", "s"),
    [
        (pack_string(b""), pack_mpint(1)),
        (pack_mpint(1), pack_string(b"\0")),
        (pack_mpint(1), pack_string(b"\x80")),
        (pack_string(b"\0\1"), pack_mpint(1)),
        (pack_mpint(1), b""),
        (pack_mpint(1), pack_mpint(1) + b"\0"),
    ],
)
def test_an_integer_that_is_not_positive_and_shortest_is_refused(r: bytes, s: bytes) -> None:
    key = KEYS[1]
    blob = pack_string(SK_ECDSA.encode()) + pack_string(r + s) + bytes((UP | UV, 0, 0, 0, 1))
    with pytest.raises(BadSshSignature):
        verify_act_signature(sshsig(key.key, blob), ACT, key.policies)


@pytest.mark.parametrize(("r", "s"), [(ORDER, 1), (1, ORDER), (1, 1), (2**300, 1)])
def test_an_integer_out_of_range_is_refused(r: int, s: int) -> None:
    key = KEYS[1]
    blob = (
        pack_string(SK_ECDSA.encode()) + pack_string(pack_mpint(r) + pack_mpint(s)) + bytes((5, 0, 0, 0, 1))
    )
    with pytest.raises(BadEcdsa):
        verify_act_signature(sshsig(key.key, blob), ACT, key.policies)


def test_a_security_key_does_not_sign_as_a_browser() -> None:
    passkey = Passkey()
    with pytest.raises(AlgorithmMismatch):
        verify_act_signature(passkey.sign(), ACT, {passkey.fingerprint: KeyPolicy(passkey.rp_id)})


def test_a_passkey_does_not_sign_without_its_browser() -> None:
    raw = SecurityKey(SK_ECDSA, "node.example")
    policies = {fingerprint(raw.key.blob): KeyPolicy("node.example", "https://node.example")}
    with pytest.raises(AlgorithmMismatch):
        verify_act_signature(raw.sign(), ACT, policies)


def test_an_ed25519_security_key_is_no_passkey() -> None:
    raw = SecurityKey(SK_ED25519, "node.example")
    policies = {fingerprint(raw.key.blob): KeyPolicy("node.example", "https://node.example")}
    with pytest.raises(AlgorithmMismatch):
        verify_act_signature(raw.sign(), ACT, policies)


def test_an_ed25519_security_key_is_no_passkey_in_its_form_either() -> None:
    raw = SecurityKey(SK_ED25519, "node.example")
    policies = {fingerprint(raw.key.blob): KeyPolicy("node.example", "https://node.example")}
    dressed = sshsig(raw.key, parse(dearmor(Passkey().sign())).signature)
    with pytest.raises(AlgorithmMismatch):
        verify_act_signature(dressed, ACT, policies)
