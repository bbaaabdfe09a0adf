"""What may this person say now? Answered by the rules that judge the acts themselves.

1. Each kind of act is first judged for who says it; whoever may not say it is told the nearest cure.
2. Then an act is made against each live thing, with placeholders for what is not yet written, and judged as
   if it were registered now. No rule is stated twice: what is allowed here is what the guard admits.
3. What hangs on words still to be written (consent to an exact text, a consultation on it, signatures of
   others) is not refused: it *needs* that.
4. The nearest cure is one's own before one's party's before others'; among equals the first named, so that
   taking a reserved matter out stands before asking for consent.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from plenipo.acts import KINDS, Said, dialogue, kind_of
from plenipo.acts.words import Seen, party_of
from plenipo.dialogue.entered import Entered, Flag, Signer
from plenipo.dialogue.standing import Standing
from plenipo.errors import NotFounded
from plenipo.guard.candidates import MAKERS, ZEROS, Candidate, Maker
from plenipo.guard.case import Case, Past
from plenipo.guard.judge import EVERY, judge
from plenipo.guard.verdict import Cure, Reason

State = Literal["may", "needs", "may-not", "nothing"]

# Reasons that what is still to be supplied can meet: words, consents to them, signatures of others.
SUPPLIED = frozenset(
    {
        (32, "not-consulted"),
        (33, "not-instructed"),
        (62, "rights-need-own-consent"),
        (64, "not-half-signed"),
        (65, "no-cosignature"),
    }
)
CONSENT = 20  # every reason of this rule hangs on the exact text


class Option(Struct, frozen=True, kw_only=True):
    """One thing that the person might say, about `about` if about something.

    `nothing`: they may say such an act, and there is nothing live to say it about. `needs` and `may-not` name
    the reasons and the nearest cure. `left_out` are topics that need consent to the exact text. `flags` are
    the findings that the act would bring with it. `example` is the act judged, None if only its kind was.
    """

    kind: str
    state: State
    about: str | None = None
    reasons: tuple[Reason, ...] = ()
    cure: Cure | None = None
    left_out: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()
    example: Said | None = None


def may(standing: Standing, person: str, now: int, past: Past, signer: Signer | None = None) -> list[Option]:
    """Every kind of act for one person at `now` (ms), with one option a live thing. `signer` is the key they
    would sign with, by default one of theirs in force. Errors: NotFounded, UnknownRules.
    """
    asked = _asked(standing, person, now, past, signer)
    return [option for kind in KINDS.values() for option in _options(*asked, kind)]


def may_say(  # noqa: PLR0913, PLR0917 those of `may`, and what is asked about
    standing: Standing, person: str, now: int, past: Past, kind: str, about: str | None = None
) -> list[Option]:
    """As `may`, for one kind of act; what is said of a contact or of what is recorded, of the one that
    `about` names.
    """
    maker, signer, known = _asked(standing, person, now, past, None)
    return list(_options(replace(maker, about=about), signer, known, KINDS[kind]))


def _asked(
    standing: Standing, person: str, now: int, past: Past, signer: Signer | None
) -> tuple[Maker, Signer, Past]:
    known = Once(past)
    if standing.charter is None:
        raise NotFounded
    seen = Seen(size=standing.size, root=known.root(standing.size) or ZEROS)
    return Maker(standing, person, now, seen), signer or signer_of(standing, person), known


def options_of(every: list[Option], kind: str) -> list[Option]:
    return [option for option in every if option.kind == kind]


def signer_of(standing: Standing, person: str) -> Signer:
    """A key of this person, one in force if there is one."""
    own = [(held.revoked is not None, fp) for fp, held in standing.keys.items() if held.owner == person]
    if not own:
        return Signer("")
    fingerprint = min(own)[1]
    policy = standing.keys[fingerprint].policy
    passkey = policy is not None and policy.origin is not None
    return Signer(fingerprint, passkey=passkey, backed_up=policy is not None and policy.backed_up)


def _options(m: Maker, signer: Signer, past: Past, kind: type[Said]) -> Iterator[Option]:
    if kind is dialogue.Found:
        return
    barred = tuple(_barred(_case(m, m.blank(kind), signer, past)))
    if barred:
        cure = nearest(barred, m.person)
        yield Option(kind=kind_of(kind), state="may-not", reasons=barred, cure=cure)
        return
    none = True
    for candidate in MAKERS[kind](m):
        none = False
        yield _judged(m, candidate, signer, past)
    if none:
        yield Option(kind=kind_of(kind), state="nothing")


def _barred(case: Case) -> Iterator[Reason]:
    for rule in EVERY:
        yield from rule(case)


def _judged(m: Maker, candidate: Candidate, signer: Signer, past: Past) -> Option:
    verdict = judge(_case(m, candidate.act, signer, past))
    state: State = "may" if verdict.allowed else "may-not"
    if verdict.reasons and all(hangs_on_words(reason) for reason in verdict.reasons):
        state = "needs"
    return Option(
        kind=kind_of(type(candidate.act)),
        state=state,
        about=candidate.about,
        reasons=verdict.reasons,
        cure=nearest(verdict.reasons, m.person),
        left_out=candidate.left_out,
        flags=verdict.flags,
        example=candidate.act,
    )


def hangs_on_words(reason: Reason) -> bool:
    """What is still to be supplied can meet it."""
    return reason.rule == CONSENT or (reason.rule, reason.code) in SUPPLIED


def _case(m: Maker, act: Said, signer: Signer, past: Past) -> Case:
    entered = Entered(act=act, ref=ZEROS, signers=(signer,), index=m.standing.size, stamp=m.now)
    return Case(m.standing, entered, past)


def nearest(reasons: tuple[Reason, ...], person: str) -> Cure | None:
    """The cure that lies closest to this person's own hands; None if no rule names one."""
    cures = [cure for reason in reasons for cure in reason.cures]
    return min(cures, key=lambda cure: _distance(cure, person), default=None)


def _distance(cure: Cure, person: str) -> int:
    if cure.whose in {None, person}:
        return 0
    party = party_of(person)
    return 1 if cure.whose in {party, f"{party}:authority"} else 2


class Once:
    """A past that computes the root of the whole register once."""

    def __init__(self, past: Past) -> None:
        self._past = past
        self._roots: dict[int, str | None] = {}

    def root(self, size: int) -> str | None:
        if size not in self._roots:
            self._roots[size] = self._past.root(size)
        return self._roots[size]

    def stamp(self, index: int) -> int:
        return self._past.stamp(index)
