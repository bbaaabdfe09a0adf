"""A field a member, by its type: what a person is shown, and in which part of the form.

A value of several members is a group of fields; one of several kinds of value is a choice with a group for
each; a list of such values is a row of groups. What fits none of these is written as JSON.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from typing import Any, Literal

from msgspec import Struct, structs

from plenipo.acts import KINDS
from plenipo.acts.charter import Charter
from plenipo.acts.meanings import meaning
from plenipo.acts.words import (
    Act,
    Count,
    Fingerprint,
    Hash,
    Instant,
    Line,
    MarkingWord,
    PartyId,
    PersonId,
    Ref,
    Seconds,
    Text,
    TopicId,
)

Widget = Literal[
    "sealed", "line", "long", "choice", "choices", "instant", "span", "record", "records", "yes-no", "number",
    "group", "variant", "rows", "json", "people", "parties", "topics", "texts",
]  # fmt: skip
HEAD = frozenset(Act.__struct_fields__)
NEW = frozenset({("Founder", "person"), ("person.accredit", "person"), ("Party", "id")})


class Shape(Struct, frozen=True, kw_only=True):
    """`name` is that of the field in the form. `words` are the fixed choices; `parts` the fields within."""

    name: str
    path: str  # of the member within the act, dotted
    member: str
    widget: Widget
    required: bool
    means: str = ""
    holder: str = ""  # the kind or the part in which the member stands
    of: str = ""  # what a choice is made among: party, person, topic, or the words
    words: tuple[str, ...] = ()
    parts: tuple[Shape, ...] = ()
    tag: str = ""  # of a group that is one of several: its word, and the member that holds it
    tag_field: str = ""


def shapes_of(kind: str) -> tuple[Shape, ...]:
    """The fields of a kind of acts; what every act has is filled in."""
    cls = KINDS[kind]
    return tuple(each for each in _members(cls, "", "", kind) if each.member not in HEAD)


def shapes_within(cls: type[Struct], prefix: str) -> tuple[Shape, ...]:
    """The fields of a value that is a form by itself, their names beginning with `prefix`."""
    return _members(cls, prefix, "", cls.__name__)


def _members(cls: type[Struct], prefix: str, path: str, kind: str) -> tuple[Shape, ...]:
    hints = typing.get_type_hints(cls, include_extras=True)
    holder = cls.__name__ if prefix else kind
    shapes = (
        _shape(
            hints[each.name],
            name=prefix + each.name,
            path=path + each.name,
            member=each.name,
            required=each.required,
            means=meaning(kind, each.name) if not prefix else "",
            kind=kind,
        )
        for each in structs.fields(cls)
    )
    return tuple(_held(shape, holder) for shape in shapes)


def _held(shape: Shape, holder: str) -> Shape:
    """Who is only now named is typed, and not chosen among those that there are."""
    if (holder, shape.member) in NEW:
        return structs.replace(shape, holder=holder, widget="line", of="")
    return structs.replace(shape, holder=holder)


_SIMPLE: tuple[tuple[Any, Widget, str], ...] = (
    (Text, "sealed", ""),
    (Instant, "instant", ""),
    (Seconds, "span", ""),
    (Ref, "record", ""),
    (Hash, "line", "commitment"),
    (PersonId, "choice", "person"),
    (PartyId, "choice", "party"),
    (TopicId, "choice", "topic"),
    (Fingerprint, "line", "fingerprint"),
    (Line, "line", ""),
    (MarkingWord, "line", "marking"),
    (Count, "number", ""),
    (int, "number", ""),
    (bool, "yes-no", ""),
)
_MANY: dict[str, Widget] = {"party": "parties", "person": "people", "topic": "topics"}


def _shape(  # noqa: PLR0911, PLR0913 a case a type, a name each: apart they would say less
    hint: Any, *, name: str, path: str, member: str, required: bool, means: str, kind: str
) -> Shape:
    def made(widget: Widget, **more: Any) -> Shape:
        return Shape(
            name=name, path=path, member=member, widget=widget, required=required, means=means, **more
        )

    bare = _without_none(hint)
    for known, widget, of in _SIMPLE:
        if bare == known:
            return made(widget, of=of)
    if words := _words(bare):
        return made("choice", words=words)
    if typing.get_origin(bare) is tuple:
        return _many(typing.get_args(bare)[0], made, (f"{name}.", f"{path}.", kind))
    groups = _structs(bare)
    if Charter in groups:
        return made("json")
    if len(groups) == 1:
        return made("group", parts=_members(groups[0], f"{name}.", f"{path}.", kind))
    if groups:
        return made("variant", parts=tuple(_variant(cls, name, path, kind) for cls in groups))
    if _is(bare, int):
        return made("number")
    return made("line" if _is(bare, str) else "json")


def _many(of: Any, made: Callable[..., Shape], within: tuple[str, str, str]) -> Shape:
    for known, widget, what in _SIMPLE:
        if of == known and what in _MANY:
            return made(_MANY[what], of=what)
        if of == known and widget == "record":
            return made("records")
    if words := _words(of):
        return made("choices", words=words)
    groups = _structs(of)
    if groups == [Text]:
        return made("texts")
    if len(groups) == 1:
        return made("rows", parts=_members(groups[0], *within))
    return made("long" if _is(of, str) else "json")


def _variant(cls: type[Struct], name: str, path: str, kind: str) -> Shape:
    config = cls.__struct_config__
    tag = str(config.tag)
    parts = () if _holds_charter(cls) else _members(cls, f"{name}.{tag}.", f"{path}.", kind)
    return Shape(
        name=f"{name}.{tag}",
        path=path,
        member=tag,
        widget="group" if parts or not structs.fields(cls) else "json",
        required=False,
        parts=parts,
        tag=tag,
        tag_field=str(config.tag_field),
    )


def _holds_charter(cls: type[Struct]) -> bool:
    return Charter in typing.get_type_hints(cls).values()


def _without_none(hint: Any) -> Any:
    arguments = typing.get_args(hint)
    if type(None) not in arguments:
        return hint
    rest = [each for each in arguments if each is not type(None)]
    return rest[0] if len(rest) == 1 else typing.Union[tuple(rest)]  # noqa: UP007 made from a list


def _words(hint: Any) -> tuple[str, ...]:
    return tuple(map(str, typing.get_args(hint))) if typing.get_origin(hint) is Literal else ()


def _structs(hint: Any) -> list[type[Struct]]:
    union = typing.get_origin(hint) in {typing.Union, types.UnionType}
    among = typing.get_args(hint) if union else (hint,)
    return [each for each in among if isinstance(each, type) and issubclass(each, Struct)]


def _is(hint: Any, plain: type) -> bool:
    """This type, perhaps bounded."""
    return hint is plain or (
        typing.get_origin(hint) is typing.Annotated and typing.get_args(hint)[0] is plain
    )
