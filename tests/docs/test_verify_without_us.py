"""The shell of docs/verify-without-us.md, run as it stands there on a small register."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from plenipo.register import (
    Checkpoint,
    Ed25519Cosigner,
    Ed25519Signer,
    Entry,
    MLDSA44Cosigner,
    NoteSignature,
    Policy,
    Receipt,
    inclusion_proof,
    leaf_hash,
    root_of,
    sign_note,
    verify_receipt,
)
from plenipo.register.entries import encode
from plenipo.signatures import (
    PublicKey,
    armored_act_signature,
    armored_assertion,
    ed25519,
    ed25519_public_key,
    format_authorized_key,
    parse_public_key,
    passkey_public_key,
    to_be_signed,
)
from plenipo.signatures.keys import ED25519, SK_ED25519
from plenipo.signatures.passkeys import base64url
from plenipo.signatures.wire import pack_string

DOCUMENT = Path(__file__).parents[2] / "docs" / "verify-without-us.md"
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", DOCUMENT.read_text(), re.MULTILINE | re.DOTALL)
ORIGIN = "4a7d9e/1 north"
STAMP_MS = 1_770_000_000_123
SEED = bytes([1]) * 32
SECURITY_SEED = bytes([2]) * 32
PASSKEY = ec.derive_private_key(7, ec.SECP256R1())
PASSKEY_POINT = PASSKEY.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
SITE = "https://node.example"
COSIGNED_AT = 1_770_000_060

AMIRA = ed25519_public_key(ed25519.public_key(SEED))
BORIS = parse_public_key(
    b"".join(map(pack_string, (SK_ED25519.encode(), ed25519.public_key(SECURITY_SEED), b"ssh:")))
)
CHIARA = passkey_public_key(PASSKEY_POINT, "node.example")
PEOPLE = {b"amira": AMIRA, b"boris": BORIS, b"chiara": CHIARA}


def by_key_file(act: bytes) -> bytes:
    raw = ed25519.sign(SEED, to_be_signed(act))
    return armored_act_signature(AMIRA.blob, pack_string(ED25519.encode()) + pack_string(raw))


def by_security_key(act: bytes) -> bytes:
    tail = b"\5\0\0\0\1"
    message = hashlib.sha256(b"ssh:").digest() + tail + hashlib.sha256(to_be_signed(act)).digest()
    raw = ed25519.sign(SECURITY_SEED, message)
    return armored_act_signature(BORIS.blob, pack_string(SK_ED25519.encode()) + pack_string(raw) + tail)


def by_passkey(act: bytes) -> bytes:
    challenge = base64url(to_be_signed(act))
    data = b'{"type":"webauthn.get","challenge":"%s","origin":"%s"}' % (challenge.encode(), SITE.encode())
    authenticator_data = hashlib.sha256(b"node.example").digest() + b"\5\0\0\0\0"
    der = PASSKEY.sign(authenticator_data + hashlib.sha256(data).digest(), ec.ECDSA(SHA256()))
    return armored_assertion(CHIARA, authenticator_data, data, der)


def entry_of(number: int, *signers: Callable[[bytes], bytes]) -> bytes:
    act = b'{"kind":"contact.record","number":%d,\n"text":"two\nlines"}' % number
    return encode(Entry(STAMP_MS + number, act, tuple(sign(act) for sign in signers)))


def plus_at_the_end() -> Ed25519Cosigner:
    """A mirror whose key ends with the character that also parts the fields of a vkey."""
    return next(
        cosigner
        for number in range(4, 255)
        if str((cosigner := Ed25519Cosigner("mirror", bytes([number]) * 32)).key).endswith("+")
    )


SIZE = 11
ENTRIES = [entry_of(number, by_key_file) for number in range(SIZE - 1)]
ENTRIES.append(entry_of(SIZE - 1, by_key_file, by_security_key, by_passkey))
LEAVES = [leaf_hash(entry) for entry in ENTRIES]
TEXT = Checkpoint(ORIGIN, SIZE, root_of(LEAVES)).encode()
REGISTRAR = Ed25519Signer("registrar", bytes([3]) * 32)
POST_QUANTUM = MLDSA44Cosigner("registrar", bytes([3]) * 32)
MIRROR = plus_at_the_end()
NOTE = sign_note(
    TEXT,
    [REGISTRAR],
    [
        POST_QUANTUM.cosign(TEXT, COSIGNED_AT),
        MIRROR.cosign(TEXT, COSIGNED_AT),
        NoteSignature("elsewhere", b"\1\2\3\4", bytes(64)),
    ],
)
POLICY = Policy(ORIGIN, (REGISTRAR.key, POST_QUANTUM.key), (MIRROR.key,), 1)


def node(level: int, index: int) -> bytes:
    return root_of(LEAVES[index << level : (index + 1) << level])


def receipt_of(index: int) -> bytes:
    receipt = Receipt(index, inclusion_proof(index, SIZE, node), NOTE, b"extra" if index % 2 else None)
    verify_receipt(receipt, LEAVES[index], POLICY)
    return receipt.encode()


def signer_line(name: bytes, key: PublicKey) -> bytes:
    return name + b" " + format_authorized_key(key)


@dataclass
class Stranger:
    folder: Path

    def write(self, name: str, data: bytes) -> None:
        (self.folder / name).write_bytes(data)

    def alter(self, name: str, change: Callable[[bytes], bytes]) -> None:
        before = (self.folder / name).read_bytes()
        assert change(before) != before
        self.write(name, change(before))

    def handed(self, index: int) -> Stranger:
        self.write("entry", ENTRIES[index])
        self.write("receipt.tlog-proof", receipt_of(index))
        self.write("allowed_signers", b"".join(signer_line(*each) for each in PEOPLE.items()))
        self.write("origin", ORIGIN.encode() + b"\n")
        self.write("keys", f"{REGISTRAR.key}\n{MIRROR.key}\n".encode())
        return self

    def run(self, shell: str = "sh") -> tuple[int, str]:
        done = subprocess.run(
            [shell, "-c", "".join(BLOCKS)], cwd=self.folder, capture_output=True, check=False, timeout=60
        )
        return done.returncode, done.stdout.decode() + done.stderr.decode()


@pytest.fixture
def stranger(tmp_path: Path) -> Stranger:
    return Stranger(tmp_path)


@pytest.mark.parametrize("index", range(SIZE))
def test_every_entry_of_a_register_holds(stranger: Stranger, index: int) -> None:
    code, output = stranger.handed(index).run()
    assert code == 0, output
    assert "said by amira, stamped 2026-02-02T02:40:" in output
    assert "checkpoint signed by registrar (type 01)\n" in output
    assert "checkpoint signed by mirror (type 04)\n" in output
    assert f"entry {index} of {SIZE} in {ORIGIN}\n" in output


def test_every_kind_of_key_is_checked_and_hardware_is_looked_into(stranger: Stranger) -> None:
    code, output = stranger.handed(SIZE - 1).run()
    assert code == 0, output
    for name in PEOPLE:
        assert f"said by {name.decode()}, stamped" in output
    assert "signature 2: flags 05, by a security key\n" in output
    assert f"signature 3: flags 05, by a passkey at {SITE}\n" in output


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_the_script_is_not_for_one_shell_only(stranger: Stranger) -> None:
    code, output = stranger.handed(5).run("bash")
    assert code == 0, output


def line_twice(data: bytes) -> bytes:
    """The registrar's signature in the place of the mirror's."""
    lines = data.splitlines(keepends=True)
    registrar = next(line for line in lines if b" registrar " in line)
    return b"".join(registrar if b" mirror " in line else line for line in lines)


def siblings_swapped(data: bytes) -> bytes:
    lines = data.split(b"\n")
    lines[3], lines[4] = lines[4], lines[3]
    return b"\n".join(lines)


def without_mirror(data: bytes) -> bytes:
    return b"".join(line for line in data.splitlines(keepends=True) if b" mirror " not in line)


def other_key(data: bytes) -> bytes:
    name, found, material = data.split(b"+", 2)
    return b"+".join((name, found, material[:9] + (b"B" if material[9:10] == b"A" else b"A") + material[10:]))


Attack = tuple[str, Callable[[bytes], bytes], str]
RECEIPT = "receipt.tlog-proof"
ATTACKS: dict[str, Attack] = {
    "the act": ("entry", lambda data: data.replace(b"two", b"ten"), "signature 1"),
    "the stamp": ("entry", lambda data: data.replace(b" 177", b" 178"), "not in the register"),
    "too many signatures": ("entry", lambda data: data.replace(b" 1\n", b" 2\n", 1), "number of signatures"),
    "too few signatures": ("entry", lambda data: data + by_key_file(b"{}"), "number of signatures"),
    "an unknown person": ("allowed_signers", lambda data: data.split(b"\n", 1)[1], "signature 1"),
    "an earlier index": (RECEIPT, lambda data: data.replace(b"index 5", b"index 4"), "not in the register"),
    "an index too large": (RECEIPT, lambda data: data.replace(b"index 5", b"index 11"), "REFUSED: index"),
    "a negative index": (RECEIPT, lambda data: data.replace(b"index 5", b"index -6"), "REFUSED: index"),
    "no index": (RECEIPT, lambda data: data.replace(b"index 5\n", b""), "REFUSED: index"),
    "siblings swapped": (RECEIPT, siblings_swapped, "not in the register"),
    "a sibling too many": (
        RECEIPT,
        lambda data: data.replace(b"\n\n", b"\n%s\n\n" % (b"A" * 43 + b"="), 1),
        "proof",
    ),
    "a short sibling": (RECEIPT, lambda data: data.replace(b"\n\n", b"\nAAAA\n\n", 1), "proof"),
    "the size": (RECEIPT, lambda data: data.replace(b"\n11\n", b"\n12\n"), "signature of registrar"),
    "another register": ("origin", lambda data: data.replace(b"/1", b"/2"), "another register"),
    "no cosignature": (RECEIPT, without_mirror, "no signature of mirror"),
    "the registrar twice": (RECEIPT, line_twice, "no signature of mirror"),
    "another registrar": ("keys", other_key, "id of key registrar"),
    "no keys": ("keys", lambda _data: b"", "no keys"),
    "no last newline": ("keys", lambda data: data.replace(b"mirror", b"Mirror")[:-1], "id of key Mirror"),
}


@pytest.mark.parametrize(("name", "change", "words"), ATTACKS.values(), ids=ATTACKS)
def test_what_was_altered_is_refused(
    stranger: Stranger, name: str, change: Callable[[bytes], bytes], words: str
) -> None:
    stranger.handed(5).alter(name, change)
    code, output = stranger.run()
    assert code != 0
    assert words in output
    assert "entry 5 of" not in output
