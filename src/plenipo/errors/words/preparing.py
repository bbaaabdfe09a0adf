"""Words for what a person wrote that makes no act."""

from __future__ import annotations

_HELP = "`plenipo act {kind} --help` says what it is made of."

WORDS = {
    "PreparingError": ("This makes no act.", "Look at what was written."),
    "MemberMissing": ("An act {kind} also needs {members}.", _HELP),
    "MemberUnknown": ("An act {kind} has no {member} to be given.", _HELP),
    "MemberWrong": ("{member} cannot be read: {problem}.", "Correct it."),
    "RecordUnknown": (
        "{member} names record {record}, which is nothing that this kind answers.",
        "Name the consultation, mandate or request that is answered.",
    ),
    "NoSuchBlob": ("The sealed text {sha256} is not in this folder.", "Get it from the act's author."),
    "WrongReaders": (
        "No sealing key is known of {parties}.",
        "They first add one (`plenipo act key.add --purpose seal`), or leave them out of --to.",
    ),
    "NotReleased": (
        "Marked {marking}, the text may not go to {parties}.",
        "Leave them out of the readers, or have its author mark it otherwise.",
    ),
    "LaxerThanOrigin": (
        "The text is made from one marked {least}, and {marking} would let it go further.",
        "Mark it {least} or stricter; only the author of that text may widen it.",
    ),
    "TooManyWaiting": (
        "{person} has prepared {limit} acts that wait to be sent; no more are kept.",
        "Sign some of them or discard them first.",
    ),
    "TooManyNotes": (
        "{party} keeps {limit} drafts and notes here; no more are kept.",
        "Erase some that are no longer needed first.",
    ),
    "BadActFile": ("This is no act file: {fault}.", "Have it made again."),
    "BadTable": ("This cannot be read as a table: {fault}.", "Save it as CSV in UTF-8, one contact a row."),
}
