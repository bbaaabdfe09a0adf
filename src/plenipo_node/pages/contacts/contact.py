"""One contact: what it was, on what authority, what is known of it and since when, what came of it.

A plan also shows whether its go-ahead still stands, and what would cure what it lacks. Sealed texts are shown
to who can read them. Then what this person may say about it now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from msgspec import Struct
from msgspec.structs import replace

from plenipo.acts.codec import decode, ref_of
from plenipo.acts.words import party_of
from plenipo.dialogue.derived import authority, unbriefed
from plenipo.dialogue.views.finding_words import definition_of
from plenipo.dialogue.views.findings import findings_of
from plenipo.dialogue.views.knowing import knowledge_history
from plenipo.guard.standing_goaheads import lacking, present
from plenipo.guard.verdict import Verdict
from plenipo_node.pages.acts.doing import doings
from plenipo_node.pages.acts.records import entry_at
from plenipo_node.pages.acts.ways import with_ways
from plenipo_node.pages.contacts.said import briefings, texts
from plenipo_node.pages.contacts.words import names_of, states, title
from plenipo_node.wording import reasons

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse

    from plenipo.acts import Said
    from plenipo.dialogue.records import Contact
    from plenipo.dialogue.standing import Standing
    from plenipo.dialogue.views.findings import Shown
    from plenipo_node.web.asking import Asked
    from plenipo_node.wording.reasons import ShownCure, ShownVerdict

AHEAD = ("contact.report", "contact.cancel", "consent.claim")
HELD = (
    "readout.file",
    "contact.outcome",
    "contact.brief",
    "contact.confirm",
    "contact.deny",
    "contact.decline-to-confirm",
    "contact.ratify",
    "contact.disavow",
)
# What is said about this one contact, in a button's words.
SHORT = {
    "contact.report": gettext_noop("It happened"),
    "contact.cancel": gettext_noop("Cancel it"),
    "consent.claim": gettext_noop("Claim it: it touches our matters"),
    "readout.file": gettext_noop("File a readout"),
    "contact.outcome": gettext_noop("What did we get?"),
    "contact.brief": gettext_noop("Note who was told"),
    "contact.confirm": gettext_noop("A side confirmed it"),
    "contact.deny": gettext_noop("A side denied it"),
    "contact.decline-to-confirm": gettext_noop("A side would say neither"),
    "contact.ratify": gettext_noop("Confirm its authority"),
    "contact.disavow": gettext_noop("Disavow it"),
}


class Way(Struct, frozen=True):
    """What may be said about it, or why not and what would help first."""

    words: str
    href: str
    why: str = ""
    cure: ShownCure | None = None


def show(request: Asked, number: int) -> HttpResponse:
    ref, held, said = _found(request, number)
    standing, now = request.standing, request.now
    ways = _ways(request, ref, held)
    context = {
        "held": held,
        "heading": title(held),
        "states": list(states(standing, held, now)),
        "authority": authority(held),
        "topics": [_topic(standing, topic) for topic in held.topics],
        "links": _links(standing, held),
        "known": reversed(knowledge_history(standing, held, now)),
        "go_ahead": _go_ahead(request, held, said),
        "texts": list(texts(request, ref, held, said)),
        "sources": [standing.sources[each] for each in held.sources if each in standing.sources],
        "readouts": [standing.readouts[each] for each in held.readouts],
        "claims": [
            (claim, ", ".join(_topic(standing, topic)[0] for topic in claim.topics)) for claim in held.claims
        ],
        "briefings": briefings(request, held),
        "unbriefed": unbriefed(standing, held) if held.kind == "reported" else (),
        "findings": [_finding(each) for each in _findings(request, ref, held)],
        "may": [each for each in ways if not each.why],
        "may_not": [each for each in ways if each.why],
    }
    return render(request, "contact.html", context)


def _found(request: Asked, number: int) -> tuple[str, Contact, Said]:
    """Any other record, and none, is no contact."""
    entry = entry_at(request.node, number)
    if entry is None:
        raise Http404
    ref = ref_of(entry.act)
    held = request.standing.contacts.get(ref)
    if held is None:
        raise Http404
    return ref, held, decode(entry.act)


def _topic(standing: Standing, topic: str) -> tuple[str, str]:
    """Its name, and to whom it is reserved."""
    reserved = [each.party for each in standing.rule_book.reserved if topic in each.topics]
    return names_of(standing).get(topic, topic), ", ".join(reserved)


def _links(standing: Standing, held: Contact) -> dict[str, int | None]:
    """The numbers of the records that it rests on, or that rest on it."""

    def number(table: Any, ref: str | None) -> int | None:
        found = table.get(ref or "")
        return None if found is None else found.index

    return {
        "mandate": number(standing.consultations, held.mandate),
        "plan": number(standing.contacts, held.plan),
        "report": number(standing.contacts, held.report),
        "channel": number(standing.channels, held.channel),
        "ratified": number(standing.consultations, held.ratified[0] if held.ratified else None),
    }


def _go_ahead(request: Asked, held: Contact, said: Said) -> ShownVerdict | None:
    """Of a plan that is still ahead: derived again, for now and for its time."""
    if held.kind != "planned" or held.report is not None or held.cancelled is not None:
        return None
    standing = request.standing
    lacks = tuple(lacking(standing, held, request.now))
    chain = (standing.dialogue, held.mandate or "", *standing.on_text.get(held.lines or "", ()))
    verdict = Verdict(lacks, (), standing.size, standing.charter_act, () if lacks else chain)
    shown = with_ways(verdict, standing, request.person or "", request.node.config.zone, said, None)
    heading = _("The go-ahead does not stand any more") if lacks else _("The go-ahead stands")
    return replace(shown, heading=heading)


def _findings(request: Asked, ref: str, held: Contact) -> Iterator[Shown]:
    """Those that its entry brought up, then those that only the clock shows."""
    standing, now = request.standing, request.now
    yield from findings_of(standing, held.index)
    for shown in present(standing, now).clock:
        if shown.ref == ref:
            yield shown


def _finding(shown: Shown) -> dict[str, Any]:
    return {
        "words": reasons.finding(shown),
        "definition": "" if shown.by_clock else _(definition_of(shown.code)),
        "code": shown.code,
        "index": shown.index,
        "at": shown.at,
        "stays": not shown.by_clock,
    }


def _ways(request: Asked, ref: str, held: Contact) -> list[Way]:
    own = {"contact.report": f"{reverse('contact-log')}?plan={ref}"}
    found = doings(request, ref, {kind: own.get(kind, "") for kind in _kinds(request, held)})
    return [Way(_(SHORT[each.kind]), each.href, each.why, each.cure) for each in found]


def _kinds(request: Asked, held: Contact) -> list[str]:
    """What comes first stands first: the readout, until one's own party has filed it."""
    if held.kind != "reported":
        return list(AHEAD)
    filed = {party_of(request.standing.readouts[ref].by) for ref in held.readouts}
    return sorted(HELD, key=lambda kind: kind == "readout.file" and request.party in filed)


urlpatterns = [path("contacts/<int:number>", show, name="contact")]
