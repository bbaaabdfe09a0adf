"""consent, pressure: a concerned party's word, and how it was treated."""

from __future__ import annotations

from typing import Literal

from plenipo.acts import consent, pressure
from plenipo.acts.words import party_of
from plenipo.dialogue.entered import Entered
from plenipo.dialogue.folds.table import Table, on
from plenipo.dialogue.records import Ask, Claim, Consent
from plenipo.dialogue.standing import Standing

NO_TOPIC = ("",)  # a request may name no topic: does this text touch anything of yours?


def ask(standing: Standing, act: consent.Ask, e: Entered) -> None:
    standing.asks[e.ref] = Ask(
        index=e.index,
        at=e.stamp,
        by=act.by,
        party=act.party,
        topics=act.topics,
        commitment=act.text.commitment,
        counterpart=act.counterpart,
        level=act.level,
        answer_by=act.answer_by,
        linked=act.linked,
    )
    standing.asked.setdefault(act.text.commitment, []).append(e.ref)
    for topic in act.topics or NO_TOPIC:
        standing.matter(act.party, topic).pending[e.ref] = party_of(act.by)


def give(standing: Standing, act: consent.Give, e: Entered) -> None:
    _file(
        standing,
        e.ref,
        Consent(
            index=e.index,
            at=e.stamp,
            by=act.by,
            party=party_of(act.by),
            commitment=act.commitment,
            counterpart=act.counterpart,
            level=act.level,
            topics=act.topics,
            until=act.until,
            conditional=act.conditions is not None,
            under_protest=act.under_protest,
        ),
    )
    _answered(standing, party_of(act.by), act.commitment, "given", e.stamp)


def disclaim(standing: Standing, act: consent.Disclaim, e: Entered) -> None:
    _file(
        standing,
        e.ref,
        Consent(
            index=e.index,
            at=e.stamp,
            by=act.by,
            party=party_of(act.by),
            commitment=act.commitment,
            counterpart=act.counterpart,
            level=act.level,
            disclaims=True,
        ),
    )
    _answered(standing, party_of(act.by), act.commitment, "disclaimed", e.stamp)


def claim(standing: Standing, act: consent.Claim, e: Entered) -> None:
    claimed = Claim(party=party_of(act.by), topics=act.topics, at=e.stamp)
    standing.contacts[act.contact].claims.append(claimed)


def refuse(standing: Standing, act: consent.Refuse, e: Entered) -> None:
    """A no outweighs an earlier yes to the same text."""
    asked = standing.asks[act.ask]
    _close(standing, act.ask, "refused", e.stamp)
    for topic in asked.topics or NO_TOPIC:
        standing.matter(asked.party, topic).refused = e.stamp
    for ref in standing.on_text.get(asked.commitment, ()):
        given = standing.consents[ref]
        if given.party == asked.party and given.withdrawn is None:
            given.withdrawn = e.stamp


def withdraw(standing: Standing, act: consent.Withdraw, e: Entered) -> None:
    standing.consents[act.consent].withdrawn = e.stamp


def conditions_met(standing: Standing, act: consent.ConditionsMet, e: Entered) -> None:
    standing.consents[act.consent].met = e.stamp


def invite(standing: Standing, act: consent.Invite, e: Entered) -> None:
    for topic in act.topics:
        standing.matter(party_of(act.by), topic).invited = e.stamp


def report(_standing: Standing, _act: pressure.Report, _e: Entered) -> None:
    """Its finding is its whole effect."""


def _file(standing: Standing, ref: str, given: Consent) -> None:
    standing.consents[ref] = given
    standing.on_text.setdefault(given.commitment, []).append(ref)


def _answered(
    standing: Standing, party: str, commitment: str, word: Literal["given", "disclaimed"], at: int
) -> None:
    """A word on a text answers every open request for that text."""
    refs = {
        ref
        for matter, held in standing.matters.items()
        if party_of(matter.replace(" ", "/")) == party
        for ref in held.pending
    }
    for ref in refs:
        if standing.asks[ref].commitment == commitment:
            _close(standing, ref, word, at)


def _close(standing: Standing, ref: str, word: Literal["given", "refused", "disclaimed"], at: int) -> None:
    asked = standing.asks[ref]
    asked.answered, asked.answered_at = word, at
    for topic in asked.topics or NO_TOPIC:
        standing.matter(asked.party, topic).pending.pop(ref, None)


FOLDS: Table = {
    consent.Ask: on(ask),
    consent.Give: on(give),
    consent.Disclaim: on(disclaim),
    consent.Claim: on(claim),
    consent.Refuse: on(refuse),
    consent.Withdraw: on(withdraw),
    consent.ConditionsMet: on(conditions_met),
    consent.Invite: on(invite),
    pressure.Report: on(report),
}
