"""Readouts: what one's party owes or has to acknowledge, what is filed; each with all that was said of it.

A readout is one side's account and nobody agreed it. To open its page acknowledges nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from msgspec import Struct

from plenipo.acts import readout as acts
from plenipo.acts.words import party_of
from plenipo.dialogue.views import readouts as views
from plenipo.dialogue.views.duty_words import OTHERWISE
from plenipo_node.pages.acts.doing import doings
from plenipo_node.pages.acts.records import act_at
from plenipo_node.pages.acts.texts import ShownText, shown
from plenipo_node.pages.acts.typed import typed
from plenipo_node.pages.contacts.words import names_of, title
from plenipo_node.pages.public.spoken import ROWS, Listed, listed, numbered, said_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse

    from plenipo.dialogue.records import Contact, Readout
    from plenipo.dialogue.standing import Standing
    from plenipo_node.pages.public.spoken import Spoken
    from plenipo_node.web.asking import Asked


class Row(Struct, frozen=True):
    """A readout in a line."""

    ref: str
    held: Readout
    contact: Contact
    whose: str
    of: str
    read: str  # by how many of its recipients
    waiting: bool = False  # for one's own party to acknowledge it


class Recipient(Struct, frozen=True):
    """`shared`: when it came later than the others'. `by`: who acknowledged it."""

    party: str
    shared: int | None
    acknowledged: int | None
    by: str


class Exchange(Struct, frozen=True):
    """A question and its answer, if there is one."""

    asked: Spoken
    text: ShownText
    answer: Spoken | None
    answered: ShownText | None
    answerable: bool


def index(request: Asked, trouble: str = "", status: int = 200) -> HttpResponse:
    standing, party = request.standing, request.party or ""
    page: Listed[Readout] = listed(request, standing.readouts)
    context = {
        "trouble": trouble,
        "owed": [(one, title(one.contact)) for one in views.owed(standing, party)],
        "otherwise": _(OTHERWISE["plans-refused"]),
        "chosen": typed(request).getlist("readouts"),
        "unread": [row(standing, ref, held) for ref, held in views.unread(standing, party, ROWS)],
        "rows": [row(standing, ref, held, party) for ref, held in page.rows],
        "listed": page,
    }
    return render(request, "readouts.html", context, status=status)


def row(standing: Standing, ref: str, held: Readout, reader: str = "") -> Row:
    contact = standing.contacts[held.contact]
    unread = reader in held.recipients and reader not in held.acknowledged and party_of(held.by) != reader
    read = _("%(count)s of %(all)s") % {"count": len(held.acknowledged), "all": len(held.recipients)}
    return Row(ref, held, contact, whose(standing, held), title(contact), read, unread)


def whose(standing: Standing, held: Readout) -> str:
    """`FR's account`."""
    contact = standing.contacts[held.contact]
    party = contact.counterpart if held.side == "theirs" else party_of(held.by)
    return _("%(party)s's account") % {"party": party}


def show(request: Asked, number: int) -> HttpResponse:
    standing = request.standing
    ref, held = numbered(request, standing.readouts, number)
    act, said = filed(request, held), said_of(request.node, held.said)
    ways = doings(
        request,
        ref,
        {
            "readout.acknowledge": reverse("readouts-acknowledge"),
            "readout.question": "",
            "readout.share": "",
            "act.correct": f"{reverse('act', args=['act.correct'])}?act={ref}",
        },
    )
    context = {
        "row": row(standing, ref, held, request.party or ""),
        "number": number,
        "text": text_of(request, act, said),
        "recipients": recipients(act, held, said),
        "raised": raised(standing, held),
        "exchanges": exchanges(request, said),
        "acknowledges": next((way for way in ways if way.kind == "readout.acknowledge"), None),
        "ways": [way for way in ways if way.kind != "readout.acknowledge"],
        "instead": _instead(standing, held),
    }
    return render(request, "readout.html", context)


def filed(request: Asked, held: Readout) -> acts.File:
    """The act by which it was filed."""
    return act_at(request.node, held.index, acts.File)


def text_of(request: Asked, act: acts.File, said: Sequence[Spoken]) -> ShownText:
    """As it was filed, or as it was shared with who asks."""
    first = shown(request, act.text)
    if first.words is not None:
        return first
    later = [shown(request, each.act.text) for each in said if isinstance(each.act, acts.Share)]
    read = (each for each in later if each.words is not None)
    return next(read, next((each for each in (first, *later) if each.broken), first))


def recipients(act: acts.File, held: Readout, said: Sequence[Spoken]) -> list[Recipient]:
    by: dict[str, str] = {}
    shared: dict[str, int] = {}
    for each in said:
        if isinstance(each.act, acts.Acknowledge):
            by.setdefault(party_of(each.act.by), each.act.by)
        elif isinstance(each.act, acts.Share):
            for party in each.act.recipients:
                shared.setdefault(party, each.at)
    return [
        Recipient(
            party,
            shared.get(party) if party not in act.recipients else None,
            held.acknowledged.get(party),
            by.get(party, ""),
        )
        for party in held.recipients
    ]


def raised(standing: Standing, held: Readout) -> list[tuple[str, str, str]]:
    """Each reserved matter that the readout states: its topic, whose it is, whether it was raised."""
    names = names_of(standing)
    of = {topic: each.party for each in standing.rule_book.reserved for topic in each.topics}
    return [(names.get(topic, topic), of.get(topic, ""), word) for topic, word in held.raised]


def exchanges(request: Asked, said: Sequence[Spoken]) -> list[Exchange]:
    """The newest, in their order."""
    answers = {each.act.question: each for each in said if isinstance(each.act, acts.Answer)}
    asked = [each for each in said if isinstance(each.act, acts.Question)]
    return [_exchange(request, each, answers.get(each.ref)) for each in asked[-ROWS:]]


def _exchange(request: Asked, asked: Spoken, answer: Spoken | None) -> Exchange:
    is_open = asked.ref in request.standing.questions
    return Exchange(
        asked,
        _text(request, asked.act),
        answer,
        None if answer is None else _text(request, answer.act),
        is_open and bool(doings(request, asked.ref, {"readout.answer": ""})),
    )


def _text(request: Asked, act: Any) -> ShownText:
    """Of a question or an answer."""
    return shown(request, act.text)


def _instead(standing: Standing, held: Readout) -> int | None:
    other = standing.readouts.get(held.superseded or "")
    return None if other is None else other.index


urlpatterns = [
    path("readouts", index, name="readouts"),
    path("readouts/<int:number>", show, name="readout"),
]
