"""The options of `plenipo act KIND`, made from the members of that kind.

A member `envoy` is --envoy; a sealed text `lines` is --lines "…", --lines-file FILE, or --lines-of RECORD for
the same text as there. A few members clash with options that every act has, and have another name.
"""

from __future__ import annotations

import typing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from plenipo.acts.meanings import meaning
from plenipo.acts.words import Act, Fingerprint, Hash, Instant, Line, PersonId, Ref, Seconds, Text, TopicId
from plenipo_cli.values import choices_of, hints_of

if TYPE_CHECKING:
    from plenipo.acts import Said

HEAD = frozenset(Act.__struct_fields__)
NAMES = {
    ("key.add", "key"): "public-key",
    ("key.revoke", "key"): "public-key",
    ("commitment.record", "to"): "owed-to",
    ("offer.receive", "to"): "addressed-to",
}
# What a member is where it is left out, as far as a dialogue can tell; `saying` fills it in.
OTHERWISE = {
    ("contact.report", "party"): "the author's",
    ("contact.report", "at"): "now",
    ("contact.report", "counterpart"): "the charter's only one",
    ("contact.announce", "counterpart"): "the charter's only one",
    ("contact.plan", "counterpart"): "the charter's only one",
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


@dataclass(frozen=True)
class Member:
    """One member of a kind of acts."""

    name: str
    option: str
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
    def parameter(self) -> str:
        """The name under which click hands the value over."""
        return f"m_{self.name}"


def members_of(kind: str, cls: type[Said]) -> list[Member]:
    """The members that a person gives; those that every act has are filled in."""
    hints = hints_of(cls)
    return [
        Member(
            name=each.name,
            option=NAMES.get((kind, each.name), each.name.replace("_", "-")),
            hint=hints[each.name],
            required=each.required,
            default=None if each.required else each.default,
            otherwise=OTHERWISE.get((kind, each.name), ""),
            means=meaning(kind, each.name),
        )
        for each in msgspec.structs.fields(cls)
        if each.name not in HEAD
    ]


def options_of(member: Member) -> list[click.Option]:
    """The options by which one member is given."""
    if member.is_text:
        return _text_options(member)
    if member.bare is bool:
        names = [f"--{member.option}/--no-{member.option}", member.parameter]
        return [click.Option(names, default=None, help=_help(member, "yes or no"))]
    choices = choices_of(member.hint)
    if choices and not member.many:
        kind = click.Choice(choices)
        return [click.Option([f"--{member.option}", member.parameter], type=kind, help=_help(member, ""))]
    metavar, words = _shown(member.bare)
    option = click.Option(
        [f"--{member.option}", member.parameter],
        metavar=metavar,
        multiple=member.many,
        help=_help(member, words),
    )
    return [option]


def _text_options(member: Member) -> list[click.Option]:
    name = member.option
    aliases = [f"--{name}"] if name.endswith("text") else [f"--{name}", f"--{name}-text"]
    return [
        click.Option(
            [*aliases, member.parameter], metavar="TEXT", help=_help(member, "sealed to its readers")
        ),
        click.Option(
            [f"--{name}-file", f"{member.parameter}_file"],
            type=click.Path(path_type=Path),
            metavar="FILE",
            help=f"The {name} from a file (- is standard input).",
        ),
        click.Option(
            [f"--{name}-of", f"{member.parameter}_of"],
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
