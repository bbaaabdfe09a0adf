"""Near misses of foundings: a charter, its founders and their signatures with none to two things changed."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from msgspec.structs import replace
from proof_choice import often, pick
from proof_history import Heard, History
from proof_parties import changed
from proof_scene import MATTERS, MORE, Scene
from proof_twin import Twin

from plenipo.acts.charter import Founder
from plenipo.acts.codec import encode, ref_of
from plenipo.acts.dialogue import Found
from plenipo.dialogue.entered import Signer
from plenipo.dialogue.standing import Standing
from plenipo.guard.verdict import Verdict
from plenipo.verify import Nodes, Read, Replay
from world import charter, fingerprint_of

Told = tuple[Found, tuple[Signer, ...]]


def founded(s: Scene) -> Told:
    """In order: an authority with two keys of each, who signs."""
    more = {"parties": (*charter().parties, *MORE), "reserved": MATTERS} if often(s, 0.5) else {}
    book = charter(**more)
    parties = [p.id for p in book.parties if p.role in {"partner", "concerned"}]
    names = [f"{party}/{name}" for party in parties for name in ("authority", "envoy")]
    founders = tuple(Founder(person=n, functions=(n.split("/")[1],), keys=_keys(n)) for n in names)  # type: ignore[arg-type] # they are functions
    act = Found(id=s.next_id(), by="FR/authority", title="Exercise", charter=book, founders=founders)
    return act, tuple(Signer(fingerprint_of(f"{party}/authority")) for party in parties)


def _keys(name: str) -> tuple[str, ...]:
    return fingerprint_of(name), fingerprint_of(f"{name} reserve")


def _charter(s: Scene, told: Told) -> Told:
    book = changed(s, told[0].charter)
    return replace(told[0], charter=replace(book, version=told[0].charter.version)), told[1]


def _founder(s: Scene, told: Told) -> Told:
    act, signers = told
    place = s.chance.randrange(len(act.founders))
    one, other = act.founders[place], pick(s, act.founders)
    changes: tuple[Founder | None, ...] = (
        None,
        other,
        replace(one, keys=one.keys[:1]),
        replace(one, keys=one.keys[:1] * 2),
        replace(one, keys=(*one.keys[:1], other.keys[1])),
        replace(one, functions=pick(s, (("authority",), ("reader",)))),
        replace(one, person=pick(s, ("RU/authority", "NO/authority", "FR/second"))),
    )
    becomes = pick(s, changes)
    rest = (*act.founders[:place], *((becomes,) if becomes else ()), *act.founders[place + 1 :])
    return replace(act, founders=rest), signers


def _signers(s: Scene, told: Told) -> Told:
    act, signers = told
    stranger = Signer(fingerprint_of(pick(s, ("nobody", "FR/envoy", "DE/authority reserve", "FR/second"))))
    passkey = replace(signers[0], passkey=True)
    fewer = tuple(signers[i] for i in sorted(s.chance.sample(range(len(signers)), len(signers) - 1)))
    return act, pick(s, (fewer, (*signers, stranger), (passkey, *signers[1:]), (*fewer, stranger)))


def _by(s: Scene, told: Told) -> Told:
    return replace(told[0], by=pick(s, ("DE/authority", "FR/envoy", "NO/authority"))), told[1]


CHANGES: tuple[Callable[[Scene, Told], Told], ...] = (_charter, _charter, _charter, _founder, _signers, _by)


def founding(seed: int) -> Verdict:
    """Judged by both, before there is anything."""
    s = Scene(Random(seed))  # noqa: S311 - chance in a test
    told = founded(s)
    for change in s.chance.choices(CHANGES, k=s.chance.choice((0, 1, 1, 1, 2))):
        told = change(s, told)
    act, signers = told
    ref = ref_of(encode(act))
    twin = Twin(History(()), Heard(act=act, ref=ref, stamp=s.now, signers=signers)).rules()
    verdict = Replay(Standing(), Nodes()).judge(Read(act, ref, signers), s.now).verdict
    assert {r.rule for r in verdict.reasons} == twin, (verdict.reasons, twin, act, signers)
    return verdict
