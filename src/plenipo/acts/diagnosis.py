"""Why bytes are not an act: the slow, exact look at what the decoder refused."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NoReturn
from unicodedata import ucd_3_2_0 as unicode

from plenipo.errors import (
    ActError,
    DuplicateKey,
    FloatRefused,
    MissingField,
    NotCanonical,
    NotJson,
    NotNormalised,
    NotUtf8,
    TextTooLong,
    UnknownField,
    UnknownKind,
    WrongValue,
)

_AT = re.compile(r" - at `(?P<path>[^`]*)`$")
_QUOTED = re.compile(r"`(?P<name>[^`]*)`")


def diagnose(data: bytes, error: Exception | None) -> ActError:
    """The most telling fault of bytes that were refused; `error` is what the decoder said."""
    try:
        tree = _parse(data)
    except ActError as fault:
        return fault
    if error is None:
        return NotCanonical()
    for path, text in _strings(tree, "$"):
        if not unicode.is_normalized("NFC", text):
            return NotNormalised(path=path)
    return _from_message(str(error), tree)


def walk_strings(data: bytes) -> Iterator[tuple[str, str]]:
    """Each string of an act with its path, keys of maps too."""
    return _strings(json.loads(data), "$")


def _parse(data: bytes) -> object:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotUtf8(offset=error.start) from None
    try:
        return json.loads(
            text, object_pairs_hook=_unique, parse_float=_refuse_float, parse_constant=_refuse_float
        )
    except (ValueError, RecursionError) as error:
        raise NotJson(offset=getattr(error, "pos", 0)) from None


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise DuplicateKey(key=key)
        found[key] = value
    return found


def _refuse_float(literal: str) -> NoReturn:
    raise FloatRefused(literal=literal[:40])


def _strings(tree: object, path: str) -> Iterator[tuple[str, str]]:
    """In no promised order; without recursion, since a refused tree may be deep."""
    waiting = [(path, tree)]
    while waiting:
        at, node = waiting.pop()
        if isinstance(node, str):
            yield at, node
        elif isinstance(node, dict):
            yield from ((f"{at}.{key}", key) for key in node)
            waiting += [(f"{at}.{key}", value) for key, value in node.items()]
        elif isinstance(node, list):
            waiting += [(f"{at}[{i}]", value) for i, value in enumerate(node)]


def _from_message(message: str, tree: object) -> ActError:
    at = _AT.search(message)
    path = at["path"] if at else "$"
    quoted = _QUOTED.search(message)
    name = quoted["name"] if quoted else ""
    if path == "$.kind" or (path == "$" and "`kind`" in message):
        kind = tree.get("kind") if isinstance(tree, dict) else None
        return UnknownKind(kind=str(kind)[:80])
    if "unknown field" in message:
        return UnknownField(path=path, field=name)
    if "missing required field" in message:
        return MissingField(path=path, field=name)
    if "of length <=" in message:
        return TextTooLong(path=path, limit=message.split("<= ")[1].split(" ", maxsplit=1)[0])
    return WrongValue(path=path, expected=_AT.sub("", message))
