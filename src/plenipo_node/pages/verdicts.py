"""A verdict as a page shows it: the answer, every reason in words, each cure as a link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import Struct

from plenipo.acts import KINDS
from plenipo.acts.words import party_of
from plenipo_node.wording import reasons as words

if TYPE_CHECKING:
    from plenipo.dialogue.standing import Standing
    from plenipo.guard.verdict import Cure, Reason, Verdict


class Way(Struct, frozen=True):
    """A cure; `href` leads to the act that would mend it, where it is this party's to say."""

    words: str
    href: str


class Against(Struct, frozen=True):
    words: str
    rule: str
    cures: tuple[Way, ...]


class Rest(Struct, frozen=True):
    words: str
    href: str


class ShownVerdict(Struct, frozen=True):
    allowed: bool
    heading: str
    reasons: tuple[Against, ...]
    flags: tuple[str, ...]
    rests_on: tuple[Rest, ...]


def shown(verdict: Verdict, standing: Standing, person: str) -> ShownVerdict:
    count = len(verdict.reasons)
    refused = ngettext(
        "Not so: %(count)s rule is against it", "Not so: %(count)s rules are against it", count
    )
    return ShownVerdict(
        allowed=verdict.allowed,
        heading=_("The guard admits it") if verdict.allowed else refused % {"count": count},
        reasons=tuple(_against(reason, person) for reason in verdict.reasons),
        flags=tuple(words.flag(flag) for flag in verdict.flags),
        rests_on=tuple(_rest(ref, standing) for ref in verdict.chain),
    )


def _against(reason: Reason, person: str) -> Against:
    rule = _("Rule %(number)s, %(name)s") % {"number": reason.rule, "name": words.rule_name(reason.rule)}
    return Against(words.sentence(reason), rule, tuple(_way(cure, person) for cure in reason.cures))


def _way(cure: Cure, person: str) -> Way:
    whose = (cure.whose or party_of(person)).partition(":")[0].partition("/")[0]
    ours = whose in {party_of(person), "partners"}
    href = reverse("act", args=[cure.act]) if cure.act in KINDS and ours else ""
    return Way(words.cure(cure), href)


def _rest(ref: str, standing: Standing) -> Rest:
    if ref == standing.dialogue:
        return Rest(_("The founding"), "/register/0")
    held = standing.record(ref)
    if held is None:
        return Rest(ref[:12], "/register")
    return Rest(_("Record %(index)s") % {"index": held.index}, f"/register/{held.index}")
