"""The public contacts of 2022 to 2026, as entered in a dialogue that was founded in January 2026."""

from __future__ import annotations

from datetime import UTC, datetime

from plenipo.acts import contact, offer, source
from plenipo.dialogue.derived import knowledge
from plenipo.dialogue.views.gaps import DAY, gaps
from plenipo.dialogue.views.knowing import knowledge_at, knowledge_history
from plenipo.dialogue.views.status import offer_lines
from plenipo.dialogue.views.timeline import Only, timeline
from plenipo.guard.standing_goaheads import status_now
from world import World, text


def day(year: int, month: int, of_month: int, hour: int = 12) -> int:
    return int(datetime(year, month, of_month, hour, tzinfo=UTC).timestamp() * 1000)


class Story(World):
    """`first`, `second`, `third` are the contacts of 2022-09-11, 2025-07-01 and 2026-02-03."""

    def __init__(self) -> None:
        super().__init__()
        self.first = self._call(day(2022, 9, 11, 17))
        self.second = self._call(day(2025, 7, 1, 15))
        self.now = day(2026, 2, 4)
        paper = self.say(
            "FR/delegate", source.Add, text=text("a newspaper"), grade="B2", published=day(2026, 2, 4, 6)
        )
        self.third = self.say(
            "DE/delegate",
            contact.Report,
            party="FR",
            counterpart="RU",
            level="senior",
            medium="visit",
            at=day(2026, 2, 3),
            known="reported",
            sources=(paper,),
        )
        self.now = day(2026, 2, 6)
        self.say("DE/delegate", contact.DeclineToConfirm, contact=self.third, side="RU", at=day(2026, 2, 5))
        self.offer = self.say(
            "FR/delegate", offer.Receive, counterpart="RU", level="leader", medium="call", at=day(2026, 2, 5)
        )
        self.now = day(2026, 2, 11)
        self.say("FR/delegate", contact.Confirm, contact=self.third, side="FR", at=day(2026, 2, 10))

    def _call(self, at: int) -> str:
        return self.say(
            "FR/delegate",
            contact.Report,
            party="FR",
            counterpart="RU",
            level="leader",
            medium="call",
            at=at,
            ended=at + 2 * 3_600_000,
        )


def test_the_gap_between_the_two_calls_is_1024_days() -> None:
    story = Story()
    between = datetime(2025, 7, 1, tzinfo=UTC) - datetime(2022, 9, 11, tzinfo=UTC)
    assert between.days == 1024
    overall = gaps(story.standing, story.now).overall
    assert [gap.days for gap in overall] == [1024, (day(2026, 2, 3) - day(2025, 7, 1)) // DAY, 8]
    assert (overall[0].after, overall[0].before) == (story.first, story.second)
    assert overall[0].span == day(2025, 7, 1, 15) - day(2022, 9, 11, 19)
    assert overall[-1].before is None


def test_gaps_are_told_by_level_and_by_pair() -> None:
    story = Story()
    told = gaps(story.standing, story.now)
    assert told.longest == told.overall[0]
    assert [gap.days for gap in told.by_level["leader"]] == [1024, 225]
    assert [gap.days for gap in told.by_level["senior"]] == [8]
    assert told.by_pair.keys() == {("FR", "RU")}
    assert told.by_channel == {}


def test_knowledge_of_the_visit_changes_from_reported_to_neither_to_confirmed() -> None:
    story = Story()
    held = story.standing.contacts[story.third]
    known = [knowledge_at(story.standing, held, day(2026, 2, d, 23)) for d in (3, 4, 5, 9, 10)]
    assert known == [
        None,
        "reported",
        "neither confirmed nor denied",
        "neither confirmed nor denied",
        "confirmed by one side",
    ]
    history = knowledge_history(story.standing, held, story.now)
    assert [(step.since, step.side) for step in history] == [
        (day(2026, 2, 4, 6), None),
        (day(2026, 2, 5), "RU"),
        (day(2026, 2, 10), "FR"),
    ]
    assert history[-1].knowledge == knowledge(held)


def test_a_history_told_at_a_date_knows_nothing_of_later() -> None:
    story = Story()
    held = story.standing.contacts[story.third]
    assert len(knowledge_history(story.standing, held, day(2026, 2, 5, 13))) == 2
    assert knowledge_history(story.standing, held, day(2026, 2, 3)) == ()


def test_an_own_account_counts_from_its_entry_on() -> None:
    story = Story()
    held = story.standing.contacts[story.second]
    assert knowledge_at(story.standing, held, held.at - 1) is None
    assert knowledge_at(story.standing, held, held.at) == "confirmed by one side"


def test_the_offer_is_open_until_answered_and_never_lapses() -> None:
    story = Story()
    years = story.now + 2000 * DAY
    assert [line.ref for line in offer_lines(story.standing, years)] == [story.offer]
    assert all(item.kind != "offer-lapsed" for item in timeline(story.standing, years))


def test_status_counts_the_days_since_the_last_contact() -> None:
    story = Story()
    now = status_now(story.standing, story.now)
    assert (now.last_contact, now.days_since) == (story.third, 8)


def test_the_timeline_is_in_order_and_shows_each_contact_and_gap_once() -> None:
    story = Story()
    items = timeline(story.standing, story.now)
    assert [item.at for item in items] == sorted(item.at for item in items)
    assert [item.ref for item in items if item.kind == "contact"] == [story.first, story.second, story.third]
    assert [item.facts["days"] for item in items if item.kind == "gap"] == [1024, 217, 8]


def test_filters_keep_what_they_touch() -> None:
    story = Story()

    def kept(only: Only) -> list[str]:
        return [item.ref for item in timeline(story.standing, story.now, only) if item.kind == "contact"]

    assert kept(Only(level="senior")) == [story.third]
    assert kept(Only(party="UA")) == []
    assert kept(Only(since=day(2025, 1, 1), until=day(2026, 1, 1))) == [story.second]
    assert kept(Only(until=day(2022, 9, 11, 16))) == []


def test_a_denied_contact_did_not_take_place_until_somebody_confirms_it() -> None:
    story = Story()
    bogus = story.say(
        "DE/delegate",
        contact.Report,
        party="IT",
        counterpart="RU",
        level="senior",
        medium="call",
        at=day(2026, 2, 8),
        known="reported",
    )
    assert gaps(story.standing, story.now).overall[-1].after == bogus
    story.say("IT/delegate", contact.Deny, contact=bogus, side="IT", at=story.now)
    assert gaps(story.standing, story.now).overall[-1].after == story.third
    story.say("IT/delegate", contact.Confirm, contact=bogus, side="RU", at=story.now)
    assert gaps(story.standing, story.now).overall[-1].after == bogus


def test_overlapping_contacts_leave_no_gap() -> None:
    world = World()
    fields = {"party": "FR", "counterpart": "RU", "level": "senior", "medium": "meeting"}
    start = world.now - 10 * DAY
    long = world.say("FR/delegate", contact.Report, **fields, at=start, ended=start + 5 * DAY)
    world.say("FR/delegate", contact.Report, **fields, at=start + DAY, ended=start + 2 * DAY)
    assert [(g.after, g.days) for g in gaps(world.standing, world.now).overall] == [(long, 5)]
