"""Every verdict and finding has words, and there are no words for what cannot be said."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from guard_codes import Said, places
from hypothesis import given
from hypothesis import strategies as st

from plenipo.errors.words.shown import instant
from plenipo.guard.explain import cure_sentence, flag_sentence, rule_name, sentence, span
from plenipo.guard.judge import EVERY, FAMILY, KIND
from plenipo.guard.sentences import CURES, FINDINGS, REASONS, RULE_NAMES
from plenipo.guard.verdict import Cure, Reason

PLACES = places()

# Codes that a function computes: the state of a mandate, and why a consent does not suffice.
COMPUTED = {
    **{
        f"10 mandate-{state}": {"state", "when", "starts", "ends"}
        for state in ("not-yet", "suspended", "revoked", "ended")
    },
    **{
        f"20 {why}": {"party", "topics"}
        for why in (
            "no-consent",
            "consent-withdrawn",
            "consent-for-another-contact",
            "disclaimed-not-given",
            "consent-for-other-topics",
            "consent-ended",
            "conditions-not-met",
        )
    },
}


def keys_of(said: Said) -> set[str]:
    return {f"{said.rule} {said.code}", str(said.code)} & REASONS.keys()


def fields_of(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def of(what: str) -> list[Said]:
    return [said for said in PLACES if said.what == what and said.code is not None]


def test_the_source_was_read() -> None:
    assert len(of("Reason")) > 100
    assert len(of("Cure")) > 30
    assert len(of("Flag")) > 20
    assert len(of("Fault")) > 15


@pytest.mark.parametrize("said", of("Reason") + of("Fault"), ids=lambda s: f"{s.rule} {s.code} {s.where}")
def test_every_reason_has_words_that_use_only_its_facts(said: Said) -> None:
    keys = keys_of(said)
    assert keys, said
    template = REASONS[max(keys, key=len)]
    assert said.facts is None or fields_of(template) <= said.facts, said


@pytest.mark.parametrize("code", sorted(COMPUTED))
def test_every_computed_reason_has_words_that_use_only_its_facts(code: str) -> None:
    assert fields_of(REASONS[code]) <= COMPUTED[code]


def test_there_are_no_words_for_reasons_that_nobody_gives() -> None:
    given = {key for said in of("Reason") + of("Fault") for key in keys_of(said)}
    assert sorted(REASONS.keys() - given - COMPUTED.keys()) == []


def test_every_cure_has_words_and_no_words_are_left_over() -> None:
    assert {said.code for said in of("Cure")} == CURES.keys()


@pytest.mark.parametrize("said", of("Flag"), ids=lambda s: f"{s.code} {s.where}")
def test_every_finding_has_words_that_use_only_its_facts(said: Said) -> None:
    assert said.code is not None
    assert said.facts is None or fields_of(FINDINGS[said.code]) <= said.facts


def test_there_are_no_words_for_findings_that_nobody_makes() -> None:
    assert sorted(FINDINGS.keys() - {said.code for said in of("Flag")}) == []


def test_the_only_computed_finding_is_that_of_a_go_ahead_that_does_not_hold() -> None:
    computed = [
        said for said in PLACES if (said.what, said.code) == ("Flag", None) and "irregular" in said.where
    ]
    assert len(computed) == 1


def test_every_rule_has_a_name_and_every_name_a_rule() -> None:
    rules = (*EVERY, *(r for rules in (*FAMILY.values(), *KIND.values()) for r in rules))
    called = {
        int(name.removeprefix("rule_"))
        for r in rules
        if (name := r.__name__).startswith("rule_") and name[5:].isdigit()
    }
    said = {s.rule for s in PLACES if s.rule is not None}
    assert called <= RULE_NAMES.keys()
    assert RULE_NAMES.keys() == said | called | {0}
    assert rule_name(20) == "consent to reserved matters"
    assert rule_name(999) == "rule 999"


def test_a_sentence_shows_instants_lists_and_names_as_a_reader_wants_them() -> None:
    late = Reason(31, "readout-overdue", {"due": 1_767_225_600_000, "contact": "ab" * 32, "index": 7})
    assert sentence(late) == (
        "A readout is overdue since 2026-01-01 00:00:00 UTC, on the contact abababababab (entry 7)."
    )
    reach = Reason(13, "level-outside", {"intended": "leader", "mandated": "technical senior"})
    assert sentence(reach) == "The mandate does not cover the level leader, only technical, senior."


def test_one_code_can_have_other_words_under_another_rule() -> None:
    facts: dict[str, str | int] = {"commitment": "c" * 64, "consultation": "d" * 64, "ask": "a" * 64}
    assert len({sentence(Reason(rule, "another-text", facts)) for rule in (22, 41, 43, 50)}) == 4


def test_a_cure_says_which_act_is_missing_and_whose_it_is() -> None:
    assert cure_sentence(Cure("take-out")) == "Take the matter out."
    assert cure_sentence(Cure("accept", "mandate.accept", "FR/envoy")) == (
        "Have the envoy accept the mandate (mandate.accept, by FR/envoy)."
    )
    assert cure_sentence(Cure("accredit", "person.accredit", "FR:authority")) == (
        "Have the person accredited (person.accredit, by the authority of FR)."
    )
    assert cure_sentence(Cure("resume", "mandate.resume", "PL DE")).endswith(
        "(mandate.resume, by PL and DE)."
    )
    assert cure_sentence(Cure("decide", "consultation.open", "partners")).endswith("by the partners).")


def test_a_go_ahead_that_does_not_hold_is_told_with_its_reason() -> None:
    told = flag_sentence(
        "without-level-outside", "FR", {"rule": 13, "intended": "leader", "mandated": "technical"}
    )
    assert told == "FR went ahead all the same: The mandate does not cover the level leader, only technical."


def test_what_has_no_words_is_shown_bare() -> None:
    assert sentence(Reason(1, "no-such-code", {"a": 1})) == "no-such-code (a: 1)."
    assert flag_sentence("no-such-code", "FR", {}) == "no-such-code (about: FR)."
    assert cure_sentence(Cure("no-such-code")) == "no-such-code."


@pytest.mark.parametrize("code", sorted(REASONS))
def test_words_that_lack_a_fact_still_say_the_rest(code: str) -> None:
    number, _, name = code.rpartition(" ")
    words = sentence(Reason(int(number or 60), name))
    assert words.endswith(".")
    assert "{" not in words


@given(st.integers())
def test_any_number_is_shown_as_an_instant_or_as_itself(milliseconds: int) -> None:
    shown = instant(milliseconds)
    assert shown.endswith((" UTC", " ms"))


def test_instants_and_spans_to_the_second() -> None:
    assert instant(0) == "1970-01-01 00:00:00 UTC"
    assert instant(1_767_225_600_001) == "2026-01-01 00:00:00.001 UTC"
    assert span(0) == "no time"
    assert span(86_400 + 7_200 + 60) == "1 day 2 hours"
    assert span(61) == "1 minute 1 second"


def test_every_reason_and_finding_is_tried_in_some_test() -> None:
    tests = Path(__file__).parent.glob("test_*.py")
    tried = "".join(f.read_text() for f in tests if f.name != Path(__file__).name)
    codes = {said.code for said in of("Reason") + of("Flag")} | {code.split()[1] for code in COMPUTED}
    # `claimed` is told once a contact took place; a rule that fails has a test of its own.
    assert sorted(str(code) for code in codes if f'"{code}"' not in tried) == ["claimed"]
