"""Report pressure: who was pressed, by whom, what happened, and which records it is tied to.

It is a concerned party's own word. Nothing in the desk ever asks for it, and none is owed.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plenipo.dialogue.shelves import waiting
from plenipo_node.forms.choices import Choice
from plenipo_node.pages.acts.short import ShortForm
from plenipo_node.wording.instants import day
from plenipo_node.wording.vocabulary import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse

    from plenipo_node.web.asking import Asked

OFFERED = 8  # of each sort of record
LOOKED = 200


class PressureForm(ShortForm):
    """The matters reserved to the party come first; records to which it may be tied are offered."""

    def context(self) -> dict[str, Any]:
        context, standing, party = super().context(), self.request.standing, self.request.party or ""
        own = standing.reserved_to(party)
        fields = {field.name: field for field in context["fields"]}
        fields["topics"].choices.sort(key=lambda each: each.value not in own)
        fields["source"].choices = [each for each in fields["source"].choices if each.value != party]
        offered = list(_records(self.request, party))
        chosen = self.data.getlist("linked")
        known = {each.value for each in offered}
        return context | {
            "by_name": fields,
            "pressed": next((each.name for each in standing.rule_book.parties if each.id == party), party),
            "records": [(each.value, each.label, each.value in chosen) for each in offered],
            "others": ", ".join(each for each in chosen if each not in known),
        }


def _records(request: Asked, party: str) -> Iterator[Choice]:
    """Requests to the party, planned contacts, and what the partners decide on now; the newest first."""
    standing = request.standing
    asks = islice(reversed(standing.asks.items()), LOOKED)
    for ref, ask in islice(((ref, ask) for ref, ask in asks if ask.party == party), OFFERED):
        told = _("record %(number)d: request for consent by %(who)s, %(day)s")
        yield Choice(ref, told % {"number": ask.index, "who": ask.by, "day": day(ask.at)})
    for ref in islice(waiting(standing, "ahead"), OFFERED):
        held = standing.contacts[ref]
        told = _("record %(number)d: contact planned for %(day)s, %(how)s")
        how = f"{word(held.level)}, {word(held.medium)}"
        yield Choice(ref, told % {"number": held.index, "day": day(held.when), "how": how})
    running = [(ref, standing.consultations[ref]) for ref in islice(standing.running, OFFERED)]
    for ref, open_one in running:
        what = word(str(open_one.subject.__struct_config__.tag))
        told = _("record %(number)d: consultation, %(what)s")
        yield Choice(ref, told % {"number": open_one.index, "what": what})


@require_http_methods(["GET", "POST"])
def report(request: Asked) -> HttpResponse:
    form = PressureForm(
        request,
        "pressure.report",
        template="pressure_report.html",
        fixed={},
        only=("source", "text", "topics", "linked"),
        more={"back": reverse("consents")},
    )
    return form.answered()


urlpatterns = [path("do/pressure.report", report, name="pressure-report")]
