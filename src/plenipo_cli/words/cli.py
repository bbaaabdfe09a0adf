"""Words for what the command line itself refuses."""

from __future__ import annotations

WORDS = {
    "CliError": ("This cannot be done.", "Look at --help."),
    "Unclear": ("It is not clear what is asked for.", "Look at --help."),
    "Refused": ("The answer is no.", "Look at the reasons."),
    "Unreadable": (
        "{path} cannot be read or written: {cause}.",
        "Look at who owns it and at its permissions.",
    ),
    "NoFolder": (
        "No dialogue's folder was named, and the current folder is none.",
        "Name it with --dir DIR, or set PLENIPO_DIR.",
    ),
    "NotAFolder": (
        "{path} is no dialogue's folder, export or receipt.",
        "Name the folder that `plenipo found` made, one that `plenipo export` wrote, or a .tlog-proof file.",
    ),
    "NoSuchFile": ("There is nothing at {path}.", "Look at the path."),
    "BadFile": ("{path} is not what is asked for: {fault}.", "Look at the file, or have it made again."),
    "BadDraft": ("{path} is not yet a founding:{faults:list}", "Correct each of them in the draft."),
    "FileExists": ("{path} exists, and is not overwritten.", "Choose another name."),
    "BadInstant": (
        "{text} is not an instant.",
        "Write it with its zone, as 2026-02-10T12:00Z or 2026-02-10T13:00+01:00, or from now: +2d, +3h, now.",
    ),
    "BadSpan": ("{text} is not a span of time.", "Write 30s, 15m, 48h, 7d or 2w."),
    "BadReference": (
        "{text} is not a record.",
        "Write its number, as `plenipo log` shows it, or the first 4 or more digits of its hash.",
    ),
    "AmbiguousReference": (
        "Several records begin with {text}: {records}.",
        "Write more of the hash, or the number.",
    ),
    "NoSuchRecord": ("There is no record {text}; the register has {size}.", "`plenipo log` lists them."),
    "BadMember": ("{option} cannot be read: {fault}.", "Look at the --help of the command, or at the file."),
    "NotGiven": ("An act {kind} also needs {options}.", "`plenipo act {kind} --help` says what they are."),
    "NoPassphrase": (
        "There is no terminal to ask for a passphrase for {path}.",
        "Name a file that begins with it with --passphrase-file, or leave the key open with --no-passphrase.",
    ),
    "NoSigner": (
        "Nobody is named to sign.",
        "Give --key FILE, or --agent FINGERPRINT (`plenipo key list`), or --prepare OUT to sign elsewhere.",
    ),
    "SignerNotNamed": (
        "The key {fingerprint} belongs to nobody here.",
        "Name whose act it is with --as PARTY/person, and sign with that person's key.",
    ),
    "BadPerson": ("{text} is not a person.", "Write PARTY/person, for example FR/envoy."),
    "NobodyKnown": ("Nobody here is {person}.", "Known are: {known}."),
    "NoText": ("Record {record} has no text {field}.", "`plenipo show {record}` shows what it has."),
    "ForeignExport": (
        "{path} holds something else than an export of this register.",
        "Choose another directory.",
    ),
    "NewerExport": (
        "{path} holds {size} entries, and the register here {here}.",
        "This folder is behind: look whether it is an old copy. The export is left as it is.",
    ),
    "BadRows": ("{path} has rows that cannot be imported:{rows:list}", "Correct them; nothing was imported."),
    "BadColumns": (
        "{path} lacks columns for {missing}; it has {found}.",
        "Say which columns they are: --map at=Date --map text=Remarks, or --set counterpart=RU.",
    ),
    "Uncovered": (
        "{path} holds {size} entries, and {signed} of them are covered by a signed checkpoint.",
        "Nobody signed the order and the time of the others. Take a copy that has its newest checkpoint.",
    ),
    "BehindCheckpoint": (
        "{path} holds {size} entries, and {earlier} were checked before: it is an older copy.",
        "Take a newer one. If this is said to be the newest, keep it as evidence.",
    ),
    "RootNeeded": (
        "{path} is consistent, but without a root nobody can tell whether it is the true one.",
        "Compare the root with a partner by voice (`plenipo root DIR`), and give it with --root.",
    ),
    "GuardRefused": ("The guard refuses:{reasons:list}", "Follow a cure that stands with a reason."),
    "NotAllSigned": ("Not all have signed; still missing: {missing}.", "Pass the file on to them."),
    "ForeignFile": (
        "{path} is another text than the one that was signed.",
        "Ask the others which one is meant.",
    ),
    "DoesNotHold": (
        "{path} does not hold: {fault}.",
        "Keep it as evidence, take another party's copy, and compare the roots by voice.",
    ),
    "NotInstalled": (
        "The desk needs {package}, which is not installed.",
        "Install it with its extra: pip install 'plenipo[{extra}]', or run script/setup --run-only.",
    ),
}
