"""What readers are told from the shelves is what walking every record would tell them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from random import Random

import pytest
from naive_shelves import naive
from proof_choice import often
from proof_moves import MOVES, scene
from proof_recording import RECORDING, kinds_said, record
from proof_scene import Scene

from plenipo.acts import Said
from plenipo.dialogue.folds import shelving
from plenipo.dialogue.standing import Standing, restore, snapshot
from plenipo.dialogue.views import secondhand
from plenipo.dialogue.views.consulting import supported
from plenipo.dialogue.views.findings import findings_of, stored
from plenipo.dialogue.views.gaps import Gap, gaps, last_contact, took_place
from plenipo.dialogue.views.requests import how_asked, requests_to
from plenipo.dialogue.views.secondhand import second_hand
from plenipo.dialogue.views.timeline import Only, timeline
from plenipo.dialogue.views.tracks import other_tracks
from plenipo.guard.may import may
from plenipo.guard.standing_goaheads import duties_now, findings_now, go_aheads, status_now
from world import DAY, Worlds

LATER = (0, 1, 3 * DAY, 400 * DAY)
WINDOWS = ((None, None), (-5 * DAY, None), (None, -2 * DAY), (-20 * DAY, -DAY), (-DAY, 5 * DAY))
PERSONS = ("FR/delegate", "DE/envoy", "IT/reader", "UA/delegate", "FR/authority", "PL/delegate")


SHELVED: tuple[tuple[shelving.Shelve, Callable[[Standing], Iterable[str]]], ...] = (
    (shelving._new_contact, lambda s: s.contacts),
    (shelving._offer, lambda s: s.offers),
    (shelving._proposal, lambda s: s.proposals),
    (shelving._channel, lambda s: s.channels),
    (shelving._readout, lambda s: s.readouts),
    (shelving._commitment, lambda s: s.commitments),
    (shelving._assessment, lambda s: s.assessments),
    (shelving._ask, lambda s: s.asks),
    (shelving._consent, lambda s: s.consents),
    (shelving._term, lambda s: s.consultations),
    (shelving._mandate, lambda s: s.mandates),
    (shelving._reported, lambda s: s.contacts),
)


def dialogue(seed: int, moves: int = 80) -> Scene:
    Worlds.made.clear()
    s = scene(Random(seed))  # noqa: S311 - chance in a test, and the seed tells which
    decided = {
        move: n for move, n in MOVES.items() if move.__name__ != "parted"
    }  # it leaves nobody to settle
    for _ in range(moves):
        (s.chance.choices(list(decided), list(decided.values()))[0] if often(s, 0.5) else record)(s)
    return s


def windows(now: int) -> list[Only]:
    return [
        Only(since=None if since is None else now + since, until=None if until is None else now + until)
        for since, until in WINDOWS
    ]


def met(only: Only, every: tuple[Gap, ...]) -> tuple[Gap, ...]:
    return tuple(gap for gap in every if only.meets(gap.since, gap.until))


def check(quick: Standing, walked: Standing, now: int) -> None:
    assert go_aheads(quick, now) == go_aheads(walked, now)
    assert duties_now(quick, now) == duties_now(walked, now)
    assert findings_now(quick, now) == findings_now(walked, now)
    assert status_now(quick, now) == status_now(walked, now)
    assert supported(quick, now) == supported(walked, now)
    assert other_tracks(quick, now) == other_tracks(walked, now)
    assert other_tracks(quick, now, now - 9 * DAY) == other_tracks(walked, now, now - 9 * DAY)
    for party in ("UA", "MD"):
        assert requests_to(quick, party, now) == requests_to(walked, party, now)
        assert requests_to(quick, party, now, now - 3 * DAY) == requests_to(walked, party, now, now - 3 * DAY)
    for ref in quick.asks:
        assert how_asked(quick, ref, now, now - 3 * DAY) == how_asked(walked, ref, now, now - 3 * DAY)
    whole, every = timeline(walked, now), gaps(walked, now)
    for only in windows(now):
        assert timeline(quick, now, only) == [item for item in whole if only.keeps(item)]
        within = gaps(quick, now, only.since, only.until)
        assert within.overall == met(only, every.overall)
        for name in ("by_channel", "by_level", "by_pair"):
            for key, found in getattr(every, name).items():
                assert getattr(within, name).get(key, ()) == met(only, found)
    assert gaps(quick, now) == every


@pytest.mark.parametrize("seed", range(12))
def test_every_view_says_what_a_walk_through_all_records_says(seed: int) -> None:
    s = dialogue(seed)
    walked = naive(s.standing)
    for later in LATER:
        check(s.standing, walked, s.now + later)


@pytest.mark.parametrize("seed", range(6))
def test_what_a_person_may_say_is_the_same_from_the_shelves(seed: int) -> None:
    s = dialogue(100 + seed)
    walked = naive(s.standing)
    for person in PERSONS:
        assert may(s.standing, person, s.now, s.nodes) == may(walked, person, s.now, s.nodes)


@pytest.mark.parametrize("seed", range(12))
def test_second_hand_is_counted_as_by_looking_at_each_contact(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    s = dialogue(200 + seed)
    for later in LATER:
        now = s.now + later
        quick = [second_hand(s.standing, now, days * DAY) for days in (1, 10, 365)]
        with monkeypatch.context() as patched:
            patched.setattr(secondhand, "_shelved", _each)
            assert quick == [second_hand(s.standing, now, days * DAY) for days in (1, 10, 365)]


def _each(standing: Standing, since: int, now: int) -> list[tuple[int, int]]:
    held = [c for _, c in took_place(standing, now) if since < c.when]
    return [secondhand._counts(standing, contact, now) for contact in held]


@pytest.mark.parametrize("seed", range(12))
def test_what_is_kept_of_findings_and_of_the_last_contact_is_what_the_whole_tells(seed: int) -> None:
    s = dialogue(300 + seed)
    every = stored(s.standing)
    counts = {code: sum(shown.code == code for shown in every) for code in {shown.code for shown in every}}
    assert s.standing.found == counts
    for index in range(s.standing.size):
        assert findings_of(s.standing, index) == [shown for shown in every if shown.index == index]
    held = took_place(s.standing, s.now)
    assert last_contact(s.standing, s.now) == (held[-1] if held else None)


@pytest.mark.parametrize("seed", range(8))
def test_nothing_stands_on_a_shelf_that_an_act_should_have_taken_off(seed: int) -> None:
    """To shelve every record again changes nothing, but for what ended meanwhile."""
    s = dialogue(400 + seed)
    again = restore(snapshot(s.standing))
    for shelve, table in SHELVED:
        for ref in table(again):
            shelve(again, ref)
    assert lasting(again) == lasting(s.standing)


def lasting(standing: Standing) -> dict[str, object]:
    """What hangs on no instant; an empty shelf is none."""
    shelves = {**standing.shelves, **standing.moments}
    ending = {"given", "said", "known", "second-hand"}
    return {
        name: {bits: held for bits, held in shelf.items() if held} if isinstance(shelf, dict) else shelf
        for name, shelf in shelves.items()
        if shelf and name.split(maxsplit=1)[0] not in ending
    }


def test_the_random_dialogues_say_what_is_shelved() -> None:
    """The comparison is worth what it has seen: every kind that moves a record on or off a shelf."""
    said: set[type[Said]] = set()
    for seed in range(12):
        said |= kinds_said(dialogue(seed))
    assert len(said) > 35, len(said)
    assert len(RECORDING) == 20
