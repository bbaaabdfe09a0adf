"""A fault that is put into the guard on purpose: a place in the source, and what stands there instead."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

RESERVED = "guard/rules/reserved.py"
AUTHORITY = "guard/rules/authority.py"
WHO = "guard/rules/who.py"
DECISIONS = "guard/rules/decisions.py"
FOUNDATION = "guard/rules/foundation.py"
PERSONS = "guard/rules/persons.py"
TERMS = "guard/rules/terms.py"
CONSULTING = "guard/rules/consulting.py"
COUNTING = "dialogue/counting.py"
RECORD = "guard/rules/record.py"
JUDGE = "guard/judge.py"
CASE = "guard/case.py"
CHARTERS = "guard/charters.py"
KINDS = "guard/kinds.py"
DERIVED = "dialogue/derived.py"
REPORTING = "dialogue/reporting.py"
SHELVING = "dialogue/folds/shelving.py"
FOLDS = "dialogue/folds/__init__.py"
CONSENTS = "dialogue/folds/consents.py"
FOLD_DECISIONS = "dialogue/folds/decisions.py"
FOLD_FOUNDATION = "dialogue/folds/foundation.py"
FOLD_CONTACTS = "dialogue/folds/contacts.py"
FOLD_RECORD = "dialogue/folds/record.py"


class Mutant(NamedTuple):
    """`file` is where it was written; what has moved is looked for in the whole guard and dialogue."""

    file: str
    was: str
    becomes: str

    def place(self, core: Path) -> Path:
        """The one file that holds the text. AssertionError if none or several do, or not once."""
        first = core / self.file
        places = [first] if first.is_file() and self.was in first.read_text() else _holding(core, self.was)
        assert len(places) == 1, (self, places)
        assert places[0].read_text().count(self.was) == 1, self
        return places[0]

    def put_into(self, core: Path) -> None:
        """Change the copy of the core at this place."""
        place = self.place(core)
        place.write_text(place.read_text().replace(self.was, self.becomes))


def _holding(core: Path, text: str) -> list[Path]:
    files = [*(core / "guard").rglob("*.py"), *(core / "dialogue").rglob("*.py")]
    return [path for path in files if text in path.read_text()]
