"""The register at the desk: what a stranger downloads there holds by tools that nobody here wrote."""

from __future__ import annotations

import sqlite3
import subprocess
import time
from pathlib import Path

import pytest
from django.test import Client

from deskkit import client_of
from plenipo.acts.codec import decode
from plenipo_node.pages.register import checking
from plenipo_node.web.node import Node


def downloaded(client: Client, index: int, what: str, folder: Path) -> Path:
    answer = client.get(f"/register/{index}/{what}")
    assert answer.status_code == 200
    path = folder / f"record-{index}.{what.replace('receipt.', '')}"
    path.write_bytes(answer.content)
    return path


def test_an_act_downloaded_at_the_desk_verifies_with_ssh_keygen(desk: Node, tmp_path: Path) -> None:
    client = client_of("PL/delegate")
    act = downloaded(client, 154, "act.json", tmp_path)
    signature = downloaded(client, 154, "act.1.sig", tmp_path)
    people = desk.demo
    assert people is not None
    by = decode(act.read_bytes()).by
    public = (people / f"{by.replace('/', '-')}.pub").read_text()
    signers = tmp_path / "allowed_signers"
    signers.write_text(f"{by} {public}")
    done = subprocess.run(
        ["ssh-keygen", "-Y", "verify", "-f", signers, "-I", by, "-n", "act@plenipo", "-s", signature],
        input=act.read_bytes(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_a_receipt_from_the_desk_holds_for_a_stranger(desk: Node, tmp_path: Path) -> None:
    client = client_of("UA/delegate")
    receipt = downloaded(client, 150, "receipt.tlog-proof", tmp_path)
    downloaded(client, 150, "entry", tmp_path)
    done = subprocess.run(
        [checking.PROGRAM, "verify", receipt, "--root", desk.standing().dialogue],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("holds")


def test_everything_is_checked_beside_the_desk_and_said(desk: Node) -> None:
    client = client_of("DE/delegate")
    assert "Check everything" in client.get("/register").content.decode()
    assert client.post("/register/check").status_code == 302
    while checking.state(desk).state == "running":
        time.sleep(0.05)
    assert checking.state(desk).done == desk.standing().size
    assert "It holds." in client.get("/register").content.decode()


def test_a_register_that_was_tampered_with_is_told(desk: Node) -> None:
    client = client_of("DE/delegate")
    with sqlite3.connect(desk.folder.path / "register.sqlite") as store:
        (entry,) = store.execute("SELECT bytes FROM entries WHERE idx = 50").fetchone()
        altered = entry.replace(b'"id":"', b'"id":"0', 1)
        store.execute("UPDATE entries SET bytes = ? WHERE idx = 50", (altered,))
    client.post("/register/check")
    while checking.state(desk).state == "running":
        time.sleep(0.05)
    page = client.get("/register/check/state").content.decode()
    assert "does not hold" in page


@pytest.mark.parametrize(
    "path",
    [
        "/register/9999",
        "/register/1/act.2.sig",
        "/register/1/../../desk.toml",
        "/register/1/keys",
        "/register/-1",
    ],
)
def test_what_is_not_there_is_not_found(desk: Node, path: str) -> None:
    assert client_of("DE/delegate").get(path).status_code == 404


def test_a_number_that_is_none_leads_back(desk: Node) -> None:
    client = client_of("DE/delegate")
    for number in ("", "x", "-1", "99999999999999999999", "<b>"):
        assert client.get("/register/find", {"number": number})["location"] == "/register"
    assert client.get("/register/find", {"number": "12"})["location"] == "/register/12"


def test_every_record_of_the_story_has_a_page_for_each_party(desk: Node) -> None:
    for person in ("FR/delegate", "UA/delegate"):
        client = client_of(person)
        for index in range(desk.standing().size):
            assert client.get(f"/register/{index}").status_code == 200, index


def test_the_list_tells_records_of_a_kind_apart(desk: Node) -> None:
    page = client_of("PL/delegate").get("/register?upto=176").content.decode()
    assert "DE/envoy · RU · technical · call" in page
    assert page.count("in favour · record 137") > 1
