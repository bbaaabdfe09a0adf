"""An exact text out as a Word file, and the words of one that came back.

1. Out: the marking stands on every page above and below, the commitment below, the title first.
2. Back: only words are taken. Tracked changes are read as accepted; what is deleted, commented, or stands in
   a header or footer is not read. The title is left out: it is no part of the text.
3. A file from outside is hostile until it is shown not to be: its size, the number and the sizes of its
   members as they unpack, macros, links to outside and entity declarations are checked before it is opened.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml.etree import LxmlError  # type: ignore[import-untyped] # it comes without types

from plenipo.errors import PreparingError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.section import _Footer, _Header

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAX_FILE = 2 * 1024 * 1024
MAX_MEMBERS = 200
MAX_MEMBER = 8 * 1024 * 1024  # unpacked
MAX_UNPACKED = 24 * 1024 * 1024
MAX_PARAGRAPHS = 5000

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_DECLARES = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_OUTSIDE = re.compile(rb"TargetMode\s*=\s*[\"']\s*External", re.IGNORECASE)
_MACROS = re.compile(rb"macroEnabled|vbaProject|activeX|oleObject", re.IGNORECASE)
_ENCODING = re.compile(rb"""^[^<]{0,4}<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']{0,40})""", re.IGNORECASE)
_ENCODINGS = frozenset({b"utf-8", b"utf-16", b"us-ascii", b"ascii"})
_EBCDIC = "<?xml".encode("cp037")
_PARAGRAPH = qn("w:p")
_WORDS = tuple(map(qn, ("w:t", "w:tab", "w:br", "w:cr", "w:noBreakHyphen")))
# What is deleted, a text box, or what only older programs show.
_LEFT_OUT = (
    *map(qn, ("w:del", "w:moveFrom", "w:txbxContent")),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
)


Fault = Literal[
    "too-large", "unpacks-too-large", "too-long", "macros", "links-outside", "entities", "unreadable"
]


@dataclass(eq=False)
class DocumentRefused(PreparingError):  # noqa: N818 an error is named for the fact
    """A Word file that is not opened, or that cannot be read."""

    fault: Fault


def word_file(title: str, words: str, marking: str, commitment: str) -> bytes:
    """The text as a Word file, a paragraph a line."""
    document = Document()
    document.core_properties.author = ""
    document.core_properties.title = _printable(title)[:250]
    for section in document.sections:
        _around(section.header, marking)
        _around(section.footer, marking, commitment)
    if title:
        document.add_heading(_printable(title), level=0)
    for line in words.split("\n"):
        document.add_paragraph(_printable(line))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def words_in(data: bytes) -> str:
    """The words of a Word file. DocumentRefused."""
    _check(data)
    try:
        body = Document(BytesIO(data)).element.body
        lines = [line for _, line in zip(range(MAX_PARAGRAPHS + 1), _lines(body), strict=False)]
    except (
        OpcError,
        LxmlError,
        KeyError,
        ValueError,
        AttributeError,
        TypeError,
        zipfile.BadZipFile,
    ) as error:
        raise DocumentRefused("unreadable") from error
    if len(lines) > MAX_PARAGRAPHS:
        raise DocumentRefused("too-long")
    return "\n".join(lines).strip()


def _around(part: _Header | _Footer, *lines: str) -> None:
    first, *rest = lines
    part.paragraphs[0].text = _printable(first)
    for line in rest:
        part.add_paragraph(_printable(line))
    for paragraph in part.paragraphs:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _printable(text: str) -> str:
    return _UNPRINTABLE.sub("", text)


def _check(data: bytes) -> None:
    if len(data) > MAX_FILE:
        raise DocumentRefused("too-large")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_members(archive)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
        zlib.error,
    ) as error:
        raise DocumentRefused("unreadable") from error


def _check_members(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    names = [member.filename for member in members]
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
        raise DocumentRefused("unpacks-too-large")
    if len(set(names)) < len(names) or "[Content_Types].xml" not in names:
        raise DocumentRefused("unreadable")
    left = MAX_UNPACKED
    for member in members:
        left -= _check_member(archive, member, left)


def _check_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> int:
    """How much it unpacks to, by unpacking it: what a member says of its size is only said."""
    most = min(MAX_MEMBER, left)
    with archive.open(member) as stream:
        content = stream.read(most + 1)
    if len(content) > most:
        raise DocumentRefused("unpacks-too-large")
    if _MACROS.search(member.filename.encode()) or (
        member.filename == "[Content_Types].xml" and _MACROS.search(content)
    ):
        raise DocumentRefused("macros")
    plain = content.replace(b"\x00", b"")  # UTF-16 too, as far as it is ASCII
    if _DECLARES.search(plain):  # whatever the member is called
        raise DocumentRefused("entities")
    encoding = _ENCODING.search(plain)
    if content.startswith(_EBCDIC) or (encoding is not None and encoding[1].lower() not in _ENCODINGS):
        raise DocumentRefused("unreadable")
    if member.filename.endswith(".rels") and _OUTSIDE.search(plain):
        raise DocumentRefused("links-outside")
    return len(content)


def _lines(body: BaseOxmlElement) -> Iterator[str]:
    for paragraph in _within(body, (_PARAGRAPH,), (*_LEFT_OUT, _PARAGRAPH)):
        if not _titled(paragraph):
            yield "".join(map(_word, _within(paragraph, _WORDS, _LEFT_OUT)))


def _within(top: BaseOxmlElement, wanted: tuple[str, ...], closed: tuple[str, ...]) -> Iterator[Any]:
    """The elements that are wanted, in order, each once. What is closed is not looked into."""
    waiting = list(reversed(top))
    while waiting:
        node = waiting.pop()
        if node.tag in wanted:
            yield node
        if node.tag not in closed:
            waiting.extend(reversed(node))


def _word(node: BaseOxmlElement) -> str:
    """Of a run; elsewhere such an element says something else."""
    if node.getparent().tag != qn("w:r"):
        return ""
    if node.tag == qn("w:t"):
        return node.text or ""
    return {qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}.get(node.tag, "\n")


def _titled(paragraph: BaseOxmlElement) -> bool:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return style is not None and style.get(qn("w:val")) == "Title"
