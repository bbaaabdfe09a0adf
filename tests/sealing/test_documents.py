"""Sealed documents: one byte form, strictly read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plenipo.errors import BlobTooLarge, MalformedDocument
from plenipo.sealing import MAX_DOCUMENT, Document, Marking, Tlp, decode_document, encode_document

words = st.from_regex(r"[a-z][a-z0-9_.-]{0,20}", fullmatch=True)
lines = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=80)
texts = st.text(st.characters(codec="utf-8"))
documents = st.builds(
    Document,
    words,
    lines,
    texts,
    st.sampled_from([None, "fr", "pt-BR"]),
    st.sampled_from([None, Marking(Tlp.AMBER)]),
    st.dictionaries(words, texts, max_size=4),
)
PLAIN = b'{"format":"plenipo-document/1","kind":"mandate","title":"T","text":"x"}'


@given(documents)
def test_encoding_what_was_decoded_gives_the_same_bytes(document: Document) -> None:
    raw = encode_document(document)
    assert decode_document(raw) == document
    assert encode_document(decode_document(raw)) == raw


def test_the_form_is_readable_and_holds_only_what_is_said() -> None:
    assert encode_document(Document("mandate", "T", "x")) == PLAIN
    full = Document("lines", "Été", "# a\n", "fr", Marking(Tlp.RED), {"b": "2", "a": "1"})
    assert encode_document(full).decode() == (
        '{"format":"plenipo-document/1","kind":"lines","title":"Été","text":"# a\\n","lang":"fr",'
        '"marking":{"tlp":"RED"},"fields":{"a":"1","b":"2"}}'
    )


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b"\xff",
        b"[" * 100_000,
        PLAIN[:-1] + b',"fields":{"a":' + b"[" * 100_000,
        PLAIN[:-1],
        PLAIN + b"\n",
        PLAIN.replace(b":", b": ", 1),
        PLAIN.replace(b"/1", b"/2"),
        PLAIN.replace(b'"format":"plenipo-document/1",', b""),
        PLAIN.replace(b'"x"', b'"\\u0078"'),
        PLAIN.replace(b'"x"', b'"\\ud800"'),
        PLAIN.replace(b'"x"', b"1"),
        PLAIN.replace(b'"mandate"', b'"Mandate"'),
        PLAIN.replace(b'"mandate"', b'"mandate\\n"'),
        PLAIN.replace(b'"T"', b'"two\\nlines"'),
        PLAIN.replace(b'"text":"x"', b'"text":"x","text":"x"'),
        PLAIN[:-1] + b',"more":""}',
        PLAIN[:-1] + b',"lang":null}',
        PLAIN[:-1] + b',"fields":{}}',
        PLAIN[:-1] + b',"fields":{"b":"","a":""}}',
        PLAIN[:-1] + b',"marking":{"tlp":"WHITE"}}',
        PLAIN[:-1] + b',"marking":{}}',
    ],
)
def test_anything_but_the_canonical_bytes_is_refused(raw: bytes) -> None:
    with pytest.raises(MalformedDocument):
        decode_document(raw)


@given(st.binary(max_size=60))
def test_no_bytes_make_the_decoder_fail_in_another_way(raw: bytes) -> None:
    with pytest.raises(MalformedDocument):
        decode_document(raw)


@pytest.mark.parametrize(
    "document",
    [
        Document("Mandate", "T", "x"),
        Document("mandate", "T", "\ud800"),
        Document("mandate", "T" * 301, "x"),
        Document("mandate", "T", "x", "français"),
        Document("mandate", "T", "x", fields={f"f{n}": "" for n in range(65)}),
    ],
)
def test_what_could_not_be_read_back_is_not_written(document: Document) -> None:
    with pytest.raises(MalformedDocument):
        encode_document(document)


def test_an_oversized_document_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(BlobTooLarge):
        decode_document(b" " * (MAX_DOCUMENT + 1))
