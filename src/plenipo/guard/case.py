"""What the guard judges: an act about to be entered, the standing before it, and the past it cites."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

from plenipo.acts import contact, offer, proposal
from plenipo.acts.charter import Charter
from plenipo.acts.words import Level, Medium, Reach, Said
from plenipo.dialogue.entered import Entered
from plenipo.dialogue.records import Contact, Proposal
from plenipo.dialogue.standing import Standing


class Past(Protocol):
    """The register before the act."""

    def root(self, size: int) -> str | None:
        """The root of the first `size` entries in hex, or None if there are not so many."""

    def stamp(self, index: int) -> int:
        """The stamp of an entry, milliseconds."""


class Intent(Struct, frozen=True, gc=False):
    """What is intended towards the counterpart, whatever act says it. Judged at `at`."""

    mandate: str
    envoy: str
    counterpart: str
    level: Level
    medium: Medium | None
    topics: tuple[str, ...]
    at: int
    commitment: str
    needs: Reach
    through: str | None = None
    text_is_put: bool = False  # a text goes to the counterpart, so each concerned party is asked


class Case:
    """What every rule is given. `act` and `now` stand here too, since every rule asks for them."""

    __slots__ = ("act", "entered", "now", "past", "standing")

    def __init__(self, standing: Standing, entered: Entered, past: Past) -> None:
        self.standing = standing
        self.entered = entered
        self.past = past
        self.act: Said = entered.act
        self.now = entered.stamp

    @property
    def charter(self) -> Charter:
        return self.standing.rule_book


def intent_of(act: Said, now: int) -> Intent | None:
    """The intent that an act states, or None if it states a fact."""
    if isinstance(act, contact.Plan):
        return _intent(act, act.at, act.lines.commitment)
    if isinstance(act, proposal.Table):
        return _intent(act, now, act.text.commitment, _tabled(act), text_is_put=True)
    if isinstance(act, offer.Make):
        return _intent(act, now, act.text.commitment, text_is_put=True)
    return None


def intent_behind(held: Contact | Proposal, at: int) -> Intent | None:
    """The intent of a plan or proposal already admitted, to be judged again at `at`."""
    if held.mandate is None or held.envoy is None:
        return None
    if isinstance(held, Proposal):
        return _intent(held, at, held.commitment, _tabled(held), text_is_put=True)
    return _intent(held, at, held.lines or "")


def _tabled(put: proposal.Table | Proposal) -> Reach:
    """How far a proposal goes."""
    return "agree-ad-referendum" if put.commits else "propose"


def _intent(
    stated: contact.Plan | proposal.Table | offer.Make | Contact | Proposal,
    at: int,
    commitment: str,
    needs: Reach = "explore",
    *,
    text_is_put: bool = False,
) -> Intent:
    return Intent(
        mandate=stated.mandate or "",
        envoy=stated.envoy or "",
        counterpart=stated.counterpart,
        level=stated.level,
        medium=stated.medium,
        topics=stated.topics,
        at=at,
        commitment=commitment,
        needs=needs,
        through=stated.through,
        text_is_put=text_is_put,
    )
