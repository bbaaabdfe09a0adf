"""A second count of the consultations in these histories, from the list of entries alone.

By vote under five rules, at once or in two stages (in writing); by silence; with answers for one other,
weights of the day, and what is registered late and others had in time; settled, where that is asked.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from proof_history import Heard, History

from plenipo.acts import consultation
from plenipo.acts.charter import Charter
from plenipo.acts.words import party_of

PLAIN = {"for", "against", "abstain"}
WORDS = {
    "simple-majority": PLAIN,
    "weighted-majority": PLAIN,
    "consensus": PLAIN,
    "unanimity": PLAIN,
    "cfsp-unanimity": PLAIN | {"constructive", "vital-reasons"},
}
BREAKS = {"object", "amend"}
EVER = 2**60


class Put:
    """One consultation. `under` counts it by another charter, among those of its partners who were asked."""

    def __init__(self, history: History, ref: str, under: Charter | None = None) -> None:
        index, self.opened = next(
            (i, e) for i, e in enumerate(history.entries) if e.ref == ref and not e.void
        )
        self.history, self.ref, self.act = history, ref, self.opened.act
        then = History(history.entries[: index + 1])
        self.index, self.old = index, then.charter()
        book = under or self.old
        asked = set(then.parties("partner"))
        self.members = {p.id: p.weight for p in book.parties if p.role == "partner" and p.id in asked}
        self.rule = book.decisions[self.act.subject.__struct_config__.tag]
        self.tables = book.weights
        self.deadline = int(
            next(reversed([e.act.deadline for e in self._on(consultation.Extend)]), self.act.deadline)
        )
        self.withdrawn = any(self._on(consultation.Withdraw))
        self.answers = [e for e in self._on(consultation.Answer) if party_of(e.act.by) in self.members]

    def _on(self, kind: Any) -> list[Heard]:
        return [e for e in self.history.of(kind) if e.act.consultation == self.ref]

    # Who said what

    def stage(self, at: int) -> tuple[int, int]:
        """A written procedure has two; an answer belongs to the one in which it was registered."""
        until = self.act.consent_by
        if until is None:
            return 0, EVER
        return (0, until) if at < until else (until, EVER)

    def own(self, member: str, stage: tuple[int, int]) -> list[Heard]:
        said = [e for e in self.answers if e.act.on_behalf is None and party_of(e.act.by) == member]
        return [e for e in said if stage[0] <= e.stamp < stage[1]]

    def by_others(self, member: str, stage: tuple[int, int]) -> list[Heard]:
        return [e for e in self.answers if e.act.on_behalf == member and stage[0] <= e.stamp < stage[1]]

    def words(self, stage: tuple[int, int]) -> dict[str, str | None]:
        """Each member's answer: its own last in time, else the last that another gave for it."""
        found: dict[str, str | None] = {}
        for member in self.members:
            said = self._heard(member, stage) or self.by_others(member, stage)
            found[member] = said[-1].act.answer if said else None
        return found

    def _heard(self, member: str, stage: tuple[int, int]) -> list[Heard]:
        return [e for e in self.own(member, stage) if self.timely(e)]

    def said(self) -> set[str]:
        """The words of the vote that are in the last answers, members' own and those given for them."""
        stage = (self.act.consent_by or 0, EVER)
        last = [e[-1:] for m in self.members for e in (self._heard(m, stage), self.by_others(m, stage))]
        return {e.act.answer for given in last for e in given}

    def weights(self) -> dict[str, int]:
        """Of the table in force on the day of the vote, which is the deadline's."""
        for table in self.tables:
            if table.since <= self.deadline and (table.until is None or self.deadline < table.until):
                return {p: table.of.get(p, own) for p, own in self.members.items()}
        return self.members

    # What came of it

    def outcome(self, now: int) -> str:
        if self.withdrawn:
            return "not-adopted"
        if self.act.procedure == "silence":
            return self._kept(now)
        if self.act.procedure == "written":
            first = "unanimity", self.words((0, self.act.consent_by))
            if now < self.act.consent_by:
                return "pending"
            if not carried(*first, self.weights()):
                return "no-vote"
        told = self._voted(now)
        waits = self.rule.settled and not self._certain()
        return "pending" if told == "adopted" and waits and not self._settled(now) else told

    def _voted(self, now: int) -> str:
        words, weights = self.words((self.act.consent_by or 0, EVER)), self.weights()
        told = {carried(self.rule.rule, words, weights)}
        if now < self.deadline:
            told = (
                told | _whatever_comes(self.rule.rule, words, weights) if self.rule.final else {True, False}
            )
        return "pending" if len(told) > 1 else "adopted" if told == {True} else "not-adopted"

    def _certain(self) -> bool:
        """Answers are final, and whatever the missing ones are, it is adopted."""
        stage = (self.act.consent_by or 0, EVER)
        told = (self.words(stage), self.weights())
        return self.rule.final and _whatever_comes(self.rule.rule, *told) == {True}

    def _settled(self, now: int) -> bool:
        """A quorum has cosigned what was there once deadline and delay were past, and now they are."""
        final, settled = self.deadline + self.old.delay * 1000, self.history.settled()
        return settled is not None and settled >= final and now >= final

    def _kept(self, now: int) -> str:
        """Nobody objected in time, everybody had the text in time, and a quorum cosigned after that."""
        if any(self.timely(e) for e in self.own_answers()):
            return "not-adopted"
        if now < self.deadline:
            return "pending"
        latest = self.deadline - self.old.silence_minimum * 1000
        if any(self._reached(p) > latest for p in self.members):
            return "not-reached"
        return "adopted" if self._settled(now) else "pending"

    def own_answers(self) -> list[Heard]:
        """Members' own; to a silence there is no other word than one that breaks it."""
        return [e for e in self.answers if e.act.on_behalf is None]

    def timely(self, answer: Heard) -> bool:
        """Registered before the deadline, or enough other partners say that they had it before."""
        if answer.stamp < self.deadline:
            return True
        others = set(self.members) - {party_of(answer.act.by)}
        had = {
            party_of(e.act.by)
            for e in self.vouching(answer.ref)
            if e.act.received < self.deadline and party_of(e.act.by) in others
        }
        return len(had) >= max(1, min(self.old.receipts, len(others)))

    def vouching(self, answer: str) -> list[Heard]:
        return [e for e in self._on(consultation.Vouch) if e.act.answer == answer]

    def _reached(self, party: str) -> int:
        received = [
            e.stamp
            for e in self.history.of(consultation.Receive)
            if (e.act.on_behalf or party_of(e.act.by)) == party
            and any(t.consultation == self.ref for t in e.act.texts)
        ]
        answered = [e.stamp for e in self.answers if party_of(e.act.by) == party]
        return min([*received, *answered], default=EVER)


def carried(rule: str, words: Mapping[str, str | None], weights: Mapping[str, int]) -> bool:
    """Adopted by these answers, were there no others to come."""
    present = 2 * sum(word is not None for word in words.values()) > len(words)
    return present and _ADOPTS[rule](words, weights)


def _half(words: Mapping[str, str | None], _weights: Mapping[str, int]) -> bool:
    return 2 * list(words.values()).count("for") > len(words)


def _weighty_half(words: Mapping[str, str | None], weights: Mapping[str, int]) -> bool:
    return 2 * _sum((p for p, word in words.items() if word == "for"), weights) > sum(weights.values())


def _nobody(*prevents: str | None) -> Callable[[Mapping[str, str | None], Mapping[str, int]], bool]:
    return lambda words, _weights: not set(words.values()) & set(prevents)


def _no_third(words: Mapping[str, str | None], weights: Mapping[str, int]) -> bool:
    """Nobody prevents it, nor do those who stand apart: a third of the members with a third of the people."""
    apart = [p for p, word in words.items() if word == "constructive"]
    third_of_members = 3 * len(apart) >= len(words)
    third_of_people = 3 * _sum(apart, weights) >= sum(weights.values())
    stopped = bool(apart) and third_of_members and third_of_people
    return not stopped and not set(words.values()) & {None, "against", "vital-reasons"}


_ADOPTS: dict[str, Callable[[Mapping[str, str | None], Mapping[str, int]], bool]] = {
    "simple-majority": _half,
    "weighted-majority": _weighty_half,
    "consensus": _nobody("against"),
    "unanimity": _nobody("against", None),
    "cfsp-unanimity": _no_third,
}


def _sum(parties: Iterable[str], weights: Mapping[str, int]) -> int:
    return sum(weights[p] for p in parties)


def _whatever_comes(rule: str, words: Mapping[str, str | None], weights: Mapping[str, int]) -> set[bool]:
    """What can come of it: every answer of those who are missing is tried."""
    missing = [p for p, word in words.items() if word is None]
    found: set[bool] = set()
    for answers in itertools.product((None, *sorted(WORDS[rule])), repeat=len(missing)):
        found.add(carried(rule, {**words, **dict(zip(missing, answers, strict=True))}, weights))
        if len(found) > 1:
            break
    return found


def outcome(history: History, ref: str, now: int) -> str:
    return Put(history, ref).outcome(now)


def adopted(history: History, ref: str, now: int) -> bool:
    """The consultation opened by the act `ref` is adopted at `now`."""
    return outcome(history, ref, now) == "adopted"
