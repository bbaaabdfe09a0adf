"""The last chapter: what a desk officer meets on a Monday morning, for each party what waits for it.

Everything is said by the people themselves, in the days before. The chapter leaves a live situation: texts to
be acknowledged and answered, a request for consent, a contact to be reported and one to be claimed.
"""

from __future__ import annotations

from msgspec.structs import replace

from plenipo.acts import (
    assessment,
    commitment,
    consent,
    consultation,
    contact,
    mandate,
    offer,
    proposal,
    readout,
    register,
    source,
    statement,
)
from plenipo.acts.consultation import ContactDraft, Position
from plenipo.acts.readout import Raised
from plenipo.acts.words import Text
from plenipo.dialogue.derived import outcome_of
from plenipo.dialogue.views.duties import duties_of
from plenipo.dialogue.views.requests import requests_to
from plenipo.guard.standing_goaheads import duties_now
from plenipo_cli.demo import decisions
from plenipo_cli.demo import today_texts as texts
from plenipo_cli.demo.narrator import when
from plenipo_cli.demo.people import MEMBERS, PARTNERS
from plenipo_cli.demo.stage import Stage, ms

CALL, CALL_ENDED = "2026-07-03T13:00Z", "2026-07-03T13:50Z"
MORNING, WEDNESDAY = "2026-07-06T05:30Z", "2026-07-08T08:00Z"
NOW = "2026-07-06T07:00Z"  # Monday, 9:00 in Paris


def play(stage: Stage) -> None:
    stage.tell.chapter("7. Monday, 6 July 2026, 9:00 in Paris: what waits, and for whom")
    _cleared(stage)
    _renewed(stage)
    _asked(stage)
    called = _called(stage)
    _put_to_the_partners(stage)
    _planned_for_this_morning(stage)
    _accounts(stage, called)
    _read(stage, called)
    _offered(stage)
    _this_morning(stage)
    _waiting(stage)
    stage.countersign()


def _seal(
    stage: Stage, title: str, words: str, marking: str = "TLP:AMBER", to: tuple[str, ...] = MEMBERS
) -> Text:
    return stage.seal(title, texts.EXERCISE + words, to=to, marking=marking)


def _cleared(stage: Stage) -> None:
    """What was left of the spring: countersignatures, a proposal without its consent, a readout unread."""
    stage.clock("2026-07-01T11:00Z")
    stage.quiet("FR/desk", register.Settle, **stage.settlement())
    for ref, tabled in stage.standing.proposals.items():
        if tabled.withdrawn is None:
            stage.quiet("FR/envoy", proposal.Withdraw, proposal=ref)
    for ref, filed in stage.standing.readouts.items():
        for party in sorted(set(filed.recipients) - set(filed.acknowledged)):
            stage.quiet(f"{party}/legal", readout.Acknowledge, readouts=(ref,))


def _renewed(stage: Stage) -> None:
    """A mandate renews another with a judgement of what that one reached."""
    stage.clock("2026-07-01T12:00Z")
    judged = stage.quiet(
        "DE/desk",
        assessment.Make,
        text=_seal(stage, "What the first mandate reached", texts.REACHED),
        scale="icd-203",
        word="likely",
        confidence="moderate",
        resolves=ms("2026-10-01T00:00Z"),
    )
    text = _seal(stage, "Mandate of 2 July", texts.RENEWED)
    terms = replace(
        decisions.terms(("FR/envoy", "DE/envoy")),
        starts=ms("2026-07-02T10:00Z"),
        ends=ms("2026-09-30T22:00Z"),
        renews=stage.mandate,
        judged=judged,
        contact_point="FR/envoy",
        red_lines=tuple(_seal(stage, "Red line", line) for line in (texts.TERRITORY, texts.MEASURES)),
    )
    ref = stage.quiet(
        "FR/delegate",
        consultation.Open,
        subject=terms,
        text=text,
        procedure="vote",
        deadline=ms("2026-07-02T10:00Z"),
    )
    for party in PARTNERS:
        _answer(stage, party, ref, text, "for")
    stage.clock("2026-07-02T10:00Z")
    for envoy in terms.envoys:
        stage.quiet(envoy, mandate.Accept, mandate=ref, commitment=text.commitment)
    outcome = outcome_of(stage.standing, stage.standing.consultations[ref], stage.now).outcome
    who = " and ".join(terms.envoys)
    stage.tell.line(f"-> the mandate, renewed until 30 September: {outcome}, and accepted by {who}")
    stage.mandate = ref


def _answer(stage: Stage, party: str, ref: str, text: Text, word: str) -> None:
    stage.quiet(
        f"{party}/delegate",
        consultation.Answer,
        consultation=ref,
        commitment=text.commitment,
        answer=word,
    )


def _asked(stage: Stage) -> None:
    """With a week's notice, on a matter that UA has invited to ask on."""
    stage.clock("2026-07-02T11:00Z")
    stage.say(
        "FR/delegate",
        consent.Ask,
        "FR asks UA for its consent to a text on `ceasefire`, answer by 10 July",
        party="UA",
        topics=("ceasefire",),
        counterpart="RU",
        level="technical",
        text=_seal(stage, "Exchange of technical notes on monitoring", texts.EXPERTS),
        reason=_seal(stage, "Why we ask", texts.EXPERTS_WHY),
        answer_by=ms("2026-07-10T15:00Z"),
    )


def _plan(stage: Stage, envoy: str, at: str, lines: Text, topics: tuple[str, ...]) -> str:
    return stage.quiet(
        envoy,
        contact.Plan,
        mandate=stage.mandate,
        envoy=envoy,
        counterpart="RU",
        level="technical",
        medium="call",
        topics=topics,
        at=ms(at),
        lines=lines,
        channel=stage.channel,
    )


def _called(stage: Stage) -> str:
    """Planned on Thursday, held on Friday, the readout on the same evening."""
    topics = ("prisoners", "nuclear-safety")
    lines = _seal(stage, "Lines for the call of 3 July", texts.CALL_LINES)
    stage.clock("2026-07-02T12:00Z")
    planned = _plan(stage, "FR/envoy", CALL, lines, topics)
    stage.clock("2026-07-03T14:10Z")
    return stage.quiet(
        "FR/envoy",
        contact.Report,
        party="FR",
        counterpart="RU",
        level="technical",
        medium="call",
        at=ms(CALL),
        ended=ms(CALL_ENDED),
        plan=planned,
        envoy="FR/envoy",
        claims="mandate",
        topics=topics,
        channel=stage.channel,
        ours_says="FR",
        theirs_says="FR",
    )


def _put_to_the_partners(stage: Stage) -> None:
    stage.clock("2026-07-03T15:00Z")
    text = _seal(stage, "Common lines on monitoring", texts.MONITORING)
    ref = stage.say(
        "FR/delegate",
        consultation.Open,
        "common lines on monitoring, under silence until 8 July 10:00 UTC",
        subject=Position(),
        text=text,
        procedure="silence",
        deadline=ms("2026-07-08T10:00Z"),
    )
    for party in ("FR", "DE", "IT", "UK"):
        decisions.receive(stage, party, ref, text)
    stage.quiet(
        "IT/delegate",
        consultation.Attach,
        consultation=ref,
        commitment=text.commitment,
        what="statement",
        text=_seal(stage, "Statement by IT", texts.MONITORING_IT),
    )
    text = _seal(stage, "Lines for a call between foreign ministers", texts.MINISTERS, "TLP:AMBER+STRICT")
    ref = stage.say(
        "DE/delegate",
        consultation.Open,
        "lines for a call between ministers, to a vote by qualified majority until 7 July 16:00 UTC",
        subject=ContactDraft(counterpart="RU", level="ministerial"),
        text=text,
        procedure="vote",
        deadline=ms("2026-07-07T16:00Z"),
    )
    _answer(stage, "DE", ref, text, "for")
    _answer(stage, "IT", ref, text, "against")


def _planned_for_this_morning(stage: Stage) -> None:
    stage.clock("2026-07-03T15:30Z")
    lines = _seal(stage, "Lines for the call of 6 July", texts.MORNING_LINES)
    _plan(stage, "FR/envoy", MORNING, lines, ("nuclear-safety",))
    told = ("DE", "FR", "PL")
    stage.quiet(
        "PL/delegate",
        contact.Announce,
        counterpart="RU",
        level="senior",
        medium="meeting",
        at=ms("2026-07-10T08:00Z"),
        text=_seal(stage, "A bilateral meeting", texts.BILATERAL, "TLP:AMBER // REL TO DE,FR,PL", told),
    )


def _accounts(stage: Stage, called: str) -> None:
    """Two accounts of one call, and what each side said in public."""
    stage.clock("2026-07-03T17:00Z")
    filed = stage.say(
        "FR/envoy",
        readout.File,
        "the readout of a call of 3 July; IT, UK and UA have acknowledged it",
        contact=called,
        side="ours",
        text=_seal(stage, "Readout of the call of 3 July", texts.CALL_READOUT),
        recipients=("DE", "PL", "IT", "UK", "UA"),
        matters=(
            Raised(topic="ceasefire", raised="by-them"),
            Raised(topic="territory", raised="not-raised"),
        ),
    )
    for reader in ("IT/desk", "UK/legal", "UA/delegate"):
        stage.quiet(reader, readout.Acknowledge, readouts=(filed,))
    stage.quiet(
        "UA/delegate",
        readout.Question,
        readout=filed,
        text=_seal(stage, "Two questions", texts.ASKED_BY_UA),
    )
    stage.quiet(
        "FR/desk",
        commitment.Record,
        party="RU",
        to=("FR",),
        text=_seal(stage, "RU's list of prisoners", texts.UNDERTAKEN),
        due=ms("2026-07-08T18:00Z"),
    )


def _read(stage: Stage, called: str) -> None:
    """What was published: a first source, and a newspaper that only repeats it."""
    stage.clock("2026-07-04T08:00Z")
    first = _source(stage, "The foreign ministry of RU, its site, 3 July", "D3")
    paper = _source(stage, "A newspaper of DE, 4 July, after that site", "B3", origin=first)
    ours = _source(stage, "The foreign ministry of FR, its site, 3 July", "A2")
    stage.quiet("DE/desk", contact.Confirm, contact=called, side="RU", at=ms(CALL_ENDED), sources=(first,))
    stage.say(
        "DE/desk",
        readout.File,
        "what RU published of the same call, filed as its account: the two can be compared",
        contact=called,
        side="theirs",
        text=_seal(stage, "RU's account of the call of 3 July", texts.THEIR_READOUT, "TLP:GREEN"),
        recipients=("FR", "PL", "IT", "UK", "UA"),
    )
    said = _statement(stage, "DE/desk", "RU", texts.THEIR_STATEMENT, (first, paper))
    _statement(stage, "FR/desk", "FR", texts.SPOKEN, (ours,))
    stage.quiet(
        "FR/desk",
        statement.Dispute,
        statement=said,
        text=_seal(stage, "What FR disputes", texts.DISPUTE, "TLP:GREEN"),
    )


def _source(stage: Stage, cited: str, grade: str, origin: str | None = None) -> str:
    text = _seal(stage, "Source", cited, "TLP:CLEAR")
    published = ms("2026-07-03T16:00Z")
    return stage.quiet("DE/desk", source.Add, text=text, grade=grade, published=published, origin=origin)


def _statement(stage: Stage, by: str, party: str, words: str, sources: tuple[str, ...]) -> str:
    return stage.quiet(
        by,
        statement.Record,
        party=party,
        at=ms("2026-07-03T16:00Z"),
        text=_seal(stage, f"Statement by {party} of 3 July", words, "TLP:CLEAR"),
        sources=sources,
        topics=("prisoners",),
    )


def _offered(stage: Stage) -> None:
    stage.clock("2026-07-04T15:00Z")
    stage.say(
        "DE/desk",
        offer.Receive,
        "an offer of RU: a meeting at senior level, on a condition; answer by 9 July",
        counterpart="RU",
        level="senior",
        medium="meeting",
        at=ms("2026-07-04T10:00Z"),
        to=("FR", "DE"),
        condition=_seal(stage, "RU's condition", texts.OFFER_CONDITION),
        answer_by=ms("2026-07-09T16:00Z"),
        text=_seal(stage, "RU's offer of 4 July", texts.OFFER),
    )
    stage.clock("2026-07-05T16:00Z")
    stage.quiet(
        "PL/desk",
        assessment.Make,
        text=_seal(stage, "Whether the list comes", texts.LIST_COMES),
        scale="phia",
        word="likely",
        confidence="low",
        resolves=ms("2026-07-09T00:00Z"),
    )


def _this_morning(stage: Stage) -> None:
    stage.clock("2026-07-06T06:10Z")
    lines = _seal(stage, "Lines for the call of 8 July", texts.WEDNESDAY_LINES)
    _plan(stage, "DE/envoy", WEDNESDAY, lines, ("prisoners",))
    stage.tell.line(
        "-> a call of the envoy of FR was planned for 7:30 this morning in Paris; one of DE's is for "
        "Wednesday, and UA may claim or disclaim it until tomorrow 6:10 UTC"
    )
    stage.clock(NOW)


def _waiting(stage: Stage) -> None:
    """Computed, as each desk would show it. What UA is asked is told apart: it owes no answer."""
    every = duties_now(stage.standing, stage.now)
    for party in ("FR", "DE", "PL", "UA"):
        owed = duties_of(every, party)
        due = [duty.due for duty in owed if duty.due is not None]
        next_due = f", the next by {when(min(due))} UTC" if due else ""
        asked = len(requests_to(stage.standing, party, stage.now).open)
        requests = f"; asked of it and owed by nobody: {asked}" if asked else ""
        stage.tell.line(f"-> {party}: {len(owed)} to do{next_due}{requests}")
