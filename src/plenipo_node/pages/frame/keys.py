"""Keys as pages show them: what sort of key it is, since when, and whether it was revoked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from msgspec import Struct

if TYPE_CHECKING:
    from plenipo.dialogue.records import Key


class ShownKey(Struct, frozen=True, kw_only=True):
    """Instants are ms; `owner` is empty where nobody in the register holds this key."""

    mark: str
    owner: str = ""
    sort: str = ""
    added: int | None = None
    revoked: int | None = None
    doubtful: int | None = None
    copied: bool = False

    @property
    def short(self) -> str:
        """Enough of it to tell one's own keys apart."""
        return f"{self.mark[:19]}…"


def shown_key(mark: str, key: Key | None) -> ShownKey:
    if key is None:
        return ShownKey(mark=mark, sort=_("a key that nobody here holds"))
    return ShownKey(
        mark=mark,
        owner=key.owner,
        sort=_sort(key),
        added=key.added,
        revoked=key.revoked,
        doubtful=key.doubtful,
        copied=key.policy is not None and key.policy.backed_up,
    )


def _sort(key: Key) -> str:
    if key.policy is None:
        return _("key outside the browser")
    return _("security key") if key.policy.origin is None else _("passkey")
