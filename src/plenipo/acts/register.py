"""register: who orders the entries, and what is settled."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from plenipo.acts.charter import PublicKey
from plenipo.acts.words import Act, Line, PartyId, Seen


class HandOver(Act, tag="register.hand-over"):
    """Open a new term under another registrar, from the largest checkpoint anyone cosigned."""

    term: Annotated[int, Meta(ge=2, lt=2**31)]
    registrar: PartyId
    registrar_key: PublicKey
    checkpoint: Seen


class Settle(Act, tag="register.settle"):
    """Enter the partners' cosignatures of a checkpoint, so that everyone can compute what is settled.

    `signatures` are the signature lines of the cosigned note, without their newline.
    """

    checkpoint: Seen
    signatures: tuple[Line, ...]
