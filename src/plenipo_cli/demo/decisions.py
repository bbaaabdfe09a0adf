"""Part two, an exercise: the partners agree what to discuss, how far, and who talks."""

from __future__ import annotations

from typing import Any

from plenipo.acts import channel, consultation, mandate, register
from plenipo.acts.consultation import MandateTerms, Position
from plenipo.acts.words import PersonId, Text, TopicId
from plenipo.consultation import support_sentence
from plenipo.dialogue.derived import outcome_of
from plenipo_cli.demo.people import PARTNERS
from plenipo_cli.demo.stage import Stage, ms

ENDS = "2026-06-30T22:00Z"


def play(stage: Stage) -> None:
    stage.tell.chapter("2. The partners decide (from here on an exercise: nothing of this happened)")
    stage.tell.say(
        """Five partners, one of them outside the EU, and Ukraine as the directly concerned party,
        have founded the dialogue. Its charter: at most two interlocutors; mandates by unanimity,
        where an abstention may be constructive; `ceasefire` and `territory` are reserved to Ukraine."""
    )
    _not_reached(stage)
    _broken(stage)
    _adopted(stage)
    _cap(stage)
    _supported(stage)
    _kept(stage)


def terms(
    envoys: tuple[PersonId, ...], topics: tuple[TopicId, ...] = ("prisoners", "nuclear-safety", "ceasefire")
) -> MandateTerms:
    return MandateTerms(
        envoys=envoys,
        counterpart="RU",
        levels=("technical", "senior"),
        media=("call", "meeting"),
        topics=topics,
        reach="propose",
        starts=ms("2026-02-27T00:00Z"),
        ends=ms(ENDS),
        may_suspend=("PL",),
        report_every=30 * 24 * 3600,
    )


def _open(stage: Stage, what: str, text: Text, deadline: str, **fields: Any) -> str:
    return stage.say("FR/delegate", consultation.Open, what, text=text, deadline=ms(deadline), **fields)


def receive(stage: Stage, party: str, ref: str, text: Text) -> None:
    """The party's delegate acknowledges the exact text."""
    receipt = consultation.Receipt(consultation=ref, commitment=text.commitment)
    stage.quiet(f"{party}/delegate", consultation.Receive, texts=(receipt,))


def _result(stage: Stage, ref: str) -> str:
    return outcome_of(stage.standing, stage.standing.consultations[ref], stage.now).outcome


def _not_reached(stage: Stage) -> None:
    stage.clock("2026-02-16T09:00Z")
    text = stage.seal("Mandate, first text", "Technical level first; explore; report within two days.")
    ref = _open(
        stage,
        "mandate, first text, under silence until 19 Feb 12:00 UTC",
        text,
        "2026-02-19T12:00Z",
        procedure="silence",
        subject=terms(("FR/envoy", "DE/envoy")),
    )
    for party in ("FR", "DE", "PL", "UK"):
        receive(stage, party, ref, text)
    stage.clock("2026-02-19T14:00Z")
    stage.tell.line(
        f"-> {_result(stage, ref)}: nobody objected, but IT never acknowledged the text. Silence binds only "
        "those who were reached."
    )


def _broken(stage: Stage) -> None:
    stage.clock("2026-02-20T09:00Z")
    text = stage.seal("Mandate, second text", "As before, with reporting to all partners.")
    ref = _open(
        stage,
        "mandate, second text: a new round is a new text",
        text,
        "2026-02-23T12:00Z",
        procedure="silence",
        subject=terms(("FR/envoy", "DE/envoy")),
    )
    for party in PARTNERS:
        receive(stage, party, ref, text)
    stage.clock("2026-02-22T16:00Z")
    stage.say(
        "PL/delegate",
        consultation.Answer,
        "PL amends: any partner may suspend alone",
        consultation=ref,
        commitment=text.commitment,
        answer="amend",
        declaration=stage.seal("Amendment by PL", "Let PL suspend the mandate alone."),
    )
    stage.tell.line(f"-> {_result(stage, ref)}: an amendment breaks silence; no text half-adopts.")


def _adopted(stage: Stage) -> None:
    stage.clock("2026-02-24T09:00Z")
    text = stage.seal(
        "Mandate, third text",
        "Objectives: prisoners; safety of nuclear sites; listen on monitoring a ceasefire.\n"
        "Red line (from the UN Charter): nothing about territory.\nReport within two days.",
    )
    ref = _open(
        stage,
        "mandate, third text, to a vote by 27 Feb 12:00 UTC",
        text,
        "2026-02-27T12:00Z",
        procedure="vote",
        subject=terms(("FR/envoy", "DE/envoy")),
    )
    answered = {"consultation": ref, "commitment": text.commitment}
    for party in ("FR", "DE", "PL", "UK"):
        stage.quiet(f"{party}/delegate", consultation.Answer, answer="for", **answered)
    stage.say(
        "IT/delegate",
        consultation.Answer,
        "four are for; IT abstains constructively, with a declaration",
        answer="constructive",
        declaration=stage.seal("Declaration by IT", "IT does not apply this decision."),
        **answered,
    )
    stage.clock("2026-02-27T12:00Z")
    held = stage.standing.consultations[ref]
    result = outcome_of(stage.standing, held, stage.now)
    stage.tell.line(
        f"-> {result.outcome}: bound are {', '.join(result.bound)}; not bound: {', '.join(result.not_bound)}."
    )
    for envoy in ("FR/envoy", "DE/envoy"):
        stage.say(
            envoy,
            mandate.Accept,
            f"the envoy of {envoy[:2]} accepts the mandate",
            mandate=ref,
            commitment=text.commitment,
        )
    stage.mandate = ref
    stage.channel = stage.say(
        "FR/delegate",
        channel.Open,
        "a channel at technical level is re-established",
        counterpart="RU",
        level="technical",
    )


def _cap(stage: Stage) -> None:
    text = stage.seal("Second mandate", "Prisoners only.")
    subject = terms(("UK/envoy",), ("prisoners",))
    deadline = "2026-03-01T12:00Z"
    ref = _open(
        stage, "a second mandate, for the envoy of UK", text, deadline, procedure="vote", subject=subject
    )
    for party in PARTNERS:
        stage.quiet(
            f"{party}/delegate",
            consultation.Answer,
            consultation=ref,
            commitment=text.commitment,
            answer="for",
        )
    stage.clock(deadline)
    stage.refused(
        "UK/envoy",
        mandate.Accept,
        "the envoy of UK accepts, as a third interlocutor",
        17,
        mandate=ref,
        commitment=text.commitment,
    )


def _supported(stage: Stage) -> None:
    """The third outcome: not adopted, and published as supported by some. It is no mandate."""
    text = stage.seal("Joint letter", "A letter in the name of all partners.")
    what, deadline = "a joint letter, to a vote under unanimity", "2026-03-01T14:00Z"
    ref = _open(stage, what, text, deadline, procedure="vote", subject=Position())
    answered = {"consultation": ref, "commitment": text.commitment}
    for party in PARTNERS:
        word = "against" if party == "UK" else "for"
        stage.quiet(f"{party}/delegate", consultation.Answer, answer=word, **answered)
    stage.clock(deadline)
    result = outcome_of(stage.standing, stage.standing.consultations[ref], stage.now)
    stage.tell.line(f"-> {result.outcome}. {support_sentence(result)}")


def _kept(stage: Stage) -> None:
    """Silence that was kept adopts only when a quorum of mirrors has countersigned past its deadline."""
    stage.clock("2026-03-01T13:00Z")
    text = stage.seal(
        "Lines to take", "We speak of prisoners first. We speak for all partners or not at all."
    )
    ref = _open(
        stage,
        "lines to take, under silence until 4 March 12:00 UTC",
        text,
        "2026-03-04T12:00Z",
        procedure="silence",
        subject=Position(),
    )
    for party in PARTNERS:
        receive(stage, party, ref, text)
    stage.lines_to_take = ref


def settle(stage: Stage) -> None:
    """Told in its time: after the deadline and the longest delay."""
    ref = stage.lines_to_take
    stage.tell.line(f"-> the lines to take: {_result(stage, ref)}, until a quorum has countersigned")
    stage.countersign()
    stage.say(
        "PL/desk",
        register.Settle,
        "the mirrors' countersignatures are entered: no objection was held back",
        **stage.settlement(),
    )
    stage.tell.line(f"-> the lines to take: {_result(stage, ref)}, for everyone to recompute")
