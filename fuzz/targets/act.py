"""An act: accepted bytes are the one spelling of their value."""

from __future__ import annotations

from json_tree import mutate

from plenipo.acts.codec import decode, encode, ref_of
from plenipo.errors import PlenipoError

__all__ = ["check", "mutate"]


def check(data: bytes) -> bool:
    try:
        act = decode(data)
    except PlenipoError:
        return False
    assert encode(act) == data
    assert len(ref_of(data)) == 64
    return True
