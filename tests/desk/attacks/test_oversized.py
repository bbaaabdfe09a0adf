"""Somebody who is signed in sends what is made to exhaust the desk: refused by its size or its shape."""

from __future__ import annotations

import io
import tracemalloc
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from deskkit import client_of
from plenipo_node.drafts.models import Prepared
from plenipo_node.web.node import Node

MB = 1 << 20
LARGEST = 8 * MB  # what the desk may hold for a request, whatever is sent


class Endless(io.BytesIO):
    """A table of 100 MB that is made as it is read."""

    name = "table.csv"
    size = 100 * MB

    def __init__(self) -> None:
        super().__init__(
            b"party,counterpart,level,medium,at\n" + b"FR,RU,technical,call,2020-01-01\n" * (3 * MB)
        )


def well(client: Client) -> None:
    assert client.get("/").status_code == 200
    assert Prepared.objects.count() == 0


def test_a_table_of_100_mb_is_refused_before_it_is_read(desk: Node) -> None:
    client = client_of("FR/delegate")
    answer = client.post("/import", {"file": Endless()})
    assert answer.status_code in {400, 422}
    assert b"1250000" in answer.content or b"cannot be read" in answer.content
    well(client)


@pytest.mark.parametrize("path", ["/do/contact.report", "/import", "/settings", "/notes/new", "/sign-in"])
def test_a_form_of_many_fields_or_bytes_is_refused(desk: Node, path: str) -> None:
    client = client_of("FR/delegate")
    many = "&".join(f"f{n}=1" for n in range(200_000))
    for body in (many, "text=" + "w" * (3 * MB), "&" * 100_000 + "a=1"):
        answer = client.post(path, body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 400 or len(body) < 150_000, path
        assert answer.status_code < 500
    parts = "".join(f'--x\r\nContent-Disposition: form-data; name="f{n}"\r\n\r\n1\r\n' for n in range(5000))
    answer = client.post(path, f"{parts}--x--\r\n", content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 400
    well(client)


@pytest.mark.parametrize(
    "body", [b"\xff" * 100, b"--x\r\n", b"", b"--x\r\nContent-Disposition: form-data\r\n"]
)
def test_a_form_that_is_none_is_no_fault_of_the_desk(desk: Node, body: bytes) -> None:
    client = client_of("FR/delegate")
    for kind in ("multipart/form-data; boundary=x", "multipart/form-data", "application/json", "x", ""):
        assert client.post("/notes/new", body, content_type=kind).status_code < 500
        assert client.post("/do/contact.report", body, content_type=kind).status_code < 500


def test_many_files_at_once_are_refused(desk: Node) -> None:
    client = client_of("FR/delegate")
    files = {f"f{n}": SimpleUploadedFile(f"{n}.csv", b"a,b\n1,2\n") for n in range(30)}
    assert client.post("/import", files).status_code == 400
    well(client)


def bomb() -> bytes:
    """30 kB that unpack to 32 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", b" " * (32 * MB))
    return out.getvalue()


def test_a_word_file_that_unpacks_without_end_is_refused_before_it_is(desk: Node) -> None:
    client = client_of("FR/delegate")
    number = next(held.index for held in desk.standing().consultations.values() if held.index == 154)
    data = bomb()
    before = client.get(f"/consultations/{number}/amend")
    tracemalloc.start()
    try:
        answer = client.post(
            f"/consultations/{number}/amend", {"file": SimpleUploadedFile("amended.docx", data), "do": "read"}
        )
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert before.status_code < 500
    assert answer.status_code < 500
    assert peak < LARGEST
    well(client)


@pytest.mark.parametrize("depth", [1_000, 300_000])
def test_json_that_is_nested_without_end_is_told(desk: Node, depth: int) -> None:
    client = client_of("UA/authority")
    deep = "[" * depth + "]" * depth
    for kind, name in (("key.add", "policy"), ("person.accredit", "keys")):
        answer = client.post(f"/do/{kind}", {name: deep, f"{name}-json": deep})
        assert answer.status_code in {302, 422}
    for path in ("/sign-in", "/enrol/passkey", "/passkeys"):
        assert client.post(path, {"answer": deep}).status_code < 500
    partner = client_of("FR/delegate")
    for words in ({"take": "1", "json": deep}, {"c.base": deep}, {"show": "record", "c.base": deep}):
        assert partner.post("/charter/propose", words).status_code in {200, 422}
    well(client)


@pytest.mark.parametrize(
    "value", ["9" * 5000, "-1", "1e400", "NaN", "\x00", "\ud800".encode("utf-8", "surrogatepass")]
)
@pytest.mark.parametrize(
    "path", ["/contacts", "/timeline", "/register", "/consultations", "/readouts", "/search", "/notes"]
)
def test_numbers_and_dates_without_end_are_no_fault(desk: Node, path: str, value: str) -> None:
    client = client_of("FR/delegate")
    names = ("p", "upto", "until", "since", "before", "behind", "from", "to", "days", "at", "q", "number")
    assert client.get(path, dict.fromkeys(names, value)).status_code < 500
    for name in names:
        assert client.get(path, {name: value}).status_code < 500, name
