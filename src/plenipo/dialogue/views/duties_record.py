"""What is owed to the record: reports, readouts, answers, and judgements that come due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plenipo.acts.words import party_of
from plenipo.dialogue.derived import unbriefed
from plenipo.dialogue.records import Contact
from plenipo.dialogue.shelves import waiting
from plenipo.dialogue.standing import Standing
from plenipo.dialogue.views.duty import Duty
from plenipo.dialogue.views.go_aheads import GoAhead


def on_contacts(standing: Standing, now: int) -> Iterator[Duty]:
    within = standing.rule_book.readout_due * 1000
    for ref in waiting(standing, "ahead", "unbriefed"):
        held = standing.contacts[ref]
        if held.superseded is not None:
            continue
        if held.kind == "planned" and held.report is None and held.cancelled is None and held.when < now:
            yield Duty(
                kind="report-contact",
                parties=(held.party,),
                person=None,
                due=held.when + within,
                overdue=now > held.when + within,
                otherwise="nobody-knows",
                act="contact.report",
                ref=ref,
                index=held.index,
                facts={"when": held.when, "envoy": held.envoy or held.party},
            )
        elif held.kind == "reported" and held.claims_authority == "mandate":
            yield from _briefing(standing, ref, held, now)
    yield from _readouts_owed(standing, now)


def _briefing(standing: Standing, ref: str, held: Contact, now: int) -> Iterator[Duty]:
    """TEU 34: the others are kept informed, by a briefing afterwards or by our readout."""
    if held.when < standing.founded:
        return
    missing = unbriefed(standing, held)
    if not missing:
        return
    due = (held.ended or held.when) + standing.rule_book.readout_due * 1000
    yield Duty(
        kind="brief-partners",
        parties=(held.party,),
        due=due,
        overdue=now > due,
        otherwise="partners-uninformed",
        act="contact.brief",
        ref=ref,
        index=held.index,
        facts={"missing": missing, "when": held.when},
    )


def _readouts_owed(standing: Standing, now: int) -> Iterator[Duty]:
    for party, owed in standing.owed.items():
        for ref, due in owed.items():
            yield Duty(
                kind="file-readout",
                parties=(party,),
                due=due,
                overdue=now > due,
                otherwise="plans-refused",
                act="readout.file",
                ref=ref,
                index=standing.contacts[ref].index,
                facts={"when": standing.contacts[ref].when},
            )


def on_readouts(standing: Standing, now: int) -> Iterator[Duty]:
    del now  # neither has a due date
    inside = (p.id for role in ("partner", "concerned") for p in standing.parties(role))
    for ref in waiting(standing, *(f"unread {party}" for party in inside)):
        held = standing.readouts[ref]
        if held.superseded is not None:
            continue
        for party in held.recipients:
            if party in held.acknowledged or party == party_of(held.by) or _outside(standing, party):
                continue
            yield Duty(
                kind="acknowledge-readout",
                parties=(party,),
                due=None,
                overdue=False,
                otherwise="not-known-as-read",
                act="readout.acknowledge",
                ref=ref,
                index=held.index,
                facts={"from": party_of(held.by), "filed": held.at},
            )
    for ref, question in standing.questions.items():
        author = party_of(standing.readouts[question.readout].by)
        yield Duty(
            kind="answer-question",
            parties=(author,),
            due=None,
            overdue=False,
            otherwise="stays-open",
            act="readout.answer",
            ref=ref,
            index=question.index,
            facts={"from": party_of(question.by), "asked": question.at, "readout": question.readout},
        )


def _outside(standing: Standing, party: str) -> bool:
    return standing.role(party) not in {"partner", "concerned"}


def on_offers(standing: Standing, now: int) -> Iterator[Duty]:
    """Theirs wait for our answer, also "left unanswered on purpose"; one lapses only by its own term."""
    partners = tuple(p.id for p in standing.parties("partner"))
    for ref in waiting(standing, "offers"):
        held = standing.offers[ref]
        if held.ours or held.answer is not None or held.superseded is not None:
            continue
        if held.answer_by is not None and held.answer_by <= now:
            continue
        yield Duty(
            kind="answer-offer",
            parties=tuple(p for p in held.to if p in partners) or partners,
            due=held.answer_by,
            overdue=False,
            otherwise="open-until-answered" if held.answer_by is None else "offer-lapses",
            act="offer.answer",
            ref=ref,
            index=held.index,
            facts={"from": held.counterpart, "made": held.when},
        )


def on_judgements(standing: Standing, now: int) -> Iterator[Duty]:
    for ref in waiting(standing, "commitments"):
        held = standing.commitments[ref]
        if held.status == "pending" and held.due is not None and held.superseded is None:
            yield Duty(
                kind="verify-commitment",
                parties=(party_of(held.by),),
                due=held.due,
                overdue=now > held.due,
                otherwise="commitment-unverified",
                act="commitment.update",
                ref=ref,
                index=held.index,
                facts={"of": held.party},
            )
    for ref in waiting(standing, "assessments"):
        judged = standing.assessments[ref]
        if judged.turned_out is None and judged.resolves is not None and judged.superseded is None:
            yield Duty(
                kind="resolve-assessment",
                parties=(party_of(judged.by),),
                due=judged.resolves,
                overdue=now > judged.resolves,
                otherwise="assessment-unresolved",
                act="assessment.resolve",
                ref=ref,
                index=judged.index,
                facts={"word": judged.word, "scale": judged.scale},
            )


def on_go_aheads(now: int, go_aheads: Iterable[GoAhead]) -> Iterator[Duty]:
    """What lost its go-ahead: a contact is cured or cancelled before its time, a text is withdrawn now."""
    for one in go_aheads:
        if one.stands or (one.what == "contact" and one.at < now):
            continue
        contact = one.what == "contact"
        yield Duty(
            kind="cure-or-cancel-contact" if contact else "withdraw-proposal",
            parties=(one.party,),
            due=one.at if contact else now,
            overdue=False,
            otherwise="held-without-go-ahead" if contact else "stands-without-go-ahead",
            act="contact.cancel" if contact else "proposal.withdraw",
            ref=one.ref,
            index=one.index,
            facts={"lacks": tuple(dict.fromkeys(lacking.code for lacking in one.lacks))},
        )
