"""The demo, checked as a stranger would: every signature by ssh-keygen, every byte of the export."""

from __future__ import annotations

import contextlib
import io
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from plenipo.register import decode_entry
from plenipo_cli import exits
from plenipo_cli.main import run
from plenipo_node.folder import open_folder

FLIPS = 500


class Played:
    """The demo's folder, what it printed, and its export."""

    def __init__(self, place: Path) -> None:
        self.folder = place / "dialogue"
        self.export = place / "export"
        self.story = self.run("demo", "--dir", str(self.folder))
        self.root = (self.folder / "root").read_text(encoding="ascii").strip()
        self.run("export", str(self.folder), str(self.export))

    def run(self, *words: str) -> str:
        """What the command prints; it must succeed."""
        told = io.StringIO()
        with contextlib.redirect_stdout(told):
            assert run(words) == exits.OK, words
        return told.getvalue()


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    return Played(tmp_path_factory.mktemp("demo"))


@pytest.mark.parametrize(
    "told",
    [
        "1,024 days without a known contact",
        "neither confirmed nor denied",
        "confirmed by one side",
        "not-reached: nobody objected, but IT never acknowledged",
        "not-adopted: an amendment breaks silence",
        "adopted: bound are FR, DE, PL, UK; not bound: IT",
        "rule 17:",
        "rule 13:",
        "rule 20:",
        "rule 21:",
        "rule 31:",
        "rule 10:",
        "go-ahead of the plan: gone",
        "go-ahead of the plan: standing",
        "finding: DE asked UA again on ceasefire",
        "with a stranger's key: nothing",
        "Supported by 4 of 5: FR, DE, PL, IT. No mandate",
        "A blocking minority has at least 4 members",
        "Nothing here is owed by UA",
        "authority: bilateral",
        "authority: disavowed",
        "is still open",
        "common lines on monitoring, under silence",
        "UA: 1 to do; asked of it and owed by nobody: 2",
    ],
)
def test_the_story_tells(played: Played, told: str) -> None:
    assert told in " ".join(played.story.split())


def test_every_refusal_names_a_cure(played: Played) -> None:
    refused = played.story.split("  refused  ")[1:]
    assert len(refused) >= 9
    assert all("cure: " in each for each in refused)


def test_ssh_keygen_accepts_every_signature(played: Played, tmp_path: Path) -> None:
    with open_folder(played.folder) as folder:
        entries = [decode_entry(data) for data in folder.register.read()]
    signed = [(entry.act, armored) for entry in entries for armored in entry.signatures]
    assert len(signed) > len(entries)  # all parties signed the founding
    signature = tmp_path / "signature"
    allowed = str(played.folder / "allowed_signers")
    for act, armored in signed:
        signature.write_bytes(armored)
        found = _keygen("find-principals", act, signature, allowed).stdout.decode().splitlines()
        done = _keygen("verify", act, signature, allowed, "-n", "act@plenipo", "-I", found[0])
        assert done.returncode == 0, done.stderr


def _keygen(
    verb: str, act: bytes, signature: Path, allowed: str, *more: str
) -> subprocess.CompletedProcess[bytes]:
    words = ["ssh-keygen", "-Y", verb, "-s", str(signature), "-f", allowed, *more]
    return subprocess.run(words, input=act, capture_output=True, check=False)


def test_the_folder_and_with_its_root_the_export_hold(played: Played) -> None:
    assert played.run("verify", str(played.folder)).startswith("holds")
    assert played.run("verify", str(played.export), "--root", played.root).startswith("holds")


def test_without_a_root_nobody_can_tell(played: Played) -> None:
    assert run(["verify", str(played.export), "--json"]) == exits.UNCLEAR


def test_a_flip_of_any_single_byte_of_the_export_is_detected(played: Played, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(played.export, copy)
    files = sorted(path for path in copy.rglob("*") if path.is_file())
    sizes = [path.stat().st_size for path in files]
    dice = random.Random(2026)  # noqa: S311 - chooses what to break
    for _ in range(FLIPS):
        (path,) = dice.choices(files, weights=sizes)
        whole = path.read_bytes()
        at = dice.randrange(len(whole))
        broken = bytearray(whole)
        broken[at] ^= 1 << dice.randrange(8)
        path.write_bytes(broken)
        status = run(["verify", str(copy), "--root", played.root, "--json"])
        assert status == exits.NO, f"{path.relative_to(copy)} at {at}"
        path.write_bytes(whole)
