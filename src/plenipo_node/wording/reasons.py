"""Verdicts, findings, duties and counts, in the reader's language: the core's sentences, looked up first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import Struct

from plenipo import consultation
from plenipo.dialogue.views.duty_words import OTHERWISE, what_to_do
from plenipo.guard import explain
from plenipo_node.wording.instants import span, when
from plenipo_node.wording.vocabulary import word

if TYPE_CHECKING:
    from plenipo.consultation import Result
    from plenipo.dialogue.entered import Flag
    from plenipo.dialogue.standing import Standing
    from plenipo.dialogue.views.duty import Duty
    from plenipo.dialogue.views.findings import Shown
    from plenipo.guard.verdict import Cure, Reason, Verdict

# The kind of act that a cure names is where its link leads, not a word of its sentence.
TONGUE = explain.Tongue(template=_, word=word, kind=lambda _kind: "", at=when, span=span)


class ShownCure(Struct, frozen=True):
    words: str
    href: str = ""


class ShownReason(Struct, frozen=True):
    words: str
    rule: str
    cures: tuple[ShownCure, ...]


class Basis(Struct, frozen=True):
    """An act that an authority rests on."""

    words: str
    href: str


class ShownVerdict(Struct, frozen=True):
    allowed: bool
    heading: str
    reasons: tuple[ShownReason, ...]
    flags: tuple[str, ...]
    rests_on: tuple[Basis, ...]


def shown_verdict(verdict: Verdict, standing: Standing) -> ShownVerdict:
    """As the page shows it. Where its cures lead, the page says."""
    count = len(verdict.reasons)
    refused = ngettext(
        "The guard refuses it, for %(count)d reason", "The guard refuses it, for %(count)d reasons", count
    )
    return ShownVerdict(
        allowed=verdict.allowed,
        heading=_("The guard allows it") if verdict.allowed else refused % {"count": count},
        reasons=tuple(map(_reason, verdict.reasons)),
        flags=tuple(map(flag, verdict.flags)),
        rests_on=tuple(found for ref in verdict.chain if (found := _basis(standing, ref))),
    )


def rule_name(number: int) -> str:
    """What a rule is about."""
    return explain.rule_name(number, TONGUE)


def sentence(reason: Reason) -> str:
    """What is wrong."""
    return explain.sentence(reason, TONGUE)


def cure(cure: Cure) -> str:
    """What would help."""
    return explain.cure_sentence(cure, TONGUE)


def flag(flag: Flag) -> str:
    """What is irregular, as it is judged."""
    return explain.flag_sentence(flag.code, flag.about, flag.facts, TONGUE)


def finding(shown: Shown) -> str:
    """What is irregular, with its facts; one that only the clock shows by its definition."""
    if shown.by_clock:
        return _(shown.definition)
    return explain.flag_sentence(shown.code, shown.about, shown.facts, TONGUE)


def duty(duty: Duty) -> str:
    """What is to be done."""
    return what_to_do(duty, when, _, word)


def what_if_nothing(duty: Duty) -> str:
    """What happens if nothing is done."""
    return _(OTHERWISE[duty.otherwise])


def count(result: Result) -> tuple[str, ...]:
    """How a consultation was counted, sentence by sentence."""
    return consultation.explain(result, _, when)


def _reason(reason: Reason) -> ShownReason:
    rule = _("Rule %(number)d: %(name)s") % {"number": reason.rule, "name": rule_name(reason.rule)}
    return ShownReason(sentence(reason), rule, tuple(ShownCure(cure(each)) for each in reason.cures))


def _basis(standing: Standing, ref: str) -> Basis | None:
    if ref == standing.dialogue:
        return Basis(_("the founding"), "/register/0")
    found = standing.record(ref)
    if found is None:
        return None
    return Basis(_("record %(number)d") % {"number": found.index}, f"/register/{found.index}")
