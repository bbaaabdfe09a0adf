"""dialogue, person, key, register: who takes part."""

from __future__ import annotations

from msgspec.structs import replace

from plenipo.acts import dialogue, key, person, register
from plenipo.acts.charter import Founder
from plenipo.acts.words import party_of
from plenipo.dialogue.derived import with_party
from plenipo.dialogue.entered import Entered
from plenipo.dialogue.folds.table import Table, on
from plenipo.dialogue.records import Cosigned, Key, Person
from plenipo.dialogue.standing import Standing


def found(standing: Standing, act: dialogue.Found, e: Entered) -> None:
    standing.dialogue = e.ref
    standing.title = act.title
    standing.founded = e.stamp
    standing.charter, standing.charter_act = act.charter, e.ref
    for founder in act.founders:
        _accredit(standing, founder, e.stamp)


def amend(standing: Standing, act: dialogue.Amend, e: Entered) -> None:
    standing.charter, standing.charter_act = act.charter, e.ref
    for name, held in standing.persons.items():
        if held.ended is None and standing.role_of(name) not in {"partner", "concerned"}:
            _end_person(standing, name, e.stamp)
    if act.authority is not None:
        _accredit(standing, act.authority, e.stamp)
    standing.running.pop(act.consultation, None)


def admit(standing: Standing, act: dialogue.Admit, e: Entered) -> None:
    standing.charter = with_party(standing.rule_book, act.party)
    standing.consultations[act.consultation].used = True
    standing.gone = tuple(p for p in standing.gone if p != act.party.id)
    _accredit(standing, act.founder, e.stamp)
    standing.running.pop(act.consultation, None)


def leave(standing: Standing, act: dialogue.Leave, e: Entered) -> None:
    party = party_of(act.by)
    standing.gone = (*standing.gone, party)
    for name in list(standing.persons):
        if party_of(name) == party:
            _end_person(standing, name, e.stamp)


def accredit(standing: Standing, act: person.Accredit, e: Entered) -> None:
    founder = Founder(person=act.person, functions=act.functions, keys=act.keys)
    _accredit(standing, founder, e.stamp)


def withdraw(standing: Standing, act: person.Withdraw, e: Entered) -> None:
    _end_person(standing, act.person, e.stamp)


def add_key(standing: Standing, act: key.Add, e: Entered) -> None:
    if act.purpose == "act":
        standing.keys[act.key] = Key(owner=act.owner, added=e.stamp, policy=act.policy)
    elif act.purpose == "seal":
        standing.sealing_keys.setdefault(act.owner, []).append(act.key)
    else:
        standing.register_keys.append(act.key)


def revoke_key(standing: Standing, act: key.Revoke, e: Entered) -> None:
    held = standing.keys.get(act.key)
    if held:
        held.revoked, held.doubtful = e.stamp, act.since
    sealing = standing.sealing_keys.get(act.owner, [])
    if act.key in sealing:
        sealing.remove(act.key)
        standing.sealing_revoked[act.key] = act.owner


def hand_over(standing: Standing, act: register.HandOver, _e: Entered) -> None:
    standing.term = act.term
    standing.charter = replace(standing.rule_book, registrar=act.registrar, registrar_key=act.registrar_key)
    standing.register_keys = []


def settle(standing: Standing, act: register.Settle, e: Entered) -> None:
    """Of each mirror the latest time and the largest checkpoint, in whichever order its lines came in."""
    for cosigner in e.cosigners:
        known = standing.cosigned.get(cosigner.party, Cosigned(at=0, size=0))
        at, size = max(known.at, cosigner.at), max(known.size, act.checkpoint.size)
        standing.cosigned[cosigner.party] = Cosigned(at=at, size=size)


def _accredit(standing: Standing, founder: Founder, stamp: int) -> None:
    known = standing.persons.get(founder.person)
    if known is not None and known.ended is not None:
        _forget_acceptances(standing, founder.person, stamp)
    since = known.since if known and known.ended is None else stamp
    standing.persons[founder.person] = Person(functions=founder.functions, since=since)
    for fingerprint in founder.keys:
        standing.keys.setdefault(fingerprint, Key(owner=founder.person, added=stamp))


def _forget_acceptances(standing: Standing, name: str, stamp: int) -> None:
    """What they accepted in this very millisecond was said before: no instant tells the two apart."""
    for held in standing.mandates.values():
        if held.accepted.get(name) == stamp:
            held.accepted[name] = stamp - 1


def _end_person(standing: Standing, name: str, stamp: int) -> None:
    standing.persons[name].ended = stamp
    for held in standing.keys.values():
        if held.owner == name and held.revoked is None:
            held.revoked = stamp


FOLDS: Table = {
    dialogue.Found: on(found),
    dialogue.Amend: on(amend),
    dialogue.Admit: on(admit),
    dialogue.Leave: on(leave),
    person.Accredit: on(accredit),
    person.Withdraw: on(withdraw),
    key.Add: on(add_key),
    key.Revoke: on(revoke_key),
    register.HandOver: on(hand_over),
    register.Settle: on(settle),
}
