"""Why nothing can be planned where no mandate is in force, and the next step towards one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from msgspec import Struct

from plenipo.acts import consultation
from plenipo.acts.consultation import MandateTerms
from plenipo.acts.words import party_of
from plenipo.dialogue.derived import outcome_of
from plenipo.guard.kinds import SPEAKERS
from plenipo_node.pages.acts.against import address, each_of

if TYPE_CHECKING:
    from django.http import QueryDict

    from plenipo.dialogue.records import Consultation
    from plenipo_node.web.asking import Asked


class Missing(Struct, frozen=True):
    """What is missing, and the page on which it is mended; `href` is empty where others mend it."""

    why: str
    action: str = ""
    href: str = ""


def missing(request: Asked, data: QueryDict) -> Missing:
    """A mandate that waits for its envoy, one that the partners decide on, or none at all."""
    waiting = _waiting(request)
    if waiting is not None:
        held, outcome = waiting
        number = {"number": held.index}
        if outcome == "adopted":
            why = _("A mandate is adopted (record %(number)d), and no envoy has accepted it yet.")
            return Missing(why % number, _("Look at the mandate"), f"/mandates/{held.index}")
        why = _("The partners are deciding on a mandate (consultation %(number)d).")
        return Missing(why % number, _("Look at the consultation"), f"/consultations/{held.index}")
    why = _("No mandate is in force, so that nobody may talk for all. The partners adopt one first.")
    if request.standing.role(request.party or "") not in SPEAKERS[consultation.Open].roles:
        return Missing(why)
    return Missing(why, _("Put a mandate to the partners"), _put(request, data))


def _waiting(request: Asked) -> tuple[Consultation, str] | None:
    """The newest, if it may still come to authority."""
    standing, now = request.standing, request.now
    for ref in reversed(standing.running):
        held = standing.consultations[ref]
        if isinstance(held.subject, MandateTerms) and held.withdrawn is None and ref not in standing.mandates:
            outcome = outcome_of(standing, held, now).outcome
            if outcome in {"adopted", "pending"}:
                return held, outcome
    return None


def _put(request: Asked, data: QueryDict) -> str:
    """With what stands in the form; the envoys are one's own, the counterpart the only one."""
    persons, only = request.standing.persons, request.standing.parties("counterpart")
    own = [
        name
        for name, held in sorted(persons.items())
        if party_of(name) == request.party and held.ended is None and "envoy" in held.functions
    ]
    prefix = "subject.mandate."
    known = [
        ("subject", "mandate"),
        *each_of(prefix + "envoys", filter(None, [data.get("envoy", "")] if data.get("envoy") else own)),
        (prefix + "counterpart", data.get("counterpart") or (only[0].id if len(only) == 1 else "")),
        *each_of(prefix + "levels", data.getlist("level")),
        *each_of(prefix + "media", data.getlist("medium")),
        *each_of(prefix + "topics", data.getlist("topics")),
    ]
    return address("/consultations/open", known)
