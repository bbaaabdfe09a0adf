"""What may happen next in a dialogue, in order and out of order."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from msgspec.structs import replace
from proof_choice import ENVOYS, LEVELS, NOTHING, often, pick, ref_of_a, some
from proof_deciding import accept, draft_contact, new_mandate, put, resume, revoke, suspend
from proof_kept import KEEPING
from proof_parties import PARTING, signers_of
from proof_reporting import REPORTING
from proof_scene import Scene
from proof_talking import (
    ask,
    claim,
    conditions_met,
    disclaim,
    give,
    in_order,
    invite,
    make_offer,
    plan,
    refuse,
    table,
    take_back,
)
from proof_voting import consult

from plenipo.acts import channel, consent, consultation, contact, correction, dialogue, key, person, readout
from plenipo.acts.charter import DecisionRule, Weights
from plenipo.acts.consultation import Amendment, MandateTerms, Position
from plenipo.acts.words import party_of
from world import DAY, FUNCTIONS, HOUR, PARTNERS, START, WEIGHTS, charter, fingerprint_of, text


def report(s: Scene) -> None:
    ref = ref_of_a(s, contact.Plan) if often(s, 0.7) else None
    held = s.history.act(ref, contact.Plan) if ref else None
    fields: dict[str, Any] = {
        "party": party_of(held.envoy) if held else pick(s, PARTNERS),
        "counterpart": "RU",
        "level": "technical",
        "medium": "call",
        "at": max(0, s.now - pick(s, (0, DAY, 3 * DAY))),
        "plan": ref if held else None,
        "claims": pick(s, ("mandate", "mandate", "bilateral", "nothing")),
        "known": pick(s, ("own-account", "own-account", "reported")),
    }
    s.attempt(s.act(f"{fields['party']}/delegate", contact.Report, **fields))


def file_readout(s: Scene) -> None:
    matters = tuple(
        readout.Raised(topic=topic, raised="not-raised")
        for p in s.history.parties("concerned")
        for topic in sorted(s.history.reserved(p))
    )
    fields: dict[str, Any] = {
        "contact": ref_of_a(s, contact.Report),
        "side": "ours",
        "text": text("readout"),
        "recipients": PARTNERS,
        "matters": matters,
    }
    s.attempt(s.act(f"{pick(s, PARTNERS)}/delegate", readout.File, **fields))


def correct(s: Scene) -> None:
    s.attempt(s.act(f"{pick(s, PARTNERS)}/delegate", correction.Correct, act=ref_of_a(s, contact.Report)))


def open_channel(s: Scene) -> None:
    s.attempt(s.act("FR/delegate", channel.Open, counterpart="RU", level=pick(s, LEVELS)))


def close_channel(s: Scene) -> None:
    s.attempt(s.act("FR/delegate", channel.Close, channel=ref_of_a(s, channel.Open)))


def announce(s: Scene) -> None:
    fields: dict[str, Any] = {"counterpart": pick(s, ("RU", "RU", "TR")), "level": "technical"}
    at = s.now + pick(s, (DAY, HOUR, -1))
    s.attempt(s.act("PL/delegate", contact.Announce, **fields, medium="call", at=at))


def draft(s: Scene) -> None:
    draft_contact(s)


def position(s: Scene) -> None:
    put(s, Position(), "position", silence=often(s, 0.5))


def withdraw_person(s: Scene) -> None:
    who = pick(s, (*ENVOYS, "FR/delegate", "UA/delegate"))
    s.attempt(s.act(f"{party_of(who)}/authority", person.Withdraw, person=who))
    if often(s, 0.9):
        accredit(s, who)


def accredit(s: Scene, who: str | None = None) -> None:
    named = who or pick(s, ENVOYS)
    own = FUNCTIONS.get(named.split("/")[1], ("authority",))
    functions = own if often(s, 0.9) else ("reader",)
    new = f"{named} {s.next_id()}"
    fields = {"person": named, "functions": functions, "keys": (fingerprint_of(new),)}
    if s.attempt(s.act(f"{party_of(named)}/authority", person.Accredit, **fields)):
        s.keyring[named] = new


def revoke_key(s: Scene) -> None:
    who = pick(s, (*ENVOYS, "FR/delegate", "MD/delegate"))
    fields = {"owner": who, "key": fingerprint_of(s.key_of(who))}
    if s.attempt(s.act(f"{party_of(who)}/authority", key.Revoke, **fields)) and often(s, 0.8):
        accredit(s, who)


def leave(s: Scene) -> None:
    s.attempt(s.act(f"{pick(s, ('IT', 'UK', 'MD', 'PL'))}/authority", dialogue.Leave))


def amend(s: Scene) -> None:
    """The charter changes in what nobody else's rights hang on; or in what they do, with consent."""
    old = s.history.charter()
    changes: dict[str, Any] = pick(
        s,
        (
            {"cap": s.chance.randint(1, 3)},
            {"consult_before": some(s, LEVELS, 0)},
            {"instruct_before": some(s, LEVELS, 0)},
            {"intermediaries": pick(s, ((), ("TR",)))},
            {"lapse": pick(s, (24, 72, 30 * 24)) * 3600},
            {"readout_due": pick(s, (1, 48, 240)) * 3600},
            {"ceiling": pick(s, ("TLP:GREEN", "TLP:AMBER", "TLP:RED"))},
            {"no_passkeys": ("consent",)},
            {"claim_window": pick(s, (1, 24, 48)) * 3600},
        ),
    )
    new = replace(old, version=old.version + 1, **changes)
    words = f"charter {s.next_id()}"
    ref = put(s, Amendment(charter=new), words)
    for party in [p.id for p in old.parties if p.role == "concerned"]:
        exact: dict[str, Any] = {"commitment": text(words).commitment, "counterpart": "RU"}
        fields = exact | {"level": "technical", "until": s.now + 9 * DAY}
        matters = tuple(sorted(s.history.reserved(party))) or ("grain",)
        s.attempt(s.act(f"{party}/delegate", consent.Give, **fields, topics=matters))
    s.wait(days=3)
    s.attempt(s.act("FR/authority", dialogue.Amend, consultation=ref or NOTHING, charter=new))


def consulted(s: Scene) -> None:
    consult(s)


def parted(s: Scene) -> None:
    """Persons, keys, the charter or the register change."""
    act = pick(s, PARTING)(s)
    s.attempt(act, signers_of(s, act))


def kept(s: Scene) -> None:
    s.attempt(pick(s, KEEPING)(s))


def told(s: Scene) -> None:
    """Somebody reports under a mandate."""
    act = pick(s, REPORTING)(s)
    if act is not None:
        s.attempt(act)


def borders(s: Scene) -> list[int]:
    """The instants ahead at which something begins or ends."""
    spans = s.history.charter()
    found: set[int] = set()
    for e in s.heard[-30:]:
        act = e.act
        found |= {getattr(act, name, None) or 0 for name in ("at", "until", "deadline", "answer_by")}
        found.add(getattr(act, "consent_by", None) or 0)
        if isinstance(act, consultation.Open) and isinstance(act.subject, MandateTerms):
            found |= {act.subject.starts, act.subject.ends}
        if isinstance(act, contact.Plan):
            found.add(e.stamp + spans.claim_window * 1000)
        if isinstance(act, contact.Report):
            found.add(act.at + spans.readout_due * 1000)
    return sorted(at for at in found if at > s.now)


def wait(s: Scene) -> None:
    """To one of the next borders, one millisecond before or after it; or some hours."""
    ahead = borders(s)[:4]
    if ahead and often(s, 0.6):
        s.now = max(s.now, pick(s, ahead) + pick(s, (-1, 0, 1)))
    else:
        s.wait(hours=s.chance.randint(0, 30))


MOVES: dict[Callable[[Scene], None], int] = {
    new_mandate: 6,
    accept: 3,
    suspend: 3,
    resume: 2,
    revoke: 2,
    ask: 2,
    give: 8,
    disclaim: 5,
    take_back: 3,
    conditions_met: 3,
    refuse: 1,
    invite: 1,
    claim: 2,
    in_order: 14,
    plan: 6,
    make_offer: 4,
    table: 6,
    report: 2,
    file_readout: 2,
    correct: 1,
    open_channel: 1,
    close_channel: 1,
    announce: 1,
    draft: 2,
    position: 1,
    withdraw_person: 2,
    accredit: 1,
    revoke_key: 1,
    leave: 1,
    amend: 2,
    consulted: 4,
    parted: 3,
    kept: 3,
    told: 2,
    wait: 9,
}


def move(s: Scene) -> str:
    """Something happens; tells what."""
    chosen = s.chance.choices(list(MOVES), list(MOVES.values()))[0]
    chosen(s)
    return chosen.__name__


def scene(chance: Random) -> Scene:
    """A dialogue with a charter of chance."""
    levels: tuple[tuple[str, ...], ...] = ((), (), ("ministerial",))
    rule = chance.choice(
        ("cfsp-unanimity", "cfsp-unanimity", "simple-majority", "weighted-majority", "consensus")
    )
    final, settled = chance.random() < 0.3, chance.random() < 0.4
    decided = DecisionRule(rule=rule, silence=chance.random() < 0.9, final=final, settled=settled)
    lacking = chance.choice((None, None, None, "end-mandate", "admission"))
    others = ((kind, rule) for kind, rule in charter().decisions.items() if kind != lacking)
    provided = {kind: replace(rule, settled=chance.random() < 0.3) for kind, rule in others}
    return Scene(
        chance,
        concerned=chance.randint(1, 2),
        cap=chance.randint(1, 3),
        consult_before=chance.choice(levels),
        instruct_before=chance.choice(levels),
        no_passkeys=chance.choice(((), ("contact", "offer"), ("consent",))),
        receipts=chance.randint(1, 3),
        quorum=chance.choice((3, 4)),
        deputies=chance.choice(({}, {"PL": ("DE/delegate", "IT/reader"), "UK": ("DE/delegate",)})),
        decisions={**provided, "mandate": decided},
        weights=chance.choice(((), (), tables(chance))),
    )


def tables(chance: Random) -> tuple[Weights, ...]:
    """Weights that change on a day soon; some end."""
    border = START + chance.randint(1, 6) * DAY
    turned = dict(zip(WEIGHTS, reversed(WEIGHTS.values()), strict=True))
    first = Weights(since=0, until=border, source="one gazette", of={**WEIGHTS, "NO": 5})
    until = chance.choice((None, None, START + 60 * DAY))
    return first, Weights(since=border, until=until, source="the next", of={**turned, "FR": 200, "NO": 5})
