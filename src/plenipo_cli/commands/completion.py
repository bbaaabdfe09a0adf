"""Shell completion, by click."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from plenipo_cli.options import common
from plenipo_cli.screen import say


@click.command("completion", short_help="Print the shell completion.")
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
@common
def command(shell: str, *, as_json: bool) -> None:
    """Print the completion for SHELL; its output is to be sourced.

    \b
    bash: plenipo completion bash \\
            > ~/.local/share/bash-completion/completions/plenipo
    zsh:  plenipo completion zsh  > a file _plenipo in a folder of $fpath
    fish: plenipo completion fish > ~/.config/fish/completions/plenipo.fish
    """  # noqa: D301 click wants the character, not its spelling
    from plenipo_cli.main import plenipo  # noqa: PLC0415 main imports the commands

    kind = get_completion_class(shell)
    if kind is None:  # pragma: no cover — the choice above holds only what click has
        raise click.UsageError(shell)
    source = kind(plenipo, {}, "plenipo", "_PLENIPO_COMPLETE").source()
    say(as_json, {"shell": shell, "source": source}, [source])
