"""A mirror cosigns what it holds and what extends it, and nothing else: rules 1 to 5."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from intake_cast import KEYS, NodeWorld, keys_of, signed
from mirror_cast import MINUTE, Party, refused_unchanged, stated

from plenipo.acts import key, register, statement
from plenipo.errors import (
    CheckpointBehind,
    EntriesDiffer,
    EntriesMissing,
    EntryUnreadable,
    ForeignOrigin,
    MalformedEntry,
    NoteSignatureRefused,
    NoteUnsigned,
    NotJson,
    PlenipoError,
    RootDiffers,
    SplitViewShown,
    StampAhead,
    TermOver,
)
from plenipo.register import (
    Checkpoint,
    Entry,
    decode_entry,
    encode_entry,
    parse_note,
    parse_split_view,
    peek_checkpoint,
    verifier_of,
    verify_note,
    verify_split,
)
from plenipo.verify import cosigner_keys, origin_of, registrar_keys
from plenipo_node.mirror import Mirror
from plenipo_node.storage import MemoryRegister
from world import PARTNERS, START, World, raw_key, text


@pytest.fixture
def world() -> World:
    return World()


# --- what it cosigns ---


def test_what_a_mirror_cosigns_it_holds_and_its_key_says_so() -> None:
    """I hold these bytes, and they extend what I held."""
    node = NodeWorld()
    party = Party(node)
    for _ in range(2):
        node.say("DE/delegate", statement.Record, party="RU", at=0, text=text("x"), sources=())
        published = node.register_port.checkpoint()
        assert published
        entries = list(node.register_port.read(party.mirror.size))
        held = party.mirror.offer(published[1], entries, node.now)
        assert list(party.store.read()) == list(node.register_port.read())
        assert party.mirror.standing == node.intake.standing
        note = parse_note(published[1] + held.line)
        keys = [verifier_of(each) for each in cosigner_keys(node.standing)]
        assert [k.name for k in verify_note(note, keys).keys] == [f"{node.founding}/DE"]
        assert party.store.cosignatures(published[0]) == (held.line,)
        node.register_port.put_cosignatures(published[0], [held.line])


def test_the_same_checkpoint_is_cosigned_again(world: World) -> None:
    party = Party(world)
    first = party.offer()
    world.wait(hours=1)
    assert party.offer().checkpoint == first.checkpoint
    assert len(party.store.cosignatures(1)) == 2


def test_a_mirror_goes_on_after_it_was_started_again(world: World) -> None:
    party = Party(world)
    party.offer()
    world.mandate()
    again = Party(world, store=party.store)
    assert again.offer().checkpoint.size == len(world.entries)
    assert again.mirror.standing == world.standing


def test_entries_held_but_not_cosigned_before_a_crash_are_cosigned_later(world: World) -> None:
    store = MemoryRegister()
    store.append(world.entries, 0)
    party = Party(world, store=store)
    assert party.offer().checkpoint.size == 1
    assert party.store.checkpoint(1)


def test_an_entry_without_effect_is_held_cosigned_and_told(world: World) -> None:
    party = Party(world)
    world.force(world.act("DE/reader", statement.Record, party="RU", at=0, text=text("x"), sources=()))
    assert party.offer().void == (1,)
    assert [finding.code for finding in party.mirror.standing.findings] == ["void-entry"]


def test_a_new_term_is_cosigned_under_its_own_key_and_the_old_one_never_again(world: World) -> None:
    party = Party(world)
    party.offer()
    act = world.act(
        "DE/authority",
        register.HandOver,
        term=2,
        registrar="DE",
        registrar_key=raw_key("DE registrar"),
        checkpoint=world.seen,
    )
    world.register(act, tuple(f"{p}/authority" for p in PARTNERS[1:]))
    refused_unchanged(party, NoteUnsigned)
    root = bytes.fromhex(world.nodes.root(2) or "")
    note = keys_of("DE").sign(Checkpoint(origin_of(world.founding, 2), 2, root), (), world.now // 1000)
    assert party.mirror.offer(note, world.entries[1:], world.now).checkpoint.size == 2
    over = refused_unchanged(party, TermOver, origin=origin_of(world.founding, 1))
    assert (over.offered, over.known) == (1, 2)


# --- rule 1: whose checkpoint ---


def test_another_register_or_another_founding_is_refused(world: World) -> None:
    party = Party(world)
    for origin in ("elsewhere", "0" * 64 + "/1", f"{world.founding}/x", f"{world.founding}/2", "/1"):
        refused_unchanged(party, ForeignOrigin, origin=origin)
    other = World(cap=3)
    with pytest.raises(RootDiffers):
        party.mirror.offer(party.note(), other.entries, world.now)
    with pytest.raises(RootDiffers):
        Mirror(filled(other), keys_of("DE").cosigner(world.founding, "DE"), world.founding)


def filled(world: World) -> MemoryRegister:
    store = MemoryRegister()
    store.append(world.entries, 0)
    return store


def test_a_checkpoint_that_the_registrar_did_not_sign_is_refused(world: World) -> None:
    party = Party(world)
    by_another = keys_of("PL").sign(Checkpoint(origin_of(world.founding, 1), 1, bytes(32)), (), 1)
    with pytest.raises(NoteUnsigned):
        party.mirror.offer(by_another, world.entries, world.now)
    (line,) = parse_note(party.note()).signatures
    broken = replace(line, signature=line.signature[:-1] + bytes([line.signature[-1] ^ 1]))
    with pytest.raises(NoteSignatureRefused):
        party.mirror.offer(party.note().replace(line.line, broken.line), world.entries, world.now)
    assert party.mirror.size == 0


def test_the_post_quantum_line_alone_is_not_enough_and_a_false_one_refuses(world: World) -> None:
    party = Party(world)
    vkey = KEYS.registrar_pq_vkey(world.founding, 1)
    world.say("FR/authority", key.Add, owner="FR", purpose="register", key=vkey)
    both = party.note()
    classical, quantum = parse_note(both).signatures
    with pytest.raises(NoteUnsigned):
        party.mirror.offer(both.replace(classical.line, b""), world.entries, world.now)
    other = keys_of("FR").sign(Checkpoint(origin_of(world.founding, 1), 2, bytes(32)), [vkey], START // 1000)
    swapped = both.replace(quantum.line, parse_note(other).signatures[1].line)
    with pytest.raises(NoteSignatureRefused):
        party.mirror.offer(swapped, world.entries, world.now)
    assert party.mirror.offer(both, world.entries, world.now).checkpoint.size == 2


# --- rule 2: what extends what it held ---


def forked(world: World) -> tuple[Party, World, Party]:
    """A registrar that shows one register to DE and another to PL, two entries each."""
    liar = World()
    for node, words in ((world, "to DE"), (liar, "to PL")):
        node.register(stated(node, words))
    german, polish = Party(world, "DE"), Party(liar, "PL")
    german.offer()
    polish.offer()
    return german, liar, polish


def convicts(error: SplitViewShown, world: World) -> bool:
    view = parse_split_view(error.proof)
    keys = [verifier_of(each) for each in registrar_keys(world.standing)]
    return verify_split(view, origin_of(world.founding, 1), keys) == registrar_keys(world.standing)[0]


def test_a_split_view_of_one_size_is_proved(world: World) -> None:
    german, _liar, polish = forked(world)
    with pytest.raises(SplitViewShown) as split:
        german.mirror.offer(polish.note(), (), world.now)
    assert convicts(split.value, world)


def test_a_smaller_contradicting_checkpoint_is_proved_from_the_mirrors_own_tree(world: World) -> None:
    german, _liar, polish = forked(world)
    small = polish.note()
    for words in "abcd":
        world.register(stated(world, words))
    german.offer()
    with pytest.raises(SplitViewShown) as split:
        german.mirror.offer(small, (), world.now)
    assert convicts(split.value, world)


def test_a_larger_contradicting_checkpoint_is_proved_when_its_tree_can_be_read(world: World) -> None:
    german, liar, polish = forked(world)
    for words in "abc":
        liar.register(stated(liar, words))
    with pytest.raises(EntriesDiffer):
        german.mirror.offer(polish.note(), liar.entries[2:], world.now)
    with pytest.raises(SplitViewShown) as split:
        german.mirror.offer(polish.note(), liar.entries[2:], world.now, liar.nodes.node)
    assert convicts(split.value, world)
    with pytest.raises(EntriesDiffer):
        german.mirror.offer(polish.note(), liar.entries[2:], world.now, world.nodes.node)
    assert german.mirror.size == 2


def test_a_smaller_checkpoint_that_agrees_is_behind(world: World) -> None:
    party = Party(world)
    old = party.note()
    world.mandate()
    party.offer()
    for note, size in ((old, 1), (party.note(size=0, root=bytes(32)), 0)):
        with pytest.raises(CheckpointBehind) as behind:
            party.mirror.offer(note, (), world.now)
        assert (behind.value.size, behind.value.cosigned) == (size, len(world.entries))


def test_an_empty_register_is_not_cosigned(world: World) -> None:
    with pytest.raises(CheckpointBehind):
        Party(world).mirror.offer(Party(world).note(size=0), (), world.now)


# --- rule 3: entries ---


def test_entries_that_lack_or_exceed_are_refused(world: World) -> None:
    party = Party(world)
    world.mandate()
    for given in (world.entries[1:], world.entries[:-1], [*world.entries, world.entries[-1]], []):
        with pytest.raises(EntriesMissing):
            party.mirror.offer(party.note(), given, world.now)
    assert party.offer().checkpoint.size == len(world.entries)


def test_entries_that_were_changed_on_the_way_are_refused(world: World) -> None:
    """Another spelling of the same act would be another register."""
    party = Party(world)
    world.register(stated(world, "x"))
    held = decode_entry(world.entries[1])
    later = encode_entry(Entry(held.stamp_ms + 1, held.act, held.signatures))
    with pytest.raises(EntriesDiffer) as differ:
        party.mirror.offer(party.note(), [world.entries[0], later], world.now)
    assert differ.value.root == parse_root(party.note())
    assert party.mirror.size == 0


def parse_root(note: bytes) -> bytes:
    return peek_checkpoint(note).root


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda _entry: b"not an entry", MalformedEntry),
        (lambda entry: encode_entry(Entry(START, b"{", decode_entry(entry).signatures)), NotJson),
        (lambda entry: entry.replace(b'"party":"RU"', b'"party":"DE"'), PlenipoError),
    ],
)
def test_an_entry_that_is_no_act_with_signatures_that_hold_is_named(
    world: World, spoil: Callable[[bytes], bytes], fault: type[PlenipoError]
) -> None:
    party = Party(world)
    world.register(stated(world, "x"))
    with pytest.raises(EntryUnreadable) as unreadable:
        party.mirror.offer(party.note(), [world.entries[0], spoil(world.entries[1])], world.now)
    assert unreadable.value.index == 1
    assert isinstance(unreadable.value.fault, fault)
    assert party.mirror.size == 0


# --- rule 4: stamps ---


def test_a_stamp_more_than_a_minute_ahead_is_not_cosigned_until_time_has_come(world: World) -> None:
    party = Party(world)
    world.wait(hours=1)
    world.register(stated(world, "x"))
    ahead = refused_unchanged(party, StampAhead, now=world.now - MINUTE - 1)
    assert (ahead.index, ahead.stamp) == (1, world.now)
    assert party.offer(now=world.now - MINUTE).checkpoint.size == 2


def test_a_stamp_before_the_one_that_it_follows_is_refused(world: World) -> None:
    party = Party(world)
    world.wait(hours=1)
    world.register(stated(world, "x"))
    party.offer()
    act = signed(stated(world, "y"))
    entry = encode_entry(Entry(world.now - 1, act.act, act.signatures))
    with pytest.raises(EntryUnreadable):
        party.mirror.offer(party.note(size=3, root=bytes(32)), [entry], world.now)
