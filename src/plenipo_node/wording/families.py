"""The families of acts by their plain names, in the order of the catalogue."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy

FAMILIES: Final[dict[str, Any]] = {
    "dialogue": gettext_lazy("Dialogue and charter"),
    "person": gettext_lazy("Persons"),
    "key": gettext_lazy("Keys"),
    "consultation": gettext_lazy("Consultations"),
    "mandate": gettext_lazy("Mandates"),
    "consent": gettext_lazy("Consents"),
    "pressure": gettext_lazy("Pressure"),
    "channel": gettext_lazy("Channels"),
    "contact": gettext_lazy("Contacts"),
    "offer": gettext_lazy("Offers to talk"),
    "proposal": gettext_lazy("Proposals"),
    "readout": gettext_lazy("Readouts"),
    "source": gettext_lazy("Sources"),
    "statement": gettext_lazy("Public statements"),
    "commitment": gettext_lazy("Undertakings"),
    "assessment": gettext_lazy("Judgements"),
    "act": gettext_lazy("Corrections"),
    "register": gettext_lazy("Register"),
}


def family_of(kind: str) -> str:
    return kind.partition(".")[0]
