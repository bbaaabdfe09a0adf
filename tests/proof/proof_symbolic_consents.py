"""Rule 20 and the folds of consents on unknown values, beside an independent statement.

1. consents: `rule_20` admits exactly if every concerned party that is touched, or asked, has a live word.
2. withdrawal: what is admitted after a word was withdrawn was admitted before.
3. folded: 1 from the acts themselves, through the real folds, in every order of kinds.

Instants are any integers; how many there are of each thing is bounded, and said beside each proof.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import z3  # type: ignore[import-untyped] # it has no types
from proof_forking import Explored, Flag, Number, Path, Perhaps, Subset, Thing, Word, explore

from plenipo.acts import Said, consent
from plenipo.acts.charter import Party
from plenipo.dialogue.entered import Entered
from plenipo.dialogue.folds import FOLDS
from plenipo.dialogue.standing import Standing
from plenipo.guard.rules.reserved import rule_20

PARTIES = ("UA", "MD")
TOPICS = ("ceasefire", "territory", "grain")
COUNTERPARTS, LEVELS = ("RU", "BY"), ("technical", "senior")
TEXTS = ("one", "two")


def among(size: int, words: Sequence[str]) -> Sequence[str]:
    return words[:size]


# Consents


def standing_of(parties: Sequence[str], topics: Sequence[str]) -> tuple[Standing, dict[str, Subset]]:
    """A standing whose charter reserves unknown topics to each concerned party."""
    reserved = {p: Subset(f"reserved {p}", topics) for p in parties}
    charter: Any = SimpleNamespace(
        parties=[Party(id=p, name=p, role="concerned") for p in parties],
        reserved=[SimpleNamespace(party=p, topics=held) for p, held in reserved.items()],
        cooling_off=0,
        intermediaries=("TR",),
    )
    return Standing(charter=charter), reserved


def given(name: str, parties: Sequence[str], topics: Sequence[str]) -> Thing:
    """A word on a text: a consent or a disclaimer, perhaps on conditions, perhaps met, perhaps withdrawn."""
    return Thing(
        at=Number(f"{name} at"),
        party=Word(f"{name} party", parties),
        commitment=Word(f"{name} text", TEXTS),
        counterpart=Word(f"{name} counterpart", COUNTERPARTS),
        level=Word(f"{name} level", LEVELS),
        topics=Subset(f"{name} topics", topics),
        until=Perhaps(f"{name} until", Number(f"{name} until")),
        conditional=Flag(f"{name} conditional"),
        met=Perhaps(f"{name} met", Number(f"{name} met")),
        withdrawn=Perhaps(f"{name} withdrawn", Number(f"{name} withdrawn")),
        disclaims=Flag(f"{name} disclaims"),
    )


def intent_of(topics: Sequence[str]) -> Thing:
    return Thing(
        at=Number("intent at"),
        commitment=Word("intent text", TEXTS),
        counterpart=Word("intent counterpart", COUNTERPARTS),
        level=Word("intent level", LEVELS),
        topics=Subset("intent topics", topics),
        text_is_put=Flag("text is put"),
    )


def later(a: z3.ArithRef, b: z3.ArithRef) -> z3.ArithRef:
    return z3.If(a > b, a, b)


def live(word: dict[str, Any], party: str, intent: dict[str, Any], now: z3.ArithRef) -> dict[str, z3.BoolRef]:
    """The statement, in parts: said by then, on this text for this contact, not withdrawn, not ended, met."""
    at = intent["at"].term
    moment = later(now, at)
    ended, met, withdrawn = word["until"], word["met"], word["withdrawn"]
    return {
        "exact": z3.And(
            word["party"].is_(party),
            word["commitment"].same(intent["commitment"]),
            word["counterpart"].same(intent["counterpart"]),
            word["level"].same(intent["level"]),
        ),
        "said": word["at"].term <= at,
        "not withdrawn": z3.Not(z3.And(withdrawn.there, withdrawn.value.term <= at)),
        "not ended": z3.And(ended.there, moment < ended.value.term),
        "met": z3.Implies(word["conditional"].term, z3.And(met.there, met.value.term <= moment)),
    }


def word_suffices(
    word: dict[str, Any], party: str, intent: dict[str, Any], now: z3.ArithRef, touched: dict[str, z3.BoolRef]
) -> z3.BoolRef:
    holds = live(word, party, intent, now)
    nothing = z3.Not(z3.Or(list(touched.values())))
    covers = z3.And([z3.Implies(t, word["topics"].has[name]) for name, t in touched.items()])
    consents = z3.And(covers, holds["not ended"], holds["met"])
    suffices = z3.If(word["disclaims"].term, nothing, consents)
    return z3.And(holds["exact"], holds["said"], holds["not withdrawn"], suffices)


def consented(
    words: Sequence[dict[str, Any]],
    intent: dict[str, Any],
    reserved: dict[str, Subset],
    now: z3.ArithRef,
) -> z3.BoolRef:
    """Rule 20, said once more: whoever is touched, or asked as a text is put, has a word that suffices."""
    parts = []
    for party, held in reserved.items():
        touched = {name: z3.And(member, intent["topics"].has[name]) for name, member in held.has.items()}
        needed = z3.Or(intent["text_is_put"].term, *touched.values())
        has_one = z3.Or([word_suffices(w, party, intent, now, touched) for w in words])
        parts.append(z3.Implies(needed, has_one))
    return z3.And(parts)


def design_words(
    words: Sequence[dict[str, Any]], intent: dict[str, Any], reserved: dict[str, Subset], now: z3.ArithRef
) -> z3.BoolRef:
    """The design's own sentence, weaker and plainer: no reserved matter is touched without live consent."""
    parts = []
    for party, held in reserved.items():
        for name, member in held.has.items():
            some = []
            for word in words:
                holds = live(word, party, intent, now)
                gives = z3.And(z3.Not(word["disclaims"].term), word["topics"].has[name])
                some.append(z3.And(gives, *holds.values()))
            parts.append(z3.Implies(z3.And(member, intent["topics"].has[name]), z3.Or(some)))
    return z3.And(parts)


def file(standing: Standing, words: Sequence[Thing]) -> None:
    for index, word in enumerate(words):
        standing.consents[f"word {index}"] = word  # type: ignore[assignment] # in the place of a Consent
        standing.on_text.setdefault(word.commitment, []).append(f"word {index}")


def prove_consents(*, words: int, parties: int, topics: int) -> Explored:
    """Rule 20 admits exactly by the statement, and the design's sentence follows."""

    def run(path: Path) -> bool:
        people, matters = among(parties, PARTIES), among(topics, TOPICS)
        standing, reserved = standing_of(people, matters)
        said = [given(f"word {i}", people, matters) for i in range(words)]
        intent, now = intent_of(matters), Number("now")
        file(standing, said)
        admitted = not list(rule_20(standing, intent, now))  # type: ignore[arg-type] # unknown values
        members = [w.members for w in said]
        stated = path.once("stated", lambda: consented(members, intent.members, reserved, now.term))
        path.holds(stated if admitted else z3.Not(stated), "rule 20 is not what is stated")
        if admitted:
            plain = path.once("plain", lambda: design_words(members, intent.members, reserved, now.term))
            path.holds(plain, "reserved without consent")
        return admitted

    return explore(run)


def prove_withdrawal(*, words: int, topics: int) -> Explored:
    """Withdrawing any one word admits nothing that was refused."""

    def run(path: Path) -> bool:
        matters = among(topics, TOPICS)
        standing, _ = standing_of(PARTIES[:1], matters)
        said = [given(f"word {i}", PARTIES[:1], matters) for i in range(words)]
        intent, now = intent_of(matters), Number("now")
        file(standing, said)
        back: Any = Thing(**{**said[0].members, "withdrawn": Number("taken back at")})
        other = Standing(charter=standing.charter, consents=dict(standing.consents), on_text=standing.on_text)
        other.consents["word 0"] = back
        path.assume(z3.Not(said[0].members["withdrawn"].there))
        after = not list(rule_20(other, intent, now))  # type: ignore[arg-type] # unknown values
        if after:
            before = not list(rule_20(standing, intent, now))  # type: ignore[arg-type] # likewise
            path.holds(z3.BoolVal(val=before), "a withdrawal admitted more")
        return after

    return explore(run)


# From the acts, through the real folds

KINDS: tuple[type[Said], ...] = (
    consent.Give,
    consent.Disclaim,
    consent.Withdraw,
    consent.ConditionsMet,
    consent.Refuse,
)


def act(name: str, kind: type[Said], topics: Sequence[str], about: str) -> Thing:
    """An act of a concerned party with unknown members; `about` is the word or request that it is on."""
    return Thing(
        by="UA/delegate",
        commitment=Word(f"{name} text", TEXTS),
        counterpart=Word(f"{name} counterpart", COUNTERPARTS),
        level=Word(f"{name} level", LEVELS),
        topics=Subset(f"{name} topics", topics),
        until=Number(f"{name} until"),
        conditions=Perhaps(f"{name} conditions", "conditions"),
        under_protest=False,
        consent=about,
        ask="request",
        kind=kind,
    )


def request(topics: Sequence[str]) -> Thing:
    """What is refused: a request for consent to an unknown text."""
    text = SimpleNamespace(commitment=Word("request text", TEXTS))
    exact = {"counterpart": "RU", "level": "technical", "answer_by": 0, "linked": ()}
    return Thing(by="FR/delegate", party="UA", topics=tuple(topics), text=text, **exact)


def about_of(kinds: Sequence[type[Said]], at: int) -> Sequence[str]:
    """The earlier words that an act can be on."""
    if kinds[at] in {consent.Withdraw, consent.ConditionsMet}:
        return [f"act {i}" for i in range(at) if kinds[i] in {consent.Give, consent.Disclaim}]
    return [""]


def effects(
    acts: Sequence[Thing], stamps: Sequence[Number], asked: Thing, at: int, moment: z3.ArithRef
) -> dict[str, Any]:
    """What the later acts did to the word `at`, read from the list."""
    word, met, back = acts[at].members, [], []
    for other, stamp in zip(acts[at + 1 :], stamps[at + 1 : -1], strict=True):
        kind, named = other.members["kind"], other.members["consent"] == f"act {at}"
        if kind is consent.ConditionsMet and named:
            met.append(stamp.term <= moment)
        if kind is consent.Withdraw and named:
            back.append(z3.BoolVal(val=True))
        if kind is consent.Refuse:
            back.append(asked.members["text"].commitment.same(word["commitment"]))
    return {"met": z3.Or(met), "back": z3.Or(back)}


def folded_statement(
    acts: Sequence[Thing],
    stamps: Sequence[Number],
    asked: Thing,
    intent: dict[str, Any],
    reserved: Subset,
) -> z3.BoolRef:
    now = stamps[-1].term
    touched = {name: z3.And(m, intent["topics"].has[name]) for name, m in reserved.has.items()}
    nothing, some = z3.Not(z3.Or(list(touched.values()))), []
    for at, one in enumerate(acts):
        word, moment = one.members, later(now, intent["at"].term)
        if word["kind"] not in {consent.Give, consent.Disclaim}:
            continue
        exact = [word[n].same(intent[n]) for n in ("commitment", "counterpart", "level")]
        happened = effects(acts, stamps, asked, at, moment)
        covers = z3.And([z3.Implies(t, word["topics"].has[name]) for name, t in touched.items()])
        met = z3.Implies(word["conditions"].there, happened["met"])
        yes = z3.And(covers, moment < word["until"].term, met)
        suffices = nothing if word["kind"] is consent.Disclaim else yes
        some.append(z3.And(*exact, z3.Not(happened["back"]), suffices))
    needed = z3.Or(intent["text_is_put"].term, z3.Not(nothing))
    return z3.Implies(needed, z3.Or(some))


def prove_folded(*, acts: int, topics: int) -> Explored:
    """The same from the acts themselves, folded by the real folds, in every order of kinds."""
    total = Explored()
    for kinds in itertools.product(KINDS, repeat=acts):
        for about in itertools.product(*(about_of(kinds, i) for i in range(acts))):
            found = explore(_folding(kinds, about, among(topics, TOPICS)))
            total.paths += found.paths
            total.admitted += found.admitted
            total.decisions += found.decisions
            total.seconds += found.seconds
    return total


def _folding(kinds: Sequence[type[Said]], about: Sequence[str], topics: Sequence[str]) -> Any:
    def run(path: Path) -> bool:
        standing, reserved = standing_of(PARTIES[:1], topics)
        stamps = [Number(f"stamp {i}") for i in range(len(kinds) + 1)]
        path.assume(z3.And([a.term <= b.term for a, b in itertools.pairwise(stamps)]))
        asked, now, intent = request(topics), stamps[-1], intent_of(topics)
        path.assume(intent.members["at"].term >= now.term)
        said = [act(f"act {i}", kind, topics, about[i]) for i, kind in enumerate(kinds)]
        if consent.Refuse in kinds:
            _enter(standing, consent.Ask, asked, "request", stamps[0])
        for i, kind in enumerate(kinds):
            _enter(standing, kind, said[i], f"act {i}", stamps[i])
        admitted = not list(rule_20(standing, intent, now))  # type: ignore[arg-type] # unknown values
        rest = (asked, intent.members, reserved["UA"])
        stated = path.once("stated", lambda: folded_statement(said, stamps, *rest))
        path.holds(stated if admitted else z3.Not(stated), "the folds and rule 20 are not what is stated")
        return admitted

    return run


def _enter(standing: Standing, kind: type[Said], said: Thing, ref: str, stamp: Number) -> None:
    entered = Entered(act=said, ref=ref, signers=(), index=0, stamp=stamp)  # type: ignore[arg-type] # unknown
    FOLDS[kind](standing, entered)
