"""Another site makes a signed-in browser send what nobody meant; or frames, misdirects, keeps its pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from attackkit import addresses, kept, walk
from django.test import Client

import deskkit
from deskkit import ADDRESS, REPORT, client_of
from plenipo_node.drafts.models import Note, Prepared
from plenipo_node.web import middleware
from plenipo_node.web.node import Node

PEOPLE = ("FR/delegate", "UA/authority")


def browser_of(person: str) -> Client:
    """Signed in, and checked as a browser is."""
    client: Client = client_of(person)
    client.handler.enforce_csrf_checks = True
    return client


def furnished() -> dict[str, str]:
    """One of each thing that lives on the desk alone, so that routes find it."""
    client = client_of("FR/delegate")
    token = str(client.post("/do/contact.report", REPORT)["location"]).rpartition("/")[2]
    client.post("/notes/new", {"title": "a note"})
    return {"token": token}


def test_no_route_takes_a_form_that_did_not_come_from_the_desk(desk: Node) -> None:
    samples = furnished()
    before = kept(desk)
    for person in PEOPLE:
        client = browser_of(person)
        client.get("/")
        for path in addresses(**samples):
            for words in ({"csrfmiddlewaretoken": "x" * 64}, REPORT):
                answer = client.post(path, words)
                assert answer.status_code == 403, path
    assert kept(desk) == before


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:9999"])
def test_no_route_takes_a_form_from_another_origin_even_with_the_right_token(desk: Node, origin: str) -> None:
    client = browser_of("FR/delegate")
    client.get("/")
    (token,) = [each.value for name, each in client.cookies.items() if "csrf" in name]
    before = kept(desk)
    for path in ("/notes/new", "/do/contact.report", "/settings", "/sign-out", "/accounts/switch"):
        words = REPORT | {"csrfmiddlewaretoken": token, "person": "DE/delegate"}
        assert client.post(path, words, headers={"origin": origin}).status_code == 403, path
        assert client.post(path, words, headers={"origin": ADDRESS}).status_code != 403, path
    assert kept(desk) != before  # from its own origin it was taken


@pytest.mark.parametrize("person", PEOPLE)
def test_no_get_changes_anything(desk: Node, person: str) -> None:
    samples = furnished()
    client = client_of(person)
    before = kept(desk)
    for path in addresses(**samples):
        assert client.head(path).status_code < 500, path
        query = f"?about=157&from={samples['token']}&do=prepare&answer=for"
        assert client.get(path + query).status_code < 500, path
    for path, answer in walk(client, each=4):
        assert answer.status_code < 500, path
    assert kept(desk) == before


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_no_other_method_changes_anything(desk: Node, method: str) -> None:
    samples = furnished()
    before = kept(desk)
    client = browser_of("FR/delegate")
    for path in addresses(**samples):
        assert getattr(client, method)(path).status_code < 500, path
    assert kept(desk) == before


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "///evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "http:evil.example",
        "/\r\nSet-Cookie: x=1",
        "localhost@evil.example",
    ],
)
def test_nobody_is_led_elsewhere(desk: Node, target: str) -> None:
    client = client_of("FR/delegate")
    asked = dict.fromkeys(("next", "back", "to", "url", "return", "from", "about", "here"), target)
    places = ["/sign-in", "/settings", "/accounts/switch", "/notes/new", "/register/find"]
    for path in places:
        for answer in (client.get(path, asked), client.post(path, asked | {"person": "FR/delegate"})):
            own(answer.get("Location", "/"))
            assert "Set-Cookie" not in answer
    for path in ("/%2F/evil.example", "//evil.example", "/\\evil.example/", "/?next=" + "//evil.example"):
        own(Client(headers={"host": "localhost:8310"}).get(path).get("Location", "/"))
        own(Client(headers={"host": "127.0.0.1:8310"}).get(path).get("Location", "/"))


def own(place: str) -> None:
    elsewhere = place.startswith(("//", "/\\")) or not place.startswith("/")
    assert place.startswith(f"{ADDRESS}/") or not elsewhere, place


def test_every_answer_says_that_nothing_frames_it_loads_elsewhere_or_keeps_it(
    desk: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    samples = furnished()
    client = client_of("FR/delegate")
    client.raise_request_exception = False
    answers = [client.get(path) for path in addresses(**samples)]
    answers += [client.post(path) for path in addresses()]
    answers += [client.get("/no-such"), client.get("/", headers={"host": "evil.example"})]
    answers += [Client(headers={"host": "localhost:8310"}).get("/contacts"), browser_of("FR/desk").post("/")]
    monkeypatch.setattr("plenipo_node.pages.finding.home.status", lambda *_: 1 // 0)
    client = client_of("FR/delegate")
    client.raise_request_exception = False
    answers.append(client.get("/"))
    assert {200, 302, 400, 403, 404, 405, 500} <= {answer.status_code for answer in answers}
    for answer in answers:
        for name, value in middleware.HEADERS.items():
            assert answer[name] == value, answer
        if not answer.get("Content-Type", "").startswith(("text/css", "text/javascript", "image/")):
            assert answer["Cache-Control"] == "no-store", answer


def test_only_what_is_the_same_for_everybody_may_be_kept(desk: Node) -> None:
    client = client_of("FR/delegate")
    for path, answer in walk(client, each=3):
        if answer["Cache-Control"] != "no-store":
            assert path.startswith("/static/"), path
    assert client.get("/static/desk.css?v=guess")["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "localhost:8310@evil", "[::1]", "a b", "", "localhost:x"],
)
def test_another_host_name_gets_a_plain_page_without_anything_of_the_dialogue(desk: Node, host: str) -> None:
    client = client_of("FR/delegate")
    for path in ("/", "/sign-in", "/static/desk.css", "/no-such"):
        answer = client.get(path, headers={"host": host, "X-Forwarded-Host": "localhost:8310"})
        assert answer.status_code == 400, path
        page = answer.content.decode()
        assert host == "" or host not in page
        assert desk.standing().title not in page
        assert "FR/delegate" not in page


def test_a_header_of_a_proxy_changes_nothing(desk: Node) -> None:
    client = client_of("FR/delegate")
    answer = client.get(
        "/contacts",
        headers={
            "X-Forwarded-Host": "evil.example",
            "X-Forwarded-Proto": "https",
            "X-Original-URL": "/sign-out",
            "X-HTTP-Method-Override": "DELETE",
        },
    )
    assert answer.status_code == 200
    assert b"evil.example" not in answer.content


def test_a_session_of_another_dialogue_is_none(tmp_path: Path) -> None:
    with deskkit.desk(tmp_path / "one"):
        client = client_of("FR/delegate")
        place = str(client.post("/do/contact.report", REPORT)["location"])
        Note.objects.create(party="FR", author="FR/delegate", title="t", made=0, changed=0)
        rows = list(Prepared.objects.values())
        (session,) = [each for each in client.session.items() if each[0] == "signed-in"]
    other = deskkit.story.__wrapped__()  # founded anew: the same people by name, another dialogue
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(deskkit, "story", lambda: other)
        with deskkit.desk(tmp_path / "two") as node:
            intruder = client_of("FR/delegate")
            held = intruder.session
            held["signed-in"] = session[1]  # as if that desk's cookie were one of this desk
            held.save()
            assert intruder.get("/contacts").status_code == 302
            Prepared.objects.bulk_create(Prepared(**row) for row in rows)
            honest = client_of("FR/delegate")
            size = node.standing().size
            page = honest.get(place)
            assert page.status_code == 200
            honest.post(f"{place}/demo")
            assert node.standing().size == size
            assert Prepared.objects.get().state == Prepared.WAITING
