"""Errors of node, of its mirror: each carries facts as fields."""

from __future__ import annotations

from dataclasses import dataclass

from plenipo.errors.base import PlenipoError
from plenipo.errors.node import NodeError


@dataclass(eq=False)
class MirrorRefusal(NodeError):
    """A checkpoint that this mirror does not cosign."""


@dataclass(eq=False)
class TermOver(MirrorRefusal):
    """The checkpoint is of a term before the one that the entries have reached."""

    offered: int
    known: int


@dataclass(eq=False)
class CheckpointBehind(MirrorRefusal):
    """The checkpoint is smaller than what was cosigned already."""

    size: int
    cosigned: int


@dataclass(eq=False)
class EntriesMissing(MirrorRefusal):
    """The entries given do not lead from what is held to the checkpoint's size."""

    held: int
    given: int
    size: int


@dataclass(eq=False)
class EntriesDiffer(MirrorRefusal):
    """The entries do not add up to the checkpoint's root, and nothing given proves whose fault it is."""

    size: int
    found: bytes
    root: bytes


@dataclass(eq=False)
class EntryUnreadable(MirrorRefusal):
    """An entry that is not one act with signatures that hold."""

    index: int
    fault: PlenipoError


@dataclass(eq=False)
class StampAhead(MirrorRefusal):
    """An entry is stamped too far ahead of the mirror's clock; milliseconds since 1970."""

    index: int
    stamp: int
    now: int


@dataclass(eq=False)
class ActLeftOut(MirrorRefusal):
    """The checkpoint leaves out an act held for longer than the charter's delay; milliseconds."""

    ref: str
    received: int
    delay_ms: int


@dataclass(eq=False)
class SplitViewShown(MirrorRefusal):
    """The registrar signed two registers: `proof` is the portable proof of it, encoded."""

    proof: bytes


@dataclass(eq=False)
class HoldsTooMany(MirrorRefusal):
    """More acts are held than a mirror keeps."""

    limit: int
