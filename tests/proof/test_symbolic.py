"""The real rules on unknown values, within small bounds; `script/prove` goes further."""

from __future__ import annotations

import proof_forking
import proof_symbolic_authority as authority
import proof_symbolic_consents as consents
import proof_symbolic_parties as parties
import pytest
from proof_forking import Number, Path, RefutedError, explore


def test_rule_20_admits_exactly_with_live_consent_and_no_reserved_matter_without_it() -> None:
    found = consents.prove_consents(words=1, parties=1, topics=1)
    assert found.paths > found.admitted > 0


def test_the_folds_of_consents_and_rule_20_together_do_the_same() -> None:
    found = consents.prove_folded(acts=1, topics=1)
    assert found.paths > found.admitted > 0


def test_withdrawing_a_word_admits_nothing_more() -> None:
    assert consents.prove_withdrawal(words=1, topics=1).admitted > 0


def test_a_mandate_is_in_force_exactly_when_it_should_be() -> None:
    assert authority.prove_in_force(pauses=1).admitted > 0


def test_a_mandate_covers_exactly_what_it_says() -> None:
    assert authority.prove_scope(topics=2).admitted > 0


def test_an_amendment_takes_nothing_from_a_concerned_party_that_says_nothing() -> None:
    assert parties.prove_rights(words=0, topics=1, spans=0).admitted > 0


def test_nobody_revokes_a_key_of_another_party_or_the_last_of_an_authority() -> None:
    assert parties.prove_keys(kinds=1, revoked=0).admitted > 0


def test_a_statement_that_does_not_hold_is_refuted_with_values() -> None:
    def run(path: Path) -> bool:
        a = Number("a")
        small = a < 10
        path.holds(a.term < 9 if small else a.term > 9, "not so")
        return small

    with pytest.raises(RefutedError, match="not so"):
        explore(run)


def test_every_possible_path_is_followed_and_no_impossible_one() -> None:
    followed = []

    def run(_: Path) -> bool:
        a, b = Number("a"), Number("b")
        followed.append((a < b, b < a, a < b))
        return True

    assert explore(run).paths == 3
    assert sorted(followed) == [(False, False, False), (False, True, False), (True, False, True)]
    assert proof_forking.Path.here.taken
