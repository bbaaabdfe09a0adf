"""What was prepared is changed in the form that it was written in, with all that was typed."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from desk_forms import chosen, field, shown

from deskkit import client_of
from plenipo_node.drafts import outbox
from plenipo_node.drafts.models import Prepared
from plenipo_node.web.node import Node

SILENCE, VOTE, REQUEST, CONTACT, PLAN, CLAIMED = 148, 154, 145, 147, 157, 175
AT = {"at": "2026-07-05T10:00", "at-zone": "Europe/Paris"}


def prepared(client: Any, address: str, words: dict[str, Any]) -> Prepared:
    answer = client.post(address, words)
    assert answer.status_code == 302, answer.content.decode()
    assert answer["location"].startswith("/sign/")
    return Prepared.objects.get(token=answer["location"].rpartition("/")[2])


def changed(client: Any, held: Prepared) -> tuple[str, str]:
    """The page to which “Change it” leads, and its address."""
    way = way_of(client, held)
    return shown(client, way), way


def way_of(client: Any, held: Prepared) -> str:
    (way,) = re.findall(r'href="([^"]*)">Change it<', shown(client, f"/sign/{held.token}"))
    return html.unescape(way)


WRITTEN: dict[str, tuple[str, str, dict[str, Any], list[tuple[str, str]], list[tuple[str, str]]]] = {
    "log": (
        "FR/delegate",
        "/contacts/log",
        AT
        | {"party": "FR", "counterpart": "RU", "level": "senior", "medium": "letter", "claims": "bilateral"}
        | {"text": "A line of it."},
        [("text", "A line of it."), ("at", AT["at"])],
        [("level", "senior"), ("medium", "letter"), ("claims", "bilateral")],
    ),
    "log what was planned": (
        "FR/delegate",
        f"/contacts/log?plan={PLAN}",
        AT
        | {"party": "FR", "counterpart": "RU", "level": "technical", "medium": "video", "claims": "mandate"}
        | {"plan": str(PLAN), "envoy": "FR/envoy"},
        [("at", AT["at"])],
        [("medium", "video")],
    ),
    "plan": (
        "FR/envoy",
        "/contacts/plan",
        {"mandate": "137", "envoy": "FR/envoy", "counterpart": "RU", "level": "technical", "medium": "call"}
        | {
            "topics": ["prisoners"],
            "at": "2026-07-09T10:00",
            "at-zone": "Europe/Brussels",
            "lines": "Ask them.",
        },
        [("lines", "Ask them."), ("at", "2026-07-09T10:00")],
        [("topics", "prisoners"), ("medium", "call")],
    ),
    "ask": (
        "FR/delegate",
        "/consents/ask?party=UA",
        {
            "party": "UA",
            "topics": ["ceasefire"],
            "counterpart": "RU",
            "level": "technical",
            "text": "Both sides.",
        }
        | {"reason": "We ask.", "answer_by": "2026-07-12T10:00", "answer_by-zone": "UTC"},
        [("text", "Both sides."), ("reason", "We ask."), ("answer_by", "2026-07-12T10:00")],
        [("topics", "ceasefire")],
    ),
    "consent": (
        "UA/delegate",
        f"/consents/{REQUEST}/give",
        {
            "until": "2026-09-01T10:00",
            "until-zone": "UTC",
            "conditions": "In writing.",
            "under_protest": "yes",
        },
        [("until", "2026-09-01T10:00"), ("conditions", "In writing.")],
        [("under_protest", "yes")],
    ),
    "consent until a day that was offered": (
        "UA/delegate",
        f"/consents/{REQUEST}/give",
        {"preset": "2026-08-05T23:59", "until": "", "conditions": ""},
        [("until", "")],
        [("preset", "2026-08-05T23:59")],
    ),
    "answer": (
        "FR/delegate",
        f"/consultations/{VOTE}/answer",
        {"answer": "against", "declaration": "Not in this form."},
        [("declaration", "Not in this form.")],
        [("answer", "against")],
    ),
    "attach": (
        "PL/delegate",
        f"/consultations/{SILENCE}/attach",
        {"what": "reservation", "text": "We note it."},
        [("text", "We note it.")],
        [("what", "reservation")],
    ),
    "extend": (
        "DE/delegate",
        f"/consultations/{VOTE}/extend",
        {"deadline": "2026-07-19T18:00", "deadline-zone": "Europe/Paris"},
        [("deadline", "2026-07-19T18:00")],
        [],
    ),
    "open a mandate": (
        "FR/delegate",
        "/consultations/open?subject=mandate",
        {"subject": "mandate", "subject.mandate.envoys": ["FR/envoy"], "subject.mandate.counterpart": "RU"}
        | {"subject.mandate.levels": ["senior"], "subject.mandate.media": ["call"]}
        | {"subject.mandate.topics": ["prisoners"], "subject.mandate.reach": "explore"}
        | {"subject.mandate.starts": "2026-07-20T10:00", "subject.mandate.starts-zone": "UTC"}
        | {"subject.mandate.ends": "2026-09-20T10:00", "subject.mandate.ends-zone": "UTC"}
        | {"text": "Talk of prisoners.", "title": "Prisoners", "procedure": "vote"}
        | {"deadline": "2026-07-16T18:00", "deadline-zone": "UTC", "precedence": "PRIORITY"},
        [
            ("text", "Talk of prisoners."),
            ("title", "Prisoners"),
            ("subject.mandate.ends", "2026-09-20T10:00"),
        ],
        [("subject.mandate.envoys", "FR/envoy"), ("subject.mandate.levels", "senior"), ("procedure", "vote")],
    ),
    "open a position, begun elsewhere": (
        "FR/delegate",
        "/consultations/open",
        {"subject": "position", "text": "We hold.", "procedure": "vote"}
        | {"deadline": "2026-07-16T18:00", "deadline-zone": "UTC"},
        [("text", "We hold."), ("deadline", "2026-07-16T18:00")],
        [("procedure", "vote")],
    ),
    "readout": (
        "FR/delegate",
        f"/do/readout.file?contact={CONTACT}",
        {"contact": str(CONTACT), "side": "ours", "recipients": ["DE", "UA"], "text": "They said no."}
        | {"matters.topic": ["ceasefire", "territory"], "matters.raised": ["not-raised", "by-them"]},
        [("text", "They said no.")],
        [("recipients", "UA")],
    ),
    "outcome": (
        "FR/delegate",
        f"/do/contact.outcome?about={CONTACT}",
        {"contact": str(CONTACT), "obtained": "A date.", "given": "", "left_open": "The place."},
        [("obtained", "A date."), ("left_open", "The place.")],
        [],
    ),
    "assessment": (
        "FR/delegate",
        "/do/assessment.make",
        {"likelihood": "phia|unlikely", "confidence": "low", "text": "No talks soon."},
        [("text", "No talks soon.")],
        [("likelihood", "phia|unlikely")],
    ),
    "claim": (
        "UA/delegate",
        f"/consents/contact/{CLAIMED}/claim",
        {"topics": ["territory"]},
        [],
        [("topics", "territory")],
    ),
    "any other act": (
        "FR/delegate",
        "/do/channel.open",
        {"counterpart": "RU", "level": "senior"},
        [],
        [("level", "senior")],
    ),
}


@pytest.mark.parametrize("form", WRITTEN)
def test_it_is_changed_where_it_was_written_with_all_that_was_typed(desk: Node, form: str) -> None:
    person, address, words, fields, choices = WRITTEN[form]
    client = client_of(person)
    page, way = changed(client, prepared(client, address, words))
    where = f"/consents/contact/{CLAIMED}" if form == "claim" else address.partition("?")[0]
    assert way.partition("?")[0] == where
    for name, value in fields:
        assert field(page, name, value), (name, value)
    for name, value in choices:
        assert chosen(page, name, value), (name, value)
    if form == "claim":
        assert not chosen(page, "topics", "ceasefire")


def test_several_texts_to_acknowledge_stay_chosen(desk: Node) -> None:
    client = client_of("PL/delegate")
    page, _way = changed(client, prepared(client, "/consultations/acknowledge", {"number": [str(SILENCE)]}))
    if 'name="number"' in page:  # offered from two on
        assert chosen(page, "number", str(SILENCE))


def test_what_is_sent_anew_takes_the_place_of_what_it_was_made_from(desk: Node) -> None:
    client = client_of("FR/delegate")
    _person, address, words, *_ = WRITTEN["log"]
    held = prepared(client, address, words)
    page, way = changed(client, held)
    assert f'action="{way}"' in page
    anew = prepared(client, way, words | {"text": "Another line."})
    assert Prepared.objects.get() == anew
    assert client.get(f"/sign/{held.token}").status_code == 404
    assert "Another line." in changed(client, anew)[0]


def test_what_is_signed_and_on_its_way_is_not_replaced(desk: Node) -> None:
    client = client_of("FR/delegate")
    _person, address, words, *_ = WRITTEN["log"]
    held = prepared(client, address, words)
    way = way_of(client, held)
    client.post(f"/sign/{held.token}/demo")
    prepared(client, way, words | {"text": "Another line."})
    assert Prepared.objects.count() == 2
    assert outbox.send_due(desk) == 1


def test_the_author_changes_what_a_drafter_prepared(desk: Node) -> None:
    _person, address, words, *_ = WRITTEN["log"]
    held = prepared(client_of("FR/legal"), address, words | {"by": "FR/delegate"})
    assert (held.person, held.by) == ("FR/delegate", "FR/legal")
    author = client_of("FR/delegate")
    page, way = changed(author, held)
    assert field(page, "text", "A line of it.")
    prepared(author, way, words)
    assert Prepared.objects.get().by == "FR/delegate"


@pytest.mark.parametrize("person", ["FR/envoy", "DE/delegate", "UA/delegate"])
def test_nobody_else_sees_what_was_typed_or_takes_its_place(desk: Node, person: str) -> None:
    _person, address, words, *_ = WRITTEN["log"]
    held = prepared(client_of("FR/delegate"), address, words)
    way = way_of(client_of("FR/delegate"), held)
    other = client_of(person)
    assert "A line of it." not in shown(other, way)
    other.post(way, words)
    assert Prepared.objects.filter(token=held.token).exists()
