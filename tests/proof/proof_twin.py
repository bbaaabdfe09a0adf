"""The guard once more, from the statements of its rules: which numbers speak against an act.

It works on the list of entries alone. Here: who says it, what is intended (`contact.plan`, `offer.make`,
`proposal.table`), mandates, and words on consent. What is put to the partners, who takes part, and what the
record rests on stand in the modules beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import proof_twin_parties
import proof_twin_partners
import proof_twin_record
import proof_twin_reports
from proof_asked import Asked, within
from proof_history import History
from proof_outcome import adopted
from proof_speakers import SPEAKERS
from proof_twin_record import unknown

from plenipo.acts import (
    Said,
    channel,
    consent,
    consultation,
    contact,
    dialogue,
    kind_of,
    mandate,
    offer,
    proposal,
    register,
)
from plenipo.acts.consultation import ContactDraft, EndMandate, MandateTerms
from plenipo.acts.words import party_of

ORDER = ("explore", "propose", "agree-ad-referendum")
NO_BROWSER = ("dialogue", "person", "key", "register")  # families, whatever the charter says


class Twin(Asked):
    """One act, judged on the entries before it."""

    def rules(self) -> set[int]:
        """The numbers of the rules that speak against the act."""
        return {number for number, breaks in CHECKS.items() if breaks(self)}


def _1(t: Twin) -> bool:
    if isinstance(t.act, dialogue.Found):
        return bool(t.history.entries)
    return bool(t.act.dialogue != t.history.dialogue())


def _2(t: Twin) -> bool:
    if isinstance(t.act, dialogue.Found):
        return False
    seen = t.act.seen
    if any(e.ref == t.said.ref for e in t.history.said):
        return True
    return t.history.root(seen.size) != seen.root or t.history.lapsed(seen.size, t.now)


def _3(t: Twin) -> bool:
    if isinstance(t.act, dialogue.Found | register.HandOver):
        return isinstance(t.act, register.HandOver) and not t.said.signers
    owners = [t.history.owner(s.fingerprint) for s in t.said.signers]
    return owners != [t.act.by]


def _4(t: Twin) -> bool:
    if isinstance(t.act, dialogue.Found):
        return False
    functions, roles = SPEAKERS[type(t.act)]
    person = t.history.accredited(t.act.by)
    if person is None:
        return True
    return (
        not set(functions) & set(person.functions) or t.history.role(party_of(t.act.by)) not in roles.split()
    )


def _5(t: Twin) -> bool:
    family = kind_of(type(t.act)).split(".")[0]
    person = t.history.accredited(t.act.by) if t.history.entries else None
    strict = family == "consent" or (person is not None and "authority" in person.functions)
    outside = family in {*NO_BROWSER, *t.charter.no_passkeys}
    return any(s.passkey and (outside or (s.backed_up and strict)) for s in t.said.signers)


def _6(t: Twin) -> bool:
    return not all(within(mark, t.charter.ceiling) for mark in t.marks)


def _10(t: Twin) -> bool:
    if not t.intent:
        return False
    ref, terms = t.act.mandate, t.terms
    if terms is None:
        return True
    stopped = t.history.revoked(ref) or bool(t.history.suspenders(ref))
    runs = all(terms.starts <= moment < terms.ends for moment in (t.now, t.at))
    return stopped or not runs or not t.history.accepted(ref, t.act.envoy)


def _11(t: Twin) -> bool:
    if not t.intent:
        return False
    envoy, by, person = t.act.envoy, t.act.by, t.history.accredited(t.act.envoy)
    speaker = _functions(t, by)
    own_delegate = "delegate" in speaker and party_of(by) == party_of(envoy)
    named = t.terms is None or (
        envoy in t.terms.envoys and person is not None and "envoy" in person.functions
    )
    return not named or not (by == envoy or own_delegate)


def _functions(t: Twin, name: str) -> tuple[str, ...]:
    """What the person was last named for, whether or not that has ended: rule 4 says that it has."""
    last = [founder.functions for _, _, founder in t.history.named() if founder.person == name]
    return last[-1] if last else ()


def _outside(t: Twin, member: str, among: str) -> bool:
    return t.intent and t.terms is not None and getattr(t.act, member) not in getattr(t.terms, among)


def _12(t: Twin) -> bool:
    return t.intent and t.terms is not None and t.act.counterpart != t.terms.counterpart


def _13(t: Twin) -> bool:
    return _outside(t, "level", "levels")


def _14(t: Twin) -> bool:
    return _outside(t, "medium", "media")


def _15(t: Twin) -> bool:
    return t.intent and t.terms is not None and not set(t.act.topics) <= set(t.terms.topics)


def _16(t: Twin) -> bool:
    if not t.intent or t.terms is None:
        return False
    if isinstance(t.act, proposal.Table):
        needs = "agree-ad-referendum" if t.act.commits else "propose"
    else:
        needs = "explore"
    return ORDER.index(needs) > ORDER.index(t.terms.reach)


def _17(t: Twin) -> bool:
    if not isinstance(t.act, mandate.Accept):
        return False
    return len(t.history.interlocutors(t.now) | {t.act.by}) > t.charter.cap


def _18(t: Twin) -> bool:
    if isinstance(t.act, contact.Report):
        ended = t.act.at if t.act.ended is None else t.act.ended
        return ended < t.act.at or ended > t.now + 60_000
    return isinstance(t.act, contact.Plan | contact.Announce) and t.act.at < t.now


def _19(t: Twin) -> bool:
    if not t.intent or t.terms is None or t.terms.ceiling is None:
        return False
    return not all(within(mark, t.terms.ceiling) for mark in t.marks)


def _20(t: Twin) -> bool:
    if not t.intent:
        return False
    put = isinstance(t.act, proposal.Table | offer.Make)
    for party in t.history.parties("concerned"):
        touched = t.history.reserved(party) & set(t.act.topics)
        if (touched or put) and not _consented(t, party, touched):
            return True
    return False


def _consented(t: Twin, party: str, touched: set[str]) -> bool:
    moments = (t.now, t.at)
    for ref, word in t.history.words(party, t.text, t.act.counterpart, t.act.level):
        if isinstance(word, consent.Disclaim):
            if not touched:
                return True
        elif touched <= set(word.topics) and all(t.history.live(ref, word, m) for m in moments):
            return True
    return False


def _21(t: Twin) -> bool:
    """Only who agrees to these lines for that time, or is not touched by them, gives up its claim window."""
    if not isinstance(t.act, contact.Plan) or t.at >= t.now + t.charter.claim_window * 1000:
        return False
    return not all(_consented(t, party, set()) for party in t.history.parties("concerned"))


def _22(t: Twin) -> bool:
    check = _CONSENTS.get(type(t.act))
    return check is not None and any(check(t))


def _own(t: Twin, party: str) -> bool:
    return bool(t.act.topics) and set(t.act.topics) <= t.history.reserved(party)


def _ask(t: Twin) -> Iterator[bool]:
    yield t.history.role(t.act.party) != "concerned"
    yield not set(t.act.topics) <= t.history.reserved(t.act.party)
    yield t.act.answer_by <= t.now


def _give(t: Twin) -> Iterator[bool]:
    yield not set(t.act.topics) <= t.history.reserved(party_of(t.act.by))
    yield t.act.until <= t.now
    if t.act.ask is not None:
        asked = t.history.act(t.act.ask, consent.Ask)
        yield asked is None or asked.party != party_of(t.act.by) or asked.text.commitment != t.act.commitment


def _claim(t: Twin) -> Iterator[bool]:
    yield not _own(t, party_of(t.act.by))
    known = t.history.act(t.act.contact, contact.Plan) is not None
    window = t.charter.claim_window * 1000
    yield not known or t.now > t.history.stamp_of(t.act.contact) + window


def _refuse(t: Twin) -> Iterator[bool]:
    asked = t.history.act(t.act.ask, consent.Ask)
    yield asked is None or asked.party != party_of(t.act.by)


def _own_word(t: Twin) -> Iterator[bool]:
    given = [e for e in t.history.of(consent.Give, consent.Disclaim) if e.ref == t.act.consent]
    yield not given or party_of(given[0].act.by) != party_of(t.act.by)
    yield bool(given) and t.history.taken_back(given[0])


def _invite(t: Twin) -> Iterator[bool]:
    yield not _own(t, party_of(t.act.by))


_CONSENTS: dict[type[Said], Callable[[Twin], Iterator[bool]]] = {
    consent.Ask: _ask,
    consent.Give: _give,
    consent.Claim: _claim,
    consent.Refuse: _refuse,
    consent.Withdraw: _own_word,
    consent.ConditionsMet: _own_word,
    consent.Invite: _invite,
}


def _30(t: Twin) -> bool:
    return t.intent and t.act.through is not None and t.act.through not in t.charter.intermediaries


def _31(t: Twin) -> bool:
    return t.intent and t.history.overdue(party_of(t.act.envoy), t.now)


def _32(t: Twin) -> bool:
    if not isinstance(t.act, contact.Plan) or t.act.level not in t.charter.consult_before:
        return False
    asked = _asked_before(t)
    return asked is None or not _heard(t, asked)


def _asked_before(t: Twin) -> consultation.Open | None:
    """The consultation on exactly these lines, for this counterpart and level."""
    asked = t.history.act(t.act.consultation, consultation.Open)
    subject = ContactDraft(counterpart=t.act.counterpart, level=t.act.level)
    return asked if asked and asked.subject == subject and asked.text.commitment == t.text else None


def _33(t: Twin) -> bool:
    if not isinstance(t.act, contact.Plan) or t.act.level not in t.charter.instruct_before:
        return False
    return _asked_before(t) is None or not adopted(t.history, t.act.consultation or "", t.now)


def _heard(t: Twin, asked: consultation.Open) -> bool:
    """Every partner of that day has answered, or the deadline is past; and it was not taken back."""
    ref = t.act.consultation
    index = next(i for i, e in enumerate(t.history.entries) if e.ref == ref)
    partners = set(History(t.history.entries[: index + 1]).parties("partner"))
    spoke = {party_of(e.act.by) for e in t.history.of(consultation.Answer) if e.act.consultation == ref}
    extended = [e.act.deadline for e in t.history.of(consultation.Extend) if e.act.consultation == ref]
    back = any(e.act.consultation == ref for e in t.history.of(consultation.Withdraw))
    return not back and (partners <= spoke or t.now >= (extended or [asked.deadline])[-1])


def _decided(t: Twin, ref: str, subject: type[MandateTerms | EndMandate]) -> bool:
    opened = t.history.act(ref, consultation.Open)
    return opened is not None and isinstance(opened.subject, subject) and adopted(t.history, ref, t.now)


def _42(t: Twin) -> bool:
    if isinstance(t.act, dialogue.Amend | dialogue.Admit):
        return proof_twin_parties.decided(t)
    if isinstance(t.act, mandate.Accept):
        return not _decided(t, t.act.mandate, MandateTerms)
    if isinstance(t.act, mandate.Revoke) and t.act.decision and t.act.mandate in t.history.mandates():
        return not _decided(t, t.act.decision, EndMandate)
    return False


def _43(t: Twin) -> bool:
    if not isinstance(t.act, mandate.Accept):
        return False
    terms, opened = t.history.terms(t.act.mandate), t.history.act(t.act.mandate, consultation.Open)
    if terms is None or opened is None:
        return False
    in_order = t.act.commitment == opened.text.commitment and t.act.by in terms.envoys
    again = t.history.accepted(t.act.mandate, t.act.by)
    return not in_order or t.history.over(t.act.mandate, t.now) or again


def _44(t: Twin) -> bool:
    if not isinstance(t.act, mandate.Suspend | mandate.Resume | mandate.Revoke):
        return False
    ref, party = t.act.mandate, party_of(t.act.by)
    terms = t.history.terms(ref)
    if terms is None or ref not in t.history.mandates() or t.history.over(ref, t.now):
        return True
    if isinstance(t.act, mandate.Resume):
        return party not in t.history.suspenders(ref)
    if isinstance(t.act, mandate.Revoke) and t.act.decision is not None:
        opened = t.history.act(t.act.decision, consultation.Open)
        ends = opened.subject if opened else None
        return isinstance(ends, EndMandate) and ends.mandate != ref
    return party not in terms.may_suspend


def _50(t: Twin) -> bool:
    if isinstance(t.act, contact.Announce):
        return t.history.role(t.act.counterpart) != "counterpart"
    if isinstance(t.act, proposal.Table):
        return unknown(t, t.act.contact, contact.Plan, contact.Announce, contact.Report)
    if not isinstance(t.act, contact.Plan):
        return proof_twin_record.refers(t)
    line = t.history.act(t.act.channel, channel.Open)
    closed = any(e.act.channel == t.act.channel for e in t.history.of(channel.Close))
    elsewhere = line is not None and line.counterpart != t.act.counterpart
    offered = unknown(t, t.act.offer, offer.Make, offer.Receive)
    return offered or unknown(t, t.act.channel, channel.Open) or closed or elsewhere


CHECKS: dict[int, Callable[[Twin], bool]] = {
    1: _1, 2: _2, 3: _3, 4: _4, 5: _5, 6: _6,
    10: _10, 11: _11, 12: _12, 13: _13, 14: _14, 15: _15, 16: _16, 17: _17, 18: _18,
    19: _19, 20: _20, 21: _21, 22: _22, 30: _30, 31: _31, 32: _32, 33: _33,
    42: _42, 43: _43, 44: _44, 50: _50,
    **proof_twin_partners.CHECKS, **proof_twin_record.CHECKS, **proof_twin_reports.CHECKS,
    **proof_twin_parties.CHECKS,
}  # fmt: skip
