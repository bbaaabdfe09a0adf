"""The short forms about readouts: file one, acknowledge several, ask, answer, share.

A question and its answer are sealed to all who read the readout, and to who asked: what is narrow stays so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from msgspec import Struct

from plenipo.acts import readout as acts
from plenipo.acts.words import Act, Text, party_of
from plenipo_node.drafts.models import Note
from plenipo_node.pages.acts.records import reference, said_at
from plenipo_node.pages.acts.short import ShortForm, about, chosen_at
from plenipo_node.pages.acts.texts import shown
from plenipo_node.pages.contacts.words import names_of, title
from plenipo_node.pages.public.spoken import said_of, spoken
from plenipo_node.pages.readouts import page as readouts
from plenipo_node.pages.readouts.notes import own
from plenipo_node.preparing.origins import Origin

if TYPE_CHECKING:
    from django.http import HttpResponse, QueryDict

    from plenipo.dialogue.records import Readout
    from plenipo.dialogue.standing import Standing
    from plenipo_node.forms.reading import Given
    from plenipo_node.pages.acts.texts import ShownText
    from plenipo_node.pages.public.spoken import Spoken
    from plenipo_node.web.asking import Asked


RAISED = ("not-raised", "by-them", "by-us")


class Stated(Struct, frozen=True):
    """A reserved matter in the form: whose, and what was chosen so far."""

    topic: str
    name: str
    party: str
    chosen: str


@require_POST
def acknowledge(request: Asked) -> HttpResponse:
    """Those that were chosen, in one act."""
    if not request.POST.getlist("readouts"):
        return readouts.index(request, _("Choose what your party has received and read."), 422)
    return ShortForm(request, "readout.acknowledge", fixed={}, place=reverse("readouts")).answered()


@chosen_at("/readouts")
@require_http_methods(["GET", "POST"])
def question(request: Asked) -> HttpResponse:
    ref, held = _readout(request, "readout.question")
    fixed = {"readout": [ref], "readers": readers(request.standing, held)}
    return _say(request, "readout.question", held, fixed, None)


@chosen_at("/readouts")
@require_http_methods(["GET", "POST"])
def answer(request: Asked) -> HttpResponse:
    """Of an open question."""
    standing = request.standing
    ref, question = about(request, "readout.answer", "question", standing.questions)
    asked = spoken(request.node, question.index)
    held = standing.readouts[question.readout]
    among = readers(standing, held, party_of(asked.act.by))
    return _say(request, "readout.answer", held, {"question": [ref], "readers": among}, asked)


def _readout(request: Asked, kind: str) -> tuple[str, Readout]:
    return about(request, kind, "readout", request.standing.readouts)


def _say(
    request: Asked, kind: str, held: Readout, fixed: dict[str, list[str]], asked: Spoken | None
) -> HttpResponse:
    asking = asked.act if asked is not None and isinstance(asked.act, acts.Question) else None
    more = {
        "row": readouts.row(request.standing, "", held),
        "text": _text(request, held),
        "asked": asked,
        "question": None if asking is None else shown(request, asking.text),
        "back": reverse("readout", args=[held.index]),
    }
    form = ShortForm(request, kind, template="readout_say.html", fixed=fixed, only=("text",), more=more)
    return form.answered()


def _text(request: Asked, held: Readout) -> ShownText:
    return readouts.text_of(request, readouts.filed(request, held), said_of(request.node, held.said))


def readers(standing: Standing, held: Readout, *others: str) -> list[str]:
    """Who reads a readout, in the charter's order, as far as anything can be sealed to them."""
    among = {party_of(held.by), *held.recipients, *others}
    known = (party.id for party in standing.rule_book.parties)
    return [party for party in known if party in among and standing.sealing_keys.get(party)]


class ShareForm(ShortForm):
    """The text is that of the readout, with the same commitment, sealed to the further recipients."""

    text: acts.File

    def read(self) -> Given:
        given = super().read()
        given.texts = {"text": self.text.text}
        return given


@chosen_at("/readouts")
@require_http_methods(["GET", "POST"])
def share(request: Asked) -> HttpResponse:
    ref, held = _readout(request, "readout.share")
    more = {
        "row": readouts.row(request.standing, ref, held),
        "text": _text(request, held),
        "back": reverse("readout", args=[held.index]),
        "further": further(request.standing, held),
    }
    form = ShareForm(
        request,
        "readout.share",
        template="readout_share.html",
        fixed={"readout": [ref]},
        only=("recipients",),
        more=more,
    )
    form.text = readouts.filed(request, held)
    return form.answered()


def further(standing: Standing, held: Readout) -> list[tuple[str, str]]:
    """To whom it may still be sealed."""
    inside = [*standing.parties("partner"), *standing.parties("concerned")]
    there = {party_of(held.by), *held.recipients}
    return [(each.id, each.name) for each in inside if each.id not in there]


class FileForm(ShortForm):
    """Each reserved matter is stated, one by one: nothing is chosen beforehand."""

    def context(self) -> dict[str, Any]:
        standing, party = self.request.standing, self.request.party
        inside = [*standing.parties("partner"), *standing.parties("concerned")]
        held = standing.contacts.get(reference(self.request.node, self.data.get("contact", "")) or "")
        more = {
            "stated": stated(standing, self.data),
            "inside": [(each.id, each.name) for each in inside if each.id != party],
            "chosen": self.data.getlist("recipients"),
            "contact": held,
            "of": None if held is None else title(held),
            "draft": self.data.get("draft", ""),
            "words": RAISED,
        }
        return super().context() | more

    def origins(self) -> tuple[Origin, ...]:
        """What the draft that it is made from is about."""
        note = _draft(self.request, self.data.get("draft", ""))
        held = None if note is None else self.request.standing.record(note.about)
        said = None if held is None else said_at(self.request.node, held.index)
        text = getattr(said, "text", None) or getattr(said, "lines", None)
        if not isinstance(said, Act) or not isinstance(text, Text):
            return ()
        return (Origin(party_of(said.by), text.marking),)


@require_http_methods(["GET", "POST"])
def file(request: Asked) -> HttpResponse:
    """Of the contact, and from the draft, that the address names."""
    note = _draft(request, request.GET.get("draft", ""))
    form = FileForm(
        request,
        "readout.file",
        template="readout_file.html",
        fixed={},
        first=_beginning(request, note),
        more={"back": _back(note)},
    )
    return form.answered()


def _draft(request: Asked, number: str) -> Note | None:
    note = own(request, number)
    return note if note is not None and note.kind == Note.NOTE else None


def _beginning(request: Asked, note: Note | None) -> dict[str, list[str]]:
    about = request.GET.get("contact") or request.GET.get("about") or (note.about if note else "")
    ref = reference(request.node, about) if about else None
    partners = [each.id for each in request.standing.parties("partner") if each.id != request.party]
    talked = request.standing.contacts.get(ref or "")
    topics = frozenset(talked.topics if talked else ())
    touched = [each.party for each in request.standing.rule_book.reserved if topics & set(each.topics)]
    first = {
        "side": ["ours"],
        "recipients": [*partners, *touched],
        "contact": [ref] if ref in request.standing.contacts else [],
        "matters.topic": [],
        "matters.raised": [],
    }
    if note is not None:
        first |= {"text": [note.text], "title": [note.title], "draft": [str(note.pk)]}
    return first


def _back(note: Note | None) -> str:
    return reverse("readouts") if note is None else reverse("note", args=[note.pk])


def stated(standing: Standing, data: QueryDict) -> list[Stated]:
    """In the charter's order."""
    chosen = dict(zip(data.getlist("matters.topic"), data.getlist("matters.raised"), strict=False))
    names = names_of(standing)
    return [
        Stated(topic, names.get(topic, topic), each.party, chosen.get(topic, ""))
        for each in standing.rule_book.reserved
        for topic in each.topics
    ]


# These answer for the forms of their kinds: what was prepared is changed in the form it was written in.
urlpatterns = [
    path("do/readout.file", file, name="readout-file"),
    path("do/readout.question", question),
    path("do/readout.answer", answer, name="readout-answer"),
    path("do/readout.share", share),
    path("readouts/acknowledge", acknowledge, name="readouts-acknowledge"),
]
