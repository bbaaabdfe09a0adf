"""Tiles, bundles and their reader, against the formulas of tlog-tiles."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain_tree import LEAVES, node, tile_files

from plenipo.errors import (
    EntryTooLarge,
    MalformedTile,
    MalformedTilePath,
    MissingTile,
    ProofOutOfRange,
    RootMismatch,
    TileError,
    TileMismatch,
    TreeSizeRefused,
)
from plenipo.register.hashing import EMPTY_ROOT
from plenipo.register.proofs import consistency_proof, inclusion_proof, verify_consistency, verify_inclusion
from plenipo.register.reader import TileCache, TileReader
from plenipo.register.tiles import (
    Bundle,
    Tile,
    bundles_of,
    decode_bundle,
    encode_bundle,
    expand,
    parse_path,
    tiles_of,
)
from plenipo.register.tree import root_of

VECTORS = Path(__file__).parent.parent / "data" / "merkle-proofs" / "testdata"


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(0, 1_234_067), "tile/0/x001/x234/067"),
        (Tile(63, 999, 255), "tile/63/999.p/255"),
        (Tile(1, 1000, 1), "tile/1/x001/000.p/1"),
        (Bundle(1_234_067), "tile/entries/x001/x234/067"),
        (Bundle(0, 112), "tile/entries/000.p/112"),
    ],
)
def test_a_tile_has_the_path_of_the_specification(found: Tile | Bundle, expected: str) -> None:
    assert found.path == expected
    assert parse_path(expected) == found


@given(
    st.one_of(
        st.builds(Tile, st.integers(0, 63), st.integers(0, 2**55), st.integers(1, 256)),
        st.builds(Bundle, st.integers(0, 2**55), st.integers(1, 256)),
    )
)
def test_every_path_parses_back(found: Tile | Bundle) -> None:
    assert parse_path(found.path) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tile/0/0",
        "tile/0/0000",
        "tile/00/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/0/x000/001",
        "tile/0/001/002",
        "tile/0/x001",
        "tile/0/X001/002",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/999",
        "tile/0/000.p/01",
        "tile/0/000.p/",
        "tile/0/000/",
        "/tile/0/000",
        "tile/0/000\n",
        "tile/0/../../etc/passwd",
        "tile/entries/x001/../002",
        "tile/0/\u0660\u0660\u0660",
        "tile/\u0660/000",
        "tile/entries/" + "x001/" * 6 + "002",
    ],
)
def test_a_path_in_another_spelling_is_refused(text: str) -> None:
    with pytest.raises(MalformedTilePath):
        parse_path(text)


def test_a_tree_of_70000_has_the_tiles_that_the_specification_counts() -> None:
    tiles = list(tiles_of(70_000))
    assert sum(tile.level == 0 and tile.width == 256 for tile in tiles) == 273
    assert [tile for tile in tiles if tile.width < 256 or tile.level] == [
        Tile(0, 273, 112),
        Tile(1, 0),
        Tile(1, 1, 17),
        Tile(2, 0, 1),
    ]
    assert len(list(bundles_of(70_000))) == 274


def test_a_tree_of_256_has_a_full_tile_and_one_hash_above_and_the_empty_tree_has_none() -> None:
    assert list(tiles_of(256)) == [Tile(0, 0), Tile(1, 0, 1)]
    assert not list(tiles_of(0))
    assert not list(bundles_of(0))


@given(st.lists(st.integers(0, 70_000), min_size=2, max_size=6).map(sorted))
def test_tiles_written_step_by_step_include_all_tiles_of_the_last_tree(steps: list[int]) -> None:
    written = set(tiles_of(steps[0]))
    for since, size in pairwise(steps):
        written |= set(tiles_of(size, since))
    assert set(tiles_of(steps[-1])) <= written


def test_expanding_a_tile_gives_every_complete_subtree_in_it() -> None:
    for width in (1, 2, 3, 112, 255, 256):
        rows = expand(b"".join(LEAVES[:width]))
        for height, row in enumerate(rows):
            assert len(row) == 32 * (width >> height)
            for at in range(width >> height):
                assert row[at * 32 : at * 32 + 32] == node(height, at)


FILES = tile_files(70_000)
ROOT = root_of(LEAVES)


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 511, 513, 65_535, 65_536, 65_793, 70_000])
def test_a_reader_gives_the_nodes_of_the_tree_and_its_frontier(size: int) -> None:
    reader = TileReader(size, root_of(LEAVES[:size]), tile_files(size).get)
    for level in range(size.bit_length()):
        for index in {0, (size >> level) // 2, (size >> level) - 1}:
            assert reader(level, index) == root_of(LEAVES[index << level : (index + 1) << level])
        with pytest.raises(ProofOutOfRange):
            reader(level, size >> level)
    assert reader.frontier().root() == root_of(LEAVES[:size])


@given(st.data())
def test_proofs_read_from_tiles_verify(data: st.DataObject) -> None:
    index = data.draw(st.integers(0, 69_999))
    reader = TileReader(70_000, ROOT, FILES.get)
    verify_inclusion(index, 70_000, LEAVES[index], inclusion_proof(index, 70_000, reader), ROOT)
    old_root = root_of(LEAVES[: index + 1])
    verify_consistency(index + 1, 70_000, old_root, ROOT, consistency_proof(index + 1, 70_000, reader))


@given(st.data())
def test_any_altered_bit_of_a_tile_is_met_before_its_hashes_are_used(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(FILES)))
    tile = bytearray(FILES[name])
    bit = data.draw(st.integers(0, len(tile) * 8 - 1))
    tile[bit // 8] ^= 1 << bit % 8
    where = parse_path(name)
    assert isinstance(where, Tile)
    reader = TileReader(70_000, ROOT, {**FILES, name: bytes(tile)}.get)
    with pytest.raises((TileMismatch, RootMismatch)):
        reader.rows(where.level, where.index)


def test_a_source_that_answers_a_second_time_otherwise_changes_nothing() -> None:
    size = 65_536 + 300
    files, asked = tile_files(size), set[str]()

    def fetch(path: str) -> bytes | None:
        tile = files.get(path)
        if path in asked and tile:
            return bytes(len(tile))
        asked.add(path)
        return tile

    reader = TileReader(size, root_of(LEAVES[:size]), fetch, TileCache(0))
    for index in (size - 1, size - 1, 65_536):
        assert reader(0, index) == LEAVES[index]
    with pytest.raises(TileMismatch):
        reader(0, 65_536)


def test_a_missing_or_cut_tile_is_refused() -> None:
    without = {name: tile for name, tile in FILES.items() if name != "tile/0/005"}
    with pytest.raises(MissingTile):
        TileReader(70_000, ROOT, without.get)(0, 5 * 256)
    with pytest.raises(MalformedTile):
        TileReader(70_000, ROOT, {**FILES, "tile/0/005": FILES["tile/0/005"][:-1]}.get)(0, 5 * 256)
    with pytest.raises(TileError):
        TileReader(70_000, ROOT, {**FILES, "tile/0/273.p/112": b""}.get)(0, 0)


def test_a_partial_tile_that_is_gone_is_read_from_the_full_one() -> None:
    files = {name: tile for name, tile in FILES.items() if ".p/" not in name}
    size = 65_536 - 256 + 7
    reader = TileReader(size, root_of(LEAVES[:size]), files.get)
    assert reader(0, size - 1) == LEAVES[size - 1]


@pytest.mark.parametrize("size", [-1, 2**63])
def test_a_reader_of_an_impossible_size_is_refused(size: int) -> None:
    with pytest.raises(TreeSizeRefused):
        TileReader(size, ROOT, FILES.get)


def test_the_empty_tree_reads_without_any_tile() -> None:
    nothing: dict[str, bytes] = {}
    assert TileReader(0, EMPTY_ROOT, nothing.get).frontier().size == 0
    with pytest.raises(RootMismatch):
        TileReader(0, bytes(32), nothing.get).frontier()


def test_a_small_cache_changes_no_answer_and_stays_small() -> None:
    cache = TileCache(2)
    reader = TileReader(70_000, ROOT, FILES.get, cache)
    for index in range(0, 70_000, 997):
        assert reader(0, index) == LEAVES[index]
    assert len(cache._kept) <= 2


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=256))
def test_a_bundle_holds_its_entries_and_nothing_else(entries: list[bytes]) -> None:
    data = encode_bundle(entries)
    bundle = Bundle(0, len(entries))
    assert decode_bundle(data, bundle) == entries
    for wrong in (data + b"\x00", data[:-1], data + b"\x00\x00"):
        with pytest.raises(MalformedTile):
            decode_bundle(wrong, bundle)


def test_an_entry_that_no_bundle_can_frame_is_refused() -> None:
    assert encode_bundle([b"x" * 65_535])[:2] == b"\xff\xff"
    with pytest.raises(EntryTooLarge):
        encode_bundle([b"x" * 65_536])
