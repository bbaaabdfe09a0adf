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
│   ├── SignaturesUnsorted      several, not sorted by fingerprint
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
    ├── FolderError         the folder of a dialogue                   (plenipo_node/)
    │   ├── FolderMissing           no such folder
    │   ├── FolderExists            something is there already
    │   ├── NotADialogueFolder      it lacks what such a folder holds
    │   └── RootNotPinned           nothing says whose register it is
    ├── RootDiffers             another founding act than the one pinned
    ├── NoCheckpoint · NotCovered   nothing signed covers it          (plenipo_node/)
    ├── BackupUnusable      not a backup, or not all of one            (plenipo_node/)
    ├── BadSetting          a setting of the desk that cannot be       (plenipo_node/web/)
    ├── CertificateUnfit    no browser would take it                   (plenipo_node/web/)
    ├── PortUnusable        the desk cannot listen there               (plenipo_node/web/)
    ├── TablesTooNew        the desk's tables are of a later version   (plenipo_node/web/)
    ├── IntakeError         an act that cannot be registered here      (plenipo_node/)
    │   ├── BlobMissing             it names a sealed blob that is not there
    │   ├── NotRegistrar            another node orders the entries
    │   └── ClockBehind             the clock is too far behind the last stamp
    ├── PreparingError      what a person wrote makes no act           (plenipo_node/preparing/)
    │   ├── MemberMissing           a member that the kind needs
    │   ├── MemberUnknown           a member that nobody gives it
    │   ├── MemberWrong             a value of another type
    │   ├── RecordUnknown           nothing here that could be answered
    │   ├── NoSuchBlob              a sealed text that is not stored here
    │   ├── WrongReaders            nobody can seal to them
    │   ├── NotReleased             its marking keeps the text from them
    │   ├── LaxerThanOrigin         marked laxer than the text it is made from
    │   ├── TooManyWaiting          more acts of a person than may wait
    │   ├── TooManyNotes            more of a party than are kept
    │   ├── BadActFile              not an act file
    │   └── BadTable                not a table of rows and columns
    ├── MirrorRefusal       a checkpoint that a mirror does not cosign (plenipo_node/)
    │   ├── TermOver                of an earlier term
    │   ├── CheckpointBehind        smaller than what was cosigned
    │   ├── EntriesMissing          the entries do not lead to it
    │   ├── EntriesDiffer           they do not add up to its root
    │   ├── EntryUnreadable         one is not an act with signatures that hold
    │   ├── StampAhead              one is stamped ahead of the clock
    │   ├── ActLeftOut              an act was held longer than the charter's delay
    │   ├── SplitViewShown          the registrar signed two registers
    │   └── HoldsTooMany            more acts than a mirror keeps
    ├── KeyFileMissing          no such file
    ├── KeyFileExists           never overwritten
    ├── KeyFileExposed          others may read it
    ├── KeyFileUnusable         not an OpenSSH Ed25519 private key
    ├── KeyFolderExposed        others may look into it
    ├── HostedKeyMisnamed       not named after a party
    ├── PassphraseNeeded        encrypted, and no passphrase given
    ├── WrongPassphrase         encrypted with another
    ├── AgentUnavailable        no ssh-agent answers
    ├── AgentSilent             it did not answer in time
    ├── AgentGarbled            it did not answer by the protocol
    ├── AgentShowsNoKeys        it is empty, or locked
    ├── KeyNotInAgent           it holds others
    └── AgentRefused            it holds the key and does not sign
"""

from plenipo.errors.acts import *
from plenipo.errors.base import *
from plenipo.errors.consultation import *
from plenipo.errors.dialogue import *
from plenipo.errors.mirror import *
from plenipo.errors.node import *
from plenipo.errors.preparing import *
from plenipo.errors.register import *
from plenipo.errors.sealing import *
from plenipo.errors.signatures import *
