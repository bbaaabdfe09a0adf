"""Short forms for what is said of a mandate: accept, suspend, resume, report, end it early.

The mandate stands there in words, and what the act would bring about: how full the cap is then, and how many
planned contacts and proposals lose the go-ahead that they have now. The guard's verdict comes beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from plenipo.acts.consultation import MandateTerms
from plenipo.dialogue.derived import interlocutors
from plenipo.dialogue.reporting import calendar
from plenipo.dialogue.shelves import waiting
from plenipo.guard.standing_goaheads import lacking
from plenipo_node.forms.filling import local
from plenipo_node.pages.acts.doing import may_do
from plenipo_node.pages.acts.short import ShortForm, named
from plenipo_node.pages.acts.texts import shown
from plenipo_node.pages.consents.page import named as topics_named
from plenipo_node.pages.decisions.consulting import opened
from plenipo_node.wording.instants import when

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plenipo.dialogue.records import Consultation, Contact, Mandate, Proposal
    from plenipo.dialogue.standing import Standing
    from plenipo_node.forms.reading import Given
    from plenipo_node.web.asking import Asked

ONLY = {"mandate.suspend": ("reason",), "mandate.report": ("text",)}


@require_http_methods(["GET", "POST"])
def do(request: Asked, what: str) -> HttpResponse:
    """The form for one of these acts on the mandate that it names; who names none chooses one first, if there
    are several.
    """
    kind = f"mandate.{what}"
    ref = named(request, kind, "mandate")
    if request.method == "GET" and not ref and not request.GET:
        ref = _only(request, kind)
        if not ref:
            return HttpResponseRedirect(reverse("mandates"))
    decided = request.standing.consultations.get(ref)
    if decided is None or not isinstance(decided.subject, MandateTerms):
        raise Http404
    form = MandateForm(
        request,
        kind,
        template="mandate_do.html",
        fixed={"mandate": [ref]} | _decision(request, kind, ref),
        only=ONLY.get(kind, ()),
        more=_shown(request, ref, decided),
    )
    form.ref = ref
    return form.answered()


def _only(request: Asked, kind: str) -> str:
    """The one mandate of which this may be said now; "" if there is none, or a choice."""
    found = {each.about for each in may_do(request, kind)[1] if each.about and each.state == "may"}
    return next(iter(found)) if len(found) == 1 else ""


def _decision(request: Asked, kind: str, ref: str) -> dict[str, list[str]]:
    """The adopted decision that an early end rests on, if the guard knows one on which it may."""
    if kind != "mandate.revoke":
        return {}
    options = [each for each in may_do(request, kind)[1] if each.about == ref and each.state == "may"]
    named_in = [getattr(each.example, "decision", None) for each in options]
    return {"decision": [each for each in named_in if each][:1] if None not in named_in else []}


def _shown(request: Asked, ref: str, decided: Consultation) -> dict[str, Any]:
    terms = decided.subject
    assert isinstance(terms, MandateTerms)  # noqa: S101 looked up before
    act = opened(request, decided)
    return {
        "ref": ref,
        "number": decided.index,
        "terms": terms,
        "topics": topics_named(request.standing, terms.topics),
        "text": shown(request, act.text),
        "red_lines": [shown(request, text) for text in terms.red_lines],
        "back": reverse("mandate", args=[decided.index]),
    }


class MandateForm(ShortForm):
    """About one mandate. A report is for a day of its calendar, chosen among those that are open."""

    ref: str

    def read(self) -> Given:
        given = super().read()
        if self.kind == "mandate.report" and "due" not in given.values:
            given.faults.pop("due", None)
            chosen = self.data.get("day", "")
            found = next((due for due, _words in self._days() if str(due) == chosen), None)
            if found is None:
                given.faults["due"] = _("Choose the day that the report is for.")
            else:
                given.values["due"] = found
        return given

    def context(self) -> dict[str, Any]:
        days = self._days() if self.kind == "mandate.report" else []
        chosen = self.data.get("day") or self._asked(days)
        return super().context() | {
            "days": [(str(due), words, str(due) == chosen) for due, words in days],
            "follows": list(self._follows()),
            "fault": self.given.faults.get("due", ""),
        }

    def _asked(self, days: list[tuple[int, str]]) -> str:
        """The day that the address names, to the minute; else the only one, or the first."""
        typed, zone = self.data.get("due", ""), self.data.get("due-zone") or self.request.node.config.zone
        among = [str(due) for due, _words in days]
        return next((str(due) for due, _words in days if typed and local(due, zone) == typed), "") or (
            among[0] if among else ""
        )

    def _days(self) -> list[tuple[int, str]]:
        held = self.request.standing.mandates.get(self.ref)
        if held is None:
            return []
        names = {
            "final-report": _("Final report, due %(day)s"),
            "progress-report": _("Progress report, due %(day)s"),
            "report-under-mandate": _("Regular report, due %(day)s"),
        }
        now = self.request.now
        open_ones = [day for day in calendar(held, now) if not day.made and day.opens <= now]
        return [(day.due, names[day.kind] % {"day": when(day.due)}) for day in open_ones]

    def _follows(self) -> Iterator[str]:
        """What the act brings about, in plain sentences."""
        standing, now = self.request.standing, self.request.now
        held = standing.mandates.get(self.ref)
        talking = interlocutors(standing, now)
        if self.kind == "mandate.accept":
            yield _("%(who)s may then act under it, until its day.") % {"who": self.by}
            yield self._cap(talking | {self.by})
        elif self.kind == "mandate.report":
            yield _("The report is sealed to the partners; it stands in the mandate's calendar.")
        elif held is None:
            return
        elif self.kind == "mandate.suspend":
            yield _("Its envoys may not act under it until your party resumes it. They still count.")
            yield self._cap(talking)
            yield from _lost(standing, self.ref, now)
        elif self.kind == "mandate.resume":
            if len(held.suspended) > 1:
                yield _("Another party has suspended it too: it stays suspended until that party resumes it.")
            else:
                yield _("Its envoys may act under it again, and go-aheads that rest on it stand again.")
        else:
            yield _("It ends for good. A new mandate takes a new decision.")
            yield self._cap(_without(standing, self.ref, held, now))
            yield from _lost(standing, self.ref, now)

    def _cap(self, talking: set[str]) -> str:
        cap = self.request.standing.rule_book.cap
        return _("The cap then counts %(count)d of %(cap)d.") % {"count": len(talking), "cap": cap}


def _without(standing: Standing, ref: str, held: Mandate, now: int) -> set[str]:
    """Who still counts once this mandate is over: those that another mandate names too."""
    others = (standing.mandates[each] for each, ends in standing.live.items() if each != ref and ends > now)
    still = {envoy for other in others for envoy in other.accepted}
    return {envoy for envoy in interlocutors(standing, now) if envoy in still or envoy not in held.accepted}


def _lost(standing: Standing, ref: str, now: int) -> Iterator[str]:
    """What rests on it and has its go-ahead now."""
    plans = [standing.contacts[each] for each in waiting(standing, "ahead")]
    ahead = [c for c in plans if c.kind == "planned" and c.report is None and c.cancelled is None]
    if count := _standing_under(standing, ref, ahead, now):
        yield ngettext(
            "%(count)d planned contact under it loses its go-ahead.",
            "%(count)d planned contacts under it lose their go-ahead.",
            count,
        ) % {"count": count}
    texts = [standing.proposals[each] for each in waiting(standing, "texts")]
    tabled = [p for p in texts if p.withdrawn is None and p.answer is None]
    if count := _standing_under(standing, ref, tabled, now):
        yield ngettext(
            "%(count)d proposal under it loses its go-ahead.",
            "%(count)d proposals under it lose their go-ahead.",
            count,
        ) % {"count": count}


def _standing_under(standing: Standing, ref: str, held: Sequence[Contact | Proposal], now: int) -> int:
    return sum(each.mandate == ref and not any(lacking(standing, each, now)) for each in held)


def _form(what: str) -> Any:
    return path(f"do/mandate.{what}", do, {"what": what}, name=f"mandate-{what}")


urlpatterns = [_form(what) for what in ("accept", "suspend", "resume", "report", "revoke")]
