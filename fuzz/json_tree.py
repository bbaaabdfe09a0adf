"""Changes one place of a JSON text, so that the rest stays well-formed."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random


def mutate(data: bytes, mutate_bytes: Callable[[bytes], bytes], random: Random) -> bytes:
    try:
        tree = json.loads(data)
    except (ValueError, RecursionError):
        return mutate_bytes(data)
    places: list[tuple[Any, Any]] = list(_places(tree))
    if not places:
        return mutate_bytes(data)
    holder, key = random.choice(places)
    holder[key] = _other(holder[key], mutate_bytes, random, [deepcopy(h[k]) for h, k in places])
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _places(tree: Any) -> Any:
    keys = list(tree) if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else ()
    for key in keys:
        yield tree, key
        yield from _places(tree[key])


def _other(value: Any, mutate_bytes: Callable[[bytes], bytes], random: Random, values: list[Any]) -> Any:
    choice = random.randrange(4)
    if isinstance(value, str) and choice:
        return mutate_bytes(value.encode("utf-8", "surrogatepass")).decode("utf-8", "replace")
    if type(value) is int and choice:
        return value + random.choice((-1, 1, 2**31, 2**53, -(2**63), 2**64))
    if isinstance(value, list) and choice:
        return value[1:] if random.random() < 0.5 else value * 2
    return random.choice([*values, None, True, 0, -1, "", [], {}, [[]], {"": 0}])
