"""Each cure as the guard gives it, and where at the desk it must lead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

PARTNER, CONCERNED = "FR/delegate", "UA/delegate"
MANDATE, VOTE, POSITION, CONTACT, PLAN, CONSENT = 137, 154, 93, 147, 157, 107
SPARE = "SHA256:" + "A" * 43
Facts = Callable[[Any], dict[str, str | int]]
Holds = Mapping[str, str | tuple[str, ...]]


class Case(NamedTuple):
    """A cure as the guard gives it, and where it must lead: `opens` is a path, or a field of the form."""

    code: str
    opens: str
    kind: str = ""
    reason: str = "some"
    facts: Facts = lambda _ref: {}
    act: str | None = None
    whose: str | None = None
    person: str = PARTNER
    about: int | None = None
    form: str = ""
    holds: Holds = MappingProxyType({})


PLANNED: Any = {"kind": "contact.plan", "form": "/contacts/plan"}
OPENED: Any = {"kind": "consultation.open", "form": "/consultations/open?subject=mandate"}
MANDATED = "subject.mandate."
INTENDED: Holds = {MANDATED + "envoys": ("FR/envoy",), MANDATED + "topics": ("prisoners", "nuclear-safety")}
MORE: Holds = {MANDATED + "levels": ("technical", "senior"), MANDATED + "media": ("call",)}

CASES = [
    # --- fields ---
    Case("take-out", "#f-topics", **PLANNED),
    Case("mandated-level", "#f-level", **PLANNED),
    Case("mandated-medium", "#f-medium", **PLANNED),
    Case("named-envoy", "#f-envoy", **PLANNED),
    Case("another-person", "#f-envoy", reason="speaks-for-another", **PLANNED),
    Case("directly", "#f-through", **PLANNED),
    Case("plan-later", "#f-at", act="contact.plan", whose=PARTNER, **PLANNED),
    Case("leave-text-out", "#f-lines", **PLANNED),
    Case("stay-within", "#f-commits", kind="proposal.table", form="/proposals/table"),
    Case("by-vote", "#f-procedure", **OPENED),
    Case("later-deadline", "#f-preset", **OPENED),
    Case("name-consent-by", "#f-consent-by", **OPENED),
    Case("new-text", "#f-text", **OPENED),
    Case("lower-ceiling", "#f-subject-mandate-ceiling", **OPENED),
    Case("leave-out", "#f-recipients", kind="readout.file", form=f"/do/readout.file?contact={CONTACT}"),
    Case("add-recipient", "#f-recipients", kind="readout.file", form=f"/do/readout.file?contact={CONTACT}"),
    Case("state-matters", "#f-matters", kind="readout.file", form=f"/do/readout.file?contact={CONTACT}"),
    Case("say-reported", "#f-known", kind="contact.report", form="/contacts/log"),
    Case("declare", "#f-declaration", kind="consultation.answer", form=f"/consultations/{VOTE}/answer"),
    Case("lower-grade", "#f-grade", kind="source.add", form="/do/source.add"),
    Case("name-report-day", "#f-due", kind="mandate.report", form="/do/mandate.report"),
    Case("new-key", "#f-key", kind="key.add", form="/do/key.add"),
    Case(
        "leave-rights",
        "/consultations/open",
        facts=lambda ref: {"consultation": ref(VOTE)},
        holds={"subject": "contact"},
    ),
    Case(
        "answer-for-oneself",
        "#f-on-behalf",
        kind="consultation.answer",
        act="consultation.answer",
        whose="FR",
        form="/do/consultation.answer",
    ),
    # --- pages ---
    Case(
        "accept",
        f"/mandates/{MANDATE}",
        facts=lambda ref: {"mandate": ref(MANDATE)},
        act="mandate.accept",
        whose="FR/envoy",
    ),
    Case("resume", f"/mandates/{MANDATE}", act="mandate.resume", whose="DE PL", **PLANNED),
    Case(
        "envoy-reports",
        f"/mandates/{MANDATE}",
        facts=lambda ref: {"mandate": ref(MANDATE)},
        act="mandate.report",
        whose="FR/envoy",
    ),
    Case("end-another", "/mandates", act="mandate.revoke", whose="partners"),
    Case(
        "acknowledge-oneself",
        f"/consultations/{VOTE}",
        facts=lambda ref: {"consultation": ref(VOTE)},
        act="consultation.receive",
        whose="DE",
    ),
    Case(
        "another-partner",
        f"/consultations/{VOTE}",
        facts=lambda ref: {"consultation": ref(VOTE)},
        act="consultation.vouch",
    ),
    Case("answer-for", f"/consultations/{VOTE}", facts=lambda ref: {"consultation": ref(VOTE)}, whose="DE"),
    Case(
        "answer-for-oneself",
        f"/consultations/{VOTE}",
        facts=lambda ref: {"consultation": ref(VOTE)},
        act="consultation.answer",
        whose="DE",
    ),
    Case("another-person", "/people", reason="function-lacks", kind="contact.plan", form="/contacts/plan"),
    Case("its-authority", "/people", whose="DE:authority"),
    Case("withdraw-instead", f"/contacts/{PLAN}", facts=lambda ref: {"act": ref(PLAN)}),
    Case("withdraw-instead", f"/consultations/{VOTE}", facts=lambda ref: {"act": ref(VOTE)}),
    Case("withdraw-instead", f"/mandates/{MANDATE}", facts=lambda ref: {"act": ref(MANDATE)}),
    Case("withdraw-instead", f"/register/{CONSENT}", facts=lambda ref: {"act": ref(CONSENT)}),
    # --- forms that hold what is known ---
    Case(
        "ask-consent",
        "/consents/ask",
        facts=lambda _: {"party": "UA", "topics": "ceasefire territory"},
        act="consent.ask",
        whose="partners",
        holds={
            "party": "UA",
            "topics": ("ceasefire", "territory"),
            "level": "technical",
            "counterpart": "RU",
        },
        **PLANNED,
    ),
    Case(
        "await-invitation",
        "/consents",
        facts=lambda _: {"party": "UA", "topics": "ceasefire"},
        act="consent.invite",
        whose="UA",
        **PLANNED,
    ),
    Case(
        "await-invitation",
        "/do/consent.invite",
        facts=lambda _: {"party": "UA", "topics": "ceasefire"},
        act="consent.invite",
        whose="UA",
        person=CONCERNED,
        holds={"topics": ("ceasefire",)},
    ),
    Case("meet-conditions", "/consents", facts=lambda _: {"party": "UA"}, whose="UA", person=CONCERNED),
    Case("meet-conditions", "/consents", facts=lambda _: {"party": "UA"}, whose="UA", **PLANNED),
    Case(
        "disclaim",
        "/do/consent.disclaim",
        act="consent.disclaim",
        whose="UA",
        person=CONCERNED,
        holds={"commitment": "0" * 64, "counterpart": "RU", "level": "technical"},
        kind="contact.plan",
    ),
    Case(
        "file-readout",
        "/do/readout.file",
        facts=lambda ref: {"contact": ref(CONTACT)},
        act="readout.file",
        whose="FR",
        holds={"contact": str(CONTACT)},
    ),
    Case(
        "report",
        "/contacts/log",
        facts=lambda ref: {"contact": ref(PLAN)},
        act="contact.report",
        whose="FR",
        holds={"plan": "REF"},
    ),
    Case(
        "report",
        "/contacts/log",
        facts=lambda _: {"at": 1_780_000_000_000},
        act="contact.report",
        whose=PARTNER,
        holds={"level": "technical", "medium": "call", "counterpart": "RU", "envoy": "FR/envoy"},
        **PLANNED,
    ),
    Case(
        "new-mandate",
        "/consultations/open",
        act="consultation.open",
        whose="partners",
        holds={**INTENDED, **MORE, "subject": "mandate", MANDATED + "counterpart": "RU"},
        **PLANNED,
    ),
    *(
        Case(
            code,
            "/consultations/open",
            act="consultation.open",
            whose=whose,
            holds={
                "subject": "contact",
                "subject.contact.counterpart": "RU",
                "subject.contact.level": "technical",
            },
            **PLANNED,
        )
        for code, whose in (("consult", "FR"), ("instruct", "partners"))
    ),
    Case("amend", "/consultations/open", act="dialogue.amend", whose="partners"),
    Case(
        "admit", "/consultations/open", act="dialogue.admit", whose="partners", holds={"subject": "admission"}
    ),
    Case(
        "decide",
        "/consultations/open",
        reason="closed",
        facts=lambda ref: {"consultation": ref(VOTE)},
        act="consultation.open",
        whose="partners",
        holds={"subject": "contact", "subject.contact.level": "senior"},
    ),
    Case(
        "decide",
        "/consultations/open",
        reason="may-not-alone",
        facts=lambda ref: {"mandate": ref(MANDATE)},
        act="consultation.open",
        whose="partners",
        holds={"subject": "end-mandate", "subject.end-mandate.mandate": "REF"},
    ),
    Case(
        "decide",
        "/consultations/open",
        reason="no-such-decision",
        kind="contact.ratify",
        about=CONTACT,
        act="consultation.open",
        whose="partners",
        holds={"subject": "position", "subject.position.confirms": "ABOUT"},
    ),
    Case(
        "decide",
        "/consultations/open",
        reason="mandate-ended",
        facts=lambda ref: {"mandate": ref(MANDATE)},
        act="consultation.open",
        whose="partners",
        holds={"subject": "mandate", MANDATED + "envoys": ("FR/envoy",), MANDATED + "renews": "REF"},
    ),
    Case(
        "decide-in-its-words",
        "/consultations/open",
        facts=lambda ref: {"consultation": ref(POSITION)},
        act="consultation.open",
        whose="partners",
        holds={"subject": "position"},
    ),
    Case(
        "correct",
        "/do/act.correct",
        facts=lambda ref: {"report": ref(CONTACT)},
        act="act.correct",
        holds={"act": "REF"},
    ),
    Case("assess", "/do/assessment.make", act="assessment.make", whose="partners"),
    Case(
        "report-pressure",
        "/do/pressure.report",
        kind="consent.claim",
        act="pressure.report",
        whose="UA",
        person=CONCERNED,
        holds={"topics": ("ceasefire",)},
    ),
    Case(
        "accredit",
        "/do/person.accredit",
        reason="envoy-not-accredited",
        facts=lambda _: {"envoy": "FR/desk"},
        act="person.accredit",
        whose="FR:authority",
        person="FR/authority",
        holds={"person": "FR/desk", "functions": ("drafter", "envoy")},
    ),
    Case(
        "key-add",
        "/do/key.add",
        reason="unknown-key",
        facts=lambda _: {"key": SPARE, "by": "FR/envoy"},
        act="key.add",
        whose="FR:authority",
        person="FR/authority",
        holds={"owner": "FR/envoy", "key": SPARE, "purpose": "act"},
    ),
    Case("hand-over", "/do/register.hand-over", act="register.hand-over", whose="partners"),
    Case("sign-again", "/contacts/plan", whose=PARTNER, **PLANNED),
    Case("sign-outside-browser", "/contacts/plan", whose=PARTNER, **PLANNED),
]
