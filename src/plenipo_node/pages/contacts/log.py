"""Log a contact: the shortest form of the desk, for a phone, right after one has hung up.

1. What was planned is filled in: one looks, and signs. Otherwise level and means are all that has to be said;
   the time is now, the counterpart the charter's only one.
2. What took place is recorded however irregular. The page says beforehand which findings it will carry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plenipo.dialogue.views.contacts import ahead
from plenipo_node.forms.filling import put_instant
from plenipo_node.pages.acts.act import ActForm
from plenipo_node.pages.acts.records import reference
from plenipo_node.pages.contacts.words import title, topics_of

if TYPE_CHECKING:
    from django.http import HttpResponse, QueryDict

    from plenipo.dialogue.records import Contact
    from plenipo_node.web.asking import Asked

KIND = "contact.report"
SHORT = ("counterpart", "level", "medium", "at", "claims")  # the rest is folded away
OFFERED = 5  # plans that may be what happened: it may have come earlier by up to a day
DAY = 86_400_000  # ms


class LogForm(ActForm):
    template = "contact_log.html"

    def __init__(self, request: Asked) -> None:
        super().__init__(request, KIND)

    def _first(self) -> QueryDict:
        """The plan's members, or those that go without saying; over them what the address says."""
        said = super()._first()
        if self.again is not None:
            return said
        return self._addressed(self._about(self.request.GET.get("plan")) or self._blank(said.copy()))

    def _blank(self, data: QueryDict) -> QueryDict:
        zone = self.request.node.config.zone
        counterparts = self.request.standing.parties("counterpart")
        put_instant(data, "at", self.request.now, zone)
        data["claims"] = "nothing"
        if len(counterparts) == 1:
            data["counterpart"] = counterparts[0].id
        return data

    def planned(self) -> Contact | None:
        """What it is the report of."""
        named = self.data.get("plan", "")
        ref = reference(self.request.node, named) if named else None
        return self.request.standing.contacts.get(ref or "")

    def context(self) -> dict[str, Any]:
        context = super().context()
        every = [*context["fields"], *context["more"]]
        planned, standing = self.planned(), self.request.standing
        fields = {field.name: field for field in every}
        context |= {
            "heading": _("It happened") if planned else _("Log a contact"),
            "planned": planned,
            "planned_title": title(planned) if planned else "",
            "planned_topics": topics_of(standing, planned) if planned else "",
            "only": len(standing.parties("counterpart")) == 1,
            "field": fields,
            "more": [field for field in every if field.name not in SHORT and field.name != "plan"],
            "ahead": [] if planned else [(title(held), held) for _ref, held in self._ahead()],
        }
        return context

    def _ahead(self) -> list[tuple[str, Contact]]:
        found = ahead(self.request.standing, self.request.party or "", OFFERED)
        return [(ref, held) for ref, held in found if held.when <= self.request.now + DAY]


@require_http_methods(["GET", "POST"])
def log(request: Asked) -> HttpResponse:
    form = LogForm(request)
    if request.method == "GET":
        return form.shown()
    return form.judged() if request.by_htmx else form.prepared()


urlpatterns = [path("contacts/log", log, name="contact-log")]
