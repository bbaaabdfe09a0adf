"""An act as it enters the standing: what was said, by which keys, where and when."""

from __future__ import annotations

from msgspec import Struct, field

from plenipo.acts import Said


class Signer(Struct, frozen=True, gc=False):
    """A key that signed, as verified: `passkey` when a browser did it."""

    fingerprint: str
    passkey: bool = False
    backed_up: bool = False


class Cosigner(Struct, frozen=True, gc=False):
    """A partner whose cosignature in a `register.settle` was verified; milliseconds."""

    party: str
    at: int


class Entered(Struct, frozen=True, gc=False):
    """An act with its reference, to be judged and folded as entry `index`, stamped `stamp`."""

    act: Said
    ref: str
    signers: tuple[Signer, ...]
    index: int
    stamp: int
    cosigners: tuple[Cosigner, ...] = ()


class Flag(Struct, frozen=True, gc=False):
    """An irregularity seen when an act is judged; folded, it becomes a finding."""

    code: str
    about: str
    facts: dict[str, str | int] = field(default_factory=dict)
