"""From a signature to the register: a signed act waits until it can no longer be taken back, then goes.

1. What is signed is checked at once: a signature that does not hold, or an act that the guard refuses now, is
   told to the person who is still looking.
2. Until `send_at` its author can take it back, and then it never was.
3. What was signed and not sent when the server stopped is sent when it starts again; what was sent and not
   noted as such is found in the register, and stands there once.
4. Before anything is sent, those that are `asked` look at its signature once more: a key may be known here to
   be in wrong hands before the register says so.
5. An act that was changed on the disk is refused, and keeps no other waiting.
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from django.db import close_old_connections
from django.utils.translation import gettext as _

from plenipo.acts.codec import ref_of
from plenipo.errors import NodeError, SignatureError
from plenipo.verify import read_act
from plenipo_node.clock import system_clock
from plenipo_node.drafts.models import Prepared
from plenipo_node.intake import Invalid, Refused, Registered
from plenipo_node.wording.errors import told
from plenipo_node.wording.reasons import sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from plenipo.dialogue.standing import Standing
    from plenipo.guard.verdict import Verdict
    from plenipo_node.intake import Submission
    from plenipo_node.web.node import Node

TICK = 0.5  # seconds
log = logging.getLogger(__name__)

asked: set[Callable[[bytes, Standing], str]] = set()  # each says, in words, what stands against a signature


def sign(node: Node, prepared: Prepared, armored: bytes) -> Verdict:
    """Take the signature and set the moment of sending, if the act would be admitted now.

    ActError, SignatureError.
    """
    read = read_act(bytes(prepared.act), (armored,), node.standing().keys)
    verdict = node.intake.would(read)
    if verdict.allowed:
        prepared.signature = armored
        prepared.state = Prepared.SIGNED
        prepared.send_at = system_clock() + node.config.undo * 1000
        prepared.trouble = ""
        prepared.save()
    return verdict


def take_back(prepared: Prepared) -> bool:
    """Whether there was still time."""
    return bool(
        Prepared.objects.filter(pk=prepared.pk, state=Prepared.SIGNED, send_at__gt=system_clock()).update(
            state=Prepared.WAITING, signature=None, send_at=None
        )
    )


def send_due(node: Node) -> int:
    """Send what is due; how many there were."""
    due = Prepared.objects.filter(state=Prepared.SIGNED, send_at__lte=system_clock()).order_by("send_at")
    sent = 0
    for number in list(due.values_list("pk", flat=True)):
        with node.lock:
            prepared = _claimed(number)
            if prepared is not None:
                send(node, prepared)
                sent += 1
    return sent


def _claimed(number: int) -> Prepared | None:
    """It is due whatever the clock says from here on, so nobody takes it back while it is being sent."""
    held = Prepared.objects.filter(pk=number, state=Prepared.SIGNED)
    return held.first() if held.update(send_at=0) else None


def send(node: Node, prepared: Prepared) -> None:
    """Register it, or keep the trouble with it. What was typed is erased once it is registered.

    A fault of the machine is told, and the next tick tries again.
    """
    try:
        submission = prepared.file.submission
    except (SignatureError, ValueError, TypeError, AttributeError):  # whatever the tables hold instead
        _refuse(prepared, _damaged())
        return
    try:
        against = _against(node, submission)
        if against:
            _refuse(prepared, against)
            return
        (outcome,) = node.intake.submit([submission])
    except NodeError as error:
        prepared.trouble = told(error)
        prepared.save(update_fields=["trouble"])
        raise
    if not isinstance(outcome, Registered):
        _refuse(prepared, _trouble(outcome))
        return
    prepared.state, prepared.record = Prepared.SENT, outcome.index
    prepared.words, prepared.blobs = {}, {}
    prepared.save()
    log.info("registered as record %d", outcome.index)


def _against(node: Node, submission: Submission) -> str:
    """What those that are asked say, unless it was sent before and not noted as such."""
    standing = node.standing()
    if ref_of(submission.act) in standing.recent:
        return ""
    said = (ask(each, standing) for each in submission.signatures for ask in asked)
    return next(filter(None, said), "")


def _refuse(prepared: Prepared, trouble: str) -> None:
    prepared.state, prepared.trouble = Prepared.REFUSED, trouble
    prepared.save()


def _damaged() -> str:
    return _("What is kept of it here is damaged. Go back to the form and prepare it anew.")


def _trouble(outcome: Refused | Invalid) -> str:
    if isinstance(outcome, Invalid):
        return told(outcome.error)
    return " ".join(sentence(reason) for reason in outcome.verdict.reasons)


def start(node: Node) -> threading.Thread:
    """Send in the background for as long as the process lives."""
    thread = threading.Thread(target=_run, args=(node,), name="outbox", daemon=True)
    thread.start()
    return thread


def _run(node: Node) -> None:
    pause = threading.Event()
    while not pause.wait(TICK):
        try:
            close_old_connections()
            send_due(node)
        except Exception:  # the next tick tries again; nothing signed is lost
            log.exception("the outbox could not send")
