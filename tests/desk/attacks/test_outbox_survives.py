"""What was signed reaches the register once: through a kill, a damaged table, a full or a locked disk."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection

import deskkit
from deskkit import REPORT, client_of
from plenipo.errors import DiskFull, NodeError
from plenipo_node.accounts import demo
from plenipo_node.clock import system_clock
from plenipo_node.drafts import outbox
from plenipo_node.drafts.models import Prepared
from plenipo_node.web.node import Node, open_node

SENDER = """
import os, signal, sys
from pathlib import Path
import deskkit
from plenipo_node.drafts import outbox
from plenipo_node.drafts.models import Prepared
from plenipo_node.web.config import Config
from plenipo_node.web.node import open_node

def killed(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

folder, instant = Path(sys.argv[1]), sys.argv[2]
with deskkit.tables(folder):
    node = open_node(Config(folder=str(folder), demo=True))
    submit = node.intake.submit
    if instant == "before":
        node.intake.submit = killed
    elif instant == "while":
        type(node.folder.register).append = killed
    else:
        Prepared.save = killed
    outbox.send_due(node)
"""


def written(**changes: str) -> Prepared:
    place = str(client_of("FR/delegate").post("/do/contact.report", REPORT | changes)["location"])
    return Prepared.objects.get(token=place.rpartition("/")[2])


def signed(node: Node, **changes: str) -> Prepared:
    held = written(**changes)
    outbox.sign(node, held, demo.signature("FR/delegate", bytes(held.act)))
    return held


def again(held: Prepared) -> Prepared:
    return Prepared.objects.get(pk=held.pk)


@pytest.mark.parametrize("instant", ["before", "while", "after"])
def test_an_act_whose_sending_was_killed_is_neither_lost_nor_there_twice(
    tmp_path: Path, instant: str
) -> None:
    with deskkit.desk(tmp_path) as node:
        size, held = node.standing().size, signed(node)
        folder = node.folder.path
        command = [sys.executable, "-c", SENDER, str(folder), instant]
        done = subprocess.run(command, cwd=Path(deskkit.__file__).parent, capture_output=True, check=False)
        assert done.returncode == -9, done.stderr.decode()
        assert again(held).state == Prepared.SIGNED
        restarted = open_node(node.config)
        try:
            assert restarted.standing().size == size + (instant == "after")
            assert outbox.send_due(restarted) == 1
            assert outbox.send_due(restarted) == 0
            assert restarted.standing().size == size + 1
        finally:
            restarted.close()
        assert (again(held).state, again(held).record) == (Prepared.SENT, size)


@pytest.mark.parametrize(
    "changes",
    [
        {"act": b"\xff\xfe"},
        {"act": b"{}"},
        {"signature": b"no signature"},
        {"signature": b"\xff"},
        {"signature": None},
        {"blobs": {"x": "no base64!"}},
        {"blobs": ["a list"]},
        {"blobs": 7},
    ],
)
def test_an_act_that_was_damaged_on_the_disk_keeps_no_other_waiting(
    desk: Node, changes: dict[str, Any]
) -> None:
    size = desk.standing().size
    broken, sound = signed(desk), signed(desk, medium="visit")
    Prepared.objects.filter(pk=broken.pk).update(**changes)
    outbox.send_due(desk)
    assert again(sound).state == Prepared.SENT
    assert again(broken).state == Prepared.REFUSED
    assert again(broken).trouble
    assert desk.standing().size == size + 1
    assert client_of("FR/delegate").get("/").status_code == 200


def test_a_register_without_room_keeps_what_was_signed_until_there_is_some(
    desk: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    size, held = desk.standing().size, signed(desk)
    register = desk.folder.register
    with monkeypatch.context() as full:
        full.setattr(type(register), "append", _no_room)
        with pytest.raises(NodeError):
            outbox.send_due(desk)
    assert again(held).state == Prepared.SIGNED
    assert again(held).trouble
    outbox.send_due(desk)
    assert (again(held).state, desk.standing().size) == (Prepared.SENT, size + 1)


def _no_room(*_: object, **__: object) -> None:
    raise DiskFull("register.sqlite")


def test_tables_without_room_sign_nothing_and_say_so_and_go_on_when_there_is_some(desk: Node) -> None:
    held, client = written(), client_of("FR/delegate")
    client.raise_request_exception = False
    size = desk.standing().size
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = 1")
        try:
            answer = client.post(f"/sign/{held.token}/demo")
        finally:
            cursor.execute("PRAGMA query_only = 0")
    assert answer.status_code in {500, 503}
    assert (again(held).state, desk.standing().size) == (Prepared.WAITING, size)
    assert client.post(f"/sign/{held.token}/demo").status_code == 302
    outbox.send_due(desk)
    assert again(held).state == Prepared.SENT


def test_tables_that_another_process_holds_alone_sign_nothing_and_are_waited_for(desk: Node) -> None:
    held = written()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50")
    with sqlite3.connect(desk.folder.path / "desk.sqlite") as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(OperationalError):
            outbox.sign(desk, held, demo.signature("FR/delegate", bytes(held.act)))
        other.rollback()
    assert again(held).state == Prepared.WAITING
    outbox.sign(desk, held, demo.signature("FR/delegate", bytes(held.act)))
    assert outbox.send_due(desk) == 1


def test_a_clock_that_jumps_back_sends_nothing_early_twice_or_never(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hour = 3_600_000
    with deskkit.desk(tmp_path, undo=10) as node:
        size, held, now = node.standing().size, signed(node), system_clock()
        for away in (-hour, 0):
            monkeypatch.setattr(outbox, "system_clock", lambda away=away: now + away)
            assert outbox.send_due(node) == 0
        monkeypatch.setattr(outbox, "system_clock", lambda: now + 30_000)
        assert outbox.send_due(node) == 1
        monkeypatch.setattr(outbox, "system_clock", lambda: now - hour)
        assert outbox.send_due(node) == 0
        assert not outbox.take_back(again(held))
        assert (again(held).state, node.standing().size) == (Prepared.SENT, size + 1)
