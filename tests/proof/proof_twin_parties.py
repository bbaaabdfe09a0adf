"""Rules 42 and 60 to 65 once more: who takes part, by which charter, with which keys, in which register."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from hashlib import sha256

from msgspec.structs import replace
from proof_asked import Asked
from proof_outcome import WORDS, Put, adopted
from proof_whole import MEMBERS, whole

from plenipo.acts import Said, consent, consultation, dialogue, key, person, register
from plenipo.acts.charter import Charter, Founder
from plenipo.acts.consultation import Admission, Amendment
from plenipo.acts.words import party_of

# 60: a founding


def _60(t: Asked) -> bool:
    return isinstance(t.act, dialogue.Found) and any(_founding(t))


def _founding(t: Asked) -> Iterator[bool]:
    founders: tuple[Founder, ...] = t.act.founders
    needed = {p.id for p in t.charter.parties if p.role in MEMBERS}
    signed = {s.fingerprint for s in t.said.signers}
    keys = [k for f in founders for k in f.keys]
    yield not whole(t.charter)
    yield any(party_of(f.person) not in needed or _one_key_alone(f) for f in founders)
    yield len(set(keys)) < len(keys) or len({f.person for f in founders}) < len(founders)
    heads = {party: {k for f in founders if _head(f, party) for k in f.keys} for party in needed}
    yield any(not held & signed for held in heads.values())
    yield not any(f.person == t.act.by and signed & set(f.keys) for f in founders)
    yield bool(signed - {k for f in founders if "authority" in f.functions for k in f.keys})


def _head(founder: Founder, party: str) -> bool:
    return "authority" in founder.functions and party_of(founder.person) == party


def _one_key_alone(founder: Founder) -> bool:
    """Of an authority: one in use and one in reserve are needed."""
    return "authority" in founder.functions and len(set(founder.keys)) < 2


# 61: an amendment, an admission; 42: that they were decided


def _42(t: Asked) -> bool:
    """For these two kinds."""
    if not isinstance(t.act, dialogue.Amend | dialogue.Admit):
        return False
    subject = Amendment if isinstance(t.act, dialogue.Amend) else Admission
    opened = t.history.act(t.act.consultation, consultation.Open)
    decided = opened is not None and isinstance(opened.subject, subject)
    return not (decided and adopted(t.history, t.act.consultation, t.now))


def _61(t: Asked) -> bool:
    if isinstance(t.act, dialogue.Amend):
        return any(_amending(t))
    return isinstance(t.act, dialogue.Admit) and any(_admitting(t))


def _amending(t: Asked) -> Iterator[bool]:
    old, new = t.charter, t.act.charter
    yield not whole(new) or new.version != old.version + 1
    yield (old.registrar, old.registrar_key) != (new.registrar, new.registrar_key)
    yield bool(_members(new) - _members(old))
    opened = t.history.act(t.act.consultation, consultation.Open)
    if opened is None or not isinstance(opened.subject, Amendment):
        return
    yield opened.subject.charter != new or opened.subject.authority != t.act.authority
    if t.act.authority is not None:
        yield _one_key_alone(t.act.authority) or not _new_head_of_a_partner(t, t.act.authority)
    yield "amendment" not in new.decisions or not _carried_by(t, new)
    put = Put(t.history, t.act.consultation)
    own = {p: put.own(p, put.stage(t.now))[-1:] for p in new.deputies}
    for party, named in new.deputies.items():
        said_yes = any(e.act.answer == "for" for e in own[party])
        yield not set(named) <= set(old.deputies.get(party, ())) and not said_yes


def _members(book: Charter) -> set[str]:
    return {p.id for p in book.parties if p.role in MEMBERS}


def _new_head_of_a_partner(t: Asked, founder: Founder) -> bool:
    party = party_of(founder.person)
    unheard_of = all(f.person != founder.person for _, _, f in t.history.named())
    return unheard_of and _head(founder, party) and t.history.role(party) == "partner"


def _carried_by(t: Asked, new: Charter) -> bool:
    """The same answers, by the new charter's rule, its weights and its partners."""
    again = Put(t.history, t.act.consultation, under=new)
    weighed = not new.weights or any(
        w.since <= again.deadline and (w.until is None or again.deadline < w.until) for w in new.weights
    )
    return weighed and again.said() <= WORDS[again.rule.rule] and again.outcome(t.now) == "adopted"


def _admitting(t: Asked) -> Iterator[bool]:
    party, founder = t.act.party, t.act.founder
    opened = t.history.act(t.act.consultation, consultation.Open)
    if opened is not None and isinstance(opened.subject, Admission):
        yield (opened.subject.party, opened.subject.founder) != (party, founder)
        yield any(e.act.consultation == t.act.consultation for e in t.history.of(dialogue.Admit))
    others = tuple(p for p in t.charter.parties if p.id != party.id)
    yield not whole(replace(t.charter, parties=(*others, party)), newcomers=True)
    yield party.role not in MEMBERS or t.history.role(party.id) is not None
    yield not _head(founder, party.id) or _one_key_alone(founder)


def _free(t: Asked, owner: str, keys: tuple[str, ...]) -> bool:
    """A key is one person's for ever, and once revoked nobody's."""
    known = [(k, t.history.last_owner(k)[0]) for k in keys]
    return all(held is None or (held == owner and t.history.owner(k) == owner) for k, held in known)


# 62: a concerned party's rights


def _62(t: Asked) -> bool:
    if not isinstance(t.act, dialogue.Amend):
        return False
    concerned = t.history.parties("concerned")
    return any(_rights(t.charter, p) != _rights(t.act.charter, p) and not _agreed(t, p) for p in concerned)


def _rights(book: Charter, party: str) -> list[object]:
    """All that protects it: what it is, its matters by their names, its times, its kinds of keys."""
    matters = {topic for r in book.reserved if r.party == party for topic in r.topics}
    return [
        [p for p in book.parties if p.id == party],
        matters,
        {t.id: t.name for t in book.topics if t.id in matters},
        (book.claim_window, book.notice, book.cooling_off),
        (set(book.no_passkeys), book.rules),
    ]


def _agreed(t: Asked, party: str) -> bool:
    """It consents to the very text that is put to the vote, after that was put."""
    opened = t.history.act(t.act.consultation, consultation.Open)
    if opened is None:
        return False
    since = Put(t.history, t.act.consultation).index
    for e in t.history.of(consent.Give):
        later = t.history.entries.index(e) > since
        exact = party_of(e.act.by) == party and e.act.commitment == opened.text.commitment
        if later and exact and not t.history.taken_back(e) and t.history.live(e.ref, e.act, t.now):
            return True
    return False


# 63: persons and keys


def _63(t: Asked) -> bool:
    if isinstance(t.act, dialogue.Admit):
        return not _free(t, t.act.founder.person, t.act.founder.keys)
    if isinstance(t.act, dialogue.Amend):
        opened, named = t.history.act(t.act.consultation, consultation.Open), t.act.authority
        put = opened is not None and isinstance(opened.subject, Amendment)
        return put and named is not None and not _free(t, named.person, named.keys)
    check = _KEYS.get(type(t.act))
    return check is not None and any(check(t))


def _accredit(t: Asked) -> Iterator[bool]:
    yield party_of(t.act.person) != party_of(t.act.by) or not t.act.functions
    yield not _free(t, t.act.person, t.act.keys)
    if "authority" not in t.act.functions:
        yield _bereft(t, without=t.act.person)


def _withdraw(t: Asked) -> Iterator[bool]:
    yield party_of(t.act.person) != party_of(t.act.by)
    yield t.history.accredited(t.act.person) is None or _bereft(t, without=t.act.person)


def _bereft(t: Asked, *, without: str) -> bool:
    """Its authorities are left with no key, once this person is none of them, or this key is gone."""
    before, after = (_keys_of_heads(t, party_of(t.act.by), spared) for spared in ("", without))
    return bool(before) and not after


def _keys_of_heads(t: Asked, party: str, without: str) -> set[str]:
    heads = [n for n in t.history.persons() if party_of(n) == party and n != without and _leads(t, n)]
    return {k for name in heads for k in t.history.keys_of(name) if k != without}


def _leads(t: Asked, name: str) -> bool:
    held = t.history.accredited(name)
    return held is not None and "authority" in held.functions


def _own_or_head(t: Asked) -> bool:
    """One's own keys, or as an authority those of one's party."""
    if party_of(t.act.owner) != party_of(t.act.by):
        return False
    last = [f.functions for _, _, f in t.history.named() if f.person == t.act.by]
    return t.act.owner == t.act.by or (bool(last) and "authority" in last[-1])


def _add(t: Asked) -> Iterator[bool]:
    yield not _own_or_head(t)
    if t.act.purpose == "act":
        yield re.fullmatch(r"SHA256:[A-Za-z0-9+/]{43}", t.act.key) is None
        yield not _free(t, t.act.owner, (t.act.key,)) or t.history.accredited(t.act.owner) is None
        return
    yield "/" in t.act.owner
    yield any(e.act.purpose == "seal" and e.act.key == t.act.key for e in t.history.of(key.Add))
    yield t.act.key in t.history.register_keys()
    if t.act.purpose == "seal":
        yield re.fullmatch(r"age1(pq1)?[qpzry9x8gf2tvdw0s3jn54khce6mua7l]{58,}", t.act.key) is None
    else:
        yield party_of(t.act.by) != t.charter.registrar or not _second_key(t)


def _second_key(t: Asked) -> bool:
    """C2SP signed-note: `name+hash+key`, of type 6, in the name of this term."""
    parts = t.act.key.split("+", 2)
    try:
        raw = b64decode(parts[2], validate=True)
    except (ValueError, IndexError):
        return False
    origin = f"{t.history.dialogue()}/{t.history.term()}"
    named = sha256(f"{origin}\n".encode() + raw).hexdigest()[:8]
    again = b64encode(raw).decode()
    return parts == [origin, named, again] and raw[0] == 6 and len(raw) == 1313


def _revoke(t: Asked) -> Iterator[bool]:
    yield not _own_or_head(t)
    known = t.history.last_owner(t.act.key)[0]
    if known is None:
        yield t.act.key not in t.history.sealing().get(t.act.owner, ())
        return
    yield known != t.act.owner or t.history.owner(t.act.key) is None
    yield _bereft(t, without=t.act.key)


_KEYS: dict[type[Said], Callable[[Asked], Iterator[bool]]] = {
    person.Accredit: _accredit,
    person.Withdraw: _withdraw,
    key.Add: _add,
    key.Revoke: _revoke,
}


# 64 and 65: the register


def _64(t: Asked) -> bool:
    return isinstance(t.act, register.HandOver) and any(_hand_over(t))


def _hand_over(t: Asked) -> Iterator[bool]:
    owners = [t.history.owner(s.fingerprint) for s in t.said.signers]
    partners = set(t.history.parties("partner"))
    signed = {party_of(name) for name in owners if name is not None and _leads(t, name)} & partners
    yield t.act.term != t.history.term() + 1 or t.act.registrar not in partners
    yield t.history.root(t.act.checkpoint.size) != t.act.checkpoint.root
    cosigned = [e.act.checkpoint.size for e in t.history.of(register.Settle) if e.cosigners]
    yield t.act.checkpoint.size < max(cosigned, default=0)
    yield t.act.registrar_key in {p.cosigner for p in t.charter.parties}
    yield t.act.by not in owners or None in owners
    yield 2 * len(signed) <= len(partners)


def _65(t: Asked) -> bool:
    if not isinstance(t.act, register.Settle):
        return False
    here = t.history.root(t.act.checkpoint.size) == t.act.checkpoint.root
    return not here or not t.said.cosigners or any(c.at > t.now + 60_000 for c in t.said.cosigners)


CHECKS: dict[int, Callable[[Asked], bool]] = {60: _60, 61: _61, 62: _62, 63: _63, 64: _64, 65: _65}
decided = _42
