"""The voice of the demo: headings, paragraphs, one line a record, and what the guard answers."""

from __future__ import annotations

import textwrap
from datetime import UTC, datetime

import click

from plenipo.guard.explain import cure_sentence, flag_sentence, sentence
from plenipo.guard.verdict import Verdict

WIDTH = 96


def when(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, tz=UTC).strftime("%Y-%m-%d %H:%M")


class Narrator:
    """Prints to standard output, or keeps silent."""

    def __init__(self, *, silent: bool = False) -> None:
        self._silent = silent

    def _echo(self, text: str = "") -> None:
        if not self._silent:
            click.echo(text)

    def title(self, text: str) -> None:
        self._echo(click.style(text, bold=True))
        self._echo("=" * len(text))

    def chapter(self, text: str) -> None:
        self._echo()
        self._echo(click.style(text, bold=True))
        self._echo("-" * len(text))

    def say(self, text: str) -> None:
        self._echo(textwrap.fill(" ".join(text.split()), WIDTH))

    def line(self, text: str) -> None:
        self._echo(
            textwrap.fill(text, WIDTH, initial_indent="  ", subsequent_indent=" " * 8, break_on_hyphens=False)
        )

    def record(self, at: int, index: int, by: str, what: str) -> None:
        self._echo(
            textwrap.fill(
                f"{when(at)}  record {index:<3} {by:<13} {what}",
                WIDTH,
                initial_indent="  ",
                subsequent_indent=" " * 46,
                break_on_hyphens=False,
            )
        )

    def refusal(self, at: int, by: str, what: str, verdict: Verdict) -> None:
        """A refused intention with every reason and what would cure it."""
        self._echo(click.style(f"  {when(at)}  refused    {by:<13} {what}", fg="yellow"))
        for reason in verdict.reasons:
            self._under(f"rule {reason.rule}: {sentence(reason)}")
            for number, cure in enumerate(reason.cures):
                self._under(f"  {'or' if number else 'cure'}: {cure_sentence(cure)}")

    def flags(self, verdict: Verdict) -> None:
        for flag in verdict.flags:
            self._echo(
                click.style(
                    textwrap.fill(
                        f"finding: {flag_sentence(flag.code, flag.about, flag.facts)}",
                        WIDTH,
                        initial_indent=" " * 31,
                        subsequent_indent=" " * 40,
                        break_on_hyphens=False,
                    ),
                    fg="red",
                )
            )

    def _under(self, text: str) -> None:
        self._echo(
            textwrap.fill(
                text, WIDTH, initial_indent=" " * 31, subsequent_indent=" " * 35, break_on_hyphens=False
            )
        )
