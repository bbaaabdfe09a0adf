"""Instants and spans as people read them, in the desk's zone unless another is named.

An instant is milliseconds since 1970 UTC, and never shown without its year, hour and zone; a span is seconds.
What a page shows it shows again: an instant's words are kept, by language and zone.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def when(ms: int, tz: tzinfo | None = None) -> str:
    """`12 March 2026, 18:00 CET`; a bare number where no calendar reaches."""
    return _when(ms, tz or timezone.get_current_timezone(), get_language())


@lru_cache(4096)
def _when(ms: int, tz: tzinfo, _language: str | None) -> str:
    at = _local(ms, tz)
    if at is None:
        return _("%(ms)d ms after 1970") % {"ms": ms}
    seconds = f":{at:%S}" if at.second or at.microsecond else ""
    part = f".{at.microsecond // 1000:03d}" if at.microsecond else ""
    return _("%(day)s, %(time)s %(zone)s") % {
        "day": _day(at),
        "time": f"{at:%H:%M}{seconds}{part}",
        "zone": at.tzname(),
    }


def minute(ms: int, tz: tzinfo | None = None) -> str:
    """The minute in which it lies: `12 March 2026, 18:00 CET`."""
    return when(ms - ms % 60_000, tz)


def day(ms: int, tz: tzinfo | None = None) -> str:
    """`12 March 2026`."""
    return _day_of(ms, tz or timezone.get_current_timezone(), get_language())


@lru_cache(4096)
def _day_of(ms: int, tz: tzinfo, _language: str | None) -> str:
    at = _local(ms, tz)
    return when(ms, tz) if at is None else _day(at)


def relative(ms: int, now: int) -> str:
    """`in 2 days 3 hours`, `4 hours ago`, `now` within the minute."""
    seconds = (ms - now) // 1000 if ms >= now else -((now - ms) // 1000)
    if abs(seconds) < 60:
        return _("now")
    if seconds > 0:
        return _("in %(span)s") % {"span": span(seconds)}
    return _("%(span)s ago") % {"span": span(-seconds)}


def span(seconds: int) -> str:
    """Its two largest parts: `3 days 2 hours`."""
    days, rest = divmod(seconds, 86_400)
    hours, rest = divmod(rest, 3_600)
    minutes, rest = divmod(rest, 60)
    parts = (
        (days, ngettext("%(count)d day", "%(count)d days", days)),
        (hours, ngettext("%(count)d hour", "%(count)d hours", hours)),
        (minutes, ngettext("%(count)d minute", "%(count)d minutes", minutes)),
        (rest, ngettext("%(count)d second", "%(count)d seconds", rest)),
    )
    said = [words % {"count": count} for count, words in parts if count]
    return " ".join(said[:2]) or _("no time")


def exactly(seconds: int) -> str:
    """A span with nothing rounded away: what a person signs."""
    words, rounded = span(seconds), _rounded(seconds)
    return words if rounded == seconds else _("%(span)s (%(count)d s)") % {"span": words, "count": seconds}


def _day(at: datetime) -> str:
    return _date(at.date(), get_language())


@lru_cache(4096)
def _date(at: date, _language: str | None) -> str:
    """Some languages say the first of a month otherwise. A page names the same days often."""
    return date_format(at, pgettext("the first of a month", "j F Y") if at.day == 1 else _("j F Y"))


def _rounded(seconds: int) -> int:
    """What the two largest parts say."""
    found = 0
    parts = 0
    for size in (86_400, 3_600, 60, 1):
        count, seconds = divmod(seconds, size)
        if count and parts < 2:
            found, parts = found + count * size, parts + 1
    return found


def _local(ms: int, tz: tzinfo) -> datetime | None:
    try:
        return (EPOCH + timedelta(milliseconds=ms)).astimezone(tz)
    except OverflowError:
        return None
