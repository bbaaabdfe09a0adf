"""Rule 62 on unknown charters, and who may touch whose keys, beside independent statements.

1. rights: an amendment passes `rule_62` exactly if nothing that protects a concerned party changes, or the
   party has agreed to the very text put to the vote, after it was put, in words that hold now.
2. keys: whatever act on a person or key passes rules 3, 4 and 63, no key and no person of another party is
   changed by it, none but an authority touches what is another's, and an authority's key is left.
"""

from __future__ import annotations

import copy
from types import SimpleNamespace
from typing import Any

import z3  # type: ignore[import-untyped] # it has no types
from proof_forking import Explored, Flag, Number, Path, Perhaps, Subset, Thing, Word, explore

from plenipo.acts import Said, dialogue, key, person
from plenipo.acts.charter import Party, Topic
from plenipo.acts.words import Seen, party_of
from plenipo.dialogue.entered import Entered, Signer
from plenipo.dialogue.folds import FOLDS
from plenipo.dialogue.records import Key, Person
from plenipo.dialogue.standing import Standing
from plenipo.guard.case import Case
from plenipo.guard.rules.foundation import rule_62
from plenipo.guard.rules.persons import rule_63
from plenipo.guard.rules.who import rule_3, rule_4
from world import fingerprint_of

TOPICS = ("ceasefire", "territory")
TEXTS = ("one", "two")
SPANS = ("claim_window", "notice", "cooling_off")
UA = Party(id="UA", name="The concerned party", role="concerned")


# Rights


def charter_of(which: str, topics: tuple[str, ...], spans: int) -> Any:
    """A charter with unknown matters, names, families and rules, and the first few spans unknown."""
    party = UA
    if which == "new" and Flag("status changes"):
        party = Party(id="UA", name="by another name", role="concerned")
    return SimpleNamespace(
        parties=[party],
        topics=[Topic(id=t, name=Word(f"{which} name of {t}", TEXTS)) for t in topics],  # type: ignore[arg-type] # unknown
        reserved=[SimpleNamespace(party="UA", topics=Subset(f"{which} reserved", topics))],
        no_passkeys=Subset(f"{which} no passkeys", ("consent",)),
        rules=Word(f"{which} rules", ("1", "2")),
        **{name: Number(f"{which} {name}") if i < spans else 1 for i, name in enumerate(SPANS)},
    )


def changes(old: Any, new: Any, spans: int) -> z3.BoolRef:
    """The statement: something that protects the party differs."""
    was, becomes = old.reserved[0].topics.has, new.reserved[0].topics.has
    parts = [z3.Bool("status changes"), z3.Not(old.rules.same(new.rules))]
    parts += [old.no_passkeys.has["consent"] != new.no_passkeys.has["consent"]]
    parts += [getattr(old, name).term != getattr(new, name).term for name in SPANS[:spans]]
    for a, b in zip(old.topics, new.topics, strict=True):
        parts.append(was[a.id] != becomes[a.id])
        parts.append(z3.And(was[a.id], z3.Not(a.name.same(b.name))))
    return z3.Or(parts)


def word_of(name: str) -> Thing:
    return Thing(
        at=Number(f"{name} at"),
        index=Number(f"{name} index"),
        party=Word(f"{name} party", ("UA", "MD")),
        commitment=Word(f"{name} text", TEXTS),
        until=Perhaps(f"{name} until", Number(f"{name} until")),
        conditional=Flag(f"{name} conditional"),
        met=Perhaps(f"{name} met", Number(f"{name} met")),
        withdrawn=Perhaps(f"{name} withdrawn", Number(f"{name} withdrawn")),
        disclaims=Flag(f"{name} disclaims"),
    )


def agrees(word: dict[str, Any], put: dict[str, Any], now: z3.ArithRef) -> z3.BoolRef:
    ends, back = word["until"], word["withdrawn"]
    return z3.And(
        word["party"].is_("UA"),
        word["commitment"].same(put["commitment"]),
        word["index"].term > put["index"].term,
        word["at"].term <= now,
        z3.Not(z3.And(back.there, back.value.term <= now)),
        z3.And(ends.there, now < ends.value.term),
        z3.Implies(word["conditional"].term, word["met"].there),
        z3.Not(word["disclaims"].term),
    )


def prove_rights(*, words: int, topics: int, spans: int) -> Explored:
    """Rule 62 admits exactly by the statement."""

    def run(path: Path) -> bool:
        matters, now = TOPICS[:topics], Number("now")
        old, new = (charter_of(which, matters, spans) for which in ("old", "new"))
        put = Thing(commitment=Word("text put", TEXTS), index=Number("put at"))
        standing = Standing(charter=old, consultations={"put": put})  # type: ignore[dict-item] # unknown
        said = [word_of(f"word {i}") for i in range(words)]
        for i, word in enumerate(said):
            standing.consents[f"word {i}"] = word  # type: ignore[assignment] # in the place of a Consent
            standing.on_text.setdefault(word.commitment, []).append(f"word {i}")
        head: dict[str, Any] = {"id": "", "by": "FR/authority", "dialogue": "", "seen": Seen(size=0, root="")}
        act = dialogue.Amend(**head, consultation="put", charter=new)
        case: Any = SimpleNamespace(act=act, standing=standing, charter=old, now=now)
        admitted = not list(rule_62(case))
        stated = path.once(
            "stated",
            lambda: z3.Or(
                z3.Not(changes(old, new, spans)), *(agrees(w.members, put.members, now.term) for w in said)
            ),
        )
        path.holds(stated if admitted else z3.Not(stated), "rule 62 is not what is stated")
        return admitted

    return explore(run)


# Keys

NAMES = ("FR/authority", "FR/second", "FR/reader", "DE/authority")
KEYS = {name: fingerprint_of(name) for name in NAMES}
ACTS: tuple[type[Said], ...] = (key.Revoke, key.Add, person.Withdraw, person.Accredit)


def people(revoked: int) -> Standing:
    """Two parties: one with an authority, perhaps a second one, and a reader; some keys perhaps revoked."""
    parties: Any = SimpleNamespace(
        parties=[Party(id=p, name=p, role="partner") for p in ("FR", "DE")], registrar="FR"
    )
    standing = Standing(charter=parties)
    for i, name in enumerate(NAMES):
        leads = name.endswith("authority") or (name == "FR/second" and Flag("two authorities"))
        standing.persons[name] = Person(functions=("authority",) if leads else ("reader",), since=0)
        gone = 1 if 0 < i <= revoked and Flag(f"{name} revoked") else None
        standing.keys[KEYS[name]] = Key(owner=name, added=0, revoked=gone)
    return standing


def act_of(kinds: int) -> Any:
    """Any act on a person or a key, of the first few kinds, by anybody, about anybody."""
    kind = ACTS[int(Word("kind", tuple("0123"[:kinds])).known())]
    by, about = Word("by", NAMES).known(), Word("about", NAMES).known()
    head: dict[str, Any] = {"id": "", "by": by, "dialogue": "", "seen": Seen(size=0, root="")}
    if kind is person.Withdraw:
        return person.Withdraw(**head, person=about)
    named = Word("key", ("new", *NAMES)).known()
    fingerprint = KEYS.get(named, fingerprint_of(named))
    if kind is person.Accredit:
        functions: Any = ("authority",) if Flag("as authority") else ("reader",)
        return person.Accredit(**head, person=about, functions=functions, keys=(fingerprint,))
    if kind is key.Add:
        return key.Add(**head, owner=about, purpose="act", key=fingerprint)
    return key.Revoke(**head, owner=about, key=fingerprint)


def leading(standing: Standing, party: str) -> set[str]:
    """The keys in force of a party's authorities."""
    heads = {n for n, p in standing.persons.items() if p.ended is None and "authority" in p.functions}
    return {
        k
        for k, held in standing.keys.items()
        if held.owner in heads and party_of(held.owner) == party and held.revoked is None
    }


def touched(before: Standing, after: Standing) -> set[str]:
    """The persons whose keys, functions or accreditation are not what they were."""
    names = {n for n in after.persons if after.persons[n] != before.persons.get(n)}
    for fingerprint, held in after.keys.items():
        was = before.keys.get(fingerprint)
        if was != held:
            names |= {held.owner} | ({was.owner} if was else set())
    return names


def prove_keys(*, kinds: int, revoked: int) -> Explored:
    """What is admitted touches one's own party alone, and leaves it somebody who can speak for it."""

    def run(path: Path) -> bool:
        before, act = people(revoked), act_of(kinds)
        signer = KEYS[Word("signed by", NAMES).known()]
        entered = Entered(act=act, ref="", signers=(Signer(signer),), index=0, stamp=2)
        case = Case(before, entered, None)  # type: ignore[arg-type] # these rules ask for no past
        if any(list(rule(case)) for rule in (rule_3, rule_4, rule_63)):
            return False
        after = copy.deepcopy(before)
        FOLDS[type(act)](after, entered)
        names, party = touched(before, after), party_of(act.by)
        head = "authority" in before.persons[act.by].functions
        stated = (
            all(party_of(name) == party for name in names)
            and (head or names <= {act.by})
            and bool(leading(after, party)) >= bool(leading(before, party))
        )
        path.holds(z3.BoolVal(val=stated), f"keys: {act}")
        return True

    return explore(run)
