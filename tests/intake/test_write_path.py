"""The one write path: rules 1, 2 and 4 to 7 of the intake."""

from __future__ import annotations

from hashlib import sha256

import pytest
from intake_cast import BLOBS, KEYS, NodeWorld, again, check_whole, keys_of, places, reasons, signed
from msgspec.structs import replace
from said_cast import ask, consent_to, stated

from plenipo.acts import consent, key, register, statement
from plenipo.acts.codec import encode, ref_of
from plenipo.acts.words import Seen
from plenipo.errors import (
    BadEd25519,
    BlobMissing,
    CipherMismatch,
    ClockBehind,
    NotJson,
    NotRegistrar,
    RootDiffers,
    StoredTooLarge,
)
from plenipo.register import open_checkpoint, parse_vkey, verifier_of
from plenipo.verify import origin_of, registrar_keys
from plenipo_node.clock import ClockSlip
from plenipo_node.intake import Intake, Invalid, Refused, Registered, Submission
from plenipo_node.storage import MemoryRegister, checks
from world import DAY, PARTNERS, START, World, raw_key, text


@pytest.fixture
def node() -> NodeWorld:
    return NodeWorld()


# --- registered, refused, invalid ---


def test_an_admitted_act_is_an_entry_under_a_signed_checkpoint(node: NodeWorld) -> None:
    (outcome,) = node.submit(signed(stated(node, "one")))
    assert isinstance(outcome, Registered)
    assert (outcome.index, outcome.stamp, outcome.again) == (1, node.now, False)
    held = node.register_port.checkpoint()
    assert held
    keys = [verifier_of(each) for each in registrar_keys(node.standing)]
    checkpoint = open_checkpoint(held[1], origin_of(node.founding, 1), keys).checkpoint
    assert (checkpoint.size, checkpoint.root) == (2, node.register_port.head().root)


def test_a_refused_act_leaves_no_trace_and_tells_every_reason(node: NodeWorld) -> None:
    before = node.register_port.head()
    act = node.act("RU/nobody", statement.Record, party="RU", at=0, text=text("lie"), sources=())
    (outcome,) = node.submit(signed(act))
    assert reasons(outcome) >= {(3, "unknown-key"), (4, "not-accredited")}
    assert node.register_port.head() == before
    assert node.register_port.blob(text("lie").blob) is None
    assert node.intake.standing == node.standing


def test_what_is_no_act_is_named_and_stops_nobody_else(node: NodeWorld) -> None:
    good, other = signed(stated(node, "good")), signed(stated(node, "other"))
    outcomes = node.submit(
        Submission(b"{", ()), Submission(other.act, good.signatures, other.blobs), good, Submission(b"", ())
    )
    assert [type(each).__name__ for each in outcomes] == ["Invalid", "Invalid", "Registered", "Invalid"]
    errors = [each.error for each in outcomes if isinstance(each, Invalid)]
    assert [type(error) for error in errors] == [NotJson, BadEd25519, NotJson]
    check_whole(node.register_port)


def test_a_chain_written_offline_is_judged_in_its_order(node: NodeWorld) -> None:
    """A later act of a group is judged on the earlier ones, though all saw the same checkpoint."""
    asked = ask(node)
    ref = ref_of(encode(asked))
    given = node.act(
        "UA/delegate",
        consent.Give,
        commitment=text("a text").commitment,
        topics=("ceasefire",),
        counterpart="RU",
        level="technical",
        until=node.now + 9 * DAY,
        ask=ref,
    )
    withdrawn = node.act("UA/delegate", consent.Withdraw, consent=ref_of(encode(given)))
    assert isinstance(node.submit(signed(withdrawn))[0], Refused)
    assert places(node.submit(signed(asked), signed(given), signed(withdrawn))) == [1, 2, 3]
    assert node.intake.standing == node.standing == check_whole(node.register_port)


def test_an_act_may_have_seen_any_earlier_size_in_its_own_group_too(node: NodeWorld) -> None:
    mirrorless = World()
    acts = [stated(mirrorless, "a")]
    for words in "bcdefg":
        mirrorless.register(acts[-1])
        acts.append(stated(mirrorless, words))
    assert places(node.submit(*(signed(act) for act in acts))) == list(range(1, 8))
    lying = replace(stated(node, "wrong"), seen=Seen(size=3, root=acts[3].seen.root))
    assert reasons(node.submit(signed(lying))[0]) == {(2, "seen-other-register")}


# --- the same act again ---


def test_the_same_act_bytes_return_the_first_entry(node: NodeWorld) -> None:
    one, two = signed(stated(node, "one")), signed(stated(node, "two"))
    first, twin, second = node.submit(one, one, two)
    assert isinstance(first, Registered)
    assert twin == Registered(first.ref, 1, first.stamp, again=True)
    node.wait(hours=1)
    assert node.submit(one, two) == [twin, Registered(second.ref, 2, first.stamp, again=True)]
    assert node.register_port.size() == 3


def test_an_act_whose_lapse_has_passed_returns_its_entry_and_a_stranger_to_the_register_lapses(
    node: NodeWorld,
) -> None:
    one, never = signed(stated(node, "one")), signed(stated(node, "never"))
    (first,) = node.submit(one)
    assert isinstance(first, Registered)
    node.wait(days=2)
    node.say("DE/delegate", statement.Record, party="RU", at=0, text=text("between"), sources=())
    node.wait(days=2)
    node.say("DE/delegate", statement.Record, party="RU", at=0, text=text("later"), sources=())
    assert first.ref not in node.intake.standing.recent
    found, lapsed = node.submit(one, never)
    assert found == Registered(first.ref, 1, first.stamp, again=True)
    assert reasons(lapsed) == {(2, "lapsed")}
    assert node.intake.found(again(node.entries[0])) == Registered(node.founding, 0, START, again=True)


def test_an_entry_without_effect_is_no_registration() -> None:
    """An act that a lying registrar entered too early may still be entered in its order."""
    liar = World()
    given = liar.act("UA/delegate", consent.Give, **consent_to(liar, text("t").commitment))
    withdrawn = liar.act("UA/delegate", consent.Withdraw, consent=ref_of(encode(given)))
    liar.force(withdrawn)
    store = MemoryRegister()
    store.append(liar.entries, 0)
    intake = Intake(store, KEYS, lambda: liar.now)
    assert list(intake.standing.void) == [1]
    assert isinstance(intake.submit([signed(withdrawn)])[0], Refused)
    assert places(intake.submit([signed(given), signed(withdrawn)])) == [2, 3]


# --- blobs ---


def test_a_blob_that_an_act_names_comes_with_it_or_was_there(node: NodeWorld) -> None:
    act = stated(node, "sealed")
    bare = signed(act)
    bare = Submission(bare.act, bare.signatures)
    (outcome,) = node.submit(bare)
    assert isinstance(outcome, Invalid)
    assert isinstance(outcome.error, BlobMissing)
    assert outcome.error.blob == act.text.blob
    assert node.register_port.size() == 1
    node.register_port.put_blob(act.text.blob, BLOBS[act.text.blob])
    assert places(node.submit(bare)) == [1]


def test_blobs_are_stored_with_the_act_that_names_them_and_no_others(node: NodeWorld) -> None:
    act, same = stated(node, "sealed"), signed(stated(node, "sealed"))
    stray = b"not named"
    named = signed(act)
    blobs = {**named.blobs, sha256(stray).hexdigest(): stray}
    node.submit(Submission(named.act, named.signatures, blobs), Submission(same.act, same.signatures))
    assert list(node.register_port.blobs()) == [act.text.blob]
    assert node.register_port.blob(act.text.blob) == BLOBS[act.text.blob]
    assert node.register_port.size() == 3


def test_a_blob_under_a_false_name_or_too_large_is_refused(
    node: NodeWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = signed(stated(node, "good"))
    act = stated(node, "sealed")
    false = signed(act)
    false = Submission(false.act, false.signatures, {act.text.blob: b"another"})
    outcome, fine = node.submit(false, good)
    assert isinstance(outcome, Invalid)
    assert isinstance(outcome.error, CipherMismatch)
    assert isinstance(fine, Registered)
    monkeypatch.setattr(checks, "MAX_BLOB", 3)
    (outcome,) = node.submit(signed(act))
    assert isinstance(outcome, Invalid)
    assert isinstance(outcome.error, StoredTooLarge)


# --- who registers ---


def test_only_the_registrars_node_appends(node: NodeWorld) -> None:
    other = Intake(node.register_port, keys_of("DE"), lambda: node.now)
    (outcome,) = other.submit([signed(stated(node, "one"))])
    assert isinstance(outcome, Invalid)
    assert isinstance(outcome.error, NotRegistrar)
    assert outcome.error.registrar == raw_key("FR registrar")
    founding = Intake(MemoryRegister(), keys_of("DE"), lambda: node.now).submit([again(node.entries[0])])
    assert isinstance(founding[0], Invalid)


def test_a_hand_over_is_entered_by_the_node_that_it_appoints(node: NodeWorld) -> None:
    act = node.act(
        "DE/authority",
        register.HandOver,
        term=2,
        registrar="DE",
        registrar_key=raw_key("DE registrar"),
        checkpoint=node.seen,
    )
    submission = signed(act, *(f"{p}/authority" for p in PARTNERS[1:]))
    (at_home,) = node.submit(submission)
    assert isinstance(at_home, Invalid)
    assert isinstance(at_home.error, NotRegistrar)
    heir = Intake(node.register_port, keys_of("DE"), lambda: node.now)
    node.intake = heir
    after = stated(node, "after")
    assert places(node.submit(submission, signed(after))) == [1, 2]
    held = node.register_port.checkpoint()
    assert held
    keys = [verifier_of(each) for each in registrar_keys(heir.standing)]
    assert open_checkpoint(held[1], origin_of(node.founding, 2), keys).checkpoint.size == 3
    (outcome,) = node.opened().submit([signed(stated(node, "old registrar"))])
    assert isinstance(outcome, Invalid)


def test_a_register_of_another_dialogue_than_the_pinned_one_is_refused(node: NodeWorld) -> None:
    with pytest.raises(RootDiffers) as differs:
        Intake(node.register_port, KEYS, lambda: node.now, root="0" * 64)
    assert (differs.value.pinned, differs.value.found) == ("0" * 64, node.founding)
    empty = Intake(MemoryRegister(), KEYS, lambda: node.now, root="0" * 64)
    outcome = empty.found(again(node.entries[0]))
    assert isinstance(outcome, Invalid)
    assert isinstance(outcome.error, RootDiffers)
    pinned: list[str] = []
    fresh = Intake(MemoryRegister(), KEYS, lambda: node.now, root=node.founding)
    for _ in range(2):
        assert isinstance(fresh.found(again(node.entries[0]), pinned.append), Registered)
    assert pinned == [node.founding] * 2


def test_the_checkpoint_bears_the_post_quantum_line_once_its_key_is_in_the_register(node: NodeWorld) -> None:
    vkey = KEYS.registrar_pq_vkey(node.founding, 1)
    node.say("FR/authority", key.Add, owner="FR", purpose="register", key=vkey)
    held = node.register_port.checkpoint(2)
    assert held
    both = open_checkpoint(held[1], origin_of(node.founding, 1), [verifier_of(parse_vkey(vkey))])
    assert len(both.note.verified) == len(both.note.unknown) == 1


def test_a_checkpoint_that_a_crash_prevented_is_signed_at_the_next_start(node: NodeWorld) -> None:
    store = MemoryRegister()
    store.append(node.entries, 0)
    assert store.checkpoint() is None
    Intake(store, KEYS, lambda: node.now)
    assert store.checkpoint(1) == node.register_port.checkpoint(1)


# --- time ---


def test_a_clock_that_runs_backwards_repeats_the_stamp_and_is_told(node: NodeWorld) -> None:
    assert NodeWorld().intake.slip is None
    node.submit(signed(stated(node, "one")))
    last, node.now = node.now, node.now - 59_000
    (outcome,) = node.submit(signed(stated(node, "two")))
    assert isinstance(outcome, Registered)
    assert outcome.stamp == last
    assert node.intake.slip == ClockSlip(node.now, last)


def test_a_clock_far_behind_registers_nothing_until_it_is_right(node: NodeWorld) -> None:
    act = signed(stated(node, "one"))
    right, node.now = node.now, node.now - 60_001
    with pytest.raises(ClockBehind) as behind:
        node.submit(act)
    assert (behind.value.clock, behind.value.stamp, behind.value.limit_ms) == (node.now, right, 60_000)
    assert node.register_port.size() == 1
    node.now = right
    assert places(node.submit(act)) == [1]
