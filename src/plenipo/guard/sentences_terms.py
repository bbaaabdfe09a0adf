"""The words for a mandate's terms, and for what is asked before a contact."""

from __future__ import annotations

from typing import Final

NAMES: Final[dict[int, str]] = {
    19: "the mandate's own ceiling",
    33: "instruction beforehand",
    45: "a mandate's terms",
}
REASONS: Final[dict[str, str]] = {
    "19 above-mandate-ceiling": "Marked {marking}; this mandate entrusts its envoys with nothing above "
    "{ceiling}.",
    "33 not-instructed": "A contact at the level {level} needs its lines adopted by the partners beforehand.",
    "33 instructed-on-another-text": "That decision ({consultation:ref}) was on other lines.",
    "33 lines-not-adopted": "The partners have not adopted these lines ({consultation:ref}): {outcome}.",
    "45 contact-point-of-no-partner": "The point of contact, {person}, is of {party}, which is no partner.",
    "45 contact-point-not-accredited": "The point of contact, {person}, is not accredited.",
    "45 ceiling-above-charter": "The mandate's ceiling {ceiling} lies above the charter's, {charter}.",
    "45 reports-out-of-order": "The progress report falls due within the mandate ({starts:at} to {ends:at}), "
    "the final one after it, and regular ones after some time.",
    "45 nothing-renewed": "It names an assessment ({assessment:ref}) and no mandate that it renews.",
    "45 no-such-mandate": "There is no mandate {mandate:ref} to renew.",
    "45 renews-another": "The mandate {mandate:ref} is for talking to {counterpart}.",
    "45 renewal-not-judged": "What the mandate {mandate:ref} reached has not been assessed; a renewal is "
    "judged against the objectives.",
    "45 judged-before-it-began": "The assessment of {assessed:at} is older than the mandate, which began at "
    "{began:at}.",
}
CURES: Final[dict[str, str]] = {
    "assess": "Assess what the mandate reached, and name the assessment",
    "instruct": "Have the partners adopt these lines first",
    "leave-text-out": "Entrust them with a text within the ceiling",
    "lower-ceiling": "Choose a ceiling within the charter's",
}
FINDINGS: Final[dict[str, str]] = {
    "tenure-over-four-years": "{envoy} will have been mandated to talk to {counterpart} for {days} days, "
    "more than four years.",
}
