"""Two judges that share no code say the same: the guard on its standing, its twin on the list of entries."""

from __future__ import annotations

import pytest
from proof_kill import RUNS


@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
def test_guard_and_twin_agree_and_admit_often_and_refuse_often(run: object) -> None:
    assert callable(run)
    count = run()
    assert count.total > 300
    assert 0.1 < count.share < 0.9
