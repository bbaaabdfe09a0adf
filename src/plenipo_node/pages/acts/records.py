"""Records by what people call them: a number, or the beginning of a reference."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from django.http import Http404
from msgspec.structs import replace

from plenipo.acts.codec import decode, ref_of
from plenipo.errors import CommitmentMismatch, HmacFailure, MalformedDocument, PayloadFailure, SealingError
from plenipo.register import decode_entry
from plenipo.sealing import decode_document, open_blob
from plenipo_node.pages.frame.sight import in_sight

if TYPE_CHECKING:
    from collections.abc import Callable

    from plenipo.acts import Said
    from plenipo.acts.words import Text
    from plenipo.dialogue.standing import Standing
    from plenipo.register import Entry
    from plenipo.sealing import Document
    from plenipo_node.web.asking import Asked
    from plenipo_node.web.node import Node

Of = TypeVar("Of", bound="Said")
_AFTER_OPENING = (HmacFailure, PayloadFailure, CommitmentMismatch, MalformedDocument)
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
        known = standing.record(text) is not None or text in standing.questions or _answers(standing, text)
        return text if known else None
    if _PREFIX.fullmatch(text):
        among = [*standing.consultations, *standing.contacts, *standing.asks, *standing.readouts]
        matching = [ref for ref in among if ref.startswith(text)]
        return matching[0] if len(matching) == 1 else None
    return None


def _answers(standing: Standing, ref: str) -> bool:
    """It is an answer in a consultation that runs: no record of its own, and named by who vouches for it."""
    running = (standing.consultations[each] for each in standing.running)
    return any(given.ref == ref for held in running for said in held.answers.values() for given in said)


def said_at(node: Node, index: int) -> Said | None:
    """The act that was registered as this record."""
    entry = entry_at(node, index)
    return None if entry is None else decode(entry.act)


def act_at(node: Node, index: int, kind: type[Of]) -> Of:
    """Likewise, where the standing says what kind it is of."""
    act = said_at(node, index)
    if not isinstance(act, kind):
        raise Http404
    return act


def document_of(node: Node, party: str, text: Text, blob: bytes | None = None) -> Document | None:
    """The sealed document, if it is sealed to this party and this node holds its key; `blob` if it is not
    registered yet. No letter in it hides or turns others, and its text says all that the commitment is to but
    the title: also what no program of ours writes.
    """
    try:
        found = _opened(node, party, text, blob)
    except SealingError:
        return None
    if found is None:
        return None
    beside = dict(sorted(found.fields.items()))
    if found.marking is not None and str(found.marking) != text.marking:
        beside["marking"] = str(found.marking)
    words = "\n\n".join([found.text, *(f"\u27e8{name}\u27e9 {value}" for name, value in beside.items())])
    return replace(found, title=in_sight(found.title), text=in_sight(words))


def broken(node: Node, party: str, text: Text) -> bool:
    """It opens with this party's key, and holds nothing to be read: altered, exchanged, or no document."""
    try:
        _opened(node, party, text, None)
    except _AFTER_OPENING:
        return True
    except SealingError:
        return False
    return False


def _opened(node: Node, party: str, text: Text, blob: bytes | None) -> Document | None:
    """SealingError."""
    blob = blob or node.folder.register.blob(text.blob)
    identities = node.identities(party)
    if blob is None or not identities:
        return None
    return decode_document(open_blob(blob, identities, cipher_sha256=text.blob, commitment=text.commitment))


def words_of(node: Node, party: str, text: Text) -> str | None:
    """The words of a sealed text, likewise."""
    found = document_of(node, party, text)
    return None if found is None else found.text


def titled(document: Document) -> str:
    """Its words under its title, where they do not begin with it."""
    if document.text.lstrip().startswith(document.title):
        return document.text
    return f"{document.title}\n\n{document.text}"


def reader_for(request: Asked) -> Callable[[Text], str | None]:
    """What opens texts for the person who asks: only what is sealed to their party."""

    def read(text: Text) -> str | None:
        found = document_of(request.node, request.party or "", text)
        return None if found is None else titled(found)

    return read
