"""Errors in words at the desk: the sentences that all interfaces share, with cures that need no command line.

What only the machine's keeper can mend is said so, with nothing that a person at the desk could not do.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from plenipo.errors import MemberMissing, MemberUnknown, MemberWrong, RecordUnknown
from plenipo.errors.words import WORDS
from plenipo.errors.words.telling import tell
from plenipo_node.wording.vocabulary import label

if TYPE_CHECKING:
    from plenipo.errors import PlenipoError

_OPERATOR = "Tell the operator of this desk; nothing that you wrote is lost."
_FORM = "Go back to the form, correct it there, and prepare it anew."
_AGAIN = "Go back to the form and prepare it anew."
_SIGN = "Sign it again, from this page."
_KEY = "Sign with a key that was added for this use, or ask your authority to add one."
_COPY = "Keep what you have, and tell the operator: another party's copy has to be compared."

# Where a form says more plainly what is the case: its fields stand by their labels.
SENTENCES: Final[dict[str, str]] = {
    "MemberMissing": "Still needed: {members}.",
    "MemberUnknown": "“{member}” does not belong here.",
    "MemberWrong": "“{member}” cannot be read.",
    "RecordUnknown": "“{member}” names a record that cannot be answered here.",
}
_WORDS: Final = WORDS | {name: (said, said) for name, said in SENTENCES.items()}

# By class; a class without a cure of its own takes that of the nearest class above it here.
CURES: Final[dict[str, str]] = {
    "PlenipoError": _OPERATOR,
    "ActError": _FORM,
    "ActTooLong": "Put long words into a sealed text.",
    "TextTooLong": "Shorten it, or put it into a sealed text.",
    "ForbiddenCharacter": "Take that character out.",
    "UnknownKind": "Choose what you want to say from the list.",
    "SignatureError": _SIGN,
    "BadKeyPolicy": _KEY,
    "NoKeyPolicy": _KEY,
    "UnknownAlgorithm": _KEY,
    "BadPublicKey": "Give the one line of the .pub file as it stands there.",
    "BadFlags": "Sign again, and let the key check that it is you: by its PIN, your finger or your face.",
    "WrongApplication": _KEY,
    "WrongOrigin": "Open the desk at its own address, and sign there.",
    "BackupEligible": "Use a passkey that stays on its device.",
    "SealingError": "Get the text again from its author.",
    "MalformedKey": "Copy the whole line, from age1 or AGE-SECRET-KEY on.",
    "NoRecipients": "Each party's authority first adds a key to open what is sealed.",
    "TooManyRecipients": "Name fewer readers.",
    "MixedRecipients": "Ask those with an older key to add an age1pq key.",
    "SharedSecretFailed": "Have that party make a new key.",
    "NoMatch": "Ask somebody of a party that the text was sealed to.",
    "BlobTooLarge": "Split it.",
    "CommitmentMismatch": "Tell the act's author: the sealed text was exchanged.",
    "MalformedDocument": "Go back to the form and look at the text, its title and its language.",
    "MalformedMarking": "Write, for example, TLP:AMBER.",
    "ObsoleteMarking": "Write {instead}.",
    "RegisterError": _COPY,
    "EntryTooLarge": "Say it shorter, or put it into a sealed text.",
    "QuorumMissing": "Wait until more partners have countersigned.",
    "ConsultationError": "Correct the question.",
    "DialogueError": _OPERATOR,
    "NodeError": _OPERATOR,
    "SizeMoved": "Send it again: it is judged anew on what stands now.",
    "StoredTooLarge": "Make it smaller.",
    "BeyondHead": "Look for the record in the register.",
    "BlobMissing": _AGAIN,
    "MirrorRefusal": _COPY,
    "MemberMissing": "Fill in what is missing.",
    "MemberUnknown": _AGAIN,
    "MemberWrong": "Correct that field.",
    "RecordUnknown": "Choose the consultation, mandate or request that is answered.",
    "NoSuchBlob": "Get it from the act's author.",
    "WrongReaders": "Their authority first adds a key for what is sealed; or leave them out of the readers.",
    "NotReleased": "Leave them out of the readers, or have its author mark it otherwise.",
    "LaxerThanOrigin": "Mark it {least} or stricter; only the author of that text may widen it.",
    "TooManyWaiting": "Sign some of them or discard them first.",
    "TooManyNotes": "Erase some that are no longer needed first.",
    "BadActFile": "Choose the file that the desk or `plenipo` wrote.",
    "BadTable": "Save it as CSV in UTF-8, one contact a row, and choose it again.",
}


def told(error: PlenipoError) -> str:
    """The sentence and its cure."""
    return f"{sentence(error)} {cure(error)}"


def sentence(error: PlenipoError) -> str:
    """What is the case."""
    return tell(
        _by_label(error), WORDS | {name: (said, said) for name, said in SENTENCES.items()}, _
    ).sentence


def cure(error: PlenipoError) -> str:
    """What to do about it."""
    name = next(cls.__name__ for cls in type(error).__mro__ if cls.__name__ in CURES)
    return tell(error, {name: (CURES[name], CURES[name])}, _).cure


def _by_label(error: PlenipoError) -> PlenipoError:
    """With the labels of members in place of their names."""
    if isinstance(error, MemberMissing):
        return replace(error, members=tuple(label(name, error.kind) for name in error.members))
    if isinstance(error, MemberUnknown | MemberWrong | RecordUnknown):
        return replace(error, member=label(error.member))
    return error
