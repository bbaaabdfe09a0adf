"""A vote that has closed, counted with other answers: what would have been, beside what was.

Only after the close: while it is open nothing is counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from plenipo import consultation
from plenipo.consultation import RULES
from plenipo.dialogue.counting import vote_of, weights_of
from plenipo.errors import ConsultationError
from plenipo_node.wording import reasons
from plenipo_node.wording.deciding import answer_words
from plenipo_node.wording.vocabulary import word

if TYPE_CHECKING:
    from plenipo.consultation import Result
    from plenipo.dialogue.records import Consultation
    from plenipo_node.web.asking import Asked

DECLARED = "as if declared"


def what_if(request: Asked, held: Consultation, result: Result) -> dict[str, Any] | None:
    """The choices, and the count with those that the address names. None where nobody voted."""
    voted = held.withdrawn is None and held.procedure != "silence"
    if not voted or result.outcome == "pending" or request.now < held.deadline:
        return None
    question = vote_of(held, request.now)
    words = [*sorted(RULES[held.rule.rule].words - {"none"}), "none"]
    weights = weights_of(held)
    asked = {
        party: request.GET[f"if-{party}"]
        for party in held.members
        if request.GET.get(f"if-{party}") in words
        and request.GET[f"if-{party}"] != question.answers.get(party, "none")
    }
    rows = [
        {
            "party": party,
            "weight": weights[party],
            "chosen": asked.get(party, question.answers.get(party, "none")),
        }
        for party in held.members
    ]
    return {
        "rows": rows,
        "words": [(each, _("No answer") if each == "none" else answer_words(each)) for each in words],
        "changed": bool(asked),
        **(_counted(question, asked) if asked else {}),
    }


def _counted(question: consultation.Question, asked: dict[str, str]) -> dict[str, Any]:
    try:
        result = consultation.what_if(question, asked, dict.fromkeys(asked, DECLARED))
    except ConsultationError:
        return {"refused": True}
    return {"outcome": word(result.outcome), "counted": reasons.count(result)}
