"""The words for duties: what is to be done, and what happens otherwise. All their sentences stand here.

Instants are written by the caller's `at`, so that each page can use its own zone.
"""

from __future__ import annotations

from collections.abc import Callable

from plenipo.consultation.explain import instant
from plenipo.dialogue.views.duty import Duty

DO: dict[str, str] = {
    "acknowledge-text": "Acknowledge the exact text ({decides}) by {due}.",
    "acknowledge-urgent": "Acknowledge the {precedence} text ({decides}) by {due}, at any hour.",
    "consent-to-writing": "Say before {due} whether you agree to decide in writing ({decides}).",
    "answer-vote": "Answer the vote ({decides}) before {due}.",
    "object-or-adopt": "Object before {due}, or let the text ({decides}) be adopted by silence.",
    "settle-silence": "Cosign the register after {final}, so that the silence that has ended becomes final.",
    "settle-vote": "Cosign the register after {final}, so that the vote that has closed becomes final.",
    "accept-mandate": "Accept the adopted mandate as its envoy, {person}; it ends {ends}.",
    "file-readout": "File the readout of the contact of {when} by {due}.",
    "acknowledge-readout": "Acknowledge the readout received from {from}.",
    "answer-question": "Answer the question of {from} on your readout.",
    "report-contact": "Say whether the contact planned for {when} took place: report or cancel it.",
    "report-under-mandate": "Report under the mandate by {due}; the last report was {last}.",
    "progress-report": "Give the progress report on the mandate by {due}.",
    "final-report": "Give the final report on the mandate by {due}.",
    "brief-partners": "Brief {missing} on the contact of {when}.",
    "answer-offer": "Answer the offer of {from}, or leave it unanswered on purpose.",
    "verify-commitment": "Verify what {of} undertook: due {due}.",
    "resolve-assessment": "Say how the assessment ({word}) turned out: due {due}.",
    "cure-or-cancel-contact": "The contact's go-ahead fell away ({lacks}): cure it or cancel before {due}.",
    "withdraw-proposal": "The go-ahead of the proposal fell away ({lacks}): withdraw it.",
}

OTHERWISE: dict[str, str] = {
    "lapses-not-reached": "Without your acknowledgement the text lapses as not reached.",
    "shown-unacknowledged": "All are shown that you have not acknowledged it.",
    "no-vote-taken": "Without the consent of all there is no vote.",
    "counted-absent": "Without an answer you are counted as absent.",
    "adopted-by-silence": "Without an objection of any partner it is adopted.",
    "stays-pending": "Until a quorum has cosigned, nothing is adopted.",
    "no-authority": "Until the envoy accepts, nobody may act on it.",
    "plans-refused": "Once it is overdue, no further contact of your envoys gets a go-ahead.",
    "not-known-as-read": "Its author will not know that you have read it.",
    "stays-open": "The question stays open.",
    "nobody-knows": "The partners do not know whether it took place, and it is shown as unreported.",
    "report-overdue": "The partners see that the report is overdue.",
    "partners-uninformed": "They are shown as not informed (TEU 34).",
    "open-until-answered": "The offer stays open.",
    "offer-lapses": "The offer lapses then.",
    "commitment-unverified": "It is shown as due and not verified.",
    "assessment-unresolved": "It is shown as due and not resolved.",
    "held-without-go-ahead": "If it takes place all the same, it is recorded with a finding that stays.",
    "stands-without-go-ahead": "It stands before the counterpart without what its go-ahead rested on.",
}

NO_DAY = "no fixed day"
_INSTANTS = frozenset({"final", "ends", "when", "last"})


def duty_sentence(duty: Duty, at: Callable[[int], str] = instant) -> str:
    """What is to be done, then what happens if nothing is."""
    return f"{what_to_do(duty, at)} {OTHERWISE[duty.otherwise]}"


def what_to_do(
    duty: Duty,
    at: Callable[[int], str] = instant,
    template: Callable[[str], str] = str,
    word: Callable[[str], str] = str,
) -> str:
    """`template` gives a sentence in the reader's language before it is filled, `word` a word of the wire."""
    shown = {name: _shown(name, value, at, word) for name, value in duty.facts.items()}
    shown["due"] = at(duty.due) if duty.due is not None else template(NO_DAY)
    shown["person"] = duty.person or ""
    return template(DO[duty.kind]).format_map(shown)


def _shown(
    name: str, value: str | int | tuple[str, ...], at: Callable[[int], str], word: Callable[[str], str]
) -> str:
    if name in _INSTANTS and isinstance(value, int):
        return at(value)
    return ", ".join(map(word, value)) if isinstance(value, tuple) else word(str(value))
