"""Words for acts that are not well formed."""

from __future__ import annotations

_EDITED = "Make it anew with `plenipo act`; never edit the bytes of an act."
_LOOK = "Look at `plenipo act KIND --help` for what belongs there."

WORDS = {
    "ActError": ("These bytes are not one well-formed act.", _EDITED),
    "ActTooLong": ("The act has {size} bytes; {limit} is the most.", "Put long words into a sealed text."),
    "NotUtf8": ("The act is not UTF-8 from byte {offset} on.", _EDITED),
    "NotJson": ("The act is not JSON from character {offset} on.", _EDITED),
    "DuplicateKey": ("The member {key} stands twice in one object.", "Leave one of the two out."),
    "FloatRefused": ("{literal} is not a whole number.", "Write whole numbers only."),
    "NotCanonical": ("The act is well formed, but not in its one canonical form.", _EDITED),
    "UnknownKind": ("There is no act of the kind {kind}.", "`plenipo act --help` lists all kinds."),
    "UnknownField": ("{path} has no member {field}.", _LOOK),
    "MissingField": ("{path} lacks the member {field}.", "Give it as --{field}; names take a dash for _."),
    "WrongValue": ("{path} is not as it has to be: {expected}.", _LOOK),
    "TextTooLong": ("{path} is longer than {limit} characters.", "Shorten it, or put it into a sealed text."),
    "NotNormalised": ("{path} is not in Unicode's normal form C.", "Type it again, or normalise it (NFC)."),
    "ForbiddenCharacter": (
        "{path} holds the character number {codepoint}, which cannot be seen.",
        "Take that character out.",
    ),
}
