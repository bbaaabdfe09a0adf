"""The cast at a node: what they say goes through its intake, with the sealed blobs that it names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import world
from plenipo.acts import Said
from plenipo.acts.codec import decode, encode
from plenipo.acts.words import Text
from plenipo.dialogue.standing import Standing
from plenipo.guard.rules.who import texts_of
from plenipo.guard.verdict import Verdict
from plenipo.register import Frontier, decode_entry, leaf_hash
from plenipo.sealing import HybridIdentity
from plenipo.verify import Nodes, Replay, Taken
from plenipo.verify.replay import replay_entry
from plenipo_node.intake import Intake, Invalid, Outcome, Refused, Registered, Submission
from plenipo_node.node_keys import NodeKeys
from plenipo_node.storage import MemoryRegister, Register
from world import START, World, seed_of, sign_all

BLOBS: dict[str, bytes] = {}
_text = world.text


def _remembered(words: str, marking: str = "TLP:AMBER") -> Text:
    text: Text = _text(words, marking)
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


def signed(act: Said, *signers: str) -> Submission:
    """The act as its author brings it, with its sealed blobs."""
    data = encode(act)
    return Submission(data, sign_all(data, signers or (act.by,)), blobs_of(data))


def again(entry: bytes) -> Submission:
    """The act of an entry, brought once more."""
    held = decode_entry(entry)
    return Submission(held.act, held.signatures, blobs_of(held.act))


def blobs_of(act: bytes) -> dict[str, bytes]:
    return {text.blob: BLOBS[text.blob] for text in texts_of(decode(act))}


class NodeWorld(World):
    """The world of the tests, with a node as its registrar; beside it, a replay that only sees entries."""

    def __init__(self, register: Register | None = None, every: int = 4096, **charter: Any) -> None:
        self.register_port = register or MemoryRegister()
        self.now = START
        self.intake = self.opened(every)
        super().__init__(**charter)

    def opened(self, every: int = 4096) -> Intake:
        return Intake(self.register_port, KEYS, lambda: self.now, every=every)

    def submit(self, *submissions: Submission) -> list[Outcome]:
        outcomes = self.intake.submit(submissions)
        self.read_on()
        return outcomes

    def read_on(self) -> None:
        """Take what the register has grown by into the replay beside it."""
        for entry in self.register_port.read(len(self.entries)):
            replay_entry(self.replay, self.nodes, entry)
            self.entries.append(entry)

    def force(self, act: Said, signers: tuple[str, ...] = ()) -> Verdict:
        """Nothing is forced on a node: a verdict against is a refusal."""
        (outcome,) = self.submit(signed(act, *signers))
        assert not isinstance(outcome, Invalid), outcome.error
        assert outcome.verdict is not None
        return outcome.verdict


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


def places(outcomes: Sequence[Outcome]) -> list[int]:
    assert all(isinstance(outcome, Registered) for outcome in outcomes), outcomes
    return [outcome.index for outcome in outcomes if isinstance(outcome, Registered)]


def reasons(outcome: Outcome) -> set[tuple[int, str]]:
    assert isinstance(outcome, Refused), outcome
    return {(reason.rule, reason.code) for reason in outcome.verdict.reasons}
