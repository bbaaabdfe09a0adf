"""Records in lists and by their numbers, and what later entries said of them, as the register holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from django.http import Http404
from msgspec import Struct

from plenipo.acts import Said
from plenipo.acts.codec import decode, ref_of
from plenipo.dialogue.records import Record
from plenipo_node.pages.acts.records import entry_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from plenipo_node.web.asking import Asked
    from plenipo_node.web.node import Node

ROWS = 50
LOOKED = 2000  # records looked through for those of a page
R = TypeVar("R", bound=Record)


class Spoken(Struct, frozen=True):
    """One entry: what was said, and its stamp (ms)."""

    index: int
    at: int
    ref: str
    act: Said


class Listed(Struct, Generic[R], frozen=True):
    """A page of records, the newest first; `further`: behind which entry the next page begins."""

    rows: tuple[tuple[str, R], ...]
    further: int | None
    first: bool


def spoken(node: Node, index: int) -> Spoken:
    """Of an entry that the standing names."""
    entry = entry_at(node, index)
    if entry is None:
        raise Http404
    return Spoken(index, entry.stamp_ms, ref_of(entry.act), decode(entry.act))


def said_of(node: Node, indices: Iterable[int]) -> list[Spoken]:
    return [spoken(node, index) for index in indices]


def numbered(request: Asked, table: Mapping[str, R], number: int) -> tuple[str, R]:
    """The record of this table that began with the entry; there is no page for any other."""
    entry = entry_at(request.node, number)
    ref = "" if entry is None else ref_of(entry.act)
    if ref not in table:
        raise Http404
    return ref, table[ref]


def listed(
    request: Asked, table: Mapping[str, R], fits: Callable[[R], bool] = lambda _held: True, most: int = ROWS
) -> Listed[R]:
    """Behind the entry that the address names, if it names one. No more than `LOOKED` are looked through:
    then a page may hold fewer, or none, and there is more behind it.
    """
    wanted = request.GET.get("behind", "")
    behind = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) <= 15 else None
    found = (pair for pair in reversed(table.items()) if behind is None or pair[1].index < behind)  # type: ignore[call-overload] # every table is a dict, in the order of the entries
    rows: list[tuple[str, R]] = []
    for looked, (ref, held) in enumerate(found, 1):
        if len(rows) == most:
            return Listed(tuple(rows), rows[-1][1].index, behind is None)
        if fits(held):
            rows.append((ref, held))
        if looked == LOOKED:
            return Listed(tuple(rows), held.index, behind is None)
    return Listed(tuple(rows), None, behind is None)
