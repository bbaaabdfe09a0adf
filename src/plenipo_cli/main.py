"""`plenipo`: the entry point. Each command is a module that is imported when it is called.

Nobody is ever shown a traceback: an error of ours is put into words with its cure, any other is a fault of
the program, and its traceback goes to a file.
"""

from __future__ import annotations

import os
import sys
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING

import click

from plenipo_cli import exits

if TYPE_CHECKING:
    from collections.abc import Sequence

# Name: its module below `commands`, and the line that `plenipo --help` shows without importing it.
COMMANDS: dict[str, tuple[str, str]] = {
    "key": ("key", "Make and show keys."),
    "found": ("found", "Found a dialogue: draft, keys, signatures, opening."),
    "act": ("act", "Say something in the dialogue: sign it and register it."),
    "judge": ("judge", "Ask the guard about an act, and register nothing."),
    "dry-run": ("dry_run", "Try another charter on the dialogue's own history."),
    "may": ("may", "What a person may do now, and what is in the way."),
    "status": ("status", "Where we stand: mandates, consents, duties, findings."),
    "timeline": ("timeline", "Contacts, statements and decisions in order of time."),
    "log": ("log", "The entries of the register."),
    "mine": ("mine", "The acts in a person's name."),
    "show": ("show", "One entry: act, signatures, verdict, sealed texts."),
    "root": ("root", "The root to compare with the partners."),
    "tally": ("tally", "Count a consultation from a file."),
    "export": ("export", "Write the register as static files."),
    "receipt": ("receipt", "Write the receipt of an entry, for a stranger."),
    "verify": ("verify", "Check a folder, an export or a receipt, offline."),
    "mirror": ("mirror", "Take what an export holds into one's own copy, and cosign its head."),
    "settle": ("settle", "Register the partners' cosignatures, so that what they hold is final."),
    "import": ("import_", "Bring in records of the past."),
    "demo": ("demo", "Play a dialogue from founding to verification."),
    "serve": ("serve", "Open the desk: pages for the people of the dialogue."),
    "invite": ("invite", "Print a one-time link by which a person makes a passkey."),
    "backup": ("backup", "Put a node's folder into one file."),
    "restore": ("restore", "Make a node's folder from a backup."),
    "doctor": ("doctor", "Check the folder, its permissions, the clock and the versions."),
    "completion": ("completion", "Print the shell completion."),
}


class Commands(click.Group):
    """Looks a command up by name, and imports only its module."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 click's signature
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"plenipo_cli.commands.{COMMANDS[cmd_name][0]}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Of a command that there is not, the nearest are named."""
        if args[0] not in COMMANDS and not args[0].startswith("-") and not ctx.resilient_parsing:
            raise click.UsageError(_no_such(args[0]), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 click's signature
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


def _no_such(name: str) -> str:
    near = get_close_matches(name, COMMANDS)
    return f"There is no command {name}." + (f" Did you mean {' or '.join(near)}?" if near else "")


def _version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:  # noqa: FBT001 click's signature
    if not value or ctx.resilient_parsing:
        return
    from importlib.metadata import version  # noqa: PLC0415 the start stays short

    click.echo(f"plenipo {version('plenipo')}")
    ctx.exit()


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Say which."
)
def plenipo() -> None:
    """A coalition speaks with one voice to a counterpart that it does not trust.

    Commands that work on a dialogue take its folder from --dir, else from PLENIPO_DIR, else from where they
    are run. With --json a command prints one JSON object.

    Exit status: 0 done or it holds, 1 refused or it does not hold, 2 could not tell or asked wrongly, 3 a
    fault of this machine, 4 a fault of the program.
    """


def run(arguments: Sequence[str]) -> int:
    """The exit status; every way out of a command ends here."""
    stdout = sys.stdout
    try:
        status = plenipo.main(list(arguments), prog_name="plenipo", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as left:
        return left.exit_code
    except (BrokenPipeError, SystemExit) as ended:
        # When the reader has gone click wraps stdout and exits with 1: here that would be a refusal.
        if isinstance(ended, SystemExit) and sys.stdout is stdout:
            return ended.code if isinstance(ended.code, int) else exits.PROGRAM
        # What is still buffered must not be written at the interpreter's end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return exits.OK
    except BaseException as error:  # noqa: BLE001 the last resort
        from plenipo_cli import failing  # noqa: PLC0415 the start stays short

        return failing.end(error, arguments)
    return status if isinstance(status, int) else exits.OK


def main() -> None:
    sys.exit(run(sys.argv[1:]))
