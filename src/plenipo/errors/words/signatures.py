"""Words for signatures that cannot be accepted."""

from __future__ import annotations

_AGAIN = "Have it signed again from the unchanged act file."
_KEY_LINE = "Give the one line of the .pub file as it stands there."
_KINDS = "Use an Ed25519 key, or a security key (ed25519-sk, ecdsa-sk)."
_HARDWARE = "Sign with a key that was added for this use, and touch it when it blinks."

WORDS = {
    "SignatureError": ("A signature cannot be accepted.", _AGAIN),
    "BadEd25519": ("An Ed25519 signature, or its key {public_key}, is wrong.", _AGAIN),
    "ForeignEd25519Rule": (
        "The installed Ed25519 library accepts signatures that have to be refused.",
        "Install PyNaCl in the version that the requirements name.",
    ),
    "BadEcdsa": ("An ECDSA signature by the key {public_key} is wrong.", _AGAIN),
    "BadArmor": ("The signature is not one armored SSH signature, as ssh-keygen writes it.", _AGAIN),
    "BadSshSignature": ("The signature is wrong in its field {where}.", _AGAIN),
    "BadPublicKey": ("The public key is wrong in its field {where}.", _KEY_LINE),
    "UnknownAlgorithm": ("Keys of the kind {algorithm} sign no acts.", _KINDS),
    "AlgorithmMismatch": ("The key {key} does not sign by {signature}.", _AGAIN),
    "WrongNamespace": (
        "The signature was made for {namespace}, not for acts.",
        "Sign with `plenipo`, or by `ssh-keygen -Y sign -n act@plenipo`.",
    ),
    "WrongHash": ("The signature uses {hash_algorithm}; acts use sha512.", _AGAIN),
    "BadKeyPolicy": ("What is to be stored with the key contradicts itself in {where}.", "Correct --policy."),
    "NoKeyPolicy": (
        "The hardware key {fingerprint} is not one that was added to the dialogue.",
        "Add it first: `plenipo act key.add`.",
    ),
    "BadFlags": ("The security key did not vouch for its user: {broken} (flags {flags}).", _HARDWARE),
    "WrongApplication": ("The key was made for {found}, not for {expected}.", _HARDWARE),
    "WrongOrigin": ("The site {found} asked for the signature, not {expected}.", _HARDWARE),
    "BadClientData": ("The browser's statement is wrong in {member}.", _AGAIN),
    "SignaturesUnsorted": (
        "The signatures are not sorted by fingerprint, or one key signed twice: {fingerprints}.",
        "Let `plenipo` put them together: it sorts them.",
    ),
    "BackupEligible": (
        "The passkey {fingerprint} may be copied to its vendor's cloud.",
        "Use one that stays on its device.",
    ),
}
