"""Where a cure leads: to the field of the form that one is in, or to the form of the act that is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from msgspec.structs import replace

from plenipo_node.wording.reasons import shown_verdict

if TYPE_CHECKING:
    from plenipo.dialogue.standing import Standing
    from plenipo.guard.verdict import Cure, Reason, Verdict
    from plenipo_node.wording.reasons import ShownVerdict

# By a cure's code: the field of a plan, offer or proposal in which it is done.
FIELDS = {
    "take-out": "#f-topics",
    "mandated-level": "#f-level",
    "mandated-medium": "#f-medium",
    "named-envoy": "#f-envoy",
    "another-person": "#f-envoy",
    "directly": "#f-through",
    "stay-within": "#f-commits",
    "plan-later": "#f-at",
}


def with_ways(
    verdict: Verdict, standing: Standing, person: str, place: dict[str, str], *, in_form: bool = True
) -> ShownVerdict:
    """As it is shown, each cure with its link. `place` are the members of the intent that go along."""
    shown = shown_verdict(verdict, standing, person)
    reasons = []
    for each, reason in zip(shown.reasons, verdict.reasons, strict=True):
        cures = [
            replace(told, href=way(cure, reason, place, in_form=in_form) or told.href)
            for told, cure in zip(each.cures, reason.cures, strict=True)
        ]
        reasons.append(replace(each, cures=tuple(cures)))
    return replace(shown, reasons=tuple(reasons))


def way(cure: Cure, reason: Reason, place: dict[str, str], *, in_form: bool) -> str:
    """Empty where the act's own form is the way, or nothing is."""
    if cure.code in FIELDS:
        return FIELDS[cure.code] if in_form else ""
    if cure.code == "ask-consent":
        asked = {"party": str(reason.facts.get("party", "")), **place}
        topics = [("topics", topic) for topic in str(reason.facts.get("topics", "")).split()]
        return f"/do/consent.ask?{urlencode([*asked.items(), *topics])}"
    if cure.code == "file-readout":
        return f"/do/readout.file?about={reason.facts.get('contact', '')}"
    if cure.code == "report":
        return "/contacts/log"
    if cure.code == "accept" and "mandate" in place:
        return f"/do/mandate.accept?about={place['mandate']}"
    return ""
