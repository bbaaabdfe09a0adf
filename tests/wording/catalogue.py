"""The French catalogue as tests read it, and every string that the desk's sources hand to gettext."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from wording_cast import set_up

import plenipo_node

set_up()

from django.utils.translation.template import templatize  # noqa: E402 settings first

from plenipo_node.wording.core_strings import core_strings  # noqa: E402 settings first

DESK = Path(plenipo_node.__file__).parent
PO = DESK / "locale/fr/LC_MESSAGES/django.po"
MO = PO.with_suffix(".mo")
FIELD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) (".*")')
CALL = re.compile(r"\b(n?p?)gettext\((.*)")
LITERAL = re.compile(r"u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")(?:, )?")
NAMES = {
    "_": "",
    "gettext": "",
    "gettext_noop": "",
    "gettext_lazy": "",
    "ngettext": "n",
    "pgettext": "p",
    "npgettext": "np",
}


class Entry(Struct, frozen=True):
    """One sentence: `said` has one form, or one for each number."""

    context: str
    english: tuple[str, ...]
    said: tuple[str, ...]
    flags: str = ""


def entries() -> list[Entry]:
    """All but the head."""
    blocks = PO.read_text(encoding="utf-8").strip().split("\n\n")[1:]
    return [_entry(block) for block in blocks]


def _entry(block: str) -> Entry:
    fields: dict[str, str] = {}
    name, flags = "", ""
    for line in block.splitlines():
        if line.startswith("#"):
            flags += line
        elif found := FIELD.fullmatch(line):
            name = found[1]
            fields[name] = ast.literal_eval(found[2])
        else:
            fields[name] += ast.literal_eval(line)
    english = tuple(fields[each] for each in ("msgid", "msgid_plural") if each in fields)
    said = tuple(text for each, text in fields.items() if each.startswith("msgstr"))
    return Entry(fields.get("msgctxt", ""), english, said, flags)


def handed_over() -> Iterator[tuple[str, str]]:
    """Context and English of every string in the desk's pages, templates and the core's tables."""
    for text in core_strings():
        yield "", text
    for path in DESK.rglob("*.py"):
        yield from _in_code(ast.parse(path.read_text(encoding="utf-8")))
    for path in DESK.rglob("*.html"):
        yield from _in_template(templatize(path.read_text(encoding="utf-8")))


def _in_code(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in NAMES:
            said = [each.value for each in node.args if isinstance(each, ast.Constant)]
            if said:
                yield _pair(NAMES[node.func.id], [str(each) for each in said])


def _in_template(code: str) -> Iterator[tuple[str, str]]:
    for line in code.splitlines():
        for called in re.split(r"(?=\bn?p?gettext\()", line):
            if found := CALL.match(called):
                yield _pair(found[1], list(_literals(found[2])))


def _literals(text: str) -> Iterator[str]:
    at = 0
    while found := LITERAL.match(text, at):
        yield ast.literal_eval(found[1])
        at = found.end()


def _pair(how: str, said: list[str]) -> tuple[str, str]:
    return (said[0], said[1]) if "p" in how else ("", said[0])
