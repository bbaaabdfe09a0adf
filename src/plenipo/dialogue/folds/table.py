"""What a fold is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from plenipo.acts import Said
from plenipo.dialogue.entered import Entered
from plenipo.dialogue.standing import Standing

# Each function takes the act of its own class; the table pairs them.
Fold: TypeAlias = Callable[[Standing, Entered], None]
Table: TypeAlias = dict[type[Said], Fold]


def on(fold: Callable[[Standing, Any, Entered], None]) -> Fold:
    """A fold that takes its act as an argument of its own."""

    def call(standing: Standing, entered: Entered) -> None:
        fold(standing, entered.act, entered)

    return call
