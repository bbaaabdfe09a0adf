"""Rules 63 to 65: persons, keys and terms, and the ways round them."""

from __future__ import annotations

from typing import Any

import pytest
from guard_cast import flags, judged, reasons

from plenipo.acts import consultation, contact, key, mandate, person, register
from world import World, fingerprint_of, raw_key, text


@pytest.fixture
def world() -> World:
    return World()


def accredit(world: World, who: str, *functions: str, keys: tuple[str, ...] = ()) -> set[tuple[int, str]]:
    fields = {"person": who, "functions": functions, "keys": keys}
    return reasons(judged(world, "FR/authority", person.Accredit, **fields))


def test_a_party_names_its_own_persons_only(world: World) -> None:
    assert accredit(world, "DE/mole", "delegate") == {(63, "another-party")}
    assert accredit(world, "FR/second", "delegate") == set()


def test_a_key_names_one_person_for_ever(world: World) -> None:
    taken = fingerprint_of("DE/delegate")
    assert accredit(world, "FR/second", "delegate", keys=(taken,)) == {(63, "key-used-before")}
    world.say("FR/authority", person.Withdraw, person="FR/envoy")
    revoked = fingerprint_of("FR/envoy")
    assert accredit(world, "FR/envoy", "envoy", keys=(revoked,)) == {(63, "key-used-before")}


def test_the_last_authority_cannot_take_its_function_away_or_leave(world: World) -> None:
    assert accredit(world, "FR/authority", "reader") == {(63, "last-authority")}
    assert world.refused("FR/authority", person.Withdraw, person="FR/authority") == {(63, "last-authority")}
    second = {"person": "FR/second", "functions": ("authority",)}
    world.say("FR/authority", person.Accredit, **second, keys=(fingerprint_of("FR/second"),))
    assert accredit(world, "FR/authority", "reader") == set()


def test_an_authority_without_a_key_is_none_that_may_be_left_alone(world: World) -> None:
    """The party could say nothing more; a concerned party's keys are given back to it by nobody."""
    world.say("UA/authority", person.Accredit, person="UA/second", functions=("authority",), keys=())
    reader = {"person": "UA/authority", "functions": ("reader",), "keys": ()}
    assert world.refused("UA/authority", person.Accredit, **reader) == {(63, "last-authority")}
    assert world.refused("UA/authority", person.Withdraw, person="UA/authority") == {(63, "last-authority")}
    added = {"owner": "UA/second", "purpose": "act", "key": fingerprint_of("UA/second")}
    world.say("UA/authority", key.Add, **added)
    world.say("UA/authority", person.Withdraw, person="UA/authority")


def test_a_person_without_a_function_is_refused(world: World) -> None:
    assert accredit(world, "FR/nobody") == {(63, "no-function")}


def test_a_withdrawn_person_says_nothing_and_comes_back_only_with_new_keys(world: World) -> None:
    world.say("FR/authority", person.Withdraw, person="FR/delegate")
    refused = world.refused("FR/delegate", consultation.Receive, texts=())
    assert {(3, "key-revoked"), (4, "not-accredited")} <= refused
    world.say("FR/authority", person.Accredit, person="FR/delegate", functions=("delegate",), keys=())
    assert (3, "key-revoked") in world.refused("FR/delegate", consultation.Receive, texts=())


def test_an_envoy_who_comes_back_counts_again_only_after_accepting_again(world: World) -> None:
    """Withdraw an envoy, give the place to another, bring the first one back: that would break the cap."""
    first = world.mandate("first", envoys=("FR/envoy",))
    world.mandate("second", envoys=("DE/envoy",))
    world.say("FR/authority", person.Withdraw, person="FR/envoy")
    world.mandate("third", envoys=("IT/envoy",))
    new = (fingerprint_of("FR/envoy reserve 2"),)
    world.say("FR/authority", person.Accredit, person="FR/envoy", functions=("envoy",), keys=new)
    again = world.act("FR/delegate", contact.Plan, **world.plan_of(first))
    assert reasons(world.judge(again)) == {(10, "not-accepted")}
    act = world.act("FR/envoy", mandate.Accept, mandate=first, commitment=text("first").commitment)
    assert (17, "cap-reached") in reasons(world.judge(act, "FR/envoy reserve 2"))


def test_changing_the_functions_of_an_envoy_keeps_what_was_accepted(world: World) -> None:
    ref = world.mandate()
    world.wait(hours=1)
    both = ("envoy", "drafter")
    world.say("FR/authority", person.Accredit, person="FR/envoy", functions=both, keys=())
    assert judged(world, "FR/envoy", contact.Plan, **world.plan_of(ref)).allowed


def add(world: World, by: str, owner: str, purpose: str, value: str) -> set[tuple[int, str]]:
    return reasons(judged(world, by, key.Add, owner=owner, purpose=purpose, key=value))


NEW = fingerprint_of("a new key")
SEAL = "age1" + "q" * 58


def test_a_person_adds_keys_of_their_own_and_nobody_elses(world: World) -> None:
    assert add(world, "FR/delegate", "FR/delegate", "act", NEW) == set()
    assert add(world, "FR/delegate", "FR/envoy", "act", NEW) == {(63, "needs-authority")}
    assert add(world, "FR/authority", "FR/envoy", "act", NEW) == set()
    assert (63, "another-party") in add(world, "FR/authority", "DE/envoy", "act", NEW)


def test_a_key_is_in_its_form_and_of_the_right_owner(world: World) -> None:
    assert add(world, "FR/authority", "FR/envoy", "act", "junk") == {(63, "malformed-key")}
    assert add(world, "FR/authority", "FR", "seal", "junk") == {(63, "malformed-key")}
    assert add(world, "FR/authority", "FR", "seal", SEAL) == set()
    assert add(world, "FR/authority", "FR/envoy", "seal", SEAL) == {(63, "key-of-a-party")}
    assert add(world, "FR/authority", "FR", "act", NEW) == {(63, "no-such-person")}


@pytest.mark.parametrize("vkey", ["junk", "a+b+c", "x+00000000+BgAA", "é+00000000+é"])
def test_a_register_key_that_readers_cannot_parse_never_enters(world: World, vkey: str) -> None:
    assert add(world, "FR/authority", "FR", "register", vkey) == {(63, "malformed-key")}


def test_only_the_registrar_adds_a_key_of_the_register(world: World) -> None:
    assert (63, "not-the-registrar") in add(world, "DE/authority", "DE", "register", "junk")


def test_a_sealing_key_belongs_to_one_party(world: World) -> None:
    world.say("FR/authority", key.Add, owner="FR", purpose="seal", key=SEAL)
    assert add(world, "DE/authority", "DE", "seal", SEAL) == {(63, "key-used-before")}


@pytest.mark.parametrize("party", ["FR", "DE"])
def test_a_sealing_key_that_was_revoked_is_nobodys_again(world: World, party: str) -> None:
    world.say("FR/authority", key.Add, owner="FR", purpose="seal", key=SEAL)
    world.say("FR/authority", key.Revoke, owner="FR", key=SEAL)
    assert add(world, f"{party}/authority", party, "seal", SEAL) == {(63, "key-used-before")}
    assert world.refused("FR/authority", key.Revoke, owner="FR", key=SEAL) == {(63, "no-such-key")}
    assert add(world, f"{party}/authority", party, "seal", SEAL[:-1] + "p") == set()


def test_an_authority_keeps_a_key(world: World) -> None:
    first, reserve = fingerprint_of("FR/authority"), fingerprint_of("FR/authority reserve")
    world.say("FR/authority", key.Revoke, owner="FR/authority", key=reserve)
    assert world.refused("FR/authority", key.Revoke, owner="FR/authority", key=first) == {(63, "last-key")}
    world.say("FR/authority", key.Add, owner="FR/authority", purpose="act", key=NEW)
    assert judged(world, "FR/authority", key.Revoke, owner="FR/authority", key=first).allowed


def hand_over(world: World, signers: tuple[str, ...], **changes: Any) -> set[tuple[int, str]]:
    fields = {
        "term": 2,
        "registrar": "DE",
        "registrar_key": raw_key("DE registrar"),
        "checkpoint": world.seen,
    }
    act = world.act("DE/authority", register.HandOver, **{**fields, **changes})
    return reasons(world.judge(act, *signers))


MOST = ("DE/authority", "PL/authority", "IT/authority")


def test_a_term_is_handed_over_by_more_than_half_of_the_partners(world: World) -> None:
    assert hand_over(world, MOST) == set()
    assert hand_over(world, MOST[:2]) == {(64, "not-half-signed")}
    assert hand_over(world, (*MOST[:2], "UA/authority")) == {(64, "not-half-signed")}
    assert hand_over(world, (*MOST[:2], "PL/delegate")) == {(64, "not-half-signed")}


def test_two_keys_of_one_partner_count_once_at_a_hand_over(world: World) -> None:
    assert hand_over(world, (*MOST[:2], "PL/authority reserve")) == {(64, "not-half-signed")}


def test_nobody_is_named_as_handing_over_who_did_not_sign(world: World) -> None:
    assert hand_over(world, ("FR/authority", "PL/authority", "IT/authority")) == {
        (64, "not-signed-by-speaker")
    }


def test_strangers_do_not_sign_a_hand_over(world: World) -> None:
    assert hand_over(world, (*MOST, "a stranger")) == {(64, "stranger-signed")}


def test_a_new_term_goes_on_from_the_largest_checkpoint_that_was_cosigned(world: World) -> None:
    before = world.seen
    world.mandate()
    world.settle()
    assert hand_over(world, MOST, checkpoint=before) == {(64, "older-checkpoint")}


def test_of_two_checkpoints_cosigned_in_one_second_the_larger_counts(world: World) -> None:
    before = world.seen
    world.settle()
    world.settle()
    assert hand_over(world, MOST, checkpoint=before) == {(64, "older-checkpoint")}
    assert hand_over(world, MOST) == set()


def test_a_new_registrars_key_is_no_mirrors(world: World) -> None:
    assert hand_over(world, MOST, registrar_key=raw_key("PL mirror")) == {(64, "register-key-twice")}
    assert hand_over(world, MOST, term=3) == {(64, "not-the-next-term")}
    assert hand_over(world, MOST, registrar="UA") == {(64, "registrar-not-partner")}


def test_a_key_is_revoked_once_and_only_if_it_is_theirs(world: World) -> None:
    revoke = {"owner": "FR/envoy", "key": fingerprint_of("FR/envoy")}
    assert world.refused("FR/envoy", key.Revoke, owner="FR/envoy", key="junk") == {(63, "no-such-key")}
    other = {"owner": "FR/envoy", "key": fingerprint_of("FR/delegate")}
    assert world.refused("FR/authority", key.Revoke, **other) == {(63, "key-of-another")}
    assert flags(world, "FR/envoy", key.Revoke, **revoke, since=1) == {"key-doubtful"}
    assert world.refused("FR/authority", key.Revoke, **revoke) == {(63, "revoked-before")}
