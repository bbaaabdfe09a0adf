"""What else may be recorded in a dialogue: what the readers tell of, in order and out of order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from proof_choice import LEVELS, TOPICS, WORDS, often, pick, ref_of_a, some
from proof_scene import Scene

from plenipo.acts import (
    Said,
    assessment,
    channel,
    commitment,
    consultation,
    contact,
    correction,
    offer,
    proposal,
    readout,
    source,
)
from plenipo.acts.words import party_of
from world import DAY, HOUR, PARTNERS, text

FACTS = (contact.Report, offer.Receive, offer.Make, readout.File, commitment.Record, assessment.Make)
CALL: dict[str, Any] = {"counterpart": "RU", "medium": "call"}


def someone(s: Scene) -> str:
    return f"{pick(s, PARTNERS)}/delegate"


def maybe(s: Scene, value: Any) -> Any:
    return value if often(s, 0.5) else None


def by_its_author(s: Scene, ref: str) -> str:
    return next((heard.act.by for heard in s.heard if heard.ref == ref), "FR/delegate")


def talk(s: Scene) -> None:
    at = s.now - pick(s, (0, HOUR, DAY, 9 * DAY, 200 * DAY))
    fields: dict[str, Any] = {
        "party": pick(s, PARTNERS),
        "level": pick(s, LEVELS),
        "at": at,
        "ended": maybe(s, min(s.now, at + pick(s, (HOUR, 2 * DAY, 30 * DAY)))),
        "plan": maybe(s, ref_of_a(s, contact.Plan, contact.Announce)),
        "claims": pick(s, ("mandate", "mandate", "bilateral", "nothing")),
        "known": pick(s, ("own-account", "reported", "their-account")),
        "channel": maybe(s, ref_of_a(s, channel.Open)),
        "through": maybe(s, "TR"),
    }
    fields = {name: value for name, value in fields.items() if value != "0" * 64}
    s.attempt(s.act(f"{fields['party']}/delegate", contact.Report, **CALL, **fields))


def a_side_speaks(s: Scene) -> None:
    kind = pick(s, (contact.Confirm, contact.Deny, contact.DeclineToConfirm))
    at = s.now + pick(s, (0, -DAY, 2 * DAY))
    fields = {"contact": ref_of_a(s, contact.Report), "side": pick(s, ("RU", *PARTNERS)), "at": at}
    s.attempt(s.act(someone(s), kind, **fields))


def brief(s: Scene) -> None:
    told = {"told": some(s, PARTNERS), "when": pick(s, ("before", "after")), "at": s.now}
    s.attempt(s.act(someone(s), contact.Brief, contact=ref_of_a(s, contact.Report), **told))


def outcome(s: Scene) -> None:
    ref = ref_of_a(s, contact.Report)
    s.attempt(s.act(by_its_author(s, ref), contact.Outcome, contact=ref, text=text("outcome")))


def cancel(s: Scene) -> None:
    ref = ref_of_a(s, contact.Plan, contact.Announce)
    s.attempt(s.act(f"{party_of(by_its_author(s, ref))}/delegate", contact.Cancel, contact=ref))


def offered(s: Scene) -> None:
    fields: dict[str, Any] = {
        "level": pick(s, LEVELS),
        "at": s.now - pick(s, (0, DAY)),
        "to": some(s, PARTNERS, 0),
        "answer_by": maybe(s, s.now + pick(s, (HOUR, 20 * DAY))),
        "through": maybe(s, "TR"),
    }
    s.attempt(s.act(someone(s), offer.Receive, **CALL, **fields))


def answer_offer(s: Scene) -> None:
    ref = ref_of_a(s, offer.Receive, offer.Make)
    if often(s, 0.5):
        s.attempt(s.act(someone(s), offer.LeaveUnanswered, offer=ref))
    else:
        at = s.now - pick(s, (0, DAY))
        s.attempt(s.act(someone(s), offer.Answer, offer=ref, answer="declined", at=at))


def put(s: Scene) -> None:
    ref = maybe(s, ref_of_a(s, proposal.Table))
    tabled = s.history.act(ref, proposal.Table) if ref else None
    party = party_of(tabled.envoy) if tabled else pick(s, PARTNERS)
    fields: dict[str, Any] = {"party": party, "counterpart": "RU", "level": "technical", "at": s.now}
    words = tabled.text if tabled else text(pick(s, WORDS))
    proposed = ref if tabled else None
    s.attempt(s.act(f"{party}/delegate", proposal.Report, topics=(), text=words, proposal=proposed, **fields))


def end_proposal(s: Scene) -> None:
    ref = ref_of_a(s, proposal.Table, proposal.Report)
    if often(s, 0.5):
        s.attempt(s.act(f"{party_of(by_its_author(s, ref))}/delegate", proposal.Withdraw, proposal=ref))
    else:
        s.attempt(s.act(someone(s), proposal.Answer, proposal=ref, answer="rejected", at=s.now))


def file_readout(s: Scene) -> None:
    matters = tuple(readout.Raised(topic=topic, raised="not-raised") for topic in TOPICS)
    fields: dict[str, Any] = {
        "contact": ref_of_a(s, contact.Report),
        "side": pick(s, ("ours", "ours", "theirs")),
        "recipients": some(s, (*PARTNERS, "UA")),
        "matters": matters,
    }
    s.attempt(s.act(someone(s), readout.File, text=text("readout"), **fields))


def share(s: Scene) -> None:
    ref = ref_of_a(s, readout.File)
    recipients = some(s, PARTNERS)
    by = by_its_author(s, ref)
    s.attempt(s.act(by, readout.Share, readout=ref, text=text("readout"), recipients=recipients))


def acknowledge(s: Scene) -> None:
    ref = ref_of_a(s, readout.File)
    for party in some(s, (*PARTNERS, "UA")):
        s.attempt(s.act(f"{party}/delegate", readout.Acknowledge, readouts=(ref,)))


def undertake(s: Scene) -> None:
    fields: dict[str, Any] = {
        "party": "RU",
        "to": PARTNERS,
        "due": maybe(s, s.now + pick(s, (-DAY, 9 * DAY))),
    }
    s.attempt(s.act(someone(s), commitment.Record, text=text("undertaking"), **fields))


def update(s: Scene) -> None:
    status = pick(s, ("pending", "kept", "broken"))
    s.attempt(s.act(someone(s), commitment.Update, commitment=ref_of_a(s, commitment.Record), status=status))


def assess(s: Scene) -> None:
    resolves = maybe(s, s.now + pick(s, (-DAY, 9 * DAY)))
    word = {"scale": "icd-203", "word": "likely", "confidence": "low"}
    s.attempt(s.act(someone(s), assessment.Make, text=text("judged"), resolves=resolves, **word))


def resolve(s: Scene) -> None:
    ref = ref_of_a(s, assessment.Make)
    s.attempt(s.act(someone(s), assessment.Resolve, assessment=ref, turned_out="so"))


def take_back(s: Scene) -> None:
    ref = ref_of_a(s, *FACTS)
    instead = maybe(s, ref_of_a(s, *FACTS))
    s.attempt(s.act(by_its_author(s, ref), correction.Correct, act=ref, instead=instead))


def receive(s: Scene) -> None:
    ref = ref_of_a(s, consultation.Open)
    held = s.history.act(ref, consultation.Open)
    if held is not None:
        here = consultation.Receipt(consultation=ref, commitment=held.text.commitment)
        for party in some(s, PARTNERS):
            s.attempt(s.act(f"{party}/delegate", consultation.Receive, texts=(here,)))


def extend(s: Scene) -> None:
    ref = ref_of_a(s, consultation.Open)
    by, later = by_its_author(s, ref), s.now + pick(s, (DAY, 20 * DAY))
    if often(s, 0.8):
        s.attempt(s.act(by, consultation.Extend, consultation=ref, deadline=later))
    else:
        s.attempt(s.act(by, consultation.Withdraw, consultation=ref))


def add_source(s: Scene) -> None:
    s.attempt(s.act(someone(s), source.Add, text=text("source"), grade="B2", published=s.now))


RECORDING: dict[Callable[[Scene], None], int] = {
    talk: 8,
    a_side_speaks: 6,
    brief: 3,
    outcome: 1,
    cancel: 2,
    offered: 3,
    answer_offer: 3,
    put: 3,
    end_proposal: 3,
    file_readout: 5,
    share: 1,
    acknowledge: 4,
    undertake: 2,
    update: 2,
    assess: 2,
    resolve: 2,
    take_back: 4,
    receive: 3,
    extend: 2,
    add_source: 1,
}


def record(s: Scene) -> str:
    """Something is recorded; tells what."""
    chosen = s.chance.choices(list(RECORDING), list(RECORDING.values()))[0]
    chosen(s)
    return chosen.__name__


def kinds_said(s: Scene) -> set[type[Said]]:
    return {type(heard.act) for heard in s.heard if not heard.void}
