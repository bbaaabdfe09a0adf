from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from plenipo.acts import KINDS, consent, consultation, contact, mandate, offer, readout
from plenipo.dialogue.entered import Signer
from plenipo.dialogue.standing import Standing
from plenipo.errors import NotFounded
from plenipo.guard.candidates import MAKERS
from plenipo.guard.may import Option, may, may_say, options_of
from plenipo.guard.verdict import Cure
from plenipo.verify import Nodes
from world import DAY, PARTNERS, World, fingerprint_of, text


def options(world: World, person: str, kind: str | None = None) -> list[Option]:
    found = may(world.standing, person, world.now, world.nodes)
    return found if kind is None else options_of(found, kind)


def states(world: World, person: str, kind: str) -> set[str]:
    return {option.state for option in options(world, person, kind)}


def lively() -> World:
    """A dialogue with something live of most sorts."""
    world = World()
    ref = world.mandate()
    plan = world.say("FR/delegate", contact.Plan, **world.plan_of(ref))
    world.say("FR/delegate", offer.Receive, counterpart="RU", level="leader", medium="call", at=world.now)
    world.say(
        "FR/delegate",
        consent.Ask,
        party="UA",
        topics=("ceasefire",),
        counterpart="RU",
        level="technical",
        text=text("t"),
        reason=text("r"),
        answer_by=world.now + 4 * DAY,
    )
    world.wait(days=3)
    world.say(
        "FR/envoy",
        contact.Report,
        party="FR",
        counterpart="RU",
        level="technical",
        medium="call",
        at=world.now - DAY,
        plan=plan,
        envoy="FR/envoy",
        claims="mandate",
        topics=("prisoners",),
    )
    world.say(
        "DE/delegate",
        consultation.Open,
        subject=consultation.Position(),
        text=text("p"),
        procedure="silence",
        deadline=world.now + 3 * DAY,
    )
    return world


PERSONS = ("FR/authority", "FR/delegate", "FR/envoy", "DE/delegate", "PL/reader", "UA/delegate", "UA/reader")


def test_every_kind_of_act_has_candidates_but_the_founding() -> None:
    assert {kind for kind in KINDS.values() if kind not in MAKERS} == {KINDS["dialogue.found"]}


@pytest.mark.parametrize("person", [*PERSONS, "XX/nobody"])
def test_every_kind_of_act_is_answered_for_every_person(person: str) -> None:
    told = {option.kind for option in options(lively(), person)}
    assert told == KINDS.keys() - {"dialogue.found"}


@pytest.mark.parametrize("person", PERSONS)
def test_what_is_allowed_here_is_what_the_guard_admits(person: str) -> None:
    """The same rules: each example is signed, read and judged the real way, and the verdicts agree."""
    world = lively()
    checked = 0
    for option in options(world, person):
        if option.example is None:
            continue
        verdict = world.judge(replace(option.example, id=world.next_id()))
        assert verdict.reasons == option.reasons, option.kind
        assert verdict.allowed == (option.state == "may")
        assert verdict.flags == option.flags
        checked += 1
    assert checked > 2


@pytest.mark.parametrize("person", PERSONS)
def test_nobody_may_do_what_the_rules_on_speakers_refuse(person: str) -> None:
    world = lively()
    for option in options(world, person):
        if option.state == "may-not" and option.example is None:
            assert option.reasons
            assert all(reason.rule <= 6 for reason in option.reasons)


def test_no_rule_fails_on_a_candidate() -> None:
    world = lively()
    for person in PERSONS:
        for option in options(world, person):
            assert all(reason.code != "rule-failed" for reason in option.reasons), option


def test_looking_changes_nothing() -> None:
    world, other = lively(), lively()
    for person in PERSONS:
        may(world.standing, person, world.now, world.nodes)
    assert world.standing == other.standing


def test_an_envoy_may_plan_at_each_level_and_medium_of_the_mandate() -> None:
    world = World()
    ref = world.mandate()
    found = options(world, "FR/envoy", "contact.plan")
    assert {option.state for option in found} == {"may"}
    assert {option.about for option in found} == {ref}
    places: Any = [(option.example.level, option.example.medium) for option in found]  # type: ignore[union-attr]
    assert sorted(places) == [
        (level, medium) for level in ("senior", "technical") for medium in ("call", "meeting")
    ]
    assert {option.left_out for option in found} == {("ceasefire",)}


def test_a_proposal_needs_consent_to_its_exact_text() -> None:
    world = World()
    world.mandate()
    (option, *_) = options(world, "FR/envoy", "proposal.table")
    assert option.state == "needs"
    assert {(reason.rule, reason.code) for reason in option.reasons} == {(20, "no-consent")}


def test_an_envoy_of_an_adopted_mandate_accepts_first() -> None:
    world = World()
    ref = world.decide(world.terms(), "m")
    assert states(world, "FR/envoy", "mandate.accept") == {"may"}
    (option, *_) = options(world, "FR/envoy", "contact.plan")
    assert (option.state, option.cure) == ("may-not", Cure("accept", "mandate.accept", "FR/envoy"))
    world.say("FR/envoy", mandate.Accept, mandate=ref, commitment=text("m").commitment)
    assert states(world, "FR/envoy", "mandate.accept") == {"nothing"}
    assert states(world, "FR/envoy", "contact.plan") == {"may"}


def test_without_a_mandate_the_cure_is_a_mandate() -> None:
    (option,) = options(World(), "DE/envoy", "contact.plan")
    assert option.state == "may-not"
    assert option.cure == Cure("new-mandate", "consultation.open", "partners")


def test_a_suspended_mandate_is_cured_by_who_suspended_it() -> None:
    world = World()
    ref = world.mandate()
    world.say("PL/delegate", mandate.Suspend, mandate=ref)
    assert {o.cure for o in options(world, "FR/envoy", "contact.plan")} == {
        Cure("resume", "mandate.resume", "PL")
    }
    assert states(world, "PL/delegate", "mandate.resume") == {"may"}
    assert states(world, "DE/delegate", "mandate.resume") == {"may-not"}


def test_a_concerned_party_may_answer_a_request_and_claim_within_the_window() -> None:
    world = World()
    world.say("FR/delegate", contact.Plan, **world.plan_of(world.mandate()))
    assert states(world, "UA/delegate", "consent.claim") == {"may"}
    world.wait(hours=25)
    assert states(world, "UA/delegate", "consent.claim") == {"nothing"}
    for kind in ("consent.give", "consent.disclaim", "consent.refuse"):
        assert states(world, "UA/delegate", kind) == {"nothing"}
        assert states(lively(), "UA/delegate", kind) == {"may"}
        assert states(lively(), "FR/delegate", kind) == {"may-not"}


def test_a_planned_contact_may_be_disclaimed_within_the_window_and_consented_to_once_claimed() -> None:
    world = World()
    plan = world.say("FR/envoy", contact.Plan, **world.plan_of(world.mandate()))
    (option,) = options(world, "UA/delegate", "consent.disclaim")
    assert (option.state, option.about) == ("may", plan)
    assert isinstance(option.example, consent.Disclaim)
    assert option.example.commitment == text("lines").commitment
    assert states(world, "UA/delegate", "consent.give") == {"nothing"}
    world.say("UA/delegate", consent.Claim, contact=plan, topics=("ceasefire",))
    (option,) = options(world, "UA/delegate", "consent.give")
    assert (option.state, option.about) == ("may", plan)
    assert isinstance(option.example, consent.Give)
    assert option.example.topics == ("ceasefire",)
    exact = {"commitment": text("lines").commitment, "counterpart": "RU", "level": "technical"}
    world.say("UA/delegate", consent.Disclaim, **exact)
    assert states(world, "UA/delegate", "consent.disclaim") == {"nothing"}
    assert states(world, "UA/delegate", "consent.give") == {"nothing"}


def test_asking_again_shows_the_pressure_that_it_would_be() -> None:
    found = options(lively(), "DE/delegate", "consent.ask")
    assert [flag.code for option in found for flag in option.flags] == ["several-askers"]


def test_an_overdue_readout_is_the_cure_of_a_refused_plan() -> None:
    world = lively()
    world.wait(days=3)
    (option, *_) = options(world, "FR/envoy", "contact.plan")
    assert option.cure == Cure("file-readout", "readout.file", "FR")
    assert states(world, "FR/envoy", "readout.file") == {"may"}


def test_what_is_owed_and_received_is_offered() -> None:
    world = lively()
    (ref,) = [ref for ref, held in world.standing.contacts.items() if held.kind == "reported"]
    (option,) = options(world, "FR/envoy", "readout.file")
    assert option.about == ref
    matters = tuple(readout.Raised(topic=t, raised="not-raised") for t in ("ceasefire", "territory"))
    filed = world.say(
        "FR/envoy",
        readout.File,
        contact=ref,
        side="ours",
        text=text("r"),
        recipients=PARTNERS,
        matters=matters,
    )
    assert [o.about for o in options(world, "PL/reader", "readout.acknowledge")] == [filed]
    assert states(world, "FR/reader", "readout.acknowledge") == {"nothing"}


def test_a_revoked_key_says_nothing_any_more() -> None:
    world = World()
    world.tampered = True
    for held in world.standing.keys.values():
        if held.owner == "FR/delegate":
            held.revoked = world.now
    found = options(world, "FR/delegate", "consent.ask")
    assert [reason.code for option in found for reason in option.reasons] == ["key-revoked"]
    assert found[0].cure == Cure("key-add", "key.add", "FR:authority")


def test_a_passkey_is_told_what_needs_a_key_outside_the_browser() -> None:
    world = World()
    passkey = Signer(fingerprint_of("FR/authority"), passkey=True)
    found = may(world.standing, "FR/authority", world.now, world.nodes, passkey)
    barred = {o.kind.partition(".")[0] for o in found if o.cure and o.cure.code == "sign-outside-browser"}
    assert barred == {"dialogue", "person", "key", "register"}


def test_before_the_founding_there_is_nothing_to_ask() -> None:
    with pytest.raises(NotFounded):
        may(Standing(), "FR/delegate", 0, Nodes())


def procedures(world: World) -> dict[tuple[str, str], str]:
    """Whether FR's delegate may put each kind of decision by each procedure."""
    found: Any = [(o.state, o.example) for o in options(world, "FR/delegate", "consultation.open")]
    return {(e.subject.__struct_config__.tag, e.procedure): state for state, e in found}


def test_every_decision_may_be_taken_in_writing_and_by_silence_where_the_charter_says_so() -> None:
    world = World()
    world.mandate()
    found = procedures(world)
    decided = world.standing.rule_book.decisions
    assert {kind for kind, how in found if how == "written"} == decided.keys()
    assert {kind for kind, how in found if how == "silence"} == {k for k, r in decided.items() if r.silence}
    assert {found[kind, "written"] for kind in ("mandate", "position", "contact")} == {"may"}


@pytest.mark.parametrize("delay", [1, 600, 2 * 3600, 30 * 24 * 3600])
def test_the_times_of_a_candidate_are_those_that_the_rules_leave(delay: int) -> None:
    """A registrar may take its time; then each stage of a written procedure leaves it that time."""
    world = World(delay=delay)
    found = procedures(world)
    assert {found["position", how] for how in ("vote", "silence", "written")} == {"may"}


def test_a_written_procedure_is_first_consented_to_and_then_voted_on() -> None:
    world = World()
    (candidate,) = (
        option.example
        for option in options(world, "FR/delegate", "consultation.open")
        if isinstance(option.example, consultation.Open)
        and option.example.procedure == "written"
        and option.example.subject == consultation.Position()
    )
    ref = world.register(replace(candidate, id=world.next_id(), text=text("in writing")))
    held = world.standing.consultations[ref]
    assert held.consent_by is not None
    for party in PARTNERS:
        assert states(world, f"{party}/delegate", "consultation.answer") == {"may"}
        about: dict[str, Any] = {"consultation": ref, "commitment": held.commitment, "answer": "for"}
        world.say(f"{party}/delegate", consultation.Answer, **about)
    world.now = held.consent_by
    assert states(world, "PL/delegate", "consultation.answer") == {"may"}
    world.now = held.deadline - 1
    assert states(world, "PL/delegate", "consultation.answer") == {"may"}
    world.now += 1
    assert states(world, "PL/delegate", "consultation.answer") == {"nothing"}


def test_a_written_procedure_that_was_not_consented_to_takes_no_answers() -> None:
    world = World()
    fields: dict[str, Any] = {"subject": consultation.Position(), "text": text("p"), "procedure": "written"}
    consent_by = world.now + DAY
    world.say("FR/delegate", consultation.Open, **fields, consent_by=consent_by, deadline=consent_by + DAY)
    world.now = consent_by
    (option,) = options(world, "PL/delegate", "consultation.answer")
    assert (option.state, {reason.code for reason in option.reasons}) == ("may-not", {"not-in-writing"})


def test_an_older_contact_can_be_asked_about_by_name() -> None:
    world = World()
    plan = world.say("FR/delegate", contact.Plan, **world.plan_of(world.mandate()))
    place = {"party": "FR", "counterpart": "RU", "level": "technical", "medium": "call"}
    older = world.say("FR/delegate", contact.Report, **place, at=world.now)
    newer = world.say("FR/delegate", contact.Report, **place, at=world.now)

    def about(kind: str, ref: str | None = None) -> set[str | None]:
        found = may_say(world.standing, "FR/delegate", world.now, world.nodes, kind, ref)
        return {option.about for option in found if option.state != "nothing"}

    assert about("contact.outcome") == {newer}
    assert about("contact.outcome", older) == {older}
    assert about("readout.file", older) == {older}
    assert about("contact.cancel", plan) == {plan}
    assert about("contact.cancel", older) == set()
    assert about("contact.outcome", plan) == set()
