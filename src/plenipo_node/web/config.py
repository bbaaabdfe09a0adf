"""What the operator sets, in one commented file: DIR/desk.toml. It is written at the first start.

A setting that is unknown, or of another type, is refused with the name of it: a typing error in a setting is
never a default.
"""

from __future__ import annotations

import os
import tomllib
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import msgspec
from msgspec import Struct

from plenipo.errors import BadSetting

FILE = "desk.toml"
VARIABLE = "PLENIPO_DESK"  # how `serve` hands the settings to the process that answers
LEVELS = ("info", "warning", "error")

WORDS = """\
# Settings of this desk. Restart `plenipo serve` after a change; `plenipo doctor DIR` checks them.

# What people type into their browser. Passkeys are made for this host name: another name orphans them all.
# Anything but localhost needs https.
address = "{address}"

# Where the server listens.
listen = "{listen}"

# For https: the certificate with its chain, and its private key (PKCS#8), PEM files.
certificate = ""
private_key = ""

# Where a proxy ends https before this server: its addresses, as ["127.0.0.1"]. Tries to sign in are counted
# by the last hop of its X-Forwarded-For; without this, all of them as the proxy's own. From others it is
# never believed. The proxy has to drop headers with an underscore in their names.
proxies = []

# The language of pages before a person chooses one: "en" or "fr". The time zone of what is shown.
language = "en"
zone = "Europe/Brussels"

# Seconds in which a signed act can be taken back before it leaves for the register.
undo = 10

# Hours after which a person signs in again.
session_hours = 12

# What the log holds: "error", "warning", or "info" for a line a request. Never what anybody wrote.
log = "warning"
"""


class Config(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`folder` is the dialogue's; `demo` is never read from the file."""

    folder: str = ""
    address: str = "http://localhost:8310"
    listen: str = "127.0.0.1:8310"
    certificate: str = ""
    private_key: str = ""
    proxies: tuple[str, ...] = ()
    language: str = "en"
    zone: str = "Europe/Brussels"
    undo: int = 10
    session_hours: int = 12
    log: str = "warning"
    demo: bool = False

    @property
    def host(self) -> str:
        """The host name of the address, which is the passkeys' rpId."""
        return urlsplit(self.address).hostname or ""

    @property
    def secure(self) -> bool:
        return self.address.startswith("https://")


def read_config(folder: Path) -> Config:
    """The settings in the folder, or the defaults where there is no file. BadSetting."""
    try:
        text = (folder / FILE).read_text("utf-8")
    except FileNotFoundError:
        return Config(folder=str(folder))
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(FILE, str(error)) from None
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(FILE, str(error)) from None
    for name in ("folder", "demo"):
        if name in found:
            raise BadSetting(name, "not a setting of this file")
    try:
        return checked(msgspec.convert({**found, "folder": str(folder)}, Config))
    except msgspec.ValidationError as error:
        raise BadSetting(FILE, str(error)) from None


def checked(config: Config) -> Config:
    """BadSetting for what is of the right type and still cannot be."""
    parts = urlsplit(config.address)
    faults = {
        "address": parts.scheme not in {"http", "https"}
        or not parts.hostname
        or bool(parts.path or parts.query),
        "listen": not config.listen.rpartition(":")[2].isdigit(),
        "proxies": not all(map(_address, config.proxies)),
        "language": config.language not in {"en", "fr"},
        "zone": config.zone not in available_timezones(),
        "undo": not 0 <= config.undo <= 3600,
        "session_hours": not 1 <= config.session_hours <= 24 * 30,
        "log": config.log not in LEVELS,
    }
    for name, wrong in faults.items():
        if wrong:
            raise BadSetting(name, str(getattr(config, name)))
    if not config.secure and parts.hostname != "localhost":
        raise BadSetting("address", "a host other than localhost needs https")
    if bool(config.certificate) != bool(config.private_key):
        raise BadSetting("certificate", "a certificate and its private key come together")
    return config


def _address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def write_config(folder: Path, config: Config) -> None:
    """The commented file, once."""
    path = folder / FILE
    if not path.exists():
        path.write_text(WORDS.format(address=config.address, listen=config.listen), "utf-8")


def handed_over() -> Config:
    """What `serve` handed to this process; defaults without a folder where nothing was."""
    handed = os.environ.get(VARIABLE)
    return msgspec.json.decode(handed, type=Config) if handed else Config()


def hand_over(config: Config) -> None:
    os.environ[VARIABLE] = msgspec.json.encode(config).decode()
