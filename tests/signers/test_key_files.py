from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from plenipo.errors import (
    KeyFileExists,
    KeyFileExposed,
    KeyFileMissing,
    KeyFileUnusable,
    PassphraseNeeded,
    WrongPassphrase,
)
from plenipo.signatures import fingerprint, parse_authorized_key, verify_act_signature
from plenipo_cli.signers import Signer, generate_key, load_key_file
from plenipo_cli.signers.key_files import MAX_FILE

ACT = b'{"kind":"mandate.propose"}'


def ssh_keygen(*arguments: str | Path) -> bytes:
    return subprocess.run(
        ["ssh-keygen", "-q", *arguments], capture_output=True, check=True, timeout=30
    ).stdout


def made_by_ssh_keygen(folder: Path, passphrase: str = "", kind: str = "ed25519") -> Path:
    path = folder / "amira"
    ssh_keygen("-t", kind, "-N", passphrase, "-C", "amira", "-f", path)
    return path


@pytest.mark.parametrize("passphrase", ["", "an old passphrase, with ümlaut"])
def test_an_existing_openssh_key_signs(tmp_path: Path, passphrase: str) -> None:
    path = made_by_ssh_keygen(tmp_path, passphrase)
    signer: Signer = load_key_file(path, passphrase.encode() or None)
    key, _ = parse_authorized_key(path.with_suffix(".pub").read_bytes())
    assert signer.public_key == key
    assert verify_act_signature(signer.sign(ACT), ACT).fingerprint == fingerprint(key.blob)


@pytest.mark.parametrize("passphrase", [None, b"", b"secret"])
def test_a_generated_key_is_one_that_ssh_keygen_reads(tmp_path: Path, passphrase: bytes | None) -> None:
    path = tmp_path / "amira"
    key = generate_key(path, passphrase, "amira@north")
    assert path.stat().st_mode & 0o777 == 0o600
    assert parse_authorized_key((tmp_path / "amira.pub").read_bytes()) == (key, "amira@north")
    shown = ssh_keygen("-y", "-P", (passphrase or b"").decode(), "-f", path)
    assert parse_authorized_key(shown)[0] == key
    assert load_key_file(path, passphrase).public_key == key


def test_what_a_generated_key_signs_ssh_keygen_accepts(tmp_path: Path) -> None:
    generate_key(tmp_path / "amira")
    (tmp_path / "sig").write_bytes(load_key_file(tmp_path / "amira").sign(ACT))
    (tmp_path / "allowed").write_bytes(b"amira " + (tmp_path / "amira.pub").read_bytes())
    command = ["ssh-keygen", "-Y", "verify", "-f", "allowed", "-I", "amira", "-n", "act@plenipo", "-s", "sig"]
    subprocess.run(command, cwd=tmp_path, input=ACT, check=True, capture_output=True, timeout=30)


def test_two_generated_keys_differ(tmp_path: Path) -> None:
    assert generate_key(tmp_path / "one") != generate_key(tmp_path / "other")


@pytest.mark.parametrize("existing", ["amira", "amira.pub"])
def test_nothing_is_overwritten(tmp_path: Path, existing: str) -> None:
    (tmp_path / existing).write_text("mine")
    with pytest.raises(KeyFileExists):
        generate_key(tmp_path / "amira")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {existing: "mine"}


def test_a_link_is_not_followed_when_a_key_is_made(tmp_path: Path) -> None:
    (tmp_path / "amira").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(KeyFileExists):
        generate_key(tmp_path / "amira")
    assert not (tmp_path / "elsewhere").exists()


def test_a_key_is_not_made_in_a_folder_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(KeyFileMissing):
        generate_key(tmp_path / "missing" / "amira")


def test_an_encrypted_key_needs_its_passphrase(tmp_path: Path) -> None:
    path = made_by_ssh_keygen(tmp_path, "secret")
    for nothing in (None, b""):
        with pytest.raises(PassphraseNeeded):
            load_key_file(path, nothing)
    with pytest.raises(WrongPassphrase):
        load_key_file(path, b"Secret")


def test_a_passphrase_for_a_plain_key_is_ignored(tmp_path: Path) -> None:
    assert load_key_file(made_by_ssh_keygen(tmp_path), b"secret").public_key.algorithm == "ssh-ed25519"


def test_a_missing_file_is_told_apart(tmp_path: Path) -> None:
    with pytest.raises(KeyFileMissing):
        load_key_file(tmp_path / "amira")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666, 0o620])
def test_a_key_that_others_may_reach_is_refused(tmp_path: Path, mode: int) -> None:
    path = made_by_ssh_keygen(tmp_path)
    path.chmod(mode)
    with pytest.raises(KeyFileExposed) as caught:
        load_key_file(path)
    assert caught.value.mode == mode


@pytest.mark.parametrize("kind", ["ecdsa", "rsa"])
def test_another_kind_of_key_is_refused(tmp_path: Path, kind: str) -> None:
    with pytest.raises(KeyFileUnusable) as caught:
        load_key_file(made_by_ssh_keygen(tmp_path, kind=kind))
    assert caught.value.cause == "kind"


def test_what_is_no_key_is_refused(tmp_path: Path) -> None:
    good = made_by_ssh_keygen(tmp_path).read_bytes()
    path = tmp_path / "spoiled"
    path.touch(0o600)
    for data in (b"", b"junk", good[:100], good[:-40], good.replace(b"OPENSSH", b"RSA"), bytes(MAX_FILE + 1)):
        path.write_bytes(data)
        with pytest.raises(KeyFileUnusable) as caught:
            load_key_file(path)
        assert caught.value.cause == "format"


def test_a_folder_is_no_key(tmp_path: Path) -> None:
    with pytest.raises(KeyFileUnusable) as caught:
        load_key_file(tmp_path)
    assert caught.value.cause == "unreadable"


def test_the_private_key_is_not_shown(tmp_path: Path) -> None:
    generate_key(tmp_path / "amira")
    assert "seed" not in repr(load_key_file(tmp_path / "amira"))
