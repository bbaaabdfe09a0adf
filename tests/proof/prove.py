"""The whole proof of the guard, with a table at its end: `script/prove [PART ...]`."""

from __future__ import annotations

import sys
import time
import unittest
from collections.abc import Callable

import hypothesis
import proof_symbolic_authority as authority
import proof_symbolic_consents as consents
import proof_symbolic_parties as parties
from msgspec import Struct
from proof_forking import Explored
from proof_mutants import MUTANTS
from proof_near_more import amended, asked, kept, parted, told
from proof_runs import Count, foundings, histories, near_misses
from proof_seeded import seed
from proof_twin import CHECKS
from test_machine import Dialogue


class Line(Struct, frozen=True):
    """One line of the table."""

    what: str
    bounds: str
    found: str
    seconds: float


# Near misses of what is no intent, by family.
FAMILIES: tuple[tuple[str, str, Callable[[], Count]], ...] = tuple(
    (what, "100 dialogues", lambda make=make: near_misses(range(100), bases=4, each=14, make=make))  # type: ignore[misc] # bound here
    for what, make in (
        ("partners asked", asked),
        ("parties and keys", parted),
        ("charters", amended),
        ("the record", kept),
        ("reports under mandates", told),
    )
)


def twin() -> list[Line]:
    """Two judges on random dialogues and near misses: each kind admitted and refused, each rule refusing."""
    total = Count()
    lines = [
        _compared("random dialogues", "1,000 of 40 moves", lambda: histories(range(1000), moves=40), total),
        _compared("near misses", "500 dialogues", lambda: near_misses(range(500), bases=4, each=14), total),
        *(_compared(*family, total) for family in FAMILIES),
        _compared("foundings", "2,000 of them", lambda: foundings(range(2000)), total),
    ]
    return [*lines, _covered(total)]


def _covered(total: Count) -> Line:
    for kind in total.kinds:
        print(f"{kind:24}{total.told(kind)}")  # noqa: T201 - what this program is for
    silent = CHECKS.keys() - {rule for _, rule, _ in total.reasons}
    if total.lacking or silent:
        raise AssertionError((total.lacking, silent))
    reasons = len({(rule, code) for _, rule, code in total.reasons})
    found = f"each admitted and refused; {len(CHECKS)} rules, {reasons} reasons"
    return Line("all of these together", f"{len(total.kinds)} kinds of acts", found, 0)


def _compared(what: str, bounds: str, run: Callable[[], Count], total: Count) -> Line:
    began = time.perf_counter()
    count = run()
    total += count
    found = f"{count.total:,} acts judged alike, {count.share:.0%} admitted"
    return Line(what, bounds, found, time.perf_counter() - began)


def machine() -> list[Line]:
    """Random dialogues by Hypothesis, and what must hold after every entry."""
    began = time.perf_counter()
    case = Dialogue.TestCase
    case.settings = hypothesis.settings(case.settings, max_examples=300, stateful_step_count=50)
    result = unittest.TestResult()
    case("runTest").run(result)
    if not result.wasSuccessful():
        raise AssertionError((result.errors + result.failures)[0][1])
    found = "every property held"
    return [Line("state machine", "300 dialogues of 50 steps", found, time.perf_counter() - began)]


def mutants() -> list[Line]:
    """Faults put in on purpose."""
    began = time.perf_counter()
    if seed([MUTANTS[0]._replace(becomes=MUTANTS[0].was)])[0].by is not None:
        raise AssertionError("something is seen where nothing was changed")
    done = seed(MUTANTS)
    unseen = [one.mutant for one in done if one.by is None]
    for mutant in unseen:
        print(f"not seen: {mutant}")  # noqa: T201 - what this program is for
    by_runs = sum(one.by is not None and one.by.startswith("runs") for one in done)
    found = f"seeded {len(done)}, caught {len(done) - len(unseen)} ({by_runs} by the runs alone)"
    line = Line("mutants", "guard and folds", found, time.perf_counter() - began)
    if unseen:
        raise AssertionError(found)
    return [line]


# What is proven, by what, within which bounds.
PROOFS: tuple[tuple[str, Callable[..., Explored], dict[str, int]], ...] = (
    ("rule 20 as stated", consents.prove_consents, {"words": 2, "parties": 1, "topics": 1}),
    ("rule 20 as stated", consents.prove_consents, {"words": 1, "parties": 2, "topics": 1}),
    ("rule 20 as stated", consents.prove_consents, {"words": 1, "parties": 1, "topics": 2}),
    ("the same by the folds", consents.prove_folded, {"acts": 2, "topics": 1}),
    ("withdrawing admits no more", consents.prove_withdrawal, {"words": 2, "topics": 1}),
    ("rule 10 as stated", authority.prove_in_force, {"pauses": 2}),
    ("rules 12 to 16 as stated", authority.prove_scope, {"topics": 3}),
    ("authority as stated", authority.prove_authority, {"topics": 1, "pauses": 1}),
    ("revoking admits no more", authority.prove_revocation, {"topics": 1}),
    ("others do not matter", authority.prove_others, {"topics": 1}),
    ("rule 62 as stated", parties.prove_rights, {"words": 1, "topics": 1, "spans": 3}),
    ("rule 62 as stated", parties.prove_rights, {"words": 0, "topics": 2, "spans": 0}),
    ("keys of others are safe", parties.prove_keys, {"kinds": 4, "revoked": 2}),
)


def symbolic() -> list[Line]:
    """The real rules on unknown values."""
    return [_explored(*proof) for proof in PROOFS]


def _explored(what: str, prove: Callable[..., Explored], bounds: dict[str, int]) -> Line:
    found = prove(**bounds)
    if not 0 < found.admitted < found.paths:
        raise AssertionError(what)
    within = ", ".join(f"{name} {count}" for name, count in bounds.items())
    told = f"all {found.paths:,} paths, {found.admitted:,} admit"
    print(f"{what} ({within}): {told}, {found.seconds:.0f} s", flush=True)  # noqa: T201 - likewise
    return Line(what, within, told, found.seconds)


PARTS: dict[str, Callable[[], list[Line]]] = {
    "twin": twin,
    "machine": machine,
    "symbolic": symbolic,
    "mutants": mutants,
}


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        print(f"prove: no part {unknown[0]}; there are {', '.join(PARTS)}", file=sys.stderr)  # noqa: T201 - likewise
        return 2
    lines = [line for name in names or PARTS for line in PARTS[name]()]
    print()  # noqa: T201 - likewise
    for line in lines:
        print(f"{line.what:28}{line.bounds:32}{line.found:58}{line.seconds:7.0f} s")  # noqa: T201 - likewise
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
