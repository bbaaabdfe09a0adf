"""Silence, one millisecond to each side of every border."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plenipo.consultation import (
    HOUSES,
    Extension,
    Objection,
    Silence,
    Statement,
    deadline_in_force,
    explain,
    silence_state,
)
from plenipo.errors import BadQuestion, Fault

OPENED, DEADLINE, MINIMUM, DELAY = 1_000_000, 2_000_000, 300_000, 50_000
FINAL = DEADLINE + DELAY
KEPT = Silence(
    members=("DE", "FR", "PL"),
    opened=OPENED,
    deadline=DEADLINE,
    minimum=MINIMUM,
    delay=DELAY,
    settled_at=FINAL,
    acknowledged={"DE": OPENED, "FR": OPENED + 1, "PL": DEADLINE - MINIMUM},
)


def state(now: int, **changes: object) -> str:
    return silence_state(msgspec.structs.replace(KEPT, **changes), now).outcome


@pytest.mark.parametrize(("off", "outcome"), [(-1, "not-adopted"), (0, "adopted"), (1, "adopted")])
def test_an_objection_counts_when_received_strictly_before_the_deadline(off: int, outcome: str) -> None:
    """Receipt counts, not sending: all three were sent in time."""
    late = Objection("PL", DEADLINE + off, sent=OPENED)
    assert state(FINAL, objections=(late,)) == outcome


def test_an_amendment_breaks_silence_as_an_objection_does() -> None:
    result = silence_state(
        msgspec.structs.replace(KEPT, objections=(Objection("FR", OPENED + 5, amends=True),)), OPENED + 5
    )
    assert (result.outcome, result.against, result.reasons[0].code) == (
        "not-adopted",
        ("FR",),
        "broken-by-amendment",
    )


@pytest.mark.parametrize(("off", "outcome"), [(-1, "pending"), (0, "not-adopted"), (1, "not-adopted")])
def test_an_objection_breaks_at_its_receipt_and_not_before(off: int, outcome: str) -> None:
    objection = Objection("PL", OPENED + 1000)
    assert state(OPENED + 1000 + off, objections=(objection,)) == outcome


@pytest.mark.parametrize(("off", "outcome"), [(-1, "adopted"), (0, "adopted"), (1, "not-reached")])
def test_everybody_is_reached_the_silence_minimum_before_the_deadline(off: int, outcome: str) -> None:
    acknowledged = KEPT.acknowledged | {"PL": DEADLINE - MINIMUM + off}
    assert state(FINAL, acknowledged=acknowledged) == outcome


def test_whoever_was_not_reached_is_named() -> None:
    result = silence_state(msgspec.structs.replace(KEPT, acknowledged={"FR": OPENED}), DEADLINE)
    assert (result.outcome, result.missing) == ("not-reached", ("DE", "PL"))
    assert any("DE, PL" in line for line in explain(result))


@pytest.mark.parametrize(("off", "outcome"), [(-1, "pending"), (0, "not-reached"), (1, "not-reached")])
def test_a_text_lapses_at_the_deadline(off: int, outcome: str) -> None:
    assert state(DEADLINE + off, acknowledged={}) == outcome


@pytest.mark.parametrize(("off", "outcome"), [(-1, "pending"), (0, "adopted"), (1, "adopted")])
def test_silence_adopts_once_a_quorum_has_cosigned_after_deadline_plus_delay(off: int, outcome: str) -> None:
    assert state(FINAL + 10, settled_at=FINAL + off) == outcome
    assert state(FINAL + off, settled_at=FINAL + 10) == outcome
    assert state(FINAL + 10, settled_at=None) == "pending"


@pytest.mark.parametrize(("off", "deadline"), [(-1, DEADLINE + 9), (0, DEADLINE), (1, DEADLINE)])
def test_an_extension_is_announced_before_the_old_deadline_ends(off: int, deadline: int) -> None:
    extended = msgspec.structs.replace(KEPT, extensions=(Extension(DEADLINE + off, DEADLINE + 9),))
    assert deadline_in_force(extended, FINAL) == deadline


def test_an_extension_moves_the_border_for_objections_and_for_acknowledgements() -> None:
    longer = (Extension(DEADLINE - 1, DEADLINE + 100),)
    objection = (Objection("DE", DEADLINE + 99),)
    assert state(DEADLINE + 99, extensions=longer, objections=objection) == "not-adopted"
    late = KEPT.acknowledged | {"PL": DEADLINE - MINIMUM + 100}
    assert state(FINAL, extensions=longer, acknowledged=late) == "pending"
    assert state(FINAL + 100, extensions=longer, acknowledged=late, settled_at=FINAL + 100) == "adopted"


def test_an_extension_never_shortens_and_may_chain() -> None:
    given = (
        Extension(OPENED, DEADLINE - 5),
        Extension(OPENED, DEADLINE + 5),
        Extension(DEADLINE + 4, DEADLINE + 9),
    )
    assert deadline_in_force(msgspec.structs.replace(KEPT, extensions=given), FINAL) == DEADLINE + 9
    assert deadline_in_force(msgspec.structs.replace(KEPT, extensions=given), DEADLINE) == DEADLINE + 5


def test_an_extension_alone_never_shortens() -> None:
    shorter = msgspec.structs.replace(KEPT, extensions=(Extension(OPENED, DEADLINE - 5),))
    assert deadline_in_force(shorter, FINAL) == DEADLINE


@pytest.mark.parametrize(("off", "deadline"), [(-1, DEADLINE), (0, DEADLINE + 9), (1, DEADLINE + 9)])
def test_an_extension_counts_from_its_announcement(off: int, deadline: int) -> None:
    extended = msgspec.structs.replace(KEPT, extensions=(Extension(OPENED + 7, DEADLINE + 9),))
    assert deadline_in_force(extended, OPENED + 7 + off) == deadline


@pytest.mark.parametrize(("off", "missing"), [(-1, ("FR", "PL")), (0, ("PL",)), (1, ("PL",))])
def test_while_silence_runs_those_not_yet_reached_are_named(off: int, missing: tuple[str, ...]) -> None:
    result = silence_state(KEPT, OPENED + 1 + off)
    assert (result.outcome, result.missing, result.reasons[0].facts["missing"]) == (
        "pending",
        missing,
        missing,
    )


@pytest.mark.parametrize(("objects", "outcome"), [(False, "adopted"), (True, "not-adopted")])
def test_a_statement_is_attached_unless_its_author_says_that_it_objects(objects: bool, outcome: str) -> None:  # noqa: FBT001 - a table's column
    assert state(FINAL, statements=(Statement("FR", OPENED + 1, objects=objects),)) == outcome


def test_an_attached_statement_is_told() -> None:
    result = silence_state(msgspec.structs.replace(KEPT, statements=(Statement("FR", OPENED + 1),)), FINAL)
    assert [reason.code for reason in result.reasons] == ["silence-kept", "statement-attached"]
    assert result.bound == ("DE", "FR", "PL")


def test_an_objection_at_the_opening_meeting_prevents_the_procedure() -> None:
    """OSCE: an objection at that meeting prevents it."""
    broken = msgspec.structs.replace(KEPT, house=HOUSES["osce"], objections=(Objection("DE", OPENED),))
    assert silence_state(broken, OPENED).reasons[0].code == "silence-prevented"


@pytest.mark.parametrize(("off", "refused"), [(-1, True), (0, False)])
def test_the_general_assembly_waits_seventy_two_hours(off: int, refused: bool) -> None:  # noqa: FBT001 - a table's column
    """UN General Assembly (2020): at least 72 hours."""
    long = msgspec.structs.replace(
        KEPT, house=HOUSES["un-general-assembly"], deadline=OPENED + 72 * 3_600_000 + off
    )
    if refused:
        with pytest.raises(BadQuestion) as fault:
            silence_state(long, OPENED)
        assert fault.value.faults == (Fault("period-too-short", "deadline"),)
    else:
        assert silence_state(long, OPENED).outcome == "pending"


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"members": ()}, Fault("no-members", "members")),
        ({"members": ("DE", "FR", "PL", "DE")}, Fault("named-twice", "members")),
        ({"deadline": OPENED}, Fault("period-too-short", "deadline")),
        ({"minimum": -1}, Fault("bad-duration", "minimum")),
        ({"delay": -1}, Fault("bad-duration", "delay")),
        ({"objections": (Objection("UA", OPENED),)}, Fault("not-a-member", "UA")),
        ({"acknowledged": {"UA": OPENED}}, Fault("not-a-member", "UA")),
    ],
)
def test_a_faulty_silence_is_refused(changes: dict[str, object], fault: Fault) -> None:
    with pytest.raises(BadQuestion) as refused:
        silence_state(msgspec.structs.replace(KEPT, **changes), FINAL)
    assert fault in refused.value.faults


instants = st.integers(OPENED - 5, FINAL + 5) | st.sampled_from([OPENED, DEADLINE - MINIMUM, DEADLINE, FINAL])
members = st.sampled_from(KEPT.members)
silences = st.builds(
    Silence,
    members=st.just(KEPT.members),
    opened=st.just(OPENED),
    deadline=st.just(DEADLINE),
    minimum=st.just(MINIMUM),
    delay=st.just(DELAY),
    settled_at=st.none() | instants,
    extensions=st.lists(st.builds(Extension, instants, instants), max_size=2).map(tuple),
    acknowledged=st.dictionaries(members, instants),
    objections=st.lists(st.builds(Objection, members, instants), max_size=1).map(tuple),
    statements=st.lists(st.builds(Statement, members, instants), max_size=2).map(tuple),
)


@given(silences, instants)
def test_silence_adopts_only_if_all_were_reached_nobody_objected_and_a_quorum_settled(
    silence: Silence, now: int
) -> None:
    result = silence_state(silence, now)
    deadline = deadline_in_force(silence, now)
    reached = all(
        silence.acknowledged.get(member, now + 1) <= min(now, deadline - MINIMUM)
        for member in silence.members
    )
    broken = any(given.received < deadline and given.received <= now for given in silence.objections)
    settled = silence.settled_at is not None and min(silence.settled_at, now) >= deadline + DELAY
    assert (result.outcome == "adopted") == (reached and settled and not broken)
    assert (result.outcome == "not-adopted") == broken
    assert all("{" not in line for line in explain(result))


@given(silences, instants, st.integers(0, 10))
def test_a_broken_silence_stays_broken(silence: Silence, now: int, later: int) -> None:
    if silence_state(silence, now).outcome == "not-adopted":
        assert silence_state(silence, now + later).outcome == "not-adopted"


def test_a_deputy_is_named_from_its_acknowledgement_on_and_counts_like_any_person() -> None:
    reached = msgspec.structs.replace(KEPT, deputies={"FR": "DE/reader"})
    codes = {
        now: [r.code for r in silence_state(reached, now).reasons] for now in (OPENED, OPENED + 1, FINAL)
    }
    assert [("acknowledged-by-deputy" in codes[now]) for now in codes] == [False, True, True]
    assert silence_state(reached, FINAL).outcome == "adopted"
    assert any(
        "DE/reader acknowledged the text for FR" in line for line in explain(silence_state(reached, FINAL))
    )
    stranger = msgspec.structs.replace(KEPT, deputies={"US": "DE/reader"})
    with pytest.raises(BadQuestion) as wrong:
        silence_state(stranger, FINAL)
    assert wrong.value.faults == (Fault("not-a-member", "US"),)
