"""Near misses: an act that is in order, with none, one or two things changed.

A case drawn blindly is refused for so many reasons that no single rule decides it. Here one thing does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace
from proof_choice import ENVOYS, LEVELS, MEDIA, NOTHING, TOPICS, pick, some
from proof_deciding import accept, finish, mandated, put, terms
from proof_moves import accredit, borders
from proof_near_more import MORE, said_by, valid_more
from proof_scene import Candidate, Scene
from proof_talking import claim, give, go_ahead, take_back

from plenipo.acts import Said, consent, contact, key, kind_of, mandate, offer, person
from plenipo.acts.words import Seen, Text, party_of
from plenipo.dialogue.entered import Signer
from world import DAY, fingerprint_of, text

Change = Callable[[Scene, Candidate], Candidate]


def act_of(said: Candidate, **changes: Any) -> Candidate:
    """The act with these members changed, as far as it has them."""
    has = {name: value for name, value in changes.items() if hasattr(said.act, name)}
    return replace(said, act=replace(said.act, **has))


def envoy_of(said: Candidate) -> str:
    """Whose deed it is, if it names somebody."""
    return str(getattr(said.act, "envoy", None) or said.act.by)


# In the act


def level(s: Scene, said: Candidate) -> Candidate:
    return act_of(said, level=pick(s, (*LEVELS, "leader")))


def medium(s: Scene, said: Candidate) -> Candidate:
    return act_of(said, medium=pick(s, (*MEDIA, "visit")))


def topics(s: Scene, said: Candidate) -> Candidate:
    return act_of(said, topics=some(s, TOPICS, 0))


def counterpart(_: Scene, said: Candidate) -> Candidate:
    return act_of(said, counterpart="TR")


def envoy(s: Scene, said: Candidate) -> Candidate:
    return act_of(said, envoy=pick(s, ENVOYS))


def speaker(s: Scene, said: Candidate) -> Candidate:
    by = pick(s, (*ENVOYS, "FR/delegate", "DE/delegate", "UA/delegate", "MD/delegate", "FR/authority"))
    return replace(act_of(said, by=by), signers=(Signer(fingerprint_of(s.key_of(by))),))


def other_mandate(s: Scene, said: Candidate) -> Candidate:
    return act_of(said, mandate=pick(s, (mandated(s)[0], NOTHING)))


def words(s: Scene, said: Candidate) -> Candidate:
    other = text(pick(s, ("one text", "never agreed")))
    return act_of(said, text=other, lines=other, commitment=other.commitment)


def marking(s: Scene, said: Candidate) -> Candidate:
    marks = ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED", "secret")
    name = "lines" if hasattr(said.act, "lines") else "text"
    held = getattr(said.act, name, None)
    return act_of(said, **{name: replace(held, marking=pick(s, marks))}) if isinstance(held, Text) else said


def reach(_: Scene, said: Candidate) -> Candidate:
    return act_of(said, commits=True)


def through(s: Scene, said: Candidate) -> Candidate:
    return act_of(said, through=pick(s, ("TR", "RU")))


def refers(s: Scene, said: Candidate) -> Candidate:
    """To nothing, or to a contact that is not planned."""
    if isinstance(said.act, consent.Claim):
        fields: dict[str, Any] = {
            "counterpart": "RU",
            "level": "technical",
            "medium": "call",
            "at": s.now + DAY,
        }
        return act_of(said, contact=s.attempt(s.act("PL/delegate", contact.Announce, **fields)) or NOTHING)
    return act_of(
        said, **{pick(s, ("channel", "offer", "contact", "consultation", "ask", "consent")): NOTHING}
    )


def when(s: Scene, said: Candidate) -> Candidate:
    ahead = (*borders(s)[:8], said.stamp, said.stamp + s.history.charter().claim_window * 1000)
    at = pick(s, ahead) + pick(s, (-1, 0, 1))
    return act_of(said, at=at, until=at, answer_by=at) if not isinstance(said.act, offer.Make) else said


def seen(s: Scene, said: Candidate) -> Candidate:
    size = pick(s, (0, len(s.heard), len(s.heard) + 1, s.chance.randrange(len(s.heard))))
    root = s.history.root(size) or NOTHING
    return act_of(said, seen=Seen(size=size, root=pick(s, (root, root, NOTHING))))


def dialogue(_: Scene, said: Candidate) -> Candidate:
    return act_of(said, dialogue=NOTHING)


# Around it: its keys, its time


def signers(s: Scene, said: Candidate) -> Candidate:
    own = said.signers[0] if said.signers else Signer(fingerprint_of(said.act.by))
    passkey = Signer(own.fingerprint, passkey=True)
    backed_up = Signer(own.fingerprint, passkey=True, backed_up=True)
    other = Signer(fingerprint_of(pick(s, ("DE/envoy", "nobody", "UA/authority"))))
    reserve = Signer(fingerprint_of(f"{said.act.by} reserve"))
    colleague = Signer(fingerprint_of(f"{party_of(said.act.by)}/reader"))
    one = (other, passkey, passkey, backed_up, reserve, colleague)
    choices: tuple[tuple[Signer, ...], ...] = ((), (own, other), (own, reserve), *((by,) for by in one))
    return replace(said, signers=pick(s, choices))


def later(s: Scene, said: Candidate) -> Candidate:
    """Registered at one of the next borders, or one millisecond beside it."""
    lapses = said.stamp + s.history.charter().lapse * 1000
    ahead = [at for at in (*borders(s)[:8], lapses, said.stamp + DAY) if at > said.stamp]
    return replace(said, stamp=max(said.stamp, pick(s, ahead) + pick(s, (-1, 0, 1))))


def at_a_term(s: Scene, said: Candidate) -> Candidate:
    """Registered as some mandate begins or ends."""
    known = [s.history.terms(ref) for ref in s.history.mandates()[-3:]]
    known.append(s.history.terms(getattr(said.act, "mandate", NOTHING)))
    times = [at for agreed in known if agreed for at in (agreed.starts, agreed.ends, agreed.ends)]
    at = pick(s, times or [said.stamp]) + pick(s, (-1, 0, 1))
    return replace(said, stamp=max(said.stamp, at))


def with_time(s: Scene, said: Candidate) -> Candidate:
    """A later time, and the act with it, so that its own span stays."""
    moved = later(s, said)
    span = moved.stamp - said.stamp
    at = getattr(said.act, "at", None)
    return act_of(moved, at=at + span) if at is not None else moved


# In the dialogue, before it


def suspended(s: Scene, said: Candidate) -> Candidate:
    by = pick(s, ("PL/delegate", "FR/delegate"))
    s.attempt(s.act(by, mandate.Suspend, mandate=getattr(said.act, "mandate", NOTHING)))
    return said


def resumed(s: Scene, said: Candidate) -> Candidate:
    for _ in range(pick(s, (1, 3))):
        suspended(s, said)
    by = pick(s, ("PL/delegate", "FR/delegate"))
    s.attempt(s.act(by, mandate.Resume, mandate=getattr(said.act, "mandate", NOTHING)))
    return said


def revoked(s: Scene, said: Candidate) -> Candidate:
    s.attempt(s.act("PL/delegate", mandate.Revoke, mandate=getattr(said.act, "mandate", NOTHING)))
    return said


def withdrawn(s: Scene, said: Candidate) -> Candidate:
    given = list(s.history.of(consent.Give, consent.Disclaim))[-2:]
    if given:
        back = pick(s, given)
        s.attempt(s.act(f"{party_of(back.act.by)}/delegate", consent.Withdraw, consent=back.ref))
    return said


def refused(s: Scene, said: Candidate) -> Candidate:
    """The newest word is asked for again, and the answer is no."""
    given = list(s.history.of(consent.Give, consent.Disclaim))
    if not given:
        return said
    last = given[-1].act
    party = party_of(last.by)
    exact = {"counterpart": last.counterpart, "level": last.level, "topics": ()}
    about = {"text": replace(text("x"), commitment=last.commitment), "reason": text("why")}
    asked = s.attempt(s.act("DE/delegate", consent.Ask, party=party, **exact, **about, answer_by=s.now + DAY))
    if asked:
        s.attempt(s.act(f"{party}/delegate", consent.Refuse, ask=asked))
    return said


def conditional(s: Scene, said: Candidate) -> Candidate:
    """The newest consent is replaced by one on conditions; sometimes they are met."""
    given = list(s.history.of(consent.Give))
    if not given:
        return said
    last = given[-1]
    s.attempt(s.act(last.act.by, consent.Withdraw, consent=last.ref))
    kept = ("commitment", "topics", "counterpart", "level", "until")
    same = {name: getattr(last.act, name) for name in kept}
    ref = s.attempt(s.act(last.act.by, consent.Give, **same, conditions=text("conditions")))
    if ref and s.chance.random() < 0.5:
        s.attempt(s.act(last.act.by, consent.ConditionsMet, consent=ref))
    return said


def another_word(s: Scene, said: Candidate) -> Candidate:
    """A second word on the text that the first was on: it takes nothing from the first."""
    given = list(s.history.of(consent.Give, consent.Disclaim))
    if given:
        last = given[-1].act
        exact = {name: getattr(last, name) for name in ("commitment", "counterpart", "level")}
        if s.chance.random() < 0.5:
            s.attempt(s.act(last.by, consent.Disclaim, **exact))
        else:
            matters = some(s, sorted(s.history.reserved(party_of(last.by))) or TOPICS[:1], 0)
            s.attempt(s.act(last.by, consent.Give, **exact, topics=matters, until=s.now + 1))
    return said


def key_revoked(s: Scene, said: Candidate) -> Candidate:
    by = said.act.by
    fields = {"owner": by, "key": fingerprint_of(s.key_of(by))}
    s.attempt(s.act(f"{party_of(by)}/authority", key.Revoke, **fields))
    return said


def person_withdrawn(s: Scene, said: Candidate) -> Candidate:
    who = pick(s, (said.act.by, envoy_of(said)))
    s.attempt(s.act(f"{party_of(who)}/authority", person.Withdraw, person=who))
    return said


def accredited_anew(s: Scene, said: Candidate) -> Candidate:
    """The accreditation ended and began again, perhaps in the same instant; perhaps they accept anew."""
    who = envoy_of(said)
    if s.chance.random() < 0.3:
        who = pick(s, sorted(s.history.interlocutors(s.now)) or [who])
    s.attempt(s.act(f"{party_of(who)}/authority", person.Withdraw, person=who))
    s.now += pick(s, (0, 1))
    accredit(s, who)
    if s.chance.random() < 0.3:
        accept(s, getattr(said.act, "mandate", NOTHING), who)
    return replace(said, signers=(Signer(fingerprint_of(s.key_of(said.act.by))),))


def said_before(s: Scene, said: Candidate) -> Candidate:
    if s.agree(s.candidate(said.act)):
        s.register(said.act, (s.key_of(said.act.by),))
    return said


def owing(s: Scene, said: Candidate) -> Candidate:
    party = party_of(envoy_of(said))
    span = s.history.charter().readout_due * 1000
    fields = {"counterpart": "RU", "level": "technical", "medium": "call", "claims": "mandate"}
    at = s.now - span - pick(s, (-1, 0, 1))
    s.attempt(s.act(f"{party}/delegate", contact.Report, party=party, **fields, at=at))
    return said


def another_envoy(s: Scene, said: Candidate) -> Candidate:
    """Somebody else accepts a mandate of their own, if the cap allows: it must not matter to an intent."""
    who = pick(s, ENVOYS)
    other = replace(terms(s), envoys=(who,), starts=s.now)
    ref = put(s, other, f"mandate {s.next_id()}", all_for=True)
    s.wait(days=3)
    finish(s, ref)
    accept(s, ref, who)
    return said


CHANGES: tuple[Change, ...] = (
    level, level, counterpart, at_a_term, at_a_term, medium, topics, topics, counterpart, envoy, speaker,
    other_mandate, words, marking, reach, through, refers, when, when, seen, dialogue, signers, later,
    later, with_time, suspended, resumed, revoked, withdrawn, withdrawn, refused, conditional, conditional,
    key_revoked, person_withdrawn, owing, signers, accredited_anew, accredited_anew, said_before,
    another_word, another_word, when, resumed, another_envoy,
)  # fmt: skip


def valid(s: Scene) -> Said | None:
    """An act that is in order: an intent, an acceptance, a word on consent, or something else."""
    return valid_more(s) if s.chance.random() < 0.5 else intended(s)


def intended(s: Scene) -> Said | None:
    """Mostly an intent; else an acceptance or a word on consent."""
    kind = s.chance.random()
    if kind < 0.7:
        return go_ahead(s)
    if kind < 0.85:
        who = pick(s, ENVOYS)
        first = pick(s, ENVOYS)
        agreed = replace(terms(s), envoys=tuple(dict.fromkeys((who, first))), starts=s.now)
        ref = put(s, replace(agreed, may_suspend=("PL",)), f"mandate {s.next_id()}", all_for=True)
        s.wait(days=3)
        finish(s, ref)
        if first != who:
            accept(s, ref, first)
        if ref is None or (_cap_reached(s, who) and s.chance.random() < 0.5):
            return None
        opened = s.history.entries[[e.ref for e in s.heard].index(ref)].act
        return s.act(who, mandate.Accept, mandate=ref, commitment=opened.text.commitment)
    (give if kind < 0.91 else take_back if kind < 0.94 else claim)(s)
    last = [e.act for e in s.history.of(consent.Give, consent.Disclaim, consent.Withdraw, consent.Claim)]
    again: Said | None = replace(last[-1], id=s.next_id(), seen=s.seen) if last else None
    return again


def _cap_reached(s: Scene, who: str) -> bool:
    return s.history.charter().cap <= len(s.history.interlocutors(s.now) - {who})


MEMBERS = MORE * 4  # of an act that is no intent, its own members mostly


def near_miss(s: Scene, act: Said) -> tuple[Candidate, Scene]:
    """The act, with none to two things changed, and the dialogue that it would be entered in."""
    there = s.fork()
    said = said_by(there, act)
    intended = kind_of(type(act)).split(".")[0] in {"contact", "offer", "proposal", "mandate", "consent"}
    fact = isinstance(act, contact.Report | contact.Outcome | mandate.Report)
    changes = CHANGES if intended and not fact else (*MEMBERS, *CHANGES)
    for change in there.chance.choices(changes, k=there.chance.choice((0, 1, 1, 2))):
        there.now = max(there.now, said.stamp)
        said = change(there, said)
    return replace(said, stamp=max(said.stamp, there.now)), there
