"""Exact texts out as Word files and back; and files made to do harm, refused before they are opened."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO

import pytest
from docx import Document

from plenipo_node.preparing.docx import MAX_FILE, MAX_MEMBERS, DocumentRefused, word_file, words_in

WORDS = "1. The envoy may explore.\n\n2. No number is named.\tNot one.\nÜber Žemaitija: ліс."
GOOD = word_file("Lines for the call", WORDS, "TLP:AMBER · REL TO FR DE", "7f3a" * 16)


def rebuilt(data: bytes, **changes: bytes) -> bytes:
    """The same file with members replaced or added; `_` stands for a stroke, `__` for a dot."""
    out = BytesIO()
    named = {name.replace("__", ".").replace("_", "/"): content for name, content in changes.items()}
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            if member.filename not in named:
                new.writestr(member.filename, old.read(member))
        for name, content in named.items():
            new.writestr(name, content)
    return out.getvalue()


def member(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(name)


def fault_of(data: bytes) -> str:
    with pytest.raises(DocumentRefused) as refused:
        words_in(data)
    return refused.value.fault


def test_what_goes_out_comes_back_word_for_word() -> None:
    assert words_in(GOOD) == WORDS


def test_every_page_bears_the_marking_above_and_below_and_the_commitment() -> None:
    document = Document(BytesIO(GOOD))
    section = document.sections[0]
    assert [p.text for p in section.header.paragraphs] == ["TLP:AMBER · REL TO FR DE"]
    assert [p.text for p in section.footer.paragraphs] == ["TLP:AMBER · REL TO FR DE", "7f3a" * 16]
    assert document.core_properties.author == ""


def test_characters_that_no_file_can_hold_are_left_out() -> None:
    assert words_in(word_file("T\x00itle", "bell\x07 and \ud800 half", "TLP:RED", "00")) == "bell and  half"


def test_tracked_changes_are_read_as_accepted() -> None:
    xml = member(GOOD, "word/document.xml").decode()
    changed = xml.replace(
        "<w:r><w:t>1. The envoy may explore.</w:t></w:r>",
        '<w:r><w:t xml:space="preserve">1. The envoy </w:t></w:r>'
        '<w:del w:id="1" w:author="x"><w:r><w:delText>may</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="x"><w:r><w:t>will not</w:t></w:r></w:ins>'
        "<w:r><w:t> explore.</w:t></w:r>",
    )
    assert changed != xml
    assert words_in(rebuilt(GOOD, word_document__xml=changed.encode())).startswith(
        "1. The envoy will not explore."
    )


def test_a_zip_bomb_is_refused_before_it_is_opened() -> None:
    assert fault_of(rebuilt(GOOD, word_media_a__xml=b"\0" * (9 * 1024 * 1024))) == "unpacks-too-large"
    many = {f"word_media_m{number}__xml": b"\0" * (4 * 1024 * 1024) for number in range(7)}
    assert fault_of(rebuilt(GOOD, **many)) == "unpacks-too-large"
    crowd = {f"word_media_m{number}__xml": b"" for number in range(MAX_MEMBERS)}
    assert fault_of(rebuilt(GOOD, **crowd)) == "unpacks-too-large"


def test_a_member_that_lies_about_its_size_is_refused() -> None:
    bomb = bytearray(rebuilt(GOOD, word_media_a__xml=b"\0" * (9 * 1024 * 1024)))
    truth, lie = struct.pack("<I", 9 * 1024 * 1024), struct.pack("<I", 10)
    while (place := bomb.find(truth)) >= 0:
        bomb[place : place + 4] = lie
    assert fault_of(bytes(bomb)) == "unreadable"


def test_macros_in_any_guise_are_refused() -> None:
    types = member(GOOD, "[Content_Types].xml")
    macro = types.replace(b"wordprocessingml.document.main", b"macroEnabled.main")
    assert macro != types
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(GOOD)) as old, zipfile.ZipFile(out, "w") as new:
        for each in old.namelist():
            new.writestr(each, macro if each == "[Content_Types].xml" else old.read(each))
    assert fault_of(out.getvalue()) == "macros"
    assert fault_of(rebuilt(GOOD, word_vbaProject__bin=b"x")) == "macros"


def test_links_to_outside_are_refused() -> None:
    rels = member(GOOD, "word/_rels/document.xml.rels").decode()
    link = (
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        'attachedTemplate" Target="http://example.org/t.dotm" TargetMode="External"/></Relationships>'
    )
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(GOOD)) as old, zipfile.ZipFile(out, "w") as new:
        for each in old.namelist():
            changed = rels.replace("</Relationships>", link).encode()
            new.writestr(each, changed if each == "word/_rels/document.xml.rels" else old.read(each))
    assert fault_of(out.getvalue()) == "links-outside"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(encoding: str) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    assert fault_of(rebuilt(GOOD, word_document__xml=bomb.encode(encoding))) == "entities"


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"not a zip at all", GOOD[:-30], GOOD[: len(GOOD) // 2], b"\0" * 100]
)
def test_what_is_no_word_file_is_refused(data: bytes) -> None:
    assert fault_of(data) == "unreadable"


def test_a_zip_without_a_document_is_refused() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        new.writestr("[Content_Types].xml", b"<Types/>")
    assert fault_of(out.getvalue()) == "unreadable"


def test_broken_xml_is_refused() -> None:
    assert fault_of(rebuilt(GOOD, word_document__xml=b"<w:document")) == "unreadable"


def test_a_file_above_the_limit_is_not_even_looked_into() -> None:
    assert fault_of(b"\0" * (MAX_FILE + 1)) == "too-large"


def test_every_cut_of_a_good_file_is_read_or_refused() -> None:
    for end in range(0, len(GOOD), max(1, len(GOOD) // 60)):
        for data in (GOOD[:end], GOOD[:end] + b"\xff" + GOOD[end + 1 :]):
            try:
                words_in(data)
            except DocumentRefused:
                continue


def test_words_in_paragraphs_within_paragraphs_are_read_once() -> None:
    """44 kB unpacked to 1.5 GB when each paragraph around them read them again."""
    xml = member(GOOD, "word/document.xml").decode()
    head, _, tail = xml.partition("<w:body>")
    nested = "<w:p><w:r>" * 100 + f"<w:t>{'a' * 9000}</w:t>" + "</w:r></w:p>" * 100
    body = f"{head}<w:body>{nested}{tail[tail.index('<w:sectPr') :]}"
    assert words_in(rebuilt(GOOD, word_document__xml=body.encode())) == "a" * 9000


ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


def declaring(encoding: str, codec: str) -> bytes:
    """The document with an entity, written in an encoding in which it is not seen as bytes."""
    xml = member(GOOD, "word/document.xml").decode()
    body = xml.partition("?>")[2]
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    if codec == "utf-7":
        return (
            head.encode()
            + ENTITY.replace("<!", "+ADwAIQ-").encode()
            + body.encode("utf-7", "xmlcharrefreplace")
        )
    return (head + ENTITY + body).encode(codec, "xmlcharrefreplace")


@pytest.mark.parametrize(
    ("encoding", "codec", "fault"),
    [
        ("UTF-7", "utf-7", "unreadable"),
        ("IBM037", "cp037", "unreadable"),
        ("UTF-16", "utf-16", "entities"),
        ("UTF-32", "utf-32", "entities"),
        ("ISO-8859-1", "latin-1", "entities"),
    ],
)
def test_entities_are_refused_in_whatever_letters_they_are_written(
    encoding: str, codec: str, fault: str
) -> None:
    assert fault_of(rebuilt(GOOD, word_document__xml=declaring(encoding, codec))) == fault


def test_entities_are_refused_in_a_member_of_whatever_name() -> None:
    xml = member(GOOD, "word/document.xml").decode().partition("?>")[2]
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(GOOD)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(b"word/document.xml", b"word/document.dat")
            content = (ENTITY + xml).encode() if name == "word/document.xml" else content
            new.writestr(name.replace("document.xml", "document.dat"), content)
    assert fault_of(out.getvalue()) == "entities"
