"""Rules 1 to 6, and the judge itself: whose act, where, when, by which key."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import pytest
from guard_cast import consented, plan, reasons, report_of
from msgspec.structs import replace

from plenipo.acts import Said, consent, consultation, contact, dialogue, mandate, person, register, source
from plenipo.acts.codec import encode
from plenipo.acts.words import Seen
from plenipo.dialogue.entered import Entered, Signer
from plenipo.errors import StampBackwards, StoreDamaged, UnknownRules
from plenipo.guard import judge as judging
from plenipo.guard.case import Case
from plenipo.guard.judge import RULES, judge
from plenipo.guard.kinds import SPEAKERS
from plenipo.guard.verdict import Reason
from plenipo.register import leaf_hash
from plenipo.verify import Nodes
from world import DAY, HOUR, World, fingerprint_of, text


@pytest.fixture
def world() -> World:
    return World()


def harmless(world: World, by: str = "FR/delegate", **changes: Any) -> Said:
    act = world.act(by, source.Add, text=text("x"), grade="B2", published=0)
    return replace(act, **changes)


def told(world: World, act: Said, *signers: str) -> set[tuple[int, str]]:
    return reasons(world.judge(act, *signers))


def test_an_act_of_another_dialogue_is_refused(world: World) -> None:
    assert told(world, harmless(world)) == set()
    assert told(world, harmless(world, dialogue="0" * 64)) == {(1, "other-dialogue")}


def test_a_dialogue_is_founded_once(world: World) -> None:
    act = dialogue.Found(
        id=world.next_id(), by="FR/authority", title="Again", charter=world.standing.rule_book, founders=()
    )
    assert (1, "already-founded") in told(world, act, "FR/authority")


def test_nothing_is_said_before_the_founding(world: World) -> None:
    act = harmless(world)
    fresh = World()
    fresh.tampered, fresh.replay.standing = True, type(fresh.standing)()
    assert told(fresh, act, "FR/delegate") == {(1, "not-founded")}


def test_who_saw_another_register_holds_the_proof_of_a_split_view(world: World) -> None:
    verdict = world.judge(harmless(world, seen=Seen(size=1, root="0" * 64)))
    assert reasons(verdict) == {(2, "seen-other-register")}
    assert verdict.reasons[0].facts["seen"] == "0" * 64
    assert told(world, harmless(world, seen=Seen(size=9, root="0" * 64))) == {(2, "seen-ahead")}


def test_an_act_lapses_to_the_millisecond_after_the_first_entry_that_it_did_not_see(world: World) -> None:
    act = harmless(world)
    world.wait(days=365)
    assert told(world, act) == set()
    world.register(harmless(world))
    unseen = world.now
    world.now = unseen + 72 * HOUR
    assert told(world, act) == set()
    world.now += 1
    assert told(world, act) == {(2, "lapsed")}


def test_the_same_act_is_said_once(world: World) -> None:
    act = harmless(world)
    world.register(act)
    assert told(world, act) == {(2, "said-before")}
    world.now += 72 * HOUR
    assert told(world, act) == {(2, "said-before")}
    world.now += 1
    assert (2, "lapsed") in told(world, act)


def test_a_longer_lapse_does_not_bring_back_what_was_forgotten(world: World) -> None:
    """A withdrawn consent could be registered a second time, once nobody remembers the first."""
    given = world.act(
        "UA/delegate",
        consent.Give,
        commitment=text("lines").commitment,
        topics=("ceasefire",),
        counterpart="RU",
        level="technical",
        until=world.now + 365 * DAY,
    )
    ref = world.register(given)
    world.say("UA/delegate", consent.Withdraw, consent=ref)
    world.wait(days=4)
    new = replace(world.standing.rule_book, version=2, lapse=10**8)
    decided = world.decide(consultation.Amendment(charter=new), "longer")
    world.say("FR/authority", dialogue.Amend, consultation=decided, charter=new)
    assert told(world, given) == {(2, "lapsed")}


@pytest.mark.parametrize(
    ("signers", "expected"),
    [
        (("DE/delegate",), {(3, "key-of-another")}),
        (("nobody",), {(3, "unknown-key")}),
        (("FR/delegate", "FR/authority"), {(3, "too-many-signatures"), (3, "key-of-another")}),
        (("FR/delegate reserve",), set()),
    ],
)
def test_each_key_is_in_force_and_of_the_speaker(
    world: World, signers: tuple[str, ...], expected: set[tuple[int, str]]
) -> None:
    assert told(world, harmless(world), *signers) == expected


def entered(world: World, act: Said, *signers: Signer) -> Case:
    data = encode(act)
    made = Entered(
        act=act,
        ref=hashlib.sha256(data).hexdigest(),
        signers=signers,
        index=world.standing.size,
        stamp=world.now,
    )
    return Case(world.standing, made, world.nodes)


def test_an_unsigned_act_is_nobodys(world: World) -> None:
    assert reasons(judge(entered(world, harmless(world)))) == {(3, "unsigned")}


def test_functions_bound_who_says_what(world: World) -> None:
    assert told(world, harmless(world, by="FR/reader")) == {(4, "function-lacks")}
    new = (fingerprint_of("FR/drafter"),)
    world.say("FR/authority", person.Accredit, person="FR/drafter", functions=("drafter",), keys=new)
    assert told(world, harmless(world, by="FR/drafter")) == set()
    opened = {
        "subject": consultation.Position(),
        "text": text("p"),
        "procedure": "vote",
        "deadline": world.now + DAY,
    }
    assert world.refused("FR/drafter", consultation.Open, **opened) == {(4, "function-lacks")}
    accredit = {"person": "FR/x", "functions": ("reader",), "keys": ()}
    assert world.refused("FR/delegate", person.Accredit, **accredit) == {(4, "function-lacks")}


def test_a_reader_acknowledges_and_nothing_more() -> None:
    allowed = {kind for kind, speakers in SPEAKERS.items() if "reader" in speakers.functions}
    names = {kind.__struct_config__.tag for kind in allowed}
    assert names == {"key.add", "key.revoke", "consultation.receive", "readout.acknowledge"}


def test_a_drafter_decides_nothing() -> None:
    binds = (consultation.Open, consultation.Answer, consent.Give, consent.Ask, mandate.Accept, contact.Plan)
    assert not [kind for kind in binds if "drafter" in SPEAKERS[kind].functions]


def test_nobody_speaks_for_the_counterpart_or_an_intermediary() -> None:
    assert {role for speakers in SPEAKERS.values() for role in speakers.roles} == {"partner", "concerned"}


def passkey(world: World, act: Said, *, backed_up: bool = False) -> set[tuple[int, str]]:
    key = Signer(fingerprint_of(act.by), passkey=True, backed_up=backed_up)
    return reasons(judge(entered(world, act, key)))


def test_a_browser_says_nothing_of_the_dialogue_its_persons_keys_and_register(world: World) -> None:
    by = "FR/authority"
    accredit = world.act(by, person.Accredit, person="FR/x", functions=("reader",), keys=())
    assert passkey(world, accredit) == {(5, "passkey-refused")}
    assert passkey(world, world.act(by, dialogue.Leave)) == {(5, "passkey-refused")}
    settle = world.act("FR/delegate", register.Settle, checkpoint=world.seen, signatures=("x",))
    assert (5, "passkey-refused") in passkey(world, settle)
    assert passkey(world, harmless(world)) == set()


def test_a_dialogue_is_not_founded_in_a_browser(world: World) -> None:
    fresh = World()
    act = dialogue.Found(
        id=world.next_id(), by="FR/authority", title="T", charter=world.standing.rule_book, founders=()
    )
    fresh.tampered, fresh.replay.standing = True, type(fresh.standing)()
    assert (5, "passkey-refused") in passkey(fresh, act)


def test_the_charter_keeps_further_families_out_of_browsers() -> None:
    world = World(no_passkeys=("source",))
    assert passkey(world, harmless(world)) == {(5, "passkey-refused")}


def test_consents_and_authorities_take_no_passkey_that_is_copied(world: World) -> None:
    invite = world.act("UA/delegate", consent.Invite, topics=("ceasefire",))
    assert passkey(world, invite) == set()
    assert passkey(world, invite, backed_up=True) == {(5, "backed-up-passkey")}
    assert passkey(world, harmless(world), backed_up=True) == set()
    assert passkey(world, harmless(world, by="FR/authority"), backed_up=True) == {(5, "backed-up-passkey")}


@pytest.mark.parametrize(
    ("marking", "expected"),
    [
        ("TLP:CLEAR", set()),
        ("TLP:AMBER", set()),
        ("TLP:RED", {(6, "above-ceiling")}),
        ("SECRET UE/EU SECRET", {(6, "above-ceiling")}),
        ("tlp:amber", {(6, "unknown-marking")}),
    ],
)
def test_nothing_is_taken_above_the_ceiling(
    world: World, marking: str, expected: set[tuple[int, str]]
) -> None:
    assert told(world, harmless(world, text=text("x", marking))) == expected


def test_an_unknown_version_of_the_rules_means_upgrade_and_never_lie(world: World) -> None:
    world.tampered, world.standing.charter = True, replace(world.standing.rule_book, rules="2")
    with pytest.raises(UnknownRules) as caught:
        world.judge(harmless(world))
    assert caught.value.rules == "2"


def test_stamps_never_go_backwards(world: World) -> None:
    act = harmless(world)
    world.now -= 1
    with pytest.raises(StampBackwards):
        world.judge(act)


@pytest.mark.parametrize("error", [KeyError, IndexError, ZeroDivisionError, RecursionError, AssertionError])
def test_an_error_inside_a_rule_refuses(
    world: World, error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def rule_99(_case: Case) -> Iterator[Reason]:
        raise error

    monkeypatch.setitem(RULES, source.Add, (*RULES[source.Add], rule_99))  # type: ignore[misc] # an invariant key
    verdict = world.judge(harmless(world))
    assert reasons(verdict) == {(99, "rule-failed")}
    assert verdict.reasons[0].facts == {"error": error.__name__, "kind": "source.add"}


def test_a_disk_that_fails_beneath_a_rule_is_no_verdict(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever reads "refused" would sign again; what has to be mended is the machine."""
    act = harmless(world)
    world.register(harmless(world))

    def stamp(_: Nodes, index: int) -> int:
        raise StoreDamaged("register.sqlite", "entry", index)

    monkeypatch.setattr(Nodes, "stamp", stamp)
    with pytest.raises(StoreDamaged):
        world.judge(act)


def test_an_error_while_looking_for_irregularities_refuses(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_case: Case) -> Any:
        raise IndexError

    monkeypatch.setattr(judging, "flags_of", broken)
    assert told(world, harmless(world)) == {(0, "rule-failed")}


def test_an_entry_registered_against_the_rules_has_no_effect_and_is_a_finding(world: World) -> None:
    """A lying registrar registers a plan on a reserved matter, and a consent in another's name."""
    ref = world.mandate()
    forced = world.act("FR/envoy", contact.Plan, **world.plan_of(ref, topics=("ceasefire",)))
    assert not world.force(forced).allowed
    assert not world.standing.contacts
    fake = world.act(
        "UA/delegate",
        consent.Disclaim,
        commitment=text("lines").commitment,
        counterpart="RU",
        level="technical",
    )
    assert not world.force(fake, ("FR/delegate",)).allowed
    assert not world.standing.consents
    assert [f.code for f in world.standing.findings] == ["void-entry", "void-entry"]
    assert list(world.standing.void) == [world.standing.size - 2, world.standing.size - 1]


def test_what_a_withdrawn_person_said_before_stays(world: World) -> None:
    given = consented(world, "lines", "ceasefire")
    ref = world.mandate()
    world.say("UA/authority", person.Withdraw, person="UA/delegate")
    held = plan(world, ref, topics=("ceasefire",))
    world.wait(days=2)
    world.say("FR/envoy", contact.Report, **report_of(world, held))
    assert world.standing.contacts[held].report is not None
    assert world.standing.consents[given].withdrawn is None


def test_one_changed_byte_of_an_entry_changes_the_tree(world: World) -> None:
    entry = world.entries[-1]
    changed = bytes([*entry[:-2], entry[-2] ^ 1, entry[-1]])
    assert leaf_hash(changed) != leaf_hash(entry)
