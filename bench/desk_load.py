"""Readers and writers on a real `plenipo serve` over loopback, each with a connection and a pace."""

from __future__ import annotations

import http.client
import re
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode

from measure import table, target

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

    def reads(self, pages: tuple[str, ...], start: int, until: float) -> None:
        at = start
        while time.monotonic() < until:
            self.get(pages[at % len(pages)])
            at += 1
            time.sleep(PAUSE)

    def writes(self, until: float) -> None:
        """From the form to the signature."""
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
        rows = [_row("readers, the plainest page", *_run(port, PLAINEST, readers, 0, seconds / 2))]
        rows.append(_row("readers", *(run := _run(port, READ, readers, writers, seconds))))
        print(f"{readers} readers, {writers} writers, a page every {PAUSE:.0f} s and its time each")
        table(("who", "pages", "errors", "p50 ms", "p99 ms", "a second"), rows)
        target(f"the first useful page within {SOON:.0f} s of the start: {start:.1f}", met=start <= SOON)
        target(f"no errors under load: {run[1]}", met=not run[1])
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


def _run(
    port: int, pages: tuple[str, ...], readers: int, writers: int, seconds: float
) -> tuple[list[float], int, float]:
    """The seconds of each page, how many failed, and for how long it went."""
    persons = [Person(port, PERSONS[n % len(PERSONS)]) for n in range(readers)]
    authors = [Person(port, PERSONS[0]) for _ in range(writers)]
    until = time.monotonic() + seconds
    threads = [Thread(target=each.reads, args=(pages, n, until)) for n, each in enumerate(persons)]
    threads += [Thread(target=each.writes, args=(until,)) for each in authors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    everybody = persons + authors
    return [s for each in everybody for s in each.spans], sum(each.errors for each in everybody), seconds


def _row(who: str, spans: list[float], errors: int, seconds: float) -> tuple[object, ...]:
    cuts = statistics.quantiles(spans, n=100) if len(spans) > 1 else [0.0] * 99
    return who, len(spans), errors, cuts[49] * 1000, cuts[98] * 1000, len(spans) / seconds
