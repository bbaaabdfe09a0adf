"""Part three: what is intended is judged before it happens; what happened is recorded, readout and all."""

from __future__ import annotations

from typing import Any

from plenipo.acts import consent, contact, readout
from plenipo.acts.words import Text
from plenipo_cli.demo import decisions
from plenipo_cli.demo.people import MEMBERS
from plenipo_cli.demo.stage import Stage, ms

CALL = "2026-03-06T10:00Z"


def play(stage: Stage) -> None:
    stage.tell.chapter("3. A call at technical level: judged before, recorded after")
    stage.clock("2026-03-02T09:00Z")
    lines = stage.seal("Lines for the call", "Exchange lists. Listen on monitoring; commit nothing.")
    _refusals(stage, lines)
    planned = stage.say(
        "FR/envoy",
        contact.Plan,
        "go-ahead for a technical call on 6 March: mandate, envoy, level, topic, window all in order",
        **_plan(stage, lines=lines),
    )
    _claim(stage, planned, lines)
    stage.clock("2026-03-04T14:00Z")
    decisions.settle(stage)
    held = _held(stage, planned)
    _overdue(stage)
    _readout(stage, held)


def _plan(stage: Stage, **changes: Any) -> dict[str, Any]:
    plan: dict[str, Any] = {
        "mandate": stage.mandate,
        "envoy": "FR/envoy",
        "counterpart": "RU",
        "level": "technical",
        "medium": "call",
        "topics": ("prisoners",),
        "at": ms(CALL),
        "channel": stage.channel,
    }
    return {**plan, **changes}


def _refusals(stage: Stage, lines: Text) -> None:
    stage.tell.say(
        """The envoy of FR plans. Every rule runs, so every reason is told at once, and what would
        cure it. To take a reserved matter out stands before asking the one concerned:"""
    )
    stage.refused(
        "FR/envoy", contact.Plan, "a call between leaders", 13, **_plan(stage, lines=lines, level="leader")
    )
    stage.refused(
        "FR/envoy",
        contact.Plan,
        "a technical call that includes `ceasefire`",
        20,
        **_plan(stage, lines=lines, topics=("prisoners", "ceasefire")),
    )
    stage.refused(
        "FR/envoy",
        contact.Plan,
        "the same call in two hours",
        21,
        **_plan(stage, lines=lines, at=stage.now + 2 * 3_600_000),
    )


def _claim(stage: Stage, planned: str, lines: Text) -> None:
    stage.clock("2026-03-02T15:00Z")
    stage.tell.say(
        """The lines are notified to Ukraine, whatever the drafter says that they touch. Within the
        claim window Ukraine may say that they touch its matters, and then its consent is needed:"""
    )
    stage.say(
        "UA/delegate",
        consent.Claim,
        "UA claims the lines: they touch `ceasefire`",
        contact=planned,
        topics=("ceasefire",),
    )
    stage.tell.line(f"-> go-ahead of the plan: {stage.go_ahead(planned)}")
    stage.say(
        "UA/delegate",
        consent.Give,
        "UA consents to these lines, this counterpart, this level, until 8 March",
        commitment=lines.commitment,
        topics=("ceasefire",),
        counterpart="RU",
        level="technical",
        until=ms("2026-03-08T00:00Z"),
    )
    stage.tell.line(f"-> go-ahead of the plan: {stage.go_ahead(planned)}")
    altered = stage.seal("Lines, altered", "Exchange lists of prisoners. Propose a monitoring line.")
    stage.refused(
        "FR/envoy",
        contact.Plan,
        "the same call with altered lines: consent covers one exact text",
        20,
        **_plan(stage, lines=altered, topics=("prisoners", "ceasefire")),
    )


def _held(stage: Stage, planned: str) -> str:
    stage.clock("2026-03-06T11:30Z")
    held = stage.say(
        "FR/envoy",
        contact.Report,
        "the call took place, 50 minutes",
        party="FR",
        counterpart="RU",
        level="technical",
        medium="call",
        at=ms(CALL),
        ended=ms("2026-03-06T10:50Z"),
        plan=planned,
        envoy="FR/envoy",
        claims="mandate",
        topics=("prisoners",),
        channel=stage.channel,
        ours_says="FR",
    )
    stage.quiet(
        "FR/envoy",
        contact.Brief,
        contact=held,
        told=("UA",),
        when="before",
        at=ms("2026-03-05T16:00Z"),
    )
    return held


def _overdue(stage: Stage) -> None:
    stage.clock("2026-03-09T09:00Z")
    stage.tell.say("The readout is owed within two days. Three days later it is still missing:")
    stage.refused(
        "FR/envoy",
        contact.Plan,
        "a second call, with the first readout overdue",
        31,
        **_plan(stage, lines=stage.seal("Lines, second call", "Lists."), at=ms("2026-03-13T10:00Z")),
    )


def _readout(stage: Stage, held: str) -> None:
    account = stage.seal(
        "Readout of 6 March", "They took our list; they raised monitoring, we listened.", to=MEMBERS
    )
    filed = stage.say(
        "FR/envoy",
        readout.File,
        "the readout, sealed to all partners and to UA; `ceasefire` was raised by them",
        contact=held,
        side="ours",
        text=account,
        recipients=("DE", "PL", "IT", "UK", "UA"),
        matters=(
            readout.Raised(topic="ceasefire", raised="by-them"),
            readout.Raised(topic="territory", raised="not-raised"),
        ),
    )
    stage.say("DE/delegate", readout.Acknowledge, "DE acknowledges it", readouts=(filed,))
    stage.say("UA/delegate", readout.Acknowledge, "UA acknowledges it", readouts=(filed,))
    asked = stage.say(
        "PL/delegate",
        readout.Question,
        "PL asks: did they name a place?",
        readout=filed,
        text=stage.seal("Question", "Did they name a place?"),
    )
    stage.say(
        "FR/envoy", readout.Answer, "FR answers", question=asked, text=stage.seal("Answer", "They did not.")
    )
    stage.say(
        "FR/delegate",
        contact.Outcome,
        "outcome: what was obtained, given, left open",
        contact=held,
        text=stage.seal("Outcome", "Obtained: a second list. Given: nothing. Open: monitoring."),
    )
    stage.tell.line(
        f"-> opened with FR's key alone: “{stage.open_text(account)}”; with a stranger's key: "
        f"{stage.stranger_opens(account)}"
    )
