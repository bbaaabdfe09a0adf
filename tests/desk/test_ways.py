"""Every cure leads somewhere: to the field in which it is done, or to a form that holds what is known."""

from __future__ import annotations

import ast
import html
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from desk_cures import CASES, CONCERNED, CONTACT, MANDATE, MANDATED, PARTNER, PLANNED, Case
from desk_forms import chosen, field, shown
from msgspec.structs import replace

import plenipo.guard
from deskkit import client_of
from plenipo.acts import Said, contact
from plenipo.guard.may import may_say
from plenipo.guard.sentences import CURES
from plenipo.guard.verdict import Cure, Reason, Verdict
from plenipo_node.pages.acts.cures import NOWHERE, WAYS
from plenipo_node.pages.acts.ways import FIELDS, with_ways
from plenipo_node.web.node import Node


def ref_of(desk: Node) -> Callable[[int], str]:
    tables = ("consultations", "contacts", "asks", "consents", "readouts", "proposals")
    known = {held.index: ref for name in tables for ref, held in getattr(desk.standing(), name).items()}
    return known.__getitem__


def act_of(desk: Node, case: Case, ref: Callable[[int], str]) -> Said | None:
    """The guard's own candidate for such an act, as somebody would say it who may."""
    speaker = {"contact.plan": PARTNER, "consent.claim": CONCERNED}.get(case.kind, case.person)
    about = None if case.about is None else ref(case.about)
    options = may_say(desk.standing(), speaker, desk.now(), desk.intake.past, case.kind, about)
    return next(o.example for o in options if o.example is not None and about in {None, o.about})


def link(desk: Node, case: Case) -> str:
    ref = ref_of(desk)
    said = act_of(desk, case, ref) if case.kind else None
    if isinstance(said, contact.Plan):
        said = replace(said, level="technical", medium="call", topics=("prisoners",))
    reason = Reason(10, case.reason, case.facts(ref), (Cure(case.code, case.act, case.whose),))
    verdict = Verdict((reason,), (), 1, "")
    shown_ = with_ways(verdict, desk.standing(), case.person, "UTC", said, case.form or None)
    return shown_.reasons[0].cures[0].href


def codes_of_the_guard() -> set[str]:
    """By the source: each `Cure("…")`."""
    files = Path(plenipo.guard.__file__).parent.rglob("*.py")
    calls = (node for file in files for node in ast.walk(ast.parse(file.read_text())))
    return {
        str(call.args[0].value)
        for call in calls
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "Cure"
        and isinstance(call.args[0], ast.Constant)
    }


def test_every_cure_of_the_guard_leads_somewhere_or_is_named_as_leading_nowhere() -> None:
    codes = codes_of_the_guard()
    assert len(codes) > 50
    assert codes == set(CURES)
    assert {case.code for case in CASES} | NOWHERE == codes
    assert not (set(WAYS) | set(FIELDS)) & NOWHERE
    assert set(WAYS) | set(FIELDS) <= codes


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code} {case.opens}")
def test_a_cure_opens_its_place_with_what_is_known_filled_in(desk: Node, case: Case) -> None:
    href = link(desk, case)
    client = client_of(case.person)
    if case.opens.startswith("#"):
        assert href == case.form + case.opens
        assert f'id="{case.opens[1:]}"' in shown(client, case.form)
        return
    assert href.partition("?")[0].partition("#")[0] == case.opens
    page = shown(client, href)
    ref = ref_of(desk)
    marks = {"REF": next((str(v) for v in case.facts(ref).values()), ""), "ABOUT": ref(case.about or CONTACT)}
    for name, value in case.holds.items():
        for each in (value,) if isinstance(value, str) else value:
            wanted = marks.get(each, each)
            assert field(page, name, wanted) or chosen(page, name, wanted), (name, wanted, href)
            if not isinstance(value, str):
                assert chosen(page, name, wanted), (name, wanted, href)


@pytest.mark.parametrize("code", sorted(NOWHERE))
def test_what_nothing_here_does_is_no_link(desk: Node, code: str) -> None:
    assert not link(desk, Case(code, "", person=PARTNER))


def test_nobody_is_led_to_a_form_whose_act_is_anothers(desk: Node) -> None:
    for case in (
        Case("file-readout", "", act="readout.file", whose="DE"),
        Case("accredit", "", act="person.accredit", whose="DE:authority"),
        Case("ask-consent", "", act="consent.ask", whose="partners", person=CONCERNED),
        Case("new-mandate", "", act="consultation.open", whose="partners", person=CONCERNED),
        Case("disclaim", "", act="consent.disclaim", whose="UA", **PLANNED),
    ):
        assert not link(desk, case), case.code


def test_a_request_for_consent_is_never_tied_to_what_it_is_asked_for(desk: Node) -> None:
    case = next(case for case in CASES if case.code == "ask-consent")
    assert "linked" not in link(desk, case)


# --- where people meet them ---


def cures_in(page: str) -> dict[str, str]:
    """By their words: where they lead."""
    listed = re.findall(r'<li><a href="([^"]*)">([^<]*)</a></li>', page)
    return {words: html.unescape(href) for href, words in listed}


def plan_on(topics: list[str], mandate_number: int = MANDATE) -> dict[str, Any]:
    plan = {"mandate": str(mandate_number), "envoy": "FR/envoy", "counterpart": "RU", "level": "technical"}
    when = {"at": "2026-07-09T10:00", "at-zone": "Europe/Brussels"}
    return plan | when | {"medium": "call", "topics": topics, "lines": "Ask."}


def test_the_live_answer_and_the_page_to_sign_lead_to_the_same_forms(desk: Node) -> None:
    client = client_of(PARTNER)
    data = plan_on(["ceasefire"])
    live = client.post("/contacts/plan", data, headers={"HX-Request": "true"}).content.decode()
    written = cures_in(live)
    place = client.post("/contacts/plan", data)["location"]
    signing = cures_in(shown(client, place))
    take, ask = (
        "Take the matter out.",
        "Ask for the concerned party&#x27;s consent; it owes no answer (the partners).",
    )
    assert written[take] == "#f-topics"
    assert signing[take].startswith("/contacts/plan?from=")
    assert signing[take].endswith("#f-topics")
    assert written[ask] == signing[ask]
    assert field(shown(client, signing[take].partition("#")[0]), "lines", "Ask.")


def test_an_act_that_is_refused_as_it_is_signed_shows_its_cures_with_their_links(desk: Node) -> None:
    client = client_of(PARTNER)
    place = client.post("/contacts/plan", plan_on(["ceasefire"]))["location"]
    client.post(f"{place}/demo")
    page = shown(client, place)
    assert "The guard refuses it now" in page
    assert any(href.startswith("/consents/ask?party=UA") for href in cures_in(page).values())


def test_what_may_not_be_said_now_names_its_nearest_cure_as_a_link(desk: Node) -> None:
    page = shown(client_of("FR/envoy"), "/may")
    links = {html.unescape(href) for href in re.findall(r'work-else">[^<]*<a href="([^"]*)"', page)}
    assert links
    for href in links:
        assert shown(client_of("FR/envoy"), href.partition("#")[0])


def test_who_plans_without_a_mandate_is_led_to_one_that_holds_what_stands_in_the_form(desk: Node) -> None:
    standing = desk.standing()
    standing.live.clear()
    for held in standing.mandates.values():
        held.revoked = desk.now() - 1
    standing.running.clear()
    client = client_of(PARTNER)
    page = shown(client, "/contacts/plan?level=senior&topics=prisoners")
    assert "No mandate is in force, so that nobody may talk for all." in page
    (href,) = re.findall(r'href="([^"]*)">Put a mandate to the partners<', page)
    form = shown(client, html.unescape(href))
    for name, value in (("envoys", "FR/envoy"), ("levels", "senior"), ("topics", "prisoners")):
        assert chosen(form, MANDATED + name, value), name
    told = shown(client_of(CONCERNED), "/contacts/plan")
    assert "No mandate is in force" in told
    assert "Put a mandate" not in told


def test_a_mandate_that_waits_for_its_envoy_or_for_the_partners_is_named_instead(desk: Node) -> None:
    standing = desk.standing()
    ref = ref_of(desk)(MANDATE)
    adopted = standing.consultations[ref]
    standing.mandates.clear()
    standing.live.clear()
    standing.running.clear()
    standing.running[ref] = 2**53
    page = shown(client_of(PARTNER), "/contacts/plan")
    assert "no envoy has accepted it yet" in page
    assert f'href="/mandates/{adopted.index}"' in page
    adopted.answers.clear()
    adopted.deadlines[-1] = (adopted.at, desk.now() + 86_400_000)
    page = shown(client_of(PARTNER), "/contacts/plan")
    assert f"The partners are deciding on a mandate (consultation {adopted.index})." in page
