"""Nobody owns the deadline: partners' word on its receipt makes an objection timely, whoever held it back."""

from __future__ import annotations

from typing import Any

import pytest
from guard_cast import cures, judged, reasons

from plenipo.acts import consultation, mandate
from plenipo.acts.consultation import Position
from plenipo.consultation import Result, explain
from plenipo.dialogue.derived import outcome_of
from plenipo.guard.may import may, options_of
from world import DAY, HOUR, PARTNERS, World, text

DELAY = 600_000


class Silence:
    """A text under silence that everybody acknowledged; IT's objection was held back past the deadline."""

    def __init__(self, **changes: Any) -> None:
        self.world = World(**changes)
        self.ref = self.opened(Position())
        self.deadline = self.world.standing.consultations[self.ref].deadline

    def opened(self, subject: consultation.Subject) -> str:
        world = self.world
        ref = world.say(
            "FR/delegate",
            consultation.Open,
            subject=subject,
            text=text("position"),
            procedure="silence",
            deadline=world.now + 2 * DAY,
        )
        receipt = consultation.Receipt(consultation=ref, commitment=text("position").commitment)
        for party in (p.id for p in world.standing.parties("partner")):
            world.say(f"{party}/reader", consultation.Receive, texts=(receipt,))
        return ref

    def answer(self, word: str = "object") -> dict[str, Any]:
        return {"consultation": self.ref, "commitment": text("position").commitment, "answer": word}

    def object(self, off: int = 1, party: str = "IT", word: str = "object") -> str:
        """Registered so many milliseconds after the deadline."""
        self.world.now = self.deadline + off
        return self.world.say(f"{party}/delegate", consultation.Answer, **self.answer(word))

    def vouching(self, objection: str, off: int = -1) -> dict[str, Any]:
        return {"consultation": self.ref, "answer": objection, "received": self.deadline + off}

    def vouch(self, objection: str, *parties: str, off: int = -1) -> None:
        for party in parties:
            self.world.say(f"{party}/delegate", consultation.Vouch, **self.vouching(objection, off))

    def refused(self, party: str, objection: str, off: int = -1) -> set[tuple[int, str]]:
        return self.world.refused(f"{party}/delegate", consultation.Vouch, **self.vouching(objection, off))

    def settle(self) -> Result:
        self.world.now = max(self.world.now, self.deadline + DELAY)
        self.world.settle()
        return self.now()

    def now(self) -> Result:
        held = self.world.standing.consultations[self.ref]
        return outcome_of(self.world.standing, held, self.world.now)


@pytest.fixture
def silence() -> Silence:
    return Silence()


def test_an_objection_before_the_deadline_that_it_was_extended_to_is_in_time(silence: Silence) -> None:
    later = {"consultation": silence.ref, "deadline": silence.deadline + DAY}
    silence.world.say("FR/delegate", consultation.Extend, **later)
    silence.object(off=HOUR)
    assert silence.now().outcome == "not-adopted"


def test_an_objection_held_back_breaks_silence_once_two_partners_had_it_in_time(silence: Silence) -> None:
    """The registrar delays it past the deadline and settles as early as it can."""
    objection = silence.object()
    silence.vouch(objection, "DE")
    assert silence.now().outcome == "pending"
    silence.vouch(objection, "PL")
    assert (silence.now().outcome, silence.now().against) == ("not-adopted", ("IT",))
    assert silence.settle().outcome == "not-adopted"
    assert any("2 partners of 2 needed, so it counts" in line for line in explain(silence.now()))


def test_a_mandate_does_not_come_from_a_silence_that_was_broken_in_time(silence: Silence) -> None:
    silence.world = World()
    silence.ref = silence.opened(silence.world.terms())
    silence.deadline = silence.world.standing.consultations[silence.ref].deadline
    silence.vouch(silence.object(), "DE", "UK")
    silence.settle()
    accept = {"mandate": silence.ref, "commitment": text("position").commitment}
    assert silence.world.refused("FR/envoy", mandate.Accept, **accept) == {(42, "not-adopted")}


@pytest.mark.parametrize(("off", "expected"), [(-1, "not-adopted"), (0, "adopted"), (1, "adopted")])
def test_a_receipt_counts_strictly_before_the_deadline(silence: Silence, off: int, expected: str) -> None:
    objection = silence.object(off=5)
    silence.vouch(objection, "DE")
    silence.vouch(objection, "PL", off=off)
    assert silence.settle().outcome == expected


@pytest.mark.parametrize("off", [0, 1])
@pytest.mark.parametrize("word", ["object", "amend"])
def test_a_late_objection_that_nobody_had_in_time_has_no_effect(
    silence: Silence, off: int, word: str
) -> None:
    silence.object(off=off, word=word)
    assert silence.settle().outcome == "adopted"
    assert any("0 partners of 2 needed, so it does not count" in line for line in explain(silence.now()))


def test_an_objection_registered_in_time_needs_nobodys_word(silence: Silence) -> None:
    objection = silence.object(off=-1)
    assert silence.now().outcome == "not-adopted"
    assert (41, "no-late-objection") in silence.refused("DE", objection, off=-5)


def test_the_charter_says_how_many_partners_suffice() -> None:
    for receipts, vouching, expected in (
        (1, ("DE",), "not-adopted"),
        (3, ("DE", "PL"), "adopted"),
        (3, ("DE", "PL", "UK"), "not-adopted"),
        (9, ("DE", "PL", "UK"), "adopted"),
        (9, ("DE", "PL", "UK", "FR"), "not-adopted"),
    ):
        silence = Silence(receipts=receipts)
        silence.vouch(silence.object(), *vouching)
        assert silence.settle().outcome == expected


def test_words_on_two_objections_are_not_added_up(silence: Silence) -> None:
    first, second = silence.object(), silence.object(off=2, party="UK")
    silence.vouch(first, "DE")
    silence.vouch(second, "PL")
    assert silence.settle().outcome == "adopted"


def test_nobody_vouches_for_itself_or_twice_or_for_what_is_not_there(silence: Silence) -> None:
    objection = silence.object()
    assert silence.refused("IT", objection) == {(41, "vouches-for-itself")}
    assert silence.refused("DE", "0" * 64) == {(41, "no-late-objection")}
    assert silence.refused("DE", silence.ref) == {(41, "no-late-objection")}
    silence.vouch(objection, "DE")
    assert silence.refused("DE", objection) == {(41, "vouched-before")}
    verdict = judged(silence.world, "IT/delegate", consultation.Vouch, **silence.vouching(objection))
    assert cures(verdict) == {"vouches-for-itself": ("another-partner",)}


def test_nothing_is_received_after_ones_word_on_it(silence: Silence) -> None:
    objection = silence.object(off=1)
    assert silence.refused("DE", objection, off=2) == {(41, "received-later")}
    silence.vouch(objection, "DE", off=1)


def test_only_partners_that_are_consulted_vouch(silence: Silence) -> None:
    objection = silence.object()
    assert (41, "not-a-member") in silence.refused("UA", objection)
    assert (4, "role-lacks") in silence.refused("UA", objection)


def test_what_was_adopted_stays_adopted(silence: Silence) -> None:
    """Neither an objection nor a word on one undoes it afterwards."""
    objection = silence.object()
    assert silence.settle().outcome == "adopted"
    assert silence.refused("DE", objection) == {(41, "closed")}
    late = judged(silence.world, "UK/delegate", consultation.Answer, **silence.answer())
    assert reasons(late) == {(41, "closed")}
    assert silence.now().outcome == "adopted"


def test_after_the_deadline_nothing_else_is_said_in_a_silence(silence: Silence) -> None:
    world = silence.world
    world.now = silence.deadline
    about = {"consultation": silence.ref}
    attached = {"commitment": text("position").commitment, "what": "statement", "text": text("x")}
    receipt = consultation.Receipt(consultation=silence.ref, commitment=text("position").commitment)
    closed = {(41, "closed")}
    assert world.refused("DE/delegate", consultation.Attach, **about, **attached) == closed
    assert world.refused("DE/reader", consultation.Receive, texts=(receipt,)) == closed
    assert world.refused("FR/delegate", consultation.Withdraw, **about) == closed
    extended = {**about, "deadline": silence.deadline + DAY}
    assert world.refused("FR/delegate", consultation.Extend, **extended) == closed


def test_a_silence_that_lapsed_or_was_broken_takes_no_late_objection() -> None:
    broken = Silence()
    broken.object(off=-1, party="UK")
    broken.world.now = broken.deadline
    assert broken.world.refused("IT/delegate", consultation.Answer, **broken.answer()) == {(41, "closed")}


def test_a_late_answer_to_a_vote_is_refused(silence: Silence) -> None:
    world = silence.world
    agreed = text("other")
    ref = world.say(
        "FR/delegate",
        consultation.Open,
        subject=Position(),
        text=agreed,
        procedure="vote",
        deadline=world.now + HOUR,
    )
    world.wait(hours=1)
    late = {"consultation": ref, "commitment": agreed.commitment, "answer": "against"}
    assert world.refused("DE/delegate", consultation.Answer, **late) == {(41, "closed")}
    about = {"consultation": ref, "answer": "0" * 64, "received": world.now}
    assert (41, "closed") in world.refused("DE/delegate", consultation.Vouch, **about)


def test_who_may_still_object_or_vouch_is_told_so(silence: Silence) -> None:
    silence.object()
    world = silence.world
    for party, states in (("DE", ["may"]), ("IT", ["nothing"])):
        known = may(world.standing, f"{party}/delegate", world.now, world.nodes)
        assert [o.state for o in options_of(known, "consultation.vouch")] == states
        assert [o.state for o in options_of(known, "consultation.answer")] == ["may"]
    assert set(PARTNERS) == set(world.standing.consultations[silence.ref].received)
