"""Between the form and the register somebody swaps, replays, alters, hurries or runs beside."""

from __future__ import annotations

import base64
import threading
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

import deskkit
from deskkit import REPORT, client_of
from plenipo.acts.codec import decode, encode, ref_of
from plenipo.errors import SignatureError
from plenipo_node.accounts import demo
from plenipo_node.clock import system_clock
from plenipo_node.drafts import outbox
from plenipo_node.drafts.models import Prepared
from plenipo_node.folder import open_folder
from plenipo_node.web.node import Node


def waiting(person: str = "FR/delegate", **changes: str) -> Prepared:
    place = str(client_of(person).post("/do/contact.report", REPORT | changes)["location"])
    return Prepared.objects.get(token=place.rpartition("/")[2])


def again(held: Prepared) -> Prepared:
    return Prepared.objects.get(pk=held.pk)


def altered(held: Prepared) -> bytes:
    """The same act, but another medium."""
    return bytes(held.act).replace(b'"medium":"call"', b'"medium":"visit"')


def test_a_signature_on_another_act_signs_nothing(desk: Node) -> None:
    one, other = waiting(), waiting(medium="visit")
    armored = demo.signature("FR/delegate", bytes(one.act))
    with pytest.raises(SignatureError):
        outbox.sign(desk, other, armored)
    assert again(other).state == Prepared.WAITING


def test_an_answer_is_not_good_for_a_second_act(desk: Node) -> None:
    size = desk.standing().size
    one, other = waiting(), waiting(medium="visit")
    outbox.sign(desk, one, demo.signature("FR/delegate", bytes(one.act)))
    Prepared.objects.filter(pk=other.pk).update(
        signature=again(one).signature, state=Prepared.SIGNED, send_at=0
    )
    outbox.send_due(desk)
    assert desk.standing().size == size + 1
    assert again(other).state == Prepared.REFUSED
    assert again(other).trouble


@pytest.mark.parametrize("what", ["act", "blobs", "signature"])
def test_what_was_altered_in_the_desks_tables_after_signing_is_refused(desk: Node, what: str) -> None:
    size = desk.standing().size
    held = waiting()
    outbox.sign(desk, held, demo.signature("FR/delegate", bytes(held.act)))
    name, _ = next(iter(held.blobs.items()))
    changes: dict[str, dict[str, Any]] = {
        "act": {"act": altered(held)},
        "blobs": {"blobs": {name: base64.b64encode(b"other words").decode()}},
        "signature": {"signature": bytes(again(held).signature or b"")[:-40] + b"A" * 40},
    }
    Prepared.objects.filter(pk=held.pk).update(**changes[what])
    outbox.send_due(desk)
    assert desk.standing().size == size
    assert again(held).state == Prepared.REFUSED
    page = client_of("FR/delegate").get(f"/sign/{held.token}").content.decode()
    assert 'role="alert"' in page


def test_who_alters_an_act_before_it_is_signed_signs_it_only_under_their_own_name(desk: Node) -> None:
    size = desk.standing().size
    held = waiting()
    said = decode(bytes(held.act))
    forged = bytes(held.act).replace(b'"by":"FR/delegate"', b'"by":"DE/delegate"')
    assert decode(forged).by != said.by
    Prepared.objects.filter(pk=held.pk).update(act=forged)
    held = again(held)
    verdict = outbox.sign(desk, held, demo.signature("FR/delegate", forged))
    assert not verdict.allowed
    assert outbox.send_due(desk) == 0
    assert desk.standing().size == size


@pytest.mark.parametrize("person", ["FR/envoy", "FR/desk", "DE/delegate"])
def test_nobody_signs_for_another_person(desk: Node, person: str) -> None:
    held = waiting()
    client = client_of(person)
    for end in ("demo", "signature", "options"):
        assert client.post(f"/sign/{held.token}/{end}", {"answer": "{}"}).status_code == 404
    verdict = outbox.sign(desk, held, demo.signature(person, bytes(held.act)))
    assert not verdict.allowed
    assert again(held).state == Prepared.WAITING


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "null",
        "[]",
        "0",
        "{}",
        '{"id":1}',
        "[" * 100_000,
        '{"response":{"signature":[]}}',
        '{"a":NaN}',
        "\x00",
    ],
)
def test_an_answer_that_is_none_is_told_and_signs_nothing(desk: Node, answer: str) -> None:
    held = waiting()
    client = client_of("FR/delegate")
    done = client.post(f"/sign/{held.token}/signature", {"answer": answer}, follow=True)
    assert done.status_code == 200
    assert 'role="alert"' in done.content.decode()
    assert again(held).state == Prepared.WAITING


def test_what_lost_its_ground_before_it_left_is_told_and_not_registered(tmp_path: Path) -> None:
    with deskkit.desk(tmp_path, undo=60) as node:
        votes = node.standing().consultations
        (ref,) = (each for each, consultation in votes.items() if consultation.index == 154)
        client = client_of("FR/delegate")
        words = {"consultation": ref, "answer": "for", "by": "FR/delegate"}
        token = str(client.post("/do/consultation.answer", words)["location"]).rpartition("/")[2]
        client.post(f"/sign/{token}/demo")
        held = Prepared.objects.get(token=token)
        assert held.state == Prepared.SIGNED
        opener = client_of(votes[ref].by)
        place = str(opener.post("/do/consultation.withdraw", {"consultation": ref})["location"])
        opener.post(f"{place}/demo")
        Prepared.objects.exclude(pk=held.pk).update(send_at=0)
        assert outbox.send_due(node) == 1
        size = node.standing().size
        Prepared.objects.filter(pk=held.pk).update(send_at=0)
        outbox.send_due(node)
        assert node.standing().size == size
        assert again(held).state == Prepared.REFUSED
        assert again(held).trouble
        assert f"/sign/{token}" in client.get("/").content.decode()


def test_two_tabs_that_sign_the_same_act_make_one_entry(tmp_path: Path) -> None:
    with deskkit.desk(tmp_path) as node:
        size = node.standing().size
        held = waiting()
        tabs = [client_of("FR/delegate") for _ in range(2)]
        for tab in tabs:
            tab.post(f"/sign/{held.token}/demo")
        outbox.send_due(node)
        for tab in tabs:
            assert tab.post(f"/sign/{held.token}/demo").status_code == 404
        outbox.send_due(node)
        assert node.standing().size == size + 1


def test_two_processes_that_serve_one_folder_register_an_act_once(tmp_path: Path) -> None:
    with deskkit.desk(tmp_path) as node:
        size = node.standing().size
        held = waiting()
        outbox.sign(node, held, demo.signature("FR/delegate", bytes(held.act)))
        stale = again(held)
        other = Node(open_folder(node.folder.path), node.config, node.clock)
        try:
            outbox.send_due(node)
            outbox.send(other, stale)  # it had looked before the first one sent
            assert other.standing().size == size + 1
        finally:
            other.close()
        assert node.standing().size == size + 1
        assert (again(held).state, again(held).record) == (Prepared.SENT, size)


def test_what_is_being_sent_is_not_taken_back_even_if_the_clock_goes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with deskkit.desk(tmp_path, undo=60) as node:
        size = node.standing().size
        held = waiting()
        outbox.sign(node, held, demo.signature("FR/delegate", bytes(held.act)))
        due = system_clock() + 61_000
        real = outbox.send
        taken: list[bool] = []

        def while_it_is_sent(node: Node, prepared: Prepared) -> None:
            monkeypatch.setattr(outbox, "system_clock", lambda: due - 30_000)
            taken.append(outbox.take_back(prepared))
            real(node, prepared)

        monkeypatch.setattr(outbox, "send", while_it_is_sent)
        monkeypatch.setattr(outbox, "system_clock", lambda: due)
        outbox.send_due(node)
        assert taken == [False]
        assert node.standing().size == size + 1
        assert again(held).state == Prepared.SENT


@pytest.mark.parametrize("first", ["undo", "send"])
def test_what_is_taken_back_is_not_sent_and_what_is_sent_is_not_taken_back(
    tmp_path: Path, first: str
) -> None:
    with deskkit.desk(tmp_path) as node:
        size = node.standing().size
        held = waiting()
        outbox.sign(node, held, demo.signature("FR/delegate", bytes(held.act)))
        if first == "undo":
            Prepared.objects.filter(pk=held.pk).update(send_at=system_clock() + 60_000)
            assert outbox.take_back(again(held))
            assert outbox.send_due(node) == 0
        else:
            assert outbox.send_due(node) == 1
            assert not outbox.take_back(again(held))
        registered = node.standing().size - size
        assert (registered, again(held).state) == ((0, "waiting") if first == "undo" else (1, "sent"))


def test_threads_that_undo_and_send_at_once_end_in_one_of_both(tmp_path: Path) -> None:
    with deskkit.desk(tmp_path) as node:
        size = node.standing().size
        acts = [waiting() for _ in range(4)]
        for held in acts:
            outbox.sign(node, held, demo.signature("FR/delegate", bytes(held.act)))
            Prepared.objects.filter(pk=held.pk).update(send_at=system_clock() + 30)
        gate = threading.Barrier(2)
        backed: list[int] = []

        def back() -> None:
            with deskkit.tables(node.folder.path):
                gate.wait()
                backed.extend(held.pk for held in acts if outbox.take_back(held))

        thread = threading.Thread(target=back)
        thread.start()
        gate.wait()
        while Prepared.objects.filter(state=Prepared.SIGNED).exists():
            outbox.send_due(node)
        thread.join()
        connection.close()
        sent = {held.pk for held in acts if again(held).state == Prepared.SENT}
        assert sent.isdisjoint(backed)
        assert len(sent) + len(backed) == len(acts)
        assert node.standing().size == size + len(sent)


def test_the_same_bytes_prepared_twice_are_one_entry(desk: Node) -> None:
    size = desk.standing().size
    held = waiting()
    twin = again(held)
    twin.pk, twin.token = None, "0" * 32
    twin.save(force_insert=True)
    for each in (held, twin):
        outbox.sign(desk, each, demo.signature("FR/delegate", bytes(each.act)))
    assert outbox.send_due(desk) == 2
    assert desk.standing().size == size + 1
    assert {again(each).record for each in (held, twin)} == {size}
    assert ref_of(encode(decode(bytes(held.act)))) == ref_of(bytes(held.act))
