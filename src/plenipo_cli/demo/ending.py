"""The end: where we stand, who countersigned, and how a stranger checks it all."""

from __future__ import annotations

from plenipo.dialogue.views.gaps import days_between
from plenipo.dialogue.views.requests import requests_to
from plenipo.guard.explain import span
from plenipo.guard.standing_goaheads import status_now
from plenipo.signatures import format_authorized_key
from plenipo_cli.demo.narrator import when
from plenipo_cli.demo.people import MEMBERS
from plenipo_cli.demo.stage import Stage


def play(stage: Stage) -> None:
    stage.tell.chapter("6. Where this leaves us, and how to check it without us")
    _where_we_stand(stage)
    _pressure(stage)
    _countersigned(stage)
    _signers(stage)
    _check(stage)


def _where_we_stand(stage: Stage) -> None:
    now = status_now(stage.standing, stage.now)
    offer = next(line for line in now.offers if line.ref == stage.offer)
    open_for = days_between(offer.made, stage.now)
    stage.tell.say(
        f"""Mandates in force: {len(now.mandates)}. Last contact: {now.days_since} days ago. The offer to
        talk of {when(offer.made)[:10]} is still open, {open_for} days on: an offer lapses only if it said
        so."""
    )


def _pressure(stage: Stage) -> None:
    """The register of pressure, as the concerned party sees it; every node computes the same."""
    seen = requests_to(stage.standing, "UA", stage.now)
    askers = ", ".join(f"{asker} {count}" for asker, count in seen.asked.by_asker.items())
    answers = ", ".join(f"{word} {count}" for word, count in seen.asked.answers.items())
    stage.tell.say(
        f"""What UA sees of the requests to it: {seen.asked.requests} ({askers}); answers: {answers};
        the median notice it was given is {span((seen.asked.median_notice or 0) // 1000)}. Nothing
        here is owed by UA. Findings of pressure, which nothing later clears:"""
    )
    for shown in seen.pressure:
        stage.tell.line(f"- record {shown.index}: {shown.definition}")


def _countersigned(stage: Stage) -> None:
    who = stage.countersign()
    head = stage.folder.register.head()
    stage.tell.say(
        f"""The register holds {head.size} records. The mirrors of {", ".join(who)} hold the same
        bytes and have countersigned them: nobody, not even the registrar, can change or drop one
        without being caught."""
    )


def _signers(stage: Stage) -> None:
    """The file by which ssh-keygen knows the people."""
    text = ""
    for name, key in stage.people.named():
        public = format_authorized_key(stage.people.signer(key).public_key).decode().strip()
        text += f'{name} namespaces="act@plenipo" {public}\n'
    (stage.folder.path / "allowed_signers").write_text(text, encoding="utf-8")


def _check(stage: Stage) -> None:
    path = stage.folder.path
    tell = stage.tell
    tell.say("Check it yourself:")
    for command in (
        f"plenipo verify {path}",
        f"plenipo status --dir {path}",
        f"plenipo timeline --dir {path}",
        f"plenipo export {path} OUT && plenipo verify OUT --root {stage.folder.pinned()}",
    ):
        tell.line(f"$ {command}")
    tell.say(
        f"""Or without us: docs/verify-without-us.md needs ssh-keygen, openssl and sha256sum, and
        {path}/allowed_signers names the keys of the {len(MEMBERS)} parties' people."""
    )
