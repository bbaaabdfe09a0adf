"""One entry: its act, its signatures, the verdict on it, and its sealed texts for who can open them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from plenipo.acts import kind_of
from plenipo.acts.codec import decode, ref_of
from plenipo.acts.words import Instant, Text
from plenipo.errors import MalformedDocument, NoMatch, PlenipoError
from plenipo.errors.words.shown import instant
from plenipo.sealing import decode_document, open_blob
from plenipo.signatures import signer_of
from plenipo_cli.dialogues import opened
from plenipo_cli.identities import read_identities
from plenipo_cli.options import common, dir_option
from plenipo_cli.screen import say
from plenipo_cli.words import tell
from plenipo_node.preparing.members import hints_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plenipo.acts import Said
    from plenipo.dialogue.standing import Standing
    from plenipo.sealing import PartyIdentity
    from plenipo_cli.dialogues import Dialogue


@click.command("show", short_help="One entry: act, signatures, verdict, sealed texts.")
@click.argument("entry")
@click.option(
    "--identity",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Opens its sealed texts; keys/sealing.age.",
)
@click.option("--node", is_flag=True, help="Open them with this node's own sealing key.")
@dir_option
@common
def command(entry: str, identity: Path | None, folder: Path, *, node: bool, as_json: bool) -> None:
    """Show ENTRY, a record's number or the first digits of its hash."""
    identities = read_identities(identity) if identity else []
    with opened(folder) as dialogue:
        if node:
            identities.append(dialogue.folder.keys.sealing)
        index = dialogue.index_of(entry)
        found = dialogue.entry(index)
        act = decode(found.act)
        facts = {
            "record": index,
            "reference": ref_of(found.act),
            "stamp": found.stamp_ms,
            "kind": kind_of(type(act)),
            "by": act.by,
            "act": json.loads(found.act),
            "times": {name: instant(at) for name, at in times(act)},
            "signers": [_signer(signer_of(each), dialogue.standing) for each in found.signatures],
            "void": list(dialogue.standing.void.get(index, ())) or None,
            "findings": _findings(dialogue, index),
            "texts": [_opened(dialogue, name, text, identities) for name, text in texts(act)],
        }
    say(as_json, facts, _lines(facts))


def texts(act: Said) -> Iterator[tuple[str, Text]]:
    """The sealed texts of an act with the names of their members."""
    for name in act.__struct_fields__:
        value = getattr(act, name)
        if isinstance(value, Text):
            yield name, value


def times(act: Said) -> Iterator[tuple[str, int]]:
    """The instants that an act names."""
    for name, hint in hints_of(type(act)).items():
        value = getattr(act, name)
        if value is not None and Instant in {hint, *get_args(hint)}:
            yield name, value


def _signer(mark: str, standing: Standing) -> dict[str, object]:
    key = standing.keys.get(mark)
    return {"fingerprint": mark, "owner": key.owner if key else None}


def _findings(dialogue: Dialogue, index: int) -> list[dict[str, object]]:
    from plenipo_cli.verdicts import flag_facts  # noqa: PLC0415 only where there is one

    return [flag_facts(found) for found in dialogue.standing.findings if found.index == index]


def _opened(dialogue: Dialogue, name: str, text: Text, identities: list[PartyIdentity]) -> dict[str, object]:
    facts: dict[str, object] = {
        "member": name,
        "blob": text.blob,
        "commitment": text.commitment,
        "marking": text.marking,
    }
    blob = dialogue.register.blob(text.blob)
    if blob is None:
        return facts | {"state": "not here"}
    if not identities:
        return facts | {"state": "sealed"}
    try:
        raw = open_blob(blob, identities, cipher_sha256=text.blob, commitment=text.commitment)
        document = decode_document(raw)
    except NoMatch:
        return facts | {"state": "not for this key"}
    except MalformedDocument:
        return facts | {"state": "open", "title": "", "text": raw.decode("utf-8", "replace")}
    except PlenipoError as error:
        return facts | {"state": "damaged", "fault": tell(error).sentence}
    beside = dict(document.fields)
    if document.marking is not None and str(document.marking) != text.marking:
        beside["marking"] = str(document.marking)
    return facts | {"state": "open", "title": document.title, "text": document.text, "beside": beside}


def _lines(facts: dict[str, object]) -> Iterator[str]:
    yield f"record {facts['record']}  {facts['kind']}  by {facts['by']}"
    yield f"  stamped   {instant(int(str(facts['stamp'])))}"
    yield f"  reference {facts['reference']}"
    for signer in _list(facts["signers"]):
        yield f"  signed by {signer['owner'] or 'nobody known'}  {signer['fingerprint']}"
    void = facts["void"]
    yield f"  verdict   {'void: ' + '; '.join(map(str, void)) if isinstance(void, list) else 'admitted'}"
    for finding in _list(facts["findings"]):
        yield f"  finding   {finding['sentence']}"
    act = facts["act"]
    if isinstance(act, dict):
        told = act | (facts["times"] if isinstance(facts["times"], dict) else {})
        yield from (f"  {name}: {_shown(value)}" for name, value in told.items() if name not in _HEAD)
    for text in _list(facts["texts"]):
        yield from _text_lines(text)


_HEAD = frozenset({"kind", "id", "by", "dialogue"})


def _list(value: object) -> list[dict[str, object]]:
    return value if isinstance(value, list) else []


def _shown(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _text_lines(text: dict[str, object]) -> Iterator[str]:
    yield f"  text {text['member']} ({text['marking']}): {text.get('fault') or text['state']}"
    if text["state"] == "open":
        beside = text.get("beside")
        named = [f"<{name}> {words}" for name, words in (beside if isinstance(beside, dict) else {}).items()]
        title = [] if str(text["text"]).startswith(str(text["title"])) else [str(text["title"])]
        parts = [*title, str(text["text"]), *named]
        yield from (f"    | {line}" for part in parts for line in part.splitlines())
