"""An act that is ready: judged only, or handed to the one write path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plenipo.acts.codec import decode
from plenipo.dialogue.entered import Signer
from plenipo.guard.explain import sentence
from plenipo.verify import Read, read_act
from plenipo_cli import exits
from plenipo_cli.dialogues import intake_of, opened
from plenipo_cli.errors import BadMember, BadRows
from plenipo_cli.screen import progress, say
from plenipo_cli.verdicts import tell_outcome, tell_verdict
from plenipo_node.folder import open_folder
from plenipo_node.intake import Invalid, Registered

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from plenipo.acts.dialogue import Found
    from plenipo.dialogue.standing import Standing
    from plenipo_cli.dialogues import Dialogue
    from plenipo_node.preparing.act_files import ActFile

BATCH = 200
MOST_SHOWN = 20


def registered(act: ActFile, folder: Path, *, as_json: bool, remarks: tuple[str, ...] = ()) -> int:
    """Hand the act in, and say what became of it."""
    with open_folder(folder) as held, intake_of(held) as intake:
        (outcome,) = intake.submit([act.submission])
    return tell_outcome(outcome, as_json=as_json, remarks=remarks)


def open_founding(act: ActFile, said: Found, folder: Path, *, as_json: bool) -> int:
    """Pin the founding's hash; register it first where this node is the registrar's."""
    with open_folder(folder) as held:
        registers = said.charter.registrar_key == held.keys.registrar_key
        if registers:
            with intake_of(held) as intake:
                outcome = intake.found(act.submission)
            if not isinstance(outcome, Registered):
                return tell_outcome(outcome, as_json=as_json)
        held.pin(act.ref)
    words = "founded" if registers else f"pinned; {said.charter.registrar}'s node registers it"
    lines = [f"{words}: {said.title}", f"root {act.ref}", "Compare the root with the partners by voice."]
    say(as_json, {"root": act.ref, "registered": registers, "folder": str(folder)}, lines)
    return exits.OK


def judged(act: ActFile, folder: Path, *, as_json: bool, at: int | None = None) -> int:
    """What the guard says now, or at an instant to come. Nothing is registered."""
    with opened(folder) as dialogue:
        read = _read(act, dialogue.standing)
        stamp = dialogue.now if at is None else at
        verdict = dialogue.running.judge(read, stamp).verdict
    return tell_verdict(verdict, act.ref, as_json=as_json)


def registered_all(folder: Path, acts: Sequence[ActFile], *, as_json: bool) -> None:
    """All of them, of which none would be refused: so judged before the first is registered."""
    with (
        open_folder(folder) as held,
        intake_of(held) as intake,
        progress(as_json, "registering", len(acts)) as advance,
    ):
        for at in range(0, len(acts), BATCH):
            batch = acts[at : at + BATCH]
            for outcome in intake.submit([act.submission for act in batch]):
                if isinstance(outcome, Invalid):
                    raise outcome.error
                if not isinstance(outcome, Registered):
                    raise BadMember("an act", "it was refused meanwhile; run this again")
            advance(len(batch))


def refuse_all(dialogue: Dialogue, path: Path, names: Sequence[str], acts: Sequence[ActFile]) -> None:
    """BadRows with all that the guard would refuse, by name."""
    refused = judged_rows(dialogue, acts)
    if refused:
        shown = [f"{names[at]}: {words}" for at, words in refused.items()]
        rest = [f"and {len(shown) - MOST_SHOWN} more"] * (len(shown) > MOST_SHOWN)
        raise BadRows(str(path), tuple(shown[:MOST_SHOWN] + rest))


def judged_rows(dialogue: Dialogue, acts: Sequence[ActFile]) -> dict[int, str]:
    """Which of the acts the guard would refuse, and why, each on what stands now."""
    refused = {}
    for at, act in enumerate(acts):
        verdict = dialogue.running.judge(_read(act, dialogue.standing), dialogue.now).verdict
        if not verdict.allowed:
            refused[at] = " ".join(sentence(reason) for reason in verdict.reasons)
    return refused


def _read(act: ActFile, standing: Standing) -> Read:
    """The act with its signers; without a signature, as if its author had signed with a key in force."""
    if act.signatures:
        return read_act(act.data, act.armored, standing.keys)
    said = decode(act.data)
    known = (mark for mark, key in standing.keys.items() if key.owner == said.by and key.revoked is None)
    return Read(said, act.ref, tuple(Signer(mark) for mark in list(known)[:1]))
