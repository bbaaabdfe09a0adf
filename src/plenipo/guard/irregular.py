"""Facts are recorded and flagged: what is irregular in them, and what presses on a concerned party.

A flag is computed when the fact is registered, on the entries before it, and stays as a finding that no
later act clears. Definitions of the findings of pressure (design: made visible, never added to):

- short-notice: less time to answer than the charter's notice.
- asked-again-after-refusal: within the cooling-off of a refusal on the matter, with no invitation since.
- asked-after-intended: the text was already planned or put when consent was asked.
- tied: the request is linked to other acts.
- several-askers: another partner's request on the matter is open.
- narrowed-after-refusal: a charter takes a matter away within the cooling-off of its refusal.
- statement-while-pending: a partner's public statement on the matter while a request is open.
- pressure-reported: the concerned party says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from plenipo.acts import (
    Said,
    consent,
    contact,
    correction,
    dialogue,
    key,
    mandate,
    pressure,
    proposal,
    readout,
    statement,
)
from plenipo.acts.words import party_of
from plenipo.dialogue.derived import reserved_topics
from plenipo.dialogue.entered import Flag
from plenipo.dialogue.records import Contact, Proposal
from plenipo.guard.case import Case, intent_behind
from plenipo.guard.rules.authority import rules_of_intent
from plenipo.guard.rules.reserved import rule_20, spoke, unmet_claims
from plenipo.guard.rules.terms import tenure
from plenipo.guard.verdict import Reason


def flags_of(case: Case) -> Iterator[Flag]:
    check = _CHECKS.get(type(case.act))
    if check is not None:
        yield from check(case, case.act)


def _reported(case: Case, act: contact.Report) -> Iterator[Flag]:
    """What took place before the founding breaks no rule of this dialogue."""
    if act.at < case.standing.founded:
        return
    held = case.standing.contacts.get(act.plan or "")
    if act.claims == "mandate":
        if held is None or held.kind != "planned":
            yield Flag("no-go-ahead", act.party)
            return
        yield from _strayed(held, act)
        yield from _hurried(case, held, act)
        yield from _not_cleared(case, held, act.at)
    elif held is None and act.known != "own-account" and case.standing.role(act.party) == "partner":
        yield Flag("contact-undeclared", act.party, {"known": act.known, "claims": act.claims})


def _strayed(held: Contact, act: contact.Report) -> Iterator[Flag]:
    """What took place beside what was cleared."""
    if held.cancelled is not None:
        yield Flag("held-after-cancelling", act.party)
    if act.counterpart != held.counterpart:
        yield Flag("other-counterpart", act.party, {"cleared": held.counterpart, "was": act.counterpart})
    if act.level != held.level:
        yield Flag("other-level", act.party, {"cleared": held.level, "was": act.level})
    if act.medium != held.medium:
        yield Flag("other-medium", act.party, {"cleared": held.medium, "was": act.medium})
    if act.envoy is not None and act.envoy != held.envoy:
        yield Flag("other-envoy", act.party, {"cleared": held.envoy or "", "was": act.envoy})
    strayed = set(act.topics) - set(held.topics)
    if strayed:
        yield Flag("other-topics", act.party, {"topics": " ".join(sorted(strayed))})


def _hurried(case: Case, held: Contact, act: contact.Report) -> Iterator[Flag]:
    """Held before it was cleared, or before each concerned party had its time to claim it."""
    if act.at < held.at:
        yield Flag("held-before-go-ahead", act.party)
    for party in case.standing.parties("concerned"):
        early = act.at < held.at + case.charter.claim_window * 1000
        if early and not spoke(case.standing, party.id, held, act.at):
            yield Flag("held-within-claim-window", act.party, {"party": party.id})


def _not_cleared(case: Case, held: Contact | Proposal, at: int) -> Iterator[Flag]:
    """The go-ahead is derived again, as things stand now, for the time at which it took place."""
    intent = intent_behind(held, at)
    if intent is None:
        return
    reasons: list[Reason] = [
        *rules_of_intent(case.standing, intent, at),
        *rule_20(case.standing, intent, at),
    ]
    if isinstance(held, Contact):
        reasons += unmet_claims(case.standing, held.claims, intent, at)
    for reason in reasons:
        if reason.rule != 31:  # an overdue readout stops plans, it does not spoil what was cleared
            facts = {**reason.facts, "rule": reason.rule}
            yield Flag("without-" + reason.code, party_of(held.envoy or held.by), facts)


def _put(case: Case, act: proposal.Report) -> Iterator[Flag]:
    held = case.standing.proposals.get(act.proposal or "")
    if held is None or held.put is not None:
        yield Flag("put-without-go-ahead", act.party)
        return
    if act.at < held.at:
        yield Flag("put-before-go-ahead", act.party)
    if act.party != party_of(held.envoy or held.by):
        yield Flag("put-by-another", act.party, {"cleared": party_of(held.envoy or held.by)})
    if held.commitment != act.text.commitment:
        yield Flag("another-text-put", act.party)
    if (held.counterpart, held.level) != (act.counterpart, act.level):
        yield Flag("put-elsewhere", act.party)
    if held.withdrawn is not None:
        yield Flag("put-after-withdrawing", act.party)
    yield from _not_cleared(case, held, act.at)


def _raised(case: Case, act: readout.File) -> Iterator[Flag]:
    """A reserved matter that we raised without consent is a breach, told by the one who tells it."""
    held = case.standing.contacts.get(act.contact)
    if held is None or held.when < case.standing.founded:
        return
    planned = case.standing.contacts.get(held.plan or "")
    consented = set(planned.topics if planned else ())
    for matter in act.matters:
        if matter.raised == "by-us" and matter.topic not in consented:
            yield Flag("reserved-matter-raised", held.party, {"topic": matter.topic, "contact": act.contact})


def _asked(case: Case, act: consent.Ask) -> Iterator[Flag]:
    charter, standing, by = case.charter, case.standing, party_of(case.act.by)
    if act.answer_by < case.now + charter.notice * 1000:
        facts: dict[str, str | int] = {"asker": by, "seconds": max(0, (act.answer_by - case.now) // 1000)}
        yield Flag("short-notice", act.party, facts)
    for topic in act.topics or ("",):
        yield from _asked_on(case, act, topic)
    yield from _same_text_refused(case, act)
    intended = standing.intended.get(act.text.commitment) or _announced(case, act)
    if intended is not None:
        yield Flag("asked-after-intended", act.party, {"asker": by, "intended": intended})
    if act.linked:
        yield Flag("tied", act.party, {"asker": by, "linked": len(act.linked)})


def _announced(case: Case, act: consent.Ask) -> str | None:
    """A contact on these matters that the asker's party already announced to the counterpart's side."""
    tables = (case.standing.announced.get(f"{party_of(act.by)} {topic}", {}) for topic in act.topics)
    first = [(index, ref) for table in tables for ref, index in islice(table.items(), 1)]
    return min(first)[1] if first else None


def _same_text_refused(case: Case, act: consent.Ask) -> Iterator[Flag]:
    """The text that was refused, under another topic."""
    for ref in case.standing.asked.get(act.text.commitment, ()):
        asked = case.standing.asks[ref]
        if (asked.party, asked.answered) != (act.party, "refused"):
            continue
        if not set(asked.topics) & set(act.topics) and set(asked.topics) != set(act.topics):
            after = (case.now - (asked.answered_at or case.now)) // 1000
            topics = " ".join(act.topics) or "the same text"
            facts: dict[str, str | int] = {"asker": party_of(act.by), "topic": topics, "seconds": after}
            yield Flag("asked-again-after-refusal", act.party, facts)
            return


def _asked_on(case: Case, act: consent.Ask, topic: str) -> Iterator[Flag]:
    matter, by = case.standing.matters.get(f"{act.party} {topic}"), party_of(act.by)
    if matter is None:
        return
    if matter.refused is not None and (matter.invited is None or matter.invited < matter.refused):
        after = (case.now - matter.refused) // 1000
        if after < case.charter.cooling_off:
            facts: dict[str, str | int] = {"asker": by, "topic": topic, "seconds": after}
            yield Flag("asked-again-after-refusal", act.party, facts)
    others = sorted({p for ref, p in matter.pending.items() if _open(case, ref)} - {by})
    if others:
        yield Flag("several-askers", act.party, {"topic": topic, "askers": " ".join([*others, by])})


def _open(case: Case, ask: str) -> bool:
    """A request is open until its answer-by; after that nobody waits, and nothing is owed."""
    return case.now < case.standing.asks[ask].answer_by


def _amended(case: Case, act: dialogue.Amend) -> Iterator[Flag]:
    becomes = reserved_topics(act.charter)
    for party, topics in reserved_topics(case.charter).items():
        for topic in sorted(set(topics) - set(becomes.get(party, ()))):
            matter = case.standing.matters.get(f"{party} {topic}")
            if matter is None or matter.refused is None:
                continue
            if case.now - matter.refused < case.charter.cooling_off * 1000:
                yield Flag("narrowed-after-refusal", party, {"topic": topic})


def _stated(case: Case, act: statement.Record) -> Iterator[Flag]:
    if case.standing.role(act.party) != "partner":
        return
    for party in case.standing.parties("concerned"):
        for topic in sorted(case.standing.reserved_to(party.id).intersection(act.topics)):
            matter = case.standing.matters.get(f"{party.id} {topic}")
            if matter is not None and any(_open(case, ref) for ref in matter.pending):
                yield Flag("statement-while-pending", party.id, {"by": act.party, "topic": topic})


def _pressed(_case: Case, act: pressure.Report) -> Iterator[Flag]:
    yield Flag("pressure-reported", party_of(act.by), {"source": act.source or "not named"})


def _doubtful(_case: Case, act: key.Revoke) -> Iterator[Flag]:
    if act.since is not None:
        yield Flag("key-doubtful", act.owner, {"since": act.since, "key": act.key})


def _corrected(case: Case, act: correction.Correct) -> Iterator[Flag]:
    held = case.standing.contacts.get(act.act)
    owing = any(act.act in owed for owed in case.standing.owed.values())
    instead = case.standing.contacts.get(act.instead or "")
    passed_on = instead is not None and held is not None and instead.party == held.party
    if held is not None and owing and not passed_on:
        yield Flag("taken-back-while-owing", held.party, {"contact": act.act})


def _disavowed(case: Case, act: contact.Disavow) -> Iterator[Flag]:
    held = case.standing.contacts.get(act.contact)
    if held is not None:
        yield Flag("contact-disavowed", held.party, {"by": party_of(act.by), "contact": act.contact})


_CHECKS: dict[type[Said], Callable[[Case, Any], Iterator[Flag]]] = {
    contact.Report: _reported,
    contact.Disavow: _disavowed,
    correction.Correct: _corrected,
    proposal.Report: _put,
    readout.File: _raised,
    consent.Ask: _asked,
    dialogue.Amend: _amended,
    statement.Record: _stated,
    pressure.Report: _pressed,
    key.Revoke: _doubtful,
    mandate.Accept: tenure,
}
