"""An entry: accepted bytes are the one spelling of stamp, act and signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plenipo.errors import PlenipoError
from plenipo.register.entries import decode, encode

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

BEGIN = b"-----BEGIN SSH SIGNATURE-----\n"


def check(data: bytes) -> bool:
    try:
        entry = decode(data)
    except PlenipoError:
        return False
    assert encode(entry) == data
    return True


def mutate(data: bytes, mutate_bytes: Callable[[bytes], bytes], random: Random) -> bytes:
    """Half of the time, change the act or the signatures and write the header anew, so that it fits."""
    _, newline, body = data.partition(b"\n")
    act, sign, signatures = body.partition(b"\n" + BEGIN)
    if not newline or not sign or random.random() < 0.5:
        return mutate_bytes(data)
    signatures = sign[1:] + signatures
    if random.random() < 0.5:
        act = mutate_bytes(act)
    else:
        signatures = mutate_bytes(signatures)
    count = signatures.count(BEGIN) + random.choice((0, 0, 0, 1, -1))
    return b"plenipo-entry/1 %d %d %d\n%s\n%s" % (random.getrandbits(48), len(act), count, act, signatures)
