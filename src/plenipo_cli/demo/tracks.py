"""Part five: who else talks to the counterpart, what we make of it, and how it ends."""

from __future__ import annotations

from plenipo.acts import assessment, contact, source
from plenipo.dialogue.derived import authority
from plenipo_cli.demo.stage import Stage, ms


def play(stage: Stage) -> None:
    stage.tell.chapter("5. Other tracks, a judgement, and the end of the mandate")
    _announced(stage)
    _discovered(stage)
    _judged(stage)
    _ended(stage)


def _announced(stage: Stage) -> None:
    stage.clock("2026-05-04T09:00Z")
    stage.tell.say("Honesty is never the dearer way. A partner announces a purely bilateral visit:")
    announced = stage.say(
        "PL/delegate",
        contact.Announce,
        "PL announces a bilateral visit; it claims no mandate",
        counterpart="RU",
        level="senior",
        medium="visit",
        at=ms("2026-05-11T09:00Z"),
    )
    stage.tell.line(f"-> authority: {authority(stage.standing.contacts[announced])}; no breach, no finding")


def _discovered(stage: Stage) -> None:
    stage.clock("2026-05-20T07:00Z")
    stage.tell.say("Another is discovered through the press. A fact is recorded, however irregular:")
    paper = stage.quiet(
        "DE/desk",
        source.Add,
        text=stage.seal("Source", "A newspaper of the exercise"),
        grade="B2",
        published=stage.now,
    )
    found = stage.say(
        "DE/desk",
        contact.Report,
        "the envoy of IT was in Moscow, and spoke of a mandate",
        party="IT",
        counterpart="RU",
        level="senior",
        medium="visit",
        at=ms("2026-05-18T10:00Z"),
        claims="mandate",
        known="reported",
        sources=(paper,),
    )
    stage.say(
        "FR/delegate",
        contact.Disavow,
        "FR disavows it: the envoy did not speak for the coalition",
        contact=found,
        told=("RU",),
    )
    stage.tell.line(f"-> authority: {authority(stage.standing.contacts[found])}")


def _judged(stage: Stage) -> None:
    stage.clock("2026-06-02T09:00Z")
    stage.say(
        "DE/desk",
        assessment.Make,
        "it is very unlikely (ICD 203: 5 to 20 %) that RU agrees to a ceasefire by 1 September",
        text=stage.seal("Assessment", "That RU agrees to a ceasefire by 1 September. Confidence: moderate."),
        scale="icd-203",
        word="very unlikely",
        confidence="moderate",
        resolves=ms("2026-09-01T00:00Z"),
    )


def _ended(stage: Stage) -> None:
    stage.clock("2026-07-01T09:00Z")
    stage.refused(
        "FR/envoy",
        contact.Plan,
        "one more call, after the mandate's end",
        10,
        mandate=stage.mandate,
        envoy="FR/envoy",
        counterpart="RU",
        level="technical",
        medium="call",
        topics=("prisoners",),
        at=ms("2026-07-06T09:00Z"),
        lines=stage.seal("Lines", "Lists."),
    )
