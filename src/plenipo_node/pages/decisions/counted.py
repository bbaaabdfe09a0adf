"""The outcomes of closed consultations, counted once: lists show the same ones again and again.

Kept is what neither the clock nor a countersignature can change any more, under the record's own bytes: one
more answer, receipt or extension, however late, is another record, and is counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.msgpack import Encoder

from plenipo.dialogue.counting import to_be_settled
from plenipo.dialogue.derived import outcome_of, settled_at

if TYPE_CHECKING:
    from plenipo.consultation import Result
    from plenipo.dialogue.records import Consultation
    from plenipo.dialogue.standing import Standing

MOST = 4096
_bytes_of = Encoder().encode
_kept: dict[bytes, Result] = {}


def outcome_at(standing: Standing, held: Consultation, now: int) -> Result:
    """As `outcome_of`; `now` is not before the last entry."""
    if not _rests(standing, held, now):
        return outcome_of(standing, held, now)
    record = _bytes_of(held)
    found = _kept.get(record)
    if found is None:
        if len(_kept) >= MOST:
            _kept.clear()
        found = _kept[record] = outcome_of(standing, held, now)
    return found


def _rests(standing: Standing, held: Consultation, now: int) -> bool:
    """All its instants are past, and settled where its outcome waits for that."""
    ends = max(held.consent_by or 0, *(deadline for _announced, deadline in held.deadlines))
    if not to_be_settled(held):
        return now >= ends
    settled = settled_at(standing)
    return settled is not None and min(settled, now) >= ends + held.delay
