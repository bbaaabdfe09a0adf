"""ssh-agent over its socket (RFC 9987): list identities, and sign with a key file or a security key that
it holds.
"""

from __future__ import annotations

import errno
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plenipo.errors import (
    AgentGarbled,
    AgentRefused,
    AgentShowsNoKeys,
    AgentSilent,
    AgentUnavailable,
    BadSshSignature,
    KeyNotInAgent,
    SignatureError,
)
from plenipo.signatures import fingerprint, parse_public_key, to_be_signed
from plenipo.signatures.wire import Reader, pack_string
from plenipo_cli.signers.base import finish

if TYPE_CHECKING:
    from plenipo.signatures import PublicKey

FAILURE = 5
REQUEST_IDENTITIES, IDENTITIES_ANSWER = 11, 12
SIGN_REQUEST, SIGN_RESPONSE = 13, 14
MAX_MESSAGE = 262144
ANSWER_SECONDS = 5.0
TOUCH_SECONDS = 60.0


@dataclass(frozen=True)
class Identity:
    key: PublicKey
    comment: str


@dataclass(frozen=True)
class Agent:
    """`path` is what SSH_AUTH_SOCK names. Each request is a connection of its own."""

    path: str

    def identities(self) -> list[Identity]:
        """The keys that can sign acts; raises AgentShowsNoKeys if there is no key of any kind."""
        reader = self._ask(bytes((REQUEST_IDENTITIES,)), IDENTITIES_ANSWER, ANSWER_SECONDS)
        try:
            pairs = [(reader.string("key"), reader.string("comment")) for _ in range(reader.uint32("nkeys"))]
            reader.end()
        except BadSshSignature:
            raise AgentGarbled(self.path) from None
        if not pairs:
            raise AgentShowsNoKeys(self.path)
        return [identity for pair in pairs if (identity := _identity(*pair)) is not None]

    def signer(self, wanted: str) -> AgentSigner:
        """The signer of the key with this fingerprint."""
        for identity in self.identities():
            if fingerprint(identity.key.blob) == wanted:
                return AgentSigner(self, identity.key)
        raise KeyNotInAgent(wanted)

    def sign(self, key: PublicKey, signed: bytes) -> bytes:
        """The signature blob over `signed`."""
        request = bytes((SIGN_REQUEST,)) + pack_string(key.blob) + pack_string(signed) + bytes(4)
        try:
            reader = self._ask(request, SIGN_RESPONSE, TOUCH_SECONDS)
        except AgentRefused:
            self.signer(fingerprint(key.blob))  # says so if the key is gone, or the agent locked
            raise AgentRefused(fingerprint(key.blob)) from None
        try:
            signature = reader.string("signature")
            reader.end()
        except BadSshSignature:
            raise AgentGarbled(self.path) from None
        return signature

    def _ask(self, request: bytes, expected: int, seconds: float) -> Reader:
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
                connection.settimeout(seconds)
                connection.connect(self.path)
                connection.sendall(pack_string(request))
                answer = self._answer(connection)
        except TimeoutError:
            raise AgentSilent(self.path, seconds) from None
        except (OSError, ValueError) as error:
            code = error.errno if isinstance(error, OSError) else None
            raise AgentUnavailable(self.path, errno.errorcode.get(code or errno.EINVAL, "EINVAL")) from None
        if answer[:1] == bytes((FAILURE,)):
            raise AgentRefused("")
        if answer[:1] != bytes((expected,)):
            raise AgentGarbled(self.path)
        return Reader(answer[1:], BadSshSignature)

    def _answer(self, connection: socket.socket) -> bytes:
        size = int.from_bytes(self._receive(connection, 4), "big")
        if not 0 < size <= MAX_MESSAGE:
            raise AgentGarbled(self.path)
        return self._receive(connection, size)

    def _receive(self, connection: socket.socket, size: int) -> bytes:
        received = b""
        while len(received) < size:
            part = connection.recv(size - len(received))
            if not part:
                raise AgentGarbled(self.path)
            received += part
        return received


@dataclass(frozen=True)
class AgentSigner:
    agent: Agent
    public_key: PublicKey

    def sign(self, act: bytes) -> bytes:
        return finish(self.public_key, act, self.agent.sign(self.public_key, to_be_signed(act)))


def _identity(blob: bytes, comment: bytes) -> Identity | None:
    try:
        return Identity(parse_public_key(blob), comment.decode("utf-8", "replace"))
    except SignatureError:  # a kind of key that signs no acts
        return None
