"""The pages of the desk, a folder an area. Each shows what the core derives, and decides nothing itself."""

from __future__ import annotations

# Modules whose addresses the desk answers.
PAGES = (
    "frame.static",
    "frame.settings",
    "finding.home",
    "readouts.forms",  # forms of their own stand before the form for any act
    "readouts.outcome",
    "public.sources",
    "public.statements",
    "public.commitments",
    "public.assessments",
    "acts.act",
    "acts.sign",
    "frame.accessibility",
    "register.page",
    "timeline.page",
    "contacts.listed",
    "contacts.log",
    "contacts.plan",
    "readouts.accounts",
    "contacts.table",
    "contacts.contact",
    "contacts.channels",
    "contacts.offers",
    "contacts.proposals",
    "contacts.imports",
    "decisions.consultations",
    "decisions.answering",
    "decisions.opening",
    "consents.page",
    "consents.consenting",
    "decisions.mandates",
    "readouts.page",
    "readouts.notes",
    "finding.search",
    "register.mine",
    "finding.may",
    "finding.people",
    "finding.charter",
)
