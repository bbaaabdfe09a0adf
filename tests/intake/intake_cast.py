"""What the cast says in memory, brought to a node's intake as submissions with their sealed blobs."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

import world
from plenipo.acts.codec import decode
from plenipo.acts.words import Text
from plenipo.dialogue.standing import Standing
from plenipo.guard.rules.who import texts_of
from plenipo.register import Frontier, decode_entry, leaf_hash
from plenipo.sealing import HybridIdentity
from plenipo.verify import Nodes, Replay, Taken
from plenipo.verify.replay import replay_entry
from plenipo_node.intake import Intake, Outcome, Registered, Submission
from plenipo_node.node_keys import NodeKeys
from plenipo_node.storage import MemoryRegister, Register
from world import World, seed_of

BLOBS: dict[str, bytes] = {}
_text = world.text


def _remembered(words: str, marking: str = "TLP:AMBER") -> Text:
    text = _text(words, marking)
    BLOBS[text.blob] = b"blob" + words.encode()
    return text


world.text = _remembered


def keys_of(party: str) -> NodeKeys:
    return NodeKeys(
        seed_of(f"{party} registrar"),
        seed_of(f"{party} registrar pq"),
        seed_of(f"{party} mirror"),
        HybridIdentity(seed_of(f"{party} sealing")),
    )


KEYS = keys_of("FR")


def submission(entry: bytes) -> Submission:
    """The act of an entry as its author brings it, with its sealed blobs."""
    held = decode_entry(entry)
    return Submission(held.act, held.signatures, blobs_of(held.act))


def blobs_of(act: bytes) -> dict[str, bytes]:
    return {text.blob: BLOBS[text.blob] for text in texts_of(decode(act))}


class Desk:
    """A node that takes what its `world` says, at the world's time."""

    def __init__(self, register: Register | None = None, every: int = 4096, **charter: Any) -> None:
        self.world = World(**charter)
        self.register = register or MemoryRegister()
        self.now = self.world.now
        self.intake = self.open(every)

    def open(self, every: int = 4096) -> Intake:
        return Intake(self.register, KEYS, lambda: self.now, every=every)

    def bring(self) -> list[Outcome]:
        """All that the world has said and the register does not hold yet, each at its instant."""
        entries = self.world.entries[self.register.size() :]
        outcomes = []
        for stamp, group in groupby(entries, lambda entry: decode_entry(entry).stamp_ms):
            self.now = stamp
            outcomes += self.intake.submit([submission(entry) for entry in group])
        self.now = self.world.now
        return outcomes


def replayed(entries: Iterable[bytes]) -> tuple[Standing, list[Taken], Nodes]:
    """All the entries judged again from their bytes, as a stranger does."""
    nodes = Nodes()
    replay = Replay(Standing(), nodes)
    taken = [replay_entry(replay, nodes, data) for data in entries]
    return replay.standing, taken, nodes


def check_whole(register: Register) -> Standing:
    """The register verifies: entries, tree, verdicts."""
    entries = list(register.read())
    standing, taken, _ = replayed(entries)
    assert all(each.verdict.allowed for each in taken)
    tree = Frontier()
    tree.extend(map(leaf_hash, entries))
    assert register.head().root == tree.root()
    assert standing.size == register.size()
    return standing


def places(outcomes: Iterable[Outcome]) -> list[int]:
    found = []
    for outcome in outcomes:
        assert isinstance(outcome, Registered), outcome
        found.append(outcome.index)
    return found
