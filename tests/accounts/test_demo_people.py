"""The demo's ready-made people, and that no real desk has them."""

from __future__ import annotations

from authenticator import Authenticator
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from desk_cast import Desk

from plenipo.acts import person
from world import seed_of


def keep_keys(desk: Desk, *names: str) -> None:
    """Key files as a demo has them, whatever the desk says that it is."""
    folder = desk.node.folder.path / "people"
    folder.mkdir(exist_ok=True)
    for name in names:
        key = Ed25519PrivateKey.from_private_bytes(seed_of(name))
        data = key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
        (folder / name.replace("/", "-")).write_bytes(data)


def be(desk: Desk, name: str) -> int:
    return int(desk.client().post("/accounts/switch", {"person": name}).status_code)


def test_a_demo_offers_its_people_by_a_button_each(demo_desk: Desk) -> None:
    keep_keys(demo_desk, "FR/delegate", "UA/delegate", "IT/delegate")
    page = demo_desk.client().get("/sign-in").content.decode()
    assert "Demo: their keys lie in the demo's folder" in page
    assert 'value="FR/delegate"' in page
    assert 'value="UA/delegate"' in page
    assert "IT/delegate" not in page
    assert "FR/envoy" not in page


def test_one_is_anybody_in_a_demo(demo_desk: Desk) -> None:
    keep_keys(demo_desk, "FR/delegate", "UA/delegate")
    client = demo_desk.client()
    for name in ("FR/delegate", "UA/delegate"):
        answered = client.post("/accounts/switch", {"person": name, "next": "/passkeys"})
        assert answered.headers["Location"] == "/passkeys"
        assert name in client.get("/passkeys").content.decode()
    assert client.get("/accounts/switch").status_code == 200
    evil = client.post("/accounts/switch", {"person": "FR/delegate", "next": "//evil.example"})
    assert evil.headers["Location"] == "/"


def test_a_real_desk_has_no_such_door_even_if_the_keys_lie_there(desk: Desk) -> None:
    keep_keys(desk, "FR/delegate")
    assert be(desk, "FR/delegate") == 404
    assert b"/accounts/switch" not in desk.client().get("/sign-in").content
    assert desk.sign_in("FR/delegate").get("/accounts/switch").status_code == 404


def test_only_accredited_people_whose_keys_lie_there_can_be_played(demo_desk: Desk) -> None:
    keep_keys(demo_desk, "FR/delegate", "FR/envoy", "IT/delegate", "RU/delegate")
    demo_desk.world.say("FR/authority", person.Withdraw, person="FR/envoy")
    names = ("FR/delegate", "FR/envoy", "IT/delegate", "RU/delegate", "FR/authority", "", "../keys")
    assert [be(demo_desk, name) for name in names] == [302, 404, 404, 404, 404, 404, 404]


def test_a_session_of_a_demo_is_none_at_a_real_desk(demo_desk: Desk) -> None:
    keep_keys(demo_desk, "FR/delegate")
    client = demo_desk.client()
    client.post("/accounts/switch", {"person": "FR/delegate"})
    assert client.get("/passkeys").status_code == 200
    demo_desk.node.config = type(demo_desk.node.config)(
        folder=demo_desk.node.config.folder, address=demo_desk.node.config.address, demo=False
    )
    assert client.get("/passkeys").status_code == 302


def test_in_a_demo_the_authoritys_key_finishes_an_enrolment(demo_desk: Desk) -> None:
    keep_keys(demo_desk, "FR/authority")
    client, device = demo_desk.invited("FR/delegate"), Authenticator()
    number = demo_desk.create(client, device)
    assert b"Demo: let FR/authority sign it now" in client.get(f"/passkeys/{number}").content
    client.post(f"/passkeys/{number}/finish")
    assert b"This passkey is in force" in client.get(f"/passkeys/{number}").content
    assert demo_desk.enter(demo_desk.client(), device).status_code == 302
    demo_desk.world.read_on()


def test_a_real_desk_finishes_nobodys_enrolment(desk: Desk) -> None:
    keep_keys(desk, "FR/authority")
    client = desk.invited("FR/delegate")
    number = desk.create(client, Authenticator())
    assert client.post(f"/passkeys/{number}/finish").status_code == 404
    assert b"Demo:" not in client.get(f"/passkeys/{number}").content
