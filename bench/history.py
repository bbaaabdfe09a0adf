"""A register of any size that ends in the same days: a long history that is done with, and what is live now.

The acts are those of the exercise, folded as they are, without signatures. When the history is as long as
asked, nothing new is begun until everything is answered, read, reported and resolved; then the last days
begin, by the same seed whatever came before. What a page costs can so be compared across sizes.
"""

from __future__ import annotations

import random
from typing import Any

from exercise import CHAINS, CONCERNED, DAY, HOUR, MINUTE, PARTNERS, Chain, Exercise, _send

from plenipo.acts import Said, contact, readout
from plenipo.acts.codec import decode, encode, ref_of
from plenipo.acts.words import Seen, party_of
from plenipo.dialogue.entered import Signer
from plenipo.dialogue.standing import Standing
from plenipo.verify import Nodes, Read, Replay
from plenipo_node.node_keys import new_keys

LAST = 400  # acts of the last days
QUIET = 40 * DAY  # before the last days: longer than anything is shown as lately closed
ENDLESS = 1  # chains that never end, beside one for each envoy


class Settled(Exercise):
    """Every chain comes to its end: what is filed is read, what was cleared is held or cancelled."""

    def __init__(self) -> None:
        super().__init__(new_keys())
        self.past = Nodes()
        self.replay = Replay(Standing(), self.past)
        self._ending = False
        others = [(begin, weight) for begin, weight in CHAINS if begin is not Exercise.consent]
        self._chains = [*others, (Settled.consent, 1), (Settled.rumour, 1)]
        founding = self.founding()
        authorities = (self.key(f"{party}/authority").fingerprint for party in (*PARTNERS, CONCERNED))
        self._take(founding.act, tuple(map(Signer, sorted(authorities))))

    @property
    def standing(self) -> Standing:
        return self.replay.standing

    def grow(self, size: int) -> int:
        """A register of this size or a little more, and the instant at which its last days began."""
        while self.past.size < size - LAST:
            self._one()
        self._ending, ended = True, self.now
        while not self._quiet(ended):
            self._one()
        self._ending, self._random = False, random.Random(7)  # noqa: S311 - a rehearsal, not a secret
        began, size = self.now, self.past.size
        while self.past.size < size + LAST:
            self._one(10 * MINUTE)
        return began

    def _quiet(self, ended: int) -> bool:
        """All is done with for as long, and the newest mandate is so old whatever came before."""
        newest = max((held.at for held in self.standing.mandates.values()), default=0)
        endless = len(self._waiting) <= len(self.envoys) + ENDLESS
        return endless and self.now >= ended + QUIET and 0 <= self.now - newest - QUIET < 2 * DAY

    def _one(self, takes: int = MINUTE) -> None:
        if self._ending:
            self.now = max(self.now, self._waiting[0][0])
        chain, ref = self._next()
        step = _send(chain, ref) if ref else next(chain, None)
        if isinstance(step, int):
            self._push(chain, self.now + step, "")
        elif step is not None:
            self.now += takes
            self._push(chain, self.now, self._say(*step))

    def _say(self, person: str, kind: type[Said], fields: dict[str, Any]) -> str:
        self._blobs.clear()
        self._seen = Seen(size=self.past.size, root=self.past.root(self.past.size) or "")
        act = kind(id=self._id(), by=person, dialogue=self.dialogue, seen=self._seen, **fields)  # type: ignore[call-arg]
        return self._take(encode(act), (Signer(self.key(person).fingerprint),))

    # --- what the exercise leaves open is brought to its end ---

    def _told_by_them(self, ref: str) -> Chain:
        side = {"contact": ref, "side": "RU", "at": self.now, "sources": (self._source(),)}
        yield self._recorder(), contact.Confirm, side
        by = self._recorder()
        theirs = {"contact": ref, "side": "theirs", "text": self.text(), "recipients": PARTNERS}
        filed = yield by, readout.File, theirs
        for other in PARTNERS:
            if other != party_of(by):
                yield f"{other}/reader", readout.Acknowledge, {"readouts": (filed,)}

    def consent(self) -> Chain:
        """As in the exercise, and the contact is cancelled the day after."""
        ref = ""
        chain = super().consent()
        step = next(chain, None)
        while step is not None:
            ref = yield step
            step = _send(chain, ref) if ref else next(chain, None)
        yield DAY
        planned = self.standing.contacts.get(ref)
        if planned is not None:
            yield planned.by, contact.Cancel, {"contact": ref}

    def rumour(self) -> Chain:
        """A contact that becomes known through others, which is a finding."""
        where = {"party": "UK", "counterpart": "RU", "level": "technical", "medium": "call"}
        heard = {"at": self.now - HOUR, "known": "reported", "sources": (self._source(),)}
        yield "PL/delegate", contact.Report, where | heard

    def _take(self, act: bytes, signers: tuple[Signer, ...]) -> str:
        read = Read(decode(act), ref_of(act), signers)
        taken = self.replay.take(read, self.now)
        assert taken.verdict.allowed, (read.act, taken.verdict.reasons)
        self.past.append(bytes.fromhex(read.ref), self.now)
        return read.ref
