"""The members of each kind of act, as a form or a command asks for them."""

from __future__ import annotations

import typing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from plenipo.acts import KINDS
from plenipo.acts.meanings import meaning
from plenipo.acts.words import Act, Text

if TYPE_CHECKING:
    from msgspec import Struct

HEAD = frozenset(Act.__struct_fields__)
# What a member is where it is left out, as far as a dialogue can tell; `composing` fills it in.
OTHERWISE = {
    ("contact.report", "party"): "the author's",
    ("contact.report", "at"): "now",
    ("contact.report", "counterpart"): "the charter's only one",
    ("contact.announce", "counterpart"): "the charter's only one",
    ("contact.plan", "counterpart"): "the charter's only one",
}


@dataclass(frozen=True)
class Member:
    """One member of a kind of acts."""

    name: str
    hint: Any
    required: bool
    default: Any
    otherwise: str = ""
    means: str = ""

    @property
    def is_text(self) -> bool:
        return self.hint is Text or Text in typing.get_args(self.hint)

    @property
    def many(self) -> bool:
        return typing.get_origin(self.bare) is tuple

    @property
    def bare(self) -> Any:
        """The type without `None`."""
        rest = [each for each in typing.get_args(self.hint) if each is not type(None)]
        optional = type(None) in typing.get_args(self.hint)
        return rest[0] if optional and len(rest) == 1 else self.hint

    @property
    def choices(self) -> tuple[str, ...]:
        """The words among which it is, if there are only so many; for one of many members, of its items."""
        return choices_of(typing.get_args(self.bare)[0] if self.many else self.hint)


def members_of(kind: str) -> list[Member]:
    """The members that a person gives; those that every act has are filled in."""
    cls = KINDS[kind]
    hints = hints_of(cls)
    return [
        Member(
            name=each.name,
            hint=hints[each.name],
            required=each.required,
            default=None if each.required else each.default,
            otherwise=OTHERWISE.get((kind, each.name), ""),
            means=meaning(kind, each.name),
        )
        for each in msgspec.structs.fields(cls)
        if each.name not in HEAD
    ]


def hints_of(cls: type[Struct]) -> dict[str, Any]:
    """The members of a class with their types."""
    return typing.get_type_hints(cls, include_extras=True)


def choices_of(hint: Any) -> tuple[str, ...]:
    """The words of a Literal, also an optional one; empty for other types."""
    for each in (hint, *typing.get_args(hint)):
        if typing.get_origin(each) is Literal:
            return tuple(str(word) for word in typing.get_args(each))
    return ()
