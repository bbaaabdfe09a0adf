"""A partner's mirror beside a world, for the tests of both."""

from __future__ import annotations

from typing import Any

import pytest
from intake_cast import KEYS, keys_of

from plenipo.acts import statement
from plenipo.errors import (
    PlenipoError,
)
from plenipo.register import (
    Checkpoint,
)
from plenipo.verify import origin_of
from plenipo_node.mirror import Held, Mirror
from plenipo_node.storage import MemoryRegister, Register
from world import World, text

MINUTE = 60_000
DELAY = 600_000  # the charter's


class Party:
    """A partner's mirror, offered what its registrar has."""

    def __init__(self, node: World, name: str = "DE", store: Register | None = None) -> None:
        self.node = node
        self.store = store or MemoryRegister()
        self.mirror = Mirror(self.store, keys_of(name).cosigner(node.founding, name), node.founding)

    def note(self, **changes: Any) -> bytes:
        """The checkpoint of all that the world has said."""
        root = bytes.fromhex(self.node.nodes.root(self.node.nodes.size) or "")
        standing = self.node.standing
        fields = {
            "origin": origin_of(self.node.founding, standing.term),
            "size": len(self.node.entries),
            "root": root,
        }
        return KEYS.sign(Checkpoint(**{**fields, **changes}), standing.register_keys, self.node.now // 1000)

    def offer(self, now: int | None = None, **changes: Any) -> Held:
        entries = self.node.entries[self.mirror.size :]
        return self.mirror.offer(self.note(**changes), entries, self.node.now if now is None else now)


def stated(node: World, words: str) -> statement.Record:
    act = node.act("DE/delegate", statement.Record, party="RU", at=0, text=text(words), sources=())
    assert isinstance(act, statement.Record)
    return act


def refused_unchanged(party: Party, error: type[PlenipoError], **offer: Any) -> Any:
    """The refusal; the mirror holds what it held and goes on."""
    held, head = party.mirror.size, party.store.head()
    checkpoint = party.store.checkpoint()
    with pytest.raises(error) as refused:
        party.offer(**offer)
    assert (party.mirror.size, party.store.head(), party.store.checkpoint()) == (held, head, checkpoint)
    return refused.value
