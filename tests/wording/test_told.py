"""Errors, reasons, duties and instants at the desk: a sentence and a way on, never that of a command line."""

from __future__ import annotations

import dataclasses
import re
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from wording_cast import set_up

from plenipo import errors
from plenipo.dialogue.views.duty import Duty
from plenipo.dialogue.views.duty_words import DO, OTHERWISE
from plenipo.errors import Fault, MemberMissing, MemberWrong, PlenipoError
from plenipo.errors.words import WORDS
from plenipo.guard.explain import Tongue, cure_sentence, sentence
from plenipo.guard.sentences import CURES, REASONS
from plenipo.guard.verdict import Cure, Reason, Verdict
from plenipo_node.wording import reasons
from plenipo_node.wording.core_strings import core_strings
from plenipo_node.wording.errors import CURES as DESK_CURES
from plenipo_node.wording.errors import cure, told
from plenipo_node.wording.errors import sentence as error_sentence
from plenipo_node.wording.instants import day, exactly, relative, span, when
from world import World

set_up()
CLASSES = [cls for cls in vars(errors).values() if isinstance(cls, type) and issubclass(cls, PlenipoError)]
SAMPLES: dict[str, Any] = {
    "str": "x", "int": 7, "float": 1.5, "bytes": b"\x00", "int | None": None, "str | None": None,
    "tuple[str, ...]": ("one", "two"), "tuple[int, ...]": (3, 4), "PlenipoError": PlenipoError(),
    "tuple[Fault, ...]": (Fault("no-members", "members"),),
}  # fmt: skip


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_every_error_is_told_with_a_way_on(cls: type[PlenipoError]) -> None:
    error = cls(*(SAMPLES[str(field.type)] for field in dataclasses.fields(cls)))
    assert cls.__name__ in WORDS
    assert told(error) == f"{error_sentence(error)} {cure(error)}"
    assert cure(error).endswith(".")


def test_what_a_form_lacks_is_said_by_the_labels_of_its_fields() -> None:
    missing = MemberMissing("contact.plan", ("at", "envoy"))
    assert told(missing) == "Still needed: Planned for, Envoy. Fill in what is missing."
    assert told(MemberWrong("level", "Expected …")) == "“Level” cannot be read. Correct that field."


def test_no_cure_at_the_desk_asks_for_a_command_line() -> None:
    for words in DESK_CURES.values():
        assert not re.search(r"--[a-z]|`plenipo [a-z]|ssh-", words), words


def test_no_cure_stands_for_an_error_that_is_gone() -> None:
    assert set(DESK_CURES) <= {cls.__name__ for cls in CLASSES}


def test_a_tongue_is_asked_for_each_sentence_before_it_is_filled() -> None:
    asked: list[str] = []

    def template(text: str) -> str:
        asked.append(text)
        return "{party} est déjà là."

    reason = Reason(61, "takes-part-already", {"party": "FR"})
    tongue = Tongue(template=template)
    assert sentence(reason, tongue) == "FR est déjà là."
    assert asked == [REASONS["61 takes-part-already"]]


@pytest.mark.parametrize("code", CURES)
def test_a_cure_says_whose_it_is(code: str) -> None:
    assert cure_sentence(Cure(code)) == f"{CURES[code]}."
    assert cure_sentence(Cure(code, "consent.ask")) == f"{CURES[code]} (consent.ask)."
    assert cure_sentence(Cure(code, whose="partners")) == f"{CURES[code]} (the partners)."
    whole = cure_sentence(Cure(code, "key.add", "FR:authority"))
    assert whole == f"{CURES[code]} (key.add, by the authority of FR)."
    assert reasons.cure(Cure(code, "key.add", "FR:authority")).endswith("(the authority of FR).")


def test_a_verdict_is_told_with_its_cures_and_what_it_rests_on() -> None:
    world = World()
    cures = (Cure("file-readout", "readout.file", "FR:delegate"), Cure("ask-consent", "consent.ask", "UA"))
    reason = Reason(31, "readout-overdue", {"due": 0, "contact": "a" * 64, "index": 4}, cures)
    verdict = Verdict((reason,), (), 1, "", (world.standing.dialogue,))
    shown = reasons.shown_verdict(verdict, world.standing)
    assert not shown.allowed
    assert shown.heading == "The guard refuses it, for 1 reason"
    assert [each.words for each in shown.reasons[0].cures] == [
        "File the readout that is owed (the delegate of FR).",
        "Ask for the concerned party's consent; it owes no answer (UA).",
    ]
    assert shown.reasons[0].rule == "Rule 31: readouts owed"
    assert [each.href for each in shown.rests_on] == ["/register/0"]


@pytest.mark.parametrize("otherwise", OTHERWISE)
def test_what_happens_if_nothing_is_done_can_always_be_said(otherwise: Any) -> None:
    held = Duty(
        kind="accept-mandate", parties=("FR",), person="FR/envoy", due=None, overdue=False,
        otherwise=otherwise, act="mandate.accept", ref="", index=1, facts={"ends": 0},
    )  # fmt: skip
    assert reasons.what_if_nothing(held).endswith(".")
    assert reasons.duty(held).startswith("Accept the adopted mandate")


def test_an_instant_has_its_year_its_hour_and_its_zone() -> None:
    noon = 1_773_334_800_000
    assert when(noon, ZoneInfo("Europe/Paris")) == "12 March 2026, 18:00 CET"
    assert when(noon + 1_005, ZoneInfo("UTC")) == "12 March 2026, 17:00:01.005 UTC"
    assert day(noon, ZoneInfo("UTC")) == "12 March 2026"
    assert when(2**53 - 1, ZoneInfo("UTC")).startswith("9007199254740991")


def test_the_distance_of_an_instant_is_said_in_its_two_largest_parts() -> None:
    hour = 3_600_000
    assert relative(51 * hour, 0) == "in 2 days 3 hours"
    assert relative(0, 4 * hour) == "4 hours ago"
    assert relative(30_000, 0) == relative(0, 30_000) == "now"
    assert span(3_661) == "1 hour 1 minute"
    assert span(0) == "no time"


def test_a_span_that_is_signed_is_not_rounded() -> None:
    assert exactly(7_200) == "2 hours"
    assert exactly(90_061) == "1 day 1 hour (90061 s)"


def test_what_is_translated_holds_every_table_of_the_core() -> None:
    strings = set(core_strings())
    assert set(REASONS.values()) | set(DO.values()) | set(OTHERWISE.values()) | set(CURES.values()) <= strings
    assert "" not in strings
