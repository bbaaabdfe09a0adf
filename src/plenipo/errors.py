"""The tree of errors. Each carries facts as fields; the words live with the interface.

PlenipoError
├── ActError            bytes that are not one well-formed act         (acts/)
│   ├── ActTooLong · NotUtf8 · NotJson · DuplicateKey · FloatRefused · NotCanonical
│   ├── UnknownKind · UnknownField · MissingField · WrongValue
│   └── TextTooLong · NotNormalised · ForbiddenCharacter
├── SignatureError      a signature that cannot be accepted            (signatures/)
│   ├── BadEd25519              refused by the one Ed25519 rule
│   ├── ForeignEd25519Rule      the library follows another rule
│   ├── BadEcdsa                the equation of ECDSA on P-256 fails
│   ├── BadArmor                not what ssh-keygen writes
│   ├── BadSshSignature         a field of the signature blob is wrong
│   ├── BadPublicKey            a field of the key blob, or its line, is wrong
│   ├── UnknownAlgorithm        not a kind of key that is accepted
│   ├── AlgorithmMismatch       not how this key signs
│   ├── WrongNamespace          signed as something other than an act
│   ├── WrongHash               hashed otherwise than acts are
│   ├── BadKeyPolicy            facts that cannot be stored with a key
│   ├── NoKeyPolicy             nothing is stored for this hardware key
│   ├── BadFlags                the authenticator did not vouch for its user
│   ├── WrongApplication        made for another application or rpId
│   ├── WrongOrigin             asked for by another site
│   ├── BadClientData           a member of the browser's statement is wrong
│   └── BackupEligible          a passkey that its vendor may copy
├── SealingError        an age file or a commitment that does not open (sealing/)
│   ├── MalformedKey        not a recipient or identity string
│   ├── NoRecipients        nobody to seal to
│   ├── TooManyRecipients   more than a header holds
│   ├── MixedRecipients     hybrid and classical in one file
│   ├── SharedSecretFailed  a recipient's share gives an all-zero secret
│   ├── ArmorFailure        not one strict PEM block
│   ├── HeaderFailure       the header is not to the letter
│   │   └── StanzaFailure   nor is a stanza of a kind that we read
│   ├── NoMatch             no stanza opens with the identities given
│   ├── HmacFailure         the header was altered
│   ├── PayloadFailure      a chunk is altered, missing or too many
│   ├── BlobTooLarge        above the size limit
│   ├── MalformedHash       not 64 lowercase hexadecimal digits
│   ├── MalformedSalt       not 32 bytes
│   ├── CipherMismatch      not the ciphertext that the act names
│   ├── CommitmentMismatch  not the document that the act commits to
│   ├── MalformedDocument   not one canonical sealed document
│   └── MalformedMarking    not a marking
│       └── ObsoleteMarking a marking with a successor
├── RegisterError       an entry, tile, proof or note that is wrong    (register/)
│   ├── EntryError              the bytes are not one entry
│   │   ├── MalformedEntry          not to the letter of the format
│   │   └── EntryTooLarge           above 65,535 bytes
│   ├── TreeSizeRefused         a tree of that size cannot be
│   ├── TileError               a tile, or a bundle of entries, is wrong
│   │   ├── MalformedTilePath       not one canonical path
│   │   ├── MalformedTile           wrong length or framing
│   │   ├── MissingTile             the source does not hold it
│   │   └── TileMismatch            it does not hash to what stands above it
│   ├── ProofError              a Merkle proof fails
│   │   ├── ProofOutOfRange         no such proof for these sizes
│   │   ├── MalformedProof          wrong number or length of hashes
│   │   └── RootMismatch            it leads to another root
│   ├── NoteError               a signed note cannot be accepted
│   │   ├── MalformedNote           not to the letter of signed-note
│   │   ├── NoteTooLarge            above the size limit
│   │   ├── MalformedVerifierKey    not one canonical vkey
│   │   ├── VerifierKeyClash        two keys given that must be distinct
│   │   ├── NoteSignatureRefused    a known key's signature fails
│   │   ├── NoteUnsigned            no known key signed
│   │   ├── MalformedCheckpoint     not to the letter of tlog-checkpoint
│   │   └── ForeignOrigin           a checkpoint of another register
│   ├── MalformedCosignature    not a cosignature line or its time
│   ├── MalformedReceipt        not to the letter of tlog-proof
│   ├── QuorumMissing           fewer cosigners than the policy asks
│   ├── SplitViewUnproven       the two checkpoints do not contradict each other
│   └── WitnessRefusal          a checkpoint that a witness does not cosign, with its HTTP status
│       ├── MalformedRequest        400 not an add-checkpoint body
│       ├── OldSizeTooLarge         400 the old size is above the checkpoint's
│       ├── CheckpointUnsigned      403 no known key signed, or a signature fails
│       ├── OriginUnknown           404 no such register here
│       ├── OldSizeConflict         409 not the size last cosigned
│       ├── RootConflict            422 same size, another root
│       └── ConsistencyUnproven     422 the proof fails
├── ConsultationError   a question that cannot be tallied              (consultation/)
│   ├── UnknownRule     no rule of that name
│   ├── BadQuestion     faults in a question, all of them
│   ├── BadWeights      a table of weights that cannot be read
│   ├── NoWeights       no table is in force on that day
│   └── OverlappingWeights  two tables claim one day
├── DialogueError       entries that cannot be folded                  (dialogue/)
│   └── NotFounded · DamagedSnapshot · UnknownRules · StampBackwards
└── NodeError           a disk, a lock or a clock that fails us        (plenipo_node/)
    ├── StoreError          the register's store                       (plenipo_node/storage/)
    │   ├── SizeMoved           another size than the one that was judged
    │   ├── BeyondHead          past the last entry
    │   ├── LeavesRefused       not one leaf hash an entry
    │   ├── StoredTooLarge      above the size limit
    │   ├── BadMetaKey          not a name for a small value
    │   ├── StoreClosed         used after it was closed
    │   ├── StoreMissing        no register there
    │   ├── StoreExists         a register is there already
    │   ├── StoreLocked         another process holds it too long
    │   ├── StoreReadOnly       it may be read and not written
    │   ├── StoreTooNew         written by a later version: upgrade
    │   ├── SqliteTooOld        the library lacks what the store needs
    │   ├── DiskFull            no room; nothing was written
    │   ├── DiskFailed          the disk fails us: stop and reopen
    │   └── StoreDamaged        what is stored is not what was written: stop
    ├── KeyFileMissing          no such file
    ├── KeyFileExists           never overwritten
    ├── KeyFileExposed          others may read it
    ├── KeyFileUnusable         not an OpenSSH Ed25519 private key
    ├── PassphraseNeeded        encrypted, and no passphrase given
    ├── WrongPassphrase         encrypted with another
    ├── AgentUnavailable        no ssh-agent answers
    ├── AgentSilent             it did not answer in time
    ├── AgentGarbled            it did not answer by the protocol
    ├── AgentShowsNoKeys        it is empty, or locked
    ├── KeyNotInAgent           it holds others
    └── AgentRefused            it holds the key and does not sign
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import ClassVar


@dataclass(eq=False)
class PlenipoError(Exception):
    """Root of all errors: a dataclass, so that its facts are fields, and picklable."""

    def __str__(self) -> str:
        facts = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in fields(self))
        return f"{type(self).__name__}({facts})"

    def __reduce__(self) -> tuple[type[PlenipoError], tuple[object, ...]]:
        return type(self), tuple(getattr(self, f.name) for f in fields(self))


# --- acts ---


@dataclass(eq=False)
class ActError(PlenipoError):
    """The bytes are not one well-formed act."""


@dataclass(eq=False)
class ActTooLong(ActError):
    """More bytes than an act may have."""

    size: int
    limit: int


@dataclass(eq=False)
class NotUtf8(ActError):
    """Bytes that are not UTF-8, from this offset."""

    offset: int


@dataclass(eq=False)
class NotJson(ActError):
    """Text that is not JSON, from this offset."""

    offset: int


@dataclass(eq=False)
class DuplicateKey(ActError):
    """A member that stands twice in one object."""

    key: str


@dataclass(eq=False)
class FloatRefused(ActError):
    """A number that is not an integer."""

    literal: str


@dataclass(eq=False)
class UnknownKind(ActError):
    """A kind of act that this version does not know."""

    kind: str


@dataclass(eq=False)
class UnknownField(ActError):
    """A member that this kind of act does not have."""

    path: str
    field: str


@dataclass(eq=False)
class MissingField(ActError):
    """A member that this kind of act must have."""

    path: str
    field: str


@dataclass(eq=False)
class WrongValue(ActError):
    """A member of another type or form than expected."""

    path: str
    expected: str


@dataclass(eq=False)
class TextTooLong(ActError):
    """A text above its limit, in characters."""

    path: str
    limit: str


@dataclass(eq=False)
class NotNormalised(ActError):
    """A text that is not in Unicode's normal form C."""

    path: str


@dataclass(eq=False)
class ForbiddenCharacter(ActError):
    """A control, bidirectional, private or unassigned character."""

    path: str
    codepoint: int


@dataclass(eq=False)
class NotCanonical(ActError):
    """A well-formed act in other bytes than its canonical ones."""


# --- signatures ---


@dataclass(eq=False)
class SignatureError(PlenipoError):
    """The signature cannot be accepted."""


@dataclass(eq=False)
class BadEd25519(SignatureError):
    """An Ed25519 signature that the one rule refuses, or a key or seed of the wrong size."""

    public_key: bytes


@dataclass(eq=False)
class ForeignEd25519Rule(SignatureError):
    """The installed Ed25519 library accepts what the one rule refuses."""


@dataclass(eq=False)
class BadEcdsa(SignatureError):
    """An ECDSA signature whose equation fails; `public_key` is the point."""

    public_key: bytes


@dataclass(eq=False)
class BadArmor(SignatureError):
    """Not one armored SSHSIG, byte for byte as ssh-keygen writes it."""


@dataclass(eq=False)
class BadSshSignature(SignatureError):
    """A signature blob that is wrong in the field named."""

    where: str


@dataclass(eq=False)
class BadPublicKey(SignatureError):
    """A public key blob, or its one-line form, that is wrong in the field named."""

    where: str


@dataclass(eq=False)
class UnknownAlgorithm(SignatureError):
    """A kind of key that is not accepted."""

    algorithm: str


@dataclass(eq=False)
class AlgorithmMismatch(SignatureError):
    """A signature of another kind than this key, under its policy, makes."""

    key: str
    signature: str


@dataclass(eq=False)
class WrongNamespace(SignatureError):
    """A signature made for another purpose than acts."""

    namespace: str


@dataclass(eq=False)
class WrongHash(SignatureError):
    """A signature over another hash than acts are signed over."""

    hash_algorithm: str


@dataclass(eq=False)
class BadKeyPolicy(SignatureError):
    """A policy that contradicts itself in the field named."""

    where: str


@dataclass(eq=False)
class NoKeyPolicy(SignatureError):
    """A hardware key for which no policy is stored."""

    fingerprint: str


@dataclass(eq=False)
class BadFlags(SignatureError):
    """Authenticator flags that break the rules named (UP, UV, AT, ED, BS)."""

    flags: int
    broken: tuple[str, ...]


@dataclass(eq=False)
class WrongApplication(SignatureError):
    """A key made for another application or rpId."""

    expected: str
    found: str


@dataclass(eq=False)
class WrongOrigin(SignatureError):
    """A signature that another origin asked for."""

    expected: str
    found: str


@dataclass(eq=False)
class BadClientData(SignatureError):
    """WebAuthn client data that is wrong in the member named."""

    member: str


@dataclass(eq=False)
class BackupEligible(SignatureError):
    """A passkey that may be copied to a cloud, where the policy does not allow it."""

    fingerprint: str


# --- sealing ---


@dataclass(eq=False)
class SealingError(PlenipoError):
    """The sealed blob does not open, or does not match its commitment."""


@dataclass(eq=False)
class MalformedKey(SealingError):
    """Not a recipient or identity string of the wanted kind. Never carries the string: it may be secret."""

    wanted: str
    fault: str


@dataclass(eq=False)
class NoRecipients(SealingError):
    """A file for nobody."""


@dataclass(eq=False)
class TooManyRecipients(SealingError):
    """A header holds no more stanzas."""

    count: int
    limit: int


@dataclass(eq=False)
class MixedRecipients(SealingError):
    """These stanza kinds may not share one file: the weakest of them would decide."""

    kinds: tuple[str, ...]


@dataclass(eq=False)
class SharedSecretFailed(SealingError):
    """The recipient's X25519 point is of low order."""

    kind: str


@dataclass(eq=False)
class ArmorFailure(SealingError):
    """The armor is not one strict PEM block; lines count from 1."""

    fault: str
    line: int


@dataclass(eq=False)
class HeaderFailure(SealingError):
    """The header breaks the age format at this byte (of a StanzaFailure: at this stanza, from 0)."""

    fault: str
    at: int


@dataclass(eq=False)
class StanzaFailure(HeaderFailure):
    """A stanza breaks the rules of its kind."""

    kind: str


@dataclass(eq=False)
class NoMatch(SealingError):
    """None of the identities opens any of the stanzas."""

    stanzas: tuple[str, ...]


@dataclass(eq=False)
class HmacFailure(SealingError):
    """The file key opened, and the header is not the one that was sealed with it."""


@dataclass(eq=False)
class PayloadFailure(SealingError):
    """The payload breaks at this chunk (from 0); nothing of it is given out."""

    fault: str
    chunk: int


@dataclass(eq=False)
class BlobTooLarge(SealingError):
    """Sizes in bytes."""

    size: int
    limit: int


@dataclass(eq=False)
class MalformedHash(SealingError):
    """A SHA-256 is written as 64 lowercase hexadecimal digits."""

    name: str


@dataclass(eq=False)
class MalformedSalt(SealingError):
    """A salt is 32 bytes."""

    size: int


@dataclass(eq=False)
class CipherMismatch(SealingError):
    """The ciphertext is not the one that was named."""

    expected: str
    found: str


@dataclass(eq=False)
class CommitmentMismatch(SealingError):
    """The salt and document are not those that were committed to."""

    expected: str
    found: str


@dataclass(eq=False)
class MalformedDocument(SealingError):
    """The plaintext is not one canonical sealed document."""

    fault: str


@dataclass(eq=False)
class MalformedMarking(SealingError, ValueError):
    """Not a marking in its one written form. A ValueError too, so that msgspec reports where it stood."""

    text: str
    fault: str


@dataclass(eq=False)
class ObsoleteMarking(MalformedMarking):
    """A marking that its own scheme has replaced."""

    instead: str


# --- register ---


@dataclass(eq=False)
class RegisterError(PlenipoError):
    """An entry, tile, proof, note or checkpoint is wrong."""


@dataclass(eq=False)
class EntryError(RegisterError):
    """The bytes are not one entry."""


@dataclass(eq=False)
class MalformedEntry(EntryError):
    """The entry is not to the letter of its format; `part` names where."""

    part: str


@dataclass(eq=False)
class EntryTooLarge(EntryError):
    """The entry has more bytes than a bundle can frame."""

    size: int
    limit: int


@dataclass(eq=False)
class TreeSizeRefused(RegisterError):
    """No tree has this size, or not with this many hashes."""

    size: int


@dataclass(eq=False)
class TileError(RegisterError):
    """A tile, or a bundle of entries, is wrong."""


@dataclass(eq=False)
class MalformedTilePath(TileError):
    """The path is not one canonical tile or bundle path."""

    path: str


@dataclass(eq=False)
class MalformedTile(TileError):
    """The bytes are not a tile or bundle of this width."""

    path: str


@dataclass(eq=False)
class MissingTile(TileError):
    """The source does not hold the tile."""

    path: str


@dataclass(eq=False)
class TileMismatch(TileError):
    """The tile does not hash to what stands above it."""

    path: str


@dataclass(eq=False)
class ProofError(RegisterError):
    """A Merkle proof fails."""


@dataclass(eq=False)
class ProofOutOfRange(ProofError):
    """There is no proof from `first` (an index or a size) in a tree of `size`."""

    first: int
    size: int


@dataclass(eq=False)
class MalformedProof(ProofError):
    """The proof has the wrong number of hashes, or a hash of the wrong length."""

    length: int
    expected: int


@dataclass(eq=False)
class RootMismatch(ProofError):
    """The proof leads to another root."""

    root: bytes
    expected: bytes


@dataclass(eq=False)
class NoteError(RegisterError):
    """A signed note cannot be accepted."""


@dataclass(eq=False)
class MalformedNote(NoteError):
    """The note is not to the letter of signed-note; `part` names where."""

    part: str


@dataclass(eq=False)
class NoteTooLarge(NoteError):
    """The note has more bytes, or signatures, than the limit."""

    size: int
    limit: int


@dataclass(eq=False)
class MalformedVerifierKey(NoteError):
    """The string is not one canonical verifier key; `part` names where."""

    part: str


@dataclass(eq=False)
class VerifierKeyClash(NoteError):
    """Two of the keys given share name and id, or the key itself."""

    name: str
    other: str


@dataclass(eq=False)
class NoteSignatureRefused(NoteError):
    """The signature of a known key fails: the whole note is refused."""

    name: str
    key_id: bytes


@dataclass(eq=False)
class NoteUnsigned(NoteError):
    """No signature is by the keys asked for."""

    names: tuple[str, ...]


@dataclass(eq=False)
class MalformedCheckpoint(NoteError):
    """The text is not one canonical checkpoint; `part` names where."""

    part: str


@dataclass(eq=False)
class ForeignOrigin(NoteError):
    """The checkpoint is of another register."""

    origin: str
    expected: str


@dataclass(eq=False)
class MalformedCosignature(RegisterError):
    """The cosignature is not to the letter of tlog-cosignature; `part` names where."""

    part: str


@dataclass(eq=False)
class MalformedReceipt(RegisterError):
    """The receipt is not to the letter of tlog-proof; `part` names where."""

    part: str


@dataclass(eq=False)
class QuorumMissing(RegisterError):
    """Fewer cosigners than the policy asks for signed the checkpoint."""

    cosigners: tuple[str, ...]
    needed: int


@dataclass(eq=False)
class SplitViewUnproven(RegisterError):
    """The two checkpoints do not contradict each other, or not by one key; `part` names what fails."""

    part: str


@dataclass(eq=False)
class WitnessRefusal(RegisterError):
    """A witness does not cosign the checkpoint; `status` is the HTTP status of tlog-witness."""

    status: ClassVar[int] = 400


@dataclass(eq=False)
class MalformedRequest(WitnessRefusal):
    """The body is not one add-checkpoint request; `part` names where."""

    status = 400
    part: str


@dataclass(eq=False)
class OldSizeTooLarge(WitnessRefusal):
    """The old size is above the checkpoint's size."""

    status = 400
    old: int
    size: int


@dataclass(eq=False)
class CheckpointUnsigned(WitnessRefusal):
    """No known key of the origin signed, or a signature of a known key fails."""

    status = 403
    origin: str


@dataclass(eq=False)
class OriginUnknown(WitnessRefusal):
    """The witness holds no register of this origin."""

    status = 404
    origin: str


@dataclass(eq=False)
class OldSizeConflict(WitnessRefusal):
    """The old size is not the size last cosigned, which is in `cosigned`."""

    status = 409
    old: int
    cosigned: int


@dataclass(eq=False)
class RootConflict(WitnessRefusal):
    """A root that cannot be: another at the size last cosigned, or not the empty root at size zero."""

    status = 422
    size: int
    root: bytes
    expected: bytes


@dataclass(eq=False)
class ConsistencyUnproven(WitnessRefusal):
    """The consistency proof fails."""

    status = 422
    old: int
    size: int


# --- consultation ---


@dataclass(eq=False)
class ConsultationError(PlenipoError):
    """The question cannot be tallied."""


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a question: a code, and the field or member where it stands."""

    code: str
    at: str


@dataclass(eq=False)
class UnknownRule(ConsultationError):
    """No rule bears this name."""

    rule: str
    known: tuple[str, ...]


@dataclass(eq=False)
class BadQuestion(ConsultationError):
    """The question has faults; all that were found are listed."""

    faults: tuple[Fault, ...]


@dataclass(eq=False)
class BadWeights(ConsultationError):
    """A line of a weight table cannot be read; line 0 is the table as a whole."""

    line: int
    problem: str


@dataclass(eq=False)
class NoWeights(ConsultationError):
    """No weight table is in force on this day (ISO 8601)."""

    day: str


@dataclass(eq=False)
class OverlappingWeights(ConsultationError):
    """Several weight tables claim this day (ISO 8601)."""

    day: str
    sources: tuple[str, ...]


# --- dialogue ---


@dataclass(eq=False)
class DialogueError(PlenipoError):
    """The entries cannot be folded."""


@dataclass(eq=False)
class NotFounded(DialogueError):
    """No founding act has been folded yet."""


@dataclass(eq=False)
class DamagedSnapshot(DialogueError):
    """A snapshot that does not decode; the entries are the truth, so it can be dropped."""

    detail: str


@dataclass(eq=False)
class UnknownRules(DialogueError):
    """The charter names a rules version that this program does not have: upgrade it."""

    rules: str


@dataclass(eq=False)
class StampBackwards(DialogueError):
    """An entry stamped before the one that it follows."""

    index: int
    stamp: int
    before: int


# --- node ---


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
