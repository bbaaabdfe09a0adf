"""Whose try it is: the address that asks, as far as it can be believed.

1. `X-Forwarded-For` counts from a proxy that the settings name, and of it the last hop alone, which that
   proxy wrote. What it does not tell, or tells wrongly, is the proxy's own try.
2. Whoever has one address of IPv6 has 2^64 of them: such a network counts as one.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plenipo_node.web.asking import Asked

NETWORK = 64  # bits


def address_of(request: Asked) -> str:
    """What limits count by; empty where the server told none."""
    near = _read(str(request.META.get("REMOTE_ADDR", "")))
    if near is not None and near in map(ip_address, request.node.config.proxies):
        near = _read(request.headers.get("X-Forwarded-For", "").rpartition(",")[2]) or near
    if isinstance(near, IPv6Address):
        return str(IPv6Network((int(near), NETWORK), strict=False))
    return str(near or "")


def _read(text: str) -> IPv4Address | IPv6Address | None:
    """Without its zone; one of IPv4 that is written as IPv6 is the same."""
    try:
        found = ip_address(text.strip().partition("%")[0])
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found
