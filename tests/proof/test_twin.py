"""Two judges that share no code say the same: the guard on its standing, its twin on the list of entries."""

from __future__ import annotations

from proof_runs import histories, near_misses


def test_guard_and_twin_agree_on_random_histories() -> None:
    count = histories(range(40), moves=30)
    assert count.total > 1000
    assert 0.2 < count.share < 0.8


def test_guard_and_twin_agree_on_near_misses_and_both_outcomes_are_frequent() -> None:
    count = near_misses(range(24), bases=3, each=14)
    assert count.total > 700
    assert 0.2 < count.share < 0.8
