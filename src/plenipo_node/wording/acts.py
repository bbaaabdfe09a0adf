"""Acts in plain words: their names, and what a person reads before signing one.

1. Nothing of an act is hidden: every member with a value is a line, but for its random mark, the dialogue and
   the checkpoint seen, which the desk fills in.
2. A record is named by its number where it stands here, else by its whole reference. Instants and spans are
   exact. Names of parties and topics are the charter's, beside the short ones that the act holds.
3. A sealed text is its marking, its readers and, for who can read them, its words.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from msgspec import Struct, structs

from plenipo.acts import KINDS, Said, kind_of
from plenipo.acts.words import (
    Act,
    Instant,
    PartyId,
    Ref,
    Seconds,
    Seen,
    Text,
    TopicId,
)
from plenipo.dialogue.standing import Standing
from plenipo_node.preparing.members import choices_of, hints_of
from plenipo_node.wording.instants import exactly, when
from plenipo_node.wording.kinds import TITLES
from plenipo_node.wording.vocabulary import label, named, word

HEAD = frozenset(Act.__struct_fields__) - {"by"}
SHORT = 120  # characters of a part that stands on one line
INDENT = "\N{EM SPACE}"
RULE = ("DecisionRule", "rule")  # a name on the wire, and yet a word of ours


class Line(Struct, frozen=True):
    """A `value` of several lines is broken where they end."""

    label: str
    value: str


def title(kind: str) -> str:
    """`Answer a consultation`."""
    return _(TITLES[kind][0]) if kind in TITLES else kind


def done(kind: str) -> str:
    """`answered a consultation`."""
    return _(TITLES[kind][1]) if kind in TITLES else kind


def means(kind: str) -> str:
    """What such an act says, in a sentence."""
    return _((KINDS[kind].__doc__ or "").partition("\n")[0])


def plain(
    act: Said,
    standing: Standing,
    read: Callable[[Text], str | None] = lambda _text: None,
    readers: Mapping[str, tuple[str, ...]] | None = None,
) -> list[Line]:
    """What the act says. `read` gives the words of a sealed text, `readers` who reads it, by its blob."""
    speaker = _Speaker(standing, read, readers or {})
    kind = kind_of(type(act))
    return [Line(_("Act"), title(kind)), *speaker.members(act, kind, HEAD)]


@dataclass(frozen=True)
class _Speaker:
    standing: Standing
    read: Callable[[Text], str | None]
    readers: Mapping[str, tuple[str, ...]]

    def members(self, value: Struct, holder: str, left_out: frozenset[str] = frozenset()) -> Iterator[Line]:
        hints = hints_of(type(value))
        for each in structs.fields(type(value)):
            found = getattr(value, each.name)
            if each.name not in left_out and found not in (None, (), {}):
                said = self.said(hints[each.name], found)
                if (holder, each.name) == RULE and word(found) != found:
                    said = f"{word(found)} ({found})"
                yield Line(label(each.name, holder), found if each.name == "id" else said)

    def said(self, hint: Any, value: Any) -> str:
        """The value in words; one of several parts on lines of its own."""
        bare = _without_none(hint)
        if isinstance(value, Text):
            return self._text(value)
        if isinstance(value, Seen):
            return _("%(size)d entries, root %(root)s") % {"size": value.size, "root": value.root}
        if isinstance(value, Struct):
            return self._struct(value)
        if isinstance(value, dict):
            return self._mapping(bare, value)
        if isinstance(value, tuple):
            return self._several(bare, value)
        return self._scalar(bare, value)

    def _struct(self, value: Struct) -> str:
        lines = [_named(line.label, line.value) for line in self.members(value, type(value).__name__)]
        tag = value.__struct_config__.tag
        if isinstance(tag, str):
            return "\n".join([_sentence(word(tag)), *lines])
        flat = _("; ").join(lines)
        return flat if len(flat) <= SHORT and "\n" not in flat else "\n".join(lines)

    def _mapping(self, hint: Any, value: dict[Any, Any]) -> str:
        key, of = typing.get_args(hint) or (str, str)
        return "\n".join(_named(self.said(key, name), self.said(of, each)) for name, each in value.items())

    def _several(self, hint: Any, value: tuple[Any, ...]) -> str:
        of = (typing.get_args(hint) or (str,))[0]
        said = [self.said(of, each) for each in value]
        if any("\n" in each or len(each) > SHORT // 2 for each in said) or isinstance(value[0], Struct):
            return "\n".join(f"{number}. {_inner(each)}" for number, each in enumerate(said, 1))
        return ", ".join(said)

    def _scalar(self, hint: Any, value: Any) -> str:
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        for known, says in self._sayings():
            if hint == known:
                return says(value)
        return word(value) if choices_of(hint) else str(value)

    def _sayings(self) -> tuple[tuple[Any, Callable[[Any], str]], ...]:
        return (
            (Instant, when),
            (Seconds, exactly),
            (Ref, self._record),
            (TopicId, self._topic),
            (PartyId, self._party),
        )

    def _text(self, text: Text) -> str:
        who = self.readers.get(text.blob)
        head = _("sealed text, %(marking)s") % {"marking": text.marking}
        if who:
            head = _("%(text)s, read by %(who)s") % {"text": head, "who": ", ".join(who)}
        words = self.read(text)
        return head if words is None else f"{head}\n{words}"

    def _record(self, ref: str) -> str:
        found = self.standing.record(ref)
        if found is None:
            return _("the act %(ref)s") % {"ref": ref}
        return _("record %(number)d") % {"number": found.index}

    def _party(self, name: str) -> str:
        """`FR` is `France (FR)`; a person is named as in the act."""
        charter = self.standing.charter
        names = {party.id: party.name for party in charter.parties} if charter else {}
        full = names.get(name)
        return f"{full} ({name})" if full and full != name else name

    def _topic(self, topic: str) -> str:
        charter = self.standing.charter
        names = {each.id: each.name for each in charter.topics} if charter else {}
        full = names.get(topic)
        return f"{full} ({topic})" if full and full != topic else topic


def _without_none(hint: Any) -> Any:
    if typing.get_origin(hint) not in {typing.Union, types.UnionType}:
        return hint
    rest = [each for each in typing.get_args(hint) if each is not type(None)]
    return rest[0] if len(rest) == 1 else hint


def _named(label: str, value: str) -> str:
    return named(label, _inner(value))


def _inner(value: str) -> str:
    """Within another value: its own lines stand in, by spaces that no page folds."""
    return value if "\n" not in value else "\n" + "\n".join(f"{INDENT}{line}" for line in value.splitlines())


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
