"""What the desk's pages cost, weigh and bear: `python bench/desk.py`.

1. CPU of each main page at several sizes of register that end in the same days (see `history`), and beside
   the last a plain Django page with the same rows (see `plain_page`), in turns with it. Nothing is signed or
   opened here: texts stay sealed. Then the timeline in windows that hold as much as is shown item by item.
2. Weight as served (gzip): the page, and its assets at a first visit.
3. A real `plenipo serve` on the demo: how long until the first page, then readers and writers, and as many
   readers on the desk's plainest page.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import os
import re
from datetime import timedelta
from functools import partial
from pathlib import Path
from threading import RLock
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from desk_load import load
from history import Settled
from measure import a_folder, in_turns, table, target
from msgspec import Struct

from plenipo.dialogue.shelves import counted
from plenipo.register import Entry, encode_entry, leaf_hash
from plenipo.signatures import armored_act_signature, ed25519, ed25519_public_key
from plenipo.signatures.wire import pack_string
from plenipo.verify import Read, Taken
from plenipo_node.folder import create_folder
from plenipo_node.storage import MemoryRegister
from plenipo_node.web import config as configs
from plenipo_node.web import node as nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PERSON = "FR/delegate"
CONCERNED = "UA/delegate"
RUNS = 7
AS = {"requests to a concerned party": CONCERNED}  # others are asked for by PERSON
GROWS = 1.3  # times the CPU of the small register
PLAIN = 3.0  # times the plain page
DRAWN = 30  # ms of a timeline, with the table beside it
FIRST_KB, AGAIN_KB = 150, 30
# Has the form of one; nobody verifies it here.
SIGNED = armored_act_signature(
    ed25519_public_key(ed25519.public_key(bytes(32))).blob,
    pack_string(b"ssh-ed25519") + pack_string(bytes(64)),
)
PAGES = {
    "home": "/",
    "timeline": "/timeline",
    "consultations": "/consultations",
    "contacts": "/contacts",
    "consents": "/consents",
    "requests to a concerned party": "/consents",
    "mandates": "/mandates",
    "readouts": "/readouts",
    "register": "/register",
    "a form": "/do/contact.report",
    "a form of records": "/do/readout.file",
}


class Kept(Settled):
    """The history with its entries, as a register holds them."""

    def __init__(self) -> None:
        self.entries: list[bytes] = []
        super().__init__()

    def _take(self, act: bytes, signers: Any) -> str:
        ref = super()._take(act, signers)
        self.entries.append(encode_entry(Entry(self.now, act, (SIGNED,))))
        return ref


def desk_of(place: Path, size: int) -> nodes.Node:
    """A desk that answers for such a register, without the write path."""
    made = Kept()
    made.grow(size)
    folder = create_folder(place)
    folder.close()
    register = MemoryRegister()
    register.append(made.entries, 0, leaves=tuple(map(leaf_hash, made.entries)), blobs={}, checkpoint=None)
    node = object.__new__(nodes.Node)
    node.folder = SimpleNamespace(register=register, keys=folder.keys, path=place, root=None)  # type: ignore[assignment]
    node.config = configs.Config(folder=str(place), demo=True)
    now = made.now + 3_600_000
    node.clock = lambda: now
    node.lock = RLock()
    node.intake = Looked(made)  # type: ignore[assignment]
    (place / nodes.PEOPLE).mkdir()
    for person in (PERSON, CONCERNED):
        (place / nodes.PEOPLE / person.replace("/", "-")).touch()
    return node


class Looked:
    """What pages ask of the intake."""

    def __init__(self, made: Kept) -> None:
        self.standing, self.past = made.standing, made.past
        self._replay, self._now = made.replay, made.now

    def would(self, read: Read) -> Any:
        taken: Taken = self._replay.judge(read, self._now)
        return taken.verdict


def django() -> Any:
    """Django with the desk's settings, its tables in memory, and a plain page beside the desk's."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "plenipo_node.web.settings"
    import django  # noqa: PLC0415 it reads the settings as it is set up
    from django.core.management import call_command  # noqa: PLC0415 as above

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    from django.test import Client  # noqa: PLC0415 as above
    from django.urls import get_resolver, path  # noqa: PLC0415 as above
    from plain_page import page  # noqa: PLC0415 as above

    get_resolver().url_patterns.append(path("plain", page))
    return Client


def asked(node: nodes.Node, client: Any, path: str) -> bytes:
    """One page, as served."""
    nodes.the_node.cache_clear()
    nodes.open_node = lambda _config: node
    answer = client.get(path, headers={"accept-encoding": "gzip"})
    assert answer.status_code == 200, (path, answer.status_code)
    return bytes(answer.content)


Desk = tuple[nodes.Node, Any]


def pages(folder: Path, sizes: list[int], runs: int) -> None:
    """Prints what each page costs and weighs, and the targets."""
    client_class = django()
    desks = [signed_in(client_class, desk_of(folder / str(size), size)) for size in sizes]
    gc.collect()
    gc.freeze()
    asked(*desks[-1], "/plain")
    frame = 1000 * in_turns(runs, *[partial(asked, *desks[-1], "/plain")] * 3)[0]
    theirs = [signed_in(client_class, node, CONCERNED) for node, _ in desks]
    found = {name: measured(theirs if AS.get(name) else desks, path, runs) for name, path in PAGES.items()}
    heads = [f"{node.intake.standing.size:,} ms" for node, _ in desks]
    rows = [
        (
            name,
            *page.spent,
            page.ratio,
            f"{page.rows[0]} to {page.rows[-1]}",
            *((page.spent[at] - frame) / max(page.rows[at], 1) for at in (0, -1)),
            page.beside,
            page.spent[-1] / page.beside,
            page.weight,
            page.first,
        )
        for name, page in found.items()
    ]
    print(f"medians of {runs} runs, CPU; the frame with nothing in it: {frame:.2f} ms")
    heads += ["ratio", "rows", "a row, small", "large", "plain ms", "ratio", "kB again", "kB first"]
    table(("page", *heads), rows)
    most_of(found, "a page at most {} of that of the small register", lambda page: page.ratio, GROWS)
    most_of(found, "a page at most {} of a plain one", lambda page: page.spent[-1] / page.beside, PLAIN)
    most_of(found, "a first visit at most {} kB", lambda page: page.first, FIRST_KB)
    most_of(found, "a later one at most {} kB", lambda page: page.weight, AGAIN_KB)
    print()
    timelines(desks[-1], runs)


def timelines(desk: Desk, runs: int) -> None:
    """Prints what the timeline's windows cost, and the target."""
    standing = desk[0].intake.standing
    shown = {name: (path, held) for name, path, held in windows(standing, desk[0].now())}
    found = {name: measured([desk], path, runs) for name, (path, _held) in shown.items()}
    rows = [
        (name, shown[name][1], page.spent[0], page.beside, page.spent[0] / page.beside, page.weight)
        for name, page in found.items()
    ]
    table(("timeline", "items", "ms", "plain ms", "ratio", "kB again"), rows)
    most_of(found, "a timeline at most {} ms", lambda page: page.spent[0], DRAWN)


def windows(standing: Any, now: int) -> Iterator[tuple[str, str, int]]:
    """All in outline; the most that is shown item by item; the day that holds most. How much each holds."""
    from plenipo_node.pages.timeline import outline  # noqa: PLC0415 settings first

    def held(days: Any) -> int:
        return sum(counted(standing, sort, days.begins - 1, days.ends) for sort in outline.ALL)

    every = outline.everything(standing, now)
    days = [every.since + timedelta(days=n) for n in range((every.until - every.since).days + 1)]
    spans = [type(every)(first, last) for at, first in enumerate(days) for last in days[at:]]
    full = max((span for span in spans if held(span) <= outline.BEARS), key=held)
    busiest = max((span for span in spans if span.since == span.until), key=held)
    yield "all, in outline", "/timeline", held(every)
    for name, span in ("the fullest window item by item", full), ("the busiest day", busiest):
        yield name, f"/timeline?since={span.since}&until={span.until}", held(span)


def signed_in(client_class: Any, node: nodes.Node, person: str = PERSON) -> Desk:
    nodes.the_node.cache_clear()
    nodes.open_node = partial(lambda held, _config: held, node)
    client = client_class(headers={"host": "localhost:8310"})
    assert client.post("/accounts/switch", {"person": person}).status_code == 302
    return node, client


class Measured(Struct):
    """One page at each size: its ms and its rows; then beside the last, the plain page's ms; kB as served."""

    spent: list[float]
    rows: list[int]
    beside: float
    weight: float
    first: float

    @property
    def ratio(self) -> float:
        return self.spent[-1] / self.spent[0]


def measured(desks: list[Desk], path: str, runs: int) -> Measured:
    from plain_page import SHOWN, rows_of  # noqa: PLC0415 settings first

    works = [partial(asked, *desk, path) for desk in desks]
    served = [gzip.decompress(work()).decode() for work in works]
    rows = [rows_of(page) for page in served]
    SHOWN[:] = rows[-1]
    weight = len(works[-1]()) / 1000
    *spent, plain = in_turns(runs, *works, partial(asked, *desks[-1], "/plain"))
    SHOWN.clear()
    return Measured(
        spent=[1000 * each for each in spent],
        rows=[len(each) for each in rows],
        beside=1000 * plain,
        weight=weight,
        first=weight + assets(desks[-1], served[-1]),
    )


def most_of(found: dict[str, Measured], words: str, value: Callable[[Measured], float], most: float) -> None:
    """Whether no page has more."""
    worst = max(found, key=lambda name: value(found[name]))
    reached = value(found[worst])
    target(f"{words.format(most)}: {reached:.2f}, {worst}", met=reached <= most)


def assets(desk: Desk, page: str) -> float:
    """kB of what a browser loads with the page and keeps."""
    names = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page))
    return sum(len(asked(*desk, name)) for name in names) / 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--writers", type=int, default=5)
    options = parser.parse_args()
    with a_folder() as folder:
        load(folder / "demo", options.readers, options.writers, options.seconds)
        print()
        pages(folder, options.sizes, options.runs)


if __name__ == "__main__":
    main()
