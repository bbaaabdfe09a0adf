"""Notes of one's own party, two accounts side by side, and what a contact obtained."""

from __future__ import annotations

import re
from typing import Any

import pytest

from deskkit import client_of, signed, whole
from plenipo.acts.codec import decode
from plenipo_node.drafts.models import Note, Prepared
from plenipo_node.pages.acts.records import entry_at
from plenipo_node.pages.readouts import claims
from plenipo_node.web.node import Node

CALL, OURS, THEIRS = 147, 159, 169
BOTH = f"/contacts/{CALL}/accounts?a={OURS}&b={THEIRS}"
HOSTILE = '"><script>alert(1)</script>'


def begun(client: Any, **data: str) -> Note:
    assert client.post("/notes/new", data).status_code == 302
    return Note.objects.latest("pk")


# --- drafts and notes ---


def test_a_note_is_kept_while_one_types_and_only_that_is_told(desk: Node) -> None:
    assert desk.standing().size
    client = client_of("FR/desk")
    note = begun(client)
    answer = client.post(
        f"/notes/{note.pk}",
        {"title": "Lines", "text": HOSTILE, "seen": note.changed},
        headers={"HX-Request": "true"},
    )
    text = answer.content.decode()
    assert "Kept on this node." in text
    assert "<html" not in text
    seen = int(re.findall(r'name="seen" value="(\d+)"', text)[0])
    client.post(f"/notes/{note.pk}", {"title": "Lines", "text": HOSTILE + "2", "seen": seen})
    shown = whole(client_of("FR/delegate"), f"/notes/{note.pk}")
    assert "<script>alert" not in shown
    assert "alert(1)&lt;/script&gt;2" in shown
    assert "no part of the record" in shown


def test_what_was_changed_elsewhere_is_never_written_over(desk: Node) -> None:
    assert desk.standing().size
    client = client_of("FR/desk")
    note = begun(client)
    client.post(f"/notes/{note.pk}", {"title": "A", "text": "one", "seen": note.changed})
    answer = client.post(f"/notes/{note.pk}", {"title": "B", "text": "two", "seen": note.changed})
    assert answer.status_code == 422
    assert "two</textarea>" in answer.content.decode()
    note.refresh_from_db()
    assert (note.title, note.text) == ("A", "one")


@pytest.mark.parametrize("data", [{}, {"seen": "x"}, {"seen": "-1"}, {"seen": "9" * 30, "text": "x"}])
def test_what_does_not_say_what_it_saw_is_not_kept(desk: Node, data: dict[str, str]) -> None:
    assert desk.standing().size
    client = client_of("FR/desk")
    note = begun(client)
    assert client.post(f"/notes/{note.pk}", data).status_code == 422
    note.refresh_from_db()
    assert note.text == ""


def test_a_note_is_there_for_its_own_party_alone(desk: Node) -> None:
    assert desk.standing().size
    note = begun(client_of("FR/desk"), title="Only ours")
    other = client_of("DE/delegate")
    assert "Only ours" in whole(client_of("FR/delegate"), "/notes")
    assert "Only ours" not in whole(other, "/notes")
    for answer in (
        other.get(f"/notes/{note.pk}"),
        other.post(f"/notes/{note.pk}", {"text": "x", "seen": note.changed}),
        other.post(f"/notes/{note.pk}/erase"),
    ):
        assert answer.status_code == 404
    assert "Only ours" not in whole(other, f"/do/readout.file?draft={note.pk}&contact={CALL}")
    note.refresh_from_db()
    assert note.text == ""


def test_a_note_is_no_record(desk: Node) -> None:
    before = desk.standing().size
    begun(client_of("FR/desk"), title="x", about=str(CALL))
    assert desk.standing().size == before
    assert not Prepared.objects.exists()


@pytest.mark.parametrize("query", ["?p=0", "?p=-1", "?p=x", "?p=99999999999999999999", "?p=7"])
def test_any_page_of_the_notes_can_be_asked_for(desk: Node, query: str) -> None:
    assert desk.standing().size
    whole(client_of("FR/desk"), f"/notes{query}")


# --- two accounts ---


def test_the_two_accounts_stand_side_by_side_and_a_proposal_keeps_nothing(desk: Node) -> None:
    assert desk.standing().size
    client = client_of("FR/delegate")
    text = whole(client, f"/contacts/{CALL}/accounts")
    assert "FR&#x27;s account" in text
    assert "RU&#x27;s account" in text
    assert "Your party has not compared them yet." in text
    proposal = whole(client, f"{BOTH}&propose=1")
    assert "This is a proposal: correct it." in proposal
    assert "They promised their own list" in proposal
    assert not Note.objects.exists()


def kept(client: Any, *rows: tuple[str, str, str, str], at: str = BOTH) -> Any:
    columns = dict(zip(("on", "a", "b", "relation"), map(list, zip(*rows, strict=True)), strict=True))
    return client.post(at, columns)


def test_claims_are_kept_for_ones_own_party_and_exported_with_the_stricter_marking(desk: Node) -> None:
    assert desk.standing().size
    client = client_of("FR/delegate")
    rows = (
        ("list", "By 8 July", "", "only-a"),
        (HOSTILE, "No agreement", "An agreement", "contradictory"),
        ("", "", "", "both"),
    )
    assert kept(client, *rows).status_code == 302
    text = whole(client, BOTH)
    assert "<script>alert" not in text
    assert "2 claims: 1 only FR&#x27;s account, 0 only RU&#x27;s account, 0 both, 1 contradictory." in text
    assert "only FR&#x27;s account" in text
    assert '<span class="status is-against">contradictory</span>' in text
    told = whole(client, f"/contacts/{CALL}/accounts.txt?a={OURS}&b={THEIRS}")
    assert told.splitlines()[0] == told.splitlines()[-1] == "TLP:AMBER"
    assert "1. list [only FR's account]" in told
    assert "no part of the record" in told
    other = client_of("DE/delegate")
    assert "By 8 July" not in whole(other, BOTH)
    assert other.get(f"/contacts/{CALL}/accounts.txt?a={OURS}&b={THEIRS}").status_code == 404


def test_the_other_way_round_it_is_the_same_comparison(desk: Node) -> None:
    assert desk.standing().size
    client = client_of("FR/delegate")
    kept(client, ("list", "By 8 July", "", "only-a"))
    turned = f"/contacts/{CALL}/accounts?a={THEIRS}&b={OURS}"
    assert "only FR&#x27;s account" in whole(client, turned)
    kept(client, ("talks", "", "Soon", "only-b"), at=turned)
    assert Note.objects.count() == 1
    assert "By 8 July" not in whole(client, BOTH)
    assert "Soon" in whole(client, BOTH)


def test_a_comparison_among_the_notes_leads_to_its_page(desk: Node) -> None:
    assert desk.standing().size
    client = client_of("FR/delegate")
    kept(client, ("list", "By 8 July", "", ""))
    note = Note.objects.get()
    assert "comparison" in whole(client, "/notes")
    leads = client.get(f"/notes/{note.pk}")["Location"]
    assert "By 8 July" in whole(client, leads)
    assert client_of("DE/delegate").get(leads).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        f"?a={OURS}&b={OURS}",
        "?a=1&b=2",
        f"?a={OURS}",
        "?a=x&b=<b>",
        "?note=99",
        "?note=x",
        f"?a={OURS}&b=111",
    ],
)
def test_two_accounts_that_are_not_there_have_no_page(desk: Node, query: str) -> None:
    assert desk.standing().size
    client = client_of("FR/delegate")
    assert client.get(f"/contacts/{CALL}/accounts{query}").status_code == 404


def test_an_account_that_is_sealed_to_others_cannot_be_chosen(desk: Node) -> None:
    data = {
        "contact": CALL,
        "side": "ours",
        "text": "Between us.",
        "marking": "TLP:AMBER",
        "recipients": ["DE"],
        "matters.topic": ["ceasefire", "territory"],
        "matters.raised": ["not-raised", "not-raised"],
    }
    number = signed(desk, client_of("FR/envoy").post("/do/readout.file", data))
    pl = client_of("PL/delegate")
    assert "Between us." not in whole(pl, f"/contacts/{CALL}/accounts")
    assert pl.get(f"/contacts/{CALL}/accounts?a={OURS}&b={number}").status_code == 404
    assert "Between us." in whole(client_of("DE/delegate"), f"/contacts/{CALL}/accounts?a={OURS}&b={number}")


def test_what_was_obtained_given_and_left_open_is_sealed_as_one_text(desk: Node) -> None:
    client = client_of("FR/envoy")
    text = whole(client, f"/contacts/{CALL}/accounts")
    (address,) = re.findall(r'href="(/do/contact\.outcome\?about=[0-9a-f]{64})"', text)
    answer = client.post(address, {"obtained": "A list.", "left_open": HOSTILE, "marking": "TLP:AMBER"})
    number = signed(desk, answer)
    entry = entry_at(desk, number)
    assert entry is not None
    assert decode(entry.act).by == "FR/envoy"
    text = whole(client_of("DE/delegate"), f"/contacts/{CALL}/accounts")
    assert "Obtained:<br>A list." in text
    assert "Given:<br>nothing" in text
    assert "<script>alert" not in text
    assert client.post(address, {"marking": "TLP:AMBER"}).status_code == 422


# --- aligning ---


def test_like_sentences_are_paired_and_a_negation_makes_them_contradictory() -> None:
    ours = "We agreed to exchange lists in July. The envoy thanked them."
    theirs = "We did not agree to exchange lists in July. Weather was fine and everyone was happy."
    first, second, third = claims.proposed(ours, theirs)
    assert (first.relation, first.b) == ("contradictory", "We did not agree to exchange lists in July.")
    assert (second.relation, second.b) == ("only-a", "")
    assert (third.relation, third.a) == ("only-b", "")


def test_equal_texts_are_in_both_and_an_empty_one_says_nothing() -> None:
    assert {
        claim.relation
        for claim in claims.proposed("One two three. Four five six.", "One two three. Four five six.")
    } == {"both"}
    assert [claim.relation for claim in claims.proposed("One two three.", "")] == ["only-a"]
    assert claims.proposed("", "") == ()


def test_headings_and_numbers_go_with_what_follows_them() -> None:
    assert claims.sentences("1. Prisoners. We handed over names.\n2. Tone: calm.") == [
        "Prisoners. We handed over names.",
        "Tone: calm.",
    ]


def test_a_very_long_account_is_looked_at_in_part() -> None:
    assert len(claims.proposed("a b c d. " * 20_000, "a b c e. " * 20_000)) <= 2 * claims.MOST


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"a": 1}', "[" * 100_000, "\ud800"])
def test_what_is_no_comparison_is_read_as_none(text: str) -> None:
    assert claims.read(text) is None


def test_rows_of_unequal_columns_are_read_and_their_relation_follows_from_who_speaks() -> None:
    found = claims.typed({"on": ["x"], "a": ["1", "2"], "b": ["", "3"], "relation": ["wrong"]})
    assert [(claim.on, claim.relation) for claim in found] == [("x", "only-a"), ("", "both")]
