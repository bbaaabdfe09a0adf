"""A dialogue of FR, DE, PL and UA, founded by the command line; FR's node hosts the others."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from served import PLENIPO

PARTNERS = ("FR", "DE", "PL")
PARTIES = (*PARTNERS, "UA")
PEOPLE = ("FR/delegate", "DE/delegate", "PL/delegate", "UA/delegate")
# An answer is final: a mandate stands as soon as all partners are for it.
MANDATE = {"rule": "unanimity", "final": True, "silence": True}


def plenipo(*words: object, place: Path) -> dict[str, Any]:
    run = subprocess.run([PLENIPO, *map(str, words), "--json"], cwd=place, capture_output=True, check=False)
    assert run.returncode == 0, (run.stdout + run.stderr).decode()
    said: dict[str, Any] = json.loads(run.stdout)
    return said


def found(place: Path) -> Path:
    """FR's folder; the authorities' key files lie beside it."""
    made: list[tuple[str, ...]] = [("found", "keys", "--dir", party, "--party", party) for party in PARTIES]
    names = [f"{party}-{name}" for party in PARTIES for name in ("authority", "reserve", "delegate")]
    made += [("key", "new", name, "--no-passphrase") for name in names]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda words: plenipo(*words, place=place), made))
    partners = [word for party in PARTNERS for word in ("--partner", party)]
    plenipo("found", "draft", "draft.json", *partners, "--concerned", "UA", place=place)
    _edit(place / "draft.json")
    keys = [word for party in PARTIES for word in ("--key", f"{party}-authority")]
    plenipo("found", "draft.json", "--dir", "FR", *keys, place=place)
    for party in PARTIES:
        seal = ("--owner", party, "--purpose", "seal", "--public-key", f"{party}.node.json")
        plenipo("act", "key.add", *seal, "--key", f"{party}-authority", "--dir", "FR", place=place)
    hosted = place / "FR" / "keys" / "hosted"
    hosted.mkdir(mode=0o700)
    for party in PARTIES[1:]:
        shutil.copy(place / party / "keys" / "sealing.age", hosted / f"{party}.age")
    return place / "FR"


def _edit(path: Path) -> None:
    """What its people decide: the envoy of FR is its delegate, and a vote ends with the last answer."""
    draft = json.loads(path.read_text())
    draft["title"] = "Channel to RU"
    draft["charter"]["decisions"]["mandate"] = MANDATE
    draft["charter"]["claim_window"] = "1s"
    for founder in draft["founders"]:
        if founder["person"] == "FR/delegate":
            founder["functions"] = ["delegate", "envoy"]
    path.write_text(json.dumps(draft))


def passkeys(place: Path, first: int) -> dict[str, str]:
    """Each person's passkey as the register names it: by its fingerprint."""
    shown = [plenipo("show", str(first + n), "--dir", "FR", place=place)["act"] for n in range(len(PEOPLE))]
    return {act["owner"]: act["key"] for act in shown}


def key_in(signature: bytes) -> tuple[str, str]:
    """The public key that an SSHSIG brings along, as in a `.pub` file, and its fingerprint."""
    raw = base64.b64decode(b"".join(signature.splitlines()[1:-1]))
    blob = _string(raw[10:])  # after the magic and the version (OpenSSH, PROTOCOL.sshsig)
    print_ = base64.b64encode(hashlib.sha256(blob).digest()).rstrip(b"=").decode()
    return f"{_string(blob).decode()} {base64.b64encode(blob).decode()}", f"SHA256:{print_}"


def _string(data: bytes) -> bytes:
    """RFC 4251, 5."""
    return data[4 : 4 + int.from_bytes(data[:4], "big")]
