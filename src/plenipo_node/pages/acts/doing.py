"""What this person may do about one record: the guard's own answer, each act with its form or what helps.

An act that nobody of one's party may ever say is left out; one that only this record stands against is shown
with the reason and its nearest cure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from msgspec import Struct

from plenipo.guard.may import may_say
from plenipo_node.pages.acts.act import author
from plenipo_node.pages.acts.ways import nearest
from plenipo_node.wording import acts, reasons

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from plenipo.acts import Said
    from plenipo.dialogue.views.duty import Duty
    from plenipo.guard.may import Option
    from plenipo_node.web.asking import Asked
    from plenipo_node.wording.reasons import ShownCure


class Doing(Struct, frozen=True, kw_only=True):
    """`why` is empty, and there is no `cure`, where the guard would admit it."""

    kind: str
    words: str
    href: str
    allowed: bool
    by: str
    why: str = ""
    cure: ShownCure | None = None
    example: Said | None = None


def doings(request: Asked, about: str, kinds: Mapping[str, str]) -> list[Doing]:
    """Of these kinds, in this order; each with the address of its form, or "" for the form of any act."""
    return [doing for kind, href in kinds.items() for doing in _doings(request, about, kind, href)]


def may_do(request: Asked, kind: str, about: str | None = None) -> tuple[str, list[Option]]:
    """Who of one's party would say such an act, and all about which they may say it or are refused; of
    contacts only the one that `about` names, where it names one.
    """
    by = author(request, kind, None)
    return by, may_say(request.standing, by, request.now, request.node.intake.past, kind, about)


def _doings(request: Asked, about: str, kind: str, href: str) -> Iterator[Doing]:
    by, options = may_do(request, kind, about)
    zone = request.node.config.zone
    for option in options:
        if option.about == about:
            allowed = option.state in {"may", "needs"}
            yield Doing(
                kind=kind,
                words=acts.title(kind),
                href=href or f"{reverse('act', args=[kind])}?about={about}",
                allowed=allowed,
                by=by,
                why="" if allowed else " ".join(map(reasons.sentence, option.reasons)),
                cure=None if allowed else nearest(option, request.standing, by, zone, None),
                example=option.example,
            )


def mine(duty: Duty, request: Asked) -> bool:
    """It names this person, or nobody of this person's party in particular."""
    if duty.person is not None:
        return duty.person == request.person
    return request.party in duty.parties
