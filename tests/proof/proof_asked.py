"""What the second guard is asked: one act, by these keys, at this time, after these entries."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from proof_history import Heard, History

from plenipo.acts import contact, dialogue, offer, proposal
from plenipo.acts.charter import Charter
from plenipo.acts.consultation import MandateTerms
from plenipo.acts.words import Text

INTENTS = (contact.Plan, offer.Make, proposal.Table)
TLP = ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED")


def within(marking: str, ceiling: str) -> bool:
    return marking in TLP[: TLP.index(ceiling) + 1]


class Asked:
    """One act, judged on the entries before it."""

    def __init__(self, history: History, said: Heard) -> None:
        self.history, self.said = history, said
        self.act: Any = said.act
        self.now = said.stamp

    @cached_property
    def charter(self) -> Charter:
        """In force; of a founding, its own."""
        return self.act.charter if isinstance(self.act, dialogue.Found) else self.history.charter()

    @property
    def intent(self) -> bool:
        return isinstance(self.act, INTENTS)

    @property
    def at(self) -> int:
        """The time that an intent is for."""
        return int(self.act.at) if isinstance(self.act, contact.Plan) else self.now

    @property
    def text(self) -> str:
        text: Text = self.act.lines if isinstance(self.act, contact.Plan) else self.act.text
        return text.commitment

    @property
    def marks(self) -> list[str]:
        """How the sealed texts of the act are marked, a mandate's red lines among them."""
        texts = [getattr(self.act, name) for name in self.act.__struct_fields__]
        subject = getattr(self.act, "subject", None)
        texts += subject.red_lines if isinstance(subject, MandateTerms) else ()
        return [text.marking for text in texts if isinstance(text, Text)]

    @property
    def terms(self) -> MandateTerms | None:
        """The terms of the mandate that an intent names, once some envoy has accepted it."""
        ref = self.act.mandate
        return self.history.terms(ref) if ref in self.history.mandates() else None
