"""Words for consultations that cannot be counted and entries that cannot be folded."""

from __future__ import annotations

_TABLE = "Correct the table of weights."

WORDS = {
    "PlenipoError": (
        "Something was refused: {error}.",
        "Run it again with --debug and report what it shows.",
    ),
    "ConsultationError": ("The question cannot be counted.", "Correct the question."),
    "UnknownRule": ("There is no rule {rule}.", "Choose one of: {known}."),
    "BadQuestion": ("The question has faults:{faults:list}", "Correct each of them."),
    "BadWeights": ("Line {line} of the weights cannot be read: {problem}.", _TABLE),
    "NoWeights": ("No table of weights is in force on {day}.", "Add one that covers that day."),
    "OverlappingWeights": ("Several tables of weights claim {day}: {sources}.", _TABLE),
    "DialogueError": ("The entries cannot be folded.", "Run `plenipo verify` on the folder."),
    "NotFounded": (
        "There is no founding act yet.",
        "Found the dialogue: `plenipo found --help`. A copy first has to get its entries.",
    ),
    "DamagedSnapshot": (
        "A snapshot does not decode: {detail}.",
        "Delete it: it is made again from the entries.",
    ),
    "UnknownRules": (
        "The charter names the rules {rules}, which this version does not have.",
        "Upgrade Plenipo. This says nothing against the register.",
    ),
    "StampBackwards": (
        "Entry {index} is stamped {stamp:at}, before the one that it follows ({before:at}).",
        "Set this machine's clock. If a register of others says this, take another party's copy.",
    ),
}
