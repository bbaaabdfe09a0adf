"""The desk in French: whole, true to its placeholders, in French typography; instants as French says them."""

from __future__ import annotations

import gettext
import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from catalogue import DESK, MO, PO, Entry, entries, handed_over
from django.utils import translation

from plenipo_node.wording.instants import day, exactly, relative, span, when

ENTRIES = entries()
SAID = [(entry, text) for entry in ENTRIES for text in entry.said]
# What French says as English does.
ALIKE = {
    *(
        "Application",
        "Code",
        "Condition",
        "Conditions",
        "Consultation",
        "Consultations",
        "Contact",
        "Contacts",
    ),
    *("Copies", "D", "Dialogue", "FLASH", "ICD 203", "IMMEDIATE", "L", "Menu", "OSCE", "Objection", "PHIA"),
    *("PRIORITY", "Pages", "Parties", "Question", "Questions", "ROUTINE", "Signature", "Source", "Sources"),
    *("V", "Version", "abstention", "consensus", "consultation", "consultations", "contact", "contacts"),
    *("improbable", "j F Y", "message", "minutes", "objection", "page", "version %(number)d"),
    *("Version %(version)s", "Consultation %(number)s", "consultation %(number)s", "%(named)s source"),
    *("%(named)s sources", "%(count)d minute", "%(count)d minutes", "{cure} ({act}).", "%(who)s %(did)s"),
    *("%(known)s (%(party)s)", "%(of)s, %(at)s", "%(day)s, %(time)s %(zone)s", "%(span)s (%(count)d s)"),
}
MARKINGS = re.compile(
    r"TLP:[A-Z+]+|RESTREINT[A-Z /-]*|LIMITE|REL TO|FLASH|NIACT|ROUTINE|PRIORITY|IMMEDIATE|EU-\w+"
)
PERCENT = re.compile(r"%\(\w+\)[sd]|%%")
BRACES = re.compile(r"\{[^{}]*\}")
ASIDE = re.compile(r"<[a-zA-Z/][^>]*>|`[^`]*`|%\(\w+\)[sd]|\{[^{}]*\}")  # tags, code, what is filled in
NARROW, WIDE = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"
JULY = 1_783_321_200_000  # 6 July 2026, 09:00 in Paris
BRUSSELS = ZoneInfo("Europe/Brussels")


def named(entry: Entry) -> str:
    return entry.english[0][:60]


def test_every_string_of_the_desk_is_in_the_catalogue() -> None:
    held = {(entry.context, entry.english[0]) for entry in ENTRIES}
    assert not sorted(set(handed_over()) - held), "run script/messages, and translate what is new"


def test_nothing_is_empty_or_guessed() -> None:
    assert not [named(entry) for entry in ENTRIES if "fuzzy" in entry.flags or not all(entry.said)]


def test_a_number_has_its_two_forms() -> None:
    assert not [named(entry) for entry in ENTRIES if len(entry.said) != len(entry.english)]
    assert "plural=(n > 1)" in PO.read_text(encoding="utf-8")


def test_nothing_stays_english_but_what_french_says_alike() -> None:
    same = {text for entry in ENTRIES for text in entry.said if text in entry.english}
    assert not sorted(same - ALIKE)


def test_what_is_filled_in_is_the_same_in_both() -> None:
    for entry in ENTRIES:
        for english, french in zip(entry.english, entry.said, strict=True):
            for pattern in (PERCENT, BRACES):
                assert sorted(pattern.findall(english)) == sorted(pattern.findall(french)), english


def test_a_sentence_begins_and_ends_as_the_english_one() -> None:
    for entry, french in SAID:
        english = entry.english[0]
        assert english.endswith(".") == french.endswith(".") or entry.context, english
        assert (english[:1] == " ", english[-1:] == " ") == (french[:1] == " ", french[-1:] == " "), english


def test_words_of_marking_and_urgency_are_not_translated() -> None:
    for entry, french in SAID:
        for word in MARKINGS.findall(entry.english[0]):
            assert word in french, entry.english[0]


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(r"['\"“”]", id="ASCII or English quotes"),
        pytest.param(rf"«(?!{NARROW})|(?<!{NARROW})»", id="guillemets without their spaces"),
        pytest.param(rf"(?<!{NARROW})[;?!](?!\w)", id="no narrow space before ; ? !"),
        pytest.param(rf"(?<!{WIDE}):(?![A-Z0-9\w])", id="no space before a colon"),
        pytest.param(r"\.\.\.", id="three dots"),
        pytest.param(r"  | ,| \.(?!\w)", id="stray spaces"),
    ],
)
def test_french_typography_is_kept(fault: str) -> None:
    assert not [text for _, text in SAID if re.search(fault, ASIDE.sub("x", text))]


def test_the_compiled_catalogue_is_the_written_one() -> None:
    with MO.open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for entry in ENTRIES:
        one = entry.english[0]
        if len(entry.english) > 1:
            said = tuple(compiled.ngettext(one, entry.english[1], number) for number in (1, 2))
        else:
            said = (compiled.pgettext(entry.context, one) if entry.context else compiled.gettext(one),)
        assert said == entry.said


def test_gettext_compiles_it_to_the_same_bytes(tmp_path: Path) -> None:
    msgfmt = shutil.which("msgfmt")
    if msgfmt is None:
        pytest.skip("GNU gettext is not installed")
    out = tmp_path / "django.mo"
    subprocess.run([msgfmt, "--check", "--output-file", out, PO], check=True)
    assert out.read_bytes() == MO.read_bytes()


def test_no_other_name_hides_a_string_from_gettext() -> None:
    alias = re.compile(r"\bn?p?gettext(?:_\w+)? as (?!_$)\w+", re.MULTILINE)
    assert not [path.name for path in DESK.rglob("*.py") if alias.search(path.read_text(encoding="utf-8"))]


def test_the_script_says_what_it_needs_and_changes_nothing_without_it(tmp_path: Path) -> None:
    script = DESK.parents[1] / "script/messages"
    (tmp_path / "dirname").symlink_to(shutil.which("dirname") or "/usr/bin/dirname")
    before = PO.read_bytes(), MO.read_bytes()
    run = subprocess.run(
        ["/bin/bash", script], env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert "needs xgettext of GNU gettext" in run.stderr
    assert (PO.read_bytes(), MO.read_bytes()) == before


def test_instants_have_french_months_and_their_zone() -> None:
    with translation.override("fr"):
        assert when(JULY, BRUSSELS) == "6 juillet 2026, 09:00 CEST"
        assert day(JULY, BRUSSELS) == "6 juillet 2026"
        months = [day(_first(month), UTC) for month in range(1, 13)]
    assert months[0] == "1er janvier 2026"
    assert [each.split()[1] for each in months[1:7]] == ["février", "mars", "avril", "mai", "juin", "juillet"]
    assert [each.split()[1] for each in months[7:10]] == ["août", "septembre", "octobre"]
    assert [each.split()[1] for each in months[10:]] == ["novembre", "décembre"]
    with translation.override("en"):
        assert day(_first(3), UTC) == "1 March 2026"


def test_spans_are_said_in_french() -> None:
    hour = 3_600
    with translation.override("fr"):
        assert relative(JULY + (2 * 24 + 3) * hour * 1000, JULY) == "dans 2 jours 3 heures"
        assert relative(JULY - 4 * hour * 1000, JULY) == "il y a 4 heures"
        assert relative(JULY, JULY) == "maintenant"
        assert span(61) == "1 minute 1 seconde"
        assert span(0) == "aucun délai"
        assert exactly(90_061) == "1 jour 1 heure (90061 s)"


def _first(month: int) -> int:
    return int(datetime(2026, month, 1, 12, tzinfo=UTC).timestamp() * 1000)
