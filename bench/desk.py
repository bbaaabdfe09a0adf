"""What the desk's pages cost, weigh and bear: `python bench/desk.py`.

1. CPU of each main page at two sizes of register that end in the same days (see `history`), beside a plain
   Django page that shows as many rows from a list. Nothing is signed or opened here: texts stay sealed.
2. Weight as served (gzip): the page, and its assets at a first visit.
3. A real `plenipo serve` on the demo: how long until the first page, then readers and writers, and as many
   readers on the desk's plainest page.
"""

from __future__ import annotations

import argparse
import gc
import os
import re
from functools import partial
from pathlib import Path
from threading import RLock
from types import SimpleNamespace
from typing import Any

from desk_load import load
from history import Settled
from measure import a_folder, in_turns, table, target

from plenipo.register import Entry, encode_entry, leaf_hash
from plenipo.signatures import armored_act_signature, ed25519, ed25519_public_key
from plenipo.signatures.wire import pack_string
from plenipo.verify import Read, Taken
from plenipo_node.folder import create_folder
from plenipo_node.storage import MemoryRegister
from plenipo_node.web import config as configs
from plenipo_node.web import node as nodes

PERSON = "FR/delegate"
ROWS = 50
RUNS = 7
GROWS = 1.3  # times the CPU of the small register
PLAIN = 3.0  # times the plain page
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
    (place / nodes.PEOPLE / PERSON.replace("/", "-")).touch()
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
    from django.http import HttpResponse  # noqa: PLC0415 as above
    from django.template import engines  # noqa: PLC0415 as above
    from django.urls import get_resolver, path  # noqa: PLC0415 as above

    rows = [
        {"index": n, "who": f"FR/person-{n}", "words": f"what was said as number {n}"} for n in range(ROWS)
    ]
    plain = engines["django"].from_string(
        '{% extends "base.html" %}{% block main %}<table>{% for row in rows %}<tr><td>{{ row.index }}</td>'
        '<td><a href="/register/{{ row.index }}">{{ row.words }}</a></td><td>{{ row.who }}</td>'
        "</tr>{% endfor %}</table>{% endblock %}"
    )

    def page(request: Any) -> HttpResponse:
        return HttpResponse(plain.render({"rows": rows}, request))

    get_resolver().url_patterns.append(path("plain", page))
    from django.test import Client  # noqa: PLC0415 as above

    return Client


def asked(node: nodes.Node, client: Any, path: str) -> bytes:
    """One page, as served."""
    nodes.the_node.cache_clear()
    nodes.open_node = lambda _config: node
    answer = client.get(path, headers={"accept-encoding": "gzip"})
    assert answer.status_code == 200, (path, answer.status_code)
    return bytes(answer.content)


def pages(folder: Path, sizes: list[int], runs: int) -> None:
    client_class = django()
    desks = []
    for size in sizes:
        node = desk_of(folder / str(size), size)
        nodes.the_node.cache_clear()
        nodes.open_node = partial(lambda held, _config: held, node)
        client = client_class(headers={"host": "localhost:8310"})
        assert client.post("/accounts/switch", {"person": PERSON}).status_code == 302
        desks.append((node, client))
    gc.collect()
    gc.freeze()
    rows, grows, fuller, plainly, heaviest, first = [], 0.0, 0.0, 0.0, 0.0, 0.0
    for name, path in PAGES.items():
        works = [partial(asked, node, client, path) for node, client in desks]
        weight = len(works[-1]()) / 1000
        weighs = weight + assets(desks[-1], path)
        for work in works:
            work()
        *spent, plain = in_turns(runs, *works, partial(asked, *desks[-1], "/plain"))
        ratio, full, beside = spent[-1] / spent[0], spent[-1] / spent[-2], spent[-1] / plain
        grows, fuller, plainly = max(grows, ratio), max(fuller, full), max(plainly, beside)
        heaviest, first = max(heaviest, weight), max(first, weighs)
        rows.append((name, *(1000 * each for each in spent), ratio, full, beside, weight, weighs))
    heads = [f"{node.intake.standing.size:,} ms" for node, _ in desks]
    table(("page", *heads, "ratio", "last two", "of a plain one", "kB again", "kB first"), rows)
    target(f"a page at most {GROWS} of that of the small register: {grows:.2f}", met=grows <= GROWS)
    target(f"the same of the last two sizes, whose pages are full: {fuller:.2f}", met=fuller <= GROWS)
    target(f"a page at most {PLAIN} of a plain one: {plainly:.2f}", met=plainly <= PLAIN)
    target(f"a first visit at most {FIRST_KB} kB: {first:.0f}", met=first <= FIRST_KB)
    target(f"a later one at most {AGAIN_KB} kB: {heaviest:.0f}", met=heaviest <= AGAIN_KB)


def assets(desk: tuple[nodes.Node, Any], path: str) -> float:
    """kB of what a browser loads with the page and keeps."""
    import gzip  # noqa: PLC0415 for one line

    page = gzip.decompress(asked(*desk, path)).decode()
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
