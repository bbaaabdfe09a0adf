"""May this be intended: what the mandate covers, judged for now and for the planned time.

10  The mandate is in force: adopted, accepted by this envoy, not suspended, revoked or ended.
11  The envoy is named in it, accredited, and the act is said by them or their party's delegate.
12  Its counterpart is the one intended.
13  Its levels cover the level intended.
14  Its media cover the medium intended.
15  Its topics cover the topics intended.
16  It reaches as far: explore, then propose, then agree ad referendum.
17  No more envoys than the cap: checked when one accepts.
18  What is planned lies ahead, what is reported behind.
30  An intermediary is one that the charter allows.
31  No readout that the envoy's party owes is overdue.
32  Where the charter asks it, the partners were consulted on these lines beforehand.
"""

from __future__ import annotations

from collections.abc import Iterator

from plenipo.acts import contact, mandate, proposal
from plenipo.acts.consultation import ContactDraft, MandateTerms
from plenipo.acts.words import REACHES, party_of
from plenipo.dialogue.derived import accepted, accredited, interlocutors, mandate_state, outcome_of
from plenipo.dialogue.records import Mandate
from plenipo.dialogue.standing import Standing
from plenipo.guard.case import Case, Intent
from plenipo.guard.verdict import Cure, Facts, Reason

CLOCKS_DIFFER = 60_000  # ms between an author's clock and the registrar's
NEW_MANDATE = Cure("new-mandate", "consultation.open", "partners")


def rules_of_intent(standing: Standing, intent: Intent, now: int) -> Iterator[Reason]:
    """Rules 10 to 16 and 30, 31: all of them, whatever the first says."""
    held = standing.mandates.get(intent.mandate)
    if held is None:
        yield _no_mandate(standing, intent, now)
    else:
        yield from _in_force(standing, held, intent, now)
        yield from _envoy(standing, held, intent)
        yield from _scope(held, intent)
    yield from _through(standing, intent)
    yield from _owed(standing, intent, now)


def _no_mandate(standing: Standing, intent: Intent, now: int) -> Reason:
    decided = standing.consultations.get(intent.mandate)
    if decided is None or not isinstance(decided.subject, MandateTerms):
        return Reason(10, "no-mandate", {"mandate": intent.mandate}, (NEW_MANDATE,))
    outcome = outcome_of(standing, decided, now).outcome
    if outcome == "adopted":
        cure = Cure("accept", "mandate.accept", intent.envoy)
        return Reason(10, "not-accepted", {"mandate": intent.mandate, "envoy": intent.envoy}, (cure,))
    return Reason(10, "not-adopted", {"mandate": intent.mandate, "outcome": outcome}, (NEW_MANDATE,))


def _in_force(standing: Standing, held: Mandate, intent: Intent, now: int) -> Iterator[Reason]:
    for at, when in ((now, "now"), (intent.at, "then")) if intent.at != now else ((now, "now"),):
        state = mandate_state(held, at)
        if state == "in force":
            continue
        facts: Facts = {"state": state, "when": when, "starts": held.terms.starts, "ends": held.terms.ends}
        cures = {
            "suspended": (Cure("resume", "mandate.resume", " ".join(held.suspended)),),
            "not yet": (Cure("wait"),),
        }.get(state, (NEW_MANDATE,))
        yield Reason(10, "mandate-" + state.replace(" ", "-"), facts, cures)
        return
    if not accepted(standing, held, intent.envoy, intent.at):
        cure = Cure("accept", "mandate.accept", intent.envoy)
        yield Reason(10, "not-accepted", {"mandate": intent.mandate, "envoy": intent.envoy}, (cure,))


def _envoy(standing: Standing, held: Mandate, intent: Intent) -> Iterator[Reason]:
    if intent.envoy not in held.terms.envoys:
        facts: Facts = {"envoy": intent.envoy, "named": " ".join(held.terms.envoys)}
        yield Reason(11, "envoy-not-named", facts, (Cure("named-envoy"), NEW_MANDATE))
    person = standing.persons.get(intent.envoy)
    known = person is not None and "envoy" in person.functions
    if not known or not accredited(standing, intent.envoy, intent.at):
        cure = Cure("accredit", "person.accredit", f"{party_of(intent.envoy)}:authority")
        yield Reason(11, "envoy-not-accredited", {"envoy": intent.envoy}, (cure,))


def _scope(held: Mandate, intent: Intent) -> Iterator[Reason]:
    terms = held.terms
    if intent.counterpart != terms.counterpart:
        facts: Facts = {"intended": intent.counterpart, "mandated": terms.counterpart}
        yield Reason(12, "other-counterpart", facts, (NEW_MANDATE,))
    if intent.level not in terms.levels:
        facts = {"intended": intent.level, "mandated": " ".join(terms.levels)}
        yield Reason(13, "level-outside", facts, (Cure("mandated-level"), NEW_MANDATE))
    if intent.medium is not None and intent.medium not in terms.media:
        facts = {"intended": intent.medium, "mandated": " ".join(terms.media)}
        yield Reason(14, "medium-outside", facts, (Cure("mandated-medium"), NEW_MANDATE))
    for topic in intent.topics:
        if topic not in terms.topics:
            facts = {"topic": topic, "mandated": " ".join(terms.topics)}
            yield Reason(15, "topic-outside", facts, (Cure("take-out"), NEW_MANDATE))
    if REACHES.index(intent.needs) > REACHES.index(terms.reach):
        facts = {"needs": intent.needs, "reach": terms.reach}
        yield Reason(16, "too-far", facts, (Cure("stay-within"), NEW_MANDATE))


def _through(standing: Standing, intent: Intent) -> Iterator[Reason]:
    allowed = standing.rule_book.intermediaries
    if intent.through is not None and intent.through not in allowed:
        facts: Facts = {"through": intent.through, "allowed": " ".join(allowed) or "none"}
        yield Reason(
            30, "intermediary-not-allowed", facts, (Cure("directly"), Cure("amend", "dialogue.amend"))
        )


def _owed(standing: Standing, intent: Intent, now: int) -> Iterator[Reason]:
    party = party_of(intent.envoy)
    for ref, due in standing.owed.get(party, {}).items():
        if due < now:
            cure = Cure("file-readout", "readout.file", party)
            facts: Facts = {"contact": ref, "due": due, "index": standing.contacts[ref].index}
            yield Reason(31, "readout-overdue", facts, (cure,))
            return


def rule_11_speaker(case: Case, intent: Intent) -> Iterator[Reason]:
    by = case.act.by
    person = case.standing.persons.get(by)
    delegate = person is not None and "delegate" in person.functions
    if by != intent.envoy and not (delegate and party_of(by) == party_of(intent.envoy)):
        cure = Cure("another-person", whose=intent.envoy)
        yield Reason(11, "speaks-for-another", {"by": by, "envoy": intent.envoy}, (cure,))


def rule_17(case: Case) -> Iterator[Reason]:
    act = case.act
    if not isinstance(act, mandate.Accept):
        return
    envoys = interlocutors(case.standing, case.now) | {act.by}
    if len(envoys) > case.charter.cap:
        facts: Facts = {"cap": case.charter.cap, "envoys": " ".join(sorted(envoys - {act.by}))}
        cures = (
            Cure("end-another", "mandate.revoke", "partners"),
            Cure("amend", "dialogue.amend", "partners"),
        )
        yield Reason(17, "cap-reached", facts, cures)


def rule_18(case: Case) -> Iterator[Reason]:
    act = case.act
    if isinstance(act, contact.Plan | contact.Announce) and act.at < case.now:
        yield Reason(18, "in-the-past", {"at": act.at}, (Cure("report", "contact.report", act.by),))
    if isinstance(act, contact.Report | proposal.Report):
        yield from _took_place(act, case.now)


def _took_place(act: contact.Report | proposal.Report, now: int) -> Iterator[Reason]:
    """A fact is not refused for what it says; what has not happened yet is none."""
    ended = act.ended if isinstance(act, contact.Report) else None
    if max(act.at, ended or 0) > now + CLOCKS_DIFFER:
        yield Reason(18, "still-to-come", {"at": max(act.at, ended or 0)}, (Cure("wait"),))
    if ended is not None and ended < act.at:
        yield Reason(18, "ends-before-it-begins", {"at": act.at, "ended": ended})


def rule_32(case: Case) -> Iterator[Reason]:
    act = case.act
    if not isinstance(act, contact.Plan) or act.level not in case.charter.consult_before:
        return
    cure = Cure("consult", "consultation.open", party_of(act.by))
    held = case.standing.consultations.get(act.consultation or "")
    if held is None or not isinstance(held.subject, ContactDraft):
        yield Reason(32, "not-consulted", {"level": act.level}, (cure,))
        return
    consulted = (held.commitment, held.subject.counterpart, held.subject.level)
    if consulted != (act.lines.commitment, act.counterpart, act.level):
        yield Reason(32, "consulted-on-another-text", {"consultation": act.consultation or ""}, (cure,))
    heard = set(held.members) <= set(held.answers)
    if held.withdrawn is not None or not (heard or case.now >= held.deadline):
        missing = " ".join(sorted(set(held.members) - set(held.answers)))
        yield Reason(32, "still-consulting", {"deadline": held.deadline, "missing": missing}, (Cure("wait"),))
