"""Readers and writers on a real `plenipo serve` over loopback, each with a connection and a pace.

1. They begin one after the other within one pause, as people do. Besides, all readers ask at one instant,
   once: how long the last of them waits.
2. The plainest page is one without a record, asked for by the same readers at the same pace.
3. The clients take their part of the same machine; what the server itself spends on an answer is told beside.
"""

from __future__ import annotations

import http.client
import os
import re
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path
from threading import Barrier, Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from measure import table, target

if TYPE_CHECKING:
    from collections.abc import Callable

Run = tuple[list[float], int, float]  # the seconds of each page, how many failed, for how long it went
PLENIPO = Path(sys.executable).with_name("plenipo")
READ = (
    "/",
    "/timeline",
    "/consultations",
    "/contacts",
    "/register",
    "/readouts",
    "/mandates",
    "/register/150",
)
PLAINEST = ("/accessibility",)
PERSONS = ("FR/delegate", "DE/delegate", "PL/delegate", "UA/delegate", "FR/envoy")
PAUSE = 2.0  # seconds between two pages of a person, who reads
SOON = 5.0  # seconds until the first page
REPORT = {
    "party": "FR",
    "counterpart": "RU",
    "level": "technical",
    "medium": "call",
    "at": "2026-07-05T10:00",
    "at-zone": "Europe/Paris",
    "claims": "bilateral",
    "text": "Nothing new.",
}


class Person:
    """A browser of one person of the demo."""

    def __init__(self, port: int, name: str) -> None:
        self.spans: list[float] = []
        self.errors = 0
        self._port = port
        self._door = http.client.HTTPConnection("localhost", port, timeout=60)
        self._cookies: dict[str, str] = {}
        self._token = ""
        self.get("/sign-in")
        self.post("/accounts/switch", {"person": name})
        self.spans.clear()

    def get(self, path: str) -> tuple[int, str]:
        return self._asked("GET", path, None)

    def post(self, path: str, words: dict[str, str]) -> tuple[int, str]:
        return self._asked("POST", path, urlencode(words | {"csrfmiddlewaretoken": self._token}))

    def _asked(self, method: str, path: str, body: str | None) -> tuple[int, str]:
        """The status, and where it leads."""
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if body is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        start = time.perf_counter()
        try:
            self._door.request(method, path, body, sent)
            answer = self._door.getresponse()
            page = answer.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException):
            self._door.close()
            self.errors += 1
            return 0, ""
        self.spans.append(time.perf_counter() - start)
        self.errors += answer.status >= 400
        for each in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = each.partition(";")[0].partition("=")
            self._cookies[name] = value
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        self._token = found[1] if found else self._token
        return answer.status, answer.headers.get("Location", "")

    def reads(self, pages: tuple[str, ...], start: int, wait: float, until: float) -> None:
        at = start
        time.sleep(wait)
        while time.monotonic() < until:
            self.get(pages[at % len(pages)])
            at += 1
            time.sleep(PAUSE)

    def writes(self, wait: float, until: float) -> None:
        """From the form to the signature."""
        time.sleep(wait)
        while time.monotonic() < until:
            self.get("/do/contact.report")
            _status, place = self.post("/do/contact.report", REPORT)
            if place:
                self.get(place)
                self.post(f"{place}/demo", {})
            time.sleep(PAUSE)


def load(folder: Path, readers: int, writers: int, seconds: float) -> None:
    """Prints how long the start took, the table, and the targets."""
    subprocess.run([PLENIPO, "demo", "--dir", folder], check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    begun = time.perf_counter()
    command = [PLENIPO, "serve", folder, "--demo", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        _until_open(port)
        Person(port, PERSONS[0]).get("/")
        start = time.perf_counter() - begun
        runs = {
            "readers, the plainest page": lambda: _run(port, PLAINEST, readers, 0, seconds / 2),
            "readers of all pages": lambda: _run(port, READ, readers, 0, seconds / 2),
            "readers and writers": lambda: _run(port, READ, readers, writers, seconds),
            "all readers at once, once": lambda: _at_once(port, readers),
        }
        print(f"{readers} readers, {writers} writers, a page every {PAUSE:.0f} s and its time each")
        rows = [_row(who, server.pid, run) for who, run in runs.items()]
        heads = ("who", "pages", "errors", "p50 ms", "p99 ms", "longest ms", "a second", "CPU ms a page")
        table(heads, rows)
        failed = sum(row[2] for row in rows)
        target(f"the first useful page within {SOON:.0f} s of the start: {start:.1f}", met=start <= SOON)
        target(f"no errors under load: {failed}", met=not failed)
    finally:
        server.terminate()
        server.wait(30)


def _until_open(port: int) -> None:
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return


def _run(port: int, pages: tuple[str, ...], readers: int, writers: int, seconds: float) -> Run:
    persons, authors = _people(port, readers), [Person(port, PERSONS[0]) for _ in range(writers)]
    until = time.monotonic() + seconds
    waits = [PAUSE * n / readers for n in range(readers)]
    threads = [Thread(target=p.reads, args=(pages, n, waits[n], until)) for n, p in enumerate(persons)]
    threads += [Thread(target=p.writes, args=(PAUSE * n / writers, until)) for n, p in enumerate(authors)]
    return *_said(threads, persons + authors), seconds


def _at_once(port: int, readers: int) -> Run:
    persons, start = _people(port, readers), Barrier(readers)
    threads = [
        Thread(target=lambda each=each, n=n: (start.wait(), each.get(READ[n % len(READ)])))
        for n, each in enumerate(persons)
    ]
    begun = time.perf_counter()
    return *_said(threads, persons), time.perf_counter() - begun


def _people(port: int, readers: int) -> list[Person]:
    return [Person(port, PERSONS[n % len(PERSONS)]) for n in range(readers)]


def _said(threads: list[Thread], people: list[Person]) -> tuple[list[float], int]:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [s for each in people for s in each.spans], sum(each.errors for each in people)


def _row(who: str, server: int, run: Callable[[], Run]) -> tuple[Any, ...]:
    before = _spent(server)
    spans, errors, seconds = run()
    spent = (_spent(server) - before) / len(spans)
    cuts = statistics.quantiles(spans, n=100) if len(spans) > 1 else [0.0] * 99
    times = (cuts[49], cuts[98], max(spans, default=0.0))
    return who, len(spans), errors, *(1000 * each for each in times), len(spans) / seconds, 1000 * spent


def _spent(server: int) -> float:
    """Seconds of CPU of the server and of the process that answers for it."""
    every = [(int(place.name), _stat(place)) for place in Path("/proc").glob("[0-9]*")]
    held = [stat for pid, stat in every if stat and server in {pid, int(stat[1])}]
    return sum(int(stat[11]) + int(stat[12]) for stat in held) / os.sysconf("SC_CLK_TCK")


def _stat(place: Path) -> list[str]:
    """From the state on; nothing of a process that has ended meanwhile."""
    try:
        return (place / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
