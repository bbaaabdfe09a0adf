"""From typed values to an act: what goes without saying filled in, its texts sealed, its head written.

1. Nobody gives `by`, `dialogue` or `seen` as a member: they are those of the author and of the standing. An
   `id` may be given by who has to find the act again; else it is random.
2. Left out, `party` is the author's, `at` is now, `counterpart` the only one there is; a commitment is that
   of the consultation, mandate or request that the act answers.
3. What leaves here is an act that decodes. Whether it may be said is the guard's to judge.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from plenipo.acts import KINDS
from plenipo.acts.codec import decode, encode
from plenipo.acts.words import Act, Text, party_of
from plenipo.errors import MemberMissing, MemberUnknown, MemberWrong, RecordUnknown, UnknownKind
from plenipo_node.preparing.members import Member, members_of
from plenipo_node.preparing.texts import Sealer, Wording, readers_of, released

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plenipo.acts.words import Seen
    from plenipo.dialogue.standing import Standing

_PATH = re.compile(r"`\$\.(\w+)")


@dataclass(frozen=True)
class Ready:
    """An act to be signed, with the sealed texts that it brings; readers `without_key` cannot read them."""

    act: bytes
    blobs: dict[str, bytes]
    readers: tuple[str, ...]
    without_key: tuple[str, ...]


def compose(  # noqa: PLR0913, PLR0917 the standing's three, who says what, and its texts: all are needed
    standing: Standing,
    seen: Seen,
    now: int,
    kind: str,
    by: str,
    values: Mapping[str, Any],
    texts: Mapping[str, str | Text | list[str]] | None = None,
    wording: Wording | None = None,
) -> Ready:
    """The act, unsigned. PreparingError, ActError, SealingError.

    `values` are plain JSON by the member's name; None is as left out. `texts` are words to be sealed, or a
    text of an earlier record, by the path of their member: "text", "subject.red_lines".
    """
    members = _members(kind)
    given = {name: value for name, value in values.items() if value is not None}
    words = dict(texts or {})
    mark = given.pop("id", None) or secrets.token_hex(16)
    _known(kind, members, given, words)
    _same_commitment(standing, members, given)
    _fill_in(standing, members, now, by, given)
    _complete(kind, members, given.keys() | {path.partition(".")[0] for path in words})
    wording = wording or Wording()
    readers = wording.to or readers_of(standing, kind, by, given)
    if any(not isinstance(text, Text) for text in words.values()):
        readers = released(standing, wording, by, readers, chosen=bool(wording.to) or "recipients" in given)
    sealer = Sealer(standing, kind, wording, readers, party_of(by))
    for path, text in words.items():
        _put(given, path, _sealed(sealer, path, text))
    head = {"kind": kind, "id": mark, "by": by, "dialogue": standing.dialogue, "seen": seen}
    data = _encoded(kind, given | head)
    return Ready(data, sealer.blobs, sealer.readers, sealer.without_key)


def _sealed(sealer: Sealer, path: str, text: str | Text | list[str]) -> Text | list[Text]:
    if isinstance(text, list):
        return [sealer.seal(path, each) for each in text]
    return sealer.seal(path, text) if isinstance(text, str) else sealer.again(text)


def _put(values: dict[str, Any], path: str, sealed: Text | list[Text]) -> None:
    """Into a value within, if the path leads there; what is given is not changed."""
    first, _, rest = path.partition(".")
    if not rest:
        values[first] = sealed
        return
    values[first] = within = dict(values.get(first) or {})
    _put(within, rest, sealed)


def _members(kind: str) -> dict[str, Member]:
    """UnknownKind, also for a founding, which stands before any dialogue."""
    if not issubclass(KINDS.get(kind, object), Act):
        raise UnknownKind(kind)
    return {member.name: member for member in members_of(kind)}


def _known(
    kind: str, members: Mapping[str, Member], given: Mapping[str, Any], words: Mapping[str, Any]
) -> None:
    for name in given:
        if name not in members or members[name].is_text:
            raise MemberUnknown(kind, name)
    for path in words:
        name, _, within = path.partition(".")
        if name not in members or not (within or members[name].is_text):
            raise MemberUnknown(kind, path)


def _same_commitment(standing: Standing, members: Mapping[str, Member], given: dict[str, Any]) -> None:
    """A mandate's reference is that of the consultation on it."""
    if "commitment" in given or "commitment" not in members:
        return
    answered = (
        ("consultation", standing.consultations),
        ("mandate", standing.consultations),
        ("ask", standing.asks),
    )
    for name, records in answered:
        ref = given.get(name)
        if isinstance(ref, str):
            if ref not in records:
                raise RecordUnknown(name, ref)
            given["commitment"] = records[ref].commitment


def _fill_in(
    standing: Standing, members: Mapping[str, Member], now: int, by: str, given: dict[str, Any]
) -> None:
    left = {name for name, member in members.items() if member.otherwise and name not in given}
    counterparts = standing.parties("counterpart")
    if "at" in left:
        given["at"] = now
    if "party" in left:
        given["party"] = party_of(by)
    if "counterpart" in left and len(counterparts) == 1:
        given["counterpart"] = counterparts[0].id


def _complete(kind: str, members: Mapping[str, Member], there: set[str]) -> None:
    missing = tuple(name for name, member in members.items() if member.required and name not in there)
    if missing:
        raise MemberMissing(kind, missing)


def _encoded(kind: str, values: dict[str, Any]) -> bytes:
    try:
        data = encode(msgspec.convert(msgspec.to_builtins(values), KINDS[kind]))
    except msgspec.ValidationError as error:
        found = _PATH.search(str(error))
        raise MemberWrong(found[1] if found else "", str(error)) from None
    except (UnicodeEncodeError, RecursionError) as error:
        raise MemberWrong(_unwritable(values), str(error)) from None
    decode(data)
    return data


def _unwritable(values: Mapping[str, Any]) -> str:
    """The first member that JSON cannot hold."""
    for name, value in values.items():
        try:
            msgspec.json.encode(value)
        except (UnicodeEncodeError, RecursionError):
            return name
    return ""
