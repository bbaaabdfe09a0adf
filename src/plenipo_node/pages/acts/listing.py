"""Keeps the lists up with the register, in steps, as somebody looks for something.

1. What is listed of a record: its open facts, in every language of the desk, and for each party whose texts
   this node opens the words sealed to it.
2. A step ends with the batch in which its time is up; the page says how far the lists reach.
3. Lists that do not begin as the register does, or that are damaged, are dropped and made anew.
"""

from __future__ import annotations

import hashlib
import re
import time
import weakref
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation
from msgspec import Struct

from plenipo.acts import kind_of
from plenipo.acts.codec import decode, ref_of
from plenipo.acts.words import Act, Said, Text
from plenipo.errors import StoreDamaged
from plenipo.guard.rules.who import texts_of
from plenipo.register import decode_entry
from plenipo.signatures import signer_of
from plenipo_node.lists import Listed, Position, SqliteLists
from plenipo_node.pages.acts.records import document_of
from plenipo_node.wording import acts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plenipo.register import Entry
    from plenipo_node.lists import Lists
    from plenipo_node.web.node import Node

BATCH = 64  # records
STEP = 0.2  # seconds of a request
LONGEST = 40  # characters of a word worth looking for; what is longer is a key or a hash

_HEAD = frozenset(Act.__struct_fields__)
_WIRE = re.compile(r"[a-z][a-z0-9.-]*")
_open: weakref.WeakKeyDictionary[Node, Lists] = weakref.WeakKeyDictionary()


class Reach(Struct, frozen=True):
    """The first `done` of `size` records are listed."""

    done: int
    size: int

    @property
    def complete(self) -> bool:
        return self.done == self.size


def lists_of(node: Node) -> Lists:
    """The node's lists, opened when first asked for. StoreError."""
    if node not in _open:
        lists = SqliteLists(node.folder.path, _opens(node))
        weakref.finalize(node, lists.close)
        _open[node] = lists
    return _open[node]


def caught_up(node: Node, seconds: float = STEP) -> Reach:
    """One step further. StoreError."""
    lists = lists_of(node)
    try:
        return _step(node, lists, seconds)
    except StoreDamaged:
        lists.drop()
        return _step(node, lists, seconds)


def readable(node: Node, party: str | None) -> str:
    """The party whose texts are looked through: none if this node no longer opens them."""
    return party if party and node.identities(party) else ""


def _step(node: Node, lists: Lists, seconds: float) -> Reach:
    size, past = node.intake.standing.size, node.intake.past
    at = lists.position()
    if at.size > size or (at.size and past.root(at.size) != at.root):
        lists.drop()
        at = Position()
    until = time.monotonic() + seconds
    while at.size < size:
        start, stop = at.size, min(size, at.size + BATCH)
        entries = enumerate(node.folder.register.read(start, stop), start)
        at = Position(stop, past.root(stop) or "")
        lists.add([_listed(node, index, decode_entry(data)) for index, data in entries], at)
        if time.monotonic() >= until:
            break
    return Reach(at.size, size)


def _opens(node: Node) -> str:
    """With which keys this node opens texts, and of whom."""
    held = {**node.folder.keys.hosted, "": node.folder.keys.sealing}
    known = "\n".join(sorted(f"{party} {identity.recipient}" for party, identity in held.items()))
    return hashlib.sha256(f"{known}\n{node.intake.standing.dialogue}".encode()).hexdigest()


def _listed(node: Node, index: int, entry: Entry) -> Listed:
    said, ref = decode(entry.act), ref_of(entry.act)
    kind = kind_of(type(said))
    shown = dict.fromkeys(_words(node, said))
    wire = [each for each in shown if _WIRE.fullmatch(each)]
    return Listed(
        index=index,
        stamp=entry.stamp_ms,
        kind=kind,
        by=said.by,
        marks=tuple(signer_of(each) for each in entry.signatures),
        known=" ".join((str(index), ref, said.by, kind_words(kind), *wire)),
        shown=" · ".join(each for each in shown if each not in wire),
        texts=_texts(node, said),
    )


@cache
def kind_words(kind: str) -> str:
    """The names of a kind of acts, in every language of the desk."""
    found = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found += [acts.title(kind), acts.done(kind)]
    return " ".join(found)


def _words(node: Node, said: Said) -> Iterator[str]:
    """The words of an act's open members: parties and topics by their names, states as on the wire."""
    book = node.intake.standing.rule_book
    names = {party.id: f"{party.name} ({party.id})" for party in book.parties}
    names |= {topic.id: f"{topic.name} ({topic.id})" for topic in book.topics}
    for word in _strings(said):
        if max(map(len, word.split()), default=0) <= LONGEST:
            yield names.get(word, word)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Struct) and not isinstance(value, Text):
        left_out = _HEAD if isinstance(value, Said) else frozenset()
        for name in value.__struct_fields__:
            if name not in left_out:
                yield from _strings(getattr(value, name))
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _strings(name)
            yield from _strings(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from _strings(each)


def _texts(node: Node, said: Said) -> dict[str, str]:
    """The words of its texts, by each party to which this node opens them."""
    texts = list(texts_of(said))
    blobs = {text.blob: node.folder.register.blob(text.blob) for text in texts}
    found: dict[str, list[str]] = {}
    for party in {party.id for party in node.intake.standing.rule_book.parties} if texts else ():
        for text in texts:
            document = document_of(node, party, text, blobs[text.blob])
            if document is not None:
                found.setdefault(party, []).extend((document.title or "", document.text))
    return {party: "\n".join(filter(None, words)) for party, words in found.items()}
