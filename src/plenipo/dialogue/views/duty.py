"""A duty: a value with its facts; `duty_words` puts it into sentences."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

from plenipo.acts.words import Precedence, urgent_first

DutyKind = Literal[
    "acknowledge-text",
    "acknowledge-urgent",
    "consent-to-writing",
    "answer-vote",
    "object-or-adopt",
    "settle-silence",
    "settle-vote",
    "accept-mandate",
    "file-readout",
    "acknowledge-readout",
    "answer-question",
    "report-contact",
    "report-under-mandate",
    "progress-report",
    "final-report",
    "brief-partners",
    "answer-offer",
    "verify-commitment",
    "resolve-assessment",
    "cure-or-cancel-contact",
    "withdraw-proposal",
]
Facts = dict[str, str | int | tuple[str, ...]]


class Duty(Struct, frozen=True, kw_only=True):
    """`parties` are those who owe it, any of whom discharges it; `person` is the one who can, if named.

    `due` is ms; `otherwise` is the code of what happens if nothing is done; `act` the kind of act that
    discharges it; `ref` and `index` are the entry that it rests on.
    """

    kind: DutyKind
    parties: tuple[str, ...]
    person: str | None = None
    due: int | None
    overdue: bool
    otherwise: str
    act: str
    ref: str
    index: int
    facts: Facts = field(default_factory=dict)
    precedence: Precedence = "ROUTINE"  # of the consultation that it rests on

    @property
    def order(self) -> tuple[int, bool, int, int, str]:
        """The urgent first, then the next due, those without a due date last."""
        return urgent_first(self.precedence), self.due is None, self.due or 0, self.index, self.kind
