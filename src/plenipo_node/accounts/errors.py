# ruff: noqa: N818 an error is named for the fact
"""Errors of the accounts: each carries facts as fields.

AccountError
├── TooManyTries            from one address, or for one person: wait
├── NobodyAccredited        the dialogue knows no such person
├── CodeRefused             a code of an invitation that is unknown, used or expired
├── NothingAsked            no question of ours is open: never asked, answered before, or too old
├── AnswerRefused           what the browser answered does not hold
├── PasskeyUnknown          no passkey of this desk
├── PasskeyElsewhere        it was made for another address of this desk
├── PasskeyTaken            it is known here already
├── PasskeyNotInForce       the register does not name it, or no longer
├── CopiesRefused           its vendor may copy it, and this person speaks where that is not accepted
└── NoPasskey               the person has none in force
"""

from __future__ import annotations

from dataclasses import dataclass

from plenipo.errors import PlenipoError


@dataclass(eq=False)
class AccountError(PlenipoError):
    """Somebody cannot enter, or not now."""


@dataclass(eq=False)
class TooManyTries(AccountError):
    """`until`: when the next is heard, milliseconds."""

    until: int


@dataclass(eq=False)
class NobodyAccredited(AccountError):
    """The dialogue has accredited no such person, or has ended it."""

    person: str


@dataclass(eq=False)
class CodeRefused(AccountError):
    """`cause`: unknown, used, expired."""

    cause: str


@dataclass(eq=False)
class NothingAsked(AccountError):
    """There is no open question that this could be the answer to."""


@dataclass(eq=False)
class AnswerRefused(AccountError):
    """`what` is wrong with it: a member of the client data, a flag, the signature."""

    what: str


@dataclass(eq=False)
class PasskeyUnknown(AccountError):
    """A passkey that was never enrolled here."""


@dataclass(eq=False)
class PasskeyElsewhere(AccountError):
    """A passkey for `origin`: the register takes its signatures from there alone."""

    origin: str


@dataclass(eq=False)
class PasskeyTaken(AccountError):
    """A new passkey that is enrolled here already."""


@dataclass(eq=False)
class PasskeyNotInForce(AccountError):
    """`state` is a `passkeys.State`."""

    person: str
    state: str


@dataclass(eq=False)
class CopiesRefused(AccountError):
    """The vendor may copy the passkey to its cloud, and this person's acts forbid it."""

    person: str


@dataclass(eq=False)
class NoPasskey(AccountError):
    """Nothing in a browser can sign for this person."""

    person: str
