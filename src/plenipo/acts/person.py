"""person: whom a party accredits."""

from __future__ import annotations

from plenipo.acts.words import Act, Fingerprint, Function, PersonId, Text


class Accredit(Act, tag="person.accredit"):
    """Name a person of one's own party, their functions and keys; the person's name is sealed."""

    person: PersonId
    functions: tuple[Function, ...]
    keys: tuple[Fingerprint, ...]
    name: Text | None = None


class Withdraw(Act, tag="person.withdraw"):
    """End a person's accreditation, and with it their keys."""

    person: PersonId
