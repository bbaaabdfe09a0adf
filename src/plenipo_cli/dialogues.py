"""An open dialogue: its folder, its standing, and the records that people refer to."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from plenipo.acts.codec import decode, ref_of
from plenipo.acts.words import Seen, Text
from plenipo.register import decode_entry
from plenipo.verify import read_entry
from plenipo_cli import clock
from plenipo_cli.errors import AmbiguousReference, BadReference, NobodyKnown, NoSuchRecord, NoText
from plenipo_node.folder import open_folder
from plenipo_node.intake import Intake
from plenipo_node.running import Running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from plenipo.acts import Said
    from plenipo.dialogue.standing import Standing
    from plenipo.register import Entry
    from plenipo.verify import Read
    from plenipo_node.folder import Folder


_HASH = re.compile(r"[0-9a-f]{64}")
_PREFIX = re.compile(r"[0-9a-f]{4,63}")


class Dialogue:
    """A folder as it stands now."""

    def __init__(self, folder: Folder, running: Running) -> None:
        self.folder = folder
        self.running = running
        self.register = folder.register
        self.now = max(clock.now(), running.standing.stamp)

    @property
    def standing(self) -> Standing:
        return self.running.standing

    @property
    def seen(self) -> Seen:
        """The newest entries that a person who acts now has before them."""
        head = self.register.head()
        return Seen(size=head.size, root=head.root.hex())

    def entry(self, index: int) -> Entry:
        """NoSuchRecord."""
        size = self.register.size()
        if not 0 <= index < size:
            raise NoSuchRecord(str(index), size)
        (data,) = self.register.read(index, index + 1)
        return decode_entry(data)

    def read(self, index: int) -> Read:
        """The act with its verified signers."""
        (data,) = self.register.read(index, index + 1)
        return read_entry(data, self.standing.keys)[1]

    def entries(self, since: int = 0) -> Iterator[tuple[int, Entry]]:
        """The entries from `since` on, with their indices."""
        stop = self.register.size()
        for index, data in enumerate(self.register.read(min(since, stop), stop), since):
            yield index, decode_entry(data)

    def index_of(self, text: str) -> int:
        """The record that a number or the beginning of a hash names. The errors of references."""
        if text.isascii() and text.isdigit() and len(text) < 16:
            index = int(text)
            self.entry(index)
            return index
        if not _PREFIX.fullmatch(text) and not _HASH.fullmatch(text):
            raise BadReference(text)
        found = [index for index, entry in self.entries() if ref_of(entry.act).startswith(text)]
        if len(found) > 1:
            raise AmbiguousReference(text, tuple(found))
        if not found:
            raise NoSuchRecord(text, self.register.size())
        return found[0]

    def reference(self, text: str) -> str:
        """The full reference; one that is full already is not looked up."""
        if _HASH.fullmatch(text):
            return text
        return ref_of(self.entry(self.index_of(text)).act)

    def said(self, text: str) -> Said:
        """The act of a record."""
        return decode(self.entry(self.index_of(text)).act)

    def text(self, record: str, field: str = "") -> Text:
        """The sealed text of a record: the one named, else its first. NoText."""
        said = self.said(record)
        names = [field] if field else list(said.__struct_fields__)
        found = (getattr(said, name, None) for name in names)
        text = next((each for each in found if isinstance(each, Text)), None)
        if text is None:
            raise NoText(record, field or "at all")
        return text

    def named(self, who: str) -> str:
        """A party of this dialogue, or a person of one. NobodyKnown: an empty answer would mislead."""
        parties = [each.id for each in self.standing.rule_book.parties]
        if who.partition("/")[0] not in parties:
            raise NobodyKnown(who, tuple(parties))
        return who

    def commitment(self, text: str) -> str:
        """A commitment as given, or that of the text in a record: `17` or `17.lines`."""
        if _HASH.fullmatch(text):
            return text
        record, _, field = text.partition(".")
        return self.text(record, field).commitment


@contextmanager
def opened(path: Path) -> Iterator[Dialogue]:
    """The dialogue for reading: nothing is registered through it."""
    with open_folder(path) as folder:
        running = Running(folder.register)
        running.catch_up()
        try:
            yield Dialogue(folder, running)
        finally:
            running.save()


@contextmanager
def intake_of(folder: Folder) -> Iterator[Intake]:
    """The one write path."""
    intake = Intake.of(folder, clock.now)
    try:
        yield intake
    finally:
        intake.close()
