"""Incremental equals rebuilt: what stands in memory is the fold of the entries, whatever is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake_cast import KEYS, NodeWorld, check_whole, places, replayed, signed

from plenipo.acts import (
    Said,
    consent,
    consultation,
    contact,
    correction,
    dialogue,
    mandate,
    person,
    proposal,
    readout,
    register,
    statement,
)
from plenipo.acts.words import party_of
from plenipo.dialogue.standing import snapshot
from plenipo.errors import DiskFull
from plenipo.verify import Read, Replay, Taken
from plenipo_node.intake import Intake
from plenipo_node.running import Kept
from plenipo_node.storage import MemoryRegister
from world import DAY, PARTNERS, fingerprint_of, text

Fields = dict[str, Any]
Move = Callable[[NodeWorld, int], None]


def last(table: Mapping[str, object], otherwise: str = "0" * 64) -> str:
    return next(reversed(list(table)), otherwise)


def say(node: NodeWorld, by: str, kind: type[Said], **fields: Any) -> None:
    """Admitted or refused: both may happen, and neither may disturb what stands."""
    node.force(node.act(by, kind, **fields))


def opens(node: NodeWorld, n: int) -> None:
    subjects = (
        node.terms(),
        consultation.Position(),
        consultation.Amendment(charter=node.standing.rule_book),
    )
    deadline = node.now + (1 + n % 4) * DAY
    procedure = ("vote", "silence")[n % 2]
    fields: Fields = {"subject": subjects[n % 3], "text": text(f"t{n % 5}"), "procedure": procedure}
    say(node, f"{PARTNERS[n % 5]}/delegate", consultation.Open, deadline=deadline, **fields)


def answers(node: NodeWorld, n: int) -> None:
    ref = last(node.standing.consultations)
    held = node.standing.consultations.get(ref)
    commitment = held.commitment if held else text("none").commitment
    for party in PARTNERS[: 1 + n % 5]:
        word = ("for", "against", "abstain", "object")[n % 4]
        fields: Fields = {"consultation": ref, "commitment": commitment, "answer": word}
        say(node, f"{party}/delegate", consultation.Answer, **fields)


def accepts(node: NodeWorld, _n: int) -> None:
    ref = last(node.standing.consultations)
    held = node.standing.consultations.get(ref)
    commitment = held.commitment if held else text("none").commitment
    say(node, "FR/envoy", mandate.Accept, mandate=ref, commitment=commitment)


def suspends(node: NodeWorld, n: int) -> None:
    kind = (mandate.Suspend, mandate.Resume, mandate.Revoke)[n % 3]
    say(node, "PL/delegate", kind, mandate=last(node.standing.mandates))


def plans(node: NodeWorld, n: int) -> None:
    topics = (("prisoners",), ("grain", "ceasefire"), ("territory",))[n % 3]
    say(node, "FR/envoy", contact.Plan, **node.plan_of(last(node.standing.mandates), topics=topics))


def reports(node: NodeWorld, n: int) -> None:
    plan = last(node.standing.contacts) if n % 2 else None
    fields: Fields = {
        "party": "FR",
        "counterpart": "RU",
        "level": "technical",
        "medium": "call",
        "at": node.now,
    }
    claims = ("mandate", "bilateral", "nothing")[n % 3]
    say(node, "FR/delegate", contact.Report, plan=plan, claims=claims, **fields)


def reads_out(node: NodeWorld, n: int) -> None:
    matters = tuple(
        readout.Raised(topic=t, raised=("not-raised", "by-us")[n % 2]) for t in ("ceasefire", "territory")
    )
    fields: Fields = {
        "side": "ours",
        "text": text(f"r{n}"),
        "recipients": (*PARTNERS, "UA"),
        "matters": matters,
    }
    say(node, "FR/delegate", readout.File, contact=last(node.standing.contacts), **fields)
    say(node, "DE/reader", readout.Acknowledge, readouts=(last(node.standing.readouts),))


def asks(node: NodeWorld, n: int) -> None:
    fields: Fields = {
        "party": "UA",
        "topics": ("ceasefire",),
        "counterpart": "RU",
        "level": "technical",
    }
    answer_by = node.now + (n % 9) * DAY
    words = text(f"t{n % 5}")
    by = f"{PARTNERS[n % 5]}/delegate"
    say(node, by, consent.Ask, text=words, reason=text("why"), answer_by=answer_by, **fields)


def consents(node: NodeWorld, n: int) -> None:
    fields: Fields = {
        "topics": ("ceasefire",),
        "counterpart": "RU",
        "level": "technical",
        "until": node.now + 9 * DAY,
    }
    if n % 3 == 0:
        say(node, "UA/delegate", consent.Give, commitment=text(f"t{n % 5}").commitment, **fields)
    elif n % 3 == 1:
        say(node, "UA/delegate", consent.Refuse, ask=last(node.standing.asks))
    else:
        say(node, "UA/delegate", consent.Withdraw, consent=last(node.standing.consents))


def tables(node: NodeWorld, n: int) -> None:
    fields: Fields = {
        "envoy": "FR/envoy",
        "counterpart": "RU",
        "level": "technical",
        "medium": "call",
    }
    ref = last(node.standing.mandates)
    say(node, "FR/envoy", proposal.Table, mandate=ref, topics=("grain",), text=text(f"t{n % 5}"), **fields)


def states(node: NodeWorld, n: int) -> None:
    party = (*PARTNERS, "RU")[n % 6]
    fields: Fields = {
        "party": party,
        "at": node.now,
        "text": text(f"s{n}"),
        "topics": ("ceasefire",),
        "sources": (),
    }
    say(node, "DE/drafter" if n % 7 == 6 else "DE/delegate", statement.Record, **fields)


def corrects(node: NodeWorld, n: int) -> None:
    table = (node.standing.statements, node.standing.contacts)[n % 2]
    by = ("DE/delegate", "FR/delegate")[n % 2]
    say(node, by, correction.Correct, act=last(table))


def comes_or_goes(node: NodeWorld, n: int) -> None:
    name = f"{PARTNERS[n % 5]}/guest{n % 2}"
    by = f"{party_of(name)}/authority"
    kind = person.Accredit if n % 3 else person.Withdraw
    fields: Fields = {"functions": ("envoy",), "keys": (fingerprint_of(name),)} if n % 3 else {}
    head: Fields = {"id": node.next_id(), "by": by, "dialogue": node.founding, "seen": node.seen}
    node.force(kind(person=name, **head, **fields))


def leaves(node: NodeWorld, n: int) -> None:
    if n % 11 == 0:
        say(node, "IT/authority", dialogue.Leave)


def settles(node: NodeWorld, n: int) -> None:
    parties = PARTNERS[: 2 + n % 4]
    if "IT" not in node.standing.gone:
        node.settle(*parties)
    else:
        say(node, "DE/delegate", register.Settle, checkpoint=node.seen, signatures=("not a line",))


def waits(node: NodeWorld, n: int) -> None:
    node.wait(hours=(1, 5, 30, 80)[n % 4])


def starts_again(node: NodeWorld, n: int) -> None:
    """With a snapshot, or after a crash without one; sometimes another intake takes over."""
    if n % 2:
        node.intake.close()
    node.intake = node.opened(every=(1, 3, 4096)[n % 3])


MOVES: tuple[Move, ...] = (
    opens, answers, accepts, suspends, plans, reports, reads_out, asks, consents, tables, states, corrects,
    comes_or_goes, leaves, settles, waits, starts_again,
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(MOVES), st.integers(0, 100)), min_size=5, max_size=25))
def test_the_standing_in_memory_is_the_fold_of_the_entries_after_every_act(
    moves: list[tuple[Move, int]],
) -> None:
    """Folding the entries again gives an equal standing."""
    node = NodeWorld(every=4)
    if moves[0][1] % 2:
        node.mandate()
    for move, n in moves:
        move(node, n)
        assert node.intake.standing == node.standing
        rebuilt, taken, nodes = replayed(node.register_port.read())
        assert node.intake.standing == rebuilt
        assert all(each.verdict.allowed for each in taken)
        assert [node.intake.past.root(s) for s in range(nodes.size + 2)] == [
            nodes.root(s) for s in range(nodes.size + 2)
        ]
        assert [node.intake.past.stamp(i) for i in range(nodes.size)] == [
            nodes.stamp(i) for i in range(nodes.size)
        ]


# --- snapshots ---


def grown(every: int = 4096) -> NodeWorld:
    node = NodeWorld(every=every)
    node.mandate()
    node.intake.close()
    return node


def judged_at_start(node: NodeWorld, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many entries a new intake judges again."""
    count = 0
    judge = Replay.judge

    def counted(self: Replay, read: Read, stamp: int) -> Taken:
        nonlocal count
        count += 1
        return judge(self, read, stamp)

    with monkeypatch.context() as patch:
        patch.setattr(Replay, "judge", counted)
        intake = node.opened()
    assert intake.standing == node.standing
    return count


def test_a_start_from_a_snapshot_judges_only_what_came_after(monkeypatch: pytest.MonkeyPatch) -> None:
    node = grown()
    assert judged_at_start(node, monkeypatch) == 0
    node.settle()
    assert judged_at_start(node, monkeypatch) == 1


def test_a_snapshot_is_made_every_so_many_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    node = NodeWorld(every=5)
    for number in range(12):
        act = node.act("DE/delegate", statement.Record, party="RU", at=0, text=text(str(number)), sources=())
        assert places(node.submit(signed(act))) == [number + 1]
    held = node.register_port.snapshot()
    assert held
    assert held[0] == 10
    assert judged_at_start(node, monkeypatch) == 3


def test_one_act_more_is_not_worth_a_snapshot_of_a_large_standing() -> None:
    node = NodeWorld()
    acts = (
        node.act("DE/delegate", statement.Record, party="RU", at=n, text=text("x"), sources=())
        for n in range(300)
    )
    node.submit(*(signed(act) for act in acts))
    node.intake.close()
    for more, expected in ((2, 301), (1, 304)):
        for _ in range(more):
            node.settle()
        node.intake.close()
        held = node.register_port.snapshot()
        assert held
        assert held[0] == expected


def foreign(node: NodeWorld) -> bytes:
    """A snapshot of another register of the same size."""
    other = NodeWorld(cap=3)
    other.mandate()
    other.intake.close()
    held = other.register_port.snapshot()
    assert held
    assert held[0] == node.register_port.size()
    return held[1]


def altered(**changes: object) -> Callable[[NodeWorld], bytes]:
    def make(node: NodeWorld) -> bytes:
        held = node.register_port.snapshot()
        assert held
        kept = msgspec.msgpack.decode(held[1], type=Kept)
        fields: Fields = {name: getattr(kept, name) for name in kept.__struct_fields__}
        return msgspec.msgpack.encode(Kept(**{**fields, **changes}))

    return make


@pytest.mark.parametrize(
    "damaged",
    [
        lambda _node: b"",
        lambda _node: b"\xc1 not msgpack",
        foreign,
        altered(program="0" * 64),
        altered(size=3),
        altered(frontier=()),
        altered(frontier=(b"short",)),
        altered(standing=b"\x80"),
        altered(standing=b"\xff"),
        altered(standing=snapshot(NodeWorld().standing)),
    ],
)
def test_a_damaged_or_foreign_snapshot_is_dropped_and_the_entries_are_replayed(
    damaged: Callable[[NodeWorld], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    node = grown()
    size = node.register_port.size()
    node.register_port.put_snapshot(size, damaged(node))
    assert judged_at_start(node, monkeypatch) == size
    node.intake = node.opened()
    node.intake.close()
    node.settle()
    check_whole(node.register_port)


def test_a_snapshot_that_cannot_be_written_costs_nothing_but_time() -> None:
    class NoRoom(MemoryRegister):
        def put_snapshot(self, size: int, data: bytes) -> None:
            raise DiskFull(f"{size} {len(data)}")

    node = NodeWorld(NoRoom(), every=2)
    node.mandate()
    assert isinstance(node.intake._running.snapshot_fault, DiskFull)
    assert node.intake.standing == check_whole(node.register_port)
    assert Intake(node.register_port, KEYS, lambda: node.now).standing == node.standing


def test_an_act_lapses_after_the_same_time_whether_or_not_the_node_was_started_again() -> None:
    node = grown()
    act = node.act("DE/delegate", statement.Record, party="RU", at=0, text=text("late"), sources=())
    node.settle()
    node.wait(hours=73)
    kept = node.intake.submit([signed(act)])
    node.intake = node.opened()
    assert node.intake.submit([signed(act)]) == kept
