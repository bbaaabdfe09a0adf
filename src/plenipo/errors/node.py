"""Errors of node: each carries facts as fields."""

from __future__ import annotations

from dataclasses import dataclass

from plenipo.errors.base import PlenipoError


@dataclass(eq=False)
class NodeError(PlenipoError):
    """A disk, a lock or a clock fails us."""


@dataclass(eq=False)
class KeyFileMissing(NodeError):
    """There is no such key file."""

    path: str


@dataclass(eq=False)
class KeyFileExists(NodeError):
    """A key file is never overwritten."""

    path: str


@dataclass(eq=False)
class KeyFileExposed(NodeError):
    """The private key may be read by others than its owner; `mode` is the permission bits."""

    path: str
    mode: int


@dataclass(eq=False)
class KeyFileUnusable(NodeError):
    """Not an OpenSSH private key of the kind Ed25519, or not readable; `cause` names which."""

    path: str
    cause: str


@dataclass(eq=False)
class KeyFolderExposed(NodeError):
    """Others than its owner may look into a folder of private keys; `mode` is the permission bits."""

    path: str
    mode: int


@dataclass(eq=False)
class HostedKeyMisnamed(NodeError):
    """A file among the identities of hosted parties that is not named after a party."""

    path: str


@dataclass(eq=False)
class PassphraseNeeded(NodeError):
    """The private key is encrypted, and no passphrase was given."""

    path: str


@dataclass(eq=False)
class WrongPassphrase(NodeError):
    """The passphrase does not open the private key."""

    path: str


@dataclass(eq=False)
class AgentUnavailable(NodeError):
    """No ssh-agent answers at this socket; `cause` is the name of the errno."""

    socket: str
    cause: str


@dataclass(eq=False)
class AgentSilent(NodeError):
    """The ssh-agent did not answer in time."""

    socket: str
    seconds: float


@dataclass(eq=False)
class AgentGarbled(NodeError):
    """The ssh-agent answered otherwise than its protocol says."""

    socket: str


@dataclass(eq=False)
class AgentShowsNoKeys(NodeError):
    """The ssh-agent is empty or locked: it answers both alike."""

    socket: str


@dataclass(eq=False)
class KeyNotInAgent(NodeError):
    """The ssh-agent holds keys, and not this one."""

    fingerprint: str


@dataclass(eq=False)
class AgentRefused(NodeError):
    """The ssh-agent holds the key and does not sign: declined, or not touched."""

    fingerprint: str


# --- node: storage ---


@dataclass(eq=False)
class StoreError(NodeError):
    """The store of a register refuses or fails."""


@dataclass(eq=False)
class SizeMoved(StoreError):
    """The register does not have the size that the append was judged at."""

    expected: int
    actual: int


@dataclass(eq=False)
class BeyondHead(StoreError):
    """`size` is no position in a register of `head` entries."""

    size: int
    head: int


@dataclass(eq=False)
class LeavesRefused(StoreError):
    """The leaf hashes given are not one of 32 bytes for each entry."""

    count: int
    expected: int


@dataclass(eq=False)
class StoredTooLarge(StoreError):
    """Sizes in bytes; `part` names what is too large."""

    part: str
    size: int
    limit: int


@dataclass(eq=False)
class BadMetaKey(StoreError):
    """The key is not 1 to 64 of a-z, 0-9, dot, dash and underscore."""

    key: str


@dataclass(eq=False)
class StoreClosed(StoreError):
    """The store was closed before this call."""

    path: str


@dataclass(eq=False)
class StoreMissing(StoreError):
    """There is no register at this path."""

    path: str


@dataclass(eq=False)
class StoreExists(StoreError):
    """There is a register, or another file, at this path already."""

    path: str


@dataclass(eq=False)
class StoreLocked(StoreError):
    """Another process held the store for longer than we wait. Nothing was written."""

    path: str
    waited_ms: int


@dataclass(eq=False)
class StoreReadOnly(StoreError):
    """The file, its folder or the disk may not be written."""

    path: str


@dataclass(eq=False)
class StoreTooNew(StoreError):
    """The file has a later schema than this version knows: upgrade."""

    path: str
    found: int
    known: int


@dataclass(eq=False)
class SqliteTooOld(StoreError):
    """The SQLite library is older than the store needs."""

    found: tuple[int, ...]
    needed: tuple[int, ...]


@dataclass(eq=False)
class DiskFull(StoreError):
    """No room for what was to be written. Nothing of it was."""

    path: str


@dataclass(eq=False)
class DiskFailed(StoreError):
    """Reading or writing failed below us; `code` is SQLite's name for it."""

    path: str
    code: str


@dataclass(eq=False)
class StoreDamaged(StoreError):
    """What is stored is not what was written; `part` names it, `at` its number if it has one."""

    path: str
    part: str
    at: int | None = None


# --- node: folder ---


@dataclass(eq=False)
class FolderError(NodeError):
    """The folder of a dialogue cannot be used; `path` is the folder."""

    path: str


@dataclass(eq=False)
class FolderMissing(FolderError):
    """There is no such folder."""


@dataclass(eq=False)
class FolderExists(FolderError):
    """There is something at this path already."""


@dataclass(eq=False)
class NotADialogueFolder(FolderError):
    """The folder lacks `part`, or it is not what a dialogue's folder holds there."""

    part: str


@dataclass(eq=False)
class RootNotPinned(FolderError):
    """No founding hash was pinned, so nothing says whose register this is."""


@dataclass(eq=False)
class RootDiffers(NodeError):
    """The register begins with another founding act than the one pinned; both in hex."""

    pinned: str
    found: str


# --- node: intake ---


@dataclass(eq=False)
class IntakeError(NodeError):
    """An act that cannot be registered here, whatever it says."""


@dataclass(eq=False)
class BlobMissing(IntakeError):
    """The act names a sealed blob that neither came with it nor is in the store."""

    blob: str


@dataclass(eq=False)
class NotRegistrar(IntakeError):
    """Another node orders the entries: its Ed25519 key and ours, base64."""

    registrar: str
    own: str


@dataclass(eq=False)
class ClockBehind(IntakeError):
    """The clock is too far behind the last stamp to go on; milliseconds since 1970."""

    clock: int
    stamp: int
    limit_ms: int


# --- node: desk ---


@dataclass(eq=False)
class BadSetting(NodeError):
    """A setting of the desk is unknown or cannot be; `problem` says why."""

    name: str
    problem: str


@dataclass(eq=False)
class CertificateUnfit(NodeError):
    """The certificate or private key of the desk is none that a browser would take; `problem` says why."""

    path: str
    problem: str


@dataclass(eq=False)
class PortUnusable(NodeError):
    """The desk cannot listen where its settings say."""

    listen: str
    problem: str


@dataclass(eq=False)
class TablesTooNew(NodeError):
    """The desk's own tables were changed by a later version; `found` is the change that is unknown."""

    path: str
    found: str


@dataclass(eq=False)
class NoCheckpoint(NodeError):
    """The register holds no checkpoint that its registrar signed."""


@dataclass(eq=False)
class NotCovered(NodeError):
    """An entry that no signed checkpoint covers, which is of `size` entries."""

    index: int
    size: int


@dataclass(eq=False)
class BackupUnusable(NodeError):
    """Not a backup that this program wrote, or not all of it; `problem` says what."""

    path: str
    problem: str
