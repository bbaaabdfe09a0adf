"""From options to an act: its members read, its texts sealed, its head filled in."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from plenipo.acts import KINDS
from plenipo.acts.codec import decode, encode
from plenipo.acts.words import Text
from plenipo.signatures import fingerprint
from plenipo_cli import files
from plenipo_cli.act_files import ActFile, act_file
from plenipo_cli.errors import BadMember, NotGiven, SignerNotNamed
from plenipo_cli.members import Member, members_of
from plenipo_cli.texts import Sealer, read_identities, readers_of
from plenipo_cli.values import Reader, person

if TYPE_CHECKING:
    from plenipo.dialogue.standing import Standing
    from plenipo_cli.dialogues import Dialogue
    from plenipo_cli.signers import Signer

MAX_TEXT = 16 * 1024 * 1024
SAME_TEXT_AS = ("consultation", "mandate", "ask")  # a commitment left out is that of what is answered


@dataclass(frozen=True)
class Wording:
    """How the texts of an act are sealed: the options that every kind has."""

    to: tuple[str, ...] = ()
    marking: str | None = None
    title: str = ""
    lang: str | None = None
    identity: Path | None = None


def author(standing: Standing, named: str | None, signer: Signer | None) -> str:
    """The person named, else the one to whom the signing key belongs. SignerNotNamed, BadPerson."""
    if named is not None:
        return person(named)
    mark = fingerprint(signer.public_key.blob) if signer else "(none)"
    known = standing.keys.get(mark)
    if known is None:
        raise SignerNotNamed(mark)
    return known.owner


def compose(
    dialogue: Dialogue, kind: str, by: str, given: dict[str, Any], wording: Wording
) -> tuple[ActFile, Sealer]:
    """The act with its blobs, unsigned. BadMember, ActError, and the errors of texts and references.

    `given`: the values of the options by their parameter's name; "id" for one that is not random.
    """
    members = members_of(kind, KINDS[kind])
    reader = Reader(dialogue.now, dialogue.reference, dialogue.commitment)
    values = {
        m.name: reader.read(m.hint, given[m.parameter], f"--{m.option}")
        for m in members
        if not m.is_text and _is_given(given, m)
    }
    _same_commitment(dialogue, members, values)
    _fill_in(dialogue, members, by, values)
    sealer = _sealer(dialogue, kind, by, values, wording)
    texts = {m.name: text for m in members if m.is_text and (text := _text(m, given, sealer)) is not None}
    head = {
        "kind": kind,
        "id": given.get("id") or secrets.token_hex(16),
        "by": by,
        "dialogue": dialogue.standing.dialogue,
        "seen": dialogue.seen,
    }
    data = _encoded(kind, head | values | texts, members)
    return act_file(data, sealer.blobs), sealer


def _is_given(given: dict[str, Any], member: Member) -> bool:
    return given.get(member.parameter) not in (None, ())


def _same_commitment(dialogue: Dialogue, members: list[Member], values: dict[str, Any]) -> None:
    if "commitment" in values or all(m.name != "commitment" for m in members):
        return
    for name in SAME_TEXT_AS:
        if isinstance(values.get(name), str):
            values["commitment"] = dialogue.commitment(str(dialogue.index_of(values[name])))


def _fill_in(dialogue: Dialogue, members: list[Member], by: str, values: dict[str, Any]) -> None:
    """What goes without saying: the author's own party, the counterpart where there is one, and now."""
    open_ = {m.name for m in members if m.otherwise and m.name not in values}
    counterparts = dialogue.standing.parties("counterpart")
    if "at" in open_:
        values["at"] = dialogue.now
    if "party" in open_:
        values["party"] = by.partition("/")[0]
    if "counterpart" in open_ and len(counterparts) == 1:
        values["counterpart"] = counterparts[0].id


def _sealer(dialogue: Dialogue, kind: str, by: str, values: dict[str, Any], wording: Wording) -> Sealer:
    standing = dialogue.standing
    named = tuple(part for each in wording.to for part in each.split(","))
    return Sealer(
        dialogue=dialogue,
        kind=kind,
        by=by,
        readers=named or readers_of(standing, kind, by, values),
        named=bool(named),
        marking=wording.marking or standing.rule_book.ceiling,
        title=wording.title,
        lang=wording.lang,
        identities=read_identities(wording.identity) if wording.identity else (),
    )


def _text(member: Member, given: dict[str, Any], sealer: Sealer) -> Text | None:
    words, file, of = (given.get(f"{member.parameter}{end}") for end in ("", "_file", "_of"))
    if sum(each is not None for each in (words, file, of)) > 1:
        raise BadMember(f"--{member.option}", "give the words, a file or a record, one of them")
    if of is not None:
        return sealer.again(of)
    if file is not None:
        words = files.read_text(file, MAX_TEXT)
    return None if words is None else sealer.seal(member.name, words)


def _encoded(kind: str, values: dict[str, Any], members: list[Member]) -> bytes:
    missing = tuple(f"--{m.option}" for m in members if m.required and m.name not in values)
    if missing:
        raise NotGiven(missing, kind)
    try:
        act = msgspec.convert(_plain(values), KINDS[kind])
    except msgspec.ValidationError as error:
        raise BadMember(_option(str(error), members), str(error)) from None
    data = encode(act)
    decode(data)
    return data


def _plain(values: dict[str, Any]) -> Any:
    return msgspec.to_builtins(values)


def _option(message: str, members: list[Member]) -> str:
    path = message.partition("`$.")[2].rstrip("`")
    return next((f"--{m.option}" for m in members if path.startswith(m.name)), "a value")
