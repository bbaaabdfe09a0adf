"""Drafts of a founding: a JSON text that people edit, and the act that their authorities sign.

A draft has a title, a charter and the founders. In it

- members that begin with `//` are remarks;
- spans are written `48h`, `7d`;
- a founder's key is a fingerprint, or the path of a .pub file;
- `registrar_key` and `cosigner` are base64, or the path of a node file that `plenipo found keys` wrote.

Paths are taken from where the draft lies.
"""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any

import msgspec

from plenipo.acts.charter import Charter, Founder
from plenipo.acts.codec import decode, encode
from plenipo.acts.dialogue import Found
from plenipo_cli import clock, files
from plenipo_cli.draft_faults import draft_faults
from plenipo_cli.errors import BadDraft, BadFile, SignerNotNamed
from plenipo_cli.values import MAX_JSON, Reader, json_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

MEMBERS = ("title", "charter", "founders")


class NodeFile(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="format", tag="plenipo-node/1"
):
    """The public parts of a node's keys: what a charter and the first acts name."""

    party: str
    registrar_key: str
    cosigner: str
    recipient: str

    def encode(self) -> bytes:
        return msgspec.json.format(msgspec.json.encode(self), indent=1) + b"\n"


def read_node_file(path: Path) -> NodeFile:
    """BadFile, NoSuchFile."""
    try:
        return msgspec.json.decode(files.read(path, MAX_JSON), type=NodeFile)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise BadFile(str(path), f"not a node file ({error})") from None


def is_draft(path: Path) -> bool:
    """A draft, and not an act file. BadMember if it is no JSON."""
    found = json_of(files.read_text(path), str(path))
    return isinstance(found, dict) and "format" not in found


def read_draft(path: Path, registrar_key: str | None = None) -> dict[str, Any]:
    """The draft's members as an act has them. `registrar_key`: for a charter that does not name it yet."""
    draft = json_of(files.read_text(path, MAX_JSON), str(path))
    unknown = sorted(set(draft) - set(MEMBERS))
    missing = [name for name in MEMBERS if name not in draft]
    if unknown or missing:
        raise BadFile(str(path), f"a draft has {', '.join(MEMBERS)}; wrong: {', '.join(unknown + missing)}")
    charter, founders = draft["charter"], draft["founders"]
    if not isinstance(charter, dict) or not isinstance(founders, list):
        raise BadFile(str(path), "the charter is an object and the founders are a list")
    if registrar_key is not None:
        charter.setdefault("registrar_key", registrar_key)
    _fill_in(path.parent, charter, founders)
    reader = Reader(clock.now(), reference=str, commitment=str)
    return {
        "title": draft["title"],
        "charter": reader.read(Charter, charter, "charter"),
        "founders": [reader.read(Founder, each, "founders") for each in founders],
    }


def founding_act(path: Path, draft: dict[str, Any], fingerprint: str) -> bytes:
    """The act's bytes, said by the founder whose key this is. BadDraft, SignerNotNamed, ActError."""
    by = next((f.get("person") for f in draft["founders"] if fingerprint in f.get("keys", ())), None)
    if by is None:
        raise SignerNotNamed(fingerprint)
    values = {"kind": "dialogue.found", "id": secrets.token_hex(16), "by": by} | draft
    try:
        data = encode(msgspec.convert(values, Found))
    except msgspec.ValidationError as error:
        raise BadDraft(str(path), draft_faults(draft) or (str(error),)) from None
    decode(data)
    return data


def missing_signatures(act: Found, signed: Iterable[str]) -> tuple[str, ...]:
    """The parties none of whose authority's keys has signed yet."""
    marks = set(signed)
    needed = [p.id for p in act.charter.parties if p.role in {"partner", "concerned"}]
    have = {
        founder.person.partition("/")[0]
        for founder in act.founders
        if "authority" in founder.functions and marks & set(founder.keys)
    }
    return tuple(party for party in needed if party not in have)


def signer_of_founding(act: Found, fingerprint: str) -> str:
    """The authority whose key this is. SignerNotNamed."""
    for founder in act.founders:
        if "authority" in founder.functions and fingerprint in founder.keys:
            return founder.person
    raise SignerNotNamed(fingerprint)


def _fill_in(place: Path, charter: dict[str, Any], founders: list[Any]) -> None:
    key = charter.get("registrar_key")
    if isinstance(key, str) and key.endswith(".json"):
        charter["registrar_key"] = read_node_file(place / key).registrar_key
    for party in _objects(charter.get("parties")):
        cosigner = party.get("cosigner")
        if isinstance(cosigner, str) and cosigner.endswith(".json"):
            party["cosigner"] = read_node_file(place / cosigner).cosigner
    for founder in _objects(founders):
        keys = founder.get("keys")
        if isinstance(keys, list):
            founder["keys"] = [str(place / k) if str(k).endswith(".pub") else k for k in keys]


def _objects(value: object) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def draft_text(partners: Sequence[str], concerned: Sequence[str], counterpart: str, registrar: str) -> bytes:
    """A draft to be edited, with a remark wherever something has to be decided."""
    parties: list[dict[str, Any]] = [
        {"id": p, "name": f"Partner {p}", "role": "partner", "weight": 1, "cosigner": f"{p}.node.json"}
        for p in partners
    ]
    parties += [
        {"id": p, "name": f"Concerned {p}", "role": "concerned", "cosigner": f"{p}.node.json"}
        for p in concerned
    ]
    parties.append({"id": counterpart, "name": "The counterpart", "role": "counterpart"})
    draft = {
        "//": "Edit this, then each authority signs: plenipo found sign DRAFT --key KEY",
        "title": "Name of the dialogue",
        "charter": {
            "version": 1,
            "rules": "1",
            "// parties": "id, name, role, weight in weighted rules, and the mirror's key (or its node file)",
            "parties": parties,
            "topics": [{"id": "prisoners", "name": "Prisoners"}, {"id": "ceasefire", "name": "Ceasefire"}],
            "// reserved": "what is decided only with the concerned party's own consent",
            "reserved": [{"party": p, "topics": ["ceasefire"]} for p in concerned],
            "// cap": "how many envoys may hold mandates at a time",
            "cap": 2,
            "// decisions": "a rule for each kind of decision; silence allows a silence procedure for it",
            "decisions": {
                "mandate": {"rule": "unanimity", "silence": True},
                "end-mandate": {"rule": "simple-majority"},
                "amendment": {"rule": "unanimity"},
                "admission": {"rule": "unanimity"},
                "position": {"rule": "simple-majority", "silence": True},
                "contact": {"rule": "simple-majority"},
            },
            "// registrar": "the partner whose node orders the entries, and that node's key",
            "registrar": registrar,
            "registrar_key": f"{registrar}.node.json",
            "// quorum": "how many partners' countersignatures make an entry final: more than half",
            "quorum": len(partners) // 2 + 1,
            "silence_minimum": "24h",
            "claim_window": "24h",
            "readout_due": "48h",
            "lapse": "72h",
            "delay": "10m",
            "notice": "72h",
            "cooling_off": "30d",
            "// ceiling": "nothing marked higher is taken",
            "ceiling": "TLP:AMBER",
        },
        "// founders": "each party's first persons; an authority has two keys: one in use, one in reserve",
        "founders": [founder for party in (*partners, *concerned) for founder in _founders(party)],
    }  # fmt: skip
    return json.dumps(draft, indent=1, ensure_ascii=False).encode() + b"\n"


def _founders(party: str) -> list[dict[str, Any]]:
    return [
        {
            "person": f"{party}/authority",
            "functions": ["authority"],
            "keys": [f"{party}-authority.pub", f"{party}-reserve.pub"],
        },
        {"person": f"{party}/delegate", "functions": ["delegate"], "keys": [f"{party}-delegate.pub"]},
    ]
