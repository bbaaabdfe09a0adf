"""A log that another implementation wrote: every checkpoint, tile and bundle is read and checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from plenipo.errors import NoteSignatureRefused, TileError
from plenipo.register import (
    Checkpoint,
    Ed25519Verifier,
    TileReader,
    bundles_of,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    open_checkpoint,
    parse_vkey,
    read_entries,
    tiles_of,
    verify_consistency,
    verify_inclusion,
)

DATA = Path(__file__).parent.parent / "data" / "tlog-tiles" / "testdata"
KEY = parse_vkey((DATA / "vkey").read_text().strip())
SIZES = range(16)


def get(path: str) -> bytes | None:
    file = DATA / "log" / path
    return file.read_bytes() if file.is_file() else None


def checkpoint(name: str) -> Checkpoint:
    data = (DATA / "log" / name).read_bytes()
    return open_checkpoint(data, KEY.name, [Ed25519Verifier(KEY)]).checkpoint


def reader(size: int) -> TileReader:
    found = checkpoint(f"checkpoint.{size}")
    return TileReader(found.size, found.root, get)


def test_the_directory_holds_what_the_test_reads_and_nothing_else() -> None:
    files = {str(file.relative_to(DATA / "log")) for file in (DATA / "log").rglob("*") if file.is_file()}
    tiles = {tile.path for size in SIZES for tile in tiles_of(size)}
    bundles = {bundle.path for size in SIZES for bundle in bundles_of(size)}
    assert files == {"checkpoint", *(f"checkpoint.{size}" for size in SIZES)} | tiles | bundles


def test_the_newest_checkpoint_is_the_one_of_fifteen_entries() -> None:
    assert checkpoint("checkpoint") == checkpoint("checkpoint.15")


@pytest.mark.parametrize("size", SIZES)
def test_every_checkpoint_verifies_and_its_tiles_and_bundles_lead_to_its_root(size: int) -> None:
    tree = reader(size)
    entries = list(read_entries(tree))
    assert tree.size == len(entries) == size
    assert entries == list(read_entries(reader(15)))[:size]
    for index, entry in enumerate(entries):
        verify_inclusion(index, size, leaf_hash(entry), inclusion_proof(index, size, tree), tree.root)


@pytest.mark.parametrize("new", SIZES[1:])
def test_every_checkpoint_extends_all_smaller_ones(new: int) -> None:
    tree = reader(new)
    for old in range(1, new + 1):
        verify_consistency(old, new, reader(old).root, tree.root, consistency_proof(old, new, tree))


@pytest.mark.parametrize("kind", ["0", "entries"])
@pytest.mark.parametrize("size", SIZES[2:])
def test_a_tile_or_bundle_of_another_size_is_refused(size: int, kind: str) -> None:
    found = checkpoint(f"checkpoint.{size}")
    files = {f"tile/{each}/000.p/{size}": get(f"tile/{each}/000.p/{size}") for each in ("0", "entries")}
    files[f"tile/{kind}/000.p/{size}"] = get(f"tile/{kind}/000.p/{size - 1}")
    with pytest.raises(TileError):
        list(read_entries(TileReader(found.size, found.root, files.get)))


def test_an_altered_checkpoint_is_refused() -> None:
    data = (DATA / "log" / "checkpoint").read_bytes().replace(b"\n15\n", b"\n14\n")
    with pytest.raises(NoteSignatureRefused):
        open_checkpoint(data, KEY.name, [Ed25519Verifier(KEY)])
