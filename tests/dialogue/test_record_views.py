"""What pages of readouts and judgements are shown: what is owed, what is unread, what was said since."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest

from plenipo.acts import assessment, commitment, contact, correction, readout, statement
from plenipo.dialogue.scales import RANGES, range_of
from plenipo.dialogue.views.calibration import FEW, calibration
from plenipo.dialogue.views.readouts import owed, unread
from plenipo.guard.may import may_say
from world import HOUR, World, text

MATTERS = tuple(readout.Raised(topic=t, raised="not-raised") for t in ("ceasefire", "territory"))


def held(world: World) -> str:
    plan = world.say("FR/delegate", contact.Plan, **world.plan_of(world.mandate()))
    world.wait(days=3)
    return world.say(
        "FR/envoy",
        contact.Report,
        party="FR",
        counterpart="RU",
        level="technical",
        medium="call",
        at=world.now - HOUR,
        plan=plan,
        envoy="FR/envoy",
        claims="mandate",
        topics=("prisoners",),
    )


def filed(world: World, ref: str, *recipients: str) -> str:
    return world.say(
        "FR/envoy",
        readout.File,
        contact=ref,
        side="ours",
        text=text("readout"),
        recipients=recipients,
        matters=MATTERS,
    )


def test_a_readout_is_owed_with_its_day_until_it_is_filed() -> None:
    world = World()
    ref = held(world)
    (one,) = owed(world.standing, "FR")
    assert (one.ref, one.due) == (ref, world.standing.contacts[ref].when + 48 * HOUR)
    assert owed(world.standing, "DE") == ()
    filed(world, ref, "DE")
    assert owed(world.standing, "FR") == ()


def test_a_readout_is_unread_by_each_recipient_until_it_acknowledges_or_the_author_takes_it_back() -> None:
    world = World()
    ref = held(world)
    first, second = filed(world, ref, "DE", "PL"), filed(world, ref, "DE")
    assert [one for one, _ in unread(world.standing, "DE", 9)] == [first, second]
    assert [one for one, _ in unread(world.standing, "DE", 1)] == [first]
    assert unread(world.standing, "FR", 9) == ()
    world.say("DE/reader", readout.Acknowledge, readouts=(first, first))
    assert [one for one, _ in unread(world.standing, "DE", 9)] == [second]
    assert [one for one, _ in unread(world.standing, "PL", 9)] == [first]
    world.say("FR/envoy", correction.Correct, act=second)
    assert unread(world.standing, "DE", 9) == ()


def test_a_readout_names_the_entries_that_said_something_of_it_in_order() -> None:
    world = World()
    ref = filed(world, held(world), "DE")
    begun = world.standing.size
    world.say("DE/reader", readout.Acknowledge, readouts=(ref,))
    asked = world.say("DE/delegate", readout.Question, readout=ref, text=text("?"))
    world.say("FR/envoy", readout.Answer, question=asked, text=text("!"))
    world.say("FR/envoy", readout.Share, readout=ref, text=text("readout"), recipients=("PL",))
    assert world.standing.readouts[ref].said == tuple(range(begun, begun + 4))


def test_what_is_judged_or_disputed_names_the_entries_that_say_so() -> None:
    world = World()
    say, standing = world.say, world.standing
    said = say("FR/delegate", statement.Record, party="RU", at=world.now, text=text("s"), sources=())
    due = say("FR/delegate", commitment.Record, party="RU", to=("FR",), text=text("c"))
    begun = standing.size
    say("DE/delegate", statement.Dispute, statement=said, text=text("no"))
    say("FR/delegate", commitment.Update, commitment=due, status="disputed")
    say("FR/delegate", commitment.Update, commitment=due, status="kept")
    assert world.standing.statements[said].said == (begun,)
    assert world.standing.commitments[due].said == (begun + 1, begun + 2)


def judge(world: World, word: str, turned_out: str | None, scale: str = "icd-203") -> str:
    ref = world.say("DE/delegate", assessment.Make, text=text("a"), scale=scale, word=word, confidence="low")
    if turned_out is not None:
        world.say("DE/delegate", assessment.Resolve, assessment=ref, turned_out=turned_out)
    return ref


def test_each_word_is_counted_on_its_own_scale_beside_its_range() -> None:
    world = World()
    for turned_out in ("so", "so", "not-so", "undecidable", None):
        judge(world, "likely", turned_out)
    judge(world, "likely", "so", "phia")
    gone = judge(world, "unlikely", "so")
    world.say("DE/delegate", correction.Correct, act=gone)
    american, british = calibration(world.standing)
    assert (american.so, american.not_so, american.undecidable, american.unresolved) == (2, 1, 1, 1)
    assert (american.means, american.share, american.few) == ((55, 80), Fraction(2, 3), True)
    assert (british.scale, british.means, british.decided) == ("phia", (55, 75), 1)


def test_who_says_anew_how_it_turned_out_is_counted_once() -> None:
    world = World()
    ref = judge(world, "likely", "so")
    for turned_out in ("so", "undecidable", "not-so"):
        world.say("DE/delegate", assessment.Resolve, assessment=ref, turned_out=turned_out)
    world.say("DE/delegate", correction.Correct, act=judge(world, "likely", None))
    (one,) = calibration(world.standing)
    assert (one.so, one.not_so, one.undecidable, one.unresolved) == (0, 1, 0, 0)


def test_a_word_without_a_decided_assessment_has_no_share() -> None:
    world = World()
    judge(world, "remote", "undecidable", "phia")
    (one,) = calibration(world.standing)
    assert (one.share, one.few, FEW) == (None, True, 20)


@pytest.mark.parametrize("scale", RANGES)
def test_the_words_of_a_scale_rise_and_never_overlap(scale: str) -> None:
    ranges = list(RANGES[scale].values())
    assert all(low < high for low, high in ranges)
    assert all(one[1] <= other[0] for one, other in pairwise(ranges))
    assert range_of(scale, "perhaps") is None


@pytest.mark.parametrize(
    ("person", "kind"),
    [
        ("DE/delegate", "readout.acknowledge"),
        ("DE/delegate", "readout.question"),
        ("FR/envoy", "readout.share"),
        ("FR/envoy", "act.correct"),
    ],
)
def test_an_older_readout_that_is_asked_about_can_be_acted_on(person: str, kind: str) -> None:
    world = World()
    ref = held(world)
    older, *_ = [filed(world, ref, "DE") for _ in range(3)]
    asked = may_say(world.standing, person, world.now, world.nodes, kind, older)
    assert [(option.about, option.state) for option in asked] == [(older, "may")]
    assert may_say(world.standing, person, world.now, world.nodes, kind, "0" * 64)[0].state == "nothing"
