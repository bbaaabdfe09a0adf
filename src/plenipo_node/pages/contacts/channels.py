"""The channels: standing lines to the counterpart, whether anybody talks through them, and since when not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import path

from plenipo.dialogue.views.status import channel_lines
from plenipo.guard.may import may_say
from plenipo_node.wording.acts import title
from plenipo_node.wording.instants import span

if TYPE_CHECKING:
    from django.http import HttpResponse

    from plenipo_node.web.asking import Asked

MARKS = {
    "active": "is-good",
    "quiet": "is-wait",
    "silent": "is-wait",
    "paused": "is-held",
    "closed": "is-over",
}


def show(request: Asked) -> HttpResponse:
    standing = request.standing
    lines = channel_lines(standing, request.now)
    contexts = [
        {
            "line": line,
            "mark": MARKS[line.state],
            "last": standing.contacts[line.last] if line.last else None,
            "ways": _ways(request, line.ref),
        }
        for line in lines
    ]
    rules = standing.rule_book
    return render(
        request,
        "channels.html",
        {
            "channels": contexts,
            "quiet": span(rules.quiet_after),
            "silent": span(rules.silent_after),
            "opens": _may(request, "channel.open"),
        },
    )


def _ways(request: Asked, ref: str) -> list[tuple[str, str]]:
    """What this person may say about it."""
    kinds = ("channel.pause", "channel.close")
    return [(title(kind), f"/do/{kind}?about={ref}") for kind in kinds if _may(request, kind, ref)]


def _may(request: Asked, kind: str, ref: str | None = None) -> bool:
    past = request.node.intake.past
    options = may_say(request.standing, request.person or "", request.now, past, kind)
    return any(option.about == ref and option.state == "may" for option in options)


urlpatterns = [path("channels", show, name="channels")]
