"""Behind a proxy, limits count each who asks; what a stranger writes into a header counts for nothing."""

from __future__ import annotations

import msgspec
import pytest
from desk_cast import Desk

from plenipo.errors import BadSetting
from plenipo_node.accounts.models import Attempt
from plenipo_node.web.config import Config, checked, read_config, write_config

PROXY, STRANGER = "192.0.2.1", "198.51.100.9"


def believing(desk: Desk, *proxies: str) -> None:
    desk.node.config = checked(msgspec.structs.replace(desk.node.config, proxies=proxies))


def counted(desk: Desk, near: str, said: str | None = None) -> str:
    """By what a question for signing in is counted, that came from there with this header."""
    Attempt.objects.all().delete()
    told = {} if said is None else {"X-Forwarded-For": said}
    assert desk.client().post("/sign-in/options", REMOTE_ADDR=near, headers=told).status_code == 200
    (attempt,) = Attempt.objects.all()
    return attempt.bucket.partition(" ")[2]


@pytest.mark.parametrize("proxies", [(), (PROXY,)])
def test_a_strangers_header_is_not_believed(desk: Desk, proxies: tuple[str, ...]) -> None:
    believing(desk, *proxies)
    for said in (None, "203.0.113.5", f"203.0.113.5, {PROXY}", PROXY, "", "garbage"):
        assert counted(desk, STRANGER, said) == STRANGER


def test_without_the_setting_no_proxy_is_believed(desk: Desk) -> None:
    for near in ("127.0.0.1", PROXY):
        assert counted(desk, near, STRANGER) == near


@pytest.mark.parametrize(
    "said",
    [
        STRANGER,
        f"203.0.113.5, {STRANGER}",
        f"203.0.113.5,{STRANGER} ",
        f"garbage, \x00, {STRANGER}",
        f"{PROXY}, 203.0.113.5, {STRANGER}",
        f"::ffff:{STRANGER}",
    ],
)
def test_of_what_a_proxy_brings_the_last_hop_counts_whatever_stood_before_it(desk: Desk, said: str) -> None:
    believing(desk, PROXY)
    assert counted(desk, PROXY, said) == STRANGER


@pytest.mark.parametrize(
    "said",
    [None, "", ",", f"{STRANGER},", "unknown", "_hidden", f"{STRANGER}:80", "1.2.3", "0x7f.1", "9" * 4000],
)
def test_what_a_proxy_does_not_tell_is_its_own_try(desk: Desk, said: str | None) -> None:
    believing(desk, PROXY)
    assert counted(desk, PROXY, said) == PROXY


def test_a_network_of_ipv6_counts_as_one(desk: Desk) -> None:
    believing(desk, PROXY, "::1")
    one = "2001:db8:1:2::/64"
    for said in ("2001:db8:1:2::7", "2001:DB8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::7%eth0"):
        assert counted(desk, PROXY, said) == one
        assert counted(desk, "::1", f"203.0.113.5, {said}") == one
        assert counted(desk, said) == one
    assert counted(desk, PROXY, "2001:db8:1:3::7") == "2001:db8:1:3::/64"


def test_a_proxy_is_itself_however_its_address_is_written(desk: Desk) -> None:
    believing(desk, "2001:db8::1", PROXY)
    for near in ("2001:0db8:0::0001", f"::ffff:{PROXY}"):
        assert counted(desk, near, STRANGER) == STRANGER


def test_one_who_fails_behind_a_proxy_keeps_no_other_out(desk: Desk) -> None:
    believing(desk, PROXY)
    for number in range(300):
        answer = desk.client().post(
            "/sign-in/options",
            REMOTE_ADDR=PROXY,
            headers={"X-Forwarded-For": f"203.0.113.{number % 250}, {STRANGER}"},
        )
        assert answer.status_code == 200
    asked = {who: {"X-Forwarded-For": who} for who in (STRANGER, "198.51.100.10")}
    late = {
        who: desk.client().post("/sign-in/options", REMOTE_ADDR=PROXY, headers=told).status_code
        for who, told in asked.items()
    }
    assert late == {STRANGER: 429, "198.51.100.10": 200}


def test_what_was_counted_by_a_clock_that_ran_ahead_keeps_nobody_out(desk: Desk) -> None:
    ahead = desk.node.now() + 24 * 3_600_000
    for _ in range(400):
        Attempt.objects.create(bucket=f"question {STRANGER}", at=ahead)
    assert desk.client().post("/sign-in/options", REMOTE_ADDR=STRANGER).status_code == 200


@pytest.mark.parametrize("wrong", ['["proxy.example"]', '["10.0.0.0/8"]', '[""]', '"127.0.0.1"', "[1]"])
def test_a_proxy_is_named_by_its_address_alone(desk: Desk, wrong: str) -> None:
    (desk.node.folder.path / "desk.toml").write_text(f"proxies = {wrong}\n")
    with pytest.raises(BadSetting):
        read_config(desk.node.folder.path)


def test_the_file_that_is_written_says_what_is_there_without_it(desk: Desk) -> None:
    folder = desk.node.folder.path
    write_config(folder, Config())
    assert read_config(folder) == Config(folder=str(folder))
