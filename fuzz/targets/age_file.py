"""A whole age file, armoured or not, opened with a classical and a hybrid key."""

from __future__ import annotations

from plenipo.errors import PlenipoError
from plenipo.sealing import armor, decrypt, is_armored, parse_identity, unarmor
from plenipo.sealing.files import check_unmixed

# The published identities of C2SP CCTV's age vectors, from which the corpus starts.
IDENTITIES = (
    parse_identity("AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0"),
    parse_identity("AGE-SECRET-KEY-PQ-1HZLGZUPT4ETPKDEV8HSGFDCYZ4E522W0A7PU2LHT8EH9W6YLNC3SW78XKG"),
)


def check(data: bytes) -> bool:
    try:
        binary = _binary(data)
        check_unmixed(binary)
        decrypt(binary, IDENTITIES)
    except PlenipoError:
        return False
    return True


def _binary(data: bytes) -> bytes:
    if not is_armored(data):
        return data
    binary = unarmor(data)
    assert armor(binary) == data.strip(b" \t\r\n").replace(b"\r\n", b"\n") + b"\n"
    return binary
