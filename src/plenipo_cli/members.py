"""The options of `plenipo act KIND`, made from the members of that kind.

A member `envoy` is --envoy; a sealed text `lines` is --lines "…", --lines-file FILE, or --lines-of RECORD for
the same text as there. A few members clash with options that every act has, and have another name.
"""

from __future__ import annotations

import typing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from plenipo.acts.words import Fingerprint, Hash, Instant, Line, PersonId, Ref, Seconds, TopicId
from plenipo_node.preparing.members import choices_of, hints_of

if TYPE_CHECKING:
    from plenipo_node.preparing.members import Member

NAMES = {
    ("key.add", "key"): "public-key",
    ("key.revoke", "key"): "public-key",
    ("commitment.record", "to"): "owed-to",
    ("offer.receive", "to"): "addressed-to",
}
SHOWN: tuple[tuple[Any, str, str], ...] = (
    (Instant, "TIME", "an instant with its zone, or +2d"),
    (Seconds, "SPAN", "a span: 48h, 7d"),
    (Ref, "RECORD", "a record's number or hash"),
    (Hash, "COMMITMENT", "a commitment, or the record whose text it is"),
    (PersonId, "PERSON", "PARTY/person"),
    (Fingerprint, "KEY", "a fingerprint or a .pub file"),
    (Line, "LINE", "one line, or the file that holds it"),
    (TopicId, "TOPIC", "a topic of the charter"),
)


def option_of(kind: str, name: str) -> str:
    """The option by which a member is given."""
    return NAMES.get((kind, name), name.replace("_", "-"))


def parameter_of(name: str) -> str:
    """The name under which click hands the value over."""
    return f"m_{name}"


def options_of(kind: str, member: Member) -> list[click.Option]:
    """The options by which one member is given."""
    name, parameter = option_of(kind, member.name), parameter_of(member.name)
    if member.is_text:
        return _text_options(member, name, parameter)
    if member.bare is bool:
        names = [f"--{name}/--no-{name}", parameter]
        return [click.Option(names, default=None, help=_help(member, "yes or no"))]
    if member.choices and not member.many:
        word = click.Choice(member.choices)
        return [click.Option([f"--{name}", parameter], type=word, help=_help(member, ""))]
    metavar, words = _shown(member.bare)
    option = click.Option(
        [f"--{name}", parameter],
        metavar=metavar,
        multiple=member.many,
        help=_help(member, words),
    )
    return [option]


def _text_options(member: Member, name: str, parameter: str) -> list[click.Option]:
    aliases = [f"--{name}"] if name.endswith("text") else [f"--{name}", f"--{name}-text"]
    return [
        click.Option([*aliases, parameter], metavar="TEXT", help=_help(member, "sealed to its readers")),
        click.Option(
            [f"--{name}-file", f"{parameter}_file"],
            type=click.Path(path_type=Path),
            metavar="FILE",
            help=f"The {name} from a file (- is standard input).",
        ),
        click.Option(
            [f"--{name}-of", f"{parameter}_of"],
            metavar="RECORD[.FIELD]",
            help="The same sealed text as in that record.",
        ),
    ]


def _shown(hint: Any) -> tuple[str, str]:
    many = typing.get_origin(hint) is tuple
    of = typing.get_args(hint)[0] if many else hint
    for each, metavar, words in SHOWN:
        if of == each:
            return metavar, words + (", repeatable" if many else "")
    if choices := choices_of(of):
        return "WORD", f"{', '.join(choices)}; repeatable"
    if _is_value(of):
        return "JSON", _value_words(of) + ("; repeatable" if many else "")
    metavar, words = _described(of)
    return metavar, words + (", repeatable" if many else "")


def _described(hint: Any) -> tuple[str, str]:
    meta = next((each for each in getattr(hint, "__metadata__", ()) if isinstance(each, msgspec.Meta)), None)
    bare = typing.get_args(hint)[0] if meta else hint
    return ("NUMBER" if bare is int else "VALUE"), (meta.description or "") if meta else ""


def _is_value(hint: Any) -> bool:
    return any(isinstance(each, type) and issubclass(each, msgspec.Struct) for each in _structs(hint))


def _structs(hint: Any) -> tuple[Any, ...]:
    return (hint,) if isinstance(hint, type) else typing.get_args(hint)


def _value_words(hint: Any) -> str:
    """Which members a value has, by its tag where it is one of several."""
    parts = []
    for cls in _structs(hint):
        if not (isinstance(cls, type) and issubclass(cls, msgspec.Struct)):
            continue
        config = cls.__struct_config__
        tag = [f"{config.tag_field}={config.tag}"] if config.tag else []
        hints = hints_of(cls)
        names = (
            each.name + "|".join(("", *choices_of(hints[each.name]))).replace("|", "=", 1)
            for each in msgspec.structs.fields(cls)
        )
        parts.append(", ".join([*tag, *names]))
    return "JSON, its file, or name=value,… with " + " | ".join(f"({part})" for part in parts)


def _help(member: Member, words: str) -> str:
    """What the member means, how it is written, and whether it is needed."""
    said = "; ".join(part for part in (member.means, words) if part)
    need = f"  [{member.otherwise or 'required'}]" if member.required else ""
    return f"{said[:1].upper()}{said[1:]}{need}".strip()
