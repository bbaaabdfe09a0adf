"""Keys: a person's for signing, a party's for opening sealed texts."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path

import click

from plenipo.errors import KeyFileExists, KeyFileMissing
from plenipo.sealing import HybridIdentity
from plenipo.signatures import PublicKey, fingerprint, format_authorized_key, parse_authorized_key
from plenipo_cli import files
from plenipo_cli.errors import BadFile, NoPassphrase
from plenipo_cli.options import common
from plenipo_cli.screen import say, table
from plenipo_cli.signers import generate_key, load_key_file
from plenipo_cli.signing import agent, ask_passphrase, read_passphrase

MAX_LINE = 65536


@click.group("key", short_help="Make and show keys.")
def command() -> None:
    """Make and show keys.

    A person signs with an Ed25519 key file, or with any key that ssh-agent holds, security keys among them.
    A party opens what is sealed to it with an identity file.
    """


@command.command("new")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--no-passphrase", is_flag=True, help="Leave it unprotected on the disk.")
@click.option(
    "--passphrase-file", type=click.Path(path_type=Path), metavar="FILE", help="Its first line protects it."
)
@click.option("--comment", default="", help="Stands in the public line.")
@common
def new(
    path: Path, *, no_passphrase: bool, passphrase_file: Path | None, comment: str, as_json: bool
) -> None:
    """Make a signing key at PATH, and its public half at PATH.pub."""
    if path.exists():
        raise KeyFileExists(str(path))
    passphrase = None if no_passphrase else _new_passphrase(path, passphrase_file)
    key = generate_key(path, passphrase, comment)
    _show(key, comment, path, as_json=as_json)


def _new_passphrase(path: Path, passphrase_file: Path | None) -> bytes:
    if passphrase_file is not None:
        return read_passphrase(passphrase_file)
    if not sys.stdin.isatty():
        raise NoPassphrase(str(path))
    return ask_passphrase(path, confirm=True)


@command.command("seal")
@click.argument("path", type=click.Path(path_type=Path))
@common
def seal(path: Path, *, as_json: bool) -> None:
    """Make a party's sealing key: the identity at PATH, the recipient at PATH.pub.

    It is post-quantum (age1pq). The recipient enters the dialogue by `plenipo act key.add --purpose seal`.
    """
    if path.exists():
        raise KeyFileExists(str(path))
    identity = HybridIdentity(secrets.token_bytes(32))
    public = path.with_name(path.name + ".pub")
    files.write_new(public, f"{identity.recipient}\n".encode())
    files.write_new(path, f"{identity.encode()}\n".encode(), mode=0o600)
    facts = {"path": str(path), "public": str(public), "recipient": str(identity.recipient)}
    say(as_json, facts, [f"identity   {path}", f"recipient  {public} (1 line, post-quantum)"])


@command.command("show")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--passphrase-file", type=click.Path(path_type=Path), metavar="FILE", help="Its first line opens it."
)
@common
def show(path: Path, *, passphrase_file: Path | None, as_json: bool) -> None:
    """Show the fingerprint and the public line of the key at PATH, private or public."""
    public = path if path.suffix == ".pub" else path.with_name(path.name + ".pub")
    if public.exists():
        key, comment = _public(public)
    elif not path.exists():
        raise KeyFileMissing(str(path))
    else:
        passphrase = None if passphrase_file is None else read_passphrase(passphrase_file)
        key, comment = load_key_file(path, passphrase).public_key, ""
    _show(key, comment, path, as_json=as_json)


def _public(path: Path) -> tuple[PublicKey, str]:
    line = files.read(path, MAX_LINE)
    if line.count(b"\n") > 1 or line.startswith(b"age1"):
        raise BadFile(str(path), "it is not one public line of a signing key")
    return parse_authorized_key(line)


@command.command("list")
@common
def list_(*, as_json: bool) -> None:
    """List the keys that the ssh-agent holds and that can sign acts."""
    held = agent().identities()
    rows = [(fingerprint(each.key.blob), each.key.algorithm, each.comment) for each in held]
    facts = [{"fingerprint": f, "algorithm": a, "comment": c} for f, a, c in rows]
    say(as_json, {"socket": os.environ["SSH_AUTH_SOCK"], "keys": facts}, table(rows))


def _show(key: PublicKey, comment: str, path: Path, *, as_json: bool) -> None:
    line = format_authorized_key(key, comment).decode().strip()
    mark = fingerprint(key.blob)
    facts = {"path": str(path), "fingerprint": mark, "algorithm": key.algorithm, "public": line}
    say(as_json, facts, [mark, line])
