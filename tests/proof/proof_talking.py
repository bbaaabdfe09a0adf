"""Random words on consent and random intents, in order and out of order."""

from __future__ import annotations

from typing import Any

from proof_choice import (
    ENVOYS,
    LEVELS,
    MEDIA,
    NOTHING,
    REACHES,
    TOPICS,
    WORDS,
    concerned,
    often,
    pick,
    ref_of_a,
    some,
)
from proof_deciding import accept, draft_contact, finish, mandated, put, terms
from proof_scene import Scene

from plenipo.acts import Said, channel, consent, consultation, contact, offer, proposal
from plenipo.acts.consultation import MandateTerms
from plenipo.acts.words import party_of
from world import DAY, HOUR, text


def ask(s: Scene) -> None:
    party = concerned(s)
    matters = sorted(s.history.reserved(party)) or ["prisoners"]
    fields: dict[str, Any] = {
        "party": party if often(s, 0.95) else "RU",
        "topics": some(s, matters) if often(s, 0.9) else some(s, TOPICS),
        "counterpart": "RU",
        "level": pick(s, LEVELS[:2]),
        "text": text(pick(s, WORDS)),
        "reason": text("reason"),
        "answer_by": s.now + pick(s, (3 * DAY, 3 * DAY, HOUR, 0)),
    }
    s.attempt(s.act("FR/delegate", consent.Ask, **fields))


def give(s: Scene) -> None:
    party = concerned(s)
    matters = sorted(s.history.reserved(party)) or ["prisoners"]
    fields: dict[str, Any] = {
        "commitment": text(pick(s, WORDS)).commitment,
        "topics": some(s, matters) if often(s, 0.95) else some(s, TOPICS),
        "counterpart": "RU" if often(s, 0.95) else "TR",
        "level": pick(s, LEVELS[:2]),
        "until": s.now + pick(s, (DAY, 10 * DAY, 60 * DAY)),
        "ask": ref_of_a(s, consent.Ask) if often(s, 0.1) else None,
        "conditions": text("conditions") if often(s, 0.3) else None,
    }
    s.attempt(s.act(f"{party}/delegate", consent.Give, **fields))


def disclaim(s: Scene) -> None:
    exact = {"counterpart": "RU", "level": pick(s, LEVELS[:2])}
    about = text(pick(s, WORDS)).commitment
    s.attempt(s.act(f"{concerned(s)}/delegate", consent.Disclaim, commitment=about, **exact))


def take_back(s: Scene) -> None:
    given = ref_of_a(s, consent.Give, consent.Disclaim)
    s.attempt(s.act(f"{concerned(s)}/delegate", consent.Withdraw, consent=given))


def conditions_met(s: Scene) -> None:
    s.attempt(s.act(f"{concerned(s)}/delegate", consent.ConditionsMet, consent=ref_of_a(s, consent.Give)))


def refuse(s: Scene) -> None:
    s.attempt(s.act(f"{concerned(s)}/delegate", consent.Refuse, ask=ref_of_a(s, consent.Ask)))


def invite(s: Scene) -> None:
    s.attempt(s.act(f"{concerned(s)}/delegate", consent.Invite, topics=some(s, TOPICS[2:])))


def claim(s: Scene) -> None:
    kinds = (contact.Plan,) if often(s, 0.8) else (contact.Announce, contact.Report)
    about = {"contact": ref_of_a(s, *kinds), "topics": some(s, TOPICS[2:])}
    s.attempt(s.act(f"{concerned(s)}/delegate", consent.Claim, **about))


def intended(s: Scene) -> dict[str, Any]:
    """The members that every intent has, mostly within some mandate."""
    ref, agreed = mandated(s)
    if agreed is None or often(s, 0.05):
        agreed = terms(s)
    return {
        "mandate": ref,
        "envoy": pick(s, agreed.envoys) if often(s, 0.95) else pick(s, ENVOYS),
        "counterpart": "RU" if often(s, 0.97) else "TR",
        "level": pick(s, agreed.levels) if often(s, 0.95) else pick(s, LEVELS),
        "medium": pick(s, agreed.media) if often(s, 0.95) else pick(s, MEDIA),
        "topics": some(s, agreed.topics, 0) if often(s, 0.95) else some(s, TOPICS),
        "through": None if often(s, 0.9) else pick(s, ("TR", "RU")),
    }


def speaker(s: Scene, envoy: str) -> str:
    own = (envoy, envoy, f"{party_of(envoy)}/delegate")
    return pick(s, own) if often(s, 0.95) else pick(s, ("DE/delegate", "FR/reader", "UA/delegate"))


def plan_act(s: Scene) -> Said:
    fields = intended(s) | {
        "at": s.now + pick(s, (2 * DAY, 2 * DAY, DAY, 5 * DAY, HOUR, -HOUR)),
        "lines": text(pick(s, WORDS)),
        "channel": None if often(s, 0.95) else ref_of_a(s, channel.Open),
        "offer": None if often(s, 0.95) else ref_of_a(s, offer.Make),
        "consultation": None if often(s, 0.6) else ref_of_a(s, consultation.Open),
    }
    return s.act(speaker(s, fields["envoy"]), contact.Plan, **fields)


def offer_act(s: Scene) -> Said:
    fields = intended(s) | {"text": text(pick(s, WORDS))}
    return s.act(speaker(s, fields["envoy"]), offer.Make, **fields)


def table_act(s: Scene) -> Said:
    fields = intended(s) | {
        "text": text(pick(s, WORDS)),
        "commits": often(s, 0.2),
        "contact": None if often(s, 0.95) else ref_of_a(s, contact.Plan),
    }
    return s.act(speaker(s, fields["envoy"]), proposal.Table, **fields)


def plan(s: Scene) -> None:
    s.attempt(plan_act(s))


def make_offer(s: Scene) -> None:
    s.attempt(offer_act(s))


def table(s: Scene) -> None:
    s.attempt(table_act(s))


def go_ahead(s: Scene) -> Said:
    """An intent that is in order, as far as mandate, consents and time go."""
    ref, agreed, envoy = usable(s)
    level = pick(s, agreed.levels)
    exact: dict[str, Any] = {"counterpart": "RU", "level": level}
    topics, words = some(s, agreed.topics, 0), text(f"text {s.next_id()}")
    drafted = draft_contact(s, level, words)
    kinds: tuple[type[Said], ...] = (contact.Plan, contact.Plan, offer.Make, proposal.Table)
    kind = pick(s, kinds)
    for party in s.history.parties("concerned"):
        matters = tuple(sorted(s.history.reserved(party)))
        touched = set(matters) & set(topics)
        if kind is contact.Plan and not touched and often(s, 0.4):
            continue  # it has the claim window
        if touched or often(s, 0.5):
            terms = {"topics": matters, "until": s.now + pick(s, (3 * DAY, 10 * DAY))}
            s.attempt(s.act(f"{party}/delegate", consent.Give, commitment=words.commitment, **exact, **terms))
        else:
            s.attempt(s.act(f"{party}/delegate", consent.Disclaim, commitment=words.commitment, **exact))
    fields: dict[str, Any] = {
        "mandate": ref,
        "envoy": envoy,
        **exact,
        "medium": pick(s, agreed.media),
        "topics": topics,
    }
    if kind is contact.Plan:
        ahead = s.now + pick(s, (HOUR, 2 * DAY, 2 * DAY))
        fields |= {"at": min(ahead, agreed.ends - 1), "lines": words}
        fields["consultation"] = drafted
    else:
        fields["text"] = words
    return s.act(pick(s, (envoy, f"{party_of(envoy)}/delegate")), kind, **fields)


def usable(s: Scene) -> tuple[str, MandateTerms, str]:
    """A mandate that runs and that its envoy accepted; a new one if there is none."""
    h = s.history
    for ref in reversed(h.mandates()):
        agreed = h.terms(ref)
        if agreed is None or h.over(ref, s.now + 1) or s.now < agreed.starts or h.suspenders(ref):
            continue
        for envoy in agreed.envoys:
            if h.accepted(ref, envoy) and agreed.reach != "explore":
                return ref, agreed, envoy
    wide: dict[str, Any] = {"levels": LEVELS, "media": MEDIA, "reach": pick(s, REACHES[1:])}
    wide |= {"topics": some(s, TOPICS, 2), "ceiling": pick(s, (None, None, "TLP:AMBER"))}
    envoy = pick(s, sorted(h.interlocutors(s.now)) or ENVOYS[:3])
    starts = s.now + pick(s, (0, 3 * DAY))
    span: dict[str, Any] = {"starts": starts, "ends": s.now + 40 * DAY, "may_suspend": ("PL", "FR")}
    agreed = MandateTerms(envoys=(envoy,), counterpart="RU", **wide, **span)
    ref = put(s, agreed, f"mandate {s.next_id()}", all_for=True) or NOTHING
    s.wait(days=3)
    finish(s, ref if ref != NOTHING else None)
    accept(s, ref, envoy)
    return ref, agreed, envoy


def in_order(s: Scene) -> None:
    s.attempt(go_ahead(s))
