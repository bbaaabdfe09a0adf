"""Sealed texts of an act: sealed to their readers, or taken over from an earlier record.

1. The readers are those named one by one; else those that the act itself names; else all partners, and the
   concerned party where it is asked for consent or notified of a contact. The author's party always reads.
2. A text goes to each reader's newest sealing keys. A party without one is told, or refused if it was named.
3. A text taken over keeps its commitment. It is sealed anew, to other readers, if an identity opens it.
4. Nothing is sealed to whom its marking (REL TO) does not release it, but for its author. Partners whom
   nobody named are left out; anybody else is told.
5. Unless it is marked otherwise, a new text has the marking of the texts that it is made from, else the
   charter's ceiling.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plenipo.acts.words import Text, party_of
from plenipo.errors import MalformedKey, NoSuchBlob, NotReleased, WrongReaders
from plenipo.sealing import (
    SALT_SIZE,
    Document,
    PartyIdentity,
    audience,
    encode_document,
    parse_identity,
    parse_marking,
    parse_recipient,
    reveal,
    seal,
)
from plenipo_node.preparing.origins import Origin, holds, inherited

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from plenipo.dialogue.standing import Standing
    from plenipo.sealing import SealedBlob

TOLD_BEFORE = frozenset({"contact.plan"})  # each concerned party sees these beforehand


@dataclass(frozen=True)
class Wording:
    """How the texts of an act are sealed. `identities` open a text taken over, whose bytes `blob` finds.

    `origins` are those that its new texts are made from.
    """

    to: tuple[str, ...] = ()  # the readers, if named one by one
    marking: str | None = None
    title: str = ""
    lang: str | None = None
    identities: Sequence[PartyIdentity] = ()
    blob: Callable[[str], bytes | None] = lambda _sha256: None
    origins: tuple[Origin, ...] = ()

    def marks(self, standing: Standing) -> str:
        """Rule 5. MalformedMarking."""
        return self.marking or str(inherited(self.origins) or standing.rule_book.ceiling)


@dataclass
class Sealer:
    """Seals the texts of one act, and gathers the blobs that go with it."""

    standing: Standing
    kind: str
    wording: Wording
    readers: tuple[str, ...]
    author: str
    blobs: dict[str, bytes] = field(default_factory=dict)

    def seal(self, member: str, words: str) -> Text:
        """A new text. LaxerThanOrigin, MalformedMarking, MalformedDocument, NoRecipients, MixedRecipients,
        WrongReaders.
        """
        marking = self.wording.marks(self.standing)
        holds(self.wording.origins, self.author, marking)
        document = Document(
            kind=self.kind if member == "text" else f"{self.kind}.{member}",
            title=self.wording.title or _title(words),
            text=words,
            lang=self.wording.lang,
            marking=parse_marking(marking),
        )
        return self._kept(self._seal(encode_document(document), secrets.token_bytes(SALT_SIZE)), marking)

    def again(self, text: Text) -> Text:
        """A text of an earlier record, with the same commitment. NoSuchBlob, NotReleased, SealingError."""
        if not self.wording.identities:
            return text
        kept_from(text.marking, self.author, self.readers)
        ciphertext = self.wording.blob(text.blob)
        if ciphertext is None:
            raise NoSuchBlob(text.blob)
        opening = reveal(
            ciphertext, self.wording.identities, cipher_sha256=text.blob, commitment=text.commitment
        )
        return self._kept(self._seal(opening.document, opening.salt), text.marking)

    @property
    def without_key(self) -> tuple[str, ...]:
        """The readers to whom nothing can be sealed yet."""
        return tuple(each for each in self.readers if not self.standing.sealing_keys.get(each))

    def _seal(self, document: bytes, salt: bytes) -> SealedBlob:
        if self.wording.to and self.without_key:
            raise WrongReaders(self.without_key)
        keys = self.standing.sealing_keys
        recipients = [parse_recipient(line) for each in self.readers for line in keys.get(each, ())]
        return seal(document, recipients, salt=salt)

    def _kept(self, blob: SealedBlob, marking: str) -> Text:
        self.blobs[blob.cipher_sha256] = blob.ciphertext
        return Text(blob=blob.cipher_sha256, commitment=blob.commitment, marking=marking)


def released(
    standing: Standing, wording: Wording, by: str, readers: tuple[str, ...], *, chosen: bool
) -> tuple[str, ...]:
    """Rule 4, of new texts. NotReleased, MalformedMarking."""
    marking = wording.marks(standing)
    among = _audience(marking, party_of(by), readers)
    wanted = readers if chosen else [each for each in readers if standing.role(each) != "partner"]
    kept_from(marking, party_of(by), wanted)
    return tuple(each for each in readers if each in among)


def kept_from(marking: str, author: str, readers: Sequence[str]) -> None:
    """NotReleased, MalformedMarking."""
    among = _audience(marking, author, readers)
    left = tuple(each for each in readers if each not in among)
    if left:
        raise NotReleased(left, marking)


def _audience(marking: str, author: str, readers: Sequence[str]) -> frozenset[str]:
    return audience(parse_marking(marking), author, frozenset(readers), frozenset(readers))


def readers_of(standing: Standing, kind: str, by: str, members: Mapping[str, object]) -> tuple[str, ...]:
    """Rule 1, where nobody is named."""
    recipients = members.get("recipients")
    if isinstance(recipients, list | tuple):
        chosen = {str(each) for each in recipients}
    else:
        chosen = {party.id for party in standing.parties("partner")}
        if kind == "consent.ask":
            chosen.add(str(members.get("party")))
        if kind in TOLD_BEFORE:
            chosen.update(party.id for party in standing.parties("concerned"))
    chosen.add(party_of(by))
    return tuple(party.id for party in standing.rule_book.parties if party.id in chosen)


def read_identities(text: str) -> list[PartyIdentity]:
    """The identities in an age identity file: one a line, remarks begin with #. MalformedKey."""
    lines = (line.strip() for line in text.splitlines())
    found = [parse_identity(line) for line in lines if line and not line.startswith("#")]
    if not found:
        raise MalformedKey("identity", "the file holds none")
    return found


def _title(words: str) -> str:
    first = next((line.strip() for line in words.splitlines() if line.strip()), "")
    return "".join(char for char in first[:80] if char.isprintable())
