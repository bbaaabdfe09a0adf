from __future__ import annotations

from typing import Any

from msgspec.structs import asdict

from plenipo.acts import consent
from plenipo.dialogue.views.requests import Request, how_asked, requests_to
from plenipo.dialogue.views.timeline import timeline
from world import DAY, HOUR, World, text


def ask(world: World, asker: str = "FR", words: str = "text", days: int = 4, **fields: Any) -> str:
    members: dict[str, Any] = {
        "party": "UA",
        "topics": ("ceasefire",),
        "counterpart": "RU",
        "level": "technical",
        "text": text(words),
        "reason": text("reason"),
        "answer_by": world.now + days * DAY,
    }
    return world.say(f"{asker}/delegate", consent.Ask, **{**members, **fields})


def test_a_request_states_matter_asker_notice_and_links() -> None:
    world = World()
    ref = ask(world, linked=(world.founding,))
    (request,) = requests_to(world.standing, "UA", world.now).open
    assert (request.ref, request.asker, request.topics) == (ref, "FR/delegate", ("ceasefire",))
    assert (request.asked, request.notice) == (world.now, 4 * DAY)
    assert request.linked == (world.founding,)
    assert [shown.code for shown in how_asked(world.standing, ref, world.now).pressure] == ["tied"]


def test_a_request_looks_the_same_however_long_it_waits() -> None:
    """A request is never overdue: time alone changes nothing that is shown of it."""
    world = World()
    ask(world)
    today = requests_to(world.standing, "UA", world.now)
    assert requests_to(world.standing, "UA", world.now + 4000 * DAY) == today


def test_nothing_shown_of_a_request_is_named_like_a_debt() -> None:
    names = " ".join(Request.__struct_fields__)
    assert not any(word in names for word in ("due", "late", "wait", "remind", "days", "owed", "expired"))


def test_answers_close_a_request_and_stay_in_its_history() -> None:
    world = World()
    first = ask(world)
    world.say("UA/delegate", consent.Refuse, ask=first)
    world.wait(hours=5)
    second = ask(world, "DE", "another", days=1)
    asked = requests_to(world.standing, "UA", world.now)
    (request,) = asked.open
    assert request.ref == second
    how = how_asked(world.standing, second, world.now)
    assert [(e.ref, e.asker, e.state) for e in how.earlier] == [(first, "FR", "refused")]
    assert {shown.code for shown in how.pressure} == {"short-notice", "asked-again-after-refusal"}
    assert how_asked(world.standing, first, world.now).earlier == ()
    assert [(r.ref, r.state) for r in asked.answered] == [(first, "refused")]


def test_counts_and_medians_tell_how_the_askers_behave() -> None:
    world = World()
    for asker, days in (("FR", 4), ("DE", 10), ("FR", 6)):
        ask(world, asker, f"{asker} {days}", days)
        world.wait(hours=6)
    asked = requests_to(world.standing, "UA", world.now).asked
    assert (asked.requests, asked.by_asker, asked.answers) == (3, {"FR": 2, "DE": 1}, {})
    assert (asked.median_notice, asked.median_between) == (6 * DAY, 6 * HOUR)


def test_of_what_was_answered_only_the_part_asked_for_is_told_and_all_of_it_counted() -> None:
    world = World()
    refs = []
    for n in range(3):
        refs.append(ask(world, words=f"text {n}"))
        world.say("UA/delegate", consent.Refuse, ask=refs[-1])
        world.wait(days=8)
    asked = requests_to(world.standing, "UA", world.now, answered=slice(1, 2))
    assert [each.ref for each in asked.answered] == [refs[1]]
    assert asked.asked.answers == {"refused": 3}


def test_a_party_that_nobody_asked_has_nothing_shown() -> None:
    world = World()
    asked = requests_to(world.standing, "UA", world.now)
    assert (asked.open, asked.answered, asked.pressure) == ((), (), ())
    assert asdict(asked.asked)["median_notice"] is None


def test_a_timeline_shows_words_on_consent_as_facts() -> None:
    world = World()
    refused = ask(world)
    world.wait(hours=1)
    world.say("UA/delegate", consent.Refuse, ask=refused)
    given = world.say(
        "UA/delegate",
        consent.Give,
        commitment=text("other").commitment,
        topics=("ceasefire",),
        counterpart="RU",
        level="technical",
        until=world.now + DAY,
    )
    world.wait(hours=1)
    world.say("UA/delegate", consent.Withdraw, consent=given)
    shown = [(item.kind, item.at) for item in timeline(world.standing, world.now)]
    assert shown == [
        ("consent-asked", world.now - 2 * HOUR),
        ("consent-refused", world.now - HOUR),
        ("consent-given", world.now - HOUR),
        ("consent-withdrawn", world.now),
    ]
