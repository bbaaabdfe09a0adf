"""Rules 60 and 65: a founding that is whole and signed, and cosignatures that were verified."""

from __future__ import annotations

from typing import Any

import pytest
from guard_cast import reasons
from guard_codes import places
from msgspec.structs import replace

from plenipo.acts import dialogue, register
from plenipo.acts.charter import DecisionRule, Founder, Party, Reserved, Topic, Weights
from plenipo.acts.codec import encode
from plenipo.acts.words import Function, Seen
from plenipo.dialogue.standing import Standing
from plenipo.guard.charters import faults
from plenipo.register import Checkpoint, Ed25519Cosigner
from plenipo.verify import Nodes, Replay, read_act
from plenipo.verify.keys import origin_of
from world import PARTNERS, START, World, charter, fingerprint_of, raw_key, seed_of, sign_all

MEMBERS = (*PARTNERS, "UA")
AUTHORITIES = tuple(f"{party}/authority" for party in MEMBERS)


def founder(name: str, *functions: Function) -> Founder:
    keys = (fingerprint_of(name), fingerprint_of(f"{name} reserve"))
    return Founder(person=name, functions=functions or ("authority",), keys=keys)


FOUNDERS = tuple(founder(name) for name in AUTHORITIES)


def founded(signers: tuple[str, ...] = AUTHORITIES, **changes: Any) -> set[tuple[int, str]]:
    """The reasons against this founding, signed so."""
    fields: dict[str, Any] = {
        "id": "0" * 32,
        "by": "FR/authority",
        "title": "Exercise",
        "charter": charter(),
        "founders": FOUNDERS,
    }
    data = encode(dialogue.Found(**{**fields, **changes}))
    read = read_act(data, sign_all(data, signers), {})
    return reasons(Replay(Standing(), Nodes()).judge(read, START).verdict)


def test_a_whole_charter_signed_by_every_authority_founds() -> None:
    assert founded() == set()
    assert founded(tuple(f"{name} reserve" for name in AUTHORITIES)) == set()


@pytest.mark.parametrize("missing", AUTHORITIES)
def test_every_partner_and_concerned_party_signs(missing: str) -> None:
    told = founded(tuple(name for name in AUTHORITIES if name != missing))
    assert (60, "founding-not-signed") in told
    assert told <= {(60, "founding-not-signed"), (60, "said-by-no-founder")}


def test_a_founding_is_said_by_who_signs_it_and_signed_by_no_stranger() -> None:
    assert founded(by="FR/envoy") == {(60, "said-by-no-founder")}
    assert founded((*AUTHORITIES, "a stranger")) == {(60, "stranger-signed")}


@pytest.mark.parametrize(
    ("founders", "code"),
    [
        ((*FOUNDERS, founder("RU/authority")), "founder-of-no-party"),
        ((*FOUNDERS, FOUNDERS[0]), "named-twice"),
        ((*FOUNDERS, replace(FOUNDERS[0], person="FR/second")), "named-twice"),
        ((replace(FOUNDERS[0], keys=FOUNDERS[0].keys[:1]), *FOUNDERS[1:]), "authority-needs-two-keys"),
        (FOUNDERS[:-1], "no-authority-named"),
        ((*FOUNDERS[:-1], replace(FOUNDERS[-1], functions=("delegate",))), "no-authority-named"),
    ],
)
def test_each_party_names_its_authority_with_two_keys_of_its_own(
    founders: tuple[Founder, ...], code: str
) -> None:
    assert (60, code) in founded(founders=founders)


WHOLE = charter()
SWAPPED = tuple(replace(p, role="counterpart") if p.role == "partner" else p for p in WHOLE.parties)


def parties(**changes: Any) -> tuple[Party, ...]:
    return tuple(replace(p, **changes) if p.id == "DE" else p for p in WHOLE.parties)


def table(**changes: Any) -> Weights:
    fields: dict[str, Any] = {"since": 0, "source": "the gazette", "of": dict.fromkeys(PARTNERS, 1)}
    return Weights(**{**fields, **changes})


FAULTS: dict[str, dict[str, Any]] = {
    "party-twice": {"parties": (*WHOLE.parties, WHOLE.parties[-1])},
    "too-few-partners": {"parties": SWAPPED},
    "no-counterpart": {"parties": tuple(p for p in WHOLE.parties if p.role != "counterpart")},
    "bad-weight": {"parties": parties(weight=0)},
    "too-many-parties": {
        "parties": (
            *WHOLE.parties,
            *(Party(id=f"X{i}", name="x", role="intermediary") for i in range(500)),
        )
    },
    "registrar-not-partner": {"registrar": "UA"},
    "bad-quorum": {"quorum": 2},
    "register-key-twice": {"registrar_key": raw_key("FR mirror")},
    "deputies-for-no-partner": {"deputies": {"UA": ("FR/delegate",)}},
    "deputy-twice": {"deputies": {"PL": ("FR/delegate", "FR/delegate")}},
    "deputy-of-itself": {"deputies": {"PL": ("PL/reader",)}},
    "deputy-of-no-partner": {"deputies": {"PL": ("UA/delegate",)}},
    "topic-twice": {"topics": (*WHOLE.topics, Topic(id="grain", name="again"))},
    "nothing-reserved": {"reserved": ()},
    "reserved-to-unconcerned": {"reserved": (*WHOLE.reserved, Reserved(party="FR", topics=("grain",)))},
    "reserved-twice": {"reserved": (*WHOLE.reserved, *WHOLE.reserved)},
    "unknown-topic": {"reserved": (Reserved(party="UA", topics=("weather",)),)},
    "no-rule": {"decisions": {k: v for k, v in WHOLE.decisions.items() if k != "amendment"}},
    "unknown-rule": {"decisions": {**WHOLE.decisions, "contact": DecisionRule(rule="acclamation")}},
    "amended-by-silence": {
        "decisions": {**WHOLE.decisions, "amendment": DecisionRule(rule="unanimity", silence=True)}
    },
    "bad-parameters": {
        "decisions": {**WHOLE.decisions, "contact": DecisionRule(rule="qmv", parameters={"n": 1})}
    },
    "bad-house": {
        "decisions": {**WHOLE.decisions, "contact": DecisionRule(rule="qmv", parameters={"house": "osce"})}
    },
    "weights-lack": {"weights": (table(of={"FR": 1}),)},
    "weights-without-source": {"weights": (table(source=" "),)},
    "weights-end-first": {"weights": (table(since=5, until=5),)},
    "weights-overlap": {"weights": (table(until=6), table(since=5))},
    "weights-missing": {"weights": (table(since=7), table(until=6))},
    "zero-span": {"claim_window": 0},
    "silent-before-quiet": {"quiet_after": 7 * 24 * 3600, "silent_after": 7 * 24 * 3600 - 1},
    "unknown-rules": {"rules": "0"},
    "bad-ceiling": {"ceiling": "SECRET"},
    "unknown-family": {"no_passkeys": ("mandates",)},
    "unknown-intermediary": {"intermediaries": ("TR", "US")},
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_charter_that_is_not_whole_founds_nothing(fault: str) -> None:
    assert (60, fault) in founded(charter=charter(**FAULTS[fault]))


def test_the_faults_tried_are_all_that_a_charter_can_have() -> None:
    assert {said.code for said in places() if said.what == "Fault"} == FAULTS.keys()


@pytest.mark.parametrize(("quorum", "bad"), [(2, 1), (3, 0), (5, 0), (6, 1)])
def test_a_quorum_is_more_than_half_and_not_more_than_there_are_mirrors(quorum: int, bad: int) -> None:
    assert len(founded(charter=charter(quorum=quorum))) == bad


# Settling


def settling(world: World, *parties: str, size: int | None = None, at: int | None = None) -> dict[str, Any]:
    size = world.nodes.size if size is None else size
    root = world.nodes.root(size)
    assert root is not None
    note = Checkpoint(origin_of(world.founding, 1), size, bytes.fromhex(root)).encode()
    when = world.now // 1000 if at is None else at
    lines = tuple(
        Ed25519Cosigner(f"{world.founding}/{p}", seed_of(f"{p} mirror")).cosign(note, when).line.decode()[:-1]
        for p in parties
    )
    return {"checkpoint": Seen(size=size, root=root), "signatures": lines}


def test_cosignatures_that_hold_are_taken() -> None:
    world = World()
    world.say("DE/delegate", register.Settle, **settling(world, "DE", "PL"))
    assert set(world.standing.cosigned) == {"DE", "PL"}


def test_no_mirror_can_cosign_ahead_of_the_clock_beyond_a_minute() -> None:
    world = World()
    now = world.now // 1000
    assert world.judge(
        world.act("DE/delegate", register.Settle, **settling(world, "DE", at=now + 60))
    ).allowed
    assert world.refused("DE/delegate", register.Settle, **settling(world, "DE", at=now + 61)) == {
        (65, "cosigned-ahead")
    }


def test_a_line_that_does_not_hold_makes_it_nobodys() -> None:
    world = World()
    good = settling(world, "DE", "PL")
    mixed = {**good, "signatures": (good["signatures"][0], good["signatures"][1][:-8] + "AAAAAA==")}
    assert world.refused("DE/delegate", register.Settle, **mixed) == {(65, "no-cosignature")}
    assert world.refused("DE/delegate", register.Settle, **{**good, "signatures": ()}) == {
        (65, "no-cosignature")
    }
    assert world.refused("DE/delegate", register.Settle, **settling(world, "UA")) == {(65, "no-cosignature")}


def test_a_checkpoint_of_another_tree_settles_nothing() -> None:
    world = World()
    other = {**settling(world, "DE"), "checkpoint": Seen(size=1, root="0" * 64)}
    assert (65, "other-checkpoint") in world.refused("DE/delegate", register.Settle, **other)


def test_one_partner_is_no_coalition() -> None:
    alone = tuple(p for p in charter().parties if p.role != "partner" or p.id == "FR")
    assert [f.code for f in faults(charter(parties=alone, quorum=1))] == ["too-few-partners"]
