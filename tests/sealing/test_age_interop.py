"""Other implementations open what is sealed here, and seal what is opened here.

Debian's age speaks the classical recipients, the age-encryption package for node the hybrid ones too.
"""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from sealing_cast import CLASSICAL, FRANCE, GERMANY, OUTSIDER, SALT

from plenipo.sealing import (
    PartyIdentity,
    SealedBlob,
    armor,
    decrypt,
    encrypt,
    parse_identity,
    parse_recipient,
    seal,
    unarmor,
)

INTEROP = Path(__file__).parents[1] / "interop"
DOCUMENT = b"Ceasefire first; then we talk.\n" * 5000

needs_age = pytest.mark.skipif(shutil.which("age") is None, reason="the age program is not installed")
needs_node = pytest.mark.skipif(
    shutil.which("node") is None or not (INTEROP / "node_modules" / "age-encryption").is_dir(),
    reason="node, or the packages of tests/interop, are not installed",
)


def run_age(*args: str, data: bytes) -> bytes:
    done = subprocess.run(["age", *args], input=data, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def ask_node(*requests: dict[str, Any]) -> list[dict[str, str]]:
    done = subprocess.run(
        ["node", "age.mjs"], input=json.dumps(requests).encode(), capture_output=True, check=True, cwd=INTEROP
    )
    answers: list[dict[str, str]] = json.loads(done.stdout)
    return answers


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


@pytest.fixture
def key_file(tmp_path: Path) -> str:
    path = tmp_path / "key.txt"
    path.write_text(CLASSICAL.encode() + "\n")
    return str(path)


@needs_age
def test_debians_age_opens_a_classical_blob_and_common_tools_check_it(key_file: str, tmp_path: Path) -> None:
    blob: SealedBlob = seal(DOCUMENT, [CLASSICAL.recipient], salt=SALT)
    (tmp_path / "plain").write_bytes(run_age("-d", "-i", key_file, data=blob.ciphertext))
    (tmp_path / "blob").write_bytes(blob.ciphertext)

    def tool(*command: str) -> bytes:
        return subprocess.run(command, capture_output=True, check=True, cwd=tmp_path).stdout

    assert tool("sha256sum", "blob").split()[0].decode() == blob.cipher_sha256
    assert tool("sha256sum", "plain").split()[0].decode() == blob.commitment
    assert tool("head", "-c", "32", "plain") == SALT
    assert tool("tail", "-c", "+33", "plain") == DOCUMENT


@needs_age
@pytest.mark.parametrize("size", [0, 1, 65536, 65537, 131072])
def test_debians_age_and_ours_agree_at_chunk_borders(size: int, key_file: str) -> None:
    plaintext = bytes(size)
    assert run_age("-d", "-i", key_file, data=encrypt(plaintext, [CLASSICAL.recipient])) == plaintext
    assert decrypt(run_age("-r", str(CLASSICAL.recipient), data=plaintext), [CLASSICAL]) == plaintext


@needs_age
def test_armor_passes_both_ways(key_file: str) -> None:
    ours = armor(encrypt(DOCUMENT, [CLASSICAL.recipient]))
    assert run_age("-d", "-i", key_file, data=ours) == DOCUMENT
    theirs = run_age("-a", "-r", str(CLASSICAL.recipient), data=DOCUMENT)
    assert decrypt(unarmor(theirs), [CLASSICAL]) == DOCUMENT


@needs_age
def test_a_key_made_by_age_keygen_is_read_and_written_as_it_was() -> None:
    lines = subprocess.run(["age-keygen"], capture_output=True, check=True, text=True).stdout.splitlines()
    identity = parse_identity(lines[-1])
    assert identity.encode() == lines[-1]
    assert str(identity.recipient) == lines[1].removeprefix("# public key: ")
    assert parse_recipient(str(identity.recipient)) == identity.recipient


@needs_node
def test_node_opens_what_is_sealed_here() -> None:
    hybrid = b64(encrypt(DOCUMENT, [FRANCE.recipient, GERMANY.recipient]))
    readers: list[PartyIdentity] = [FRANCE, GERMANY, OUTSIDER]
    answers = ask_node(
        *({"identities": [reader.encode()], "ciphertext": hybrid} for reader in readers),
        {"identities": [CLASSICAL.encode()], "ciphertext": b64(encrypt(DOCUMENT, [CLASSICAL.recipient]))},
    )
    assert [answer.get("data") == b64(DOCUMENT) for answer in answers] == [True, True, False, True]
    assert "no identity matched" in answers[2]["error"]


@needs_node
def test_what_node_seals_is_opened_here() -> None:
    hybrid = [str(FRANCE.recipient), str(GERMANY.recipient)]
    answers = ask_node(
        {"recipients": hybrid, "plaintext": b64(DOCUMENT)},
        {"recipients": [str(CLASSICAL.recipient)], "plaintext": b64(DOCUMENT)},
        {"recipients": hybrid, "plaintext": b64(DOCUMENT), "armor": True},
    )
    sealed = [base64.b64decode(answer["data"]) for answer in answers]
    assert decrypt(sealed[0], [FRANCE]) == decrypt(sealed[0], [GERMANY]) == DOCUMENT
    assert decrypt(sealed[1], [CLASSICAL]) == DOCUMENT
    assert decrypt(unarmor(sealed[2]), [GERMANY]) == DOCUMENT
