"""What templates need besides Django's own: our assets, instants, digests, and the words for states."""

from __future__ import annotations

import shlex
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language

from plenipo_node.pages.frame.static import address
from plenipo_node.wording.instants import minute, relative, when
from plenipo_node.wording.instants import span as lasting
from plenipo_node.wording.vocabulary import named as naming
from plenipo_node.wording.vocabulary import word as worded

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def asset(name: str) -> str:
    """The address of a style sheet, script or mark."""
    return address(name)


@register.simple_tag
def same(name: str) -> SafeString:
    """A part that is the same for everybody, written once a language: nothing of the page is told to it."""
    return _same(name, get_language())


@cache
def _same(name: str, _language: str | None) -> SafeString:
    return render_to_string(name)


@register.filter
def shell(value: object) -> str:
    """One word of a command that is copied into a shell."""
    return shlex.quote(str(value))


@register.filter
def instant(ms: int | None) -> SafeString | str:
    """`12 March 2026, 18:00 CET`: the minute in which it lies; for machines exact, and in UTC."""
    return "" if ms is None else _marked(ms, minute, timezone.get_current_timezone(), get_language())


@register.filter
def exactly(ms: int) -> SafeString:
    """With its seconds, where they are not none."""
    return _marked(ms, when, timezone.get_current_timezone(), get_language())


@lru_cache(4096)
def _marked(ms: int, says: Callable[[int, tzinfo], str], tz: tzinfo, _language: str | None) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', _iso(ms), says(ms, tz))


@register.simple_tag(takes_context=True)
def until(context: dict[str, Any], ms: int) -> SafeString:
    """The instant and, softly, how far it is from now."""
    now = context["request"].now
    return format_html('{} <span class="soft">{}</span>', instant(ms), relative(ms, now))


@register.simple_tag(takes_context=True)
def ago(context: dict[str, Any], ms: int) -> str:
    """Only how far it is from now."""
    return relative(ms, context["request"].now)


@register.filter
def word(value: object) -> str:
    """The plain word for a word of the wire."""
    return worded(str(value))


@register.simple_tag
def span(ms: int) -> str:
    """How long that is."""
    return lasting(ms // 1000)


@register.simple_tag(takes_context=True)
def topic(context: dict[str, Any], name: str) -> str:
    """The charter's name for a topic; its short name where it has none."""
    known = context["request"].standing.rule_book.topics
    return next((each.name for each in known if each.id == name), name)


@register.filter
def digest(hexadecimal: str) -> SafeString:
    """In groups of four, to be compared by eye or by voice."""
    groups = [hexadecimal[at : at + 4] for at in range(0, len(hexadecimal), 4)]
    return format_html(
        '<div class="digest">{}</div>', format_html_join("", "<span>{}</span>", ((g,) for g in groups))
    )


@register.filter
def named(name: str, value: object) -> str:
    """`Contact: RU`, as the language joins them."""
    return naming(name, value)


@register.filter
def dashed(name: str) -> str:
    """The identifier of the field with this name, as `forms.showing` makes it."""
    return name.replace(".", "-").replace("_", "-")


@register.filter
def get(mapping: Any, key: object) -> Any:
    """A member by a name that is only known here."""
    return mapping.get(key) if hasattr(mapping, "get") else None


def _iso(ms: int) -> str:
    """Nothing for an instant that no calendar reaches: an act may name one."""
    try:
        at = datetime.fromtimestamp(ms / 1000, tz=UTC)
    except (ValueError, OverflowError, OSError):
        return ""
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")
