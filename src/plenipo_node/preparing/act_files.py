r"""Acts on their way: prepared, signed by one after the other, carried to where they are registered.

    {"format": "plenipo-act/1",
     "act": "<the act's bytes, as text>",
     "signatures": ["-----BEGIN SSH SIGNATURE-----\n…", …],
     "blobs": {"<SHA-256>": "<sealed text, base64>", …}}

The act is text in JSON, so that its bytes come back exactly. Several acts stand in one file as lines, each
such an object without line ends. Nothing in the file is trusted: all is verified again where it is used.
"""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

import msgspec

from plenipo.acts.codec import decode, ref_of
from plenipo.errors import BadActFile
from plenipo.register import in_order
from plenipo.signatures import signer_of
from plenipo_node.intake import Submission

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from plenipo.acts import Said

MAX_ACT_FILE = 64 * 1024 * 1024
LINE = b'{"format":'  # an act without line ends begins so


class ActFile(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="format", tag="plenipo-act/1"
):
    """`blobs`: sealed texts in base64 by their SHA-256 in hexadecimal."""

    act: str
    signatures: tuple[str, ...] = ()
    blobs: dict[str, str] = {}

    @property
    def data(self) -> bytes:
        return self.act.encode()

    @property
    def said(self) -> Said:
        """ActError."""
        return decode(self.data)

    @property
    def ref(self) -> str:
        return ref_of(self.data)

    @property
    def armored(self) -> tuple[bytes, ...]:
        """The signatures as an entry holds them. SignatureError."""
        return in_order([each.encode() for each in self.signatures], signer_of)

    @property
    def sealed(self) -> dict[str, bytes]:
        return {name: base64.b64decode(data) for name, data in self.blobs.items()}

    @property
    def submission(self) -> Submission:
        """As the write path takes it. SignatureError."""
        return Submission(self.data, self.armored, self.sealed)

    def signed_by(self, signature: bytes) -> ActFile:
        """With one armored signature more; the same key's is replaced. SignatureError."""
        mark = signer_of(signature)
        others = [each.encode() for each in self.signatures if signer_of(each.encode()) != mark]
        ordered = in_order([*others, signature], signer_of)
        return msgspec.structs.replace(self, signatures=tuple(each.decode() for each in ordered))

    def encode(self) -> bytes:
        return msgspec.json.format(msgspec.json.encode(self), indent=1) + b"\n"


def act_file(act: bytes, blobs: Mapping[str, bytes]) -> ActFile:
    return ActFile(
        act.decode(), blobs={name: base64.b64encode(data).decode() for name, data in blobs.items()}
    )


def encode_several(acts: Iterable[ActFile]) -> bytes:
    return b"".join(msgspec.json.encode(act) + b"\n" for act in acts)


def read_act_files(data: bytes) -> tuple[ActFile, ...]:
    """One act, or several as lines. BadActFile, and ActError if an act in it is none."""
    if not data.startswith(LINE):
        return (read_act_file(data),)
    _bounded(data)
    return tuple(read_act_file(line) for line in data.splitlines() if line)


def _bounded(data: bytes) -> None:
    if len(data) > MAX_ACT_FILE:
        raise BadActFile(f"it has more than {MAX_ACT_FILE} bytes")


def read_act_file(data: bytes) -> ActFile:
    """BadActFile, and ActError if the act in it is none."""
    _bounded(data)
    try:
        found = msgspec.json.decode(data, type=ActFile)
        for blob in found.blobs.values():
            base64.b64decode(blob, validate=True)
    except (msgspec.MsgspecError, UnicodeDecodeError, binascii.Error, ValueError, RecursionError) as error:
        raise BadActFile(f"not an act file ({error})") from None
    found.said  # noqa: B018 raises here, where the file is at hand
    return found
