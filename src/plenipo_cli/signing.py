"""Whose key signs: a key file with its passphrase, or a key that the ssh-agent holds."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from plenipo.errors import AgentUnavailable, PassphraseNeeded
from plenipo_cli import files
from plenipo_cli.errors import NoSigner
from plenipo_cli.signers import Agent, load_key_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from plenipo_cli.signers import Signer

    Decorated = TypeVar("Decorated", bound=Callable[..., Any])

MAX_PASSPHRASE = 4096


def signer_options(command: Decorated) -> Decorated:
    """--key, --agent, --passphrase-file."""
    options = (
        click.option(
            "--key", "key", type=click.Path(path_type=Path), metavar="FILE", help="Sign with this key file."
        ),
        click.option("--agent", metavar="FINGERPRINT", help="Sign with this key of the ssh-agent."),
        click.option(
            "--passphrase-file",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="Its first line opens the key file.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def agent() -> Agent:
    """The agent that SSH_AUTH_SOCK names."""
    path = os.environ.get("SSH_AUTH_SOCK")
    if not path:
        raise AgentUnavailable("SSH_AUTH_SOCK", "not set")
    return Agent(path)


def find_signer(key: Path | None, fingerprint: str | None, passphrase_file: Path | None) -> Signer:
    """The signer that the options name. NoSigner, and the errors of key files and agents."""
    if key is not None:
        return _from_file(key, passphrase_file)
    if fingerprint is not None:
        return agent().signer(fingerprint)
    raise NoSigner


def _from_file(key: Path, passphrase_file: Path | None) -> Signer:
    passphrase = None if passphrase_file is None else read_passphrase(passphrase_file)
    try:
        return load_key_file(key, passphrase)
    except PassphraseNeeded:
        if not sys.stdin.isatty():
            raise
    return load_key_file(key, ask_passphrase(key))


def read_passphrase(path: Path) -> bytes:
    """The first line of a file."""
    return files.read(path, MAX_PASSPHRASE).partition(b"\n")[0].removesuffix(b"\r")


def ask_passphrase(key: Path, *, confirm: bool = False) -> bytes:
    """Asked at the terminal, not shown."""
    words = click.prompt(f"Passphrase of {key}", hide_input=True, confirmation_prompt=confirm, err=True)
    return str(words).encode()
