"""The real ssh-keygen, both ways: it accepts what is accepted here; what it alone accepts is listed."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from software_authenticator import ACT, BE, BS, ED, UP, UV, KeyFile, Passkey, SecurityKey, sshsig

from plenipo.errors import BadArmor, BadFlags, BadSshSignature, SignatureError, WrongHash, WrongOrigin
from plenipo.signatures import (
    KeyPolicy,
    PublicKey,
    armor,
    dearmor,
    fingerprint,
    format_authorized_key,
    parse_authorized_key,
    to_be_signed,
    verify_act_signature,
)
from plenipo.signatures.keys import SK_ECDSA
from plenipo.signatures.wire import pack_string

Signer = KeyFile | SecurityKey | Passkey


def ssh_keygen_accepts(folder: Path, key: PublicKey, armored: bytes, act: bytes = ACT) -> bool:
    (folder / "allowed").write_bytes(b"amira " + format_authorized_key(key))
    (folder / "act.sig").write_bytes(armored)
    command = [
        "ssh-keygen",
        "-Y",
        "verify",
        "-f",
        "allowed",
        "-I",
        "amira",
        "-n",
        "act@plenipo",
        "-s",
        "act.sig",
    ]
    done = subprocess.run(command, cwd=folder, input=act, capture_output=True, check=False, timeout=30)
    return done.returncode == 0


def policies_of(signer: Signer) -> dict[str, KeyPolicy]:
    return {} if isinstance(signer, KeyFile) else signer.policies


def accepted_here(signer: Signer, armored: bytes, act: bytes = ACT) -> bool:
    try:
        verify_act_signature(armored, act, policies_of(signer))
    except SignatureError:
        return False
    return True


@pytest.fixture(scope="module")
def key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("keygen") / "amira"
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "amira", "-f", path], check=True, timeout=30
    )
    return path


def keygen_sign(key_file: Path, *options: str, act: bytes = ACT) -> bytes:
    command = ["ssh-keygen", "-q", "-Y", "sign", "-f", str(key_file), "-n", "act@plenipo", *options]
    return subprocess.run(command, input=act, capture_output=True, check=True, timeout=30).stdout


@pytest.mark.parametrize("act", [b"", ACT, bytes(range(256)) * 40])
def test_what_ssh_keygen_signs_is_accepted(key_file: Path, act: bytes) -> None:
    key, comment = parse_authorized_key(key_file.with_suffix(".pub").read_bytes())
    armored = keygen_sign(key_file, act=act)
    assert comment == "amira"
    assert verify_act_signature(armored, act).fingerprint == fingerprint(key.blob)
    assert armor(dearmor(armored)) == armored


def test_the_fingerprint_is_the_one_that_ssh_keygen_prints(key_file: Path) -> None:
    key, _ = parse_authorized_key(key_file.with_suffix(".pub").read_bytes())
    shown = subprocess.run(["ssh-keygen", "-l", "-f", key_file], capture_output=True, check=True, timeout=30)
    assert shown.stdout.split()[1].decode() == fingerprint(key.blob)


def test_sha256_is_refused_here_only(key_file: Path, tmp_path: Path) -> None:
    key, _ = parse_authorized_key(key_file.with_suffix(".pub").read_bytes())
    armored = keygen_sign(key_file, "-O", "hashalg=sha256")
    assert ssh_keygen_accepts(tmp_path, key, armored)
    with pytest.raises(WrongHash):
        verify_act_signature(armored, ACT)


ACCEPTED: list[tuple[Signer, bytes]] = [
    (KeyFile(), KeyFile().sign()),
    (SecurityKey(), SecurityKey().sign()),
    (SecurityKey(), SecurityKey().sign(flags=UP | UV | BE | BS, counter=2**32 - 1)),
    (SecurityKey(SK_ECDSA), SecurityKey(SK_ECDSA).sign()),
    (SecurityKey(SK_ECDSA), SecurityKey(SK_ECDSA).sign(malleate=True)),
    (Passkey(), Passkey().sign()),
    (Passkey(), Passkey().sign(malleate=True)),
    (Passkey(), Passkey().sign(flags=UP | UV | ED, extensions=bytes.fromhex("a0"))),
    (Passkey(), Passkey().sign(client_data=Passkey().client_data(crossOrigin=None))),
    (Passkey(), Passkey().sign(client_data=Passkey().client_data(added="by the browser"))),
    (Passkey("localhost", "http://localhost:8000"), Passkey("localhost", "http://localhost:8000").sign()),
]


@pytest.mark.parametrize(("signer", "armored"), ACCEPTED)
def test_what_is_accepted_here_ssh_keygen_accepts(signer: Signer, armored: bytes, tmp_path: Path) -> None:
    assert accepted_here(signer, armored)
    assert ssh_keygen_accepts(tmp_path, signer.key, armored)
    assert not ssh_keygen_accepts(tmp_path, signer.key, armored, ACT + b" ")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    extra=st.dictionaries(st.text(max_size=8), st.text(max_size=8) | st.booleans() | st.none(), max_size=2),
    flags=st.sampled_from([0, 0x02, 0x20, 0x22, ED, ED | 0x02, BE, BS]),
    extensions=st.sampled_from([b"", b"\xa0"]),
)
def test_no_passkey_signature_is_accepted_here_that_ssh_keygen_refuses(
    tmp_path: Path, extra: dict[str, Any], flags: int, extensions: bytes
) -> None:
    """Rule: ssh-keygen accepts all that is accepted here."""
    passkey = Passkey()
    data = passkey.client_data(**extra)
    armored = passkey.sign(client_data=data, flags=flags | UP | UV, extensions=extensions)
    if accepted_here(passkey, armored):
        assert ssh_keygen_accepts(tmp_path, passkey.key, armored)


def reserved_field(signer: KeyFile) -> bytes:
    fields = (signer.key.blob, b"act@plenipo", b"unsigned", b"sha512", signer.blob(to_be_signed(ACT)))
    return armor(b"SSHSIG\0\0\0\1" + b"".join(map(pack_string, fields)))


REFUSED_HERE: list[tuple[str, Signer, bytes, type[SignatureError]]] = [
    ("no user present", SecurityKey(), SecurityKey().sign(flags=0), BadFlags),
    ("user not verified", SecurityKey(SK_ECDSA), SecurityKey(SK_ECDSA).sign(flags=UP), BadFlags),
    ("passkey, user not verified", Passkey(), Passkey().sign(flags=UP), BadFlags),
    ("another site", Passkey(), Passkey(origin="https://evil.example").sign(), WrongOrigin),
    ("text after the end", KeyFile(), KeyFile().sign() + b"more\n", BadArmor),
    ("two armors", KeyFile(), KeyFile().sign() * 2, BadArmor),
    ("no last newline", KeyFile(), KeyFile().sign()[:-1], BadArmor),
    ("reserved field", KeyFile(), reserved_field(KeyFile()), BadSshSignature),
]


@pytest.mark.parametrize(
    ("signer", "armored", "error"),
    [case[1:] for case in REFUSED_HERE],
    ids=[case[0] for case in REFUSED_HERE],
)
def test_what_ssh_keygen_accepts_and_this_refuses(
    signer: Signer, armored: bytes, error: type[SignatureError], tmp_path: Path
) -> None:
    assert ssh_keygen_accepts(tmp_path, signer.key, armored)
    with pytest.raises(error):
        verify_act_signature(armored, ACT, policies_of(signer))


def test_both_refuse_a_signature_by_one_key_that_claims_another(tmp_path: Path) -> None:
    other = KeyFile(bytes(32))
    armored = sshsig(other.key, KeyFile().blob(to_be_signed(ACT)))
    assert not accepted_here(other, armored)
    assert not ssh_keygen_accepts(tmp_path, other.key, armored)
