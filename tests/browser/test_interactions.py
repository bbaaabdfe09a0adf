"""What is done on a phone takes six interactions at most: presses, fields and the passkey's own question.

Counted from Home to the signature; the demo's key stands for the passkey, whose question is one more.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hands import Person
from playwright.sync_api import Browser, expect

from served import be

MOST = 6
LOOK = "text=Look at what is signed"
ROW = "#main .work-do a[href='{}']"
ROW_READOUT = "#main .work-do a[href^='/readouts/']"
LEVEL, MEANS = "label:has([value=technical])", "label:has([value=call])"
ANSWER = "#main a[href*='/answer']"
SILENCE, VOTE = ROW.format("/consultations/148"), ROW.format("/consultations/154")
REQUEST, PLANNED = ROW.format("/consents/145"), ROW.format("/consents/contact/175")
FOR = "label:has([name=answer][value=for])"
# The task as docs/desk.md names it, who does it, what they press before they sign, and the count told.
TASKS: list[tuple[str, str, list[str], int]] = [
    ("log a contact that was planned", "FR/envoy", ["a.button[href^='/contacts/log?plan=']", LOOK], 4),
    ("log one that nobody planned", "DE/delegate", ["#main a[href='/contacts/log']", LEVEL, MEANS, LOOK], 6),
    ("acknowledge a text", "PL/delegate", [SILENCE, "form[action$='/receive'] button"], 4),
    ("object to a text put by silence", "DE/delegate", [SILENCE, ANSWER, LOOK], 5),
    ("answer a vote", "FR/delegate", [VOTE, ANSWER, FOR, LOOK], 6),
    ("acknowledge a readout", "FR/delegate", [ROW_READOUT, "form[action$='acknowledge'] button"], 4),
    ("consent", "UA/delegate", [REQUEST, "#main a[href='/consents/145/give']", LOOK], 5),
    ("refuse", "UA/delegate", [REQUEST, "form[action$='/refuse'] button"], 4),
    ("claim a planned contact", "UA/delegate", [PLANNED, "button[form=claim]"], 4),
    ("say that it touches nothing", "UA/delegate", [PLANNED, "form[action$='/disclaim'] button"], 4),
]


@pytest.mark.parametrize("case", TASKS, ids=[task for task, *_ in TASKS])
def test_a_task_on_the_phone(demo: str, browser: Browser, case: tuple[str, str, list[str], int]) -> None:
    task, who, steps, told = case
    person = Person(browser, demo, who, "touch")
    person.go("/sign-in")
    be(person.page, who)
    person.go("/")
    for step in steps:
        person.press(person.page.locator(step).first)
    expect(person.button("Sign with the demo's key")).to_be_visible()
    expect(person.page.locator(".verdict.is-yes")).to_be_visible()
    assert person.count + 2 == told <= MOST, task
    assert person.faults == []
    person.context.close()


def test_the_page_tells_these_counts() -> None:
    page = (Path(__file__).parents[2] / "docs" / "desk.md").read_text()
    for task, _, _, told in TASKS:
        assert f"| {task} | {told} |" in page
