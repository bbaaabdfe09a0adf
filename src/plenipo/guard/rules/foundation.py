"""Who takes part, and by which charter.

60  A founding is signed by an authority of each partner and concerned party, and its charter is whole.
61  A charter is amended one version up, as adopted under the old rule and again under the new. It gives a
    partner no deputy without that partner's own yes.
62  A concerned party's status, matters and keys change only with its own consent.
64  A term is handed over by more than half of the partners, the next number up.
65  What is settled rests on cosignatures that were verified.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from plenipo.acts import dialogue, register
from plenipo.acts.charter import Charter, DecisionRule, Founder, Weights
from plenipo.acts.consultation import Admission, Amendment
from plenipo.acts.words import party_of
from plenipo.consultation import RULES
from plenipo.dialogue.counting import answered, table_at, vote_of
from plenipo.dialogue.derived import consents_on, outcome_of, reserved_topics, with_party
from plenipo.dialogue.records import Consent, Consultation
from plenipo.errors import BadQuestion
from plenipo.guard.case import Case
from plenipo.guard.charters import faults
from plenipo.guard.rules.consulting import DECIDE
from plenipo.guard.rules.persons import keys_free
from plenipo.guard.verdict import Cure, Facts, Reason


def rule_60(case: Case) -> Iterator[Reason]:
    act = case.act
    if not isinstance(act, dialogue.Found):
        return
    for fault in faults(act.charter):
        yield Reason(60, fault.code, fault.facts)
    needed = {p.id for p in act.charter.parties if p.role in {"partner", "concerned"}}
    yield from _founders(act, needed)
    yield from _founding_signatures(case, act, needed)


def _founders(act: dialogue.Found, needed: set[str]) -> Iterator[Reason]:
    for founder in act.founders:
        if party_of(founder.person) not in needed:
            yield Reason(60, "founder-of-no-party", {"person": founder.person})
        yield from _two_keys(founder, 60)
    keys = [k for f in act.founders for k in f.keys]
    if len(set(keys)) < len(keys) or len({f.person for f in act.founders}) < len(act.founders):
        yield Reason(60, "named-twice")


def _founding_signatures(case: Case, act: dialogue.Found, needed: set[str]) -> Iterator[Reason]:
    signed = {s.fingerprint for s in case.entered.signers}
    authorities = [f for f in act.founders if "authority" in f.functions]
    for party in sorted(needed):
        keys = {k for f in authorities if party_of(f.person) == party for k in f.keys}
        if not keys:
            yield Reason(60, "no-authority-named", {"party": party})
        elif not keys & signed:
            cure = Cure("sign-founding", "dialogue.found", f"{party}:authority")
            yield Reason(60, "founding-not-signed", {"party": party}, (cure,))
    if not signed & {k for f in act.founders if f.person == act.by for k in f.keys}:
        yield Reason(60, "said-by-no-founder", {"by": act.by})
    for stranger in sorted(signed - {k for f in authorities for k in f.keys}):
        yield Reason(60, "stranger-signed", {"key": stranger})


def rule_61(case: Case) -> Iterator[Reason]:
    act = case.act
    if not isinstance(act, dialogue.Amend):
        return
    for fault in faults(act.charter):
        yield Reason(61, fault.code, fault.facts)
    if act.charter.version != case.charter.version + 1:
        facts: Facts = {"version": act.charter.version, "expected": case.charter.version + 1}
        yield Reason(61, "not-the-next-version", facts)
    yield from _same_register(case.charter, act.charter)
    held = case.standing.consultations.get(act.consultation)
    if held is None or not isinstance(held.subject, Amendment):
        return
    if (held.subject.charter, held.subject.authority) != (act.charter, act.authority):
        yield Reason(61, "another-charter", {"consultation": act.consultation})
    if act.authority is not None:
        yield from _new_authority(case, act.authority)
    yield from _own_deputies(case, held, act)
    yield from _under_the_new(case, act)


def _own_deputies(case: Case, held: Consultation, act: dialogue.Amend) -> Iterator[Reason]:
    """Whose word reaches a partner is for it to say: nobody is given a deputy without its own yes."""
    said = answered(held, case.now)
    for party, named in sorted(act.charter.deputies.items()):
        more = set(named) - set(case.charter.deputies.get(party, ()))
        if more and not (party in said and said[party].word == "for"):
            facts: Facts = {"party": party, "deputies": " ".join(sorted(more))}
            yield Reason(61, "deputies-without-own-yes", facts, (Cure("answer-for", whose=party),))


def _new_authority(case: Case, founder: Founder) -> Iterator[Reason]:
    """The others may give a partner a new authority; a concerned party's keys are its own, lost or not."""
    party = party_of(founder.person)
    if case.standing.role(party) != "partner" or "authority" not in founder.functions:
        yield Reason(61, "not-a-partners-authority", {"person": founder.person})
    if founder.person in case.standing.persons:
        yield Reason(61, "person-known", {"person": founder.person})
    yield from _two_keys(founder, 61)
    yield from keys_free(case.standing, founder.person, founder.keys)


def _two_keys(founder: Founder, rule: int) -> Iterator[Reason]:
    """One in use and one in reserve, so that one loss is not the end."""
    if "authority" in founder.functions and len(set(founder.keys)) < 2:
        yield Reason(rule, "authority-needs-two-keys", {"person": founder.person}, (Cure("new-key"),))


def _same_register(old: Charter, new: Charter) -> Iterator[Reason]:
    if (old.registrar, old.registrar_key) != (new.registrar, new.registrar_key):
        cure = Cure("hand-over", "register.hand-over", "partners")
        yield Reason(61, "registrar-by-hand-over", {"registrar": old.registrar}, (cure,))
    was = {p.id: p.role for p in old.parties}
    members = {"partner", "concerned"}
    joined = {p.id for p in new.parties if p.role in members and was.get(p.id) not in members}
    for party in sorted(joined):
        yield Reason(
            61, "party-by-admission", {"party": party}, (Cure("admit", "dialogue.admit", "partners"),)
        )


def _under_the_new(case: Case, act: dialogue.Amend) -> Iterator[Reason]:
    """The same answers, counted by the new charter's rule over the new charter's partners."""
    held = case.standing.consultations[act.consultation]
    rule = act.charter.decisions.get("amendment")
    members = {p.id: p.weight for p in act.charter.parties if p.role == "partner" and p.id in held.members}
    if rule is None or rule.rule not in RULES or held.procedure == "silence" or not members:
        return
    if act.charter.weights and table_at(act.charter.weights, held.deadline) is None:
        yield Reason(61, "no-weights", {"deadline": held.deadline})
    again = _recount(held, rule, members, act.charter.weights)
    try:
        outcome = outcome_of(case.standing, again, case.now).outcome
    except BadQuestion as error:
        yield from _uncounted(case, act, again, error)
        return
    if outcome != "adopted":
        facts: Facts = {"rule": rule.rule, "outcome": outcome}
        yield Reason(61, "not-adopted-under-new", facts, (DECIDE,))


def _uncounted(case: Case, act: dialogue.Amend, again: Consultation, error: BadQuestion) -> Iterator[Reason]:
    """Answers in words that the new rule lacks. What else is not counted is a fault of the charter, told."""
    parties = sorted({fault.at for fault in error.faults if fault.code == "word-not-in-rule"})
    if parties:
        vote = vote_of(again, case.now)
        said = [*vote.answers.items(), *((p, proxy.answer) for p, proxy in vote.on_behalf.items())]
        words = " ".join(sorted({word for party, word in said if party in parties}))
        facts: Facts = {"rule": again.rule.rule, "parties": " ".join(parties), "words": words}
        cures = (Cure("decide-in-its-words", "consultation.open", "partners"),)
        yield Reason(61, "answers-lacking-under-new", facts, cures)
    elif not faults(act.charter):
        raise error


def rule_62(case: Case) -> Iterator[Reason]:
    act = case.act
    if not isinstance(act, dialogue.Amend):
        return
    held = case.standing.consultations.get(act.consultation)
    commitment = held.commitment if held else ""
    for party in case.standing.parties("concerned"):
        changed = rights_changed(case.charter, act.charter, party.id)
        if not changed:
            continue
        words = consents_on(case.standing, commitment, party.id, case.now)
        since = held.index if held else case.standing.size
        if not any(c.index > since and _agrees(c, case.now) for c in words):
            facts: Facts = {"party": party.id, "changed": " ".join(changed)}
            cures = (Cure("leave-rights"), Cure("ask-consent", "consent.ask", "partners"))
            yield Reason(62, "rights-need-own-consent", facts, cures)


def _agrees(given: Consent, now: int) -> bool:
    """A yes to the charter put to the vote: said after that was put, since a text names no charter."""
    live = given.until is not None and now < given.until
    return not given.disclaims and live and (not given.conditional or given.met is not None)


def rights_changed(old: Charter, new: Charter, party: str) -> tuple[str, ...]:
    """What an amendment would change of what protects this concerned party."""
    parts = {
        "status": ({p for p in old.parties if p.id == party}, {p for p in new.parties if p.id == party}),
        "matters": (set(reserved_topics(old).get(party, ())), set(reserved_topics(new).get(party, ()))),
        "names of matters": (_names(old, party), _names(new, party)),
        "claim window": (old.claim_window, new.claim_window),
        "notice": (old.notice, new.notice),
        "cooling-off": (old.cooling_off, new.cooling_off),
        "passkeys": (set(old.no_passkeys), set(new.no_passkeys)),
        "rules": (old.rules, new.rules),
    }
    return tuple(name for name, (was, becomes) in parts.items() if was != becomes)


def _names(charter: Charter, party: str) -> dict[str, str]:
    """A matter is what it is called: to rename it is to change it."""
    reserved = reserved_topics(charter).get(party, ())
    return {t.id: t.name for t in charter.topics if t.id in reserved}


def rule_64(case: Case) -> Iterator[Reason]:
    act = case.act
    if not isinstance(act, register.HandOver):
        return
    if act.term != case.standing.term + 1:
        yield Reason(64, "not-the-next-term", {"term": act.term, "expected": case.standing.term + 1})
    if case.standing.role(act.registrar) != "partner":
        yield Reason(64, "registrar-not-partner", {"registrar": act.registrar})
    if case.past.root(act.checkpoint.size) != act.checkpoint.root:
        yield Reason(64, "other-checkpoint", {"size": act.checkpoint.size})
    largest = max((c.size for c in case.standing.cosigned.values()), default=0)
    if act.checkpoint.size < largest:
        yield Reason(64, "older-checkpoint", {"size": act.checkpoint.size, "cosigned": largest})
    if act.registrar_key in {p.cosigner for p in case.charter.parties}:
        yield Reason(64, "register-key-twice")
    yield from _hand_over_signed(case, act)


def _hand_over_signed(case: Case, act: register.HandOver) -> Iterator[Reason]:
    held = [case.standing.keys.get(s.fingerprint) for s in case.entered.signers]
    if not any(k is not None and k.owner == act.by and k.revoked is None for k in held):
        yield Reason(64, "not-signed-by-speaker", {"by": act.by})
    if any(k is None or k.revoked is not None for k in held):
        yield Reason(64, "stranger-signed")
    partners = {p.id for p in case.standing.parties("partner")}
    signed = _partners_that_signed(case) & partners
    if len(signed) * 2 <= len(partners):
        missing = " ".join(sorted(partners - signed))
        yield Reason(64, "not-half-signed", {"signed": len(signed), "missing": missing})


def _partners_that_signed(case: Case) -> set[str]:
    """Partners with a signature of an authority of theirs, by a key in force; each counts once."""
    found = set()
    for signer in case.entered.signers:
        held = case.standing.keys.get(signer.fingerprint)
        if held is None or held.revoked is not None:
            continue
        owner = case.standing.persons.get(held.owner)
        if owner is not None and owner.ended is None and "authority" in owner.functions:
            found.add(party_of(held.owner))
    return found


def rule_65(case: Case) -> Iterator[Reason]:
    act = case.act
    if not isinstance(act, register.Settle):
        return
    root = case.past.root(act.checkpoint.size)
    if root != act.checkpoint.root:
        yield Reason(65, "other-checkpoint", {"size": act.checkpoint.size, "root": root or "none"})
    if not case.entered.cosigners:
        yield Reason(65, "no-cosignature", {"lines": len(act.signatures)})
    for cosigner in case.entered.cosigners:
        if cosigner.at > case.now + 60_000:
            yield Reason(65, "cosigned-ahead", {"party": cosigner.party, "at": cosigner.at})


def admission_matches(case: Case) -> Iterator[Reason]:
    """Rule 61 for an admission: the party admitted is the one that was decided on."""
    act = case.act
    if not isinstance(act, dialogue.Admit):
        return
    held = case.standing.consultations.get(act.consultation)
    if held is not None and isinstance(held.subject, Admission):
        if (held.subject.party, held.subject.founder) != (act.party, act.founder):
            yield Reason(61, "another-party", {"party": act.party.id})
        if held.used:
            yield Reason(61, "decision-used", {"decision": act.consultation})
    after = with_party(case.charter, act.party)
    known = {f.code for f in faults(case.charter)} | {"nothing-reserved"}
    for fault in faults(after):
        if fault.code not in known:
            yield Reason(61, fault.code, fault.facts)
    if act.party.role not in {"partner", "concerned"}:
        yield Reason(61, "not-a-member", {"party": act.party.id, "role": act.party.role})
    if case.standing.role(act.party.id) is not None:
        yield Reason(61, "takes-part-already", {"party": act.party.id})
    if party_of(act.founder.person) != act.party.id or "authority" not in act.founder.functions:
        yield Reason(61, "no-authority-named", {"party": act.party.id})
    yield from _two_keys(act.founder, 61)
    yield from keys_free(case.standing, act.founder.person, act.founder.keys)


def _recount(
    held: Consultation, rule: DecisionRule, members: dict[str, int], weights: tuple[Weights, ...]
) -> Consultation:
    """The consultation as if the new charter's rule had been in force: members that it lacks do not count."""
    answers = {party: given for party, given in held.answers.items() if party in members}
    behalf = {
        party: [one for one in given if party_of(one.by) in members]
        for party, given in held.behalf.items()
        if party in members
    }
    return replace(held, rule=rule, members=members, answers=answers, behalf=behalf, weights=weights)
