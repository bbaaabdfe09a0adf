"""Which row stands where, and what is on it. Along is the way of time, across the way of the rows.

Across, from the edge: the silences; a lane a level, the leaders' first; mandates; consultations; words on
consent; a track for each who talks beside the cap. Rows with nothing on them are left out, the lanes never.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import TypeAlias

from msgspec import Struct, field

from plenipo.acts.words import LEVELS
from plenipo.dialogue.views.timeline import Item
from plenipo_node.drawing.gather import Held
from plenipo_node.drawing.merging import Bar, Cluster, Scale, clusters, ranked
from plenipo_node.drawing.ticks import Tick, ticks
from plenipo_node.drawing.words import Window

HEADS = ("gap", *reversed(LEVELS), "offer", "mandate", "consultation", "consent", "others")
MOST_TRACKS = 4
HEAT = 4  # shades of an outline


class Form(Struct, frozen=True):
    """The measures of a picture: all in its own units, which are pixels at full size."""

    start: float  # along: before it stand the names, or the head
    length: float
    tail: float  # along, behind the window
    edge: float  # across: before the first row stands the calendar
    tick: float  # along, the least between two ticks
    reach: float  # along, the least between two marks
    gap: float
    lane: float
    rank: float  # across, of one rank of bars
    more: float  # across, of the marks for bars beyond the ranks
    consent: float
    track: float
    vertical: bool = False


WIDE = Form(
    start=132, length=1044, tail=24, edge=38, tick=54, reach=27,
    gap=30, lane=58, rank=19, more=19, consent=30, track=26,
)  # fmt: skip
NARROW = Form(
    start=92, length=900, tail=16, edge=52, tick=40, reach=26,
    gap=32, lane=41, rank=14, more=24, consent=28, track=22, vertical=True,
)  # fmt: skip


class Row(Struct, frozen=True):
    """`key` is one of HEADS, or the party whose track it is: those are in capitals."""

    key: str
    across: float
    size: float

    @property
    def middle(self) -> float:
        return self.across + self.size / 2


class Mark(Struct, frozen=True):
    """`heat` tells the counts of an outline apart: 1 for few to `HEAT` for the most."""

    cluster: Cluster
    across: float
    small: bool = False
    heat: int = 0


class Silence(Struct, frozen=True):
    """It `begins` and `closes` with a contact in the window, or reaches beyond it, or up to now."""

    item: Item
    along: float
    to: float
    across: float
    begins: bool
    closes: bool


class Thread(Struct, frozen=True):
    """From an offer to its answer; `open_` if there is none."""

    along: float
    to: float
    across: float
    open_: bool


class Box(Struct, frozen=True):
    """Where mandates cover a level."""

    along: float
    to: float
    row: Row


class Cell(Struct, frozen=True):
    """How many there are from one instant to another, ms; never none."""

    count: int
    first: int
    last: int


Counts: TypeAlias = Mapping[str, Sequence[Cell]]


class Plan(Struct, kw_only=True):
    form: Form
    scale: Scale
    now: float | None
    ticks: list[Tick]
    rows: list[Row] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    silences: list[Silence] = field(default_factory=list)
    threads: list[Thread] = field(default_factory=list)
    bars: list[tuple[Bar, float]] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    @property
    def extent(self) -> float:
        """Across, where the last row ends."""
        return self.rows[-1].across + self.rows[-1].size

    def row(self, key: str, size: float) -> Row:
        row = Row(key, self.extent if self.rows else self.form.edge, size)
        self.rows.append(row)
        return row

    def mark(
        self, items: Sequence[Item], across: float, irregular: Sequence[int] = (), *, small: bool = False
    ) -> list[Cluster]:
        found = clusters(items, self.scale, self.form.reach, irregular)
        self.marks += (Mark(cluster, across, small) for cluster in found)
        return found


def plan(held: Held, window: Window, now: int, form: Form) -> Plan:
    made = _bare(window, now, form)
    _silences(made, held.gaps)
    for level in reversed(LEVELS):
        _lane(made, level, held, now)
    _bars(made, "mandate", held.mandates)
    _bars(made, "consultation", held.consultations)
    if held.consents:
        made.mark(held.consents, made.row("consent", form.consent).middle)
    _tracks(made, held.tracks)
    return made


def outlined(counts: Counts, window: Window, now: int, form: Form) -> Plan:
    """Counts alone: the lanes, then the other rows in the order given."""
    made = _bare(window, now, form)
    most = max((cell.count for cells in counts.values() for cell in cells), default=1)
    for key in (*reversed(LEVELS), *(key for key in counts if key not in LEVELS)):
        row = made.row(key, form.lane if key in LEVELS else form.consent)
        made.marks += (_counted(cell, made.scale, row, most) for cell in counts.get(key, ()))
    return made


def _counted(cell: Cell, scale: Scale, row: Row, most: int) -> Mark:
    along = (scale.place(cell.first) + scale.place(cell.last)) / 2
    cluster = Cluster(along, cell.count, cell.first, cell.last, None)
    return Mark(cluster, row.middle, heat=-(-HEAT * cell.count // most))


def _bare(window: Window, now: int, form: Form) -> Plan:
    scale = Scale(window, form.start, form.length)
    return Plan(
        form=form,
        scale=scale,
        now=scale.place(now) if scale.meets(now, now) else None,
        ticks=ticks(window, int(form.length / form.tick)),
    )


def _silences(made: Plan, gaps: list[Item]) -> None:
    row = made.row("gap", made.form.gap)
    scale, window = made.scale, made.scale.window
    for gap in gaps:
        ends = gap.until or gap.at
        begins, closes = gap.at >= window.since, ends <= window.until and "before" in gap.facts
        place = scale.place(gap.at), scale.place(ends)
        made.silences.append(Silence(gap, *place, row.middle, begins, closes))


def _lane(made: Plan, level: str, held: Held, now: int) -> None:
    row = made.row(level, made.form.lane)
    place = made.scale.place
    made.boxes += (Box(place(begins), place(ends), row) for begins, ends in held.covers[level])
    contacts, offers = held.contacts[level], held.offers[level]
    made.mark(contacts, row.across + row.size * (0.34 if offers else 0.47), held.irregular[level])
    if offers:
        across = row.across + row.size * 0.79
        shown = made.mark(offers, across)
        made.threads += _threads([c.item for c in shown if c.item], made.scale, across, now)


def _threads(shown: list[Item], scale: Scale, across: float, now: int) -> Iterator[Thread]:
    ends = {item.ref: item.at for item in shown if item.kind != "offer"}
    for item in shown:
        if item.kind == "offer" and item.at <= now:
            answered = item.ref in ends or "answer_by" in item.facts
            until = ends.get(item.ref, item.at if answered else now)
            if scale.width(item.at, until) > 1:
                yield Thread(scale.place(item.at), scale.place(until), across, item.ref not in ends)


def _bars(made: Plan, key: str, items: list[Item]) -> None:
    if not items:
        return
    size, more = made.form.rank, made.form.more
    bars, beyond = ranked(items, made.scale, size, 3)
    ranks = 1 + max((bar.rank for bar in bars), default=0)
    row = made.row(key, size * ranks + more * bool(beyond) + 8)
    made.bars += ((bar, row.across + 4 + size * (bar.rank + 0.5)) for bar in bars)
    if beyond:
        made.mark(beyond, row.across + 4 + size * ranks + more / 2, small=True)


def _tracks(made: Plan, tracks: dict[str, list[Item]]) -> None:
    """The tracks used last have a row each; the others share one."""
    names = sorted(tracks, key=lambda name: (-tracks[name][-1].at, name))
    most = MOST_TRACKS if len(names) <= MOST_TRACKS else MOST_TRACKS - 1
    for name in names[:most]:
        made.mark(tracks[name], made.row(name, made.form.track).middle, small=True)
    if names[most:]:
        shared = sorted(chain.from_iterable(tracks[name] for name in names[most:]), key=lambda item: item.at)
        made.mark(shared, made.row("others", made.form.track).middle, small=True)
