"""A plan as SVG text.

1. Whatever was not written in this package goes through `escaped`, for text and attributes alike.
2. There is no style, script or number from outside: places are computed, colours are classes.
3. Each mark is a link with its own words as its title, so the picture is a document, no mere image.
"""

from __future__ import annotations

import re
from html import escape
from typing import Literal

from msgspec import Struct

from plenipo.acts.words import LEVELS
from plenipo.dialogue.views.timeline import Item
from plenipo_node.drawing.glyphs import BARS, BESIDE, SHAPES, filling_of, outcome_of, shape_of, struck
from plenipo_node.drawing.layout import HEADS, Box, Mark, Plan, Row, Silence, Thread
from plenipo_node.drawing.merging import Bar
from plenipo_node.drawing.ticks import Tick, moment
from plenipo_node.drawing.words import Links, Words

Name = Literal["wide", "narrow"]

_KEPT = frozenset("\n\u00a0\u202f")  # no-break spaces stand before some units
_SPECIAL = re.compile("[&<>\"']")
LETTER = 6.8  # the mean width of a letter in a bar


def escaped(text: str) -> str:
    """Safe in text and in an attribute; what would not be seen is replaced."""
    if not text.isprintable():
        text = "".join(c if c.isprintable() or c in _KEPT else "\ufffd" for c in text)
    return escape(text) if _SPECIAL.search(text) else text


def drawn(made: Plan, name: Name, words: Words, links: Links) -> str:
    return _Pen(made, name, words, links).picture()


def _n(number: float) -> str:
    """A place to a tenth."""
    text = f"{number:.1f}"
    return text.removesuffix(".0")


class _Pen(Struct, frozen=True):
    made: Plan
    name: Name
    words: Words
    links: Links

    def picture(self) -> str:
        made, form = self.made, self.made.form
        along, across = form.start + form.length + form.tail, made.extent + self._aside()
        width, height = (across, along) if form.vertical else (along, across)
        names = f"tl-{self.name}-title", f"tl-{self.name}-desc"
        parts = [
            f'<svg class="tl tl-{self.name}" viewBox="0 0 {_n(width)} {_n(height)}"',
            f' role="graphics-document" aria-labelledby="{names[0]}" aria-describedby="{names[1]}">',
            f'<title id="{names[0]}">{escaped(self.words.title)}</title>',
            f'<desc id="{names[1]}">{escaped(self.words.summary)}</desc>',
            *map(self._rule, made.rows),
            *self._heads(),
            *map(self._box, made.boxes),
            *self._calendar(),
            *map(self._silence, made.silences),
            *map(self._thread, made.threads),
            *(self._bar(bar, across) for bar, across in made.bars),
            *self._now(),
            *map(self._mark, made.marks),
            "</svg>",
        ]
        return "".join(parts)

    def _aside(self) -> float:
        """Room after the last row: for what hangs below a mark, or for the row's slanting name."""
        if not self.made.form.vertical:
            return 14
        last = self.made.rows[-1]
        return max(8, 4.4 * len(self.words.rows.get(last.key, last.key)) - last.size / 2 + 6)

    def _xy(self, along: float, across: float) -> tuple[str, str]:
        return (_n(across), _n(along)) if self.made.form.vertical else (_n(along), _n(across))

    def _line(self, name: str, begins: tuple[float, float], ends: tuple[float, float]) -> str:
        return f'<path class="{name}" d="M{" ".join(self._xy(*begins))}L{" ".join(self._xy(*ends))}"/>'

    def _rect(self, name: str, along: float, to: float, across: float, size: float) -> str:
        (x, y), (w, h) = self._xy(along, across), self._xy(to - along, size)
        return f'<rect class="{name}" x="{x}" y="{y}" width="{w}" height="{h}"/>'

    def _text(self, name: str, along: float, across: float, text: str, drop: float = 4) -> str:
        """`drop` is how far the baseline lies below the place."""
        x, y = (across, along + drop) if self.made.form.vertical else (along, across + drop)
        return f'<text class="{name}" x="{_n(x)}" y="{_n(y)}">{escaped(text)}</text>'

    def _link(self, href: str, title: str, inside: str) -> str:
        return f'<a href="{escaped(href)}"><title>{escaped(title)}</title>{inside}</a>'

    def _rule(self, row: Row) -> str:
        form = self.made.form
        return self._line("tl-rule", (form.start, row.across), (form.start + form.length, row.across))

    def _heads(self) -> list[str]:
        """The rows' names; above the first of the tracks stands what they are."""
        rows, words = self.made.rows, self.words.rows
        heads = [self._head(row, words[row.key]) for row in rows if row.key in HEADS]
        tracks = [row for row in rows if row.key not in HEADS]
        if self.made.form.vertical:
            labels = [f"{words['tracks']} · {row.key}" if row is tracks[0] else row.key for row in tracks]
            return heads + [self._head(row, label) for row, label in zip(tracks, labels, strict=True)]
        edge = self.made.form.start - 14
        heads += [self._text("tl-head tl-head-track", edge, row.middle, row.key) for row in tracks]
        return heads + [self._head(row, words["tracks"]) for row in tracks[:1]]

    def _head(self, row: Row, label: str) -> str:
        name = "tl-head tl-head-lane" if row.key in LEVELS else "tl-head tl-head-strip"
        if not self.made.form.vertical:
            return self._text(name, 0, row.middle, label)
        x, y = _n(row.middle + 3), _n(self.made.form.start - 10)
        return f'<text class="{name}" x="{x}" y="{y}" transform="rotate(-55 {x} {y})">{escaped(label)}</text>'

    def _box(self, box: Box) -> str:
        return self._rect("tl-cover", box.along, box.to, box.row.across + 1, box.row.size - 2)

    def _calendar(self) -> list[str]:
        form, scale = self.made.form, self.made.scale
        edge, extent = form.edge - 6, self.made.extent
        gap = 4 if form.vertical else 8
        year = moment(scale.window.since, scale.window.zone).year
        parts, kept = [self._text("tl-date tl-date-year", scale.start, edge - gap, str(year))], scale.start
        if any(t.unit == "year" and scale.place(t.at) - kept < form.tick * 0.7 for t in self.made.ticks):
            parts, kept = [], -form.tick
        now = self.made.now if form.vertical else None  # its word stands among the dates
        for tick in self.made.ticks:
            along = scale.place(tick.at)
            parts.append(
                self._line("tl-year" if tick.unit == "year" else "tl-tick", (along, edge), (along, extent))
            )
            if along - kept >= form.tick * 0.7 and (now is None or abs(along - now) > 12):
                name = "tl-date tl-date-year" if tick.unit == "year" else "tl-date"
                parts.append(self._text(name, along, edge - gap, self._date(tick)))
                kept = along
        return parts

    def _date(self, tick: Tick) -> str:
        month = self.words.months[tick.when.month - 1]
        if tick.unit == "year":
            return str(tick.when.year)
        if tick.unit == "month":
            return month
        return f"{tick.when.day} {month}" if tick.unit == "day" else f"{tick.when:%H:%M}"

    def _now(self) -> list[str]:
        along = self.made.now
        if along is None:
            return []
        edge = self.made.form.edge
        line = self._line("tl-now", (along, edge - 6), (along, self.made.extent))
        if self.made.form.vertical:
            return [line, self._text("tl-now-word", along, edge - 10, self.words.now)]
        return [line, self._text("tl-now-word", along, 8, self.words.now)]

    def _silence(self, silence: Silence) -> str:
        along, to, across = silence.along, silence.to, silence.across
        parts = [self._line("tl-silence", (along + 1, across), (to - 1, across))]
        ends = [(along + 1, silence.begins), (to - 1, silence.closes)]
        parts += (
            self._line("tl-silence", (end, across - 4), (end, across + 4)) for end, here in ends if here
        )
        days = self.words.days(int(str(silence.item.facts.get("days", 0))))
        if to - along >= (14 if self.made.form.vertical else LETTER * len(days) + 10):
            parts.append(self._text("tl-days", (along + to) / 2, across, days))
        return self._link(
            self.links.record(silence.item.index), self.words.item(silence.item), "".join(parts)
        )

    def _thread(self, thread: Thread) -> str:
        name = "tl-thread tl-open" if thread.open_ else "tl-thread"
        return self._line(name, (thread.along, thread.across), (thread.to, thread.across))

    def _bar(self, bar: Bar, across: float) -> str:
        size = self.made.form.rank - 4
        inside = self._rect(self._state(bar.item), bar.along, bar.to, across - size / 2, size)
        outcome = outcome_of(bar.item)
        label, edge = self.words.bar(bar.item), bar.along + 6
        room = bar.to - bar.along - LETTER * len(label) - (26 if outcome in SHAPES else 10)
        worded = room > 0 and not self.made.form.vertical
        if outcome in SHAPES:
            middle = edge + 6 if worded else (bar.along + bar.to) / 2
            inside += self._use(outcome, middle, across, "tl-outcome")
            edge += 16
        if worded:
            inside += self._text("tl-bar-word", edge, across, label)
        return self._link(self.links.record(bar.item.index), self.words.item(bar.item), inside)

    def _state(self, item: Item) -> str:
        return escaped(f"tl-{item.kind} tl-is-{outcome_of(item).replace(' ', '-')}")

    def _mark(self, mark: Mark) -> str:
        cluster = mark.cluster
        if cluster.item is not None:
            return self._one(mark, cluster.item)
        name = "tl-many tl-amiss" if cluster.irregular else "tl-many"
        name += f" tl-heat-{mark.heat}" if mark.heat else ""
        inside = self._use("few" if mark.small else "many", cluster.along, mark.across, name)
        inside += self._text("tl-count", cluster.along, mark.across, _short(cluster.count))
        title = self.words.many(cluster.count, cluster.first, cluster.last, cluster.irregular)
        return self._link(self.links.stretch(cluster.first, cluster.last), title, inside)

    def _one(self, mark: Mark, item: Item) -> str:
        shape = shape_of(item)
        name = f"tl-{shape} tl-{filling_of(item)}" if item.kind not in BARS else self._state(item)
        along, across = mark.cluster.along, mark.across
        inside = self._use(shape, along, across, name)
        if struck(item):
            inside += self._use("struck", along, across, "tl-struck")
        if item.kind == "contact":
            letter = self.words.letters.get(str(item.facts.get("medium")), "")
            drop = 6.5 if shape == "unauthorised" else 3.8
            inside += self._text("tl-letter", along, across, letter, drop)
            beside = BESIDE.get(str(item.facts.get("knowledge")))
            inside += self._use(beside, along, across, "tl-dots", 15) if beside else ""
        if item.kind in BARS and outcome_of(item) in SHAPES:
            inside += self._use(outcome_of(item), along, across, "tl-outcome")
        return self._link(self.links.record(item.index), self.words.item(item), inside)

    def _use(self, shape: str, along: float, across: float, name: str, drop: float = 0) -> str:
        x, y = (across, along) if self.made.form.vertical else (along, across)
        return f'<use href="#tl-{shape}" class="{name}" x="{_n(x)}" y="{_n(y + drop)}"/>'


def _short(count: int) -> str:
    """At most four characters: 999, 9.9k, 999k, 9.9M."""
    for size, unit in ((1_000_000, "M"), (1000, "k")):
        if count >= size:
            whole = count / size
            return f"{whole:.1f}{unit}" if whole < 9.95 else f"{count // size}{unit}"
    return str(count)
