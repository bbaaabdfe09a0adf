"""Plain keys, both ways through; and what holds for every kind of key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from software_authenticator import ACT, KeyFile, Passkey, SecurityKey, sshsig

from plenipo.errors import (
    AlgorithmMismatch,
    BadArmor,
    BadEd25519,
    BadSshSignature,
    NoKeyPolicy,
    SignatureError,
    UnknownAlgorithm,
    WrongHash,
    WrongNamespace,
)
from plenipo.signatures import (
    PublicKey,
    VerifiedSignature,
    armor,
    dearmor,
    ed25519,
    ed25519_public_key,
    fingerprint,
    signer_of,
    to_be_signed,
    verify_act_signature,
)
from plenipo.signatures.keys import SK_ECDSA
from plenipo.signatures.verification import _plain_ed25519_blob, verify_any
from plenipo.signatures.wire import pack_string

AMIRA, BORIS = KeyFile(), KeyFile(bytes(32))
GOOD = AMIRA.sign()
ORDER = 2**252 + 27742317777372353535851937790883648493


def outcome(way: object, armored: bytes, act: bytes = ACT) -> VerifiedSignature | tuple[type, str]:
    assert callable(way)
    try:
        verified = way(armored, act)
    except SignatureError as error:
        return type(error), str(error)
    assert isinstance(verified, VerifiedSignature)
    return verified


def test_a_plain_signature_tells_who_and_no_more() -> None:
    assert verify_act_signature(GOOD, ACT) == VerifiedSignature(
        fingerprint(AMIRA.key.blob), "ssh-ed25519", AMIRA.key.blob, user_verified=False, origin=None
    )


def test_the_common_case_takes_the_fast_way() -> None:
    assert _plain_ed25519_blob(GOOD) == dearmor(GOOD)


@given(st.binary(max_size=300), st.binary(min_size=32, max_size=32))
def test_both_ways_accept_every_plain_signature(act: bytes, seed: bytes) -> None:
    armored = KeyFile(seed).sign(act)
    assert outcome(verify_act_signature, armored, act) == outcome(verify_any, armored, act)
    assert verify_act_signature(armored, act).public_key == KeyFile(seed).key.blob


@given(st.data())
def test_both_ways_judge_a_changed_armor_alike(data: st.DataObject) -> None:
    """The fast way accepts what the general way accepts, and refuses for the same reason."""
    armored = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(armored) - 1))
        kind = data.draw(st.sampled_from(["set", "drop", "add"]))
        byte = data.draw(st.sampled_from(b"AQgwaZ9+/=\n\r -_") | st.integers(0, 255))
        armored[at : at + (kind != "add")] = b"" if kind == "drop" else bytes((byte,))
    assert outcome(verify_act_signature, bytes(armored)) == outcome(verify_any, bytes(armored))


@given(st.data())
def test_both_ways_judge_a_changed_blob_alike(data: st.DataObject) -> None:
    """The fast way accepts what the general way accepts, and refuses for the same reason."""
    blob = bytearray(dearmor(GOOD))
    at = data.draw(st.integers(0, len(blob) - 1))
    blob[at] ^= data.draw(st.integers(1, 255))
    armored = armor(bytes(blob))
    fast = outcome(verify_act_signature, armored)
    assert fast == outcome(verify_any, armored)
    assert isinstance(fast, tuple)


LAST = GOOD.index(b"==\n") - 1
RESPELLED = [
    GOOD[:LAST] + bytes((GOOD[LAST] + 1,)) + GOOD[LAST + 1 :],
    GOOD[:99] + GOOD[100:101] + GOOD[99:100] + GOOD[101:],
    GOOD[:100] + b" " + GOOD[101:],
    GOOD[:30] + b"\n" + GOOD[30:100] + GOOD[101:],
]


@pytest.mark.parametrize("armored", RESPELLED)
def test_both_ways_refuse_another_spelling_of_the_same_bytes(armored: bytes) -> None:
    assert len(armored) == len(GOOD)
    assert outcome(verify_act_signature, armored) == outcome(verify_any, armored) == (BadArmor, "BadArmor()")


@pytest.mark.parametrize("more", [b"\0", b"\0\0"])
def test_both_ways_refuse_bytes_that_fit_the_last_line(more: bytes) -> None:
    armored = armor(dearmor(GOOD) + more)
    assert len(armored) == len(GOOD)
    expected = (BadSshSignature, "BadSshSignature(where='trailing')")
    assert outcome(verify_act_signature, armored) == outcome(verify_any, armored) == expected


def test_another_act_is_refused() -> None:
    with pytest.raises(BadEd25519):
        verify_act_signature(GOOD, ACT + b" ")


@pytest.mark.parametrize("namespace", ["file", "git", "act@plenip", "act@plenipo2", "ACT@plenipo"])
def test_another_namespace_is_refused(namespace: str) -> None:
    with pytest.raises(WrongNamespace):
        verify_act_signature(AMIRA.sign(namespace=namespace), ACT)


def test_a_signature_moved_into_our_namespace_is_refused() -> None:
    with pytest.raises(BadEd25519):
        verify_act_signature(sshsig(AMIRA.key, AMIRA.blob(to_be_signed(ACT, "file"))), ACT)


def test_sha256_is_refused_though_the_format_allows_it() -> None:
    with pytest.raises(WrongHash):
        verify_act_signature(AMIRA.sign(hash_algorithm="sha256"), ACT)


def test_a_key_cannot_claim_the_signature_of_another() -> None:
    with pytest.raises(BadEd25519):
        verify_act_signature(sshsig(BORIS.key, AMIRA.blob(to_be_signed(ACT))), ACT)


def test_a_small_order_key_signs_nothing() -> None:
    """With A and R the identity and S zero the equation holds for every act."""
    identity = (1).to_bytes(32, "little")
    forged = pack_string(b"ssh-ed25519") + pack_string(identity + bytes(32))
    with pytest.raises(BadEd25519):
        verify_act_signature(sshsig(ed25519_public_key(identity), forged), ACT)


def test_a_non_canonical_s_is_refused() -> None:
    raw = ed25519.sign(AMIRA.seed, to_be_signed(ACT))
    s = int.from_bytes(raw[32:], "little") + ORDER
    malleated = pack_string(b"ssh-ed25519") + pack_string(raw[:32] + s.to_bytes(32, "little"))
    with pytest.raises(BadEd25519):
        verify_act_signature(sshsig(AMIRA.key, malleated), ACT)


@pytest.mark.parametrize("size", [0, 63, 65])
def test_a_signature_of_another_length_is_refused(size: int) -> None:
    raw = pack_string(b"ssh-ed25519") + pack_string((ed25519.sign(AMIRA.seed, to_be_signed(ACT)) * 2)[:size])
    with pytest.raises(BadEd25519):
        verify_act_signature(sshsig(AMIRA.key, raw), ACT)


def test_bytes_after_the_signature_are_refused() -> None:
    with pytest.raises(BadSshSignature):
        verify_act_signature(sshsig(AMIRA.key, AMIRA.blob(to_be_signed(ACT)) + b"\0"), ACT)


@pytest.mark.parametrize("algorithm", [b"ssh-rsa", b"sk-ssh-ed25519@openssh.com", b"ssh-ed25519\0", b""])
def test_a_plain_key_signs_plainly_only(algorithm: bytes) -> None:
    raw = pack_string(algorithm) + pack_string(ed25519.sign(AMIRA.seed, to_be_signed(ACT)))
    with pytest.raises((AlgorithmMismatch, BadSshSignature)):
        verify_act_signature(sshsig(AMIRA.key, raw), ACT)


def test_a_key_of_an_unknown_kind_is_refused() -> None:
    blob = pack_string(b"ssh-rsa") + pack_string(b"\3") + pack_string(bytes(256))
    with pytest.raises(UnknownAlgorithm):
        verify_act_signature(sshsig(PublicKey("ssh-rsa", b"", None, blob), b""), ACT)


@pytest.mark.parametrize("signer", [SecurityKey(), SecurityKey(SK_ECDSA), Passkey()])
def test_a_hardware_key_without_a_stored_policy_is_refused(signer: SecurityKey | Passkey) -> None:
    with pytest.raises(NoKeyPolicy) as caught:
        verify_act_signature(signer.sign(), ACT, Passkey("other.example", "https://other.example").policies)
    assert caught.value.fingerprint == fingerprint(signer.key.blob)


@pytest.mark.parametrize("signer", [AMIRA, SecurityKey(), SecurityKey(SK_ECDSA), Passkey()])
def test_the_claimed_signer_is_read_before_anything_is_verified(
    signer: KeyFile | SecurityKey | Passkey,
) -> None:
    assert signer_of(signer.sign()) == fingerprint(signer.key.blob)


@pytest.mark.parametrize("signer", [SecurityKey(), SecurityKey(SK_ECDSA), Passkey()])
@given(data=st.data())
def test_any_changed_byte_of_a_hardware_signature_is_refused(
    signer: SecurityKey | Passkey, data: st.DataObject
) -> None:
    blob = bytearray(dearmor(signer.sign()))
    blob[data.draw(st.integers(0, len(blob) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(SignatureError):
        verify_act_signature(armor(bytes(blob)), ACT, signer.policies)
