"""Found a dialogue: node keys, a draft, everybody's signature, and the folder that it opens."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from plenipo.acts.dialogue import Found
from plenipo.errors import NotRegistrar
from plenipo.signatures import fingerprint, signer_of
from plenipo_cli import exits, files
from plenipo_cli.act_files import read_act_file
from plenipo_cli.errors import BadFile, BadMember, GuardRefused, NoFolder, NoSigner, NotAllSigned
from plenipo_cli.founding import (
    NodeFile,
    draft_text,
    founding_act,
    is_draft,
    missing_signatures,
    read_draft,
    signer_of_founding,
)
from plenipo_cli.options import common
from plenipo_cli.screen import say
from plenipo_cli.signing import find_signer, signer_options
from plenipo_node.preparing.act_files import ActFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plenipo_cli.signers import Signer

FILE = click.Path(path_type=Path)


class AtOnce(click.Group):
    """`found DRAFT …` is `found at-once DRAFT …`."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands and (args[0].endswith(".json") or Path(args[0]).is_file()):
            args = ["at-once", *args]
        return super().resolve_command(ctx, args)


@click.group("found", cls=AtOnce, short_help="Found a dialogue: draft, keys, signatures, opening.")
def command() -> None:
    """Found a dialogue.

    \b
    1. each party:   plenipo found keys --dir DIR --party FR
                     makes its node's keys; send FR.node.json round
    2. one of them:  plenipo found draft DRAFT.json
                     edit it together
    3. each party:   plenipo found sign FILE --key KEY
                     the first makes FILE from the draft
    4. each party:   plenipo found show FILE
                     compare its hash by voice
    5. each party:   plenipo found open FILE --dir DIR
                     the registrar's node registers it

    Where all keys are at hand, this does all of it:

    \b
    plenipo found DRAFT.json --dir DIR --key KEY --key KEY …
    """  # noqa: D301 click wants the character, not its spelling


@command.command("keys")
@click.option("--dir", "folder", type=FILE, required=True, metavar="DIR", help="The folder to make.")
@click.option("--party", required=True, metavar="PARTY", help="Whose node it is.")
@click.option("--out", type=FILE, metavar="FILE", help="Where the public parts go.  [PARTY.node.json]")
@common
def keys(folder: Path, party: str, out: Path | None, *, as_json: bool) -> None:
    """Make a node's folder with its keys, and write their public parts for the charter.

    For a folder that is there, a public file that was lost is written again.
    """
    from plenipo_node.folder import KEYS, create_folder, open_folder  # noqa: PLC0415 help needs no store

    path = out or Path(f"{party}.node.json")
    made = (folder / KEYS).is_dir() and not path.exists()
    with open_folder(folder) if made else create_folder(folder) as held:
        node = NodeFile(party, held.keys.registrar_key, held.keys.cosigner_key, held.keys.recipient)
    files.write_new(path, node.encode())
    lines = [
        f"folder        {folder}: the private keys are in it, readable by you alone",
        f"public parts  {path}",
        f"registrar_key {node.registrar_key}",
        f"cosigner      {node.cosigner}",
    ]
    say(as_json, {"folder": str(folder), "file": str(path), **msgspec.structs.asdict(node)}, lines)


@command.command("draft")
@click.argument("out", type=FILE)
@click.option("--partner", multiple=True, metavar="PARTY", help="Repeatable.  [FR DE PL]")
@click.option("--concerned", multiple=True, metavar="PARTY", help="Repeatable.  [UA]")
@click.option("--counterpart", default="RU", metavar="PARTY")
@click.option("--registrar", metavar="PARTY", help="[the first partner]")
@common
def draft(
    out: Path, counterpart: str, registrar: str | None, *, as_json: bool, **parties: tuple[str, ...]
) -> None:
    """Write a draft with remarks to OUT, to be edited."""
    partners = parties["partner"] or ("FR", "DE", "PL")
    text = draft_text(partners, parties["concerned"] or ("UA",), counterpart, registrar or partners[0])
    files.write_new(out, text)
    say(as_json, {"draft": str(out)}, [f"written {out}: edit it, then `plenipo found sign {out} --key KEY`"])


@command.command("sign")
@click.argument("file", type=FILE)
@click.option("--out", type=FILE, metavar="OUT", help="Where the founding file goes.")
@signer_options
@common
def sign(file: Path, out: Path | None, *, as_json: bool, **given: Any) -> None:
    """Sign the founding in FILE with a party's authority key.

    From a draft this makes the founding file (DRAFT.founding.json unless --out names it): from then on its
    text is fixed, and the others sign that file.
    """
    signer = find_signer(given["key"], given["agent"], given["passphrase_file"])
    drafted = is_draft(file)
    act = _frozen(file, signer) if drafted else read_founding(file)
    target = out or (file.with_name(f"{file.stem}.founding.json") if drafted else file)
    signed = signed_founding(act, signer)
    if drafted:
        _check_drafted(signed)
    write = files.write_new if drafted else files.replace
    write(target, signed.encode())
    say(as_json, {"file": str(target), **_facts(signed)}, [f"signed {target}", *_lines(signed)])


@command.command("show")
@click.argument("file", type=FILE)
@common
def show(file: Path, *, as_json: bool) -> int:
    """Show what the founding FILE says, who has signed, and what the guard finds wrong with it."""
    from plenipo_cli.verdicts import facts_of, lines_of, verdict_on_founding  # noqa: PLC0415 help needs no guard

    act = read_founding(file)
    verdict = verdict_on_founding(act)
    lines = [*_charter_lines(_found(act, file)), *_lines(act), *lines_of(verdict)]
    say(as_json, {"file": str(file), **_facts(act), "verdict": facts_of(verdict)}, lines)
    return exits.OK if verdict.allowed else exits.NO


@command.command("open")
@click.argument("file", type=FILE)
@click.option(
    "--dir", "folder", type=FILE, required=True, metavar="DIR", help="The folder that `found keys` made."
)
@common
def open_(file: Path, folder: Path, *, as_json: bool) -> int:
    """Pin the founding in FILE as this folder's root; the registrar's node registers it too."""
    return _open(read_founding(file), folder, as_json=as_json)


@command.command("at-once", hidden=True)
@click.argument("draft_file", type=FILE)
@click.option("--dir", "folder", type=FILE, metavar="DIR", help="The folder of the registrar's node.")
@click.option(
    "--key", "paths", type=FILE, multiple=True, metavar="FILE", help="An authority's key, repeatable."
)
@click.option("--passphrase-file", type=FILE, metavar="FILE", help="Its first line opens the keys.")
@common
def at_once(
    draft_file: Path,
    folder: Path | None,
    paths: tuple[Path, ...],
    *,
    as_json: bool,
    passphrase_file: Path | None,
) -> int:
    """Found a dialogue from DRAFT_FILE with all authorities' keys at hand."""
    from plenipo_node.folder import create_folder, open_folder  # noqa: PLC0415 help needs no store

    if folder is None:
        raise NoFolder
    if not paths:
        raise NoSigner
    signers = [find_signer(path, None, passphrase_file) for path in paths]
    named = read_draft(draft_file, "")["charter"]["registrar_key"]  # its faults show before a folder is made
    fresh = not folder.exists() or not any(folder.iterdir())
    if fresh and named:
        raise NotRegistrar(named, "made anew")
    with create_folder(folder) if fresh else open_folder(folder) as held:
        key = held.keys.registrar_key
    if named not in {"", key}:
        raise NotRegistrar(named, key)
    act = _frozen(draft_file, signers[0], key)
    for signer in signers:
        act = signed_founding(act, signer)
    return _open(act, folder, as_json=as_json)


def read_founding(path: Path) -> ActFile:
    """BadFile if the file holds another act, or a draft."""
    if is_draft(path):
        raise BadFile(str(path), "it is a draft that nobody has signed yet")
    act = read_act_file(path)
    _found(act, path)
    return act


def signed_founding(act: ActFile, signer: Signer) -> ActFile:
    """SignerNotNamed if the key is no authority's."""
    said = act.said
    assert isinstance(said, Found)  # noqa: S101 read_founding looked
    signer_of_founding(said, fingerprint(signer.public_key.blob))
    return act.signed_by(signer.sign(act.data))


def _frozen(path: Path, signer: Signer, registrar_key: str | None = None) -> ActFile:
    draft = read_draft(path, registrar_key)
    return ActFile(founding_act(path, draft, fingerprint(signer.public_key.blob)).decode())


def _check_drafted(act: ActFile) -> None:
    """GuardRefused before the text is fixed and passed round; that others have not signed yet is no fault."""
    from plenipo.guard.explain import sentence  # noqa: PLC0415 help needs no guard
    from plenipo_cli.verdicts import verdict_on_founding  # noqa: PLC0415 likewise

    reasons = [each for each in verdict_on_founding(act).reasons if each.code != "founding-not-signed"]
    if reasons:
        raise GuardRefused(tuple(map(sentence, reasons)))


def _found(act: ActFile, path: Path) -> Found:
    said = act.said
    if not isinstance(said, Found):
        raise BadFile(str(path), "it is another act than a founding")
    return said


def _open(act: ActFile, folder: Path, *, as_json: bool) -> int:
    from plenipo_cli.registering import open_founding  # noqa: PLC0415 help needs no store

    said = act.said
    if not isinstance(said, Found):  # pragma: no cover — both ways here looked
        raise BadMember("FILE", "it is no founding")
    missing = missing_signatures(said, map(signer_of, act.armored))
    if missing:
        raise NotAllSigned(missing)
    return open_founding(act, said, folder, as_json=as_json)


def _facts(act: ActFile) -> dict[str, object]:
    said = act.said
    assert isinstance(said, Found)  # noqa: S101 read_founding looked
    marks = [signer_of(each) for each in act.armored]
    return {
        "root": act.ref,
        "signed": sorted(signer_of_founding(said, mark) for mark in marks),
        "missing": missing_signatures(said, marks),
    }


def _lines(act: ActFile) -> Iterator[str]:
    facts = _facts(act)
    missing = facts["missing"]
    signed = facts["signed"]
    yield f"  root     {act.ref}"
    yield f"  signed   {', '.join(map(str, signed)) if isinstance(signed, list) else ''}"
    yield f"  missing  {', '.join(map(str, missing)) if isinstance(missing, tuple) and missing else 'nobody'}"


def _charter_lines(said: Found) -> Iterator[str]:
    charter = said.charter
    yield said.title
    for party in charter.parties:
        yield f"  {party.role:<12} {party.id}  {party.name}"
    for each in charter.reserved:
        yield f"  reserved to  {each.party}: {', '.join(each.topics)}"
    for name, rule in charter.decisions.items():
        yield f"  {name:<12} by {rule.rule}{', also by silence' if rule.silence else ''}"
    yield f"  registrar    {charter.registrar}; final by {charter.quorum}; at most {charter.cap} envoys"
