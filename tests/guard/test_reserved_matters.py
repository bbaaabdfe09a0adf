"""Rules 20 to 22: nothing reserved without the concerned party's own live yes to the exact text."""

from __future__ import annotations

from typing import Any

import pytest
from guard_cast import (
    asking,
    consented,
    cures,
    disclaimed,
    flags,
    judged,
    plan,
    reasons,
    tabling,
)

from plenipo.acts import consent, contact, dialogue, offer, person, pressure, proposal, statement
from world import DAY, HOUR, World, text


@pytest.fixture
def world() -> World:
    return World()


def planned(world: World, ref: str, **changes: Any) -> set[tuple[int, str]]:
    return reasons(judged(world, "FR/envoy", contact.Plan, **world.plan_of(ref, **changes)))


def tabled(world: World, ref: str, words: str, *topics: str, **changes: Any) -> set[tuple[int, str]]:
    fields = tabling(ref, words, *topics, **changes)
    return reasons(judged(world, "FR/envoy", proposal.Table, **fields))


RESERVED = {"topics": ("ceasefire",)}


def test_a_reserved_topic_needs_consent_and_taking_it_out_comes_first(world: World) -> None:
    verdict = judged(world, "FR/envoy", contact.Plan, **world.plan_of(world.mandate(), **RESERVED))
    assert reasons(verdict) == {(20, "no-consent")}
    assert cures(verdict)["no-consent"] == ("take-out", "ask-consent")


def test_silence_is_neither_yes_nor_no(world: World) -> None:
    ref = world.mandate()
    world.say("FR/delegate", consent.Ask, **asking(world, "lines", "ceasefire"))
    world.wait(days=30)
    assert (20, "no-consent") in planned(world, ref, **RESERVED)


def test_consent_to_the_exact_text_gives_the_go_ahead_and_stands_in_its_chain(world: World) -> None:
    ref = world.mandate()
    given = consented(world, "lines", "ceasefire")
    verdict = judged(world, "FR/envoy", contact.Plan, **world.plan_of(ref, **RESERVED))
    assert verdict.allowed
    assert verdict.chain == (world.founding, ref, given)


def test_lines_swapped_after_consent_have_none(world: World) -> None:
    ref = world.mandate()
    consented(world, "lines", "ceasefire")
    assert planned(world, ref, **RESERVED, lines=text("lines ")) == {(20, "no-consent")}
    one_byte = text("lines").commitment[:-1] + ("0" if text("lines").commitment[-1] != "0" else "1")
    swapped = text("lines").__class__(blob="0" * 64, commitment=one_byte, marking="TLP:AMBER")
    assert planned(world, ref, **RESERVED, lines=swapped) == {(20, "no-consent")}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"counterpart": "TR"}, "consent-for-another-contact"),
        ({"level": "senior"}, "consent-for-another-contact"),
        ({"conditions": text("conditions")}, "conditions-not-met"),
    ],
)
def test_a_consent_covers_one_counterpart_one_level_and_its_conditions(
    world: World, given: dict[str, Any], code: str
) -> None:
    ref = world.mandate()
    consented(world, "lines", "ceasefire", **given)
    assert planned(world, ref, **RESERVED) == {(20, code)}


def test_a_consent_covers_its_topics_and_a_disclaimer_none(world: World) -> None:
    ref = world.mandate(topics=("ceasefire", "territory", "grain"))
    consented(world, "lines", "territory")
    assert planned(world, ref, **RESERVED) == {(20, "consent-for-other-topics")}
    both = {"topics": ("ceasefire", "territory")}
    assert planned(world, ref, **both) == {(20, "consent-for-other-topics")}
    disclaimed(world, "other lines")
    assert planned(world, ref, **RESERVED, lines=text("other lines")) == {(20, "disclaimed-not-given")}


def test_a_consent_holds_until_the_millisecond_that_it_names(world: World) -> None:
    ref = world.mandate()
    until = world.now + 5 * DAY
    consented(world, "lines", "ceasefire", until=until)
    assert planned(world, ref, **RESERVED, at=until - 1) == set()
    assert planned(world, ref, **RESERVED, at=until) == {(20, "consent-ended")}


def test_a_withdrawn_consent_carries_nothing_and_can_be_given_again(world: World) -> None:
    ref = world.mandate()
    given = consented(world, "lines", "ceasefire")
    world.say("UA/delegate", consent.Withdraw, consent=given)
    verdict = judged(world, "FR/envoy", contact.Plan, **world.plan_of(ref, **RESERVED))
    assert reasons(verdict) == {(20, "consent-withdrawn")}
    assert cures(verdict)["consent-withdrawn"] == ("take-out", "await-invitation")
    assert world.refused("UA/delegate", consent.Withdraw, consent=given) == {(22, "already-withdrawn")}
    world.wait(hours=1)
    consented(world, "lines", "ceasefire")
    assert planned(world, ref, **RESERVED) == set()


def test_a_no_outweighs_an_earlier_yes_to_the_same_text(world: World) -> None:
    ref = world.mandate()
    asked = world.say("FR/delegate", consent.Ask, **asking(world, "lines", "ceasefire"))
    consented(world, "lines", "ceasefire", ask=asked)
    world.say("UA/delegate", consent.Refuse, ask=asked)
    assert planned(world, ref, **RESERVED) == {(20, "consent-withdrawn")}


def test_conditions_are_met_when_their_giver_says_so(world: World) -> None:
    ref = world.mandate()
    given = consented(world, "lines", "ceasefire", conditions=text("conditions"))
    assert (4, "role-lacks") in world.refused("FR/delegate", consent.ConditionsMet, consent=given)
    world.say("UA/delegate", consent.ConditionsMet, consent=given)
    assert planned(world, ref, **RESERVED) == set()


def test_mislabelled_topics_do_not_help_a_text_that_is_put(world: World) -> None:
    """The drafter says that a text on a ceasefire is about grain, or about nothing."""
    ref = world.mandate()
    for topics in (("grain",), ()):
        verdict = judged(world, "FR/envoy", proposal.Table, **tabling(ref, "ceasefire text", *topics))
        assert reasons(verdict) == {(20, "no-consent")}
        assert cures(verdict)["no-consent"] == ("ask-consent",)
    world.say("FR/delegate", consent.Ask, **asking(world, "ceasefire text"))
    assert tabled(world, ref, "ceasefire text", "grain") == {(20, "no-consent")}
    disclaimed(world, "ceasefire text")
    assert tabled(world, ref, "ceasefire text", "grain") == set()
    assert tabled(world, ref, "ceasefire text", "ceasefire") == {(20, "disclaimed-not-given")}


def test_each_half_of_a_text_that_was_cut_in_two_needs_a_word_of_its_own(world: World) -> None:
    """Not caught: that two texts, each cleared as harmless, say together what neither says alone."""
    ref = world.mandate()
    consented(world, "the whole", "ceasefire")
    for half in ("its first half", "its second half"):
        assert tabled(world, ref, half, "grain") == {(20, "no-consent")}
        assert tabled(world, ref, half) == {(20, "no-consent")}
    disclaimed(world, "its first half")
    assert tabled(world, ref, "its first half", "grain") == set()
    assert tabled(world, ref, "its second half", "grain") == {(20, "no-consent")}
    disclaimed(world, "its second half")
    assert tabled(world, ref, "its second half", "grain") == set()
    assert tabled(world, ref, "both halves together", "grain") == {(20, "no-consent")}


def test_a_disclaimer_answers_the_request_and_is_bound_to_its_contact(world: World) -> None:
    ref = world.mandate()
    asked = world.say("FR/delegate", consent.Ask, **asking(world, "grain text"))
    disclaimed(world, "grain text")
    assert world.standing.asks[asked].answered == "disclaimed"
    assert tabled(world, ref, "grain text", "grain", level="senior") == {(20, "consent-for-another-contact")}


@pytest.mark.parametrize("person_", ["FR/delegate", "RU/delegate", "UA/reader", "UA/envoy"])
def test_nobody_else_consents_for_a_concerned_party(world: World, person_: str) -> None:
    fields = {"commitment": text("lines").commitment, "counterpart": "RU", "level": "technical"}
    told = world.refused(person_, consent.Disclaim, **fields)
    assert {number for number, _ in told} & {3, 4}


def test_consent_signed_with_anothers_or_a_revoked_key_is_none(world: World) -> None:
    fields = {"commitment": text("lines").commitment, "counterpart": "RU", "level": "technical"}
    act = world.act("UA/delegate", consent.Disclaim, **fields)
    assert reasons(world.judge(act, "FR/delegate")) == {(3, "key-of-another")}
    assert reasons(world.judge(act, "a stranger")) == {(3, "unknown-key")}
    assert reasons(world.judge(act, "UA/delegate", "UA/authority")) >= {(3, "too-many-signatures")}
    world.say("UA/authority", person.Withdraw, person="UA/delegate")
    assert reasons(world.judge(act)) == {(3, "key-revoked"), (4, "not-accredited")}


def test_a_concerned_party_speaks_of_its_own_matters_only(world: World) -> None:
    give = {
        "commitment": text("lines").commitment,
        "topics": ("grain",),
        "counterpart": "RU",
        "level": "technical",
        "until": world.now + DAY,
    }
    assert world.refused("UA/delegate", consent.Give, **give) == {(22, "not-reserved")}
    past = {**give, "topics": ("ceasefire",), "until": world.now}
    assert world.refused("UA/delegate", consent.Give, **past) == {(22, "until-past")}
    assert judged(world, "UA/delegate", consent.Give, **{**past, "until": world.now + 1}).allowed
    assert world.refused("UA/delegate", consent.Invite, topics=()) == {(22, "not-reserved")}


def test_a_consent_answers_what_was_asked_of_that_party_on_that_text(world: World) -> None:
    asked = world.say("FR/delegate", consent.Ask, **asking(world, "lines", "ceasefire"))
    give = {"topics": ("ceasefire",), "counterpart": "RU", "level": "technical", "until": world.now + DAY}
    other = {**give, "commitment": text("other").commitment}
    assert world.refused("UA/delegate", consent.Give, **other, ask=asked) == {(22, "another-text")}
    assert world.refused("UA/delegate", consent.Give, **other, ask="0" * 64) == {(22, "not-asked")}
    assert world.refused("UA/delegate", consent.Refuse, ask="0" * 64) == {(22, "not-asked")}


def test_a_request_names_a_concerned_party_its_topics_and_a_time_ahead(world: World) -> None:
    assert world.refused("FR/delegate", consent.Ask, **asking(world, "x", party="RU")) == {
        (22, "not-concerned")
    }
    assert world.refused("FR/delegate", consent.Ask, **asking(world, "x", "grain")) == {(22, "not-reserved")}
    late = asking(world, "x", "ceasefire", answer_by=world.now)
    assert world.refused("FR/delegate", consent.Ask, **late) == {(22, "answer-by-past")}


def test_the_claim_window_is_kept_to_the_millisecond(world: World) -> None:
    ref = world.mandate()
    earliest = world.now + DAY
    assert planned(world, ref, at=earliest) == set()
    verdict = judged(world, "FR/envoy", contact.Plan, **world.plan_of(ref, at=earliest - 1))
    assert reasons(verdict) == {(21, "window-too-short")}
    assert cures(verdict)["window-too-short"] == ("plan-later", "disclaim")
    disclaimed(world, "lines")
    assert planned(world, ref, at=earliest - 1) == set()


def test_a_claim_is_made_within_the_window_and_needs_consent(world: World) -> None:
    ref = plan(world, world.mandate(), at=world.now + 9 * DAY)
    claim = {"contact": ref, "topics": ("ceasefire",)}
    world.now += DAY
    assert judged(world, "UA/delegate", consent.Claim, **claim).allowed
    world.now += 1
    verdict = judged(world, "UA/delegate", consent.Claim, **claim)
    assert reasons(verdict) == {(22, "window-closed")}
    assert cures(verdict)["window-closed"] == ("report-pressure",)
    assert world.refused("UA/delegate", consent.Claim, contact="0" * 64, topics=("ceasefire",)) == {
        (22, "no-such-plan")
    }


# What presses on a concerned party is seen when it happens.


def asked(world: World, words: str, *topics: str, by: str = "FR/delegate", **changes: Any) -> set[str]:
    return flags(world, by, consent.Ask, **asking(world, words, *topics, **changes))


def test_a_request_with_its_notice_presses_nobody_and_a_millisecond_less_does(world: World) -> None:
    assert asked(world, "one", "ceasefire") == set()
    assert asked(world, "two", "territory", answer_by=world.now + 3 * DAY - 1) == {"short-notice"}


def test_asking_again_after_a_refusal_is_seen_until_the_cooling_off_ends(world: World) -> None:
    first = world.say("FR/delegate", consent.Ask, **asking(world, "one", "ceasefire"))
    world.say("UA/delegate", consent.Refuse, ask=first)
    refused = world.now
    assert asked(world, "two", "ceasefire", by="DE/delegate") == {"asked-again-after-refusal"}
    world.now = refused + 30 * DAY - 1
    assert asked(world, "three", "ceasefire", by="DE/delegate") == {"asked-again-after-refusal"}
    world.now = refused + 30 * DAY
    assert asked(world, "four", "ceasefire", by="DE/delegate") == set()


def test_the_refused_text_asked_for_under_another_topic_is_asked_again(world: World) -> None:
    first = world.say("FR/delegate", consent.Ask, **asking(world, "one", "ceasefire"))
    world.say("UA/delegate", consent.Refuse, ask=first)
    assert asked(world, "one", "territory") == {"asked-again-after-refusal"}
    assert asked(world, "one") == {"asked-again-after-refusal"}


def test_who_invites_may_be_asked_again(world: World) -> None:
    first = world.say("FR/delegate", consent.Ask, **asking(world, "one", "ceasefire"))
    world.say("UA/delegate", consent.Refuse, ask=first)
    world.say("UA/delegate", consent.Invite, topics=("ceasefire",))
    assert asked(world, "two", "ceasefire") == set()


def test_several_askers_tied_requests_and_asking_after_the_fact_are_seen(world: World) -> None:
    assert asked(world, "one", "ceasefire") == set()
    assert asked(world, "two", "ceasefire", by="DE/delegate") == {"several-askers"}
    assert asked(world, "three", "territory", linked=(world.founding,)) == {"tied"}
    ref = plan(world, world.mandate())
    assert world.standing.contacts[ref].lines == text("lines").commitment
    assert asked(world, "lines", "territory") == {"asked-after-intended"}


def test_asking_on_what_was_already_announced_to_be_talked_about_is_seen(world: World) -> None:
    announced = {"counterpart": "RU", "level": "leader", "medium": "call", "at": world.now + DAY}
    world.say("FR/delegate", contact.Announce, **announced, topics=("ceasefire",))
    assert asked(world, "one", "ceasefire") == {"asked-after-intended"}
    assert asked(world, "two", "territory") == set()


def test_a_public_statement_while_a_request_is_open_is_seen(world: World) -> None:
    asked(world, "one", "ceasefire")
    said = {"party": "DE", "at": world.now, "text": text("said"), "sources": ()}
    assert flags(world, "DE/delegate", statement.Record, **said, topics=("ceasefire",)) == {
        "statement-while-pending"
    }
    assert flags(world, "DE/delegate", statement.Record, **said, topics=("grain",)) == set()


def test_the_concerned_party_reports_pressure_at_any_time(world: World) -> None:
    told = {"text": text("a call at night"), "topics": ("ceasefire",), "source": "DE"}
    assert flags(world, "UA/delegate", pressure.Report, **told) == {"pressure-reported"}


def test_a_gone_concerned_party_says_nothing_any_more(world: World) -> None:
    world.say("UA/authority", dialogue.Leave)
    told = world.refused("UA/delegate", consent.Invite, topics=("ceasefire",))
    assert {(3, "key-revoked"), (4, "not-accredited"), (4, "role-lacks")} <= told


def test_an_offer_on_a_reserved_matter_needs_consent_for_that_level(world: World) -> None:
    ref = world.mandate()
    made = tabling(ref, "invitation", "ceasefire")
    assert world.refused("FR/envoy", offer.Make, **made) == {(20, "no-consent")}
    consented(world, "invitation", "ceasefire", until=world.now + HOUR)
    assert judged(world, "FR/envoy", offer.Make, **made).allowed
    world.wait(hours=1)
    assert world.refused("FR/envoy", offer.Make, **made) == {(20, "consent-ended")}


def test_only_a_consent_of_ones_own_is_withdrawn_or_met(world: World) -> None:
    for kind in (consent.Withdraw, consent.ConditionsMet):
        assert world.refused("UA/delegate", kind, consent="0" * 64) == {(22, "no-such-consent")}
