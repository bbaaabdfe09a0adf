"""Words for folders, for what a node does not register, and for what a mirror does not countersign."""

from __future__ import annotations

_FOUND = "Name the folder that `plenipo found` made, with --dir or PLENIPO_DIR."
_EVIDENCE = "Keep what was offered: it is evidence. Ask the registrar, and tell the other partners."
_WAIT = "Ask the registrar to offer its newest checkpoint."

WORDS = {
    "FolderError": ("The folder {path} cannot be used.", _FOUND),
    "FolderMissing": ("There is no folder {path}.", _FOUND),
    "FolderExists": ("There is something at {path} already.", "Choose a name that is free."),
    "NotADialogueFolder": ("{path} is no dialogue's folder: {part} is missing or wrong.", _FOUND),
    "RootNotPinned": (
        "Nothing says whose register {path} is: no root was pinned.",
        "Compare the founding act's hash with the partners, and pin it: `plenipo found open`.",
    ),
    "RootDiffers": (
        "The register begins with the founding act {found}; the one pinned is {pinned}.",
        "Stop: this is another register, or a false one. Compare the founding act's hash with the partners.",
    ),
    "IntakeError": ("The act cannot be registered here.", "Look at `plenipo status`."),
    "BlobMissing": (
        "The act names the sealed text {blob}, which did not come with it.",
        "Send it with the act: make the act file again with `plenipo act KIND --prepare`.",
    ),
    "NotRegistrar": (
        "The key {registrar} orders the entries of this dialogue; this node's is {own}.",
        "Write the act with --prepare and send it to the registrar's node: `plenipo act --file`.",
    ),
    "ClockBehind": (
        "The clock shows {clock:at}, more than {limit_ms} ms before the last entry ({stamp:at}).",
        "Set this machine's clock; nothing was written.",
    ),
    "MirrorRefusal": ("The checkpoint is not countersigned.", _WAIT),
    "TermOver": ("The checkpoint is of term {offered}; the entries have reached {known}.", _EVIDENCE),
    "CheckpointBehind": ("The checkpoint has {size} entries; {cosigned} were countersigned already.", _WAIT),
    "EntriesMissing": ("From {held} entries with {given} more, {size} are not reached.", _WAIT),
    "EntriesDiffer": ("The entries lead to the root {found} at {size}, not to {root}.", _EVIDENCE),
    "EntryUnreadable": ("Entry {index} is not an act whose signatures hold: {fault}", _EVIDENCE),
    "StampAhead": (
        "Entry {index} is stamped {stamp:at}, ahead of this clock ({now:at}).",
        "Look at both clocks; it is countersigned once the time has come.",
    ),
    "ActLeftOut": (
        "The act {ref}, received {received:at}, was held for more than {delay_ms} ms and is left out.",
        _EVIDENCE,
    ),
    "SplitViewShown": ("The registrar signed two registers that contradict each other.", _EVIDENCE),
    "HoldsTooMany": ("A mirror holds no more than {limit} acts.", "Ask the registrar why it takes none."),
}
