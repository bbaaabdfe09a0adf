"""The words for the errors of the core and the node, by class: what is the case, and what to do about it.

The cures are those at the command line. Another interface has its own where its readers have none.
"""

from __future__ import annotations

from plenipo.errors.words import (
    acts,
    core,
    folder,
    node,
    preparing,
    register,
    sealing,
    signatures,
)

WORDS: dict[str, tuple[str, str]] = {
    **acts.WORDS,
    **signatures.WORDS,
    **sealing.WORDS,
    **register.WORDS,
    **core.WORDS,
    **node.WORDS,
    **folder.WORDS,
    **preparing.WORDS,
}
