"""What is reserved to a directly concerned party.

20  An intent on a reserved topic has that party's live consent to the exact text, for this counterpart and
    level, its conditions met; a text that is put needs each concerned party's consent or disclaimer,
    whatever its drafter says that it touches. Silence is neither.
21  A planned contact leaves each concerned party the claim window; what it claims needs its consent.
22  A word on consent is said by a concerned party on its own matters, on what was asked, claimed or given.
"""

from __future__ import annotations

from collections.abc import Iterator

from plenipo.acts import consent, contact
from plenipo.acts.words import party_of
from plenipo.dialogue.derived import consents_on, withdrew
from plenipo.dialogue.records import Claim, Consent, Contact
from plenipo.dialogue.standing import Standing
from plenipo.guard.case import Case, Intent
from plenipo.guard.verdict import Cure, Facts, Reason

TAKE_OUT = Cure("take-out")


def rule_20(standing: Standing, intent: Intent, now: int) -> Iterator[Reason]:
    for party in standing.parties("concerned"):
        touched = standing.reserved_to(party.id).intersection(intent.topics)
        if touched or intent.text_is_put:
            yield from lacking(standing, intent, party.id, touched, now)


def lacking(
    standing: Standing, intent: Intent, party: str, topics: frozenset[str], now: int
) -> Iterator[Reason]:
    """The reason, if there is one, why this party's word on this text does not suffice."""
    words = consents_on(standing, intent.commitment, party, intent.at)
    fitting = [c for c in words if c.counterpart == intent.counterpart and c.level == intent.level]
    at = max(now, intent.at)
    if any(_suffices(c, topics, at) for c in fitting):
        return
    facts: Facts = {"party": party, "topics": " ".join(sorted(topics))}
    if fitting:
        code = _why(fitting[-1], topics, at)
    elif words:
        code = "consent-for-another-contact"
    else:
        code = "consent-withdrawn" if withdrew(standing, intent.commitment, party) else "no-consent"
    yield Reason(20, code, facts, tuple(_cures(standing, code, party, topics, now)))


def _cures(standing: Standing, code: str, party: str, topics: frozenset[str], now: int) -> Iterator[Cure]:
    """Taking the matter out comes first; nobody who just said no is to be asked again."""
    if topics:
        yield TAKE_OUT
    if code == "conditions-not-met":
        yield Cure("meet-conditions", "consent.conditions-met", party)
    elif code == "consent-withdrawn" or _cooling(standing, party, topics, now):
        yield Cure("await-invitation", "consent.invite", party)
    else:
        yield Cure("ask-consent", "consent.ask", "partners")


def _cooling(standing: Standing, party: str, topics: frozenset[str], now: int) -> bool:
    """The party refused one of these matters (of all, if none is named) and has not invited since."""
    spans = standing.rule_book.cooling_off * 1000
    for topic in topics or standing.reserved_to(party):
        matter = standing.matters.get(f"{party} {topic}")
        if matter and matter.refused is not None and (matter.invited or -1) < matter.refused:
            return now - matter.refused < spans
    return False


def _suffices(given: Consent, topics: frozenset[str], at: int) -> bool:
    """A disclaimer says that the text touches nothing reserved: it cannot carry a reserved topic."""
    if given.disclaims:
        return not topics
    covered = topics <= frozenset(given.topics)
    live = given.until is not None and at < given.until
    return covered and live and (not given.conditional or (given.met is not None and given.met <= at))


def _why(given: Consent, topics: frozenset[str], at: int) -> str:
    if given.disclaims:
        return "disclaimed-not-given"
    if not topics <= frozenset(given.topics):
        return "consent-for-other-topics"
    if given.until is None or at >= given.until:
        return "consent-ended"
    return "conditions-not-met"


def rule_21(case: Case) -> Iterator[Reason]:
    act = case.act
    if not isinstance(act, contact.Plan):
        return
    window = case.now + case.charter.claim_window * 1000
    if act.at >= window:
        return
    for party in case.standing.parties("concerned"):
        if not spoke(case.standing, party.id, act, max(case.now, act.at)):
            facts: Facts = {"party": party.id, "earliest": window}
            cures = (
                Cure("plan-later", "contact.plan", act.by),
                Cure("disclaim", "consent.disclaim", party.id),
            )
            yield Reason(21, "window-too-short", facts, cures)


def spoke(standing: Standing, party: str, met: contact.Plan | Contact, at: int) -> bool:
    """The party said of these lines, for this counterpart and level, that it agrees or is not touched.

    A consent that has ended, or whose conditions are not met, waives no claim window.
    """
    lines = met.lines.commitment if isinstance(met, contact.Plan) else met.lines or ""
    words = consents_on(standing, lines, party, at)
    fitting = (c for c in words if c.counterpart == met.counterpart and c.level == met.level)
    return any(_suffices(c, frozenset(), at) for c in fitting)


def unmet_claims(standing: Standing, claims: list[Claim], intent: Intent, now: int) -> Iterator[Reason]:
    """Rule 21 again after the plan: each claim needs the claimant's consent to what it claimed."""
    for claim in claims:
        for reason in lacking(standing, intent, claim.party, frozenset(claim.topics), now):
            yield Reason(21, "claimed", reason.facts, reason.cures)


def rule_22(case: Case) -> Iterator[Reason]:
    check = _WORDS.get(type(case.act))
    if check is not None:
        yield from check(case)


def _ask(case: Case) -> Iterator[Reason]:
    act = case.act
    assert isinstance(act, consent.Ask)  # noqa: S101 - by the table
    if case.standing.role(act.party) != "concerned":
        yield Reason(22, "not-concerned", {"party": act.party})
    outside = set(act.topics) - case.standing.reserved_to(act.party)
    if outside:
        yield Reason(22, "not-reserved", {"party": act.party, "topics": " ".join(sorted(outside))})
    if act.answer_by <= case.now:
        yield Reason(22, "answer-by-past", {"answer_by": act.answer_by})


def _give(case: Case) -> Iterator[Reason]:
    act = case.act
    assert isinstance(act, consent.Give)  # noqa: S101 - by the table
    yield from _own_topics(case, act.topics, needed=False)
    if act.until <= case.now:
        yield Reason(22, "until-past", {"until": act.until})
    asked = case.standing.asks.get(act.ask or "")
    if act.ask is None:
        return
    if asked is None or asked.party != party_of(act.by):
        yield Reason(22, "not-asked", {"ask": act.ask})
    elif asked.commitment != act.commitment:
        yield Reason(22, "another-text", {"ask": act.ask, "commitment": act.commitment})


def _own_topics(case: Case, topics: tuple[str, ...], *, needed: bool = True) -> Iterator[Reason]:
    party = party_of(case.act.by)
    outside = set(topics) - case.standing.reserved_to(party)
    if outside or (needed and not topics):
        yield Reason(22, "not-reserved", {"party": party, "topics": " ".join(sorted(outside))})


def _claim(case: Case) -> Iterator[Reason]:
    act = case.act
    assert isinstance(act, consent.Claim)  # noqa: S101 - by the table
    yield from _own_topics(case, act.topics)
    held = case.standing.contacts.get(act.contact)
    if held is None or held.kind != "planned":
        yield Reason(22, "no-such-plan", {"contact": act.contact})
        return
    closes = held.at + case.charter.claim_window * 1000
    if case.now > closes:
        cure = Cure("report-pressure", "pressure.report", party_of(act.by))
        yield Reason(22, "window-closed", {"closed": closes}, (cure,))


def _refuse(case: Case) -> Iterator[Reason]:
    act = case.act
    assert isinstance(act, consent.Refuse)  # noqa: S101 - by the table
    asked = case.standing.asks.get(act.ask)
    if asked is None or asked.party != party_of(act.by):
        yield Reason(22, "not-asked", {"ask": act.ask})


def _own_consent(case: Case) -> Iterator[Reason]:
    act = case.act
    assert isinstance(act, consent.Withdraw | consent.ConditionsMet)  # noqa: S101 - by the table
    held = case.standing.consents.get(act.consent)
    if held is None or held.party != party_of(act.by):
        yield Reason(22, "no-such-consent", {"consent": act.consent})
    elif held.withdrawn is not None:
        yield Reason(22, "already-withdrawn", {"consent": act.consent})


def _invite(case: Case) -> Iterator[Reason]:
    act = case.act
    assert isinstance(act, consent.Invite)  # noqa: S101 - by the table
    yield from _own_topics(case, act.topics)


_WORDS = {
    consent.Ask: _ask,
    consent.Give: _give,
    consent.Claim: _claim,
    consent.Refuse: _refuse,
    consent.Withdraw: _own_consent,
    consent.ConditionsMet: _own_consent,
    consent.Invite: _invite,
}
