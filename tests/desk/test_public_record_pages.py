"""The public record as people meet it: statements with their chain of sources, commitments, assessments."""

from __future__ import annotations

import re
from typing import Any

import pytest

from deskkit import act_at, client_of, signed, whole
from plenipo_node.drafts.models import Prepared
from plenipo_node.pages.public.sources import independent
from plenipo_node.web.node import Node
from plenipo_node.wording.judging import grade, means

STATEMENT = 170  # what RU said of the call of 3 July; it rests on a source and on a paper that repeats it
HOSTILE = "<img src=x onerror=alert(1)>"
INSTANT = {"published": "2026-07-05T10:00", "published-zone": "UTC"}


def said(node: Node, person: str, kind: str, data: dict[str, Any]) -> int:
    """Written in its form, signed and sent; the record that it became."""
    answer = client_of(person).post(f"/do/{kind}", {"marking": "TLP:AMBER"} | data)
    assert answer.status_code == 302, re.findall(r'role="alert".*?</div>', answer.content.decode(), re.DOTALL)
    return signed(node, answer)


def test_two_papers_with_one_origin_are_one_source(desk: Node) -> None:
    text = whole(client_of("PL/delegate"), f"/statements/{STATEMENT}")
    assert "2 sources" in text
    assert "1 origin" in text
    assert "repeats record" in text
    assert "FR/desk disputes it" in text
    assert independent(desk.standing(), act_at(desk, STATEMENT).sources) == 1


def test_a_grade_is_told_in_letters_and_in_words(desk: Node) -> None:
    text = whole(client_of("FR/delegate"), "/sources")
    assert '<b translate="no">D3</b>' in text
    assert "source not usually reliable; information possibly true" in text
    number = said(
        desk,
        "FR/delegate",
        "source.add",
        {"text": "A rumour", "grade-source": "F", "grade-information": "6"} | INSTANT,
    )
    assert act_at(desk, number).grade == "F6"
    text = whole(client_of("FR/delegate"), f"/sources/{number}")
    assert '<b translate="no">F</b> cannot be judged' in text
    assert '<b translate="no">6</b> cannot be judged' in text
    assert "worst" not in text


def test_a_source_that_repeats_another_is_no_independent_confirmation(desk: Node) -> None:
    first = next(held.index for held in desk.standing().sources.values())
    data = {"text": "Again", "grade-source": "B", "grade-information": "1", "origin": str(first)} | INSTANT
    answer = client_of("FR/delegate").post(
        "/do/source.add", data | {"marking": "TLP:AMBER"}, headers={"HX-Request": "true"}
    )
    assert "The guard refuses it" in answer.content.decode()
    assert grade("B1").information == "confirmed by other, independent sources"


def test_a_statement_is_recorded_with_its_sources_and_can_be_disputed(desk: Node) -> None:
    form = whole(client_of("FR/delegate"), "/do/statement.record")
    offered = re.findall(r'name="sources" value="([0-9a-f]{64})"', form)
    assert len(offered) > 3
    number = said(
        desk,
        "FR/delegate",
        "statement.record",
        {
            "party": "RU",
            "at": "2026-07-05T10:00",
            "at-zone": "UTC",
            "text": HOSTILE,
            "sources": [offered[0], offered[1]],
        },
    )
    assert act_at(desk, number).sources == tuple(offered[:2])
    text = whole(client_of("DE/delegate"), f"/statements/{number}")
    assert HOSTILE not in text
    assert "&lt;img src=x" in text
    assert HOSTILE not in whole(client_of("DE/delegate"), "/statements")
    address = re.findall(r'href="/do/statement\.dispute\?about=([0-9a-f]{64})"', text)
    said(desk, "DE/delegate", "statement.dispute", {"statement": address[0], "text": HOSTILE})
    text = whole(client_of("FR/delegate"), f"/statements/{number}")
    assert "DE/delegate disputes it" in text
    assert HOSTILE not in text


def test_a_statement_that_rests_on_nothing_says_so(desk: Node) -> None:
    data = {"party": "RU", "at": "2026-07-05T10:00", "at-zone": "UTC", "text": "Heard."}
    number = said(desk, "FR/delegate", "statement.record", data)
    assert act_at(desk, number).sources == ()
    assert "No source is named." in whole(client_of("FR/delegate"), f"/statements/{number}")


def test_a_commitment_shows_each_word_on_how_it_stands_with_its_graded_evidence(desk: Node) -> None:
    (ref, held), *_ = desk.standing().commitments.items()
    assert "Nobody has said yet how it stands." in whole(
        client_of("FR/delegate"), f"/commitments/{held.index}"
    )
    (evidence, source), *_ = reversed(desk.standing().sources.items())
    data = {"commitment": ref, "status": "kept", "evidence": [evidence], "text": HOSTILE}
    said(desk, "FR/delegate", "commitment.update", data)
    said(desk, "DE/delegate", "commitment.update", {"commitment": ref, "status": "disputed"})
    text = whole(client_of("PL/delegate"), f"/commitments/{held.index}")
    assert text.index("said DE/delegate") < text.index("said FR/delegate")
    assert f'<b translate="no">{source.grade}</b>' in text
    assert HOSTILE not in text
    assert "disputed" in whole(client_of("PL/delegate"), "/commitments")


def test_likelihood_and_confidence_never_share_a_sentence(desk: Node) -> None:
    held = next(reversed(desk.standing().assessments.values()))
    text = whole(client_of("FR/delegate"), f"/assessments/{held.index}")
    for part in re.findall(r"<d[dt]>.*?</d[dt]>|<td.*?</td>|<p.*?</p>", text, re.DOTALL):
        assert not ("55 to 75" in part and "low" in part)
    assert "55 to 75 % on the scale PHIA" in text
    assert "55 to 75 %, PHIA" in whole(client_of("FR/delegate"), "/assessments").replace("\n", " ")


def test_a_word_is_chosen_with_its_scale(desk: Node) -> None:
    form = whole(client_of("FR/delegate"), "/do/assessment.make")
    assert 'value="phia|realistic possibility"' in form
    assert 'value="icd-203|roughly even"' in form
    number = said(
        desk,
        "FR/delegate",
        "assessment.make",
        {"text": "They come.", "likelihood": "phia|realistic possibility", "confidence": "low"},
    )
    made = act_at(desk, number)
    assert (made.scale, made.word) == ("phia", "realistic possibility")


def test_how_assessments_turned_out_is_counted_by_word_with_a_caution(desk: Node) -> None:
    ref, held = next(reversed(desk.standing().assessments.items()))
    assert "none is decided yet" in whole(client_of("FR/delegate"), "/assessments/past")
    said(
        desk,
        held.by.partition("/")[0] + "/delegate",
        "assessment.resolve",
        {"assessment": ref, "turned_out": "so"},
    )
    text = whole(client_of("FR/delegate"), "/assessments/past")
    assert "1 of 1: too few to say anything" in text
    assert "100 %" not in text
    assert "it came so" in whole(client_of("FR/delegate"), f"/assessments/{held.index}")


@pytest.mark.parametrize(
    ("scale", "word", "told"),
    [
        ("icd-203", "likely", "55 to 80 %"),
        ("phia", "remote", "5 % or less"),
        ("phia", "almost certain", "95 % or more"),
        ("phia", "perhaps", ""),
    ],
)
def test_a_word_means_what_its_scale_says(desk: Node, scale: str, word: str, told: str) -> None:
    assert desk.standing().size
    assert means(scale, word) == told


@pytest.mark.parametrize(
    "address",
    [
        *(
            f"/{name}/{number}"
            for name in ("statements", "sources", "commitments", "assessments")
            for number in (0, 10**9)
        ),
        "/do/commitment.update?about=1",
        "/do/assessment.resolve?about=1",
    ],
)
def test_what_is_not_there_has_no_page(desk: Node, address: str) -> None:
    assert desk.standing().size
    assert client_of("FR/delegate").get(address).status_code == 404


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("source.add", {"grade-source": "Z", "grade-information": "9", "text": "x", **INSTANT}),
        ("source.add", {"grade-source": "A" * 9000, "text": "x"}),
        ("statement.record", {"sources": ["zzz", "999999"], "text": "x", "party": "RU"}),
        ("assessment.make", {"likelihood": "icd-203|", "text": "x", "confidence": "low"}),
        ("assessment.make", {"likelihood": "none|likely", "text": "x", "confidence": "huge"}),
    ],
)
def test_what_cannot_be_read_is_told_and_nothing_is_prepared(
    desk: Node, kind: str, data: dict[str, Any]
) -> None:
    assert desk.standing().size
    assert client_of("FR/delegate").post(f"/do/{kind}", data).status_code == 422
    assert not Prepared.objects.exists()


@pytest.mark.parametrize("address", ["/statements", "/sources", "/commitments", "/assessments"])
def test_a_list_goes_on_behind_a_place_and_says_when_nothing_is_left(desk: Node, address: str) -> None:
    assert desk.standing().size
    assert "Back to the first page" in whole(client_of("FR/delegate"), f"{address}?behind=1")
    assert "Back to the first page" not in whole(client_of("FR/delegate"), f"{address}?behind=x")
