"""One act read: its bytes checked, its signatures verified. What it may do is judged elsewhere."""

from __future__ import annotations

import binascii
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from plenipo.acts import Said
from plenipo.acts.codec import decode, ref_of
from plenipo.acts.key import KeyPolicy as StoredPolicy
from plenipo.acts.register import Settle
from plenipo.dialogue.entered import Cosigner, Signer
from plenipo.dialogue.records import Key
from plenipo.dialogue.standing import Standing
from plenipo.errors import RegisterError, SignaturesUnsorted
from plenipo.register import Checkpoint, decode_entry, open_checkpoint, parse_note, timestamp, verifier_of
from plenipo.signatures import KeyPolicy, VerifiedSignature, verify_act_signature
from plenipo.verify.keys import cosigner_keys, origin_of


class Read(Struct, frozen=True, gc=False):
    """An act with its reference and its verified signers."""

    act: Said
    ref: str
    signers: tuple[Signer, ...]


class Policies(Mapping[str, KeyPolicy]):
    """The policies of the keys in a standing, in the form that the verifier takes."""

    def __init__(self, keys: Mapping[str, Key]) -> None:
        self._keys = keys

    def __getitem__(self, fingerprint: str) -> KeyPolicy:
        stored = self._keys[fingerprint].policy
        if stored is None:
            raise KeyError(fingerprint)
        return _policy(stored)

    def __iter__(self) -> Iterator[str]:
        return (f for f, key in self._keys.items() if key.policy is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _policy(stored: StoredPolicy) -> KeyPolicy:
    return KeyPolicy(stored.application, stored.origin, stored.backed_up)


def read_act(act: bytes, signatures: Sequence[bytes], keys: Mapping[str, Key]) -> Read:
    """Raises ActError or SignatureError. `keys` are those of the standing, for their policies."""
    said = decode(act)
    policies = Policies(keys)
    verified = [verify_act_signature(armored, act, policies) for armored in signatures]
    if len(verified) > 1:
        _check_order([v.fingerprint for v in verified])
    return Read(said, ref_of(act), tuple(_signer(v) for v in verified))


def _check_order(fingerprints: list[str]) -> None:
    if fingerprints != sorted(set(fingerprints)):
        raise SignaturesUnsorted(fingerprints=tuple(fingerprints))


def _signer(verified: VerifiedSignature) -> Signer:
    return Signer(verified.fingerprint, verified.origin is not None, verified.backed_up)


def read_entry(data: bytes, keys: Mapping[str, Key]) -> tuple[int, Read]:
    """The stamp and the act of an entry. Raises RegisterError too."""
    entry = decode_entry(data)
    return entry.stamp_ms, read_act(entry.act, entry.signatures, keys)


def cosigners_of(act: Settle, standing: Standing) -> tuple[Cosigner, ...]:
    """The partners whose cosignatures in a settlement hold; the note is rebuilt from its parts.

    A line by a known key that does not hold makes it nobody's; one by an unknown key means nothing
    (signed-note), so a partner that left spoils nothing.
    """
    try:
        origin = origin_of(standing.dialogue, standing.term)
        root = binascii.a2b_hex(act.checkpoint.root)
        text = Checkpoint(origin, act.checkpoint.size, root).encode()
        note = parse_note(text + b"\n" + "".join(f"{line}\n" for line in act.signatures).encode())
        signed = open_checkpoint(note, origin, [verifier_of(key) for key in cosigner_keys(standing)])
    except RegisterError:
        return ()
    return tuple(
        Cosigner(key.name.rpartition("/")[2], timestamp(key, signature) * 1000)
        for key, signature in signed.note.verified
    )
