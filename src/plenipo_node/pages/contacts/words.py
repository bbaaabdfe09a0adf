"""A contact in a line: what it was, between whom, with what authority, and what is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from msgspec import Struct

from plenipo.dialogue.derived import authority
from plenipo.dialogue.views.knowing import knowledge_at
from plenipo.guard.standing_goaheads import lacking
from plenipo_node.pages.timeline.words import CONTACTS, MARKS
from plenipo_node.wording.vocabulary import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plenipo.dialogue.records import Contact
    from plenipo.dialogue.standing import Standing


class Mark(Struct, frozen=True):
    """A state in words; `css` repeats it as a mark."""

    words: str
    css: str = ""


class Row(Struct, frozen=True):
    held: Contact
    what: str
    topics: str
    states: tuple[Mark, ...]
    known: str


def title(held: Contact) -> str:
    """`Call with RU`."""
    return _(CONTACTS[held.medium]) % {"party": held.counterpart}


def topics_of(standing: Standing, held: Contact) -> str:
    """By the charter's names."""
    names = names_of(standing)
    return ", ".join(names.get(topic, topic) for topic in held.topics)


def names_of(standing: Standing) -> dict[str, str]:
    return {topic.id: topic.name for topic in standing.rule_book.topics}


def row(standing: Standing, held: Contact, now: int) -> Row:
    return Row(
        held=held,
        what=title(held),
        topics=topics_of(standing, held),
        states=tuple(states(standing, held, now)),
        known=word(knowledge_at(standing, held, now) or held.kind),
    )


def states(standing: Standing, held: Contact, now: int) -> Iterator[Mark]:
    """Its authority; of a plan, whether it still has its go-ahead; and what became of it."""
    if held.superseded is not None:
        yield Mark(_("corrected by a later record"), "is-over")
    if held.cancelled is not None:
        yield Mark(_("cancelled"), "is-over")
    elif held.kind == "planned" and held.report is None:
        stands = next(lacking(standing, held, now), None) is None
        yield Mark(_("go-ahead stands"), "is-good") if stands else Mark(_("go-ahead fell"), "is-against")
    elif held.kind == "planned":
        yield Mark(_("took place"), "is-good")
    else:
        shown = authority(held)
        yield Mark(word(shown), MARKS.get(shown, ""))


def haystack(standing: Standing, held: Contact) -> str:
    """All that is open of a contact, as people write it, to look words up in."""
    parties = {party.id: party.name for party in standing.rule_book.parties}
    named = (held.party, held.counterpart, held.through or "")
    said = (
        str(held.index),
        held.envoy or "",
        *named,
        *(parties.get(name, "") for name in named),
        word(held.level),
        word(held.medium),
        word(authority(held)),
        *held.topics,
        topics_of(standing, held),
    )
    return " ".join(said).casefold()
