"""From options to an act: its members read, and the act composed of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plenipo.errors import MemberMissing, MemberWrong, RecordUnknown
from plenipo.signatures import fingerprint
from plenipo_cli import files
from plenipo_cli.errors import BadMember, NotGiven, SignerNotNamed
from plenipo_cli.identities import read_identities
from plenipo_cli.members import option_of, parameter_of
from plenipo_cli.values import Reader, person
from plenipo_node.preparing import composing
from plenipo_node.preparing.members import members_of
from plenipo_node.preparing.texts import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plenipo.acts.words import Text
    from plenipo.dialogue.standing import Standing
    from plenipo_cli.dialogues import Dialogue
    from plenipo_cli.signers import Signer
    from plenipo_node.preparing.composing import Ready
    from plenipo_node.preparing.members import Member

MAX_TEXT = 16 * 1024 * 1024


def author(standing: Standing, named: str | None, signer: Signer | None) -> str:
    """The person named, else the one to whom the signing key belongs. SignerNotNamed, BadPerson."""
    if named is not None:
        return person(named)
    mark = fingerprint(signer.public_key.blob) if signer else "(none)"
    known = standing.keys.get(mark)
    if known is None:
        raise SignerNotNamed(mark)
    return known.owner


def wording(dialogue: Dialogue, given: Mapping[str, Any]) -> Wording:
    """How the texts are sealed, by the options that every kind has. NoSuchFile, MalformedKey."""
    return Wording(
        to=tuple(part for each in given["to"] for part in each.split(",")),
        marking=given["marking"],
        title=given["title"],
        lang=given["lang"],
        identities=read_identities(given["identity"]) if given["identity"] else (),
        blob=dialogue.register.blob,
    )


def compose(dialogue: Dialogue, kind: str, by: str, given: dict[str, Any], wording: Wording) -> Ready:
    """The act with its blobs, unsigned. BadMember, NotGiven, ActError, the errors of texts and references.

    `given`: the values of the options by their parameter's name; "id" for one that is not random.
    """
    reader = Reader(dialogue.now, dialogue.reference, dialogue.commitment)
    values: dict[str, Any] = {"id": given.get("id")}
    texts: dict[str, str | Text] = {}
    for member in members_of(kind):
        if member.is_text:
            text = _text(dialogue, kind, member, given)
            if text is not None:
                texts[member.name] = text
        elif (raw := given.get(parameter_of(member.name))) not in (None, ()):
            values[member.name] = reader.read(member.hint, raw, f"--{option_of(kind, member.name)}")
    standing, seen, now = dialogue.standing, dialogue.seen, dialogue.now
    try:
        return composing.compose(standing, seen, now, kind, by, values, texts, wording)
    except MemberMissing as error:
        raise NotGiven(tuple(f"--{option_of(kind, name)}" for name in error.members), kind) from None
    except MemberWrong as error:
        where = f"--{option_of(kind, error.member)}" if error.member else "a value"
        raise BadMember(where, error.problem) from None
    except RecordUnknown as error:
        where = f"--{option_of(kind, error.member)}"
        raise BadMember(where, f"record {error.record} is nothing that this kind answers") from None


def _text(dialogue: Dialogue, kind: str, member: Member, given: dict[str, Any]) -> str | Text | None:
    words, file, of = (given.get(f"{parameter_of(member.name)}{end}") for end in ("", "_file", "_of"))
    if sum(each is not None for each in (words, file, of)) > 1:
        raise BadMember(
            f"--{option_of(kind, member.name)}", "give the words, a file or a record, one of them"
        )
    if of is not None:
        index, _, field = of.partition(".")
        return dialogue.text(index, field)
    return words if file is None else files.read_text(file, MAX_TEXT)
