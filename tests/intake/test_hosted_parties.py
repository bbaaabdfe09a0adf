"""Parties hosted by a node: their sealing identities lie beside its keys, kept by the same rules."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from intake_cast import NodeWorld, again, keys_of

from plenipo.errors import (
    HostedKeyMisnamed,
    KeyFileExists,
    KeyFileExposed,
    KeyFileUnusable,
    KeyFolderExposed,
    PlenipoError,
)
from plenipo.sealing import X25519Identity
from plenipo.signatures import ed25519, ed25519_public_key, fingerprint
from plenipo_node.folder import create_folder, open_folder
from plenipo_node.intake import Intake, Registered
from plenipo_node.node_keys import HOSTED, host_party, read_keys

UA, PL = keys_of("UA").sealing, keys_of("PL").sealing


@pytest.fixture
def host(tmp_path: Path) -> Path:
    """The keys of FR's node, which hosts UA."""
    create_folder(tmp_path / "d", keys_of("FR")).close()
    host_party(tmp_path / "d" / "keys", "UA", UA)
    return tmp_path / "d" / "keys"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_hosted_identities_are_read_with_the_nodes_own_keys_and_are_nobody_elses(host: Path) -> None:
    host_party(host, "PL", PL)
    found = read_keys(host)
    assert {party: str(key.recipient) for party, key in found.hosted.items()} == {
        "PL": str(PL.recipient),
        "UA": str(UA.recipient),
    }
    assert found.sealing.encode() == keys_of("FR").sealing.encode()
    assert mode(host / HOSTED) == 0o700
    assert {mode(path) for path in (host / HOSTED).iterdir()} == {0o600}
    assert not any(secret in repr(found) for secret in (UA.encode(), UA.seed.hex()))


def test_a_node_that_hosts_nobody_has_no_such_folder(tmp_path: Path) -> None:
    with create_folder(tmp_path / "d") as made:
        assert dict(made.keys.hosted) == {}
        assert not (tmp_path / "d" / "keys" / HOSTED).exists()


def test_a_folder_made_with_hosted_identities_keeps_them(tmp_path: Path) -> None:
    with create_folder(tmp_path / "d", replace(keys_of("FR"), hosted={"UA": UA})) as made:
        assert made.keys.hosted["UA"].encode() == UA.encode()


def test_an_identity_is_never_overwritten_and_nothing_is_left_beside_it(host: Path) -> None:
    with pytest.raises(KeyFileExists):
        host_party(host, "UA", PL)
    assert read_keys(host).hosted["UA"].encode() == UA.encode()
    assert not [path for path in host.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("party", ["", "ua", "../UA", "UA/desk", "U" * 17, "-UA", "UA.age", "UÄ", "UA\n"])
def test_a_name_that_no_party_can_have_is_refused_and_writes_nothing(host: Path, party: str) -> None:
    before = sorted(host.rglob("*"))
    with pytest.raises(HostedKeyMisnamed):
        host_party(host, party, PL)
    assert sorted(host.rglob("*")) == before


def test_nothing_is_added_to_a_folder_that_others_may_look_into(host: Path) -> None:
    (host / HOSTED).chmod(0o750)
    with pytest.raises(KeyFolderExposed):
        host_party(host, "PL", PL)
    assert [path.name for path in (host / HOSTED).iterdir()] == ["UA.age"]


def replaced_by_a_file(path: Path) -> None:
    path.rename(path.with_name("gone"))
    path.write_text(UA.encode() + "\n")


@pytest.mark.parametrize(
    ("part", "change", "error"),
    [
        (".", lambda path: path.chmod(0o710), KeyFolderExposed),
        (".", replaced_by_a_file, PlenipoError),
        ("UA.age", lambda path: path.chmod(0o640), KeyFileExposed),
        ("UA.age", lambda path: path.write_text(""), KeyFileUnusable),
        ("UA.age", lambda path: path.write_text(UA.encode()), KeyFileUnusable),
        ("UA.age", lambda path: path.write_text(X25519Identity(bytes(32)).encode() + "\n"), KeyFileUnusable),
        ("UA.age", lambda path: path.rename(path.with_name("ua.age")), HostedKeyMisnamed),
        ("UA.age", lambda path: path.rename(path.with_name("UA")), HostedKeyMisnamed),
        ("UA.age", lambda path: path.rename(path.with_name("UA.age~")), HostedKeyMisnamed),
        (".UA.age.swp", Path.touch, HostedKeyMisnamed),
        (".age", Path.touch, HostedKeyMisnamed),
        ("UA.age.age", Path.touch, HostedKeyMisnamed),
        ("PL.age", Path.mkdir, KeyFileUnusable),
    ],
)
def test_a_folder_of_hosted_identities_that_is_not_as_it_was_made_is_refused(
    host: Path, part: str, change: Callable[[Path], object], error: type[PlenipoError]
) -> None:
    path = host / HOSTED / part
    change(path)
    with pytest.raises(error) as refused:
        open_folder(host.parent)
    assert str(host) in str(getattr(refused.value, "path", ""))


def test_the_folder_of_a_host_holds_no_key_that_signs_for_a_hosted_party(tmp_path: Path) -> None:
    node = NodeWorld()
    with create_folder(tmp_path / "d", replace(keys_of("FR"), hosted={"UA": UA})) as folder:
        intake = Intake.of(folder, lambda: node.now)
        assert isinstance(intake.found(again(node.entries[0]), folder.pin), Registered)
        known = set(intake.standing.keys)
        kept = [folder.keys.registrar, folder.keys.mirror, folder.keys.sealing.seed, UA.seed]
    assert known
    assert not known & {_fingerprint(seed) for seed in kept}


def _fingerprint(seed: bytes) -> str:
    return fingerprint(ed25519_public_key(ed25519.public_key(seed)).blob)
