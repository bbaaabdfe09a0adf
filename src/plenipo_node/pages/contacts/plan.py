"""Plan a contact, or put a text on the table: the guard answers beside the form as one types.

1. The form begins with what the guard would allow: a mandate that reaches so far, its envoy, and its topics
   that are reserved to nobody.
2. Each reason against it is shown with its cures, and each cure leads there. To take a matter out comes
   before asking for consent to it.
3. A consent counts for one exact text. So a text that was put to others can be taken over as it stands there.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from msgspec import Struct
from msgspec.structs import replace

from plenipo.acts.codec import decode
from plenipo.acts.consultation import ContactDraft, Position
from plenipo.acts.contact import Plan
from plenipo.acts.words import Text, party_of
from plenipo.dialogue.shelves import before
from plenipo.dialogue.views.status import mandate_lines
from plenipo.guard.may import may_say
from plenipo_node.forms.filling import data_of
from plenipo_node.pages.acts.act import ActForm
from plenipo_node.pages.acts.records import entry_at, reference
from plenipo_node.pages.contacts.missing import missing
from plenipo_node.pages.contacts.words import names_of
from plenipo_node.wording.instants import day
from plenipo_node.wording.vocabulary import word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http import HttpResponse, QueryDict

    from plenipo.acts import Said
    from plenipo_node.forms.reading import Given
    from plenipo_node.web.asking import Asked

TEXTS = {"contact.plan": "lines", "proposal.table": "text"}  # the member that is the exact text
OWN = ("mandate", "envoy", "counterpart", "level", "medium", "topics", "at", "lines", "text")
OFFERED = 20  # texts that can be taken over, of each sort
LATEST = 2**53
HOUR = 3_600_000
WRITING = 15 * 60_000  # ms that a plan takes to be written
BEST = ("may", "needs", "may-not", "nothing")


class Offered(Struct, frozen=True):
    """A choice with a line of explanation."""

    value: str
    words: str
    more: str
    chosen: bool


class IntentForm(ActForm):
    template = "contact_plan.html"

    def _first(self) -> QueryDict:
        said = super()._first()
        if self.again is not None or self.request.GET.get("about"):
            return said
        return self._addressed(self._allowed(said.get("mandate")) or said.copy())

    def _allowed(self, mandate: str | None) -> QueryDict | None:
        """The guard's own candidate: one that is allowed before one that needs more."""
        request = self.request
        wished = reference(request.node, mandate) if mandate else None
        past, person = request.node.intake.past, request.person or ""
        options = [
            option
            for option in may_say(request.standing, person, request.now, past, self.kind)
            if option.about is not None and wished in {None, option.about}
        ]
        options.sort(key=lambda option: BEST.index(option.state))
        if not options or options[0].example is None:
            return None
        return data_of(_later(options[0].example), self.shapes, request.node.config.zone)

    def read(self) -> Given:
        """A text taken over stands for what was typed."""
        given = super().read()
        taken = self.data.get("taken", "").strip()
        if taken:
            text = text_of(self.request, taken)
            if text is None:
                given.faults["taken"] = _("That record has no text to take over.")
            else:
                given.texts[TEXTS[self.kind]] = text
        return given

    def context(self) -> dict[str, Any]:
        context = super().context()
        every = [*context["fields"], *context["more"]]
        standing = self.request.standing
        mandates = list(self._mandates())
        context |= {
            "field": {field.name: field for field in every},
            "text_field": TEXTS[self.kind],
            "only": len(standing.parties("counterpart")) == 1,
            "mandates": mandates,
            "missing": None if mandates else missing(self.request, self.data),
            "envoys": self._envoys(),
            "topics": list(self._topics()),
            "texts": list(self._texts()),
            "taken": self.data.get("taken", ""),
            "more": [field for field in every if field.name not in OWN],
        }
        return context

    def _mandates(self) -> Iterator[Offered]:
        """Those that have not ended, with what each covers."""
        standing, names = self.request.standing, names_of(self.request.standing)
        chosen = reference(self.request.node, self.data.get("mandate", "") or "-")
        for line in mandate_lines(standing, self.request.now):
            covers = (
                ", ".join(line.envoys),
                ", ".join(map(word, line.levels)),
                ", ".join(map(word, standing.mandates[line.ref].terms.media)),
                ", ".join(names.get(topic, topic) for topic in line.topics),
                word(line.reach),
                _("until %(day)s") % {"day": day(line.ends)},
            )
            words = _("Record %(number)d, %(state)s") % {"number": line.index, "state": word(line.state)}
            yield Offered(line.ref, words, " · ".join(covers), line.ref == chosen)

    def _envoys(self) -> list[str]:
        """One's own party's persons who may talk, and whoever stands in the form."""
        persons = self.request.standing.persons
        own = [
            name
            for name, held in sorted(persons.items())
            if party_of(name) == self.request.party and held.ended is None and "envoy" in held.functions
        ]
        return list(dict.fromkeys([*own, *filter(None, [self.data.get("envoy")])]))

    def _topics(self) -> Iterator[Offered]:
        standing = self.request.standing
        chosen = set(self.data.getlist("topics"))
        for topic in standing.rule_book.topics:
            parties = [each.party for each in standing.rule_book.reserved if topic.id in each.topics]
            more = _("Reserved to %(who)s: needs its consent to the exact text.") % {
                "who": ", ".join(parties)
            }
            yield Offered(topic.id, topic.name, more if parties else "", topic.id in chosen)

    def _texts(self) -> Iterator[Offered]:
        """What was put to a concerned party or to the partners, the newest first. Of what others asked only
        what was consented to: nobody is shown whom to lean on.
        """
        standing, taken = self.request.standing, self.data.get("taken", "")
        for ref in dict.fromkeys(islice(before(standing, "asks", LATEST), OFFERED)):
            ask = standing.asks[ref]
            if ask.answered not in {"given", "disclaimed"} and party_of(ask.by) != self.request.party:
                continue
            words = _("Record %(number)d, asked of %(party)s")
            if ask.answered:
                words = _("Record %(number)d, asked of %(party)s: %(state)s")
            said = words % {"number": ask.index, "party": ask.party, "state": word(ask.answered or "")}
            yield Offered(ref, said, "", taken == ref)
        for ref in islice(before(standing, "consultations", LATEST), OFFERED):
            held = standing.consultations[ref]
            if isinstance(held.subject, ContactDraft | Position):
                said = _("Record %(number)d, put to the partners") % {"number": held.index}
                yield Offered(ref, said, "", taken == ref)


def _later(example: Said) -> Said:
    """The first instant allowed is too early once the plan is written: a full hour after it."""
    if not isinstance(example, Plan):
        return example
    return replace(example, at=-(-(example.at + WRITING) // HOUR) * HOUR)


def text_of(request: Asked, named: str) -> Text | None:
    """The sealed text of the record that a number or reference names."""
    ref = reference(request.node, named)
    held = None if ref is None else request.standing.record(ref)
    entry = None if held is None else entry_at(request.node, held.index)
    text = None if entry is None else getattr(decode(entry.act), "text", None)
    return text if isinstance(text, Text) else None


def _view(kind: str) -> Callable[[Asked], HttpResponse]:
    @require_http_methods(["GET", "POST"])
    def view(request: Asked) -> HttpResponse:
        form = IntentForm(request, kind)
        if request.method == "GET":
            return form.shown()
        return form.judged() if request.by_htmx else form.prepared()

    return view


urlpatterns = [
    path("contacts/plan", _view("contact.plan"), name="contact-plan"),
    path("proposals/table", _view("proposal.table"), name="proposal-table"),
]
