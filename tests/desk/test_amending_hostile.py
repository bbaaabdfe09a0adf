"""A charter brought as JSON, what its form keeps, and what an attacker types into it."""

from __future__ import annotations

import html
import json
from typing import Any

import msgspec
import pytest
from desk_amending import PARTNERS, SEND, WORDS, begun, row, told
from desk_consulting import EVIL, page, signed
from desk_typed import typed_in

from deskkit import client_of
from plenipo.acts.charter import Charter, DecisionRule, Party, Share, Weights
from plenipo_node.web.node import Node

# --- JSON, and what a form has no field for ---


def shown_json(answer: Any) -> str:
    return html.unescape(
        answer.content.decode().partition('name="json"')[2].partition(">")[2].partition("</textarea>")[0]
    )


def test_json_is_taken_over_and_what_has_no_field_stays_as_it_was_brought(desk: Node) -> None:
    client, typed = begun()
    brought = {"cap": 4, "weights": [_table()]}
    answer = client.post(SEND, typed | {"take": "1", "json": json.dumps(brought)})
    again = typed_in(answer.content.decode())
    assert again["c.cap"] == ["4"]
    found = told(client, again | {"c.quorum": ["4"]})
    assert row(found, "Most envoys at a time") == ["2", "4"]
    assert "Yearbook" in found
    assert "Countersignatures that make final" in found


def _table() -> dict[str, Any]:
    return {"since": 0, "source": "Yearbook", "of": dict.fromkeys(PARTNERS, 10)}


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"cap": "x"}', '{"nothing": 1}', "[" * 5000, '"\\ud800"', "null"]
)
def test_json_that_is_no_charter_changes_nothing(desk: Node, text: str) -> None:
    client, typed = begun()
    answer = client.post(SEND, typed | {"take": "1", "json": text})
    assert answer.status_code in {200, 422}
    assert typed_in(answer.content.decode())["c.cap"] == ["2"]


def test_every_charter_comes_back_from_its_form_as_it_was(desk: Node) -> None:
    rich = msgspec.structs.replace(
        desk.standing().rule_book,
        parties=(*desk.standing().rule_book.parties, Party(id="CH", name="Switzerland", role="intermediary")),
        decisions=desk.standing().rule_book.decisions
        | {
            "contact": DecisionRule(
                rule="weighted-majority",
                silence=True,
                final=True,
                settled=True,
                parameters={
                    "share": Share(num=2, den=3, more_than=True),
                    "of_cast": True,
                    "house": "osce",
                    "quorum": Share(num=1, den=2),
                },
            ),
            "position": DecisionRule(
                rule="qmv", on_proposal=True, parameters={"least_members": 3, "brake": False}
            ),
            "admission": DecisionRule(rule="veto", parameters={"parties": ("FR", "DE")}),
        },
        intermediaries=("CH",),
        consult_before=("leader",),
        instruct_before=("ministerial", "leader"),
        weights=(
            Weights(since=1, source="Yearbook", of=dict.fromkeys(PARTNERS, 3), until=77_001),
            Weights(since=77_001, source="Y2", of=dict.fromkeys(PARTNERS, 4)),
        ),
        deputies={"FR": ("DE/delegate", "PL/desk")},
        no_passkeys=("mandate", "consent"),
        delay=90,
        cooling_off=0,
        version=2,
    )
    client, typed = begun()
    answer = client.post(SEND, typed | {"take": "1", "json": msgspec.json.encode(rich).decode()})
    again = typed_in(answer.content.decode())
    answer = client.post(SEND, again | {"show": "changes"})
    back = msgspec.json.decode(shown_json(answer).encode(), type=Charter)
    assert back == rich


def test_a_table_of_weights_that_is_added_ends_the_one_before_it(desk: Node) -> None:
    client, typed = begun()
    taken = client.post(SEND, typed | {"take": "1", "json": json.dumps({"weights": [_table()]})})
    again = typed_in(taken.content.decode()) | {
        "c.weights.since": ["2027-01-01T00:00"],
        "c.weights.since-zone": ["UTC"],
        "c.weights.source": ["Yearbook 2027"],
        "c.weights.of.FR": ["71"],
    }
    answer = client.post(SEND, again | {"show": "changes"})
    first, second = json.loads(shown_json(answer))["weights"]
    assert first["until"] == second["since"] == 1_798_761_600_000
    assert second["of"]["FR"] == 71
    out = typed_in(taken.content.decode()) | {"c.weights.0.out": ["yes"]}
    assert "Yearbook" not in told(client, out)


# --- attacks ---


def test_scripts_in_names_are_words(desk: Node) -> None:
    client, typed = begun()
    hostile = {"c.topic.prisoners.name": [EVIL], "c.party.RU.name": [EVIL], "c.topic-new.name": [EVIL]}
    answer = client.post(SEND, typed | hostile | {"show": "changes"}).content.decode()
    live = client.post(SEND, typed | hostile, headers={"HX-Request": "true"}).content.decode()
    number = signed(desk, client, SEND, typed | WORDS | hostile)
    for found in (answer, live, page(client_of("DE/delegate"), f"/consultations/{number}")):
        assert "<script>alert" not in found
        assert "<img src=x" not in found
        assert "&lt;script&gt;" in found


@pytest.mark.parametrize(
    "value", ["\x00", "-1", "9" * 400, "\u202e", "2026-13-99T99:99", "../..", "{}", "0/0", "1" * 15]
)
def test_no_value_in_any_field_breaks_the_form(desk: Node, value: str) -> None:
    client, typed = begun()
    for name in typed:
        answer = client.post(SEND, typed | {name: [value], "subject": ["amendment"], "show": ["changes"]})
        assert answer.status_code < 500, name
    everywhere = dict.fromkeys(typed, value) | {"subject": "amendment"}
    for headers in ({}, {"HX-Request": "true"}):
        assert client.post(SEND, everywhere, headers=headers).status_code < 500
    assert client.get(SEND, everywhere).status_code < 500
    assert client.get("/charter/settings", everywhere | {"of": "contact"}).status_code < 500
    assert client.get("/do/dialogue.amend", {"about": value}).status_code < 500
    assert client.get("/do/dialogue.admit", {"about": value, "consultation": value}).status_code < 500
