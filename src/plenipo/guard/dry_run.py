"""What another charter would change: a register's own history, judged under both.

1. The history stays as it was. Each entry is judged where it stood, on the entries before it, under the
   charter that was in force then and under the new one; what a refusal would have changed is not followed.
2. Acts on the dialogue and the register (families `dialogue` and `register`) are left out: they carry the
   charter itself.
3. An entry is *newly refused* if it was admitted and the new charter refuses it; *newly allowed* if it was
   refused, is in the register all the same, and the new charter admits it.
4. What was refused is as a rule not in a register. So at the end every accredited person's candidates are
   judged too: the acts that `may` tries, made for the old and for the new charter. Each is free, or needs
   words still to be written (a consent, a consultation), or is refused. A person *could now* say what is
   nearer to free under the new charter than under the old, and *could no longer* say what is farther from it.
   No list of what might have been said is complete; this one is what `may` would have told.
5. Each consultation is counted again at the end, by the new charter's rule, weights and spans, among those of
   its members that are partners under it. Whoever was not a member was not asked and is not counted.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from plenipo.acts import KINDS, Said, kind_of
from plenipo.acts.charter import Charter, Decision
from plenipo.acts.words import Seen
from plenipo.dialogue.derived import outcome_of
from plenipo.dialogue.entered import Entered
from plenipo.dialogue.records import Consultation
from plenipo.dialogue.standing import Standing
from plenipo.errors import PlenipoError
from plenipo.guard.candidates import MAKERS, ZEROS, Candidate, Maker
from plenipo.guard.case import Case, Past
from plenipo.guard.charters import Fault, faults
from plenipo.guard.judge import judge
from plenipo.guard.may import Once, hangs_on_words, signer_of
from plenipo.guard.verdict import Reason, Verdict
from plenipo.guard.versions import VERSIONS

LEFT_OUT = frozenset({"dialogue", "register"})


class Entry(Struct, frozen=True, kw_only=True):
    """An entry on which the charters differ: the reasons against it are those of the one that refuses."""

    index: int
    ref: str
    kind: str
    by: str
    reasons: tuple[Reason, ...]


class Possible(Struct, frozen=True, kw_only=True):
    """What a person might say at the end; the reasons are those of the stricter charter."""

    person: str
    kind: str
    about: str | None
    reasons: tuple[Reason, ...]


class Counted(Struct, frozen=True, kw_only=True):
    """A consultation whose outcome differs; `uncountable` where the new rule knows no such answers."""

    index: int
    ref: str
    decides: str
    before: str
    after: str


class Trial(Struct, frozen=True, kw_only=True):
    """`judged` of `entries` were judged under both. A charter with `faults` could not come into force."""

    entries: int
    judged: int
    faults: tuple[Fault, ...] = ()
    newly_refused: tuple[Entry, ...] = ()
    newly_allowed: tuple[Entry, ...] = ()
    could_no_longer: tuple[Possible, ...] = ()
    could_now: tuple[Possible, ...] = ()
    counted: tuple[Counted, ...] = ()

    @property
    def alike(self) -> bool:
        """The history shows no difference between the charters."""
        changes = (self.newly_refused, self.newly_allowed, self.could_no_longer, self.could_now, self.counted)
        return not any(changes)


class DryRun:
    """Sees every entry before it is folded, and tells at the end."""

    def __init__(self, charter: Charter) -> None:
        self.charter = charter
        self._known = charter.rules in VERSIONS
        self._entries = self._judged = 0
        self._refused: list[Entry] = []
        self._allowed: list[Entry] = []

    def see(self, case: Case, verdict: Verdict) -> None:
        """`verdict` is the one that the entry has, by the charter in force at it."""
        self._entries += 1
        kind = kind_of(type(case.act))
        if kind.partition(".")[0] in LEFT_OUT or case.standing.charter is None or not self._known:
            return
        self._judged += 1
        anew = judge(Case(self._under(case.standing), case.entered, case.past))
        if anew.allowed != verdict.allowed:
            found = self._refused if verdict.allowed else self._allowed
            reasons = anew.reasons or verdict.reasons
            at = case.entered
            found.append(Entry(index=at.index, ref=at.ref, kind=kind, by=case.act.by, reasons=reasons))

    def trial(self, standing: Standing, now: int, past: Past) -> Trial:
        """What was found, and what differs at the end; `now` is ms."""
        possible = list(self._possible(standing, now, Once(past))) if self._known and standing.charter else []
        counted = self._counted(standing, now) if self._known else ()
        return Trial(
            entries=self._entries,
            judged=self._judged,
            faults=tuple(faults(self.charter)),
            newly_refused=tuple(self._refused),
            newly_allowed=tuple(self._allowed),
            could_no_longer=tuple(one for gained, one in possible if not gained),
            could_now=tuple(one for gained, one in possible if gained),
            counted=tuple(counted),
        )

    def _under(self, standing: Standing) -> Standing:
        return replace(standing, charter=self.charter)

    def _possible(self, standing: Standing, now: int, past: Once) -> Iterator[tuple[bool, Possible]]:
        anew = self._under(standing)
        seen = Seen(size=standing.size, root=past.root(standing.size) or ZEROS)
        for person in [name for name, held in standing.persons.items() if held.ended is None]:
            makers = (Maker(standing, person, now, seen), Maker(anew, person, now, seen))
            for candidate in _candidates(makers):
                before, after = (_against(m, candidate, past) for m in makers)
                if _distance(before) != _distance(after):
                    gained = _distance(after) < _distance(before)
                    yield gained, _possibility(person, candidate, before if gained else after)

    def _counted(self, standing: Standing, now: int) -> Iterator[Counted]:
        anew = self._under(standing)
        for ref, held in standing.consultations.items():
            decides: Decision = held.subject.__struct_config__.tag  # type: ignore[assignment] # the tags are the decisions
            before, after = _outcome(standing, held, now), self._again(anew, held, decides, now)
            if before != after:
                yield Counted(index=held.index, ref=ref, decides=decides, before=before, after=after)

    def _again(self, anew: Standing, held: Consultation, decides: Decision, now: int) -> str:
        rule = self.charter.decisions.get(decides)
        if rule is None:
            return "no-rule"
        if held.procedure == "silence" and not rule.silence:
            return "no-silence"
        weights = {p.id: p.weight for p in self.charter.parties if p.role == "partner"}
        counted = replace(
            held,
            rule=rule,
            members={party: weights[party] for party in held.members if party in weights},
            weights=self.charter.weights,
            receipts=self.charter.receipts,
            minimum=self.charter.silence_minimum * 1000,
            delay=self.charter.delay * 1000,
        )
        return _outcome(anew, counted, now)


def _outcome(standing: Standing, held: Consultation, now: int) -> str:
    try:
        return outcome_of(standing, held, now).outcome
    except PlenipoError:
        return "uncountable"


def _candidates(makers: tuple[Maker, ...]) -> list[Candidate]:
    """What `may` would try under either charter, each once."""
    kinds = (kind for word, kind in KINDS.items() if word.partition(".")[0] not in LEFT_OUT)
    found = (one for kind in kinds if kind in MAKERS for m in makers for one in MAKERS[kind](m))
    return list({msgspec.json.encode(one.act): one for one in found}.values())


def _against(m: Maker, candidate: Candidate, past: Past) -> tuple[Reason, ...]:
    signer = signer_of(m.standing, m.person)
    entered = Entered(act=candidate.act, ref=ZEROS, signers=(signer,), index=m.standing.size, stamp=m.now)
    return judge(Case(m.standing, entered, past)).reasons


def _distance(reasons: tuple[Reason, ...]) -> int:
    """0 is free, 1 needs words still to be written, 2 is refused."""
    return (1 if all(hangs_on_words(reason) for reason in reasons) else 2) if reasons else 0


def _possibility(person: str, candidate: Candidate, reasons: tuple[Reason, ...]) -> Possible:
    said: Said = candidate.act
    return Possible(person=person, kind=kind_of(type(said)), about=candidate.about, reasons=reasons)
