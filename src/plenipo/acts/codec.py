"""Bytes to acts and back: strict, and only the canonical form.

An act is accepted only if encoding its decoded value again gives the same bytes. So keys cannot
repeat, members cannot be unknown or out of order, numbers are integers, and spaces do not matter
because there are none. Names are NFC and hold no control, bidirectional or unassigned characters.
"""

from __future__ import annotations

import hashlib
from functools import reduce
from operator import or_
from unicodedata import ucd_3_2_0 as unicode

import msgspec

from plenipo.acts import KINDS
from plenipo.acts.diagnosis import diagnose, walk_strings
from plenipo.acts.words import Said
from plenipo.errors import ActTooLong, ForbiddenCharacter, NotNormalised

MAX_ACT = 60_000  # leaves room for header and signatures in an entry of 65,535 bytes

_decoder: msgspec.json.Decoder[Said] = msgspec.json.Decoder(reduce(or_, KINDS.values()))
_encoder = msgspec.json.Encoder()

# Cc control, Cf format (the bidirectional overrides among them), Co private, Cn unassigned,
# Cs surrogate, Zl and Zp line and paragraph separators.
_FORBIDDEN = frozenset({"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"})

# Nothing is seen of these (Default_Ignorable_Code_Point, and the empty Braille cell), though that table has
# them as a dash, a space, letters, marks or a symbol.
_UNSEEN = frozenset(
    map(chr, (0x00AD, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x200B, 0x2800, 0x3164, 0xFFA0))
) | frozenset(map(chr, (*range(0x180B, 0x180F), *range(0xFE00, 0xFE10))))


def encode(act: Said) -> bytes:
    """The canonical bytes of an act: what is signed."""
    return _encoder.encode(act)


def decode(data: bytes) -> Said:
    """One well-formed act, or an ActError that says what is wrong and where."""
    if len(data) > MAX_ACT:
        raise ActTooLong(size=len(data), limit=MAX_ACT)
    try:
        act = _decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise diagnose(data, error) from None
    if _encoder.encode(act) != data:
        raise diagnose(data, None)
    # Printable ASCII without an escape needs no look: the decoder lets no other control through but DEL.
    if not data.isascii() or b"\\" in data or b"\x7f" in data:
        check_text(data)
    return act


def check_text(data: bytes) -> None:
    """Refuse unnormalised text and forbidden characters anywhere in an act."""
    for path, text in walk_strings(data):
        if not unicode.is_normalized("NFC", text):
            raise NotNormalised(path=path)
        for char in text:
            if unicode.category(char) in _FORBIDDEN or char in _UNSEEN:
                raise ForbiddenCharacter(path=path, codepoint=ord(char))


def ref_of(data: bytes) -> str:
    """The name by which later acts refer to these act bytes."""
    return hashlib.sha256(data).hexdigest()
