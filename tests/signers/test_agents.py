"""A real ssh-agent; and a false one that answers what a test tells it to."""

from __future__ import annotations

import os
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from plenipo.errors import (
    AgentGarbled,
    AgentRefused,
    AgentShowsNoKeys,
    AgentSilent,
    AgentUnavailable,
    BadEd25519,
    BadFlags,
    KeyNotInAgent,
)
from plenipo.signatures import PublicKey, fingerprint, parse_public_key, verify_act_signature
from plenipo.signatures.wire import pack_string
from plenipo_cli.signers import Agent, agents, generate_key, load_key_file

ACT = b'{"kind":"mandate.propose"}'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def agent(folder: Path) -> Iterator[Agent]:
    path = folder / "agent"
    process = subprocess.Popen(["ssh-agent", "-D", "-a", path], stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 10
    while not path.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    yield Agent(str(path))
    process.terminate()
    process.wait(timeout=10)


def ssh_add(agent: Agent, *arguments: str | Path) -> None:
    environment = {**os.environ, "SSH_AUTH_SOCK": agent.path}
    command = ["ssh-add", "-q", *arguments]
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=30)


def test_a_key_in_the_agent_signs(agent: Agent, folder: Path) -> None:
    key = generate_key(folder / "amira", comment="amira@north")
    ssh_add(agent, folder / "amira")
    assert [identity.key for identity in agent.identities()] == [key]
    signer = agent.signer(fingerprint(key.blob))
    assert verify_act_signature(signer.sign(ACT), ACT).fingerprint == fingerprint(key.blob)
    assert signer.sign(ACT) == load_key_file(folder / "amira").sign(ACT)


def test_keys_that_sign_no_acts_are_left_out(agent: Agent, folder: Path) -> None:
    command = ["ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-f", str(folder / "other")]
    subprocess.run(command, check=True, timeout=30)
    ssh_add(agent, folder / "other")
    assert agent.identities() == []


def test_a_key_that_is_not_there_is_named(agent: Agent, folder: Path) -> None:
    generate_key(folder / "amira")
    absent = generate_key(folder / "boris")
    ssh_add(agent, folder / "amira")
    with pytest.raises(KeyNotInAgent) as caught:
        agent.signer(fingerprint(absent.blob))
    assert caught.value.fingerprint == fingerprint(absent.blob)


def test_a_key_that_was_removed_meanwhile_is_named(agent: Agent, folder: Path) -> None:
    key = generate_key(folder / "amira")
    generate_key(folder / "boris")
    ssh_add(agent, folder / "amira", folder / "boris")
    signer = agent.signer(fingerprint(key.blob))
    ssh_add(agent, "-d", folder / "amira")
    with pytest.raises(KeyNotInAgent):
        signer.sign(ACT)


def test_an_empty_agent_shows_no_keys(agent: Agent) -> None:
    with pytest.raises(AgentShowsNoKeys):
        agent.identities()


def lock(agent: Agent) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.connect(agent.path)
        connection.sendall(pack_string(bytes((22,)) + pack_string(b"secret")))
        assert connection.recv(5) == b"\0\0\0\1\6"


def test_a_locked_agent_shows_no_keys_and_signs_nothing(agent: Agent, folder: Path) -> None:
    key = generate_key(folder / "amira")
    ssh_add(agent, folder / "amira")
    signer = agent.signer(fingerprint(key.blob))
    lock(agent)
    with pytest.raises(AgentShowsNoKeys):
        signer.sign(ACT)


@pytest.mark.parametrize(
    ("name", "cause"),
    [("missing", "ENOENT"), ("file", "ECONNREFUSED"), ("x" * 200, "EINVAL"), ("\ud800", "EINVAL")],
)
def test_no_agent_is_told(folder: Path, name: str, cause: str) -> None:
    (folder / "file").touch()
    with pytest.raises(AgentUnavailable) as caught:
        Agent(f"{folder}/{name}").identities()
    assert caught.value.cause == cause


FalseAgent = Callable[..., Agent]


@pytest.fixture
def false_agent(folder: Path) -> Iterator[FalseAgent]:
    """Answers its n-th connection with the n-th of the given bytes, then closes it; None: says nothing."""
    threads: list[threading.Thread] = []
    done = threading.Event()

    def start(*answers: bytes | None) -> Agent:
        server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        server.bind(str(folder / "false"))
        server.listen()

        def serve() -> None:
            with server:
                for answer in answers:
                    connection, _ = server.accept()
                    with connection:
                        connection.recv(agents.MAX_MESSAGE)
                        if answer is None:
                            done.wait(10)
                        else:
                            connection.sendall(answer)

        threads.append(threading.Thread(target=serve))
        threads[0].start()
        return Agent(str(folder / "false"))

    yield start
    done.set()
    for thread in threads:
        thread.join(10)


KEY = parse_public_key(
    bytes.fromhex(
        "0000000b7373682d65643235353139000000203b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29"
    )
)
SK = parse_public_key(
    b"".join(map(pack_string, (b"sk-ssh-ed25519@openssh.com", KEY.key, b"ssh:"))),
)


def listing(*keys: PublicKey) -> bytes:
    pairs = b"".join(pack_string(key.blob) + pack_string(b"") for key in keys)
    return pack_string(b"\x0c" + len(keys).to_bytes(4, "big") + pairs)


def test_a_refusal_is_told_from_an_absence(false_agent: FalseAgent) -> None:
    agent = false_agent(pack_string(b"\5"), listing(KEY))
    with pytest.raises(AgentRefused) as caught:
        agents.AgentSigner(agent, KEY).sign(ACT)
    assert caught.value.fingerprint == fingerprint(KEY.blob)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\0\0",
        b"\0\0\0\0",
        b"\0\0\0\5\x0c",
        b"\xff\xff\xff\xff\x0c",
        pack_string(b"\6"),
        pack_string(b"\x0c"),
        pack_string(b"\x0c\0\0\0\1"),
        pack_string(b"\x0c\xff\xff\xff\xff"),
        listing(KEY)[:-1] + b"\1",
        pack_string(listing(KEY)[4:] + b"\0"),
    ],
)
def test_an_answer_of_another_form_is_refused(false_agent: FalseAgent, answer: bytes) -> None:
    with pytest.raises(AgentGarbled):
        false_agent(answer).identities()


@pytest.mark.parametrize("answer", [b"\x0e", b"\x0e\0\0\0\5abc", b"\x0e\0\0\0\0\0", b"\x0c\0\0\0\0"])
def test_a_signature_of_another_form_is_refused(false_agent: FalseAgent, answer: bytes) -> None:
    with pytest.raises(AgentGarbled):
        agents.AgentSigner(false_agent(pack_string(answer)), KEY).sign(ACT)


def test_an_agent_that_signs_wrongly_is_caught_here(false_agent: FalseAgent) -> None:
    signature = pack_string(b"ssh-ed25519") + pack_string(bytes(64))
    with pytest.raises(BadEd25519):
        agents.AgentSigner(false_agent(pack_string(b"\x0e" + pack_string(signature))), KEY).sign(ACT)


def test_a_security_key_that_asked_for_no_pin_is_caught_here(false_agent: FalseAgent) -> None:
    signature = pack_string(SK.algorithm.encode()) + pack_string(bytes(64)) + b"\1\0\0\0\1"
    with pytest.raises(BadFlags):
        agents.AgentSigner(false_agent(pack_string(b"\x0e" + pack_string(signature))), SK).sign(ACT)


def test_a_silent_agent_is_not_waited_for(false_agent: FalseAgent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agents, "ANSWER_SECONDS", 0.05)
    with pytest.raises(AgentSilent):
        false_agent(None).identities()
