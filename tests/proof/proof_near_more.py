"""Near misses of all that is no intent: another value for a member of the act, other keys, another time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace
from proof_choice import LEVELS, NOTHING, TOPICS, often, pick, ref_of_a, some
from proof_kept import CORRECTED, KEEPING, LIKELY
from proof_parties import (
    PARTING,
    RECIPIENTS,
    an_admission,
    an_amendment,
    changed,
    new_key,
    one_key_left,
    second_head,
    signers_of,
)
from proof_reporting import REPORTING, moments
from proof_scene import Candidate, Scene
from proof_voting import CONSULTING, late_objection

from plenipo.acts import Said, consultation, contact, mandate, readout, source
from plenipo.acts.consultation import EndMandate, MandateTerms
from plenipo.acts.words import PRECEDENCES, Seen, party_of
from plenipo.dialogue.entered import Signer
from world import DAY, PARTNERS, fingerprint_of, raw_key, text

PERSONS = ("FR/authority", "FR/envoy", "DE/reader", "DE/authority", "UA/authority", "FR/second", "FR/gone")
PARTIES = (*PARTNERS, "UA", "RU", "TR", "NO")
RED = text("lines", "TLP:RED")
ANSWERS = ("for", "against", "abstain", "constructive", "object", "amend", "vital-reasons")


def instants(s: Scene, said: Candidate) -> list[int]:
    """Where something begins or ends for this act, and one millisecond beside it."""
    spans, now = s.history.charter(), said.stamp
    known = {now, now + spans.delay * 1000, now + spans.silence_minimum * 1000, now + DAY}
    about = getattr(said.act, "consultation", None) or getattr(said.act, "mandate", None)
    put = s.history.act(about, consultation.Open)
    if put is not None:
        known |= {put.deadline, put.deadline + spans.delay * 1000, put.consent_by or now}
    if isinstance(said.act, mandate.Report) and said.act.mandate in s.history.mandates():
        known |= {*moments(s, said.act.mandate), said.act.due}
    deadline = getattr(said.act, "deadline", now)
    known |= {deadline, deadline - spans.delay * 1000}
    known |= {border for w in spans.weights for border in (w.since, w.until or 0) if border > now}
    return [at + off for at in sorted(known) for off in (-1, 0, 1)]


def subject(s: Scene, said: Candidate) -> Any:
    """Other terms: one member of them changed."""
    held = said.act.subject
    if not isinstance(held, MandateTerms) or often(s, 0.1):
        return EndMandate(mandate=ref_of_a(s, mandate.Accept))
    at = pick(s, (held.starts, held.ends, said.stamp, held.progress_by or 0)) + pick(s, (-1, 0, 1))
    members: dict[str, Callable[[], Any]] = {
        "envoys": lambda: (),
        "levels": lambda: some(s, LEVELS, 0),
        "media": lambda: (),
        "topics": lambda: pick(s, ((), ("war",), TOPICS)),
        "counterpart": lambda: pick(s, ("TR", "UA", "BY", "BY")),
        "starts": lambda: max(0, at),
        "ends": lambda: max(0, at),
        "contact_point": lambda: pick(s, (*PERSONS, "UA/delegate", "RU/envoy", "PL/envoy")),
        "ceiling": lambda: pick(s, ("TLP:RED", "TLP:CLEAR", "secret", "TLP:AMBER+STRICT")),
        "report_every": lambda: pick(s, (0, 1)),
        "progress_by": lambda: max(0, at),
        "final_by": lambda: max(0, at),
        "renews": lambda: pick(s, (None, ref_of_a(s, mandate.Accept), *s.history.mandates()[-2:])),
        "judged": lambda: pick(s, (None, NOTHING)),
        "red_lines": lambda: (text("a red line", "TLP:RED"),),
    }
    name = pick(s, tuple(members))
    return replace(held, **{name: members[name]()})


def another(s: Scene, said: Candidate, name: str) -> Any:
    """Another value for a member of the act."""
    return VALUES[name](s, said)


def _matters(s: Scene, _: Candidate) -> Any:
    unraised = some(s, TOPICS, 0)
    return tuple(
        readout.Raised(topic=t, raised="not-raised" if t in unraised else "by-us") for t in some(s, TOPICS)
    )


def _refs(*kinds: type[Said]) -> Callable[[Scene, Candidate], Any]:
    return lambda s, _: ref_of_a(s, *kinds) if often(s, 0.8) else None


def _of(*values: Any) -> Callable[[Scene, Candidate], Any]:
    return lambda s, _: pick(s, values)


def _instant(s: Scene, said: Candidate) -> int:
    return pick(s, instants(s, said))


def _checkpoint(s: Scene, _: Candidate) -> Seen:
    size = pick(s, (0, len(s.heard) + 1, max(0, len(s.heard) - s.chance.randrange(9))))
    return Seen(size=size, root=s.history.root(size) or NOTHING)


def _party(s: Scene, said: Candidate) -> Any:
    """Of an admission, another weight or role; of a report, another party."""
    changes: tuple[dict[str, Any], ...] = ({"role": "partner"}, {"weight": 7}, {"role": "counterpart"})
    held = said.act.party
    return pick(s, PARTNERS) if isinstance(held, str) else replace(held, **pick(s, changes))


def _founder(s: Scene, said: Candidate) -> Any:
    """Of an admission; an amendment has one only now and then."""
    held = getattr(said.act, "founder", None) or said.act.authority
    changes: tuple[dict[str, Any], ...] = (
        {"functions": ("reader",)},
        {"person": pick(s, ("DE/other", "NO/other", "DE/authority"))},
    )
    keys = held.keys if held else ()
    own = ((fingerprint_of("FR/reader"), *keys[:1]), keys[:1] * 2, keys[:1])
    return replace(held, **pick(s, (*changes, {"keys": pick(s, own)}))) if held else None


VALUES: dict[str, Callable[[Scene, Candidate], Any]] = {
    "consultation": _refs(consultation.Open),
    "commitment": _of(text("never put").commitment),
    "answer": lambda s, said: (
        ref_of_a(s, consultation.Answer) if isinstance(said.act, consultation.Vouch) else pick(s, ANSWERS)
    ),
    "declaration": _of(None, text("declaration"), text("declaration", "TLP:RED")),
    "on_behalf": _of(*PARTIES, None),
    "received": _instant,
    "deadline": _instant,
    "consent_by": lambda s, said: pick(s, (None, _instant(s, said), _instant(s, said))),
    "procedure": _of("vote", "silence", "written"),
    "subject": subject,
    "text": lambda s, _: pick(s, (*(e.act.text for e in list(s.history.of(consultation.Open))[-2:]), RED)),
    "texts": lambda s, said: pick(s, ((), said.act.texts * 2)),
    "mandate": lambda s, _: pick(s, (*s.history.mandates()[-3:], ref_of_a(s, mandate.Accept))),
    "due": _instant,
    "precedence": _of(*PRECEDENCES),
    "person": _of(*PERSONS),
    "owner": _of(*PERSONS, "FR", "DE", "UA"),
    "functions": _of((), ("authority",), ("reader",)),
    "keys": lambda s, _: (pick(s, (fingerprint_of("FR/reader"), fingerprint_of("FR/envoy reserve"))),),
    "key": lambda s, said: pick(
        s,
        (new_key(s, getattr(said.act, "purpose", "act")), *RECIPIENTS[:2], fingerprint_of("FR/reader"), "x"),
    ),
    "purpose": _of("act", "seal", "register"),
    "charter": lambda s, said: changed(s, pick(s, (s.history.charter(), said.act.charter))),
    "authority": _founder,
    "founder": _founder,
    "party": _party,
    "term": lambda s, said: said.act.term + pick(s, (1, 2)),
    "registrar": _of(*PARTIES),
    "registrar_key": _of(raw_key("DE mirror"), raw_key("FR registrar")),
    "checkpoint": _checkpoint,
    "signatures": lambda s, said: said.act.signatures[: s.chance.randrange(3)],
    "recipients": lambda s, _: some(s, PARTIES),
    "matters": _matters,
    "side": _of("ours", "theirs"),
    "contact": _refs(contact.Report, contact.Plan, contact.Announce),
    "grade": _of("A1", "C3", "F1"),
    "origin": _refs(source.Add, contact.Report),
    "evidence": lambda s, _: (ref_of_a(s, source.Add, contact.Report),),
    "scale": _of("icd-203", "phia"),
    "word": _of(*LIKELY, "certain"),
    "act": _refs(*CORRECTED, contact.Plan, consultation.Open),
    "instead": _refs(*CORRECTED, contact.Plan, contact.Announce),
    "known": _of("own-account", "reported"),
    "claims": _of("mandate", "bilateral", "nothing"),
    "plan": _refs(contact.Plan, contact.Announce, contact.Report),
}


def member(s: Scene, said: Candidate) -> Candidate:
    names = [name for name in said.act.__struct_fields__ if name in VALUES]
    if not names:
        return said
    name = pick(s, names)
    value = another(s, said, name)
    optional = getattr(said.act, name) is None or name in {
        "on_behalf",
        "instead",
        "origin",
        "plan",
        "consent_by",
    }
    return said if value is None and not optional else replace(said, act=replace(said.act, **{name: value}))


def speaker(s: Scene, said: Candidate) -> Candidate:
    """Somebody else says it, with a key of their own."""
    own = party_of(said.act.by)
    by = pick(s, (f"{own}/authority", f"{own}/delegate", "DE/delegate", "DE/authority", "PL/reader"))
    return replace(said, act=replace(said.act, by=by), signers=(Signer(fingerprint_of(s.key_of(by))),))


def moment(s: Scene, said: Candidate) -> Candidate:
    """Registered at one of its borders."""
    return replace(said, stamp=max(said.stamp, pick(s, instants(s, said))))


def signed(s: Scene, said: Candidate) -> Candidate:
    """By fewer or other keys."""
    names = ("FR/authority", "FR/authority reserve", "DE/authority", "PL/authority", "IT/delegate", "nobody")
    more = tuple(Signer(fingerprint_of(name)) for name in some(s, names, 0))
    return replace(said, signers=pick(s, ((*said.signers, *more), more, said.signers[:-1])))


def around(s: Scene, said: Candidate) -> Candidate:
    """In the dialogue before it: keys go, a silence is objected to, a charter's tables change."""
    if often(s, 0.3):
        second_head(s, pick(s, ("FR", "DE", "UA")))
    pick(s, (one_key_left, _objected, _cosigned))(s)
    return said


def _objected(s: Scene) -> None:
    late_objection(s, ref_of_a(s, consultation.Open))


def _cosigned(s: Scene) -> None:
    s.attempt(s.settlement(by=pick(s, (PARTNERS, PARTNERS[1:], PARTNERS[3:]))))


MORE: tuple[Callable[[Scene, Candidate], Candidate], ...] = (
    member, member, member, member, member, moment, signed, speaker, around,
)  # fmt: skip


def asked(s: Scene) -> Said | None:
    return pick(s, CONSULTING)(s)


def parted(s: Scene) -> Said:
    return pick(s, PARTING)(s)


def amended(s: Scene) -> Said:
    return pick(s, (an_amendment, an_amendment, an_admission))(s)


def kept(s: Scene) -> Said:
    return pick(s, KEEPING)(s)


def told(s: Scene) -> Said | None:
    return pick(s, REPORTING)(s)


def valid_more(s: Scene) -> Said | None:
    """An act in order of one of these families."""
    families: tuple[Callable[[Scene], Said | None], ...] = (asked, parted, kept, told)
    return pick(s, families)(s)


def said_by(s: Scene, act: Said) -> Candidate:
    keys = tuple(Signer(fingerprint_of(name)) for name in signers_of(s, act))
    return replace(s.candidate(act), signers=keys)
