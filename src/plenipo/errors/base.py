"""The root of all errors."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(eq=False)
class PlenipoError(Exception):
    """Root of all errors: a dataclass, so that its facts are fields, and picklable."""

    def __str__(self) -> str:
        facts = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in fields(self))
        return f"{type(self).__name__}({facts})"

    def __reduce__(self) -> tuple[type[PlenipoError], tuple[object, ...]]:
        return type(self), tuple(getattr(self, f.name) for f in fields(self))
