"""The sealed document: a text with its title, as small canonical JSON that is readable after `age -d`.

- UTF-8; "format" first, then the fields in the order below, the keys of `fields` sorted, no white space
  between tokens.
- Fields that say nothing are left out; unknown and duplicate ones are refused.
- Bytes are accepted only if encoding what they decode to gives the same bytes.
"""

from __future__ import annotations

from typing import Annotated, Final

import msgspec
from msgspec import Meta

from plenipo.errors import BlobTooLarge, MalformedDocument
from plenipo.sealing.blobs import MAX_DOCUMENT
from plenipo.sealing.markings import Marking

FORMAT: Final = "plenipo-document/1"

Word = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_.-]{0,63}\Z")]
Language = Annotated[str, Meta(pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}\Z")]
Line = Annotated[str, Meta(pattern=r"^[^\x00-\x1f\x7f]{0,300}\Z")]
Fields = Annotated[dict[Word, str], Meta(max_length=64)]


class Document(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    tag_field="format",
    tag=FORMAT,
):
    """One text: what it is for, a title of one line, plain text or Markdown, its language (BCP 47)."""

    kind: Word
    title: Line
    text: str
    lang: Language | None = None
    marking: Marking | None = None
    fields: Fields = {}


_ENCODER: Final = msgspec.json.Encoder(order="deterministic")
_DECODER: Final = msgspec.json.Decoder(Document)


def encode_document(document: Document) -> bytes:
    """The canonical bytes. Raises MalformedDocument, BlobTooLarge."""
    try:
        raw = _ENCODER.encode(document)
    except (TypeError, UnicodeError):
        raise MalformedDocument(fault="not encodable") from None
    decode_document(raw)
    return raw


def decode_document(raw: bytes) -> Document:
    """The document in the canonical bytes. Raises MalformedDocument, BlobTooLarge."""
    if len(raw) > MAX_DOCUMENT:
        raise BlobTooLarge(size=len(raw), limit=MAX_DOCUMENT)
    try:
        document = _DECODER.decode(raw)
        canonical = _ENCODER.encode(document)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as fault:
        raise MalformedDocument(fault=str(fault)) from None
    if canonical != raw:
        raise MalformedDocument(fault="not canonical")
    return document
