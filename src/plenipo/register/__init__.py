"""It was said: entries, tree, tiles, proofs, notes, checkpoints, cosignatures, receipts. Knows only bytes.

The texts are those of C2SP (tlog-tiles, tlog-checkpoint, signed-note, tlog-cosignature, tlog-witness,
tlog-proof) over the hashing of RFC 6962.
"""

from plenipo.register.checkpoints import (
    Checkpoint,
    SignedCheckpoint,
    open_checkpoint,
    parse_checkpoint,
    peek_checkpoint,
)
from plenipo.register.cosignatures import (
    CosignatureVerifier,
    Ed25519Cosigner,
    MLDSA44Cosigner,
    timestamp,
    verifier_of,
)
from plenipo.register.entries import MAX_ENTRY, Entry, in_order
from plenipo.register.entries import decode as decode_entry
from plenipo.register.entries import encode as encode_entry
from plenipo.register.hashing import EMPTY_ROOT, leaf_hash, node_hash
from plenipo.register.keys import VerifierKey, check_distinct, parse_vkey
from plenipo.register.notes import (
    Ed25519Signer,
    Ed25519Verifier,
    Note,
    NoteSignature,
    VerifiedNote,
    Verifier,
    parse_note,
    parse_signatures,
    sign_note,
    verify_note,
)
from plenipo.register.proofs import (
    consistency_proof,
    inclusion_proof,
    root_at,
    verify_consistency,
    verify_inclusion,
)
from plenipo.register.reader import TileCache, TileReader
from plenipo.register.receipts import Endorsed, Policy, Receipt, endorse, parse_receipt, verify_receipt
from plenipo.register.split import SplitView, find_split, parse_split_view, verify_split
from plenipo.register.static import StaticWriter, read_bundle, read_entries, static_files
from plenipo.register.tiles import (
    Bundle,
    Tile,
    bundles_of,
    decode_bundle,
    encode_bundle,
    parse_path,
    tiles_of,
)
from plenipo.register.tree import Frontier, root_of
from plenipo.register.witness import AddCheckpoint, TreeHead, judge, parse_add_checkpoint

__all__ = [
    "EMPTY_ROOT",
    "MAX_ENTRY",
    "AddCheckpoint",
    "Bundle",
    "Checkpoint",
    "CosignatureVerifier",
    "Ed25519Cosigner",
    "Ed25519Signer",
    "Ed25519Verifier",
    "Endorsed",
    "Entry",
    "Frontier",
    "MLDSA44Cosigner",
    "Note",
    "NoteSignature",
    "Policy",
    "Receipt",
    "SignedCheckpoint",
    "SplitView",
    "StaticWriter",
    "Tile",
    "TileCache",
    "TileReader",
    "TreeHead",
    "VerifiedNote",
    "Verifier",
    "VerifierKey",
    "bundles_of",
    "check_distinct",
    "consistency_proof",
    "decode_bundle",
    "decode_entry",
    "encode_bundle",
    "encode_entry",
    "endorse",
    "find_split",
    "in_order",
    "inclusion_proof",
    "judge",
    "leaf_hash",
    "node_hash",
    "open_checkpoint",
    "parse_add_checkpoint",
    "parse_checkpoint",
    "parse_note",
    "parse_path",
    "parse_receipt",
    "parse_signatures",
    "parse_split_view",
    "parse_vkey",
    "peek_checkpoint",
    "read_bundle",
    "read_entries",
    "root_at",
    "root_of",
    "sign_note",
    "static_files",
    "tiles_of",
    "timestamp",
    "verifier_of",
    "verify_consistency",
    "verify_inclusion",
    "verify_note",
    "verify_receipt",
    "verify_split",
]
