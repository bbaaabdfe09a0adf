"""The scrypt recipient type (C2SP age): a passphrase. For backups; parties' texts are never sealed to one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Final

from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from plenipo.errors import StanzaFailure
from plenipo.sealing import base64
from plenipo.sealing.headers import Stanza, addressed, check_stanza
from plenipo.sealing.primitives import WRAPPED_SIZE, random_16_bytes, unwrap, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

KIND: Final = "scrypt"
MAX_WORK_FACTOR: Final = 18  # 2**18 iterations of r=8: 256 MiB
_LABEL: Final = b"age-encryption.org/v1/scrypt"
_SALT_SIZE: Final = 16
_DECIMAL: Final = re.compile(r"[1-9][0-9]?")


@dataclass(frozen=True, slots=True, eq=False)
class ScryptRecipient:
    """A passphrase to seal with; `work_factor` is the base-two logarithm of N, at most MAX_WORK_FACTOR."""

    passphrase: str = field(repr=False)
    work_factor: int = MAX_WORK_FACTOR
    kind: ClassVar[str] = KIND

    def wrap(self, file_key: bytes) -> Stanza:
        """A stanza under a fresh salt."""
        salt = random_16_bytes()
        work_factor = min(max(1, self.work_factor), MAX_WORK_FACTOR)
        body = wrap(_wrap_key(self.passphrase, salt, work_factor), file_key)
        return Stanza(KIND, (base64.encode(salt).decode(), str(work_factor)), body)


@dataclass(frozen=True, slots=True, eq=False)
class ScryptIdentity:
    """A passphrase to open with; a work factor above `max_work_factor` is refused at no cost."""

    passphrase: str = field(repr=False)
    max_work_factor: int = MAX_WORK_FACTOR

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None:
        """The file key, or None if the passphrase is another. Raises StanzaFailure."""
        for at, stanza in addressed(stanzas, KIND):
            salt, work_factor = _parse(at, stanza)
            if work_factor > self.max_work_factor:
                raise StanzaFailure(fault="work factor", at=at, kind=KIND)
            return unwrap(_wrap_key(self.passphrase, salt, work_factor), stanza.body)
        return None


def check_alone(stanzas: Sequence[Stanza]) -> None:
    """A scrypt stanza is the only stanza of its header. Raises StanzaFailure."""
    at = next((at for at, _ in addressed(stanzas, KIND)), None)
    if at is not None and len(stanzas) > 1:
        raise StanzaFailure(fault="not alone", at=at, kind=KIND)


def _parse(at: int, stanza: Stanza) -> tuple[bytes, int]:
    check_stanza(at, stanza, args=2, body=WRAPPED_SIZE)
    salt = base64.decode_argument(stanza.args[0], _SALT_SIZE)
    if salt is None:
        raise StanzaFailure(fault="salt", at=at, kind=KIND)
    if not _DECIMAL.fullmatch(stanza.args[1]):
        raise StanzaFailure(fault="work factor", at=at, kind=KIND)
    return salt, int(stanza.args[1])


def _wrap_key(passphrase: str, salt: bytes, work_factor: int) -> bytes:
    kdf = Scrypt(salt=_LABEL + salt, length=32, n=1 << work_factor, r=8, p=1)
    return kdf.derive(passphrase.encode("utf-8", "surrogatepass"))
