"""What must be well before a desk opens: its port, its certificate, its own tables. The doctor asks the same.

1. Nothing here writes, and nothing needs Django.
2. Tables of a later version are left alone: what they hold would not be understood.
"""

from __future__ import annotations

import errno
import socket
import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from plenipo.errors import CertificateUnfit, KeyFileMissing, PortUnusable, StoreDamaged, TablesTooNew
from plenipo_node.storage.faults import translated
from plenipo_node.web.secret import FILE as SECRET
from plenipo_node.web.secret import read_secret

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes

    from plenipo_node.web.config import Config

TABLES = "desk.sqlite"
OURS = ("accounts", "drafts")
HOME = Path(__file__).parent.parent
WAIT_MS = 2000


def check(config: Config, now: datetime) -> None:
    """All that would keep this desk from opening, the first fault first."""
    folder = Path(config.folder)
    check_secret(folder)
    check_tables(folder)
    check_certificate(config, now)
    check_port(config)


def check_port(config: Config) -> None:
    """PortUnusable where this machine does not let us listen."""
    host, _, port = config.listen.rpartition(":")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host.strip("[]") or "127.0.0.1", int(port)))
        except (OSError, OverflowError) as error:
            taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
            raise PortUnusable(config.listen, "another program has it" if taken else str(error)) from None


def check_certificate(config: Config, now: datetime) -> None:
    """CertificateUnfit where a browser, or the server, would not take it."""
    if not config.certificate:
        return
    chain = _read(config.certificate)
    try:
        certificate = x509.load_pem_x509_certificates(chain)[0]
    except ValueError as error:
        raise CertificateUnfit(config.certificate, f"it is no certificate in PEM ({error})") from None
    key = _read(config.private_key)
    try:
        public = load_pem_private_key(key, None).public_key()
    except (ValueError, TypeError) as error:
        raise CertificateUnfit(config.private_key, f"it is no open private key in PEM ({error})") from None
    if b"BEGIN PRIVATE KEY" not in key:
        raise CertificateUnfit(
            config.private_key, "the key is not in PKCS#8: `openssl pkcs8 -topk8 -nocrypt`"
        )
    if _spki(public) != _spki(certificate.public_key()):
        raise CertificateUnfit(config.certificate, f"{config.private_key} is the key of another one")
    if not certificate.not_valid_before_utc <= now < certificate.not_valid_after_utc:
        since, until = certificate.not_valid_before_utc, certificate.not_valid_after_utc
        raise CertificateUnfit(config.certificate, f"it is valid from {since:%Y-%m-%d} to {until:%Y-%m-%d}")
    if config.host not in (names := list(_names(certificate))) and _wildcard(config.host) not in names:
        raise CertificateUnfit(config.certificate, f"it is for {', '.join(names) or 'no host'}")


def until(config: Config) -> datetime:
    """The end of a certificate that was checked."""
    return x509.load_pem_x509_certificates(_read(config.certificate))[0].not_valid_after_utc


def _read(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise CertificateUnfit(path, error.strerror or "it cannot be read") from None


def _spki(key: PublicKeyTypes) -> bytes:
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _names(certificate: x509.Certificate) -> Iterator[str]:
    """Browsers look at the subject's alternative names alone."""
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except (x509.ExtensionNotFound, ValueError):
        return
    yield from found.value.get_values_for_type(x509.DNSName)


def _wildcard(host: str) -> str:
    return f"*.{host.partition('.')[2]}"


def check_secret(folder: Path) -> None:
    """KeyFileExposed, KeyFileUnusable, StoreDamaged; none is made here."""
    with suppress(KeyFileMissing):
        read_secret(folder / "keys" / SECRET)


def check_tables(folder: Path) -> None:
    """StoreDamaged, TablesTooNew, and what else may be with a file of SQLite."""
    path = folder / TABLES
    if not path.exists():
        return
    with translated(path, WAIT_MS), closing(_opened(path)) as tables:
        (said,) = tables.execute("PRAGMA quick_check(1)").fetchone()
        if said != "ok":
            raise StoreDamaged(str(path), str(said))
        named = tables.execute("SELECT count(*) FROM sqlite_master WHERE name = 'django_migrations'")
        if not named.fetchone()[0]:
            return
        for app, name in tables.execute("SELECT app, name FROM django_migrations ORDER BY id"):
            if app in OURS and not (HOME / app / "migrations" / f"{name}.py").is_file():
                raise TablesTooNew(str(path), f"{app} {name}")


def orphaned(folder: Path, host: str) -> list[str]:
    """The persons whose passkeys were made for another host name: no browser offers them here."""
    path = folder / TABLES
    if not path.exists():
        return []
    with translated(path, WAIT_MS), closing(_opened(path)) as tables:
        named = tables.execute("SELECT count(*) FROM sqlite_master WHERE name = 'accounts_passkey'")
        if not named.fetchone()[0]:
            return []
        asked = (
            "SELECT DISTINCT person FROM accounts_passkey WHERE rp_id != ? AND lost IS NULL ORDER BY person"
        )
        return [person for (person,) in tables.execute(asked, (host,))]


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=WAIT_MS / 1000)
