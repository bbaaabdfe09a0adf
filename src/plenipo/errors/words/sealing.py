"""Words for sealed texts that do not open."""

from __future__ import annotations

_FETCH = "Get the file again from another party's copy; this one is damaged."
_IDENTITY = "Give the identity file of a party that the text was sealed to, with --identity."

WORDS = {
    "SealingError": ("A sealed text does not open.", _FETCH),
    "MalformedKey": (
        "This is not a {wanted}: {fault}.",
        "Copy the whole line, from age1 or AGE-SECRET-KEY on.",
    ),
    "NoRecipients": (
        "There is nobody to seal the text to.",
        "Each party first adds a sealing key: `plenipo key seal`, then `plenipo act key.add --purpose seal`.",
    ),
    "TooManyRecipients": (
        "{count} recipients are more than the {limit} of one file.",
        "Name fewer with --to.",
    ),
    "MixedRecipients": (
        "Classical and post-quantum keys may not share one file: {kinds}.",
        "Ask those with a classical key to add an age1pq key.",
    ),
    "SharedSecretFailed": (
        "A recipient's key ({kind}) is unsound.",
        "Have that party make a new sealing key.",
    ),
    "ArmorFailure": ("The armored file is broken in line {line}: {fault}.", _FETCH),
    "HeaderFailure": ("The sealed file's header is broken at {at}: {fault}.", _FETCH),
    "StanzaFailure": ("The part for the {kind} recipient number {at} is broken: {fault}.", _FETCH),
    "NoMatch": ("This identity does not open the text; it is sealed to: {stanzas}.", _IDENTITY),
    "HmacFailure": ("The sealed file's header was altered.", _FETCH),
    "PayloadFailure": ("The sealed file is broken at chunk {chunk}: {fault}.", _FETCH),
    "BlobTooLarge": ("The text has {size} bytes; {limit} is the most.", "Split it."),
    "MalformedHash": ("{name} is not 64 lowercase hexadecimal digits.", "Copy the hash again, whole."),
    "MalformedSalt": ("The salt has {size} bytes, not 32.", _FETCH),
    "CipherMismatch": ("The sealed file is {found}; the act names {expected}.", _FETCH),
    "CommitmentMismatch": (
        "The text inside is not the one that the act commits to ({found}, not {expected}).",
        "Tell the act's author: the sealed text was exchanged.",
    ),
    "MalformedDocument": ("What is sealed is not a document: {fault}.", "Tell the act's author."),
    "MalformedMarking": ("{text} is not a marking: {fault}.", "Write, for example, TLP:AMBER."),
    "ObsoleteMarking": ("{text} is an old marking.", "Write {instead}."),
}
