"""Deputies: whom the charter names acknowledges a text for a partner, and does nothing else for it."""

from __future__ import annotations

from typing import Any

import pytest
from guard_voting import answer, opened, opening, outcome
from msgspec.structs import replace

from plenipo.acts import consultation, dialogue, person
from plenipo.acts.consultation import Amendment, Receipt
from plenipo.consultation import explain
from plenipo.dialogue.views.duties import duties_of
from plenipo.guard.charters import faults
from plenipo.guard.may import may, options_of
from plenipo.guard.standing_goaheads import duties_now
from world import DAY, PARTNERS, World, charter, text

NAMED = {"PL": ("DE/reader", "FR/delegate")}
LATEST = 2 * DAY - DAY  # of a silence of two days whose minimum is one


def silent(world: World, *reached: str) -> str:
    """A silence on the position of which these parties' own readers have the text."""
    ref = opened(world, procedure="silence")
    for party in reached:
        world.say(f"{party}/reader", consultation.Receive, **receiving(ref))
    return ref


def receiving(ref: str, **changes: Any) -> dict[str, Any]:
    receipt = Receipt(consultation=ref, commitment=text("position").commitment)
    return {"texts": (receipt,), **changes}


def settled(world: World, ref: str) -> str:
    world.now = world.standing.consultations[ref].deadline + world.standing.rule_book.delay * 1000
    world.settle()
    return outcome(world, ref).outcome


def test_a_silence_adopts_where_a_deputy_acknowledged_for_a_partner() -> None:
    world = World(deputies=NAMED)
    ref = silent(world, "FR", "DE", "IT", "UK")
    assert outcome(world, ref).missing == ("PL",)
    world.say("DE/reader", consultation.Receive, **receiving(ref, on_behalf="PL"))
    assert outcome(world, ref).missing == ()
    told = explain(outcome(world, ref))
    assert any(line.startswith("DE/reader acknowledged the text for PL, as its deputy") for line in told)
    assert settled(world, ref) == "adopted"
    assert any("as its deputy" in line for line in explain(outcome(world, ref)))


@pytest.mark.parametrize(("off", "wanted"), [(-1, "adopted"), (0, "adopted"), (1, "not-reached")])
def test_a_deputy_too_leaves_the_silence_minimum(off: int, wanted: str) -> None:
    world = World(deputies=NAMED)
    ref = silent(world, "FR", "DE", "IT", "UK")
    world.now += LATEST + off
    world.say("FR/delegate", consultation.Receive, **receiving(ref, on_behalf="PL"))
    assert settled(world, ref) == wanted


def test_a_deputy_who_acknowledges_for_its_own_party_reaches_that_party_alone() -> None:
    world = World(deputies=NAMED)
    ref = silent(world, "FR", "DE", "IT", "UK")
    assert world.standing.consultations[ref].received.keys() == {"FR", "DE", "IT", "UK"}
    assert settled(world, ref) == "not-reached"
    other = World(deputies=NAMED)
    ref = opened(other, procedure="silence")
    other.say("DE/reader", consultation.Receive, **receiving(ref, on_behalf="PL"))
    assert other.standing.consultations[ref].received.keys() == {"PL"}


def test_who_was_first_is_told_and_later_words_change_nothing() -> None:
    world = World(deputies=NAMED)
    ref = silent(world, "PL")
    first = world.standing.consultations[ref].received["PL"]
    world.wait(hours=1)
    world.say("DE/reader", consultation.Receive, **receiving(ref, on_behalf="PL"))
    held = world.standing.consultations[ref]
    assert (held.received["PL"], held.deputised) == (first, {})
    assert not any("deputy" in line for line in explain(outcome(world, ref)))


@pytest.mark.parametrize(
    ("by", "party"),
    [
        ("DE/delegate", "PL"),  # another person of the deputy's party
        ("IT/reader", "PL"),
        ("DE/reader", "IT"),  # a deputy, of another partner
        ("DE/reader", "DE"),  # of itself
        ("DE/reader", "UA"),
        ("PL/reader", "PL"),
    ],
)
def test_nobody_else_acknowledges_for_a_partner(by: str, party: str) -> None:
    world = World(deputies=NAMED)
    ref = silent(world)
    assert world.refused(by, consultation.Receive, **receiving(ref, on_behalf=party)) == {
        (41, "not-a-deputy")
    }
    world.force(world.act(by, consultation.Receive, **receiving(ref, on_behalf=party)))
    assert world.standing.consultations[ref].received == {}


def test_without_deputies_in_the_charter_there_are_none() -> None:
    world = World()
    ref = silent(world)
    refused = world.refused("DE/reader", consultation.Receive, **receiving(ref, on_behalf="PL"))
    assert refused == {(41, "not-a-deputy")}


def test_a_deputy_never_answers_objects_or_vouches_for_the_partner() -> None:
    world = World(deputies=NAMED)
    ref = silent(world, *PARTNERS)
    for word in ("object", "amend"):
        said = answer(ref, word, on_behalf="PL")
        assert (41, "no-proxy-in-silence") in world.refused("FR/delegate", consultation.Answer, **said)
    vote = opened(world, text=text("another"))
    said = answer(vote, "for", on_behalf="PL", commitment=text("another").commitment)
    assert (4, "function-lacks") in world.refused("DE/reader", consultation.Answer, **said)


def test_a_deputy_who_is_no_longer_accredited_reaches_nobody() -> None:
    world = World(deputies=NAMED)
    ref = silent(world)
    world.say("DE/authority", person.Withdraw, person="DE/reader")
    act = world.act("DE/reader", consultation.Receive, **receiving(ref, on_behalf="PL"))
    assert not world.force(act).allowed
    assert world.standing.consultations[ref].received == {}


def test_a_concerned_party_has_no_deputies_and_is_none() -> None:
    """Its silence is never consent, and it is reached by nobody's word but its own."""
    every = {"UA": ("FR/delegate",), "PL": ("UA/delegate", "PL/reader"), "US": ("RU/minister",)}
    found = {(f.code, f.facts["party"]) for f in faults(charter(deputies=every))}
    assert found == {
        ("deputies-for-no-partner", "UA"),
        ("deputies-for-no-partner", "US"),
        ("deputy-of-no-partner", "PL"),
        ("deputy-of-no-partner", "US"),
        ("deputy-of-itself", "PL"),
    }


def amending(world: World, deputies: dict[str, tuple[str, ...]], **answers: Any) -> dict[str, Any]:
    """The members of an amendment that a majority adopted."""
    new = replace(world.standing.rule_book, version=world.standing.rule_book.version + 1, deputies=deputies)
    adopted = world.decide(Amendment(charter=new), f"deputies {new.version}", **answers)
    return {"consultation": adopted, "charter": new}


def by_majority(**changes: Any) -> World:
    majority = replace(charter().decisions["amendment"], rule="simple-majority")
    return World(decisions={**charter().decisions, "amendment": majority}, **changes)


@pytest.mark.parametrize("word", ["against", "abstain"])
def test_a_majority_gives_nobody_a_deputy_who_did_not_say_yes(word: str) -> None:
    """Else it could reach a partner behind its back, and adopt by its silence."""
    world = by_majority()
    unwanted = amending(world, {"PL": ("FR/delegate",)}, PL=word)
    assert world.refused("FR/authority", dialogue.Amend, **unwanted) == {(61, "deputies-without-own-yes")}
    world.say("FR/authority", dialogue.Amend, **amending(world, {"PL": ("FR/delegate",)}, IT=word))
    more = amending(world, {"PL": ("FR/delegate", "DE/reader")}, PL=word)
    assert world.refused("FR/authority", dialogue.Amend, **more) == {(61, "deputies-without-own-yes")}


def test_a_yes_that_another_cast_for_the_partner_gives_it_no_deputy() -> None:
    world = by_majority()
    new = replace(world.standing.rule_book, version=2, deputies={"PL": ("FR/delegate",)})
    about = {"subject": Amendment(charter=new), "text": text("position")}
    ref = world.say("FR/delegate", consultation.Open, **opening(world, **about))
    for party in ("FR", "DE", "IT", "UK"):
        world.say(f"{party}/delegate", consultation.Answer, **answer(ref, "for"))
    world.say("FR/delegate", consultation.Answer, **answer(ref, "for", on_behalf="PL"))
    world.wait(days=2)
    refused = world.refused("FR/authority", dialogue.Amend, consultation=ref, charter=new)
    assert refused == {(61, "deputies-without-own-yes")}


def test_deputies_are_taken_away_by_the_rule_for_amendments_alone() -> None:
    world = by_majority(deputies=NAMED)
    world.say("FR/authority", dialogue.Amend, **amending(world, {"PL": ("DE/reader",)}, PL="against"))
    world.say("FR/authority", dialogue.Amend, **amending(world, {}, PL="against"))
    assert world.standing.rule_book.deputies == {}


def test_the_deputies_are_those_of_the_charter_under_which_the_text_was_put() -> None:
    world = World(deputies=NAMED)
    before = world.say(
        "FR/delegate", consultation.Open, **opening(world, procedure="silence", deadline=world.now + 9 * DAY)
    )
    world.say("FR/authority", dialogue.Amend, **amending(world, {"PL": ("IT/reader",)}))
    assert world.refused("IT/reader", consultation.Receive, **receiving(before, on_behalf="PL")) == {
        (41, "not-a-deputy")
    }
    world.say("DE/reader", consultation.Receive, **receiving(before, on_behalf="PL"))
    after = opened(world, text=text("position"), procedure="silence")
    assert world.refused("DE/reader", consultation.Receive, **receiving(after, on_behalf="PL")) == {
        (41, "not-a-deputy")
    }


def test_an_urgent_text_that_a_deputy_acknowledged_is_no_longer_owed() -> None:
    world = World(deputies=NAMED)
    ref = opened(world, precedence="NIACT")
    owed = duties_of(duties_now(world.standing, world.now), "PL")
    assert {d.kind for d in owed} == {"acknowledge-urgent", "answer-vote"}
    world.say("DE/reader", consultation.Receive, **receiving(ref, on_behalf="PL"))
    owed = duties_of(duties_now(world.standing, world.now), "PL")
    assert {d.kind for d in owed} == {"answer-vote"}


def test_a_deputy_is_told_what_they_may_acknowledge_and_for_whom() -> None:
    world = World(deputies=NAMED)
    ref = silent(world)

    def told(who: str) -> list[tuple[str, str | None]]:
        found = options_of(may(world.standing, who, world.now, world.nodes), "consultation.receive")
        assert all(isinstance(o.example, consultation.Receive) for o in found if o.state == "may")
        return [(o.state, getattr(o.example, "on_behalf", None)) for o in found]

    assert told("DE/reader") == [("may", None), ("may", "PL")]
    assert told("IT/reader") == [("may", None)]
    world.say("DE/reader", consultation.Receive, **receiving(ref, on_behalf="PL"))
    assert told("DE/reader") == [("may", None)]
    assert told("PL/reader") == [("nothing", None)]
