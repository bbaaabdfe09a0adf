"""What a drawn timeline costs as a dialogue grows: `python bench/drawing.py`.

First the drawing alone, both pictures, of so many items in one window, beside a loop that only writes a line
for each of them. Then what a page at 100,000 entries is drawn from: all of it in outline, counted from the
shelves, and the last days one by one. Bytes are those of both pictures together.
"""

from __future__ import annotations

import argparse
import gc
import sys
from functools import partial
from pathlib import Path

from exercise import DAY, HOUR
from history import Settled
from measure import in_turns, table, target

from plenipo.acts.words import LEVELS
from plenipo.dialogue.shelves import counted
from plenipo.dialogue.standing import Standing
from plenipo.dialogue.views.timeline import Item, Only, timeline
from plenipo_node.drawing import Cell, Counts, Drawing, Window, draw, outline

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "drawing"))
from drawing_words import LINKS, WORDS, many

SIZES = (1_000, 100_000)
ENTRIES = 100_000
RUNS = 9
MOST = 30  # ms of CPU
PARTS = 24


def lines(items: list[Item]) -> str:
    """The same rows, and nothing drawn."""
    return "\n".join(f"{item.at} {item.kind} {item.parties[0]} {item.levels}" for item in items)


def drawing(sizes: list[int]) -> list[float]:
    """Prints the table; ms for each size."""
    rows = []
    for size in sizes:
        items = many(size)
        window, now = Window(items[0].at, items[-1].at + HOUR), items[-1].at
        drawn = draw(items, window, now, WORDS, LINKS)
        gc.collect()
        works = (partial(draw, items, window, now, WORDS, LINKS), partial(lines, items))
        ours, plain = (1000 * each for each in in_turns(RUNS, *works))
        rows.append((f"{size:,}", ours, plain, ours / plain, weight(drawn), drawn.wide.count("<a ")))
    table(("items", "drawn ms", "loop ms", "ratio", "bytes", "marks"), rows)
    return [row[1] for row in rows]


def weight(drawn: Drawing) -> int:
    return len(drawn.shapes) + len(drawn.wide) + len(drawn.narrow)


def counts(standing: Standing, window: Window) -> Counts:
    """Contacts by level, in so many parts of the window."""
    step = window.span // PARTS
    parts = [(window.since + n * step, window.since + (n + 1) * step) for n in range(PARTS)]
    return {
        level: [
            Cell(count, begins, ends)
            for begins, ends in parts
            if (count := counted(standing, f"level {level}", begins, ends))
        ]
        for level in LEVELS
    }


def page(entries: int) -> tuple[float, float]:
    """Prints the table; ms for the outline of all, and for the last days."""
    made = Settled()
    began = made.grow(entries)
    standing, now = made.standing, made.now + HOUR
    whole, last = Window(standing.founded, now), Window(began, now)

    def in_outline() -> Drawing:
        return outline(counts(standing, whole), whole, now, WORDS, LINKS)

    def one_by_one() -> Drawing:
        items = timeline(standing, now, Only(since=last.since, until=last.until))
        return draw(items, last, now, WORDS, LINKS)

    gc.collect()
    spent = [1000 * each for each in in_turns(RUNS, in_outline, one_by_one)]
    days = (now - standing.founded) // DAY, (now - began) // DAY
    rows = [
        (f"{days[0]} days in outline", spent[0], weight(in_outline())),
        (f"the last {days[1]} days one by one", spent[1], weight(one_by_one())),
    ]
    table((f"of {standing.size:,} entries", "ms", "bytes"), rows)
    return spent[0], spent[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--entries", type=int, default=ENTRIES)
    asked = parser.parse_args()
    print(f"medians of {RUNS} runs, CPU\n")
    drawing(asked.sizes)
    print()
    outlined, listed = page(asked.entries)
    target(f"a picture of all in outline: {outlined:.1f} ms, {MOST} at most", met=outlined <= MOST)
    target(f"a picture of the last days: {listed:.1f} ms, {MOST} at most", met=listed <= MOST)


if __name__ == "__main__":
    main()
