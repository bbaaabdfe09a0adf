"""A register as files: what is written reads back, and what was altered is met before it is given out."""

from __future__ import annotations

from itertools import islice

import pytest
from cast import REGISTRAR, Log, log
from hypothesis import given, settings
from hypothesis import strategies as st

from plenipo.errors import (
    EntryTooLarge,
    MissingTile,
    NoteError,
    ProofOutOfRange,
    RegisterError,
    RootMismatch,
    TreeSizeRefused,
)
from plenipo.register import (
    Bundle,
    Note,
    StaticWriter,
    TileReader,
    bundles_of,
    parse_note,
    peek_checkpoint,
    read_entries,
    sign_note,
    static_files,
    tiles_of,
)

BIG = log(66_000)
SIZES = [0, 1, 255, 256, 257, 511, 512, 700]


def note(source: Log) -> Note:
    return sign_note(source.text(), [REGISTRAR])


def files_of(source: Log) -> dict[str, bytes]:
    return dict(static_files(source.entries, note(source)))


def reader(files: dict[str, bytes]) -> TileReader:
    checkpoint = peek_checkpoint(parse_note(files["checkpoint"]))
    return TileReader(checkpoint.size, checkpoint.root, files.get)


FILES = files_of(BIG)


@pytest.mark.parametrize("size", SIZES)
def test_what_is_written_is_what_the_specification_lists_and_reads_back(size: int) -> None:
    source = Log(BIG.entries[:size])
    files = files_of(source)
    tiles = source.tiles()
    paths = [
        *(tile.path for tile in tiles_of(size)),
        *(bundle.path for bundle in bundles_of(size)),
        "checkpoint",
    ]
    assert sorted(files) == sorted(paths)
    assert all(files[path] == tile for path, tile in tiles.items())
    assert list(files)[-1] == "checkpoint"
    assert list(read_entries(reader(files))) == source.entries


def test_a_register_of_three_levels_reads_back() -> None:
    assert {path for path in FILES if path.startswith("tile/2/")} == {"tile/2/000.p/1"}
    assert list(read_entries(reader(FILES))) == BIG.entries


@given(st.integers(0, 700))
@settings(max_examples=30)
def test_reading_starts_at_any_entry(start: int) -> None:
    files = files_of(Log(BIG.entries[:700]))
    assert list(read_entries(reader(files), start)) == BIG.entries[start:700]


@pytest.mark.parametrize("start", [-1, 701])
def test_reading_from_outside_the_register_is_refused(start: int) -> None:
    with pytest.raises(ProofOutOfRange):
        list(read_entries(reader(files_of(Log(BIG.entries[:700]))), start))


@given(st.lists(st.sampled_from(SIZES), min_size=1, max_size=4).map(sorted))
@settings(max_examples=30)
def test_a_directory_that_grew_serves_every_size_that_was_published(sizes: list[int]) -> None:
    files: dict[str, bytes] = {}
    for size in sizes:
        writer = StaticWriter(reader(files)) if files else StaticWriter()
        for entry in BIG.entries[writer.size : size]:
            files.update(writer.append(entry))
        files.update(writer.publish(note(Log(BIG.entries[:size]))))
    for size in sizes:
        tree = TileReader(size, Log(BIG.entries[:size]).root(), files.get)
        assert list(read_entries(tree)) == BIG.entries[:size]


def test_a_large_directory_goes_on_where_it_stopped() -> None:
    writer = StaticWriter(reader(FILES))
    grown = dict(FILES)
    for entry in (b"one more", b"and another"):
        grown.update(writer.append(entry))
    source = Log([*BIG.entries, b"one more", b"and another"])
    grown.update(writer.publish(note(source)))
    assert list(read_entries(reader(grown), 65_999)) == source.entries[65_999:]


@pytest.mark.parametrize("kind", ["tile/entries/", "tile/0/", "tile/1/"])
@given(data=st.data())
@settings(max_examples=40)
def test_any_altered_bit_is_met_before_its_entry_is_given_out(kind: str, data: st.DataObject) -> None:
    source = Log(BIG.entries[:600])
    files = files_of(source)
    path = data.draw(st.sampled_from(sorted(path for path in files if path.startswith(kind))))
    altered = bytearray(files[path])
    bit = data.draw(st.integers(0, len(altered) * 8 - 1))
    altered[bit // 8] ^= 1 << bit % 8
    given_out: list[bytes] = []
    with pytest.raises(RegisterError):
        given_out.extend(read_entries(reader({**files, path: bytes(altered)})))
    assert given_out == source.entries[: len(given_out)]


def test_a_missing_bundle_is_named_and_a_partial_one_is_cut_from_the_full_one() -> None:
    files = files_of(Log(BIG.entries[:600]))
    without = {path: data for path, data in files.items() if path != Bundle(1).path}
    with pytest.raises(MissingTile) as caught:
        list(read_entries(reader(without)))
    assert caught.value.path == "tile/entries/001"
    full = {path: data for path, data in files_of(Log(BIG.entries[:768])).items() if ".p/" not in path}
    tree = TileReader(
        600, Log(BIG.entries[:600]).root(), {**full, "tile/1/000.p/2": files["tile/1/000.p/2"]}.get
    )
    assert list(read_entries(tree)) == BIG.entries[:600]


def test_a_checkpoint_of_other_entries_is_never_written() -> None:
    written: list[tuple[str, bytes]] = []
    with pytest.raises(RootMismatch):
        written.extend(static_files(BIG.entries[:5], note(log(5, "other"))))
    with pytest.raises(TreeSizeRefused):
        written.extend(static_files(BIG.entries[:5], note(log(6))))
    with pytest.raises(NoteError):
        written.extend(static_files(BIG.entries[:5], sign_note(b"Text.\n", [REGISTRAR])))
    assert "checkpoint" not in dict(written)


def test_writing_streams_and_gives_each_file_as_it_fills() -> None:
    endless = (b"entry" for _ in iter(int, 1))
    first = list(islice(static_files(endless, note(log(1))), 4))
    assert [path for path, _ in first] == ["tile/entries/000", "tile/0/000", "tile/entries/001", "tile/0/001"]


def test_an_entry_too_large_to_frame_leaves_the_writer_as_it_was() -> None:
    writer = StaticWriter()
    with pytest.raises(EntryTooLarge):
        writer.append(b"x" * 65_536)
    assert writer.size == 0
    assert dict(writer.publish(note(log(0)))).keys() == {"checkpoint"}
