"""`plenipo tally` on worked cases with the weights of 2025, each with its source, to the sentence."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from plenipo.consultation import parse_weights
from plenipo_cli import exits
from plenipo_cli.main import run

TABLE = files("plenipo.consultation").joinpath("data/council-weights-2025.csv")
UNION = parse_weights(TABLE.read_bytes()).weights
LIGHTEST = sorted(UNION, key=lambda member: UNION[member])
GREAT = dict.fromkeys(("DE", "FR", "IT"), "against")
NATURE = dict.fromkeys(("IT", "HU", "NL", "PL", "SE", "FI"), "against") | {"BE": "abstain"}
PROPOSED: dict[str, Any] = {"rule": "qmv", "on_proposal": True}
CFSP: dict[str, Any] = {"rule": "cfsp-unanimity"}
VITAL = (
    "Vital and stated reasons of national policy: HU. No vote is taken; "
    "the matter may be referred upwards for a unanimous decision."
)

CASES: dict[str, tuple[dict[str, Any], dict[str, str], str, str]] = {
    "TEU 16(4): three cannot block": (
        PROPOSED,
        GREAT,
        "adopted",
        "Not in favour: 3. A blocking minority has at least 4 members: the majority is deemed attained.",
    ),
    "TFEU 238(2): no floor of four, 46.89 % against": (
        {"rule": "qmv"},
        GREAT,
        "not-adopted",
        "Weight in favour: 5312 of 10001; at least 6501 needed (65/100 of 10001): 1189 missing.",
    ),
    "Council, 17 June 2024, Nature Restoration Law: 66.10 %": (
        PROPOSED,
        NATURE,
        "adopted",
        "Weight in favour: 6610 of 10001; at least 6501 needed (65/100 of 10001): reached.",
    ),
    "the same with AT against: 64.08 %": (
        PROPOSED,
        NATURE | {"AT": "against"},
        "not-adopted",
        "Weight in favour: 6408 of 10001; at least 6501 needed (65/100 of 10001): 93 missing.",
    ),
    "TEU 16(4): the fifteen smallest, 13.72 %": (
        PROPOSED,
        dict.fromkeys(LIGHTEST[15:], "against"),
        "not-adopted",
        "Weight in favour: 1372 of 10001; at least 6501 needed (65/100 of 10001): 5129 missing.",
    ),
    "TEU 31(1): a plain abstention binds": (CFSP, {"AT": "abstain"}, "adopted", "Bound: 27 of 27 members."),
    "TEU 31(1): the nine smallest abstain constructively, 4.36 %": (
        CFSP,
        dict.fromkeys(LIGHTEST[:9], "constructive"),
        "adopted",
        "Bound: 18 of 27 members.",
    ),
    "EUCO 16/25, 26 June 2025: supported by 26 of 27": (
        {"rule": "unanimity"},
        {"HU": "against"},
        "not-adopted",
        f"Supported by 26 of 27: {', '.join(m for m in UNION if m != 'HU')}. No mandate; binds nobody.",
    ),
    "TEU 31(2): vital and stated reasons": (
        PROPOSED,
        {"HU": "vital-reasons"},
        "no-vote",
        VITAL,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_worked_case_comes_out_as_its_source_says(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given, answers, outcome, sentence = CASES[case]
    question = {
        **given,
        "answers": dict.fromkeys(UNION, "for") | answers,
        "declarations": dict.fromkeys(answers, "as declared"),
    }
    path = tmp_path / "question.json"
    path.write_text(json.dumps(question), encoding="utf-8")
    asked = ("tally", str(path), "--text", "--weights", str(TABLE), "--on", "2025-06-26")
    assert run(asked) == exits.OK
    first, *told = capsys.readouterr().out.splitlines()
    assert first == f"{given['rule']}: {outcome}"
    assert f"  {sentence}" in told
    assert told[-1].startswith(
        "  Weights in basis points, in force from 2025-01-01 to 2025-12-31: Agence Europe"
    )


def test_what_if_tells_both_and_keeps_the_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nature Restoration Law: what if AT had abstained?"""
    path = tmp_path / "question.json"
    answers = dict.fromkeys(UNION, "for") | NATURE
    path.write_text(json.dumps(PROPOSED | {"members": UNION, "answers": answers}), encoding="utf-8")
    assert run(("tally", str(path), "--text", "--if", "AT=abstain")) == exits.OK
    told = capsys.readouterr().out.splitlines()
    assert (told[0], "if AT=abstain: not-adopted" in told) == ("qmv: adopted", True)
    assert "  Fewest further members whose yes would carry it: 1; for example IT." in told
