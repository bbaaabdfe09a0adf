"""One line that tells two acts of a kind apart, from what stands open in them."""

from __future__ import annotations

import re

import pytest
from test_plain_acts import ACTS, played
from wording_cast import set_up

from plenipo.acts import kind_of
from plenipo.acts.codec import decode
from plenipo_node.wording.gists import PARTS, gist

set_up()

# What stands open in these is for the whole dialogue, or names a question, which is a part of its readout.
SAY_NOTHING_MORE = {"dialogue.found", "dialogue.leave", "readout.answer", "register.settle"}


@pytest.mark.parametrize("data", ACTS, ids=range(len(ACTS)))
def test_each_act_says_in_a_line_what_it_is_about_and_shows_no_hash(data: bytes) -> None:
    said = decode(data)
    line = gist(said, played())
    assert "\n" not in line
    assert not re.search(r"[0-9a-f]{12}|Struct|\(", line)
    assert line.count(" · ") < PARTS
    if kind_of(type(said)) not in SAY_NOTHING_MORE:
        assert line, kind_of(type(said))


def test_a_contact_is_told_by_who_talked_where_how_and_when() -> None:
    logged = [decode(data) for data in ACTS if kind_of(type(decode(data))) == "contact.report"]
    assert (
        gist(logged[0], played())
        == "FR · FR/envoy · RU · technical · call · prisoners · 6 January 2026, 02:00 CET"
    )


def test_an_answer_is_told_with_the_consultation_that_it_answers() -> None:
    answers = [decode(data) for data in ACTS if kind_of(type(decode(data))) == "consultation.answer"]
    assert gist(answers[0], played()) == "in favour · record 6"
