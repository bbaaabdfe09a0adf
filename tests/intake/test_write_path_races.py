"""Others write too: what is judged is appended where it was judged, or judged again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from intake_cast import NodeWorld, check_whole, places, reasons, replayed, signed
from said_cast import consent_to, stated

from plenipo.acts import consent, contact, person
from plenipo.acts.codec import ref_of
from plenipo.errors import (
    ClockBehind,
    SizeMoved,
)
from plenipo_node.intake import Outcome, Registered, Submission
from plenipo_node.storage import Head, MemoryRegister, create_register
from world import DAY, fingerprint_of, text


@pytest.fixture
def node() -> NodeWorld:
    return NodeWorld()


# --- others write too ---


class Meddling(MemoryRegister):
    """A register to which somebody else appends between judging and appending."""

    def __init__(self) -> None:
        super().__init__()
        self.meddle: Callable[[], None] = lambda: None

    def append(self, entries: Sequence[bytes], expected_size: int, **rest: Any) -> Head:
        meddle, self.meddle = self.meddle, lambda: None
        meddle()
        return super().append(entries, expected_size, **rest)


def test_a_consent_withdrawn_between_judging_and_appending_is_not_missed() -> None:
    """The append compares and swaps at the position that was judged."""
    store = Meddling()
    node = NodeWorld(store)
    mandate = node.mandate(topics=("ceasefire",))
    lines = text("lines")
    consented = node.say(
        "UA/delegate",
        consent.Give,
        **consent_to(node, lines.commitment),
    )
    plan = signed(node.act("FR/envoy", contact.Plan, **node.plan_of(mandate, topics=("ceasefire",))))
    withdrawal = signed(node.act("UA/delegate", consent.Withdraw, consent=consented))
    other = node.opened()
    size = store.size()

    def withdraw() -> None:
        assert places(other.submit([withdrawal])) == [size]

    store.meddle = withdraw
    (outcome,) = node.submit(plan)
    assert {rule for rule, _ in reasons(outcome)} == {20}
    assert store.size() == size + 1
    assert node.intake.standing == check_whole(store)

    undisturbed = NodeWorld()
    again_mandate = undisturbed.mandate(topics=("ceasefire",))
    undisturbed.say(
        "UA/delegate",
        consent.Give,
        **consent_to(undisturbed, lines.commitment),
    )
    plan = signed(
        undisturbed.act("FR/envoy", contact.Plan, **undisturbed.plan_of(again_mandate, topics=("ceasefire",)))
    )
    assert isinstance(undisturbed.submit(plan)[0], Registered)


def test_whoever_is_overtaken_every_time_is_told_so_and_may_come_again() -> None:
    class Overtaken(MemoryRegister):
        faster = True

        def append(self, entries: Sequence[bytes], expected_size: int, **rest: Any) -> Head:
            if self.faster and expected_size:
                raise SizeMoved(expected_size, expected_size + 1)
            return super().append(entries, expected_size, **rest)

    store = Overtaken()
    slow = NodeWorld(store)
    act = signed(stated(slow, "one"))
    with pytest.raises(SizeMoved):
        slow.submit(act)
    assert slow.intake.standing == replayed(slow.entries)[0]
    store.faster = False
    assert places(slow.submit(act)) == [1]


def test_what_comes_while_a_group_is_written_is_the_next_group() -> None:
    """Group commit: many acts, one transaction; each caller hears of its own, in its order."""
    groups: list[int] = []
    waiting = threading.Event()
    come = threading.Event()

    class Slow(MemoryRegister):
        def append(self, entries: Sequence[bytes], expected_size: int, **rest: Any) -> Head:
            groups.append(len(entries))
            if len(groups) == 2:
                waiting.set()
                assert come.wait(20)
            return super().append(entries, expected_size, **rest)

    node = NodeWorld(Slow())
    submissions = [signed(stated(node, str(number))) for number in range(9)]
    outcomes: dict[int, list[Outcome]] = {}

    def call(number: int, *mine: Submission) -> threading.Thread:
        thread = threading.Thread(target=lambda: outcomes.update({number: node.intake.submit(mine)}))
        thread.start()
        return thread

    threads = [call(0, submissions[0])]
    assert waiting.wait(20)
    threads += [call(number, *submissions[2 * number - 1 : 2 * number + 1]) for number in (1, 2, 3, 4)]
    while len(node.intake._calls) < 4:
        waiting.wait(0.001)
    come.set()
    for thread in threads:
        thread.join(20)
    assert groups == [1, 1, 8]
    for number, mine in outcomes.items():
        expected = submissions[max(0, 2 * number - 1) : 2 * number + 1]
        assert [each.ref for each in mine] == [ref_of(each.act) for each in expected]
    assert sorted(place for each in outcomes.values() for place in places(each)) == list(range(1, 10))
    check_whole(node.register_port)


def test_what_ends_a_group_is_told_to_everybody_in_it(node: NodeWorld) -> None:
    held = node.intake._lock
    errors: list[BaseException] = []

    def call(words: str) -> threading.Thread:
        def submit() -> None:
            try:
                node.intake.submit([signed(stated(node, words))])
            except ClockBehind as error:
                errors.append(error)

        thread = threading.Thread(target=submit)
        thread.start()
        return thread

    with held:
        threads = [call(words) for words in "abc"]
        while len(node.intake._calls) < 3:
            threads[0].join(0.001)
        node.now -= DAY
    for thread in threads:
        thread.join(20)
    assert len(errors) == 3
    assert node.register_port.size() == 1


def test_a_person_and_its_key_added_in_the_group_may_speak_in_it(node: NodeWorld) -> None:
    accredited = person.Accredit(
        id=node.next_id(),
        by="DE/authority",
        dialogue=node.founding,
        seen=node.seen,
        person="DE/new",
        functions=("delegate",),
        keys=(fingerprint_of("DE/new"),),
    )
    assert places(node.submit(signed(accredited), signed(stated(node, "x", "DE/new")))) == [1, 2]


def test_two_intakes_of_one_file_take_turns(tmp_path: Path) -> None:
    with_disk = NodeWorld(create_register(tmp_path))
    other = with_disk.opened()
    for turn in range(6):
        intake = (with_disk.intake, other)[turn % 2]
        (outcome,) = intake.submit([signed(stated(with_disk, str(turn)))])
        assert places([outcome]) == [turn + 1]
        with_disk.read_on()
        assert intake.standing == with_disk.standing
    assert with_disk.intake.refresh() == other.refresh() == check_whole(with_disk.register_port)
    with_disk.register_port.close()
