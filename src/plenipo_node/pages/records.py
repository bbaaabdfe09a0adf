"""Records by what people call them: a number, or the beginning of a reference."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from plenipo.acts.codec import decode, ref_of
from plenipo.errors import SealingError
from plenipo.register import decode_entry
from plenipo.sealing import decode_document, open_blob

if TYPE_CHECKING:
    from collections.abc import Callable

    from plenipo.acts import Said
    from plenipo.acts.words import Text
    from plenipo.register import Entry
    from plenipo.sealing import Document
    from plenipo_node.web.asking import Asked
    from plenipo_node.web.node import Node

_NUMBER = re.compile(r"[0-9]{1,15}")
_HASH = re.compile(r"[0-9a-f]{64}")
_PREFIX = re.compile(r"[0-9a-f]{4,63}")


def entry_at(node: Node, index: int) -> Entry | None:
    register = node.folder.register
    if not 0 <= index < register.size():
        return None
    (data,) = register.read(index, index + 1)
    return decode_entry(data)


def reference(node: Node, text: str) -> str | None:
    """The reference that a number, a reference or the beginning of a live record's reference names."""
    if _NUMBER.fullmatch(text):
        found = entry_at(node, int(text))
        return None if found is None else ref_of(found.act)
    standing = node.intake.standing
    if _HASH.fullmatch(text):
        return text if standing.record(text) is not None or text in standing.questions else None
    if _PREFIX.fullmatch(text):
        among = [*standing.consultations, *standing.contacts, *standing.asks, *standing.readouts]
        matching = [ref for ref in among if ref.startswith(text)]
        return matching[0] if len(matching) == 1 else None
    return None


def said_at(node: Node, index: int) -> Said | None:
    """The act that was registered as this record."""
    entry = entry_at(node, index)
    return None if entry is None else decode(entry.act)


def document_of(node: Node, party: str, text: Text, blob: bytes | None = None) -> Document | None:
    """The sealed document, if it is sealed to this party and this node holds its key; `blob` if it is not
    registered yet.
    """
    blob = blob or node.folder.register.blob(text.blob)
    identities = node.identities(party)
    if blob is None or not identities:
        return None
    try:
        return decode_document(
            open_blob(blob, identities, cipher_sha256=text.blob, commitment=text.commitment)
        )
    except SealingError:
        return None


def words_of(node: Node, party: str, text: Text) -> str | None:
    """The words of a sealed text, likewise."""
    found = document_of(node, party, text)
    return None if found is None else found.text


def reader_for(request: Asked) -> Callable[[Text], str | None]:
    """What opens texts for the person who asks: only what is sealed to their party."""
    party = request.party or ""
    return lambda text: words_of(request.node, party, text)
