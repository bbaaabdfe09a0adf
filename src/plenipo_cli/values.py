"""What people write, as the words of acts: instants, spans, references, and values made of them.

- An instant is ISO 8601 with its zone, or from now: `now`, `+2d`, `+3h30m`, `-1w`.
- A span is `30s`, `15m`, `48h`, `7d`, `2w`, or joined, `1d12h`; a bare number is seconds.
- A record is its number, `17`, or the first digits of its hash.
- A value of several members is JSON, a file with JSON, or `name=value,name=value`. A text to acknowledge
  is the record that put it to the partners.
- Text is normalised (NFC). JSON may hold members that begin with `//`: they are remarks.
"""

from __future__ import annotations

import json
import re
import types
import typing
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from msgspec import Struct

from plenipo.acts import KINDS
from plenipo.acts.consultation import Receipt
from plenipo.acts.words import Count, Fingerprint, Hash, Instant, Line, PersonId, Ref, Seconds
from plenipo.errors import SignatureError, UnknownKind
from plenipo.signatures import fingerprint, parse_authorized_key
from plenipo_cli import files
from plenipo_cli.errors import BadInstant, BadMember, BadPerson, BadSpan
from plenipo_cli.words import tell
from plenipo_node.preparing.members import hints_of

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
MAX_JSON = 1 << 20

_SPAN = re.compile(r"(?:[0-9]{1,9}[smhdw])+")
_PART = re.compile(r"([0-9]+)([smhdw])")
_HEX = re.compile(r"[0-9a-f]{4,64}")
_PERSON = re.compile(r"[A-Z][A-Z0-9-]{0,15}/[a-z][a-z0-9-]{0,39}")


def span(text: str) -> int:
    """Seconds. BadSpan."""
    if text.isascii() and text.isdigit() and len(text) <= 10:
        return int(text)
    if not _SPAN.fullmatch(text):
        raise BadSpan(text)
    return sum(int(number) * UNITS[unit] for number, unit in _PART.findall(text))


def instant(text: str, now: int) -> int:
    """Milliseconds since 1970 UTC. BadInstant."""
    text = text.strip()
    if text == "now":
        return now
    if text[:1] in {"+", "-"} and _SPAN.fullmatch(text[1:]):
        return now + (1 if text[0] == "+" else -1) * span(text[1:]) * 1000
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise BadInstant(text) from None
    if at.tzinfo is None:
        raise BadInstant(text)
    since = at.timestamp()
    if since < 0:
        raise BadInstant(text)
    return round(since * 1000)


def person(text: str) -> str:
    """PARTY/person. BadPerson."""
    if not _PERSON.fullmatch(text):
        raise BadPerson(text)
    return text


def kind_named(text: str) -> str:
    """A kind of acts, or a family of them. UnknownKind."""
    if text not in KINDS and all(text != kind.partition(".")[0] for kind in KINDS):
        raise UnknownKind(text)
    return text


def json_of(text: str, where: str) -> Any:
    """Decoded JSON without its remarks. BadMember."""
    try:
        return _without_remarks(json.loads(text, object_pairs_hook=_unique))
    except (ValueError, RecursionError) as error:
        raise BadMember(where, f"not JSON: {error}") from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a member stands twice")
    return found


def _without_remarks(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_remarks(v) for k, v in value.items() if not k.startswith("//")}
    return [_without_remarks(each) for each in value] if isinstance(value, list) else value


@dataclass(frozen=True)
class Reader:
    """Reads values by their type. `reference` gives a record's full reference, `commitment` its text's."""

    now: int
    reference: Callable[[str], str]
    commitment: Callable[[str], str]

    def read(self, hint: Any, raw: Any, where: str) -> Any:
        """Plain JSON for msgspec to convert. Errors: those of the words above, BadMember."""
        if raw is None:
            return None
        special = self._special(hint)
        if special is not None:
            return special(raw) if isinstance(raw, str) else raw
        origin, arguments = typing.get_origin(hint), typing.get_args(hint)
        if origin is typing.Annotated:
            return self.read(arguments[0], raw, where)
        if origin in {typing.Union, types.UnionType}:
            return self._one_of([each for each in arguments if each is not types.NoneType], raw, where)
        return self._compound(hint, raw, where)

    def _compound(self, hint: Any, raw: Any, where: str) -> Any:
        origin, arguments = typing.get_origin(hint), typing.get_args(hint)
        if origin is tuple:
            return [self.read(arguments[0], each, where) for each in self._items(arguments[0], raw, where)]
        if origin is dict:
            return self._mapping(arguments[1], raw, where)
        if isinstance(hint, type) and issubclass(hint, Struct):
            members = self._receipt(raw, where) if hint is Receipt else self.members(raw, where)
            return self._struct(hint, members, where)
        return self._scalar(hint, raw, where)

    def _receipt(self, raw: Any, where: str) -> Any:
        """A text that is acknowledged: the record that put it is enough."""
        named = isinstance(raw, str) and (_HEX.fullmatch(raw) or (raw.isascii() and raw.isdigit()))
        members = {"consultation": raw} if named else self.members(raw, where)
        lacks = isinstance(members, dict) and "consultation" in members and "commitment" not in members
        return {**members, "commitment": f"{members['consultation']}.text"} if lacks else members

    def members(self, raw: Any, where: str) -> Any:
        """The members of a value, from JSON, a file or `name=value,name=value`."""
        if not isinstance(raw, str):
            return raw
        text = raw.strip()
        if text.startswith(("{", "[")):
            return json_of(text, where)
        if "=" in text and not Path(text).is_file():
            pairs = [part.partition("=") for part in text.split(",")]
            return {name.strip(): value.strip() for name, _, value in pairs}
        return json_of(files.read_text(Path(text), MAX_JSON), where)

    def _special(self, hint: Any) -> Callable[[str], Any] | None:
        known: tuple[tuple[Any, Callable[[str], Any]], ...] = (
            (Instant, lambda text: instant(text, self.now)),
            (Seconds, span),
            (Ref, self.reference),
            (Hash, self.commitment),
            (PersonId, person),
            (Fingerprint, fingerprint_of),
            (Line, line_of),
        )
        return next((reads for each, reads in known if hint == each), None)

    def _one_of(self, choices: list[Any], raw: Any, where: str) -> Any:
        if len(choices) == 1:
            return self.read(choices[0], raw, where)
        structs = [each for each in choices if isinstance(each, type) and issubclass(each, Struct)]
        if not structs:
            return self._scalar(str, raw, where)
        members = self.members(raw, where)
        tag_field = structs[0].__struct_config__.tag_field or ""
        tag = members.get(tag_field) if isinstance(members, dict) else None
        for each in structs:
            if each.__struct_config__.tag == tag:
                return self._struct(each, members, where)
        known = ", ".join(str(each.__struct_config__.tag) for each in structs)
        raise BadMember(where, f"its member {tag_field} is one of {known}")

    def _struct(self, cls: type[Struct], members: Any, where: str) -> Any:
        if not isinstance(members, dict):
            raise BadMember(where, "members with their values are wanted")
        hints = hints_of(cls)
        return {
            name: self.read(hints[name], value, f"{where}.{name}") if name in hints else value
            for name, value in members.items()
        }

    def _items(self, of: Any, raw: Any, where: str) -> list[Any]:
        if isinstance(raw, str):
            raw = json_of(raw, where) if raw.strip().startswith("[") else [raw]
        if isinstance(raw, tuple):
            raw = list(raw)
        if not isinstance(raw, list):
            raise BadMember(where, "a list is wanted")
        if isinstance(of, type) and issubclass(of, Struct):
            return raw
        return [part for each in raw for part in (each.split(",") if isinstance(each, str) else [each])]

    def _mapping(self, of: Any, raw: Any, where: str) -> Any:
        members = self.members(raw, where)
        if not isinstance(members, dict):
            raise BadMember(where, "members with their values are wanted")
        return {name: self.read(of, value, f"{where}.{name}") for name, value in members.items()}

    def _scalar(self, hint: Any, raw: Any, where: str) -> Any:
        if not isinstance(raw, str):
            return raw
        text = unicodedata.normalize("NFC", raw)
        if hint is bool:
            return _bool(text, where)
        if hint is int or hint == Count:
            if not re.fullmatch(r"[0-9]{1,16}", text):
                raise BadMember(where, f"{text} is not a whole number")
            return int(text)
        return text


def _bool(text: str, where: str) -> bool:
    words = {"true": True, "yes": True, "false": False, "no": False}
    if text.lower() not in words:
        raise BadMember(where, "yes or no is wanted")
    return words[text.lower()]


def fingerprint_of(text: str) -> str:
    """A fingerprint, as given or that of a public line or of the .pub file named."""
    return text if text.startswith("SHA256:") else fingerprint(_public(line_of(text)).blob)


def _public(line: str) -> Any:
    try:
        return parse_authorized_key(line.encode())[0]
    except SignatureError as error:
        raise BadMember("the key", tell(error).clause) from None


def line_of(text: str) -> str:
    """One line, as given or as a file holds it."""
    path = Path(text)
    if len(text) > 1000 or " " in text or not path.is_file():
        return text.strip()
    line = files.read_text(path, 65_536).strip()
    if path.suffix == ".json":  # what `plenipo found keys` wrote: the key to seal to
        return str(json_of(line, text).get("recipient", ""))
    return line
