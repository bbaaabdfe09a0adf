"""People and keys: the parties, whom they accredited with which functions, and with which keys those sign.

What the guard lets the reader do about a person or a key stands beside it: each is prepared here and signed
outside the browser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import path, reverse
from msgspec import Struct

from plenipo.acts.key import Revoke
from plenipo.acts.words import party_of
from plenipo.guard.may import may_say, signer_of
from plenipo.verify import Read
from plenipo_node.pages.frame.keys import ShownKey, shown_key
from plenipo_node.wording.vocabulary import word

if TYPE_CHECKING:
    from django.http import HttpResponse

    from plenipo.acts.charter import Party
    from plenipo.dialogue.records import Person
    from plenipo_node.web.asking import Asked

KINDS = ("person.accredit", "person.withdraw", "key.add")


class KeyRow(Struct, frozen=True):
    key: ShownKey
    revoke: str


class PersonRow(Struct, frozen=True, kw_only=True):
    """`add` and `withdraw` are addresses of forms, empty where the guard would refuse."""

    name: str
    functions: tuple[str, ...]
    since: int
    ended: int | None
    keys: tuple[KeyRow, ...]
    add: str = ""
    withdraw: str = ""


class PartyRow(Struct, frozen=True, kw_only=True):
    id: str
    name: str
    role: str
    gone: bool
    people: tuple[PersonRow, ...]
    sealing: int
    accredit: str = ""


def show(request: Asked) -> HttpResponse:
    allowed = _allowed(request)
    parties = [_party(request, each, allowed) for each in request.standing.rule_book.parties]
    parties.sort(key=lambda row: (row.id != request.party, row.gone))
    held = request.standing.persons[str(request.person)]
    context: dict[str, Any] = {"parties": parties, "authority": "authority" in held.functions}
    return render(request, "people.html", context)


def _allowed(request: Asked) -> dict[str, set[str | None]]:
    """What the guard would let this person say, kind by kind, about whom."""
    said = (request.standing, str(request.person), request.now, request.node.intake.past)
    return {
        kind: {option.about for option in may_say(*said, kind) if option.state in {"may", "needs"}}
        for kind in KINDS
    }


def _party(request: Asked, party: Party, allowed: dict[str, set[str | None]]) -> PartyRow:
    standing = request.standing
    people = [each for each in standing.persons.items() if party_of(each[0]) == party.id]
    people.sort(key=lambda each: (each[1].ended is not None, each[1].since, each[0]))
    own = party.id == request.party
    return PartyRow(
        id=party.id,
        name=party.name,
        role=party.role,
        gone=party.id in standing.gone,
        people=tuple(_person(request, name, held, allowed) for name, held in people),
        sealing=len(standing.sealing_keys.get(party.id, ())),
        accredit=_form("person.accredit") if own and allowed["person.accredit"] else "",
    )


def _person(request: Asked, name: str, held: Person, allowed: dict[str, set[str | None]]) -> PersonRow:
    keys = sorted(
        ((mark, key) for mark, key in request.standing.keys.items() if key.owner == name),
        key=lambda each: (each[1].revoked is not None, each[1].added, each[0]),
    )
    authority = "authority" in request.standing.persons[str(request.person)].functions
    own = name == request.person or (authority and party_of(name) == request.party)
    adds = own and held.ended is None and bool(allowed["key.add"])
    return PersonRow(
        name=name,
        functions=tuple(map(word, held.functions)),
        since=held.since,
        ended=held.ended,
        keys=tuple(
            KeyRow(
                shown_key(mark, key),
                _form("key.revoke", owner=name, key=mark) if own and _may_revoke(request, name, mark) else "",
            )
            for mark, key in keys
        ),
        add=_form("key.add", owner=name, purpose="act") if adds else "",
        withdraw=_form("person.withdraw", person=name) if name in allowed["person.withdraw"] else "",
    )


def _may_revoke(request: Asked, owner: str, mark: str) -> bool:
    """Whether the guard would admit it now."""
    standing, person = request.standing, str(request.person)
    act = Revoke(
        id="0" * 32, by=person, dialogue=standing.dialogue, seen=request.node.seen(), owner=owner, key=mark
    )
    return request.node.intake.would(Read(act, "0" * 64, (signer_of(standing, person),))).allowed


def _form(kind: str, **given: str) -> str:
    address = reverse("act", args=[kind])
    return f"{address}?{urlencode(given)}" if given else address


urlpatterns = [path("people", show, name="people")]
