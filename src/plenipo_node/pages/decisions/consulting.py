"""What stands about one consultation on a page: its subject, who was reached, who answered, its outcome.

An outcome, and anything that adds answers up, is told only once the core tells it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext as _
from msgspec import Struct

from plenipo.acts import consultation as said
from plenipo.acts.codec import ref_of
from plenipo.acts.consultation import Admission, Amendment, ContactDraft, EndMandate, MandateTerms, Position
from plenipo.acts.words import party_of
from plenipo.dialogue.views.consulting import decides
from plenipo_node.pages.acts.records import act_at, entry_at
from plenipo_node.pages.acts.texts import ShownText, shown
from plenipo_node.pages.decisions.counted import outcome_at
from plenipo_node.pages.public.spoken import ROWS, said_of
from plenipo_node.preparing.origins import Origin
from plenipo_node.wording.acts import plain
from plenipo_node.wording.vocabulary import label, named, word

if TYPE_CHECKING:
    from plenipo.acts.consultation import Subject
    from plenipo.consultation import Result
    from plenipo.dialogue.records import Consultation
    from plenipo.dialogue.standing import Standing
    from plenipo_node.web.asking import Asked

MARKS = {
    "adopted": "is-good",
    "pending": "is-wait",
    "not-adopted": "is-against",
    "no-vote": "is-against",
    "not-reached": "is-over",
    "withdrawn": "is-over",
}


class Attached(Struct, frozen=True):
    """A statement, a reservation, a declaration, or the wording that somebody proposed."""

    index: int
    at: int
    by: str
    what: str
    text: ShownText


def numbered(text: str) -> int | None:
    """The number that somebody's text is, if it is one that a record can have."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def found(request: Asked, number: int) -> tuple[str, Consultation]:
    """The consultation that is this record; 404 if it is none."""
    entry = entry_at(request.node, number)
    ref = "" if entry is None else ref_of(entry.act)
    held = request.standing.consultations.get(ref)
    if held is None:
        raise Http404
    return ref, held


def opened(request: Asked, held: Consultation) -> said.Open:
    """The act that put the text."""
    return act_at(request.node, held.index, said.Open)


def origin_of(request: Asked, held: Consultation) -> Origin:
    """The exact text, as that which another wording is made from."""
    act = opened(request, held)
    return Origin(party_of(act.by), act.text.marking)


def text_of(request: Asked, held: Consultation) -> ShownText:
    """The exact text, in words if it is sealed to this person's party."""
    return shown(request, opened(request, held).text)


def outcome(held: Consultation, result: Result) -> tuple[str, str]:
    """The word for where it stands, and its mark."""
    name = "withdrawn" if held.withdrawn is not None else result.outcome
    return word(name), MARKS.get(name, "")


def result_of(request: Asked, held: Consultation) -> Result:
    return outcome_at(request.standing, held, request.now)


def subject_words(standing: Standing, held: Consultation) -> str:
    """What is decided, in a line, from what is open to all."""
    what, more = word(decides(held)), _more(standing, held.subject)
    what = f"{what[:1].upper()}{what[1:]}"
    return named(what, more) if more else what


def _more(standing: Standing, subject: Subject) -> str:
    match subject:
        case MandateTerms():
            names = {topic.id: topic.name for topic in standing.rule_book.topics}
            return ", ".join(names.get(each, each) for each in subject.topics)
        case ContactDraft():
            return f"{subject.counterpart}, {word(subject.level)}"
        case Admission():
            return subject.party.name
        case Amendment():
            return _("version %(number)d") % {"number": subject.charter.version}
        case EndMandate():
            held = standing.consultations.get(subject.mandate)
            return "" if held is None else _("mandate %(number)d") % {"number": held.index}
    return ""


def subject_lines(standing: Standing, opened: said.Open) -> str:
    """What is decided, member by member; nothing where the kind says it all."""
    if isinstance(opened.subject, Position) and opened.subject.confirms is None:
        return ""
    subject = label("subject", "consultation.open")
    return next((line.value for line in plain(opened, standing) if line.label == subject), "")


def attached(request: Asked, held: Consultation) -> list[Attached]:
    """What was attached and declared, the oldest first: of very many the last."""
    found = []
    for each in said_of(request.node, held.said[-ROWS:]):
        act = each.act
        if isinstance(act, said.Attach):
            found.append(Attached(each.index, each.at, act.by, word(act.what), shown(request, act.text)))
        elif isinstance(act, said.Answer) and act.declaration is not None:
            text = shown(request, act.declaration)
            found.append(Attached(each.index, each.at, act.by, word(act.answer), text))
    return found
