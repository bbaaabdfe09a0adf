"""Words for disks, locks, keys and agents that fail us."""

from __future__ import annotations

_RESTORE = "Stop. Restore the folder from a backup or from another party's copy; do not write to this one."
_AGENT = "Start an ssh-agent (`eval $(ssh-agent)`), add the key (`ssh-add FILE`), or use --key FILE."

WORDS = {
    "NodeError": ("This machine fails us.", "Run `plenipo doctor` on the folder."),
    "StoreError": ("The register's store refuses.", "Run `plenipo doctor` on the folder."),
    "SizeMoved": (
        "The register has {actual} entries now; it was judged at {expected}.",
        "Say it again: it is judged anew on what stands now.",
    ),
    "BeyondHead": ("There is no entry {size}: the register has {head}.", "`plenipo log` lists the entries."),
    "LeavesRefused": (
        "{count} leaf hashes for {expected} entries.",
        "Report this: it is a fault of the program.",
    ),
    "StoredTooLarge": ("{part} has {size} bytes; {limit} is the most.", "Make it smaller."),
    "BadMetaKey": ("{key} is not a name for a small value.", "Use a-z, 0-9, dot, dash and underscore."),
    "StoreClosed": ("{path} was closed before.", "Report this: it is a fault of the program."),
    "StoreMissing": (
        "There is no register at {path}.",
        "Name the dialogue's folder with --dir, or found one: `plenipo found --help`.",
    ),
    "StoreExists": ("There is something at {path} already.", "Choose an empty folder."),
    "StoreLocked": (
        "Another process held {path} for more than {waited_ms} ms. Nothing was written.",
        "Wait for it to end, and say it again.",
    ),
    "StoreReadOnly": (
        "{path} may not be written.",
        "Look at who owns the folder and whether the disk is mounted read-only.",
    ),
    "StoreTooNew": (
        "{path} was written by a later version ({found}; this one knows {known}).",
        "Upgrade Plenipo.",
    ),
    "SqliteTooOld": ("SQLite {found} is too old: {needed} is needed.", "Upgrade Python or SQLite."),
    "DiskFull": ("There is no room at {path}. Nothing was written.", "Make room, and say it again."),
    "DiskFailed": ("The disk fails at {path} ({code}).", _RESTORE),
    "StoreDamaged": ("{path} is damaged: {part}{at:after}.", _RESTORE),
    "KeyFileMissing": (
        "There is no key file {path}.",
        "Look at the path, or make a key: `plenipo key new {path}`.",
    ),
    "KeyFileExists": ("{path} exists, and a key is never overwritten.", "Choose another name."),
    "KeyFileExposed": ("{path} may be read by others (mode {mode:octal}).", "Run `chmod 600 {path}`."),
    "KeyFileUnusable": (
        "{path} is no OpenSSH Ed25519 private key that can be used: {cause}.",
        "Give the private key, not the .pub file; hardware keys go by --agent.",
    ),
    "KeyFolderExposed": ("Others may look into {path} (mode {mode:octal}).", "Run `chmod 700 {path}`."),
    "HostedKeyMisnamed": (
        "{path} is not named after a party.",
        "Name it PARTY.age if it is a hosted party's identity; move anything else away.",
    ),
    "PassphraseNeeded": (
        "{path} is protected by a passphrase.",
        "Run it at a terminal, or name a file that holds the passphrase with --passphrase-file.",
    ),
    "WrongPassphrase": ("The passphrase does not open {path}.", "Type it again."),
    "AgentUnavailable": ("No ssh-agent answers at {socket} ({cause}).", _AGENT),
    "AgentSilent": (
        "The ssh-agent at {socket} did not answer in {seconds} s.",
        "Touch the key, or try again.",
    ),
    "AgentGarbled": ("What answers at {socket} is no ssh-agent.", "Look at SSH_AUTH_SOCK."),
    "AgentShowsNoKeys": (
        "The ssh-agent at {socket} is empty, or locked.",
        "`ssh-add FILE`, or `ssh-add -X`.",
    ),
    "KeyNotInAgent": (
        "The ssh-agent does not hold {fingerprint}.",
        "`plenipo key list` shows what it holds.",
    ),
    "AgentRefused": (
        "The ssh-agent does not sign with {fingerprint}.",
        "Touch the key, and confirm if asked.",
    ),
    "BadSetting": (
        "The setting {name} of the desk cannot be: {problem}.",
        "Correct it in desk.toml; each setting has a remark beside it.",
    ),
    "CertificateUnfit": (
        "No browser would take the desk's certificate: {path}: {problem}.",
        "Put one for the host name of `address` with its chain, and its key in PKCS#8, into desk.toml.",
    ),
    "PortUnusable": (
        "The desk cannot listen on {listen}: {problem}.",
        "Choose another with --port or `listen` in desk.toml, or stop what listens there.",
    ),
    "TablesTooNew": (
        "{path} was changed by a later version of Plenipo ({found}).",
        "Upgrade Plenipo, or put back the backup of before. Nothing was changed.",
    ),
    "NoCheckpoint": (
        "The register holds no checkpoint that the registrar signed.",
        "Let the registrar's node open it once, or wait until the mirror has taken one.",
    ),
    "NotCovered": (
        "Record {index} stands in no signed checkpoint yet; the newest is of {size} entries.",
        "Wait until the registrar has signed a newer one, and the mirror has taken it.",
    ),
    "BackupUnusable": (
        "{path} cannot be restored: {problem}.",
        "Take another backup. Nothing was written.",
    ),
}
