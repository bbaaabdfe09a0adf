"""Say something in the dialogue: one subcommand a kind of act, its options made from the act's members."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from plenipo.acts import FAMILIES, KINDS, kind_of
from plenipo.acts.words import Said
from plenipo.errors import UnknownKind
from plenipo_cli import exits, files, screen
from plenipo_cli.act_files import read_act_files
from plenipo_cli.looking import looked_at
from plenipo_cli.members import options_of
from plenipo_cli.options import DIR, common, dir_option, folder_of
from plenipo_cli.saying import author, compose, wording
from plenipo_cli.signing import find_signer, signer_options
from plenipo_node.preparing.act_files import ActFile, act_file, encode_several
from plenipo_node.preparing.members import members_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from plenipo_cli.signers import Signer
    from plenipo_node.preparing.composing import Ready

FOUNDING = "dialogue.found"


class Kinds(click.Group):
    """A command a kind, made when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 click's signature
        return [kind for kind in KINDS if kind != FOUNDING]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:  # noqa: ARG002 click's signature
        if cmd_name == FOUNDING or cmd_name not in KINDS:
            raise UnknownKind(cmd_name)
        return _kind_command(cmd_name, KINDS[cmd_name])

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        for family in FAMILIES:
            name = family.__name__.rpartition(".")[2]
            kinds = [cls for cls in vars(family).values() if isinstance(cls, type) and issubclass(cls, Said)]
            rows = [(kind_of(cls), _first(cls)) for cls in kinds if KINDS.get(kind_of(cls)) is cls]
            with formatter.section(name):
                formatter.write_dl([row for row in rows if row[0] != FOUNDING])


def _first(cls: type[Said]) -> str:
    return (cls.__doc__ or "").partition("\n")[0]


def _shared(command: Any) -> Any:
    """What every kind takes besides its members."""
    options = (
        click.option("--as", "by", metavar="PERSON", help="Whose act it is.  [the key's owner]"),
        click.option("--to", multiple=True, metavar="PARTY", help="Reads its texts, repeatable.  [partners]"),
        click.option("--marking", help="Of its texts.  [the charter's ceiling]"),
        click.option("--title", default="", help="Of its texts, one line.  [their first line]"),
        click.option("--lang", metavar="TAG", help="The language of its texts: en, fr, uk."),
        click.option(
            "--identity", type=click.Path(path_type=Path), metavar="FILE",
            help="Opens a text taken over with --…-of, to seal it to other readers.",
        ),
        click.option("--dry-run", is_flag=True, help="Ask the guard only; nothing is registered."),
        click.option(
            "--prepare", type=click.Path(path_type=Path), metavar="OUT",
            help="Write the act to a file instead; signed if a key is given.",
        ),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return signer_options(dir_option(common(command)))


def _kind_command(kind: str, cls: type[Said]) -> click.Command:
    def callback(**given: Any) -> int:
        return say_act(kind, given)

    shared = _shared(click.command(kind, help=cls.__doc__, short_help=_first(cls))(callback))
    own = [option for member in members_of(kind) for option in options_of(kind, member)]
    command: click.Command = shared
    command.params = [*own, *command.params]
    return command


@click.group("act", cls=Kinds, invoke_without_command=True, subcommand_metavar="[KIND [OPTIONS]]",
             short_help="Say something in the dialogue: sign it and register it.")  # fmt: skip
@click.option(
    "--file", "path", type=click.Path(path_type=Path), metavar="FILE",
    help="Register the act in this file; --key signs it first.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Ask the guard only; nothing is registered.")
@click.option(
    "--prepare",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="Sign the act of --file into another file.",
)
@click.option(
    "--dir", "folder", type=click.Path(path_type=Path), metavar="DIR", help="The dialogue's folder."
)
@signer_options
@common
@click.pass_context
def command(ctx: click.Context, /, path: Path | None, folder: Path | None, **given: Any) -> int | None:
    """Sign an act and register it, if the guard admits it.

    `plenipo act KIND --help` tells what an act of that kind says. An act goes from hand to hand by file:
    write it with --prepare, sign it with --file FILE --key KEY --prepare OUT, register it with --file OUT. A
    file may hold several acts, a line each: all are registered, or none.
    """
    if ctx.invoked_subcommand is not None:
        ctx.meta[DIR] = folder
        return None
    if path is None:
        click.echo(ctx.get_help())
        return exits.UNCLEAR
    acts = read_act_files(path)
    if len(acts) > 1:
        return _several(acts, path, folder, **given)
    return _from_file(acts[0], folder, **given)


def say_act(kind: str, given: dict[str, Any]) -> int:
    """Compose an act from options, then write it, judge it or register it."""
    from plenipo_cli.dialogues import opened  # noqa: PLC0415 help needs no store

    signer = _signer(given, needed=not given["dry_run"] and given["prepare"] is None)
    with opened(given["folder"]) as dialogue:
        by = author(dialogue.standing, given["by"], signer)
        prepared = compose(dialogue, kind, by, given, wording(dialogue, given))
    act = act_file(prepared.act, prepared.blobs)
    if signer is not None:
        act = act.signed_by(signer.sign(act.data))
    return _deliver(act, given, _remarks(prepared))


def _from_file(act: ActFile, folder: Path | None, **given: Any) -> int:
    signer = _signer(given, needed=False)
    if signer is not None:
        looked_at([act])
        act = act.signed_by(signer.sign(act.data))
    if given["prepare"] is None:
        given["folder"] = folder_of(folder)
    return _deliver(act, given, ())


def _several(acts: tuple[ActFile, ...], path: Path, folder: Path | None, **given: Any) -> int:
    """All or none: what one signer says in many acts, such as contacts of the past from a table."""
    from plenipo_cli.dialogues import opened  # noqa: PLC0415 help needs no store
    from plenipo_cli.registering import refuse_all, registered_all  # noqa: PLC0415 likewise

    signer, as_json = _signer(given, needed=False), given["as_json"]
    if signer is not None:
        looked_at(acts)
        with screen.progress(as_json, "signing", len(acts)) as advance:
            acts = tuple(_signed(act, signer, advance) for act in acts)
    if given["prepare"] is not None:
        files.replace(given["prepare"], encode_several(acts), mode=0o600)
        written = {"file": str(given["prepare"]), "acts": len(acts)}
        screen.say(as_json, written, [f"written {given['prepare']}: {len(acts)} acts"])
        return exits.OK
    folder = folder_of(folder)
    with opened(folder) as dialogue:
        fresh = {at: act for at, act in enumerate(acts, 1) if dialogue.standing.record(act.ref) is None}
        refuse_all(dialogue, path, [f"act {at}" for at in fresh], tuple(fresh.values()))
    if not given["dry_run"]:
        registered_all(folder, tuple(fresh.values()), as_json=as_json)
    before = len(acts) - len(fresh)
    facts = {"acts": len(acts), "registered": 0 if given["dry_run"] else len(fresh), "known": before}
    done = "the guard admits" if given["dry_run"] else "registered"
    screen.say(as_json, facts, [f"{done} {len(fresh)} acts; {before} were there before"])
    return exits.OK


def _signed(act: ActFile, signer: Signer, advance: Callable[[int], None]) -> ActFile:
    signed = act.signed_by(signer.sign(act.data))
    advance(1)
    return signed


def _signer(given: dict[str, Any], *, needed: bool) -> Signer | None:
    if not needed and given["key"] is None and given["agent"] is None:
        return None
    return find_signer(given["key"], given["agent"], given["passphrase_file"])


def _deliver(act: ActFile, given: dict[str, Any], remarks: tuple[str, ...]) -> int:
    as_json = given["as_json"]
    if given["prepare"] is not None:
        files.replace(given["prepare"], act.encode(), mode=0o600)
        facts = {"file": str(given["prepare"]), "reference": act.ref, "signatures": len(act.signatures)}
        count = f"{len(act.signatures)} signature{'' if len(act.signatures) == 1 else 's'}"
        lines = [f"written {given['prepare']}: {count}", f"reference {act.ref}", *remarks]
        screen.say(as_json, facts | {"remarks": remarks}, lines)
        return exits.OK
    from plenipo_cli.registering import judged, registered  # noqa: PLC0415 help needs no store

    if given["dry_run"]:
        return judged(act, given["folder"], as_json=as_json)
    return registered(act, given["folder"], as_json=as_json, remarks=remarks)


def _remarks(prepared: Ready) -> tuple[str, ...]:
    if not prepared.blobs or not prepared.without_key:
        return ()
    return (f"not sealed to {', '.join(prepared.without_key)}: no sealing key is known",)
