"""Acts of every kind, made from the types themselves: one fixed example each, and a strategy each.

`python tests/acts/acts_made.py KIND` writes the golden act of a new kind.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from msgspec import convert, inspect

from plenipo.acts import KINDS, Said
from plenipo.acts.codec import encode

GOLDEN = Path(__file__).parents[1] / "data/acts"

_PARTY, _SMALL = "[A-Z][A-Z0-9-]{0,15}", "[a-z][a-z0-9-]{0,39}"

# By the pattern of a word: one example, and a regular expression within it that hypothesis can draw from.
_WORDS = {
    r"^[0-9a-f]{64}\Z": ("ab" * 32, "[0-9a-f]{64}"),
    r"^[0-9a-f]{32}\Z": ("cd" * 16, "[0-9a-f]{32}"),
    r"^[A-Z][A-Z0-9-]{0,15}\Z": ("FR", _PARTY),
    r"^[A-Z][A-Z0-9-]{0,15}/[a-z][a-z0-9-]{0,39}\Z": (
        "FR/envoy",
        f"{_PARTY}/{_SMALL}",
    ),
    r"^[A-Z][A-Z0-9-]{0,15}(/[a-z][a-z0-9-]{0,39})?\Z": (
        "FR",
        f"{_PARTY}(/{_SMALL})?",
    ),
    r"^[a-z][a-z0-9-]{0,39}\Z": ("grain", _SMALL),
    r"^SHA256:[A-Za-z0-9+/]{43}\Z": ("SHA256:" + "A" * 43, "SHA256:[A-Za-z0-9+/]{43}"),
    r"^[A-Za-z0-9+/]{43}=\Z": ("A" * 43 + "=", "[A-Za-z0-9+/]{43}="),
    r"^[A-F][1-6]\Z": ("B2", "[A-F][1-6]"),
}
# Printable, in normal form C, and with what JSON escapes.
_LETTERS = 'abcXYZ 019-_.,:/"\\ßéñЖИ中文Ωğ“”'


def example(kind: str) -> Said:
    """One act of this kind with every member set, always the same."""
    return convert(_plain(inspect.type_info(KINDS[kind])), KINDS[kind])


def acts() -> st.SearchStrategy[Said]:
    return st.sampled_from(sorted(KINDS)).flatmap(acts_of)


def acts_of(kind: str) -> st.SearchStrategy[Said]:
    cls = KINDS[kind]
    return _drawn(inspect.type_info(cls)).map(lambda tree: convert(tree, cls))


def _plain(known: inspect.Type) -> Any:
    return _PLAIN[type(known)](known)


def _plain_struct(known: inspect.StructType) -> dict[str, Any]:
    members = {f.encode_name: _plain(f.type) for f in known.fields}
    return {known.tag_field: known.tag, **members} if known.tag_field else members


_PLAIN: dict[type, Callable[[Any], Any]] = {
    inspect.Metadata: lambda known: _plain(known.type),
    inspect.StrType: lambda known: _WORDS[known.pattern][0] if known.pattern else "Wort für Wort",
    inspect.IntType: lambda known: max(known.ge or 0, 1),
    inspect.BoolType: lambda _: True,
    inspect.LiteralType: lambda known: min(known.values),
    inspect.UnionType: lambda known: _plain(next(t for t in known.types if type(t) is not inspect.NoneType)),
    inspect.VarTupleType: lambda known: [_plain(known.item_type)],
    inspect.DictType: lambda known: {_plain(known.key_type): _plain(known.value_type)},
    inspect.StructType: _plain_struct,
}


def _drawn(known: inspect.Type) -> st.SearchStrategy[Any]:
    return _DRAWN[type(known)](known)


def _drawn_string(known: inspect.StrType) -> st.SearchStrategy[str]:
    if known.pattern:
        return st.from_regex(_WORDS[known.pattern][1], fullmatch=True)
    return st.text(_LETTERS, min_size=1, max_size=min(known.max_length or 40, 40))


def _drawn_number(known: inspect.IntType) -> st.SearchStrategy[int]:
    most = known.le if known.le is not None else (known.lt or 2**53) - 1
    return st.integers(known.ge or 0, most)


def _drawn_struct(known: inspect.StructType) -> st.SearchStrategy[dict[str, Any]]:
    tag = {known.tag_field: st.just(known.tag)} if known.tag_field else {}
    required = {f.encode_name: _drawn(f.type) for f in known.fields if f.required}
    optional = {f.encode_name: _drawn(f.type) for f in known.fields if not f.required}
    return st.fixed_dictionaries({**tag, **required}, optional=optional)


_DRAWN: dict[type, Callable[[Any], st.SearchStrategy[Any]]] = {
    inspect.Metadata: lambda known: _drawn(known.type),
    inspect.StrType: _drawn_string,
    inspect.IntType: _drawn_number,
    inspect.BoolType: lambda _: st.booleans(),
    inspect.LiteralType: lambda known: st.sampled_from(known.values),
    inspect.NoneType: lambda _: st.none(),
    inspect.UnionType: lambda known: st.one_of([_drawn(t) for t in known.types]),
    inspect.VarTupleType: lambda known: st.lists(_drawn(known.item_type), max_size=3),
    inspect.DictType: lambda known: st.dictionaries(
        _drawn(known.key_type), _drawn(known.value_type), max_size=3
    ),
    inspect.StructType: _drawn_struct,
}


def write_golden(kind: str) -> None:
    data = encode(example(kind))
    golden = {"bytes": data.decode(), "sha256": hashlib.sha256(data).hexdigest()}
    with (GOLDEN / f"{kind}.json").open("x") as file:
        file.write(json.dumps(golden, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    write_golden(sys.argv[1])
