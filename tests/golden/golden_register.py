"""Golden registers: the entries of one, and what the rules of its version make of them.

`rules-V.entries` is an entry bundle: each entry after its length as a big-endian uint16. `rules-V.json`
holds the root, the digest of the standing, and for each entry its kind, the reasons against it, and its
findings.

    script/golden                  checks that the files of the present version say what the program says
    script/golden --new-version    writes the files of a version that is not released yet
"""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
from golden_scene import digest, played
from msgspec import Struct

from plenipo.acts import kind_of
from plenipo.dialogue.standing import Standing
from plenipo.guard.versions import VERSIONS
from plenipo.register import encode_bundle
from plenipo.verify import Nodes, Replay, Taken
from plenipo.verify.replay import replay_entry

FOLDER = Path(__file__).parents[1] / "data/golden"


class Judged(Struct, frozen=True, omit_defaults=True):
    """One entry; `refused` are the reasons against it, as "rule code", `findings` what it brought up."""

    kind: str
    refused: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()


class Golden(Struct, frozen=True):
    rules: str
    size: int
    root: str
    standing: str
    entries: tuple[Judged, ...]


def names() -> tuple[str, ...]:
    """The rules versions that have a golden register."""
    return tuple(sorted(path.stem.removeprefix("rules-") for path in FOLDER.glob("rules-*.json")))


def entries_of(rules: str) -> list[bytes]:
    """The entries in the bundle, however many."""
    data = (FOLDER / f"rules-{rules}.entries").read_bytes()
    found, at = [], 0
    while at < len(data):
        length = int.from_bytes(data[at : at + 2], "big")
        found.append(data[at + 2 : at + 2 + length])
        at += 2 + length
    return found


def golden_of(rules: str) -> Golden:
    return msgspec.json.decode((FOLDER / f"rules-{rules}.json").read_bytes(), type=Golden)


def replayed(entries: list[bytes]) -> Golden:
    """What the program makes of the entries."""
    nodes = Nodes()
    replay = Replay(Standing(), nodes)
    judged = tuple(_judged(replay_entry(replay, nodes, entry)) for entry in entries)
    return Golden(
        rules=replay.standing.rule_book.rules,
        size=nodes.size,
        root=nodes.root(nodes.size) or "",
        standing=digest(replay.standing),
        entries=judged,
    )


def _judged(taken: Taken) -> Judged:
    return Judged(
        kind=kind_of(type(taken.entered.act)),
        refused=tuple(f"{reason.rule} {reason.code}" for reason in taken.verdict.reasons),
        findings=tuple(flag.code for flag in taken.verdict.flags),
    )


def write(rules: str) -> None:
    entries = played().entries
    told = msgspec.json.format(msgspec.json.encode(replayed(entries)), indent=1)
    (FOLDER / f"rules-{rules}.entries").write_bytes(encode_bundle(entries))
    (FOLDER / f"rules-{rules}.json").write_bytes(told + b"\n")


def main(arguments: list[str]) -> int:
    rules = VERSIONS[-1]
    if arguments == ["--new-version"]:
        write(rules)
        print(f"golden: written, rules version {rules}")  # noqa: T201 - its only output
        return 0
    if arguments or rules not in names():
        print("golden: --new-version writes the register of a version that is not released yet")  # noqa: T201
        return 2
    alike = replayed(entries_of(rules)) == golden_of(rules)
    print(f"golden: rules version {rules} {'holds' if alike else 'does NOT hold'}; nothing was written")  # noqa: T201
    return 0 if alike else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
