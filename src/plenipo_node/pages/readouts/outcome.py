"""What a contact obtained, gave and left open: written in three parts, sealed as one text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from msgspec import Struct

from plenipo.acts import contact as acts
from plenipo_node.forms.reading import clean
from plenipo_node.pages.acts.short import ShortForm, about, chosen_at
from plenipo_node.pages.acts.texts import shown
from plenipo_node.pages.contacts.words import title
from plenipo_node.pages.public.spoken import ROWS, said_of

if TYPE_CHECKING:
    from django.http import HttpResponse, QueryDict

    from plenipo.dialogue.records import Contact
    from plenipo_node.forms.reading import Given
    from plenipo_node.pages.acts.texts import ShownText
    from plenipo_node.pages.public.spoken import Spoken
    from plenipo_node.web.asking import Asked

PARTS = ("obtained", "given", "left_open")


class Outcome(Struct, frozen=True):
    """One that was recorded; a later one does not take back an earlier one."""

    said: Spoken
    text: ShownText


def outcomes(request: Asked, held: Contact) -> list[Outcome]:
    """The newest first."""
    found = said_of(request.node, reversed(held.outcomes[-ROWS:]))
    return [
        Outcome(each, shown(request, each.act.text)) for each in found if isinstance(each.act, acts.Outcome)
    ]


def headings() -> dict[str, str]:
    return {"obtained": _("Obtained"), "given": _("Given"), "left_open": _("Left open")}


def joined(data: QueryDict) -> str:
    """One text of the three parts; a part without words says so. Without any there is no text."""
    said = {name: clean(data.get(name, "")) for name in PARTS}
    if not any(said.values()):
        return ""
    return "\n\n".join(f"{heading}:\n{said[name] or _('nothing')}" for name, heading in headings().items())


@chosen_at("/contacts")
@require_http_methods(["GET", "POST"])
def record(request: Asked) -> HttpResponse:
    """The form; the contact is that which the address names."""
    ref, held = about(request, "contact.outcome", "contact", request.standing.contacts)
    return OutcomeForm(
        request, "contact.outcome", template="outcome.html", fixed={"contact": [ref]}, more=_more(held)
    ).answered()


class OutcomeForm(ShortForm):
    """Its text is what stands in the three parts."""

    def read(self) -> Given:
        self.data["text"] = joined(self.data)
        self.data["title"] = _("What did we get?")
        return super().read()

    def context(self) -> dict[str, Any]:
        parts = [(name, heading, self.data.get(name, "")) for name, heading in headings().items()]
        return super().context() | {"parts": parts}


def _more(held: Contact) -> dict[str, Any]:
    return {"contact": held, "of": title(held), "back": reverse("accounts", args=[held.index])}


urlpatterns = [path("do/contact.outcome", record, name="outcome")]
