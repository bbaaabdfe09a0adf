"""Who may read it: age files, commitments, markings and audiences."""

from plenipo.sealing.armor import armor, is_armored, unarmor
from plenipo.sealing.audiences import (
    Handling,
    Onward,
    audience,
    derive,
    may_widen,
    missing_consents,
    onward,
    widens,
)
from plenipo.sealing.blobs import (
    MAX_BLOB,
    MAX_DOCUMENT,
    SALT_SIZE,
    Opening,
    SealedBlob,
    check_cipher,
    check_opening,
    open_blob,
    reveal,
    seal,
)
from plenipo.sealing.documents import Document, decode_document, encode_document
from plenipo.sealing.files import decrypt, encrypt
from plenipo.sealing.hybrid import HybridIdentity, HybridRecipient
from plenipo.sealing.keys import PartyIdentity, PartyRecipient, parse_identity, parse_recipient
from plenipo.sealing.markings import Level, Marking, Tlp, as_strict, parse_marking, strictest, within
from plenipo.sealing.scrypt import ScryptIdentity, ScryptRecipient
from plenipo.sealing.x25519 import X25519Identity, X25519Recipient

__all__ = [
    "MAX_BLOB",
    "MAX_DOCUMENT",
    "SALT_SIZE",
    "Document",
    "Handling",
    "HybridIdentity",
    "HybridRecipient",
    "Level",
    "Marking",
    "Onward",
    "Opening",
    "PartyIdentity",
    "PartyRecipient",
    "ScryptIdentity",
    "ScryptRecipient",
    "SealedBlob",
    "Tlp",
    "X25519Identity",
    "X25519Recipient",
    "armor",
    "as_strict",
    "audience",
    "check_cipher",
    "check_opening",
    "decode_document",
    "decrypt",
    "derive",
    "encode_document",
    "encrypt",
    "is_armored",
    "may_widen",
    "missing_consents",
    "onward",
    "open_blob",
    "parse_identity",
    "parse_marking",
    "parse_recipient",
    "reveal",
    "seal",
    "strictest",
    "unarmor",
    "widens",
    "within",
]
