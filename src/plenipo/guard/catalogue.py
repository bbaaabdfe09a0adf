"""The catalogue of acts as Markdown, from the code alone: what is said, by whom, and which rules judge it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from msgspec import Struct, inspect
from msgspec.structs import fields

from plenipo.acts import FAMILIES, KINDS, Act, Said, kind_of, words
from plenipo.acts.meanings import meaning
from plenipo.guard.judge import RULES, Rule
from plenipo.guard.kinds import SPEAKERS
from plenipo.guard.rules import (
    authority,
    consulting,
    decisions,
    foundation,
    persons,
    record,
    reserved,
    terms,
    who,
)
from plenipo.guard.sentences import RULE_NAMES

MODULES: tuple[ModuleType, ...] = (
    who,
    authority,
    terms,
    reserved,
    consulting,
    decisions,
    record,
    foundation,
    persons,
)
_STATEMENT = re.compile(r"^(\d+)  (.*(?:\n {4}.*)*)", re.MULTILINE)
# Two functions apply rules under other names.
_APPLIES = {"rules_of_intent": (10, 11, 12, 13, 14, 15, 16, 20, 30, 31), "admission_matches": (61,)}
_HEAD = tuple(f.name for f in fields(Act))

INTRODUCTION = """\
# Acts

Everything that is said in a dialogue is an act: one JSON object, signed by one person. A kind is
`family.verb`, the member `kind` of the object and its first. The other members stand in the order shown
here; one that has its default is left out. The encoding is the canonical one: UTF-8, no spaces, no escapes
but the necessary, integers only, at most 60,000 bytes. Instants are milliseconds since 1970 UTC, spans are
seconds.

`script/catalogue` writes this file from the code.
"""


def catalogue() -> str:
    """The whole document."""
    lines = [INTRODUCTION]
    lines += _rules()
    lines += ["## What every act carries", "", *_members("", Act, ()), ""]
    lines.append("A founding act carries neither `dialogue` nor `seen`: there is nothing before it.\n")
    for family in FAMILIES:
        lines += _family(family)
    lines += ["## Parts", ""]
    for part in _parts():
        lines += [f"### {part.__name__}", "", *_said(part), *_members(part.__name__, part, ()), ""]
    lines += ["## Words", "", "| word | form | |", "|---|---|---|"]
    lines += [f"| {name} | {_plain(known)} | {_described(known)} |" for name, known in _WORDS.items()]
    return "\n".join(lines) + "\n"


def statements() -> dict[int, str]:
    """The numbered rules as the modules state them."""
    found = (match for module in MODULES for match in _STATEMENT.finditer(module.__doc__ or ""))
    return {int(match[1]): " ".join(match[2].split()) for match in found}


def rules_of(kind: type[Said]) -> tuple[int, ...]:
    """The numbers of the rules that run on acts of this kind."""
    return tuple(sorted({number for rule in RULES[kind] for number in _numbers(rule)}))


def _numbers(rule: Rule) -> tuple[int, ...]:
    return _APPLIES.get(rule.__name__) or (int(re.sub(r"\D", "", rule.__name__)),)


def _rules() -> Iterator[str]:
    yield from ("## The rules", "", "| rule | is about | says |", "|---|---|---|")
    for number, says in sorted(statements().items()):
        yield f"| {number} | {RULE_NAMES[number]} | {says} |"
    yield ""


def _family(family: ModuleType) -> Iterator[str]:
    name, _, says = (family.__doc__ or "").strip().partition(": ")
    yield from (f"## {name}", "", says[0].upper() + says[1:], "")
    for kind in KINDS.values():
        if kind.__module__ == family.__name__:
            yield from _kind(kind)


def _kind(kind: type[Said]) -> Iterator[str]:
    speakers = SPEAKERS[kind]
    functions = _listed(f for f in words.Function.__args__ if f in speakers.functions)  # type: ignore[attr-defined]
    roles = _listed(r for r in words.Role.__args__ if r in speakers.roles)  # type: ignore[attr-defined]
    numbers = ", ".join(str(n) for n in rules_of(kind))
    yield from (f"### {kind_of(kind)}", "", *_said(kind))
    yield from (
        f"Said by: {functions}, of a {roles.replace('concerned', 'concerned party')}. Rules: {numbers}.",
        "",
    )
    yield from (*_members(kind_of(kind), kind, _HEAD), "")


def _members(holder: str, cls: type[Struct], without: tuple[str, ...]) -> Iterator[str]:
    shown = [f for f in _fields(cls) if f.name not in without]
    if shown:
        yield from ("| member | form | meaning |", "|---|---|---|")
    for f in shown:
        optional = "" if f.required else ", optional"
        yield f"| `{f.encode_name}` | {_form(f.type)}{optional} | {meaning(holder, f.name)} |"


def _fields(cls: type[Struct]) -> tuple[inspect.Field, ...]:
    info = inspect.type_info(cls)
    assert isinstance(info, inspect.StructType)  # noqa: S101 - by the type of cls
    return info.fields


def _form(known: inspect.Type) -> str:
    """A type in words; a named word or part by its name."""
    named = next((name for name, word in _WORDS.items() if word == known), None)
    return named or _plain(known)


def _plain(known: inspect.Type) -> str:
    if isinstance(known, inspect.Metadata):
        return _plain(known.type)
    return str(_FORMS[type(known)](known))


def _number(known: inspect.IntType) -> str:
    least = known.ge if known.ge is not None else 0
    most = known.le if known.le is not None else (known.lt or 1) - 1
    return f"{least:,} to {most:,}"


def _string(known: inspect.StrType) -> str:
    if known.pattern:
        return f"`{known.pattern.replace('|', chr(92) + '|')}`"
    return f"{known.min_length or 0:,} to {known.max_length:,} characters"


def _union(known: inspect.UnionType) -> str:
    return _listed(_form(t) for t in known.types if not isinstance(t, inspect.NoneType))


_FORMS: dict[type, Any] = {
    inspect.IntType: _number,
    inspect.StrType: _string,
    inspect.UnionType: _union,
    inspect.BoolType: lambda _: "true or false",
    inspect.LiteralType: lambda known: _listed(f"`{value}`" for value in known.values),
    inspect.StructType: lambda known: f"[{known.cls.__name__}](#{known.cls.__name__.lower()})",
    inspect.VarTupleType: lambda known: f"list of {_form(known.item_type)}",
    inspect.DictType: lambda known: f"map of {_form(known.key_type)} to {_form(known.value_type)}",
}


def _words() -> dict[str, inspect.Metadata]:
    """The words that have a form of their own, by name."""
    named = {name: alias for name, alias in vars(words).items() if hasattr(alias, "__metadata__")}
    infos = {name: inspect.type_info(alias) for name, alias in named.items()}
    return {name: info for name, info in infos.items() if isinstance(info, inspect.Metadata)}


_WORDS = _words()


def _described(known: inspect.Metadata) -> str:
    return str((known.extra_json_schema or {}).get("description", ""))


def _parts() -> list[type[Struct]]:
    """The values that acts are made of, each once, in the order in which they first occur."""
    found: dict[type[Struct], None] = {}
    waiting: list[type[Struct]] = list(KINDS.values())
    for cls in waiting:
        for part in (p for f in _fields(cls) for p in _inside(f.type)):
            if part not in found:
                found[part] = None
                waiting.append(part)
    return list(found)


def _inside(known: inspect.Type) -> Iterator[type[Struct]]:
    if isinstance(known, inspect.StructType):
        yield known.cls
    elif isinstance(known, inspect.VarTupleType):
        yield from _inside(known.item_type)
    elif isinstance(known, inspect.DictType):
        yield from _inside(known.value_type)
    elif isinstance(known, inspect.UnionType):
        for each in known.types:
            yield from _inside(each)


def _said(cls: type[Struct]) -> tuple[str, ...]:
    """The docstring as a paragraph."""
    config = cls.__struct_config__
    tagged = f"`{config.tag_field}` is `{config.tag}`." if config.tag and not issubclass(cls, Said) else ""
    says = " ".join(f"{cls.__doc__ or ''} {tagged}".split())
    return (says, "") if says else ()


def _listed(names: Iterator[str]) -> str:
    *rest, last = names
    return f"{', '.join(rest)} or {last}" if rest else last
