"""A line a fault: when, how grave, where in our code, and of what class. Never what anybody wrote.

The message of an exception may quote what it failed on, and an address may hold a token: so neither is said;
the route is.
"""

from __future__ import annotations

import logging
import traceback


class OneLine(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        route = getattr(getattr(getattr(record, "request", None), "resolver_match", None), "route", None)
        parts = [self.formatTime(record), record.levelname, record.name]
        parts.append(record.getMessage() if not hasattr(record, "request") else f"at /{route or ''}")
        if record.exc_info and record.exc_info[0] is not None:
            parts.append(f"{record.exc_info[0].__name__} {_place(record)}")
        return " ".join(" ".join(parts).split())


def _place(record: logging.LogRecord) -> str:
    """Where it was raised, and the last of our own lines on the way there."""
    steps = traceback.extract_tb(record.exc_info[2]) if record.exc_info else []
    ours = [step for step in steps if "plenipo" in step.filename]
    places = dict.fromkeys(f"{step.filename}:{step.lineno}" for step in (*steps[-1:], *ours[-1:]))
    return " from ".join(places)
