"""The items of a timeline in words: for the table, for the titles of the drawing's marks, for its rows."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext, pgettext
from msgspec import Struct

from plenipo.acts.words import LEVELS
from plenipo_node.drawing import Words
from plenipo_node.wording.instants import day, when
from plenipo_node.wording.vocabulary import named, word

if TYPE_CHECKING:
    from collections.abc import Callable

    from plenipo.dialogue.views.knowing import Knew
    from plenipo.dialogue.views.timeline import Item

CONTACTS = {
    "call": gettext_noop("Call with %(party)s"),
    "visit": gettext_noop("Visit with %(party)s"),
    "meeting": gettext_noop("Meeting with %(party)s"),
    "letter": gettext_noop("Letter to %(party)s"),
    "message": gettext_noop("Message to %(party)s"),
    "video": gettext_noop("Video talk with %(party)s"),
}
ANSWERS = {
    "accepted": gettext_noop("An offer to talk was accepted"),
    "declined": gettext_noop("An offer to talk was declined"),
    "left-unanswered": gettext_noop("An offer to talk was left unanswered on purpose"),
}
CONSENTS = {
    "consent-asked": gettext_noop("Consent was asked"),
    "consent-given": gettext_noop("Consent was given"),
    "consent-disclaimed": gettext_noop("It touches nothing of theirs"),
    "consent-refused": gettext_noop("Consent was refused"),
    "consent-withdrawn": gettext_noop("Consent was withdrawn"),
    "conditions-met": gettext_noop("The conditions of a consent are met"),
}
# The class of a state's mark; a state without one is neutral.
MARKS = {
    **dict.fromkeys(("mandated", "ratified", "in force", "adopted", "accepted"), "is-good"),
    **dict.fromkeys(("not yet", "pending"), "is-wait"),
    **dict.fromkeys(("unauthorised", "disavowed", "revoked", "not-adopted", "declined"), "is-against"),
    **dict.fromkeys(("ended", "withdrawn", "not-reached", "no-vote", "left-unanswered"), "is-over"),
    "suspended": "is-held",
}
STATES = ("authority", "state", "outcome", "answer")


class Row(Struct, frozen=True):
    """An item as the table shows it; `known` is how knowledge of a contact changed, newest first, and since
    when where it did. A silence is told in `days`, anything else by its instants.
    """

    item: Item
    what: str
    about: str
    who: str
    levels: str
    state: str
    mark: str
    known: tuple[tuple[str, str], ...]
    amiss: str
    days: str

    @property
    def lasts(self) -> bool:
        return self.item.until is not None and self.item.kind != "contact"


def stretch(first: int, last: int) -> str:
    """From one day to another."""
    return _("%(first)s to %(last)s") % {"first": day(first), "last": day(last)}


def row(item: Item) -> Row:
    facts = item.facts
    state = next((str(facts[name]) for name in STATES if name in facts), "")
    topics = facts.get("topics", ())
    return Row(
        item=item,
        what=_what(item),
        about=", ".join(map(word, topics)) if isinstance(topics, tuple) else "",
        who=_who(item),
        levels=", ".join(map(word, item.levels)) if item.kind != "gap" else "",
        state=word(state) if state else "",
        mark=MARKS.get(state, ""),
        known=tuple((_since(item, knew), _known(knew.knowledge, knew.side)) for knew in reversed(item.knew)),
        amiss=_amiss(item),
        days=stretch(item.at, item.until or item.at) if item.kind == "gap" else "",
    )


def _since(item: Item, knew: Knew) -> str:
    return _("since %(day)s") % {"day": day(knew.since)} if len(item.knew) > 1 else ""


def _known(knowledge: str, side: str | None) -> str:
    if side is None:
        return word(knowledge)
    return _("%(known)s (%(party)s)") % {"known": word(knowledge), "party": side}


def _amiss(item: Item) -> str:
    if "cancelled" in item.facts:
        return _("cancelled")
    return _("corrected by a later record") if "superseded" in item.facts else ""


def _what(item: Item) -> str:
    told = WHAT.get(item.kind)
    return _(CONSENTS[item.kind]) if told is None else told(item)


def _contact(item: Item) -> str:
    named = CONTACTS.get(str(item.facts["medium"]), gettext_noop("Contact with %(party)s"))
    return _(named) % {"party": item.parties[-1] if len(item.parties) < 2 else item.parties[1]}


def _offer(item: Item) -> str:
    told = _("Our offer to talk: %(medium)s") if item.facts["ours"] else _("Their offer to talk: %(medium)s")
    return told % {"medium": word(str(item.facts["medium"]))}


def _consultation(item: Item) -> str:
    named = {"what": word(str(item.facts["decides"])), "procedure": word(str(item.facts["procedure"]))}
    return _("Consultation: %(what)s (%(procedure)s)") % named


def _gap(item: Item) -> str:
    count = int(str(item.facts["days"]))
    told = ngettext("%(count)d day without a contact", "%(count)d days without a contact", count)
    return told % {"count": count}


WHAT: dict[str, Callable[[Item], str]] = {
    "contact": _contact,
    "offer": _offer,
    "offer-answered": lambda item: _(ANSWERS[str(item.facts["answer"])]),
    "offer-lapsed": lambda _item: _("An offer to talk lapsed without an answer"),
    "mandate": lambda item: _("Mandate: %(reach)s") % {"reach": word(str(item.facts["reach"]))},
    "consultation": _consultation,
    "gap": _gap,
}


def _who(item: Item) -> str:
    facts = item.facts
    if item.kind == "gap":
        return ""
    if item.kind == "mandate":
        envoys = facts["envoys"]
        return ", ".join(envoys) if isinstance(envoys, tuple) and envoys else item.parties[0]
    if item.kind == "consultation":
        return ", ".join(item.parties)
    if item.kind == "consent-asked":
        return _("%(asker)s of %(party)s") % {"asker": facts["asker"], "party": item.parties[0]}
    who = str(facts.get("envoy", item.parties[0]))
    if "through" in facts:
        return _("%(who)s, through %(party)s") % {"who": who, "party": facts["through"]}
    return who


def said(item: Item) -> str:
    """All of it in a line, for the title of a mark."""
    shown = row(item)
    if shown.days:
        return named(shown.days, shown.what)
    known = shown.known[0][1] if shown.known else ""
    parts = (shown.what, shown.levels, shown.who, shown.about, shown.state, known, shown.amiss)
    told = ", ".join(part for part in parts if part)
    if shown.lasts and item.until is not None:
        return named(stretch(item.at, item.until), told)
    return named(when(item.at), told)


def many() -> Callable[[int, int, int, int], str]:
    """Words for marks that became one, each written once: the same stretch is told in many a row, and the
    same mark in both pictures.
    """
    known = cache(stretch)

    @cache
    def told(count: int, first: int, last: int, irregular: int) -> str:
        parts = [ngettext("%(count)d item", "%(count)d items", count) % {"count": count}, known(first, last)]
        if irregular:
            amiss = ngettext("%(count)d of them irregular", "%(count)d of them irregular", irregular)
            parts.append(amiss % {"count": irregular})
        return ", ".join(parts)

    return told


def letters() -> dict[str, str]:
    """A medium's letter in its mark."""
    return {
        "call": pgettext("letter for a call", "C"),
        "visit": pgettext("letter for a visit", "V"),
        "meeting": pgettext("letter for a meeting", "M"),
        "letter": pgettext("letter for a letter", "L"),
        "message": pgettext("letter for a message", "T"),
        "video": pgettext("letter for a video talk", "D"),
    }


def words(summary: str) -> Words:
    heads = {
        "gap": _("No contact"),
        "offer": _("Offers"),
        "mandate": _("Mandates"),
        "consultation": _("Decisions"),
        "consent": _("Consent"),
        "others": _("others"),
        "tracks": _("Other tracks"),
    }
    return Words(
        title=_("Timeline"),
        summary=summary,
        now=pgettext("timeline", "now"),
        rows=heads | {level: word(level).capitalize() for level in LEVELS} | {"senior": _senior()},
        months=_months(),
        letters=letters(),
        item=said,
        bar=_label,
        many=many(),
        days=lambda days: pgettext("short", "%(count)d d") % {"count": days},
    )


def _months() -> tuple[str, ...]:
    short = pgettext("the form of a month's short name", "M")
    return tuple(date_format(date(2000, number, 1), short) for number in range(1, 13))


def _senior() -> str:
    """Short where the word is long: a row's name has little room."""
    return pgettext("a row's short name", "Senior")


def _label(item: Item) -> str:
    return _who(item) if item.kind == "mandate" else word(str(item.facts["decides"]))
