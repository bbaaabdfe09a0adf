"""Part four: the consent of the one concerned. It is never a debt, and pressure on it is made visible."""

from __future__ import annotations

from typing import Any

from plenipo.acts import consent, contact, proposal
from plenipo.acts.words import Text
from plenipo.dialogue.views.duty_words import duty_sentence
from plenipo.guard.standing_goaheads import duties_now
from plenipo_cli.demo.people import CONCERNED, PARTNERS
from plenipo_cli.demo.stage import Stage, ms

WHO = (*PARTNERS, *CONCERNED)


def play(stage: Stage) -> None:
    stage.tell.chapter("4. Consent: asked, refused, asked again, given, withdrawn")
    _refused_and_asked_again(stage)
    _given_and_withdrawn(stage)


def _ask(stage: Stage, by: str, what: str, text: Text, answer_by: str) -> str:
    return stage.say(
        by,
        consent.Ask,
        what,
        party="UA",
        topics=("ceasefire",),
        counterpart="RU",
        level="technical",
        text=text,
        reason=stage.seal("Reason", "To test whether monitoring can be discussed.", to=WHO),
        answer_by=ms(answer_by),
    )


def _table(stage: Stage, text: Text, topics: tuple[str, ...] = ("ceasefire",)) -> dict[str, Any]:
    return {
        "mandate": stage.mandate,
        "envoy": "FR/envoy",
        "counterpart": "RU",
        "level": "technical",
        "medium": "meeting",
        "topics": topics,
        "text": text,
    }


def _refused_and_asked_again(stage: Stage) -> None:
    stage.clock("2026-03-10T09:00Z")
    text = stage.seal("Proposal, first", "A monitored pause along the line of contact.", to=WHO)
    stage.refused(
        "FR/envoy",
        proposal.Table,
        "a proposal, labelled `prisoners` although it speaks of a pause",
        20,
        **_table(stage, text, ("prisoners",)),
    )
    stage.tell.say(
        """The label does not help: a text that is put needs the word of the one concerned on exactly that
        text. Silence is never consent. FR asks:"""
    )
    asked = _ask(stage, "FR/delegate", "FR asks UA, answer by 16 March", text, "2026-03-16T09:00Z")
    stage.clock("2026-03-12T09:00Z")
    stage.say("UA/delegate", consent.Refuse, "UA refuses. No reason is owed", ask=asked)
    stage.clock("2026-03-14T09:00Z")
    stage.tell.say("Two days later another partner asks again, for the day after:")
    again = stage.seal("Proposal, second", "A pause along the line of contact, monitored.", to=WHO)
    _ask(stage, "DE/delegate", "DE asks UA again, answer by tomorrow", again, "2026-03-15T09:00Z")
    stage.tell.say(
        """The request is not blocked, since hiding it would hide the pressure. It stands in the
        record with what it is, and every partner's node computes the same finding."""
    )


def _given_and_withdrawn(stage: Stage) -> None:
    stage.clock("2026-04-20T09:00Z")
    stage.say(
        "UA/delegate", consent.Invite, "UA invites the partners to ask on `ceasefire`", topics=("ceasefire",)
    )
    text = stage.seal("Proposal, third", "Experts of both sides compare monitoring methods.", to=WHO)
    asked = _ask(stage, "FR/delegate", "FR asks, answer by 27 April", text, "2026-04-27T09:00Z")
    stage.clock("2026-04-24T09:00Z")
    given = stage.say(
        "UA/delegate",
        consent.Give,
        "UA consents, on a condition: its own expert takes part",
        ask=asked,
        commitment=text.commitment,
        topics=("ceasefire",),
        counterpart="RU",
        level="technical",
        until=ms("2026-06-01T00:00Z"),
        conditions=stage.seal("Condition", "An expert of UA takes part.", to=WHO),
    )
    stage.refused(
        "FR/envoy", proposal.Table, "the proposal, before the condition is met", 20, **_table(stage, text)
    )
    stage.clock("2026-04-27T09:00Z")
    stage.say("UA/delegate", consent.ConditionsMet, "UA signs that its condition is met", consent=given)
    stage.say("FR/envoy", proposal.Table, "go-ahead for the proposal", **_table(stage, text))
    stage.clock("2026-04-29T09:00Z")
    stage.say("UA/delegate", consent.Withdraw, "UA withdraws its consent", consent=given)
    for duty in duties_now(stage.standing, stage.now):
        if duty.kind == "withdraw-proposal":
            stage.tell.line(f"-> a duty for FR: {duty_sentence(duty)}")
    stage.refused(
        "FR/envoy",
        contact.Plan,
        "a meeting to put it after all",
        20,
        mandate=stage.mandate,
        envoy="FR/envoy",
        counterpart="RU",
        level="technical",
        medium="meeting",
        topics=("ceasefire",),
        at=ms("2026-05-05T09:00Z"),
        lines=text,
    )
