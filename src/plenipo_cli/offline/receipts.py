"""Receipts of one entry, made so that a stranger who knows the root needs nothing else.

A receipt's `extra` line holds the founding act. Nothing signs that line, nor needs to: the root is the hash
of that act, and the act names the registrar's key, the mirrors' keys and the quorum. Where they have changed
since, the keys of a newer export (`vkeys`) are wanted.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plenipo.acts import kind_of
from plenipo.acts.codec import decode, ref_of
from plenipo.acts.dialogue import Found
from plenipo.dialogue.standing import Standing
from plenipo.errors import MalformedReceipt, NoKeyPolicy, NoteError, PlenipoError
from plenipo.register import (
    Policy,
    decode_entry,
    leaf_hash,
    parse_receipt,
    parse_vkey,
    peek_checkpoint,
    verify_receipt,
)
from plenipo.register.keys import ED25519
from plenipo.signatures import signer_of
from plenipo.verify import cosigner_keys, read_entry, registrar_keys
from plenipo_cli import files
from plenipo_cli.errors import BadFile, DoesNotHold, RootNeeded
from plenipo_cli.words import tell

if TYPE_CHECKING:
    from pathlib import Path

    from plenipo.register import Endorsed, Receipt, VerifierKey

MAX_RECEIPT = 1 << 20
MAX_ENTRY_FILE = 65_536
ENTRY = ".entry"


@dataclass(frozen=True)
class Shown:
    """What a receipt shows of its entry. `signers`: founder, or "", and fingerprint."""

    index: int
    size: int
    tree: str
    dialogue: str
    kind: str
    by: str
    ref: str
    stamp: int
    signers: tuple[tuple[str, str], ...]
    cosigned: dict[str, int]
    quorum: int

    @property
    def final(self) -> bool:
        return len(self.cosigned) >= self.quorum


def check_receipt(path: Path, entry_path: Path | None, root: str | None, vkeys: Path | None) -> Shown:
    """DoesNotHold, RootNeeded, BadFile."""
    receipt = _receipt(path)
    data = files.read(entry_path or path.with_suffix(ENTRY), MAX_ENTRY_FILE)
    origin = peek_checkpoint(receipt.note).origin
    founding = _founding(receipt, root, path)
    registrar, mirrors, quorum = _keys(path, origin, founding, vkeys)
    policy = Policy(origin, registrar[:1], mirrors, 0)
    try:
        endorsed = verify_receipt(receipt, leaf_hash(data), policy)
        with suppress(NoKeyPolicy):  # what a hardware key is held to stands in the register, not in a receipt
            read_entry(data, {})
        return _shown(receipt, data, endorsed, quorum, founding)
    except PlenipoError as error:
        raise DoesNotHold(str(path), tell(error).clause) from None


def _receipt(path: Path) -> Receipt:
    try:
        return parse_receipt(files.read(path, MAX_RECEIPT))
    except (MalformedReceipt, NoteError) as error:
        raise DoesNotHold(str(path), tell(error).clause) from None


def _founding(receipt: Receipt, root: str | None, path: Path) -> Found | None:
    """The founding act that the receipt carries, if it is the one that the root names."""
    if root is None or receipt.extra is None:
        return None
    if ref_of(receipt.extra) != root:
        raise DoesNotHold(str(path), f"it is of the dialogue {ref_of(receipt.extra)}, not of {root}")
    try:
        act = decode(receipt.extra)
    except PlenipoError as error:
        raise DoesNotHold(str(path), tell(error).clause) from None
    if not isinstance(act, Found):
        raise DoesNotHold(str(path), "the act that the root names is no founding")
    return act


def _keys(
    path: Path, origin: str, founding: Found | None, vkeys: Path | None
) -> tuple[tuple[VerifierKey, ...], tuple[VerifierKey, ...], int]:
    """The registrar's keys, the mirrors' and the quorum, by the keys given or else by the founding act."""
    if vkeys is not None:
        keys = [parse_vkey(line) for line in files.read_text(vkeys, MAX_RECEIPT).splitlines() if line]
        registrar = tuple(key for key in keys if key.kind == ED25519)
        mirrors = tuple(key for key in keys if key.kind != ED25519 and key.name != origin)
        if not registrar:
            raise BadFile(str(vkeys), "it names no registrar's key")
        quorum = founding.charter.quorum if founding else len(mirrors) // 2 + 1
        return registrar, mirrors, quorum
    if founding is None:
        raise RootNeeded(str(path))
    dialogue, _, term = origin.rpartition("/")
    standing = Standing(dialogue=dialogue, charter=founding.charter)
    registrar = registrar_keys(standing)
    if term != "1" or registrar[0].name != origin:
        raise RootNeeded(str(path))
    return registrar, cosigner_keys(standing), founding.charter.quorum


def _shown(receipt: Receipt, data: bytes, endorsed: Endorsed, quorum: int, founding: Found | None) -> Shown:
    entry = decode_entry(data)
    act = decode(entry.act)
    owners = {key: f.person for f in (founding.founders if founding else ()) for key in f.keys}
    marks = [signer_of(each) for each in entry.signatures]
    checkpoint = endorsed.checkpoint
    return Shown(
        index=receipt.index,
        size=checkpoint.size,
        tree=checkpoint.root.hex(),
        dialogue=checkpoint.origin.rpartition("/")[0],
        kind=kind_of(type(act)),
        by=act.by,
        ref=ref_of(entry.act),
        stamp=entry.stamp_ms,
        signers=tuple((owners.get(mark, ""), mark) for mark in marks),
        cosigned={name.rpartition("/")[2]: time for name, time in endorsed.cosigned},
        quorum=quorum,
    )
