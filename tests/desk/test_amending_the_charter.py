"""A change of the charter, from its form to its coming into force."""

from __future__ import annotations

import html
import json
import re

import msgspec
import pytest
from desk_amending import FORM, PARTNERS, SEND, WORDS, begun, row, told
from desk_consulting import held_at, in_favour, later, page, signed
from desk_typed import Typed, typed_in

from deskkit import client_of
from plenipo.acts.charter import Topic
from plenipo_node.drafts import outbox
from plenipo_node.web.node import Node


def test_the_charter_page_leads_a_partner_to_the_form_and_nobody_else(desk: Node) -> None:
    assert 'href="/charter/propose"' in page(client_of("FR/delegate"), "/charter")
    assert 'href="/charter/propose"' not in page(client_of("UA/delegate"), "/charter")
    client = client_of("FR/delegate")
    typed = typed_in(page(client, "/charter/propose"))
    assert typed == typed_in(page(client, FORM))
    answer = client.post("/charter/propose", typed | WORDS | {"c.cap": ["3"]})
    assert answer["location"].startswith("/sign/")


def test_the_form_begins_as_the_charter_in_force_and_untouched_changes_nothing(desk: Node) -> None:
    client, typed = begun()
    assert typed["c.cap"] == ["2"]
    assert typed["c.reserved.UA"] == ["ceasefire", "territory"]
    assert (typed["c.notice"], typed["c.notice-unit"]) == (["3"], ["days"])
    assert "Nothing is changed yet" in told(client, typed)
    refused = client.post(SEND, typed | WORDS)
    assert refused.status_code == 422
    assert "Nothing is changed yet" in refused.content.decode()


def test_what_changes_is_told_in_words_from_what_was_to_what_comes(desk: Node) -> None:
    client, typed = begun()
    typed |= {
        "c.cap": ["3"],
        "c.notice": ["12"],
        "c.notice-unit": ["hours"],
        "c.topic.prisoners.name": ["Prisoners and detained civilians"],
        "c.topic-new.name": ["Grain corridors", ""],
        "c.party.FR.weight": ["70"],
        "c.decide.mandate.rule": ["veto"],
        "c.decide.mandate.set.parties": ["FR", "DE"],
        "c.decide.mandate.set.share": ["3/5"],
        "c.no_passkeys": ["mandate"],
    }
    found = told(client, typed)
    assert row(found, "Most envoys at a time") == ["2", "3"]
    assert row(found, "Least time to answer on consent") == ["3 days", "12 hours"]
    assert row(found, "Topic prisoners") == ["Exchange of prisoners", "Prisoners and detained civilians"]
    assert row(found, "Topic grain-corridors") == ["\N{EN DASH}", "Grain corridors"]
    assert row(found, "Party FR") == ["France, partner, weight 68", "France, partner, weight 70"]
    assert row(found, "How it is decided: mandate")[1] == (
        "majority, with vetoes; Parties with a veto: FR, DE; Share in favour: 3/5; also by silence"
    )
    assert row(found, "No passkeys for") == ["\N{EN DASH}", "Mandates"]
    assert "10 changes" not in found
    assert "7 changes" in found


def test_all_faults_stand_at_their_sections_at_once_and_it_goes_nowhere(desk: Node) -> None:
    client, typed = begun()
    wrong = {
        "c.quorum": ["9"],
        "c.lapse": ["0"],
        "c.decide.amendment.silence": ["yes"],
        "c.reserved.UA": [],
        "c.deputies.FR": ["FR/desk"],
        "c.ceiling": ["SECRET"],
    }
    answer = client.post(SEND, typed | WORDS | wrong)
    assert answer.status_code == 422
    found = html.unescape(answer.content.decode())
    for section, words in (
        ("register", "The quorum (9) must be more than half"),
        ("register", "The ceiling “SECRET” is no marking."),
        ("times", "Acts lapse after: this cannot be zero."),
        ("decisions", "A charter cannot be amended by silence."),
        ("reserved", "Nothing is reserved to UA"),
        ("deputies", "FR/desk acknowledges for FR without being its deputy."),
    ):
        assert words in found.partition(f'id="wrong-{section}"')[2].partition("</div>")[0], section
    assert found.count('<details class="field" id="f-register" open>') == 1


@pytest.mark.parametrize(
    ("typed", "section", "words"),
    [
        ({"c.cap": ["many"]}, "talks", "Give a whole number."),
        ({"c.cap": [""]}, "talks", "Nothing may be left empty here."),
        ({"c.party.FR.weight": ["heavy"]}, "parties", "Give a whole number: FR."),
        ({"c.party.FR.name": [" "]}, "parties", "Give a name: FR."),
        ({"c.topic-new.name": ["Territory"]}, "topics", "The short name territory is taken"),
        (
            {"c.topic-new.name": ["Grain"], "c.topic-new.id": ["Not Short"]},
            "topics",
            "the form that it needs",
        ),
        ({"c.decide.contact.set.quorum": ["most"]}, "decisions", "give a number, or a share"),
        ({"c.deputies.FR": ["nobody"]}, "deputies", "the form that it needs"),
        ({"c.party-new.id": ["XX/1"]}, "parties", "the form that it needs"),
        ({"c.authority.person": ["nobody"]}, "authority", "A person is named as PARTY/name"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_section(
    desk: Node, typed: Typed, section: str, words: str
) -> None:
    client, begin = begun()
    answer = client.post(SEND, begin | typed | {"show": "changes"})
    found = html.unescape(answer.content.decode())
    assert words in found.partition(f'id="wrong-{section}"')[2].partition("</div>")[0]


def test_a_change_of_what_protects_a_concerned_party_names_it_before_anything_is_put(desk: Node) -> None:
    client, typed = begun()
    narrowed = told(client, typed | {"c.reserved.UA": ["territory"]})
    assert "UA must consent itself" in narrowed
    assert "the matters reserved to it" in narrowed
    renamed = told(client, typed | {"c.topic.territory.name": ["Land"]})
    assert "the names of its matters" in renamed
    assert "its time to claim a planned contact" in told(client, typed | {"c.claim_window": ["2"]})
    assert "must consent itself" not in told(client, typed | {"c.cap": ["3"]})
    assert "DE must be in favour itself" in told(client, typed | {"c.deputies.DE": ["FR/delegate"]})


def test_what_an_amendment_cannot_do_is_said(desk: Node) -> None:
    client, typed = begun()
    brought = {
        "registrar": "DE",
        "parties": [
            *msgspec.to_builtins(desk.standing().rule_book.parties),
            {"id": "BE", "name": "B", "role": "partner"},
        ],
    }
    answer = client.post(SEND, typed | {"take": "1", "json": json.dumps(brought)})
    found = html.unescape(answer.content.decode())
    assert "change by hand-over, not by amendment" in found
    assert "BE comes in by admission, not by amendment." in found


def test_as_one_types_the_same_is_told_beside_the_form_and_each_fault_at_its_section(desk: Node) -> None:
    client, typed = begun()
    answer = client.post(SEND, typed | {"c.cap": ["3"], "c.quorum": ["1"]}, headers={"HX-Request": "true"})
    found = html.unescape(answer.content.decode())
    assert row(found, "Most envoys at a time") == ["2", "3"]
    beside = found.partition('id="wrong-register" hx-swap-oob="true"')[2].partition("</div>")[0]
    assert "The quorum (1)" in beside
    assert "Still needed: Exact text, Deadline." in html.unescape(
        client.post(SEND, typed | {"c.cap": ["3"]}, headers={"HX-Request": "true"}).content.decode()
    )


def test_it_is_tried_on_what_is_registered_only_when_asked(desk: Node) -> None:
    client, typed = begun()
    typed["c.cap"] = ["1"]
    assert "judged again" not in told(client, typed)
    found = told(client, typed, show="record")
    assert "173 records were judged again under this charter. Nothing was registered." in found
    assert "It would have refused" in found


def test_a_long_register_is_left_to_the_command_line(desk: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plenipo_node.pages.decisions.trying.MOST_RECORDS", 10)
    client, typed = begun()
    assert "too many to try while a page waits" in told(client, typed | {"c.cap": ["1"]}, show="record")


def test_the_settings_of_a_rule_come_when_it_is_chosen(desk: Node) -> None:
    client = client_of("FR/delegate")
    place = "/charter/settings?of=contact&c.decide.contact.rule="
    found = html.unescape(client.get(f"{place}two-thirds").content.decode())
    assert "If left empty: more than 1/2" in found
    assert "Only those for and against count" in found
    assert "c.decide.contact.set." not in client.get(f"{place}nothing").content.decode()
    assert client.get("/charter/settings?of=nothing").status_code == 404


# --- to its coming into force ---


def adopted(desk: Node, changed: Typed) -> int:
    """Put by the delegate of FR, and adopted by all partners."""
    client, typed = begun()
    number = signed(desk, client, SEND, typed | WORDS | changed)
    for party in PARTNERS:
        in_favour(desk, f"{party}/delegate", number)
    later(desk, 4)
    return number


def enacted(desk: Node, number: int) -> int:
    """How many acts the authority of FR brought into the register."""
    client, place = client_of("FR/authority"), f"/do/dialogue.amend?about={held_at(desk, number)[0]}"
    answer = client.post(place.partition("?")[0], typed_in(page(client, place)))
    assert answer.status_code == 302, answer.content.decode()
    client.post(f"{answer['location']}/demo")
    return outbox.send_due(desk)


def test_an_adopted_change_is_put_into_force_with_nothing_retyped(desk: Node) -> None:
    number = adopted(
        desk, {"c.cap": ["3"], "c.topic-new.name": ["Grain corridors"], "c.topic-new.id": ["grain"]}
    )
    found = page(client_of("DE/delegate"), f"/consultations/{number}")
    assert row(found, "Most envoys at a time") == ["2", "3"]
    link = re.search(
        r'href="(/do/dialogue\.amend\?about=[0-9a-f]+)"',
        page(client_of("FR/authority"), f"/consultations/{number}"),
    )
    assert link is not None
    form = page(client_of("FR/authority"), link[1])
    assert row(form, "Topic grain") == ["\N{EN DASH}", "Grain corridors"]
    assert set(typed_in(form)) <= {"by", "consultation"}
    assert enacted(desk, number) == 1
    charter = desk.standing().rule_book
    grain = Topic(id="grain", name="Grain corridors")
    assert (charter.version, charter.cap, charter.topics[-1]) == (2, 3, grain)
    history = ""
    while "Not complete yet" in history or not history:
        history = html.unescape(page(client_of("UA/delegate"), "/charter").partition('id="history"')[2])
    assert "Most envoys at a time: 2 → 3" in history
    assert "Another version is in force by now." in page(client_of("DE/delegate"), f"/consultations/{number}")


def test_rights_of_a_concerned_party_change_with_its_own_consent_and_never_without(desk: Node) -> None:
    number = adopted(desk, {"c.reserved.UA": ["territory"]})
    assert enacted(desk, number) == 0
    assert desk.standing().rule_book.version == 1
    seen = page(client_of("UA/delegate"), f"/consultations/{number}")
    assert "The consent of UA is still lacking" in seen
    assert "/ask/UA" not in seen
    client = client_of("FR/delegate")
    form = page(client, f"/consultations/{number}/ask/UA")
    assert "Its answer is never its debt." in form
    asked = signed(
        desk, client, f"/consultations/{number}/ask/UA", typed_in(form) | {"reason": ["As the text says."]}
    )
    assert desk.standing().asks[_ask(desk, asked)].commitment == held_at(desk, number)[1].commitment
    assert f'href="/consents/{asked}"' in page(client, f"/consultations/{number}")
    signed(
        desk,
        client_of("UA/delegate"),
        f"/consents/{asked}/give",
        {"until": "2026-12-01T10:00", "until-zone": "UTC"},
    )
    assert "still lacking" not in page(client, f"/consultations/{number}")
    assert enacted(desk, number) == 1
    (reserved,) = desk.standing().rule_book.reserved
    assert reserved.topics == ("territory",)


def _ask(desk: Node, number: int) -> str:
    return next(ref for ref, held in desk.standing().asks.items() if held.index == number)


def test_consent_is_asked_only_of_whom_a_change_touches(desk: Node) -> None:
    client, typed = begun()
    number = signed(desk, client, SEND, typed | WORDS | {"c.cap": ["3"]})
    for party in ("UA", "FR", "XX"):
        assert client.get(f"/consultations/{number}/ask/{party}").status_code == 404
    assert client.get("/consultations/148/ask/UA").status_code == 404


def test_an_earlier_proposal_is_taken_up_again_and_a_prepared_one_changed(desk: Node) -> None:
    client, typed = begun()
    number = signed(desk, client, SEND, typed | WORDS | {"c.cap": ["5"]})
    assert typed_in(page(client, f"{FORM}&like={number}"))["c.cap"] == ["5"]
    assert client.get(f"{FORM}&like=148").status_code == 404
    answer = client.post(SEND, typed | WORDS | {"c.cap": ["7"]})
    link = re.search(r'href="(/consultations/open\?[^"]*from=[^"]+)"', page(client, answer["location"]))
    assert link is not None
    again = typed_in(page(client, html.unescape(link[1])))
    assert (again["c.cap"], again["text"]) == (["7"], ["Why the charter changes."])
