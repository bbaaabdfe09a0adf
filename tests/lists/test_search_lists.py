"""The lists by themselves: what is put in is found, and by nobody else; whatever is typed is only words."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plenipo.errors import StoreError
from plenipo_node.lists import Listed, Position, SqliteLists, Wanted
from plenipo_node.lists.query import MOST_WORDS, question, words_of
from plenipo_node.lists.sqlite import FILE

HOUR = 3_600_000
RECORDS = (
    Listed(
        index=0, stamp=0, kind="dialogue.found", by="FR/authority", marks=("SHA256:f",), known="0 founded"
    ),
    Listed(
        index=1,
        stamp=HOUR,
        kind="contact.report",
        by="FR/envoy",
        marks=("SHA256:e",),
        known="1 abcdef99 logged a contact",
        shown="Russia (RU) · Exchange of prisoners",
        texts={"FR": "Élysée: the corridor stays closed", "DE": "the corridor stays closed"},
    ),
    Listed(
        index=2,
        stamp=2 * HOUR,
        kind="readout.file",
        by="DE/delegate",
        marks=("SHA256:d", "SHA256:e"),
        known="2 filed a readout",
        shown="Germany (DE)",
        texts={"DE": "zebra alone at the corridor"},
    ),
)


@pytest.fixture
def lists(tmp_path: Path) -> SqliteLists:
    made = SqliteLists(tmp_path, "keys")
    made.add(RECORDS, Position(3, "root"))
    return made


def found(lists: SqliteLists, words: str, party: str = "FR", **more: object) -> list[int]:
    return [each.index for each in lists.find(Wanted(party=party, words=words, **more))]  # type: ignore[arg-type]


def test_words_are_found_in_facts_and_texts_the_newest_first(lists: SqliteLists) -> None:
    assert found(lists, "corridor", "DE") == [2, 1]
    assert found(lists, "prisoners logged") == [1]
    assert found(lists, "corridor russia") == [1]
    assert found(lists, "prisoners zebra", "DE") == []
    assert found(lists, "") == []


def test_the_beginning_of_a_word_and_of_a_reference_is_enough(lists: SqliteLists) -> None:
    assert found(lists, "pris") == [1]
    assert found(lists, "abcdef") == [1]


def test_accents_and_capitals_make_no_difference(lists: SqliteLists) -> None:
    assert found(lists, "elysee") == found(lists, "ÉLYSÉE") == found(lists, "E\u0301lyse\u0301e") == [1]


def test_a_party_finds_no_word_of_a_text_that_is_not_its_own(lists: SqliteLists) -> None:
    for party in ("FR", "UA", "", "DE' OR 1", 'DE"', "texts DE", "open"):
        for word in ("zebra", "zeb", "alone", "filed zebra", "corridor zebra"):
            assert found(lists, word, party) == []
    assert found(lists, "corridor", "UA") == []
    assert found(lists, "corridor", "FR") == [1]


def test_a_snippet_shows_the_hit_and_only_ones_own_text(lists: SqliteLists) -> None:
    (own,) = lists.find(Wanted(party="FR", words="corri"))
    assert [each.words for each in own.pieces if each.hit] == ["corridor"]
    (other,) = lists.find(Wanted(party="UA", words="prisoners"))
    assert "corridor" not in "".join(each.words for each in other.pieces)


def test_marks_within_a_text_are_no_hits(lists: SqliteLists) -> None:
    forged = Listed(
        index=3, stamp=3 * HOUR, kind="source.add", by="FR/desk", texts={"FR": "a \x02forged\x03 hit\x00s"}
    )
    lists.add([forged], Position(4, "more"))
    (one,) = lists.find(Wanted(party="FR", words="hits"))
    assert [each.words for each in one.pieces if each.hit] == ["hits"]


def test_family_year_and_page_narrow_what_is_found(lists: SqliteLists) -> None:
    assert found(lists, "", "DE", family="contact") == [1]
    assert found(lists, "corridor", "DE", family="readout") == [2]
    assert found(lists, "corridor", "DE", since=2 * HOUR) == [2]
    assert found(lists, "corridor", "DE", until=2 * HOUR) == [1]
    assert found(lists, "corridor", "DE", since=9 * HOUR) == []
    assert found(lists, "corridor", "DE", before=2) == [1]
    assert found(lists, "corridor", "DE", limit=1) == [2]


def test_acts_are_found_by_their_author_and_by_the_keys_that_signed(lists: SqliteLists) -> None:
    assert lists.named("FR/envoy", [], None, 9) == [1]
    assert lists.named("FR/envoy", ["SHA256:e"], None, 9) == [2, 1]
    assert lists.named("FR/envoy", ["SHA256:e"], 2, 9) == [1]
    assert lists.named("FR/envoy", ["SHA256:e", "SHA256:e"], None, 1) == [2]
    assert lists.named("nobody", [], None, 9) == []
    assert lists.of_kinds(["dialogue.found", "readout.file"]) == [2, 0]


def test_the_lists_go_on_where_they_were_and_only_their_owner_reads_them(
    lists: SqliteLists, tmp_path: Path
) -> None:
    lists.close()
    again = SqliteLists(tmp_path, "keys")
    assert again.position() == Position(3, "root")
    for path in tmp_path.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


def test_with_other_keys_all_is_listed_anew(lists: SqliteLists, tmp_path: Path) -> None:
    lists.close()
    again = SqliteLists(tmp_path, "other keys")
    assert again.position() == Position()
    assert found(again, "corridor", "DE") == []


def test_what_was_dropped_is_nowhere_in_the_file(lists: SqliteLists, tmp_path: Path) -> None:
    lists.drop()
    assert not any(b"zebra" in path.read_bytes() for path in tmp_path.iterdir())


@pytest.mark.parametrize("content", [b"", b"not a database" * 100, b"SQLite format 3\x00" + bytes(4096)])
def test_a_file_that_is_none_is_begun_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    lists = SqliteLists(tmp_path, "keys")
    lists.add(RECORDS, Position(3, "root"))
    assert found(lists, "prisoners") == [1]


def test_a_file_of_another_version_or_shape_is_begun_anew(tmp_path: Path) -> None:
    for statement in ("PRAGMA user_version = 99", "PRAGMA user_version = 1"):
        with sqlite3.connect(tmp_path / FILE) as db:
            db.execute(statement)
        db.close()
        lists = SqliteLists(tmp_path, "keys")
        assert lists.position() == Position()
        lists.drop()
        lists.close()
        (tmp_path / FILE).unlink()


def test_records_are_added_whole_or_not_at_all(lists: SqliteLists) -> None:
    more = Listed(index=3, stamp=3 * HOUR, kind="source.add", by="FR/desk", shown="unicorn")
    with pytest.raises(StoreError):
        lists.add([more, RECORDS[0]], Position(5, "more"))
    assert lists.position() == Position(3, "root")
    assert found(lists, "unicorn") == []


def test_a_party_that_is_none_gets_no_table(lists: SqliteLists) -> None:
    bad = Listed(
        index=3, stamp=3 * HOUR, kind="source.add", by="FR/desk", texts={'X"; DROP TABLE records': "x"}
    )
    with pytest.raises(ValueError, match="DROP"):
        lists.add([bad], Position(4, "more"))
    assert found(lists, "prisoners") == [1]


def test_a_link_in_place_of_the_file_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (tmp_path / FILE).symlink_to(elsewhere)
    with pytest.raises(StoreError):
        SqliteLists(tmp_path, "keys")
    assert not elsewhere.exists()


# --- whatever a person types is only words ---

SYNTAX = (
    '"',
    "*",
    "^",
    "NEAR(a b, 2)",
    "a AND",
    "OR",
    "NOT",
    "kind : x",
    "-a",
    "{kind} : a",
    "a + b",
    "(",
    "'",
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(SYNTAX), max_size=8).map(" ".join)))
@example('"')
@example('a" OR "b')
@example("\x00")
@example("a\x00b")
@example("\ud800 a")
@example("kind : contact")
@example("²")
@example("\u0660")
def test_whatever_is_typed_breaks_no_question(typed: str) -> None:
    asked = question(typed)
    if not asked:
        return
    with sqlite3.connect(":memory:") as db:
        db.execute("CREATE VIRTUAL TABLE t USING fts5 (kind, known, words, tokenize = 'unicode61')")
        db.execute("INSERT INTO t VALUES ('contact report', 'b', 'c')")
        db.execute("SELECT * FROM t WHERE t MATCH ?", (asked,)).fetchall()
    db.close()


@pytest.mark.parametrize("typed", ["contact OR zebra", "NOT contact", "kind : contact", "{kind} : contact"])
def test_what_looks_like_a_command_is_looked_for_as_words(lists: SqliteLists, typed: str) -> None:
    assert found(lists, typed) == []


def test_a_family_that_is_none_is_not_asked_for() -> None:
    assert question("", 'x" OR "y') == ""
    assert question("a", "contact") == '"a" AND kind : ^ "contact"'


def test_very_many_words_are_cut() -> None:
    assert len(words_of(" ".join(map(str, range(100))))) == MOST_WORDS
    assert len(question("x" * 100_000)) < 300
