"""What the command line itself refuses. The words are in `words/cli.py`.

CliError
├── Unclear             what was asked for cannot be told from the words given      exit 2
│   ├── NoFolder · NotAFolder · NoSuchFile · BadFile · BadDraft · FileExists
│   ├── BadInstant · BadSpan · BadReference · AmbiguousReference · NoSuchRecord · BadMember
│   ├── NoSigner · SignerNotNamed · BadPerson · NobodyKnown · NoText
│   ├── ForeignExport · NewerExport · BadRows · BadColumns
│   ├── NotGiven · NoPassphrase · BehindCheckpoint · Uncovered
│   └── RootNeeded      a check that has nothing to rest on
├── Refused             the answer is no                                            exit 1
│   ├── GuardRefused · NotAllSigned · ForeignFile
│   └── DoesNotHold     a register, export or receipt is not what it claims to be
└── Unreadable          the system refuses a file                                   exit 3
"""

# ruff: noqa: N818 an error is named for the fact, as in plenipo.errors

from __future__ import annotations

from dataclasses import dataclass

from plenipo.errors import PlenipoError


@dataclass(eq=False)
class CliError(PlenipoError):
    """The command line refuses."""


@dataclass(eq=False)
class Unclear(CliError):
    """What was asked for cannot be told."""


@dataclass(eq=False)
class Refused(CliError):
    """The answer is no."""


@dataclass(eq=False)
class Unreadable(CliError):
    """The system refuses the file; `cause` is its word for why."""

    path: str
    cause: str


@dataclass(eq=False)
class NoFolder(Unclear):
    """No folder was named, and the current one is no dialogue's."""


@dataclass(eq=False)
class NotAFolder(Unclear):
    """The path is not a dialogue's folder, an export or a receipt."""

    path: str


@dataclass(eq=False)
class NoSuchFile(Unclear):
    """There is nothing at the path."""

    path: str


@dataclass(eq=False)
class BadFile(Unclear):
    """The file does not hold what was asked for; `fault` says where."""

    path: str
    fault: str


@dataclass(eq=False)
class BadDraft(Unclear):
    """The draft is no founding; `faults` are all that was found."""

    path: str
    faults: tuple[str, ...]


@dataclass(eq=False)
class FileExists(Unclear):
    """Something is at the path, and is not overwritten."""

    path: str


@dataclass(eq=False)
class BadInstant(Unclear):
    """Not an instant."""

    text: str


@dataclass(eq=False)
class BadSpan(Unclear):
    """Not a span of time."""

    text: str


@dataclass(eq=False)
class BadReference(Unclear):
    """Not a record's number or the beginning of a hash."""

    text: str


@dataclass(eq=False)
class AmbiguousReference(Unclear):
    """Several records begin so."""

    text: str
    records: tuple[int, ...]


@dataclass(eq=False)
class NoSuchRecord(Unclear):
    """No record bears that number or hash."""

    text: str
    size: int


@dataclass(eq=False)
class BadMember(Unclear):
    """The value given for a member of an act cannot be read."""

    option: str
    fault: str


@dataclass(eq=False)
class NotGiven(Unclear):
    """Options that an act of this kind needs."""

    options: tuple[str, ...]
    kind: str


@dataclass(eq=False)
class NoPassphrase(Unclear):
    """A new key is to be protected, and there is nobody to ask for a passphrase."""

    path: str


@dataclass(eq=False)
class NoSigner(Unclear):
    """Neither a key file nor an agent's key was named."""


@dataclass(eq=False)
class SignerNotNamed(Unclear):
    """The key belongs to nobody who could speak here."""

    fingerprint: str


@dataclass(eq=False)
class BadPerson(Unclear):
    """Not written as PARTY/person."""

    text: str


@dataclass(eq=False)
class NobodyKnown(Unclear):
    """No such person was accredited."""

    person: str
    known: tuple[str, ...]


@dataclass(eq=False)
class NoText(Unclear):
    """The record has no sealed text of that name."""

    record: str
    field: str


@dataclass(eq=False)
class ForeignExport(Unclear):
    """The directory holds something else than an export of this register."""

    path: str


@dataclass(eq=False)
class NewerExport(Unclear):
    """The directory holds an export of more entries than there are here."""

    path: str
    size: int
    here: int


@dataclass(eq=False)
class BadRows(Unclear):
    """Rows that cannot be imported, all of them; each is (line, fault)."""

    path: str
    rows: tuple[str, ...]


@dataclass(eq=False)
class BadColumns(Unclear):
    """The columns needed are not there."""

    path: str
    missing: tuple[str, ...]
    found: tuple[str, ...]


@dataclass(eq=False)
class Uncovered(Unclear):
    """Entries that no checkpoint covers: from `signed` on, or all."""

    path: str
    size: int
    signed: int


@dataclass(eq=False)
class BehindCheckpoint(Unclear):
    """A copy with fewer entries than were checked before."""

    path: str
    size: int
    earlier: int


@dataclass(eq=False)
class RootNeeded(Unclear):
    """Nothing is pinned that the check could rest on."""

    path: str


@dataclass(eq=False)
class GuardRefused(Refused):
    """The guard refuses the act; `reasons` are its sentences."""

    reasons: tuple[str, ...]


@dataclass(eq=False)
class NotAllSigned(Refused):
    """Parties whose authority has not signed."""

    missing: tuple[str, ...]


@dataclass(eq=False)
class ForeignFile(Refused):
    """A founding file and a draft, or two of them, that do not belong together."""

    path: str


@dataclass(eq=False)
class DoesNotHold(Refused):
    """A register, export or receipt is not what it claims to be."""

    path: str
    fault: str


@dataclass(eq=False)
class NotInstalled(Unclear):
    """A package that only this command needs is not there."""

    package: str
    extra: str
