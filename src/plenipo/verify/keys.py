"""Which keys speak for a register: its registrar's in this term, and each partner's mirror.

The origin of a term is `<dialogue hash>/<term>`, and the registrar's key has that name. A mirror's key is
named `<dialogue hash>/<party>`: parties begin with a capital, so no name is a term.
"""

from __future__ import annotations

import binascii

from plenipo.dialogue.standing import Standing
from plenipo.register import Policy, VerifierKey, parse_vkey
from plenipo.register.keys import ED25519, ED25519_COSIGNATURE


def origin_of(dialogue: str, term: int) -> str:
    return f"{dialogue}/{term}"


def registrar_keys(standing: Standing) -> tuple[VerifierKey, ...]:
    """The registrar's Ed25519 key, then those added since (ML-DSA-44)."""
    first = VerifierKey(
        origin_of(standing.dialogue, standing.term), ED25519, _raw(standing.rule_book.registrar_key)
    )
    return (first, *(parse_vkey(text) for text in standing.register_keys))


def cosigner_keys(standing: Standing) -> tuple[VerifierKey, ...]:
    """The mirror key of each partner that has one."""
    return tuple(
        VerifierKey(f"{standing.dialogue}/{party.id}", ED25519_COSIGNATURE, _raw(party.cosigner))
        for party in standing.parties("partner")
        if party.cosigner is not None
    )


def endorsement_policy(standing: Standing, quorum: int | None = None) -> Policy:
    """The registrar's signature and those of the charter's quorum, unless another number is given."""
    least = standing.rule_book.quorum if quorum is None else quorum
    origin = origin_of(standing.dialogue, standing.term)
    return Policy(origin, registrar_keys(standing)[:1], cosigner_keys(standing), least)


def _raw(key: str) -> bytes:
    return binascii.a2b_base64(key)


def known_keys(standing: Standing) -> tuple[VerifierKey, ...]:
    """All that may sign a checkpoint: the registrar's, its Ed25519 key first, then the mirrors'."""
    return (*registrar_keys(standing), *cosigner_keys(standing))
