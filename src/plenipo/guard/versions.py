"""The versions of the rules that this program has. Old ones stay for ever."""

from __future__ import annotations

VERSIONS: tuple[str, ...] = ("1",)
