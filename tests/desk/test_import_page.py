"""Importing contacts from a table, and taking them along in one."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from deskkit import client_of
from plenipo.acts.codec import decode
from plenipo_cli.main import run
from plenipo_node.drafts import outbox
from plenipo_node.drafts.models import Prepared
from plenipo_node.pages.acts.records import entry_at
from plenipo_node.pages.contacts import imports
from plenipo_node.pages.contacts.import_reading import MAX_BYTES
from plenipo_node.web.node import Node

HEADER = "date,who,type,notes\n"
MAPPED = {
    "col-party": "",
    "all-party": "FR",
    "all-counterpart": "RU",
    "all-level": "leader",
    "col-at": "date",
    "col-medium": "type",
    "col-text": "notes",
}


pytestmark = pytest.mark.usefixtures("contexts")


def upload(client: Any, table: str | bytes, **more: str) -> Any:
    data = table.encode() if isinstance(table, str) else table
    return client.post("/import", {"file": io.BytesIO(data), **more})


def rows(count: int) -> str:
    return HEADER + "".join(f"2015-02-{day + 1:02},RU,visit,day {day}\n" for day in range(count))


def test_columns_are_guessed_and_what_is_missing_is_asked_for(desk: Node) -> None:
    shown = upload(client_of("FR/delegate"), HEADER + "2015-02-06,RU,visit,They met\n")
    assert shown.status_code == 200
    found = {member.name: member.column for member in shown.context["members"] if member.column}
    assert found == {"at": "date", "medium": "type", "text": "notes"}
    assert len(shown.context["missing"]) == 2
    assert {member.name: member.fixed for member in shown.context["members"]}["counterpart"] == "RU"


def test_a_few_rows_are_prepared_signed_and_never_imported_twice(desk: Node) -> None:
    client = client_of("FR/delegate")
    before = desk.standing().size
    shown = upload(client, HEADER + "2015-02-06,RU,visit,=HYPERLINK(1)\n", **MAPPED)
    assert shown.context["fresh"] == 1
    table = {"table": shown.context["table"], **MAPPED}
    assert client.post("/import", {**table, "do": "prepare"}).status_code == 302
    assert client.post("/import", table).context["fresh"] == 0
    (held,) = Prepared.objects.filter(kind="contact.report")
    assert desk.standing().size == before
    client.post(f"/sign/{held.token}/demo")
    outbox.send_due(desk)
    entry = entry_at(desk, before)
    assert entry is not None
    said: Any = decode(entry.act)
    assert (said.party, said.counterpart, said.medium, said.known) == ("FR", "RU", "visit", "own-account")
    assert client.post("/import", table).context["before"] == 1
    exported = client.get("/contacts/export.csv").content.decode()
    texts = [row["text"] for row in csv.DictReader(io.StringIO(exported)) if row["number"] == str(before)]
    assert texts == ["'=HYPERLINK(1)"]


def test_while_a_row_is_wrong_nothing_is_prepared(desk: Node) -> None:
    client = client_of("FR/delegate")
    wrong = HEADER + "2015-02-06,RU,visit,\n2015-02-31,RU,<b>pigeon</b>,\n"
    shown = upload(client, wrong, do="prepare", **MAPPED)
    words = shown.content.decode()
    assert "Line 3" in words
    assert "&lt;b&gt;pigeon" in words
    assert "<b>pigeon" not in words
    assert not Prepared.objects.exists()


def test_where_the_guard_refuses_one_row_none_is_prepared(desk: Node) -> None:
    client = client_of("FR/delegate")
    ahead = HEADER + "2015-02-06,RU,visit,\n2099-01-01,RU,visit,\n"
    shown = upload(client, ahead, do="prepare", **MAPPED)
    assert shown.status_code == 422
    assert [line for line, _why in shown.context["refused"]] == [3]
    assert not Prepared.objects.exists()


def test_more_rows_than_are_prepared_here_are_left_to_the_command(
    desk: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "TOGETHER", 20)
    client = client_of("FR/delegate")
    shown = upload(client, rows(21), do="prepare", names="Ruritania; rm -rf / = RU", **MAPPED)
    assert shown.status_code == 200
    assert not Prepared.objects.exists()
    assert "--map at=date" in shown.context["command"]
    assert "--party 'ruritania; rm -rf /=RU'" in shown.context["command"]


def begun(client: Any, count: int) -> str:
    """The page of the rows that were prepared together."""
    answer = upload(client, rows(count), do="prepare", **MAPPED)
    assert answer.status_code == 302
    return str(answer["Location"])


def test_rows_are_signed_one_after_the_other_and_it_goes_on_where_one_stopped(desk: Node) -> None:
    client, size = client_of("FR/delegate"), desk.standing().size
    place = begun(client, 25)
    assert "0 of 25 signed" in client.get(place).content.decode()
    for done in range(1, 4):
        shown = client.get(place).context
        answer = client.post(f"/sign/{shown['held'].token}/demo")
        assert answer["Location"] == place
        assert f"{done} of 25 signed" in client.get(place).content.decode()
    assert outbox.send_due(desk) == 3
    home = client_of("FR/delegate").get("/").content.decode()
    assert home.count(f'<h3><a href="{place}"') == 1
    assert "22 imported contacts wait for a signature" in client.get("/import").content.decode()
    assert "3 of 25 signed" in client.get(place).content.decode()
    assert desk.standing().size == size + 3


@pytest.fixture
def clock(desk: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command lives in the story's time."""
    monkeypatch.setattr("plenipo_cli.clock.now", desk.now)


def test_all_that_is_left_is_signed_from_one_file_and_waits_no_more(
    desk: Node, tmp_path: Path, capsys: pytest.CaptureFixture[str], clock: None
) -> None:
    client, size = client_of("FR/delegate"), desk.standing().size
    place = begun(client, 5)
    client.post(f"/sign/{client.get(place).context['held'].token}/demo")
    assert outbox.send_due(desk) == 1
    file = tmp_path / "contacts.json"
    file.write_bytes(client.get(f"{place}/file").content)
    assert desk.demo is not None
    command = ["act", "--file", str(file), "--dir", str(desk.folder.path)]
    key = next(desk.demo.rglob("FR-delegate"))
    assert run([*command, "--key", str(key)]) == 0
    assert "registered 4 acts; 0 were there before" in capsys.readouterr().out
    desk.intake.refresh()
    assert desk.standing().size == size + 5
    page = client.get(place).content.decode()
    assert "5 of 5 signed" in page
    assert "5 are registered." in page
    assert not any(held.words for held in Prepared.objects.all())
    assert run([*command, "--key", str(key)]) == 0
    assert "registered 0 acts; 4 were there before" in capsys.readouterr().out


def test_where_one_of_the_file_is_refused_none_is_registered(
    desk: Node, tmp_path: Path, capsys: pytest.CaptureFixture[str], clock: None
) -> None:
    client, size = client_of("FR/delegate"), desk.standing().size
    lines = client.get(f"{begun(client, 3)}/file").content.splitlines()
    file = tmp_path / "contacts.json"
    late = lines[1].replace(b"2015", b"2095").replace(b'"at\\":14', b'"at\\":44')
    assert late != lines[1]
    file.write_bytes(b"\n".join([lines[0], late, lines[2]]) + b"\n")
    assert desk.demo is not None
    key = next(desk.demo.rglob("FR-delegate"))
    assert run(["act", "--file", str(file), "--dir", str(desk.folder.path), "--key", str(key)]) == 2
    assert "act 2" in capsys.readouterr().err
    desk.intake.refresh()
    assert desk.standing().size == size


def test_what_is_left_can_be_discarded_and_what_is_signed_stays(desk: Node) -> None:
    client = client_of("FR/delegate")
    place = begun(client, 3)
    client.post(f"/sign/{client.get(place).context['held'].token}/demo")
    assert client.post(f"{place}/discard")["Location"] == "/import"
    assert Prepared.objects.count() == 1
    assert outbox.send_due(desk) == 1
    assert "1 of 1 signed" in client.get(place).content.decode()


def test_one_row_is_changed_and_stays_with_the_others(desk: Node) -> None:
    client = client_of("FR/delegate")
    place = begun(client, 2)
    way = client.get(place).context["change"]
    assert way.startswith("/contacts/log?from=")
    form = client.get(way).context["field"]
    data = {name: form[name].value for name in ("counterpart", "level", "medium", "at", "claims", "party")}
    assert client.post(way, data | {"text": "As it was."}).status_code == 302
    assert "0 of 2 signed" in client.get(place).content.decode()


@pytest.mark.parametrize("person", ["DE/delegate", "FR/envoy", "UA/delegate"])
def test_nobody_else_looks_at_what_was_imported_or_takes_it_along(desk: Node, person: str) -> None:
    place = begun(client_of("FR/delegate"), 2)
    other = client_of(person)
    assert other.get(place).status_code == 404
    assert other.get(f"{place}/file").status_code == 404
    assert other.post(f"{place}/discard").status_code == 404
    assert other.get("/import/zz").status_code == 404
    assert Prepared.objects.count() == 2


@pytest.mark.parametrize(
    "table",
    [
        b"",
        b"\xff\xfea\x00b\x00",
        b"a,b\x00c\n",
        b"," * 300,
        b'a\n"' + b"x" * 140_000,
        b"a\n" * 30_000,
        b"x" * (MAX_BYTES + 1),
        b"PK\x03\x04" + b"\x00" * 100,
    ],
    ids=["empty", "utf-16", "zero", "wide", "long cell", "many rows", "large", "archive"],
)
def test_what_is_no_table_or_too_large_is_told_and_not_read(desk: Node, table: bytes) -> None:
    shown = upload(client_of("FR/delegate"), table)
    assert shown.status_code == 422
    assert "CSV in UTF-8" in shown.content.decode()


def test_a_hostile_form_is_answered(desk: Node) -> None:
    client = client_of("FR/delegate")
    for data in (
        {},
        {"table": "no base64"},
        {
            "table": "YQ==",
            "since": "9999-99-99",
            "names": "=\n==\n=x",
            "col-party": "\0",
            "by": "DE/delegate",
        },
        {"table": "/w=="},
    ):
        assert client.post("/import", data).status_code in {200, 422}


def test_what_one_party_prepared_is_its_own(desk: Node) -> None:
    upload(client_of("FR/delegate"), rows(2), do="prepare", **MAPPED)
    (first, _second) = Prepared.objects.all()
    assert client_of("DE/delegate").get(f"/sign/{first.token}").status_code == 404
    assert client_of("FR/delegate").get(f"/do/contact.report?from={first.token}").status_code == 200


def test_a_table_to_take_along_holds_the_texts_that_one_can_read_and_no_others(desk: Node) -> None:
    client = client_of("FR/delegate")
    data = {"level": "senior", "medium": "call", "counterpart": "RU", "text": "@what was said"}
    client.post(f"{client.post('/contacts/log', data)['Location']}/demo")
    outbox.send_due(desk)
    ours = client.get("/contacts/export.csv")
    assert ours["Content-Type"].startswith("text/csv")
    assert "attachment" in ours["Content-Disposition"]
    assert "'@what was said" in ours.content.decode()
    theirs = client_of("UA/delegate").get("/contacts/export.csv").content.decode()
    assert "what was said" not in theirs
    assert theirs.count("\r\n") == ours.content.decode().count("\r\n")
    assert client_of().get("/contacts/export.csv").status_code == 302
