"""The pages of the desk, a module a page. Each shows what the core derives, and decides nothing itself."""

from __future__ import annotations

# Modules whose addresses the desk answers.
PAGES = (
    "static",
    "settings",
    "home",
    "readout_forms",  # forms of their own stand before the form for any act
    "outcome",
    "sources",
    "statements",
    "commitments",
    "assessments",
    "act",
    "sign",
    "accessibility",
    "register",
    "timeline",
    "contacts",
    "contact_log",
    "contact_plan",
    "accounts",
    "contact_table",
    "contact",
    "channels",
    "offers",
    "proposals",
    "imports",
    "consultations",
    "answering",
    "opening",
    "consents",
    "consenting",
    "mandates",
    "readouts",
    "notes",
    "search",
    "mine",
    "may",
    "people",
    "charter",
)
