"""Where a cure leads: to the field in which it is done, or to the page or form of the act that is missing.

1. What the verdict and the act know stands in that form already. Texts never travel in an address.
2. What is another party's to do leads to the page on which it can be followed, if there is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from plenipo.acts import kind_of
from plenipo_node.forms.fields import shapes_of
from plenipo_node.pages.acts.against import Against
from plenipo_node.pages.acts.cures import WAYS
from plenipo_node.wording.reasons import ShownCure, cure, shown_verdict

if TYPE_CHECKING:
    from plenipo.acts import Said
    from plenipo.dialogue.standing import Standing
    from plenipo.guard.may import Option
    from plenipo.guard.verdict import Verdict
    from plenipo_node.wording.reasons import ShownVerdict

# By a cure's code: the fields in which it is done, as far as the act has them.
FIELDS: dict[str, tuple[str, ...]] = {
    "add-recipient": ("recipients",),
    "another-person": ("envoy",),
    "answer-for-oneself": ("on_behalf",),
    "by-vote": ("procedure",),
    "declare": ("declaration",),
    "directly": ("through",),
    "later-deadline": ("deadline",),
    "leave-out": ("recipients",),
    "leave-text-out": ("lines", "text"),
    "lower-ceiling": ("subject.mandate.ceiling",),
    "lower-grade": ("grade",),
    "mandated-level": ("level",),
    "mandated-medium": ("medium",),
    "name-consent-by": ("consent_by",),
    "name-report-day": ("due",),
    "named-envoy": ("envoy",),
    "new-key": ("keys", "key"),
    "new-text": ("text",),
    "plan-later": ("at",),
    "say-reported": ("known",),
    "state-matters": ("matters",),
    "stay-within": ("commits",),
    "take-out": ("topics",),
}
PLACES = {"deadline": "f-preset"}  # where the short form has the field in another's frame


def with_ways(  # noqa: PLR0913, PLR0917 a verdict, and all that its links are made of
    verdict: Verdict,
    standing: Standing,
    person: str,
    zone: str,
    said: Said | None,
    form: str | None,
    *,
    signing: bool = False,
) -> ShownVerdict:
    """As it is shown, each cure with its link. `form` is the address at which the act is written: "" in that
    form itself, None where there is none. `signing`: on the page where it is signed.
    """
    shown = shown_verdict(verdict, standing)
    reasons = []
    for each, reason in zip(shown.reasons, verdict.reasons, strict=True):
        cures = tuple(
            replace(told, href=way(Against(standing, person, zone, reason, one, said), form, signing=signing))
            for told, one in zip(each.cures, reason.cures, strict=True)
        )
        reasons.append(replace(each, cures=cures))
    return replace(shown, reasons=tuple(reasons))


def nearest(option: Option, standing: Standing, person: str, zone: str, form: str | None) -> ShownCure | None:
    """The cure that the guard calls the nearest, with its link."""
    for reason in option.reasons:
        if option.cure is not None and option.cure in reason.cures:
            against = Against(standing, person, zone, reason, option.cure, option.example)
            return ShownCure(cure(option.cure), way(against, form))
    return None


def way(against: Against, form: str | None, *, signing: bool = False) -> str:
    """Empty where nothing at the desk is the way."""
    code = against.cure.code
    if code == "sign-outside-browser" and signing:
        return "#outside"
    if code in {"sign-again", "sign-outside-browser"}:
        return form or ""
    place = _field(against) if form is not None else ""
    if place:
        return f"{form}#{place}"
    return WAYS[code](against) if code in WAYS else ""


def _field(against: Against) -> str:
    if against.said is None or against.reason.code == "function-lacks":
        return ""
    has = {shape.name for shape in shapes_of(kind_of(type(against.said)))}
    names = (name for name in FIELDS.get(against.cure.code, ()) if name.partition(".")[0] in has)
    name = next(names, "")
    return PLACES.get(name, "f-" + name.replace(".", "-").replace("_", "-")) if name else ""
