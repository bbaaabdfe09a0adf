"""Persons and keys.

63  A party names its own persons and keys, each key in its form and for one owner for ever; an authority
    keeps a key.
"""

from __future__ import annotations

import binascii
import hashlib
import re
from collections.abc import Callable, Iterator
from typing import Any

from plenipo.acts import Said, key, person
from plenipo.acts.words import party_of
from plenipo.dialogue.standing import Standing
from plenipo.guard.case import Case
from plenipo.guard.verdict import Cure, Reason

_FINGERPRINT = re.compile(r"SHA256:[A-Za-z0-9+/]{43}")
_RECIPIENT = re.compile(r"age1(pq1)?[02-9ac-hj-np-z]{58,}")
_ML_DSA_44 = b"\x06"  # signed-note signature type, before 1,312 bytes of key


def rule_63(case: Case) -> Iterator[Reason]:
    check = _PERSONS_AND_KEYS.get(type(case.act))
    if check is not None:
        yield from check(case, case.act)


def _accredit(case: Case, act: person.Accredit) -> Iterator[Reason]:
    yield from _own(party_of(act.person), act.by)
    yield from keys_free(case.standing, act.person, act.keys)
    if not act.functions:
        yield Reason(63, "no-function", {"person": act.person})
    if "authority" not in act.functions and _last_authority(case.standing, act.person):
        yield _last(act.person)


def _withdraw(case: Case, act: person.Withdraw) -> Iterator[Reason]:
    yield from _own(party_of(act.person), act.by)
    if not _accredited(case.standing, act.person):
        yield Reason(63, "no-such-person", {"person": act.person})
    elif _last_authority(case.standing, act.person):
        yield _last(act.person)


def _last(name: str) -> Reason:
    return Reason(63, "last-authority", {"person": name}, (Cure("accredit", "person.accredit"),))


def _add_key(case: Case, act: key.Add) -> Iterator[Reason]:
    yield from _key_owner(case, act.owner, act.by)
    if not _well_formed(case.standing, act):
        yield Reason(63, "malformed-key", {"purpose": act.purpose})
    if act.purpose == "act":
        yield from keys_free(case.standing, act.owner, (act.key,))
        if not _accredited(case.standing, act.owner):
            yield Reason(63, "no-such-person", {"person": act.owner})
        return
    if "/" in act.owner:
        yield Reason(63, "key-of-a-party", {"purpose": act.purpose, "owner": act.owner})
    if act.purpose == "register" and party_of(act.by) != case.charter.registrar:
        yield Reason(63, "not-the-registrar", {"registrar": case.charter.registrar})
    used = {k: owner for owner, keys in case.standing.sealing_keys.items() for k in keys}
    used |= case.standing.sealing_revoked
    used |= dict.fromkeys(case.standing.register_keys, case.charter.registrar)
    if act.key in used:
        yield Reason(63, "key-used-before", {"key": act.key, "owner": used[act.key]}, (Cure("new-key"),))


def _well_formed(standing: Standing, act: key.Add) -> bool:
    """Every reader of the register will parse it, so it is looked at before it enters."""
    if act.purpose == "act":
        return bool(_FINGERPRINT.fullmatch(act.key))
    if act.purpose == "seal":
        return bool(_RECIPIENT.fullmatch(act.key))
    return _register_key(act.key, f"{standing.dialogue}/{standing.term}")


def _register_key(vkey: str, origin: str) -> bool:
    """A verifier key of C2SP signed-note in this term's name, ML-DSA-44."""
    name, _, rest = vkey.partition("+")
    named, _, encoded = rest.partition("+")
    try:
        raw = binascii.a2b_base64(encoded, strict_mode=True)
    except ValueError:
        return False
    again = binascii.b2a_base64(raw, newline=False).decode()
    held = name == origin and again == encoded and raw[:1] == _ML_DSA_44 and len(raw) == 1313
    return held and named == hashlib.sha256(name.encode() + b"\n" + raw).hexdigest()[:8]


def _revoke_key(case: Case, act: key.Revoke) -> Iterator[Reason]:
    yield from _key_owner(case, act.owner, act.by)
    held = case.standing.keys.get(act.key)
    if held is None:
        if act.key not in case.standing.sealing_keys.get(act.owner, []):
            yield Reason(63, "no-such-key", {"key": act.key})
    elif held.owner != act.owner:
        yield Reason(63, "key-of-another", {"owner": held.owner})
    elif held.revoked is not None:
        yield Reason(63, "revoked-before", {"revoked": held.revoked})
    elif _authority_keys(case.standing, party_of(act.owner)) == {act.key}:
        yield Reason(63, "last-key", {"party": party_of(act.owner)}, (Cure("key-add", "key.add", act.owner),))


_PERSONS_AND_KEYS: dict[type[Said], Callable[[Case, Any], Iterator[Reason]]] = {
    person.Accredit: _accredit,
    person.Withdraw: _withdraw,
    key.Add: _add_key,
    key.Revoke: _revoke_key,
}


def _own(party: str, by: str) -> Iterator[Reason]:
    if party != party_of(by):
        yield Reason(
            63, "another-party", {"party": party}, (Cure("its-authority", whose=f"{party}:authority"),)
        )


def _key_owner(case: Case, owner: str, by: str) -> Iterator[Reason]:
    """A person handles their own keys; their party's authority handles any."""
    yield from _own(party_of(owner), by)
    held = case.standing.persons.get(by)
    if owner != by and not (held is not None and "authority" in held.functions):
        party = party_of(owner)
        yield Reason(
            63, "needs-authority", {"owner": owner}, (Cure("its-authority", whose=f"{party}:authority"),)
        )


def keys_free(standing: Standing, owner: str, keys: tuple[str, ...]) -> Iterator[Reason]:
    """A key belongs to one person for ever, so that a signature names one person for ever."""
    for fingerprint in keys:
        held = standing.keys.get(fingerprint)
        if held is not None and (held.owner != owner or held.revoked is not None):
            yield Reason(63, "key-used-before", {"key": fingerprint, "owner": held.owner}, (Cure("new-key"),))


def _accredited(standing: Standing, name: str) -> bool:
    held = standing.persons.get(name)
    return held is not None and held.ended is None


def _authorities(standing: Standing, party: str) -> set[str]:
    return {
        name
        for name, held in standing.persons.items()
        if party_of(name) == party and held.ended is None and "authority" in held.functions
    }


def _authority_keys(standing: Standing, party: str, besides: str = "") -> set[str]:
    """The keys in force of a party's authorities, or of those besides one of them."""
    owners = _authorities(standing, party) - {besides}
    return {k for k, held in standing.keys.items() if held.owner in owners and held.revoked is None}


def _last_authority(standing: Standing, name: str) -> bool:
    """Without this one, no authority of the party has a key to sign with."""
    party = party_of(name)
    return name in _authorities(standing, party) and not _authority_keys(standing, party, besides=name)
