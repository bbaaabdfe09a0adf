"""The charter in plain words: who takes part, what is reserved, how decisions are taken, what is due when.

And its history: each act that changed it, with what was different afterwards, in words. Who may put a text to
the partners is led to the form that proposes a change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from msgspec import Struct

from plenipo.acts import dialogue as said
from plenipo.acts import kind_of
from plenipo.acts.codec import decode
from plenipo.acts.meanings import meaning
from plenipo.dialogue.derived import with_party
from plenipo.errors import StoreError
from plenipo_node.pages.acts.listing import caught_up, lists_of
from plenipo_node.pages.acts.records import entry_at
from plenipo_node.wording import acts
from plenipo_node.wording.charters import changes, member_words
from plenipo_node.wording.deciding import RuleWords, rule_words
from plenipo_node.wording.errors import told
from plenipo_node.wording.instants import exactly
from plenipo_node.wording.vocabulary import label, word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse

    from plenipo.acts.charter import Charter, DecisionRule
    from plenipo_node.web.asking import Asked
    from plenipo_node.wording.charters import Changed

CHANGES = ("dialogue.found", "dialogue.amend", "dialogue.admit", "dialogue.leave")
SPANS: Final = (
    "silence_minimum",
    "claim_window",
    "readout_due",
    "notice",
    "cooling_off",
    "acknowledge_within",
    "lapse",
    "delay",
    "quiet_after",
    "silent_after",
)
NUMBERS: Final = ("version", "rules", "registrar", "quorum", "receipts", "cap", "ceiling")


class Fact(Struct, frozen=True):
    label: str
    value: str
    means: str


class Decided(Struct, frozen=True):
    """How one kind of decision is taken."""

    what: str
    rule: RuleWords
    silence: bool
    final: bool
    settled: bool


class Member(Struct, frozen=True):
    id: str
    name: str
    role: str
    weight: int
    reserved: tuple[str, ...]
    gone: bool
    copies: bool


class Change(Struct, frozen=True):
    """`version` of the charter that it put into force, and what differs from the one before."""

    index: int
    at: int
    by: str
    words: str
    void: bool
    version: int | None
    differs: list[Changed]


def show(request: Asked) -> HttpResponse:
    charter = request.standing.rule_book
    topics = {topic.id: topic.name for topic in charter.topics}
    context: dict[str, Any] = {
        "charter": charter,
        "facts": [_fact(charter, name) for name in NUMBERS],
        "members": list(_members(request, charter, topics)),
        "topics": [(topic, _reserved_to(charter, topic.id)) for topic in charter.topics],
        "decisions": [_decided(what, rule) for what, rule in charter.decisions.items()],
        "spans": [_fact(charter, name) for name in SPANS],
        "more": list(_more(charter)),
        "weights": charter.weights,
        "may_propose": request.standing.role(request.party or "") == "partner"
        and "amendment" in charter.decisions,
    }
    try:
        context |= {"reach": caught_up(request.node), "changes": _changes(request)}
    except StoreError as error:
        context["trouble"] = told(error)
    return render(request, "charter.html", context)


def _fact(charter: Charter, name: str) -> Fact:
    value = getattr(charter, name)
    return Fact(label(name), exactly(value) if name in SPANS else str(value), _(meaning("Charter", name)))


def _members(request: Asked, charter: Charter, topics: dict[str, str]) -> Iterator[Member]:
    standing = request.standing
    for party in charter.parties:
        reserved = tuple(topics.get(topic, topic) for topic in sorted(standing.reserved_to(party.id)))
        gone = party.id in standing.gone
        yield Member(
            party.id, party.name, party.role, party.weight, reserved, gone, party.cosigner is not None
        )


def _reserved_to(charter: Charter, topic: str) -> str:
    return ", ".join(each.party for each in charter.reserved if topic in each.topics)


def _decided(what: str, rule: DecisionRule) -> Decided:
    return Decided(word(what), rule_words(rule), rule.silence, rule.final, rule.settled)


def _more(charter: Charter) -> Iterator[Fact]:
    """What a charter need not say."""
    for name in ("intermediaries", "consult_before", "instruct_before", "no_passkeys"):
        value = getattr(charter, name)
        if value:
            yield Fact(label(name), member_words(charter, name), _(meaning("Charter", name)))
    for party, persons in charter.deputies.items():
        yield Fact(f"{label('deputies')}, {party}", ", ".join(persons), _(meaning("Charter", "deputies")))


def _changes(request: Asked) -> list[Change]:
    """The newest first. What an act without effect says changes nothing."""
    found: list[Change] = []
    before: Charter | None = None
    for index in reversed(lists_of(request.node).of_kinds(CHANGES)):
        entry = entry_at(request.node, index)
        if entry is None:
            continue
        act, void = decode(entry.act), index in request.standing.void
        charter = act.charter if isinstance(act, said.Found | said.Amend) else None
        if isinstance(act, said.Admit) and before is not None:
            charter = with_party(before, act.party)
        differs = changes(before, charter) if before and charter else []
        words, version = acts.done(kind_of(type(act))), charter.version if charter else None
        found.append(Change(index, entry.stamp_ms, act.by, words, void, version, differs))
        before = charter if charter and not void else before
    return found[::-1]


urlpatterns = [path("charter", show, name="charter")]
