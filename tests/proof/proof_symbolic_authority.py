"""The rules of authority on unknown values, beside an independent statement.

1. authority: `rules_of_intent` admits exactly if the mandate named is in force, its envoy may speak, and it
   covers the intent; `_in_force` and `_scope` alone likewise.
2. revocation: what is admitted after a mandate was revoked or suspended, or its envoy's accreditation ended,
   was admitted before.
3. others: no mandate but the one named changes anything.

Instants are any integers; how many there are of each thing is bounded, and said beside each proof.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import z3  # type: ignore[import-untyped] # it has no types
from proof_forking import Explored, Number, Path, Perhaps, Subset, Thing, Unread, Word, explore
from proof_symbolic_consents import COUNTERPARTS, LEVELS, TOPICS, among, standing_of

from plenipo.dialogue.standing import Standing
from plenipo.guard.rules.authority import _in_force, _scope, rules_of_intent

MEDIA = ("call", "meeting")
ENVOYS = ("FR/envoy", "DE/envoy")
REACHES = ("explore", "propose", "agree-ad-referendum")
THROUGH = ("TR", "XX")


def mandate_of(name: str, topics: Sequence[str], pauses: int) -> Thing:
    terms = Thing(
        envoys=Unread(f"{name} envoys", ENVOYS),
        counterpart=Word(f"{name} counterpart", COUNTERPARTS),
        levels=Unread(f"{name} levels", LEVELS),
        media=Unread(f"{name} media", MEDIA),
        topics=Unread(f"{name} topics", topics),
        reach=Word(f"{name} reach", REACHES),
        starts=Number(f"{name} starts"),
        ends=Number(f"{name} ends"),
    )
    paused = [
        Thing(
            since=Number(f"{name} since {i}"), until=Perhaps(f"{name} until {i}", Number(f"{name} until {i}"))
        )
        for i in range(pauses)
    ]
    said = {
        envoy: Perhaps(f"{name} accepted {envoy}", Number(f"{name} accepted {envoy}")) for envoy in ENVOYS
    }
    return Thing(
        terms=terms,
        revoked=Perhaps(f"{name} revoked", Number(f"{name} revoked")),
        pauses=paused,
        suspended={},
        accepted=Accepted(said),
    )


class Accepted:
    """Who accepted and when, unknown."""

    def __init__(self, said: dict[str, Perhaps]) -> None:
        self.said = said

    def get(self, envoy: Word) -> Any:
        held = self.said[envoy.known()]
        return held.value if Path.here.decide(held.there) else None


def authority_of(topics: Sequence[str]) -> Thing:
    return Thing(
        mandate=Word("intent mandate", ("first", "second", "neither")),
        envoy=Word("intent envoy", ENVOYS),
        counterpart=Word("intent counterpart", COUNTERPARTS),
        level=Word("intent level", LEVELS),
        medium=Perhaps("intent medium", Word("intent medium", MEDIA)),
        topics=Subset("intent topics", topics),
        at=Number("intent at"),
        needs=Word("intent needs", REACHES),
        through=Perhaps("intent through", Word("intent through", THROUGH)),
    )


class Persons:
    """The envoys' accreditation, unknown."""

    def __init__(self) -> None:
        self.held = {
            envoy: Thing(
                functions=Unread(f"{envoy} functions", ("envoy", "reader")),
                since=Number(f"{envoy} since"),
                ended=Perhaps(f"{envoy} ended", Number(f"{envoy} ended")),
            )
            for envoy in ENVOYS
        }
        self.known = {envoy: z3.Bool(f"{envoy} known") for envoy in ENVOYS}

    def get(self, envoy: Word) -> Thing | None:
        name = envoy.known()
        return self.held[name] if Path.here.decide(self.known[name]) else None


def dialogue_of(mandates: dict[str, Thing], persons: Persons) -> Standing:
    standing, _ = standing_of((), ())
    names = ("first", "second", "neither")
    for name, held in mandates.items():
        key = Word(f"the name of {name}", names)
        Path.here.assume(key.is_(name))
        standing.mandates[key] = held  # type: ignore[index,assignment] # unknown values
    standing.persons = persons  # type: ignore[assignment] # likewise
    due: Any = Number("readout due")
    standing.owed = {"FR": {"contact": due}}
    standing.contacts = {"contact": SimpleNamespace(index=0)}  # type: ignore[dict-item] # likewise
    return standing


def in_force(held: dict[str, Any], at: z3.ArithRef) -> z3.BoolRef:
    terms, revoked = held["terms"].members, held["revoked"]
    pauses = [
        z3.And(
            p.members["since"].term <= at,
            z3.Or(z3.Not(p.members["until"].there), at < p.members["until"].value.term),
        )
        for p in held["pauses"]
    ]
    return z3.And(
        terms["starts"].term <= at,
        at < terms["ends"].term,
        z3.Not(z3.And(revoked.there, revoked.value.term <= at)),
        z3.Not(z3.Or(pauses)),
    )


def may_speak(held: dict[str, Any], persons: Persons, envoy: str, at: z3.ArithRef) -> z3.BoolRef:
    """Named, accredited as an envoy, and accepted under that accreditation."""
    person, said = persons.held[envoy].members, held["accepted"].said[envoy]
    ended, since = person["ended"], person["since"].term
    return z3.And(
        held["terms"].members["envoys"].has[envoy],
        persons.known[envoy],
        person["functions"].has["envoy"],
        z3.Or(z3.Not(ended.there), at < ended.value.term),
        said.there,
        said.value.term <= at,
        z3.Or(since <= said.value.term, at < since),
    )


def covered(held: dict[str, Any], intent: dict[str, Any]) -> z3.BoolRef:
    terms = held["terms"].members
    far = {reach: i for i, reach in enumerate(REACHES)}
    goes = z3.Or(
        [
            z3.And(intent["needs"].is_(a), terms["reach"].is_(b))
            for a in REACHES
            for b in REACHES
            if far[a] <= far[b]
        ]
    )
    medium = intent["medium"]
    return z3.And(
        intent["counterpart"].same(terms["counterpart"]),
        terms["levels"].holds(intent["level"]),
        z3.Implies(medium.there, terms["media"].holds(medium.value)),
        intent["topics"].within(terms["topics"]),
        goes,
    )


def authorised(
    mandates: dict[str, Thing], persons: Persons, intent: dict[str, Any], now: z3.ArithRef
) -> z3.BoolRef:
    """Rules 10 to 16, 30 and 31 (for the intent), said once more."""
    at = intent["at"].term
    named = []
    for name, held in mandates.items():
        m = held.members
        who = z3.Or([z3.And(intent["envoy"].is_(e), may_speak(m, persons, e, at)) for e in ENVOYS])
        both = z3.And(in_force(m, now), in_force(m, at))
        named.append(z3.And(intent["mandate"].is_(name), both, who, covered(m, intent)))
    through = z3.Implies(intent["through"].there, intent["through"].value.is_("TR"))
    owes = z3.And(intent["envoy"].is_("FR/envoy"), z3.Int("readout due") < now)
    return z3.And(z3.Or(named), through, z3.Not(owes))


def prove_in_force(*, pauses: int) -> Explored:
    """Rule 10 alone: in force now and at the time intended, and accepted."""

    def run(path: Path) -> bool:
        now, persons, held = Number("now"), Persons(), mandate_of("first", (), pauses)
        intent, standing = authority_of(()), dialogue_of({}, persons)
        admitted = not list(_in_force(standing, held, intent, now))  # type: ignore[arg-type] # unknown values
        stated = path.once("stated", lambda: _runs_and_accepted(held, persons, intent.members, now.term))
        path.holds(stated if admitted else z3.Not(stated), "rule 10 is not what is stated")
        return admitted

    return explore(run)


def _runs_and_accepted(held: Thing, persons: Persons, intent: dict[str, Any], now: z3.ArithRef) -> z3.BoolRef:
    at, some = intent["at"].term, []
    for envoy in ENVOYS:
        said, since = held.members["accepted"].said[envoy], persons.held[envoy].members["since"].term
        under_it = z3.Or(since <= said.value.term, at < since)
        spoke = z3.And(said.there, said.value.term <= at, persons.known[envoy], under_it)
        some.append(z3.And(intent["envoy"].is_(envoy), spoke))
    return z3.And(in_force(held.members, now), in_force(held.members, at), z3.Or(some))


def prove_scope(*, topics: int) -> Explored:
    """Rules 12 to 16 alone: counterpart, level, medium, topics, how far."""

    def run(path: Path) -> bool:
        matters = among(topics, TOPICS)
        held, intent = mandate_of("first", matters, 0), authority_of(matters)
        admitted = next(_scope(held, intent), None) is None  # type: ignore[arg-type] # unknown values
        stated = path.once("stated", lambda: covered(held.members, intent.members))
        path.holds(stated if admitted else z3.Not(stated), "rules 12 to 16 are not what is stated")
        return admitted

    return explore(run)


def prove_authority(*, topics: int, pauses: int) -> Explored:
    """The rules of authority admit exactly by the statement."""

    def run(path: Path) -> bool:
        matters, now, persons = among(topics, TOPICS), Number("now"), Persons()
        mandates = {"first": mandate_of("first", matters, pauses)}
        intent = authority_of(matters)
        standing = dialogue_of(mandates, persons)
        admitted = next(rules_of_intent(standing, intent, now), None) is None  # type: ignore[arg-type] # unknown
        stated = path.once("stated", lambda: authorised(mandates, persons, intent.members, now.term))
        path.holds(stated if admitted else z3.Not(stated), "the rules of authority are not what is stated")
        return admitted

    return explore(run)


def prove_revocation(*, topics: int) -> Explored:
    """Revoking or suspending a mandate, or ending an accreditation, admits nothing that was refused."""

    def run(path: Path) -> bool:
        matters, now, persons = among(topics, TOPICS), Number("now"), Persons()
        held, intent = mandate_of("first", matters, 1), authority_of(matters)
        path.assume(z3.Not(held.members["revoked"].there))
        taken = Word("what is taken back", ("mandate", "mandate for a while", "accreditation")).known()
        since = Number("taken back at")
        after, fewer = held, Persons()
        if taken == "mandate":
            after = Thing(**{**held.members, "revoked": since})
        elif taken == "mandate for a while":
            after = Thing(
                **{**held.members, "pauses": [*held.members["pauses"], Thing(since=since, until=None)]}
            )
        else:
            first = persons.held["FR/envoy"].members
            path.assume(z3.Not(first["ended"].there))
            fewer.held["FR/envoy"] = Thing(**{**first, "ended": since})
        changed = next(rules_of_intent(dialogue_of({"first": after}, fewer), intent, now), None) is None  # type: ignore[arg-type] # unknown values
        if changed:
            as_it_was = dialogue_of({"first": held}, persons)
            before = next(rules_of_intent(as_it_was, intent, now), None) is None  # type: ignore[arg-type] # unknown values
            path.holds(z3.BoolVal(val=before), "taking back admitted more")
        return changed

    return explore(run)


def prove_others(*, topics: int) -> Explored:
    """Beside any second mandate, an intent under the first, or none, is judged as it would be without it."""

    def run(path: Path) -> bool:
        matters, now, persons = among(topics, TOPICS), Number("now"), Persons()
        first, second = mandate_of("first", matters, 0), mandate_of("second", matters, 0)
        intent = authority_of(matters)
        path.assume(z3.Not(intent.members["mandate"].is_("second")))
        beside = dialogue_of({"first": first, "second": second}, persons)
        alone = dialogue_of({"first": first}, persons)
        with_it = next(rules_of_intent(beside, intent, now), None) is None  # type: ignore[arg-type] # unknown
        without = next(rules_of_intent(alone, intent, now), None) is None  # type: ignore[arg-type] # likewise
        path.holds(z3.BoolVal(val=with_it == without), "another mandate mattered")
        return with_it

    return explore(run)
