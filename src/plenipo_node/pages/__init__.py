"""The pages of the desk, a module a page. Each shows what the core derives, and decides nothing itself."""

from __future__ import annotations

# Modules whose addresses the desk answers.
PAGES = (
    "static",
    "settings",
    "home",
    "act",
    "sign",
    "accessibility",
    "register",
    "timeline",
    "contacts",
    "contact_log",
    "contact_plan",
    "contact",
    "channels",
    "offers",
    "consultations",
    "answering",
    "opening",
    "consents",
    "consenting",
)
