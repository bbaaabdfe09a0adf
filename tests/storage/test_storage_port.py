"""What every backend promises: the rules at the top of port.py."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from storage_cast import BACKENDS, entries, entry, filled, head_of, opened

from plenipo.errors import (
    BadMetaKey,
    BeyondHead,
    CipherMismatch,
    EntryTooLarge,
    LeavesRefused,
    MalformedHash,
    MalformedTilePath,
    ProofOutOfRange,
    RootMismatch,
    SizeMoved,
    StoreClosed,
    StoredTooLarge,
)
from plenipo.register.hashing import EMPTY_ROOT, HASH_SIZE, leaf_hash
from plenipo.register.proofs import verify_consistency, verify_inclusion
from plenipo.register.tiles import Bundle, decode_bundle, tiles_of
from plenipo_node.storage import Head, Proofs, Register, checks, fetch

SIZES = [0, 1, 255, 256, 257, 1000]
BLOB = b"age-encryption.org/v1\nsealed"
NAME = sha256(BLOB).hexdigest()


@pytest.fixture(params=BACKENDS)
def register(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Register]:
    with opened(request.param, tmp_path) as made:
        yield made


def test_a_new_register_is_empty(register: Register) -> None:
    assert register.head() == Head(0, EMPTY_ROOT)
    assert list(register.read()) == []
    assert register.checkpoint() is None
    assert register.snapshot() is None
    assert register.tile(0, 0, 1) is None


@pytest.mark.parametrize("size", SIZES)
def test_what_was_appended_is_read_and_the_head_is_the_trees(register: Register, size: int) -> None:
    assert register.append(entries(0, size), 0) == head_of(size)
    assert register.head() == head_of(size)
    assert register.size() == size
    assert list(register.read()) == entries(0, size)


@pytest.mark.parametrize("backend", BACKENDS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=st.lists(st.integers(0, 400), max_size=6), data=st.data())
def test_entries_are_never_changed_moved_or_removed(
    backend: str, steps: list[int], data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder, opened(backend, Path(folder)) as register:
        size = 0
        for step in steps:
            register.append(entries(size, size + step), size)
            size += step
            assert register.head() == head_of(size)
        start = data.draw(st.integers(0, size))
        stop = data.draw(st.integers(start, size))
        assert list(register.read(start, stop)) == entries(start, stop)


@pytest.mark.parametrize("expected", [-1, 0, 4, 6, 2**70])
def test_an_append_compares_and_swaps_on_the_size(register: Register, expected: int) -> None:
    filled(register, 5)
    with pytest.raises(SizeMoved) as refused:
        register.append([b"late"], expected)
    assert (refused.value.expected, refused.value.actual) == (expected, 5)
    assert list(register.read()) == entries(0, 5)


def test_an_append_of_nothing_still_compares_the_size(register: Register) -> None:
    filled(register, 5)
    assert register.append([], 5) == head_of(5)
    with pytest.raises(SizeMoved):
        register.append([], 4)


def test_an_append_is_all_or_nothing(register: Register) -> None:
    filled(register, 5)
    with pytest.raises(EntryTooLarge):
        register.append([b"fits", b"x" * 65_536], 5)
    with pytest.raises(CipherMismatch):
        register.append([b"fits"], 5, blobs={NAME: BLOB, sha256(b"other").hexdigest(): b"another"})
    assert register.head() == head_of(5)
    assert list(register.blobs()) == []


def test_the_largest_entry_fits(register: Register) -> None:
    register.append([b"x" * 65_535], 0)
    assert list(register.read()) == [b"x" * 65_535]


def test_leaf_hashes_may_come_with_the_entries(register: Register) -> None:
    leaves = [leaf_hash(each) for each in entries(0, 300)]
    assert register.append(entries(0, 300), 0, leaves=leaves) == head_of(300)


@pytest.mark.parametrize("leaves", [[], [b"\0" * 32] * 2, [b"\0" * 31]])
def test_leaf_hashes_that_cannot_be_are_refused(register: Register, leaves: list[bytes]) -> None:
    with pytest.raises(LeavesRefused):
        register.append([b"one"], 0, leaves=leaves)
    assert register.size() == 0


@pytest.mark.parametrize(("start", "stop"), [(-1, 2), (3, 2), (0, 6), (6, None), (2**70, None), (0, 2**70)])
def test_a_range_outside_the_register_is_refused_at_once(
    register: Register, start: int, stop: int | None
) -> None:
    filled(register, 5)
    with pytest.raises(BeyondHead):
        register.read(start, stop)


def test_a_reading_does_not_hold_up_a_writer(register: Register) -> None:
    filled(register, 600)
    reading = register.read()
    assert next(reading) == entry(0)
    filled(register, 700)
    assert list(reading) == entries(1, 600)


def test_tiles_of_every_published_size_stay(register: Register) -> None:
    published = [1, 200, 256, 300, 700]
    for size in published:
        filled(register, size)
    leaves = b"".join(leaf_hash(each) for each in entries(0, 700))
    for size in published:
        for tile in tiles_of(size):
            found = register.tile(tile.level, tile.index, tile.width)
            assert found is not None
            assert len(found) == tile.width * HASH_SIZE
            if tile.level == 0:
                assert found == leaves[tile.index * 256 * HASH_SIZE :][: len(found)]


@pytest.mark.parametrize(
    "tile",
    [
        (0, 1, 45),
        (0, 1, 256),
        (1, 0, 2),
        (2, 0, 1),
        (0, -1, 1),
        (-1, 0, 1),
        (0, 0, 0),
        (0, 0, 257),
        (64, 0, 1),
    ],
)
def test_a_tile_that_is_not_there_is_none(register: Register, tile: tuple[int, int, int]) -> None:
    filled(register, 300)
    assert register.tile(*tile) is None
    assert register.tile(0, 2**70, 1) is None


def test_every_proof_of_every_size_verifies(register: Register) -> None:
    filled(register, 700)
    proofs = Proofs(register)
    for size in (1, 2, 255, 256, 257, 513, 700):
        head = proofs.at(size)
        assert head == head_of(size)
        for index in {0, size // 2, size - 1}:
            proof = proofs.inclusion(index, head)
            verify_inclusion(index, size, leaf_hash(entry(index)), proof, head.root)
        for old in {1, size // 2 or 1, size}:
            proof = proofs.consistency(old, head)
            verify_consistency(old, size, head_of(old).root, head.root, proof)


def test_no_proof_is_made_for_another_root_or_beyond_the_head(register: Register) -> None:
    filled(register, 300)
    proofs = Proofs(register)
    with pytest.raises(RootMismatch):
        proofs.inclusion(0, Head(300, bytes(32)))
    with pytest.raises(ProofOutOfRange):
        proofs.inclusion(300, register.head())
    with pytest.raises(ProofOutOfRange):
        proofs.consistency(301, register.head())
    with pytest.raises(BeyondHead):
        proofs.at(301)
    assert proofs.at(0) == Head()


def test_proofs_keep_few_readers(register: Register) -> None:
    filled(register, 300)
    proofs = Proofs(register, tiles=2)
    for size in range(1, 200):
        proofs.inclusion(0, proofs.at(size))
    assert len(proofs._readers) == 64


def test_paths_of_tlog_tiles_lead_to_tiles_and_bundles(register: Register) -> None:
    filled(register, 300)
    assert fetch(register, "tile/0/000") == register.tile(0, 0)
    assert fetch(register, "tile/0/001.p/44") == register.tile(0, 1, 44)
    assert decode_bundle(fetch(register, "tile/entries/000") or b"", Bundle(0)) == entries(0, 256)
    assert decode_bundle(fetch(register, "tile/entries/001.p/44") or b"", Bundle(1, 44)) == entries(256, 300)
    assert fetch(register, "tile/entries/001") is None
    with pytest.raises(MalformedTilePath):
        fetch(register, "tile/entries/1")


def test_checkpoints_are_kept_and_the_largest_is_the_latest(register: Register) -> None:
    filled(register, 9)
    put = [(3, b"three"), (9, b"nine"), (5, b"five"), (9, b"nine of the next term")]
    for size, note in [*put, put[-1]]:
        register.put_checkpoint(size, note)
    assert list(register.checkpoints()) == put
    assert register.checkpoint() == (9, b"nine of the next term")
    assert register.checkpoint(5) == (5, b"five")
    assert register.checkpoint(4) is None
    assert register.checkpoint(2**70) is None


def test_a_checkpoint_may_come_with_the_entries_that_it_is_of(register: Register) -> None:
    filled(register, 3)
    register.append(entries(3, 5), 3, checkpoint=b"five")
    assert register.checkpoint() == (5, b"five")
    assert list(register.checkpoints()) == [(5, b"five")]
    with pytest.raises(SizeMoved):
        register.append(entries(3, 5), 3, checkpoint=b"of entries that are not taken")
    with pytest.raises(StoredTooLarge):
        register.append(entries(5, 6), 5, checkpoint=b"\0" * (checks.MAX_NOTE + 1))
    assert list(register.checkpoints()) == [(5, b"five")]
    assert register.head() == head_of(5)


def test_many_checkpoints_are_read_in_order(register: Register) -> None:
    filled(register, 600)
    for size in range(1, 600):
        register.put_checkpoint(size, b"%d" % size)
    assert list(register.checkpoints()) == [(size, b"%d" % size) for size in range(1, 600)]


@pytest.mark.parametrize("size", [-1, 6, 2**70])
def test_nothing_is_said_of_entries_that_are_not_held(register: Register, size: int) -> None:
    filled(register, 5)
    with pytest.raises(BeyondHead):
        register.put_checkpoint(size, b"note")
    with pytest.raises(BeyondHead):
        register.put_snapshot(size, b"standing")
    with pytest.raises(BeyondHead):
        register.put_cosignatures(size, [b"line"])
    assert register.cosignatures(size) == ()


def test_cosignatures_gather_on_the_last_checkpoint_of_their_size(register: Register) -> None:
    filled(register, 5)
    with pytest.raises(BeyondHead):
        register.put_cosignatures(5, [b"one"])
    register.put_checkpoint(5, b"first term")
    register.put_cosignatures(5, [b"one", b"two", b"one"])
    register.put_cosignatures(5, [b"two", b"three"])
    assert register.cosignatures(5) == (b"one", b"two", b"three")
    register.put_checkpoint(5, b"second term")
    assert register.cosignatures(5) == ()


def test_blobs_are_kept_under_their_hash(register: Register) -> None:
    others = {sha256(b"%d" % each).hexdigest(): b"%d" % each for each in range(600)}
    register.append([b"names them"], 0, blobs=others)
    register.put_blob(NAME, BLOB)
    register.put_blob(NAME, BLOB)
    assert register.blob(NAME) == BLOB
    assert all(register.blob(name) == data for name, data in others.items())
    assert list(register.blobs()) == sorted([NAME, *others])
    assert register.blob("0" * 64) is None


def test_a_blob_under_another_name_is_refused(register: Register) -> None:
    with pytest.raises(CipherMismatch):
        register.put_blob("0" * 64, BLOB)
    for name in ("", "0" * 63, "A" * 64, "é" * 64, "0" * 64 + "\n"):
        with pytest.raises(MalformedHash):
            register.put_blob(name, BLOB)
        with pytest.raises(MalformedHash):
            register.blob(name)
    assert list(register.blobs()) == []


def test_only_the_last_snapshot_is_kept(register: Register) -> None:
    filled(register, 5)
    register.put_snapshot(3, b"after three")
    register.put_snapshot(5, b"after five")
    assert register.snapshot() == (5, b"after five")


def test_small_values_are_set_again(register: Register) -> None:
    register.put_meta("term", b"1")
    register.put_meta("term", b"2")
    assert register.meta("term") == b"2"
    assert register.meta("origin") is None


@pytest.mark.parametrize("key", ["", "Term", "a b", "\ud800", "x" * 65, "term\n"])
def test_a_strange_key_is_refused(register: Register, key: str) -> None:
    with pytest.raises(BadMetaKey):
        register.put_meta(key, b"")
    with pytest.raises(BadMetaKey):
        register.meta(key)


def test_what_is_too_large_is_refused(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    for limit in ("MAX_NOTE", "MAX_COSIGNATURES", "MAX_BLOB", "MAX_SNAPSHOT", "MAX_META"):
        monkeypatch.setattr(checks, limit, 8)
    long = b"x" * 9
    puts: list[Callable[[], None]] = [
        lambda: register.put_checkpoint(0, long),
        lambda: register.put_cosignatures(0, [long]),
        lambda: register.put_blob(sha256(long).hexdigest(), long),
        lambda: register.put_snapshot(0, long),
        lambda: register.put_meta("key", long),
    ]
    for put in puts:
        with pytest.raises(StoredTooLarge):
            put()


def test_a_closed_register_says_so(register: Register) -> None:
    filled(register, 300)
    reading = register.read()
    assert list(islice(reading, 256)) == entries(0, 256)
    register.close()
    register.close()
    for use in (
        register.head,
        register.size,
        register.read,
        register.checkpoint,
        register.snapshot,
        lambda: register.append([], 300),
        lambda: next(reading),
        lambda: register.meta("term"),
        lambda: register.tile(0, 0),
    ):
        with pytest.raises(StoreClosed):
            use()


def test_threads_that_append_at_once_lose_nothing(register: Register) -> None:
    """Nobody is trusted to have judged at the right position."""
    won: list[tuple[int, bytes]] = []

    def append(name: int) -> None:
        for turn in range(20):
            mine = [b"%d %d %d" % (name, turn, each) for each in range(1 + (name * 7 + turn * 11) % 40)]
            while True:
                size = register.size()
                try:
                    register.append(mine, size)
                except SizeMoved:
                    continue
                won.extend(enumerate(mine, size))
                assert list(register.read(size, size + len(mine))) == mine
                break

    threads = [Thread(target=append, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(enumerate(register.read())) == sorted(won)
