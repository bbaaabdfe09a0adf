"""Random comings and goings: persons, keys, amendments, admissions, hand-overs and what is settled."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from msgspec.structs import replace
from proof_choice import LEVELS, NOTHING, often, pick, some
from proof_scene import Scene
from proof_voting import settling

from plenipo.acts import Said, consent, consultation, dialogue, key, person, register
from plenipo.acts.charter import Charter, DecisionRule, Founder, Party, Weights
from plenipo.acts.consultation import Admission, Amendment
from plenipo.acts.words import Seen, party_of
from plenipo.verify.keys import origin_of
from world import DAY, PARTNERS, fingerprint_of, raw_key, text

RECIPIENTS = tuple("age1" + "qpzry9x8gf2tvdw0s3jn54khce6mua7l"[i] * 58 for i in range(4))
NEWCOMERS = ("NO", "SE", "GE")
RULES = ("simple-majority", "unanimity", "weighted-majority", "cfsp-unanimity", "consensus")
HEADS = ("FR/authority", "DE/authority", "UA/authority")


# Persons and keys


def an_accreditation(s: Scene) -> Said:
    party = pick(s, ("FR", "DE", "UA"))
    name = pick(s, (f"{party}/second", f"{party}/authority", f"{party}/envoy", f"{party}/reader"))
    functions = pick(s, (("authority",), ("delegate", "authority"), ("reader",), (name.split("/")[1],)))
    known = tuple("drafter" if f == "second" else f for f in functions)
    keys = (fingerprint_of(f"{name} {s.next_id()}"),) if often(s, 0.6) else ()
    return s.act(f"{party}/authority", person.Accredit, person=name, functions=known, keys=keys)


def a_withdrawal(s: Scene) -> Said:
    name = pick(s, ("FR/authority", "FR/second", "DE/envoy", "DE/reader", "UA/authority", "UA/second"))
    if often(s, 0.5):
        second_head(s, party_of(name))
    by = f"{party_of(name)}/{pick(s, ('authority', 'authority', 'second'))}"
    return s.act(by, person.Withdraw, person=name)


def second_head(s: Scene, party: str) -> None:
    """Another authority; sometimes one without a key."""
    name = f"{party}/second"
    keys = tuple(fingerprint_of(f"{name} {s.next_id()}") for _ in range(pick(s, (0, 1, 2))))
    fields = {"person": name, "functions": ("authority",), "keys": keys}
    s.attempt(s.act(f"{party}/authority", person.Accredit, **fields))


def a_key(s: Scene) -> Said:
    purpose = pick(s, ("act", "act", "seal", "register"))
    party = s.history.charter().registrar if purpose == "register" else pick(s, ("FR", "DE", "UA"))
    owner, by = party, f"{party}/authority"
    if purpose == "act":
        owner = f"{party}/{pick(s, ('authority', 'envoy', 'reader'))}"
        by = pick(s, (by, owner))
    return s.act(by, key.Add, owner=owner, purpose=purpose, key=new_key(s, purpose))


def new_key(s: Scene, purpose: str) -> str:
    if purpose == "act":
        return fingerprint_of(pick(s, ("FR/authority", "FR/envoy reserve", f"key {s.next_id()}", "key 1")))
    if purpose == "seal":
        return pick(s, RECIPIENTS)
    name = origin_of(s.standing.dialogue, s.standing.term + pick(s, (0, 0, 0, 1)))
    raw = b"\x06" + bytes(1311 - pick(s, (0, 0, 0, 1))) + bytes([s.chance.randrange(3)])
    named = sha256(name.encode() + b"\n" + raw).hexdigest()[:8]
    return f"{name}+{named}+{b64encode(raw).decode()}"


def a_key_revoked(s: Scene) -> Said:
    who = pick(s, ("FR/authority", "FR/authority", "DE/envoy", "UA/authority", "FR"))
    if who == "FR":
        key_of_all = {"owner": "FR", "purpose": "seal", "key": pick(s, RECIPIENTS)}
        s.attempt(s.act("FR/authority", key.Add, **key_of_all))
        if often(s, 0.5):
            s.attempt(s.act("FR/authority", key.Revoke, owner="FR", key=key_of_all["key"]))
            return s.act("DE/authority", key.Add, **{**key_of_all, "owner": "DE"})
    held = s.history.sealing().get(who, []) if who == "FR" else sorted(s.history.keys_of(who))
    gone = pick(s, held) if held else fingerprint_of(who)
    by = pick(s, (f"{party_of(who)}/authority", who)) if "/" in who else f"{who}/authority"
    return s.act(by, key.Revoke, owner=who, key=gone)


def one_key_left(s: Scene) -> None:
    """An authority loses keys until one is left."""
    who = pick(s, HEADS)
    for gone in sorted(s.history.keys_of(who))[1:]:
        if gone != fingerprint_of(s.key_of(who)):
            s.attempt(s.act(who, key.Revoke, owner=who, key=gone))


# The charter


def changed(s: Scene, old: Charter) -> Charter:
    """The next version, with one thing changed, or none: a span, a right, a rule, a fault."""
    book = replace(old, version=old.version + 1)
    return replace(book, **pick(s, CHARTERS)(s, old))


def _span(s: Scene, old: Charter) -> dict[str, Any]:
    name = pick(
        s,
        (
            "claim_window",
            "notice",
            "cooling_off",
            "lapse",
            "delay",
            "readout_due",
            "silent_after",
            "acknowledge_within",
        ),
    )
    return {name: pick(s, (0, getattr(old, name), getattr(old, name) + 3600, 24 * 3600))}


def _reserved(s: Scene, old: Charter) -> dict[str, Any]:
    first, *rest = old.reserved or (None,)
    if first is None:
        return {}
    topics = pick(
        s, (first.topics[:1], (*first.topics, "prisoners"), (), tuple(reversed(first.topics)), ("war",))
    )
    return {"reserved": (replace(first, topics=topics), *rest)}


def _renamed(s: Scene, old: Charter) -> dict[str, Any]:
    topic = s.chance.randrange(len(old.topics))
    named = pick(s, ("another name", old.topics[topic].name))
    topics = list(old.topics)
    topics[topic] = replace(topics[topic], name=named)
    return {"topics": tuple(topics)}


def _party(s: Scene, old: Charter) -> dict[str, Any]:
    """One leaves, changes its part, its name or its weight, or another appears."""
    kept = list(old.parties)
    place = s.chance.randrange(len(kept))
    one = kept[place]
    changes: tuple[dict[str, Any], ...] = (
        {"name": "another name"},
        {"weight": one.weight + 20},
        {"weight": 0},
        {"role": pick(s, ("partner", "concerned", "counterpart", "intermediary"))},
        {"cosigner": None},
    )
    choice = s.chance.randrange(len(changes) + 2)
    if choice < len(changes):
        kept[place] = replace(one, **changes[choice])
    elif choice == len(changes):
        del kept[place]
    else:
        kept.append(Party(id="NO", name="Another", role=pick(s, ("partner", "intermediary"))))
    return {"parties": tuple(kept)}


def _decision(s: Scene, old: Charter) -> dict[str, Any]:
    kind = pick(s, ("amendment", "amendment", "mandate", "contact"))
    rule = pick(s, (*RULES, "no such rule"))
    without = {k: r for k, r in old.decisions.items() if k != kind}
    new = DecisionRule(rule=rule, silence=often(s, 0.1), settled=often(s, 0.3))
    return {"decisions": without if often(s, 0.1) else {**without, kind: new}}


def _tables(s: Scene, old: Charter) -> dict[str, Any]:
    """Dated weights from now on; some with a gap, a lack or an end."""
    everybody = {p.id: p.weight for p in old.parties if p.role == "partner"}
    border = s.now + pick(s, (DAY, 3 * DAY, 9 * DAY))
    first = Weights(since=0, until=border, source="a gazette", of=everybody)
    second = Weights(since=border, source="a gazette", of={**everybody, "FR": 200})
    faulty = pick(s, (
        replace(second, since=border + 1), replace(second, source=" "), replace(second, until=border),
        replace(second, of={}), replace(second, since=border - 1), replace(second, of={**everybody, "DE": 0}),
    ))  # fmt: skip
    return {"weights": pick(s, ((), (first, second), (second, first), (first,), *((first, faulty),) * 3))}


def _rest(s: Scene, old: Charter) -> dict[str, Any]:
    changes: tuple[dict[str, Any], ...] = (
        {}, {"cap": 2}, {"version": old.version + 2}, {"version": old.version},
        {"quorum": pick(s, (2, 3, 5, 6))},
        {"registrar": "DE"}, {"registrar_key": raw_key("another")}, {"registrar_key": raw_key("FR mirror")},
        {"rules": "2"}, {"ceiling": pick(s, ("secret", "TLP:GREEN"))}, {"receipts": pick(s, (0, 1))},
        {"no_passkeys": pick(s, ((), ("consent",), ("nonsense",), ("mandate", "contact")))},
        {"intermediaries": pick(s, ((), ("TR",), ("RU",)))}, {"consult_before": LEVELS[:1]},
        {"quiet_after": 181 * 24 * 3600}, {"deputies": deputies(s)}, {"deputies": deputies(s)},
    )  # fmt: skip
    return pick(s, changes)


def deputies(s: Scene) -> dict[str, tuple[str, ...]]:
    """Mostly of a partner, by persons of another."""
    named = ("DE/delegate", "DE/reader", "IT/reader", "UA/reader", "PL/reader")
    return {pick(s, ("PL", "PL", "UK", "UA", "RU")): some(s, named, 0)}


def _joined(s: Scene, old: Charter) -> dict[str, Any]:
    """Who carried messages takes part, without having been admitted."""
    weight = pick(s, (1, 5))
    parties = tuple(replace(p, role="partner", weight=weight) if p.id == "TR" else p for p in old.parties)
    return {"parties": parties, "intermediaries": ()}


def _deputised(s: Scene, _: Charter) -> dict[str, Any]:
    return {"deputies": deputies(s)}


CHARTERS: tuple[Callable[[Scene, Charter], dict[str, Any]], ...] = (
    _span, _reserved, _renamed, _party, _decision, _decision, _tables, _tables, _joined, _deputised,
    _rest, _rest,
)  # fmt: skip


def decided(s: Scene, subject: Amendment | Admission, words: str) -> str:
    """Put to the partners, and mostly carried."""
    about = {"subject": subject, "text": text(words), "procedure": "vote", "deadline": s.now + DAY}
    ref = s.attempt(s.act("FR/delegate", consultation.Open, **about)) or NOTHING
    agreed = often(s, 0.75)
    for party in PARTNERS:
        word = "for" if agreed else pick(s, ("for", "for", "for", "abstain", "constructive", "against"))
        if ref != NOTHING and (agreed or often(s, 0.95)):
            declared = text("declaration") if word == "constructive" else None
            said = {"consultation": ref, "commitment": text(words).commitment, "answer": word}
            s.attempt(s.act(f"{party}/delegate", consultation.Answer, **said, declaration=declared))
    return ref


def an_amendment(s: Scene) -> Said:
    """With the consent of who is concerned, before it was put or after, on conditions or for a while."""
    if often(s, 0.1):
        handed = a_hand_over(s)
        s.attempt(handed, signers_of(s, handed))
    old, words = s.history.charter(), f"charter {s.next_id()}"
    new = changed(s, old)
    named = None
    if often(s, 0.25):
        name = pick(s, ("DE/new", "DE/authority", "UA/new", "ZZ/new"))
        own = (fingerprint_of(f"{name} {s.next_id()}"), fingerprint_of(pick(s, (f"{name} two", "FR/reader"))))
        named = Founder(person=name, functions=pick(s, (("authority",), ("reader",))), keys=own)
    for party in s.history.parties("concerned"):
        if often(s, 0.15):
            _agree(s, party, words)
    ref = decided(s, Amendment(charter=new, authority=named), words)
    for party in s.history.parties("concerned"):
        if often(s, 0.75):
            _agree(s, party, words)
    s.wait(days=1)
    settling(s, ref)
    return s.act("FR/authority", dialogue.Amend, consultation=ref, charter=new, authority=named)


def _agree(s: Scene, party: str, words: str) -> None:
    fields: dict[str, Any] = {"commitment": text(words).commitment, "counterpart": "RU", "level": "technical"}
    if often(s, 0.1):
        s.attempt(s.act(f"{party}/delegate", consent.Disclaim, **fields))
        return
    fields["until"] = s.now + pick(s, (DAY, DAY + 1, 9 * DAY, 9 * DAY))
    asked = text("conditions") if often(s, 0.2) else None
    given = s.attempt(s.act(f"{party}/delegate", consent.Give, **fields, topics=(), conditions=asked))
    if given and asked and often(s, 0.5):
        s.attempt(s.act(f"{party}/delegate", consent.ConditionsMet, consent=given))
    if given and often(s, 0.1):
        s.attempt(s.act(f"{party}/delegate", consent.Withdraw, consent=given))


def an_admission(s: Scene) -> Said:
    name = pick(s, (*NEWCOMERS, "UK"))
    party = Party(id=name, name="Newcomer", role=pick(s, ("partner", "partner", "concerned")), weight=5)
    number = s.next_id()
    keys = (fingerprint_of(f"{name} {number}"), fingerprint_of(f"{name} {s.next_id()}"))
    founder = Founder(person=f"{name}/authority", functions=("authority",), keys=keys)
    ref = decided(s, Admission(party=party, founder=founder), f"admission {s.next_id()}")
    s.wait(days=1)
    settling(s, ref)
    admitted = {"consultation": ref, "party": party, "founder": founder}
    if often(s, 0.3) and s.attempt(s.act("FR/authority", dialogue.Admit, **admitted)):
        s.keyring[founder.person] = f"{name} {number}"
        s.attempt(s.act(founder.person, dialogue.Leave))
        if often(s, 0.5):
            ref = decided(s, Admission(party=party, founder=founder), f"admission {s.next_id()}")
            s.wait(days=1)
            settling(s, ref)
    return s.act("FR/authority", dialogue.Admit, **{**admitted, "consultation": ref})


def a_leave(s: Scene) -> Said:
    return s.act(f"{pick(s, ('UK', 'IT', 'MD'))}/authority", dialogue.Leave)


# The register


def a_settlement(s: Scene) -> Said:
    """Cosignatures by some mirrors, of a checkpoint now or before, now or nearly."""
    size = pick(s, (len(s.heard), len(s.heard), max(1, len(s.heard) - 3)))
    at = s.now // 1000 + pick(s, (0, 0, 59, 60, 61, -3))
    return s.settlement(at, size, some(s, (*PARTNERS, "NO"), 0))


def a_hand_over(s: Scene) -> Said:
    """From what is there now, or from a little before; perhaps mirrors have cosigned just then."""
    for _ in range(pick(s, (0, 0, 1, 2))):
        s.attempt(a_settlement(s))
    size = max(1, len(s.heard) - pick(s, (0, 0, 0, 1, 2, 5)))
    new = {"registrar": pick(s, PARTNERS), "registrar_key": raw_key(f"registrar {s.next_id()}")}
    at = Seen(size=size, root=s.history.root(size) or NOTHING)
    return s.act("FR/authority", register.HandOver, term=s.history.term() + 1, **new, checkpoint=at)


def signers_of(s: Scene, act: Said) -> tuple[str, ...]:
    """By which keys: a hand-over by several authorities, all else by one."""
    if not isinstance(act, register.HandOver):
        return (s.key_of(act.by),)
    count = pick(s, (3, 3, 3, 2, 4))
    return (s.key_of(act.by), *(s.key_of(f"{p}/authority") for p in s.chance.sample(PARTNERS[1:], count - 1)))


PARTING: tuple[Callable[[Scene], Said], ...] = (
    an_accreditation, a_withdrawal, a_key, a_key, a_key_revoked, an_amendment, an_amendment, an_amendment,
    an_admission, an_admission, a_leave, a_settlement, a_hand_over, a_hand_over,
)  # fmt: skip
