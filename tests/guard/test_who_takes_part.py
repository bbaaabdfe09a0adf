"""Rules 60 to 62: amendments, admissions and the rights of a concerned party, and the ways round them."""

from __future__ import annotations

from typing import Any

import pytest
from guard_cast import asking, flags, judged, reasons
from msgspec.structs import replace

from plenipo.acts import consent, consultation, dialogue, person
from plenipo.acts.charter import Charter, DecisionRule, Founder, Party, Reserved, Topic
from plenipo.acts.consultation import Admission, Amendment, Position
from plenipo.dialogue.derived import outcome_of
from world import DAY, PARTNERS, World, charter, fingerprint_of, raw_key, text


@pytest.fixture
def world() -> World:
    return World()


def next_charter(world: World, **changes: Any) -> Charter:
    now = world.standing.rule_book
    return replace(now, **{"version": now.version + 1, **changes})


def amend(world: World, new: Charter, ref: str, **fields: Any) -> set[tuple[int, str]]:
    """The reasons against putting this charter into force now."""
    return reasons(judged(world, "FR/authority", dialogue.Amend, consultation=ref, charter=new, **fields))


def agreed(world: World, words: str) -> None:
    """UA agrees to the text of an amendment while it is put to the vote."""
    world.say(
        "UA/delegate",
        consent.Give,
        commitment=text(words).commitment,
        topics=("ceasefire",),
        counterpart="RU",
        level="technical",
        until=world.now + 30 * DAY,
    )


NEWCOMER = Party(id="ES", name="A newcomer", role="partner", weight=48, cosigner=raw_key("ES mirror"))
FIRST = Founder(
    person="ES/authority",
    functions=("authority",),
    keys=(fingerprint_of("ES/authority"), fingerprint_of("ES/authority reserve")),
)


def test_an_amendment_that_leaves_rights_alone_is_adopted_by_the_partners(world: World) -> None:
    new = next_charter(world, cap=3)
    ref = world.decide(Amendment(charter=new), "cap of three")
    assert amend(world, new, ref) == set()
    world.say("FR/authority", dialogue.Amend, consultation=ref, charter=new)
    assert world.standing.rule_book.cap == 3


def test_the_registrars_key_changes_by_hand_over_alone(world: World) -> None:
    new = next_charter(world, registrar_key=raw_key("another registrar"))
    ref = world.decide(Amendment(charter=new), "another key")
    assert amend(world, new, ref) == {(61, "registrar-by-hand-over")}


def test_another_charter_than_the_one_decided_on_is_refused(world: World) -> None:
    ref = world.decide(Amendment(charter=next_charter(world, cap=3)), "cap of three")
    assert amend(world, next_charter(world, cap=4), ref) == {(61, "another-charter")}
    keys = (fingerprint_of("new"), fingerprint_of("new reserve"))
    undecided = Founder(person="IT/second", functions=("authority",), keys=keys)
    assert amend(world, next_charter(world, cap=3), ref, authority=undecided) == {(61, "another-charter")}


@pytest.mark.parametrize("version", [1, 3])
def test_a_charter_goes_exactly_one_version_up(world: World, version: int) -> None:
    new = next_charter(world, version=version)
    ref = world.decide(Amendment(charter=new), "another version")
    assert amend(world, new, ref) == {(61, "not-the-next-version")}


def test_an_amendment_needs_the_old_rule_and_the_new() -> None:
    majority = DecisionRule(rule="simple-majority")
    rules = dict.fromkeys(("mandate", "end-mandate", "admission", "position", "contact"), majority)
    lax = World(decisions={**rules, "amendment": majority})
    stricter = next_charter(lax, decisions={**rules, "amendment": DecisionRule(rule="unanimity")})
    ref = lax.decide(Amendment(charter=stricter), "unanimity from now on", IT="against")
    assert amend(lax, stricter, ref) == {(61, "not-adopted-under-new")}
    strict = World(decisions={**rules, "amendment": DecisionRule(rule="unanimity")})
    laxer = next_charter(strict, decisions={**rules, "amendment": majority})
    ref = strict.decide(Amendment(charter=laxer), "majority from now on", IT="against")
    assert amend(strict, laxer, ref) == {(42, "not-adopted")}


@pytest.mark.parametrize(
    ("old", "word", "new", "told"),
    [
        (
            "cfsp-unanimity",
            "constructive",
            DecisionRule(rule="unanimity"),
            {(61, "answers-lacking-under-new")},
        ),
        ("cfsp-unanimity", "abstain", DecisionRule(rule="unanimity"), set()),
        ("cfsp-unanimity", "constructive", DecisionRule(rule="cfsp-unanimity", final=True), set()),
        ("qmv", "constructive", None, {(61, "no-rule")}),
    ],
)
def test_an_amendment_is_counted_again_in_words_that_the_new_rule_has(
    old: str, word: str, new: DecisionRule | None, told: set[tuple[int, str]]
) -> None:
    world = World(decisions={**charter().decisions, "amendment": DecisionRule(rule=old)})
    others = {name: rule for name, rule in world.standing.rule_book.decisions.items() if name != "amendment"}
    ends = next_charter(world, decisions={**others, "amendment": new} if new else others)
    ref = world.decide(Amendment(charter=ends), "by another rule", IT=word if old != "qmv" else "abstain")
    verdict = judged(world, "FR/authority", dialogue.Amend, consultation=ref, charter=ends)
    assert reasons(verdict) == told
    for reason in verdict.reasons:
        if reason.code == "answers-lacking-under-new":
            assert reason.facts == {"rule": "unanimity", "parties": "IT", "words": "constructive"}
            assert [cure.code for cure in reason.cures] == ["decide-in-its-words"]


def test_an_answer_for_another_is_counted_again_too() -> None:
    """IT constructively abstains for DE; what DE says itself later would count instead."""
    world = World(decisions={**charter().decisions, "amendment": DecisionRule(rule="cfsp-unanimity")})
    decisions = {**world.standing.rule_book.decisions, "amendment": DecisionRule(rule="unanimity")}
    new = next_charter(world, decisions=decisions)
    fields = {"subject": Amendment(charter=new), "text": text("for DE"), "procedure": "vote"}
    ref = world.say("FR/delegate", consultation.Open, deadline=world.now + DAY, **fields)
    said = {"consultation": ref, "commitment": text("for DE").commitment}
    for party in set(PARTNERS) - {"DE"}:
        world.say(f"{party}/delegate", consultation.Answer, answer="for", **said)
    qualified = {"answer": "constructive", "declaration": text("declared"), "on_behalf": "DE"}
    world.say("IT/delegate", consultation.Answer, **said, **qualified)
    world.wait(days=2)
    assert amend(world, new, ref) == {(61, "answers-lacking-under-new")}


def test_a_charter_whose_rule_is_not_set_in_order_is_told_so_and_counts_nothing() -> None:
    world = World()
    wrong = DecisionRule(rule="veto")
    new = next_charter(world, decisions={**world.standing.rule_book.decisions, "amendment": wrong})
    ref = world.decide(Amendment(charter=new), "nobody's veto")
    assert amend(world, new, ref) == {(61, "bad-parameters")}


RIGHTS: dict[str, dict[str, Any]] = {
    "status": {"role": "counterpart"},
    "cosigner": {"cosigner": raw_key("another mirror")},
    "dropped": {"gone": True},
    "matters": {"reserved": (Reserved(party="UA", topics=("ceasefire",)),)},
    "names of matters": {"renamed": True},
    "claim window": {"claim_window": 1},
    "notice": {"notice": 1},
    "cooling-off": {"cooling_off": 0},
    "passkeys": {"no_passkeys": ("mandate",)},
}


def narrowed(world: World, change: dict[str, Any]) -> Charter:
    now = world.standing.rule_book
    if "role" in change or "cosigner" in change:
        parties = tuple(replace(p, **change) if p.id == "UA" else p for p in now.parties)
        reserved = () if "role" in change else now.reserved
        return next_charter(world, parties=parties, reserved=reserved)
    if "gone" in change:
        return next_charter(world, parties=tuple(p for p in now.parties if p.id != "UA"), reserved=())
    if "renamed" in change:
        renamed = tuple(Topic(id=t.id, name="Weather") if t.id == "ceasefire" else t for t in now.topics)
        return next_charter(world, topics=(*renamed, Topic(id="truce", name="Ceasefire")))
    return next_charter(world, **change)


@pytest.mark.parametrize("change", RIGHTS)
def test_a_concerned_party_cannot_be_voted_out_of_its_rights(world: World, change: str) -> None:
    new = narrowed(world, RIGHTS[change])
    ref = world.decide(Amendment(charter=new), "stealth")
    verdict = judged(world, "FR/authority", dialogue.Amend, consultation=ref, charter=new)
    assert reasons(verdict) == {(62, "rights-need-own-consent")}
    assert [c.code for c in verdict.reasons[0].cures] == ["leave-rights", "ask-consent"]


@pytest.mark.parametrize("change", RIGHTS)
def test_its_rights_change_with_its_own_consent_to_what_is_put_to_the_vote(world: World, change: str) -> None:
    new = narrowed(world, RIGHTS[change])
    ref = world.decide(Amendment(charter=new), "open")
    agreed(world, "open")
    assert amend(world, new, ref) == set()


def test_reserved_matters_cannot_be_emptied_even_with_consent(world: World) -> None:
    new = next_charter(world, reserved=(Reserved(party="UA", topics=()),))
    ref = world.decide(Amendment(charter=new), "nothing left")
    agreed(world, "nothing left")
    assert amend(world, new, ref) == {(61, "nothing-reserved")}


def test_a_concerned_party_is_not_made_a_partner_by_amendment(world: World) -> None:
    parties = tuple(
        replace(p, role="partner") if p.id == "UA" else p for p in world.standing.rule_book.parties
    )
    new = next_charter(world, parties=parties, reserved=(), quorum=4)
    ref = world.decide(Amendment(charter=new), "one more partner")
    assert amend(world, new, ref) == {(62, "rights-need-own-consent")}


def test_an_intermediary_is_not_made_a_partner_by_amendment(world: World) -> None:
    parties = tuple(
        replace(p, role="partner") if p.id == "TR" else p for p in world.standing.rule_book.parties
    )
    new = next_charter(world, parties=parties, intermediaries=(), quorum=4)
    ref = world.decide(Amendment(charter=new), "one more partner")
    assert amend(world, new, ref) == {(61, "party-by-admission")}


def test_consent_said_before_the_vote_was_opened_names_no_charter(world: World) -> None:
    agreed(world, "open")
    new = narrowed(world, RIGHTS["notice"])
    ref = world.decide(Amendment(charter=new), "open")
    assert amend(world, new, ref) == {(62, "rights-need-own-consent")}


def test_one_text_cannot_stand_for_a_second_charter(world: World) -> None:
    world.decide(Amendment(charter=next_charter(world, cap=3)), "harmless")
    agreed(world, "harmless")
    again = {"text": text("harmless"), "procedure": "vote", "deadline": world.now + DAY}
    other = Amendment(charter=narrowed(world, RIGHTS["matters"]))
    assert world.refused("FR/delegate", consultation.Open, subject=other, **again) == {
        (40, "text-used-before")
    }


def test_conditions_not_met_are_no_consent_to_an_amendment(world: World) -> None:
    new = narrowed(world, RIGHTS["notice"])
    ref = world.decide(Amendment(charter=new), "open")
    given = world.say(
        "UA/delegate",
        consent.Give,
        commitment=text("open").commitment,
        topics=("ceasefire",),
        counterpart="RU",
        level="technical",
        until=world.now + DAY,
        conditions=text("conditions"),
    )
    assert amend(world, new, ref) == {(62, "rights-need-own-consent")}
    world.say("UA/delegate", consent.ConditionsMet, consent=given)
    assert amend(world, new, ref) == set()


def test_who_is_dropped_by_amendment_speaks_no_more_and_frees_its_place_under_the_cap(world: World) -> None:
    world.mandate(envoys=("FR/envoy", "IT/envoy"))
    parties = tuple(p for p in world.standing.rule_book.parties if p.id != "IT")
    new = next_charter(world, parties=parties)
    ref = world.decide(Amendment(charter=new), "without IT")
    world.say("FR/authority", dialogue.Amend, consultation=ref, charter=new)
    assert {(4, "not-accredited"), (4, "role-lacks")} & world.refused(
        "IT/authority", person.Accredit, person="IT/spy", functions=("reader",), keys=()
    )
    world.mandate("second", envoys=("DE/envoy",))


def admit(world: World, ref: str, party: Party = NEWCOMER, founder: Founder = FIRST) -> set[tuple[int, str]]:
    return reasons(
        judged(world, "FR/authority", dialogue.Admit, consultation=ref, party=party, founder=founder)
    )


def admitted() -> tuple[World, str]:
    world = World(quorum=4)
    ref = world.decide(Admission(party=NEWCOMER, founder=FIRST), "admission")
    return world, ref


def test_who_carries_an_admission_out_cannot_choose_the_newcomers_keys() -> None:
    world, ref = admitted()
    mine = replace(FIRST, keys=(fingerprint_of("FR/mole"), fingerprint_of("FR/mole reserve")))
    assert admit(world, ref, founder=mine) == {(61, "another-party")}
    assert admit(world, ref) == set()


def test_an_admission_is_carried_out_once() -> None:
    world, ref = admitted()
    world.say("FR/authority", dialogue.Admit, consultation=ref, party=NEWCOMER, founder=FIRST)
    world.say("ES/authority", dialogue.Leave)
    assert (61, "decision-used") in admit(world, ref)


def test_a_party_that_left_takes_part_again_once_it_is_admitted_anew() -> None:
    world, ref = admitted()
    world.say("FR/authority", dialogue.Admit, consultation=ref, party=NEWCOMER, founder=FIRST)
    world.say("ES/authority", dialogue.Leave)
    assert world.standing.role("ES") is None
    again = Founder(
        person="ES/second",
        functions=("authority",),
        keys=(fingerprint_of("ES/second"), fingerprint_of("ES/second reserve")),
    )
    ref = world.decide(Admission(party=NEWCOMER, founder=again), "admission anew")
    world.say("FR/authority", dialogue.Admit, consultation=ref, party=NEWCOMER, founder=again)
    assert world.standing.role("ES") == "partner"
    assert NEWCOMER.id in {party.id for party in world.standing.parties("partner")}


def test_an_admission_that_makes_the_quorum_half_or_less_waits_for_an_amendment(world: World) -> None:
    ref = world.decide(Admission(party=NEWCOMER, founder=FIRST), "admission")
    assert admit(world, ref) == {(61, "bad-quorum")}


def test_an_amendment_drafted_before_an_admission_cannot_drop_the_newcomer() -> None:
    world, ref = admitted()
    stale = next_charter(world, cap=3)
    decided = world.decide(Amendment(charter=stale), "drafted before")
    world.say("FR/authority", dialogue.Admit, consultation=ref, party=NEWCOMER, founder=FIRST)
    assert amend(world, stale, decided) == {(61, "not-the-next-version")}


def test_a_counterpart_is_not_admitted() -> None:
    world = World(quorum=4)
    other = replace(NEWCOMER, role="counterpart")
    ref = world.decide(Admission(party=other, founder=FIRST), "admission")
    assert admit(world, ref, party=other) == {(61, "not-a-member")}


def test_a_text_lapsed_under_the_old_silence_rule_is_not_adopted_by_a_new_charter(world: World) -> None:
    """Lowering the silence minimum later cannot make up for who was never reached."""
    quiet = text("position")
    opened = {"subject": Position(), "text": quiet, "procedure": "silence", "deadline": world.now + 2 * DAY}
    ref = world.say("FR/delegate", consultation.Open, **opened)
    world.wait(days=1, hours=1)
    receipt = consultation.Receipt(consultation=ref, commitment=quiet.commitment)
    for party in PARTNERS:
        world.say(f"{party}/delegate", consultation.Receive, texts=(receipt,))
    world.wait(days=1)
    new = next_charter(world, silence_minimum=0)
    amended = world.decide(Amendment(charter=new), "no minimum")
    world.say("FR/authority", dialogue.Amend, consultation=amended, charter=new)
    world.settle()
    assert outcome_of(world.standing, world.standing.consultations[ref], world.now).outcome == "not-reached"


def test_asking_for_consent_to_an_amendment_is_possible(world: World) -> None:
    world.say("FR/delegate", consent.Ask, **asking(world, "open", "ceasefire"))
    assert world.standing.asks


def test_the_registrar_changes_by_hand_over_only(world: World) -> None:
    new = next_charter(world, registrar="DE")
    ref = world.decide(Amendment(charter=new), "another registrar")
    assert amend(world, new, ref) == {(61, "registrar-by-hand-over")}


def test_who_takes_part_is_not_admitted_again() -> None:
    world = World(quorum=4)
    ref = world.decide(Admission(party=NEWCOMER, founder=FIRST), "admission")
    world.say("FR/authority", dialogue.Admit, consultation=ref, party=NEWCOMER, founder=FIRST)
    assert {(61, "takes-part-already"), (61, "decision-used")} <= admit(world, ref)


def test_the_others_give_a_new_authority_to_a_partner_alone_and_as_a_new_person(world: World) -> None:
    def told(first: Founder) -> set[tuple[int, str]]:
        new = next_charter(world)
        subject = Amendment(charter=new, authority=first)
        ref = world.decide(subject, f"authority {first.person} {first.keys}")
        return amend(world, new, ref, authority=first)

    keys = (fingerprint_of("new"), fingerprint_of("new reserve"))
    fresh = Founder(person="IT/second", functions=("authority",), keys=keys)
    assert told(fresh) == set()
    assert told(replace(fresh, person="UA/second")) == {(61, "not-a-partners-authority")}
    assert told(replace(fresh, person="IT/authority")) == {(61, "person-known")}
    for too_few in (keys[:1], keys[:1] * 2):
        assert told(replace(fresh, keys=too_few)) == {(61, "authority-needs-two-keys")}


def test_a_charter_narrowed_soon_after_a_refusal_is_seen(world: World) -> None:
    asked = world.say("FR/delegate", consent.Ask, **asking(world, "one", "territory"))
    world.say("UA/delegate", consent.Refuse, ask=asked)
    new = narrowed(world, RIGHTS["matters"])
    ref = world.decide(Amendment(charter=new), "narrower")
    agreed(world, "narrower")
    assert flags(world, "FR/authority", dialogue.Amend, consultation=ref, charter=new) == {
        "narrowed-after-refusal"
    }


def test_a_right_that_changes_is_told_by_its_name(world: World) -> None:
    new = next_charter(world, reserved=(Reserved(party="UA", topics=("ceasefire",)),))
    ref = world.decide(Amendment(charter=new), "narrower")
    verdict = judged(world, "FR/authority", dialogue.Amend, consultation=ref, charter=new)
    assert [reason.facts["changed"] for reason in verdict.reasons] == ["matters names of matters"]
