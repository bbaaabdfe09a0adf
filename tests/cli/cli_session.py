"""A session at the command line, in a folder of its own, with a clock that stands still until it is moved.

A transcript is a text file. Its lines are

    # a remark
    $ a command        run in the session's folder; what follows is its standard output
    ! a line           of standard error
    [1]                its exit status, where it is not 0
    @ clock +2d        moves the clock
    @ founded          begins with a dialogue that FR, DE and UA founded, with sealing keys

Besides `plenipo`, a session knows cp, rm, chmod, write, replace, flip and cut: what goes wrong on a disk.
What differs from run to run is written as <hash>, <fingerprint>, <key>.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
from pathlib import Path

import pytest

from plenipo_cli import clock
from plenipo_cli.main import run
from plenipo_cli.values import span

START = 1_767_258_000_000  # 2026-01-01T09:00:00Z
PARTIES = ("FR", "DE", "UA")
PERSONS = ("authority", "reserve", "delegate")
FOUNDED = "@ founded"

CHANGES = (
    (re.compile(r"(?:[0-9a-f]{4} ){15}[0-9a-f]{4}"), "<hash in groups>"),
    (re.compile(r"\b[0-9a-f]{64}\b"), "<hash>"),
    (re.compile(r"(?<=\()[0-9a-f]{12}(?=\))|(?<=  )[0-9a-f]{16}$"), "<hash>"),
    (re.compile(r"\b(?=[0-9a-f]*[a-f])(?=[0-9a-f]*[0-9])[0-9a-f]{12,32}\b"), "<hash>"),
    (re.compile(r"SHA256:[A-Za-z0-9+/]{12,43}"), "<fingerprint>"),
    (re.compile(r"\bAAAA[A-Za-z0-9+/]+=*"), "<key>"),
    (re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{43}="), "<key>"),
    (re.compile(r"\bage1pq[a-z0-9]+"), "<key>"),
    (re.compile(r"(?<=  )[0-9]+\.[0-9.]+$"), "<version>"),
    (re.compile(r"(?<= )[0-9]+ MiB free"), "<room> free"),
    (re.compile(r"[0-9]+(?= \(--all shows them\))"), "<some>"),
)


class Session:
    """Runs commands in `folder`; the current folder and the clock are the session's."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.now = START
        patch.chdir(folder)
        patch.setattr(clock, "now", lambda: self.now)
        for name in ("PLENIPO_DIR", "SSH_AUTH_SOCK"):
            patch.delenv(name, raising=False)

    def wait(self, words: str) -> None:
        self.now += span(words.lstrip("+-")) * (-1000 if words.startswith("-") else 1000)

    def plenipo(self, *words: str) -> tuple[int, str, str]:
        """Exit status, standard output, standard error."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = run(words)
        return status, out.getvalue(), err.getvalue()

    def ok(self, line: str) -> str:
        """The output of a command that has to succeed."""
        status, out, err = self.plenipo(*shlex.split(line)[1:])
        assert status == 0, f"{line}\n{out}{err}"
        return out

    def found(self) -> None:
        """FR, DE and UA found a dialogue in the folder FR; each has a sealing key and an envoy."""
        for party in PARTIES:
            self.ok(f"plenipo found keys --dir {party} --party {party}")
            for person in (*PERSONS, "envoy"):
                self.ok(f"plenipo key new {party}-{person} --no-passphrase")
        self.ok("plenipo found draft d.json --partner FR --partner DE --concerned UA")
        keys = " ".join(f"--key {party}-authority" for party in PARTIES)
        self.ok(f"plenipo found d.json --dir FR {keys}")
        for party in PARTIES:
            by = f"--key {party}-authority --dir FR"
            self.ok(f"plenipo act key.add --owner {party} --purpose seal --public-key {party}.node.json {by}")
            who = f"--person {party}/envoy --functions envoy --keys {party}-envoy.pub"
            self.ok(f"plenipo act person.accredit {who} {by}")

    def say(self, line: str) -> list[str]:
        """What a transcript shows for one command."""
        words = shlex.split(self._filled(line))
        if words[0] != "plenipo":
            _disk(words)
            return []
        status, out, err = self.plenipo(*words[1:])
        shown = [f"! {each}" if each else "!" for each in err.splitlines()]
        lines = [*out.splitlines(), *shown, *([f"[{status}]"] if status else [])]
        return [self._same(each).rstrip() for each in lines]

    def _filled(self, line: str) -> str:
        """`$(cat FILE)` is what the file holds."""
        return re.sub(r"\$\(cat ([^)]+)\)", lambda m: Path(m[1]).read_text().strip(), line)

    def _same(self, line: str) -> str:
        line = line.replace(str(self.folder), "<here>")
        for pattern, name in CHANGES:
            line = pattern.sub(name, line)
        return line


def _disk(words: list[str]) -> None:
    name, *rest = words
    if name == "cp":
        source, target = map(Path, rest)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    elif name == "rm":
        path = Path(rest[0])
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    elif name == "chmod":
        Path(rest[1]).chmod(int(rest[0], 8))
    elif name == "write":
        Path(rest[0]).write_text(rest[1].replace("\\n", "\n"), encoding="utf-8")
    elif name == "replace":
        path = Path(rest[0])
        path.write_text(path.read_text(encoding="utf-8").replace(rest[1], rest[2]), encoding="utf-8")
    elif name == "flip":
        path, at = Path(rest[0]), int(rest[1])
        data = bytearray(path.read_bytes())
        data[at] ^= 1
        path.write_bytes(data)
    elif name == "cut":
        os.truncate(rest[0], int(rest[1]))
    else:
        raise AssertionError(f"no such command: {name}")


def play(session: Session, transcript: str) -> str:
    """The transcript as it went now."""
    lines: list[str] = []
    for line in transcript.splitlines():
        if line.startswith("@ clock "):
            session.wait(line.removeprefix("@ clock "))
        if line.startswith(("#", "@")) or not line:
            lines.append(line)
        elif line.startswith("$ "):
            lines += [line, *session.say(line.removeprefix("$ "))]
    return "\n".join(lines) + "\n"
