"""All that is wrong with a draft, at once: what does not fit its place, and what contradicts itself.

The guard looks at a charter only if it is one. So what is unknown is left out and a number out of bounds is
stood in for, where that changes no other fault; if anything else is wrong, the guard is not asked yet.
"""

from __future__ import annotations

import types
import typing
from typing import Any, Final

import msgspec
from msgspec import Struct
from msgspec.structs import fields

from plenipo.acts.charter import Charter, Founder

_ASIDE: Final = object()
# No fault of a charter follows from these where they are 1.
_STOOD_IN = frozenset(
    {"version", "cap"}
    | {"silence_minimum", "claim_window", "readout_due", "lapse", "delay", "notice", "cooling_off"}
)


def draft_faults(draft: dict[str, Any]) -> tuple[str, ...]:
    """A line each; the draft is as `read_draft` gives it."""
    found: list[str] = []
    _sound(str, draft["title"], "title", found)
    charter = _sound(Charter, draft["charter"], "charter", found)
    _sound(tuple[Founder, ...], draft["founders"], "founders", found)
    return (*found, *_contradictions(charter))


def _contradictions(charter: Any) -> list[str]:
    from plenipo.guard.charters import faults  # noqa: PLC0415 help needs no guard
    from plenipo.guard.explain import sentence  # noqa: PLC0415 likewise
    from plenipo.guard.verdict import Reason  # noqa: PLC0415 likewise

    if charter is _ASIDE:
        return []
    return [sentence(Reason(60, f.code, f.facts)) for f in faults(msgspec.convert(charter, Charter))]


def _sound(hint: Any, value: Any, where: str, found: list[str]) -> Any:
    """The value as far as it fits, its faults told; or `_ASIDE`."""
    try:
        msgspec.convert(value, hint)
    except msgspec.ValidationError as error:
        message = str(error).partition(" - at `")[0]
    else:
        return value
    told, plain = len(found), _plain(hint)
    if isinstance(plain, type) and issubclass(plain, Struct) and isinstance(value, dict):
        value = _members(plain, value, where, found)
    elif typing.get_origin(plain) is dict and isinstance(value, dict):
        value = _entries(typing.get_args(plain), value, where, found)
    elif typing.get_origin(plain) is tuple and isinstance(value, list):
        of = typing.get_args(plain)[0]
        items = [_sound(of, each, f"{where}[{at}]", found) for at, each in enumerate(value)]
        value = _ASIDE if _ASIDE in items else items
    if len(found) == told:
        found.append(f"{where}: {message}.")
        return _ASIDE
    return value


def _plain(hint: Any) -> Any:
    """Without its bounds, and without None."""
    if typing.get_origin(hint) is typing.Annotated:
        return _plain(typing.get_args(hint)[0])
    if typing.get_origin(hint) in {typing.Union, types.UnionType}:
        others = [each for each in typing.get_args(hint) if each is not types.NoneType]
        return _plain(others[0]) if len(others) == 1 else hint
    return hint


def _members(cls: type[Struct], value: dict[str, Any], where: str, found: list[str]) -> Any:
    hints = typing.get_type_hints(cls, include_extras=True)
    kept = {}
    for name, given in value.items():
        if name in hints:
            kept[name] = _sound(hints[name], given, f"{where}.{name}", found)
        else:
            found.append(f"{where}.{name}: there is no such member.")
    for field in fields(cls):
        if field.required and field.name not in value:
            found.append(f"{where}.{field.name}: it is missing.")
            kept[field.name] = _ASIDE
    if cls is Charter:
        kept |= dict.fromkeys((name for name in _STOOD_IN if kept[name] is _ASIDE), 1)
    return _ASIDE if _ASIDE in kept.values() else kept


def _entries(hints: tuple[Any, ...], value: dict[str, Any], where: str, found: list[str]) -> Any:
    key, of = hints
    kept = {}
    for name, given in value.items():
        try:
            msgspec.convert(name, key)
        except msgspec.ValidationError as error:
            words = typing.get_args(key) if typing.get_origin(key) is typing.Literal else ()
            wrong = f"it can only be one of {', '.join(words)}" if words else str(error)
            found.append(f"{where}.{name}: {wrong}.")
        else:
            kept[name] = _sound(of, given, f"{where}.{name}", found)
    return _ASIDE if _ASIDE in kept.values() else kept
