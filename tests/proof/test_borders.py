"""What chance seldom meets: the last instant of a mandate, and who comes too late."""

from __future__ import annotations

from random import Random

import pytest
from msgspec.structs import replace
from proof_scene import Scene

from plenipo.acts import consent, contact, mandate, offer
from world import DAY, HOUR, text


@pytest.fixture
def s() -> Scene:
    return Scene(Random(1))  # noqa: S311 - no chance in these


def rules(s: Scene, act: object, at: int) -> set[int]:
    """The rules against an act registered at that time, in which guard and twin agree."""
    said = replace(s.candidate(act), stamp=at)  # type: ignore[arg-type] # an act of any kind
    s.agree(said)
    return {r.rule for r in s.verdict(said).reasons}


def test_a_mandate_counts_under_the_cap_until_its_last_millisecond_and_no_longer() -> None:
    s = Scene(Random(1), cap=1)  # noqa: S311 - likewise
    ends = s.now + 9 * DAY
    s.mandate("first", ends=ends)
    terms = s.terms(envoys=("DE/envoy",), ends=s.now + 90 * DAY)
    ref = s.decide(terms, "second")
    act = s.act("DE/envoy", mandate.Accept, mandate=ref, commitment=text("second").commitment)
    assert rules(s, act, ends - 1) == {17}
    assert rules(s, act, ends) == set()


def test_a_mandate_is_accepted_until_its_last_millisecond_and_no_longer(s: Scene) -> None:
    ends = s.now + 9 * DAY
    ref = s.decide(s.terms(ends=ends), "mandate")
    act = s.act("FR/envoy", mandate.Accept, mandate=ref, commitment=text("mandate").commitment)
    assert rules(s, act, ends - 1) == set()
    assert rules(s, act, ends) == {43}


def test_a_revoked_mandate_is_accepted_by_nobody_more(s: Scene) -> None:
    ref = s.decide(s.terms(envoys=("FR/envoy", "DE/envoy")), "mandate")
    fields = {"mandate": ref, "commitment": text("mandate").commitment}
    s.say("FR/envoy", mandate.Accept, **fields)
    s.say("PL/delegate", mandate.Revoke, mandate=ref)
    assert rules(s, s.act("DE/envoy", mandate.Accept, **fields), s.now) == {43}


def test_only_a_planned_contact_is_claimed(s: Scene) -> None:
    fields = {"counterpart": "RU", "level": "technical", "medium": "call", "at": s.now + DAY}
    ref = s.say("PL/delegate", contact.Announce, **fields)
    act = s.act("UA/delegate", consent.Claim, contact=ref, topics=("ceasefire",))
    assert rules(s, act, s.now) == {22}


def test_the_claim_window_ends_with_its_last_millisecond(s: Scene) -> None:
    ref = s.say("FR/envoy", contact.Plan, **s.plan_of(s.mandate()))
    act = s.act("UA/delegate", consent.Claim, contact=ref, topics=("ceasefire",))
    assert rules(s, act, s.now + DAY) == set()
    assert rules(s, act, s.now + DAY + 1) == {22}


def test_a_consent_on_conditions_or_that_ends_before_the_contact_waives_no_claim_window(s: Scene) -> None:
    ref = s.mandate()
    plan = s.plan_of(ref, at=s.now + HOUR)
    exact = {"commitment": plan["lines"].commitment, "counterpart": "RU", "level": "technical"}
    act = s.act("FR/envoy", contact.Plan, **plan)
    assert rules(s, act, s.now) == {21}
    s.say("UA/delegate", consent.Give, **exact, topics=(), until=plan["at"])
    given = s.say(
        "UA/delegate", consent.Give, **exact, topics=(), until=plan["at"] + 1, conditions=text("if")
    )
    assert rules(s, s.act("FR/envoy", contact.Plan, **plan), s.now) == {21}
    s.say("UA/delegate", consent.ConditionsMet, consent=given)
    assert rules(s, s.act("FR/envoy", contact.Plan, **plan), s.now) == set()


def test_one_partys_no_takes_nothing_from_anothers_yes() -> None:
    s = Scene(Random(1), concerned=2)  # noqa: S311 - likewise
    ref = s.mandate()
    exact = {"counterpart": "RU", "level": "technical"}
    asked = {"party": "UA", "topics": (), "text": text("words"), "reason": text("why")}
    refused = s.say("FR/delegate", consent.Ask, **exact, **asked, answer_by=s.now + DAY)
    for party in ("MD", "UA"):
        s.say(f"{party}/delegate", consent.Disclaim, commitment=text("words").commitment, **exact)
    s.say("UA/delegate", consent.Refuse, ask=refused)
    fields = {"mandate": ref, "envoy": "FR/envoy", **exact, "medium": "call", "topics": ()}
    verdict = s.verdict(s.candidate(s.act("FR/envoy", offer.Make, **fields, text=text("words"))))
    assert [(r.rule, r.facts["party"]) for r in verdict.reasons] == [(20, "UA")]
