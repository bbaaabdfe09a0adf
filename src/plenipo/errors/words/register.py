"""Words for registers, exports and receipts that do not hold."""

from __future__ import annotations

_COPY = "Take a fresh copy from another party, and compare the roots by voice."
_RECEIPT = "Have the receipt made again: `plenipo receipt ENTRY`."
_OTHER = "Get it from another party's copy. If two copies differ, keep both: that is evidence."
_LIMIT = "Say it shorter, or put it into a sealed text."
_WITNESS = "The caller has to send its request again from the register's newest state."

WORDS = {
    "RegisterError": ("A register, or a part of one, does not hold.", _COPY),
    "EntryError": ("These bytes are not one entry.", _OTHER),
    "MalformedEntry": ("The entry is not to the letter of its format: {part}.", _OTHER),
    "EntryTooLarge": ("The entry has {size} bytes; {limit} is the most.", _LIMIT),
    "TreeSizeRefused": ("There can be no tree of {size} entries here.", _COPY),
    "TileError": ("A file of the register is wrong.", _COPY),
    "MalformedTilePath": ("{path} is not the path of a tile.", "Write it as C2SP tlog-tiles does."),
    "MalformedTile": ("{path} is cut off or too long.", _COPY),
    "MissingTile": ("{path} is missing.", "Copy the whole directory again."),
    "TileMismatch": ("{path} is not what the checkpoint promises.", _OTHER),
    "ProofError": ("A proof fails.", _RECEIPT),
    "ProofOutOfRange": (
        "There is no proof for {first} in a register of {size} entries.",
        "Look at the number.",
    ),
    "MalformedProof": ("The proof has {length} hashes in place of {expected}.", _RECEIPT),
    "RootMismatch": ("The entries lead to the root {root}, not to {expected}.", _OTHER),
    "NoteError": ("A signed note cannot be accepted.", _OTHER),
    "MalformedNote": ("The checkpoint is not to the letter: {part}.", _OTHER),
    "NoteTooLarge": ("The checkpoint is too large: {size}, where {limit} is the most.", _OTHER),
    "MalformedVerifierKey": ("The verifier key is not to the letter: {part}.", "Copy the whole line."),
    "VerifierKeyClash": ("The keys {name} and {other} clash.", "List each key once, under one name."),
    "NoteSignatureRefused": (
        "The signature of {name} on the checkpoint is wrong.",
        "Keep this file as evidence, and take the checkpoint from another party.",
    ),
    "NoteUnsigned": ("The checkpoint lacks the signature of {names}.", _OTHER),
    "MalformedCheckpoint": ("The checkpoint is not to the letter: {part}.", _OTHER),
    "ForeignOrigin": (
        "The checkpoint is of the register {origin}, not of {expected}.",
        "Look whether this is the dialogue and the term that you mean.",
    ),
    "MalformedCosignature": ("A countersignature is not to the letter: {part}.", _OTHER),
    "MalformedReceipt": ("The receipt is not to the letter: {part}.", _RECEIPT),
    "QuorumMissing": (
        "Countersigned by {cosigners}; {needed} are needed.",
        "Wait until more partners have countersigned, then have it made again.",
    ),
    "SplitViewUnproven": ("The two checkpoints do not contradict each other: {part}.", "Compare them again."),
    "WitnessRefusal": ("The checkpoint is not countersigned.", _WITNESS),
    "MalformedRequest": ("The request is not to the letter: {part}.", _WITNESS),
    "OldSizeTooLarge": ("The old size {old} is above the checkpoint's {size}.", _WITNESS),
    "CheckpointUnsigned": ("No known key of {origin} signed, or one signed wrongly.", _WITNESS),
    "OriginUnknown": ("No register of the origin {origin} is held here.", "Join the dialogue first."),
    "OldSizeConflict": ("The old size is {old}; {cosigned} was countersigned last.", _WITNESS),
    "RootConflict": (
        "At {size} entries the root is {root} and was {expected}.",
        "Keep both checkpoints: together they convict whoever signed them.",
    ),
    "ConsistencyUnproven": ("That {size} entries extend the first {old} is not proven.", _WITNESS),
}
