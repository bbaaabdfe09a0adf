"""key: with which keys they sign and open."""

from __future__ import annotations

from typing import Literal

from plenipo.acts.words import Act, Instant, Line, Name, Owner, Value


class KeyPolicy(Value):
    """What a security key or passkey is held to: its application (rpId), origin and backup."""

    application: Name
    origin: Name | None = None
    backed_up: bool = False


class Add(Act, tag="key.add"):
    """Add a key: a person's signing key, a party's sealing key, a registrar's second key."""

    owner: Owner
    purpose: Literal["act", "seal", "register"]
    key: Line
    policy: KeyPolicy | None = None


class Revoke(Act, tag="key.revoke"):
    """Revoke a key; `since` marks what it signed from that moment on as doubtful."""

    owner: Owner
    key: Line
    since: Instant | None = None
