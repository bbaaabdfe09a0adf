"""A dialogue of FR, DE, PL and UA, founded by the command line; FR's node hosts the others."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from served import plenipo, served

AHEAD = Path(__file__).parents[1] / "ahead.py"
ZONE = ZoneInfo("Europe/Brussels")  # the desk's, as it comes

PARTNERS = ("FR", "DE", "PL")
PARTIES = (*PARTNERS, "UA")
PEOPLE = ("FR/delegate", "DE/delegate", "PL/delegate", "UA/delegate")
FOUNDING = "draft.founding.json"
FOUNDED = 5  # the founding and four sealing keys; then a passkey for each person
# An answer is final: a mandate stands as soon as all partners are for it.
MANDATE = {"rule": "unanimity", "final": True, "silence": True}


class Place:
    """A folder with FR's node and everybody's key files, and a clock that is moved, not waited for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._ahead, self._settings = path / "ahead", path / "FR" / "desk.toml"
        if not self._ahead.exists():
            self._ahead.write_text("0")
        self._program = ("env", f"AHEAD={self._ahead}", sys.executable, AHEAD)

    def copied(self, path: Path) -> Place:
        shutil.copytree(self.path, path)
        return Place(path)

    def now(self) -> datetime:
        return datetime.now(ZONE) + timedelta(milliseconds=int(self._ahead.read_text()))

    def wait(self, **span: int) -> None:
        """Open desks see it too, and never half a number."""
        ahead = int(self._ahead.read_text()) + timedelta(**span) // timedelta(milliseconds=1)
        written = self._ahead.with_suffix(".new")
        written.write_text(str(ahead))
        written.replace(self._ahead)

    def served(self, *, undo: int = 0) -> AbstractContextManager[str]:
        """Always at one address."""
        found = re.search(r"localhost:(\d+)", self._settings.read_text()) if self._settings.exists() else None
        port = int(found[1]) if found else 0
        return served(self.path / "FR", undo=undo, port=port, program=self._program)

    def plenipo(self, *words: object) -> dict[str, Any]:
        return plenipo(*words, program=self._program, place=self.path)


def found(place: Place) -> None:
    made: list[tuple[str, ...]] = [("found", "keys", "--dir", party, "--party", party) for party in PARTIES]
    names = [f"{party}-{name}" for party in PARTIES for name in ("authority", "reserve", "delegate")]
    made += [("key", "new", name, "--no-passphrase") for name in names]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda words: place.plenipo(*words), made))
    partners = [word for party in PARTNERS for word in ("--partner", party)]
    place.plenipo("found", "draft", "draft.json", *partners, "--concerned", "UA")
    _edit(place.path / "draft.json")
    for party in PARTIES:  # the first makes the founding file, which the others sign
        file = "draft.json" if party == PARTIES[0] else FOUNDING
        place.plenipo("found", "sign", file, "--key", f"{party}-authority")
    for party in PARTNERS:
        place.plenipo("found", "open", FOUNDING, "--dir", party)
    for party in PARTIES:
        seal = ("--owner", party, "--purpose", "seal", "--public-key", f"{party}.node.json")
        place.plenipo("act", "key.add", *seal, "--key", f"{party}-authority", "--dir", "FR")
    hosted = place.path / "FR" / "keys" / "hosted"
    hosted.mkdir(mode=0o700)
    for party in PARTIES[1:]:
        shutil.copy(place.path / party / "keys" / "sealing.age", hosted / f"{party}.age")


def _edit(path: Path) -> None:
    """What its people decide: the envoy of FR is its delegate, and a vote ends with the last answer."""
    draft = json.loads(path.read_text())
    draft["title"] = "Channel to RU"
    draft["charter"]["decisions"]["mandate"] = MANDATE
    for founder in draft["founders"]:
        if founder["person"] == "FR/delegate":
            founder["functions"] = ["delegate", "envoy"]
    path.write_text(json.dumps(draft))


def registered_passkeys(place: Place) -> dict[str, str]:
    """Each person's passkey as the register names it: by its fingerprint."""
    shown = [place.plenipo("show", FOUNDED + n, "--dir", "FR")["act"] for n in range(len(PEOPLE))]
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
