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
        return Intent(
            mandate=act.mandate,
            envoy=act.envoy,
            counterpart=act.counterpart,
            level=act.level,
            medium=act.medium,
            topics=act.topics,
            at=act.at,
            commitment=act.lines.commitment,
            needs="explore",
            through=act.through,
        )
    if isinstance(act, proposal.Table):
        return Intent(
            mandate=act.mandate,
            envoy=act.envoy,
            counterpart=act.counterpart,
            level=act.level,
            medium=act.medium,
            topics=act.topics,
            at=now,
            commitment=act.text.commitment,
            needs="agree-ad-referendum" if act.commits else "propose",
            through=act.through,
            text_is_put=True,
        )
    if isinstance(act, offer.Make):
        return Intent(
            mandate=act.mandate,
            envoy=act.envoy,
            counterpart=act.counterpart,
            level=act.level,
            medium=act.medium,
            topics=act.topics,
            at=now,
            commitment=act.text.commitment,
            needs="explore",
            through=act.through,
            text_is_put=True,
        )
    return None


def intent_behind(held: Contact | Proposal, at: int) -> Intent | None:
    """The intent of a plan or proposal already admitted, to be judged again at `at`."""
    if held.mandate is None or held.envoy is None:
        return None
    return _behind_text(held, at) if isinstance(held, Proposal) else _behind_plan(held, at)


def _behind_text(held: Proposal, at: int) -> Intent:
    return Intent(
        mandate=held.mandate or "",
        envoy=held.envoy or "",
        counterpart=held.counterpart,
        level=held.level,
        medium=held.medium,
        topics=held.topics,
        at=at,
        commitment=held.commitment,
        needs="agree-ad-referendum" if held.commits else "propose",
        through=held.through,
        text_is_put=True,
    )


def _behind_plan(held: Contact, at: int) -> Intent:
    return Intent(
        mandate=held.mandate or "",
        envoy=held.envoy or "",
        counterpart=held.counterpart,
        level=held.level,
        medium=held.medium,
        topics=held.topics,
        at=at,
        commitment=held.lines or "",
        needs="explore",
        through=held.through,
    )
