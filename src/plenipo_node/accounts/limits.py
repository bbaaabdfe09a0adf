"""How often somebody may try: a number of tries in a window, for each address and each person.

A try is noted before it is looked at, so that many at once count as many, and forgotten if it succeeds.
Whoever is over the limit is told until when; tries that are refused for it do not prolong it.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import transaction
from msgspec import Struct

from plenipo_node.accounts.errors import TooManyTries
from plenipo_node.accounts.models import Attempt

if TYPE_CHECKING:
    from collections.abc import Iterator

MINUTE = 60_000


class Limit(Struct, frozen=True):
    """At most `tries` that fail in `window` milliseconds."""

    name: str
    tries: int
    window: int = 15 * MINUTE


CODES = Limit("code", 10)
SIGN_INS = Limit("sign-in", 20)
SIGN_INS_OF_ONE = Limit("sign-in-as", 20)  # high: it must not be a way to keep somebody out
QUESTIONS = Limit("question", 300)  # each leaves a session behind


@contextmanager
def trying(limit: Limit, who: str, now: int) -> Iterator[None]:
    """One try of `who`, an address or a person. TooManyTries."""
    attempt = note(limit, who, now)
    yield
    attempt.delete()


def note(limit: Limit, who: str, now: int) -> Attempt:
    """Count a try. TooManyTries."""
    bucket = f"{limit.name} {who}"
    with transaction.atomic():
        Attempt.objects.filter(at__lte=now - 60 * MINUTE).delete()
        within = (now - limit.window + 1, now)  # what a clock that ran ahead noted keeps nobody out
        recent = Attempt.objects.filter(bucket=bucket, at__range=within).order_by("-at")
        times = list(recent.values_list("at", flat=True)[: limit.tries])
        if len(times) >= limit.tries:
            raise TooManyTries(times[-1] + limit.window)
        return Attempt.objects.create(bucket=bucket, at=now)
