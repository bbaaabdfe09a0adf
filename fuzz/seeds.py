"""Writes first inputs for a target into FOLDER/TARGET: seeds.py FOLDER TARGET.

They come from the vectors in tests/data, from the doubles of tests/signatures and the types of the acts.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
from msgspec import inspect

from plenipo.acts import KINDS
from plenipo.consultation import RULES
from plenipo.register import (
    AddCheckpoint,
    Receipt,
    consistency_proof,
    entries,
    find_split,
    inclusion_proof,
    keys,
    sign_note,
    tiles,
)
from plenipo.sealing import Document, Marking, Tlp, encode_document, parse_identity
from plenipo.signatures import format_authorized_key
from plenipo.signatures.keys import SK_ECDSA

ROOT = Path(__file__).parents[1]
VECTORS = ROOT / "tests/data"
sys.path[:0] = [str(ROOT / "tests/signatures"), str(ROOT / "tests/register")]
from cast import NOON, ORIGIN, REGISTRAR, STRANGER, VERIFIERS, log  # noqa: E402 - found by the line above
from software_authenticator import (  # noqa: E402 - found by the line above
    ACT,
    BE,
    UP,
    UV,
    KeyFile,
    Passkey,
    SecurityKey,
)


def vectors(pattern: str, most: int = 4096) -> Iterator[bytes]:
    return (f.read_bytes() for f in sorted(VECTORS.glob(pattern)) if f.is_file() and f.stat().st_size <= most)


def signatures() -> list[bytes]:
    return [
        KeyFile().sign(),
        KeyFile().sign(namespace="file"),
        SecurityKey().sign(),
        SecurityKey(SK_ECDSA).sign(),
        SecurityKey(SK_ECDSA).sign(malleate=True),
        Passkey().sign(),
        Passkey().sign(flags=UP | UV | BE),
        Passkey().sign(client_data=Passkey().client_data(ACT, other_keys_can_be_added_here="x")),
    ]


WORDS = (
    "FR",
    "0f" * 32,
    "0f" * 16,
    "FR/envoy",
    "ceasefire",
    "SHA256:" + "A" * 43,
    "A" * 43 + "=",
    "B2",
    "age1" + "q" * 58,
)


def example(kind: inspect.Type, *, full: bool) -> Any:
    """A value of the type: with every optional part, or with none."""
    match kind:
        case inspect.Metadata(type=inner):
            return example(inner, full=full)
        case inspect.StructType(fields=fields, tag_field=tag_field, tag=tag):
            said = {tag_field: tag} if tag_field else {}
            return said | {f.encode_name: example(f.type, full=full) for f in fields if full or f.required}
        case inspect.VarTupleType(item_type=item):
            return [example(item, full=full)] * (2 if full else 1)
        case inspect.DictType(key_type=key, value_type=value):
            return {example(key, full=full): example(value, full=full)}
        case inspect.UnionType(types=types):
            return example(next(t for t in types if not isinstance(t, inspect.NoneType)), full=full)
        case _:
            return scalar(kind)


def scalar(kind: inspect.Type) -> object:
    match kind:
        case inspect.StrType(pattern=pattern):
            return next(w for w in WORDS if re.search(pattern or "", w))
        case inspect.IntType(ge=least):
            return max(least or 0, 60)
        case inspect.LiteralType(values=values):
            return values[0]
        case inspect.BoolType():
            return True
        case _:
            raise TypeError(kind)


def acts() -> Iterator[bytes]:
    for cls in KINDS.values():
        for full in (False, True):
            try:
                yield msgspec.json.encode(msgspec.convert(example(inspect.type_info(cls), full=full), cls))
            except msgspec.ValidationError as error:
                print(f"no example of {cls.__struct_config__.tag}: {error}", file=sys.stderr)


def entry_seeds() -> Iterator[bytes]:
    yield from vectors("notes/entries/*")
    signed = tuple(sorted({KeyFile().sign(), SecurityKey().sign(), Passkey().sign()}))
    for act in list(acts())[:4]:
        yield entries.encode(entries.Entry(1_770_000_000_000, act, signed))


def documents() -> Iterator[bytes]:
    yield encode_document(Document(kind="mandate.propose", title="A title", text="A text\n"))
    marking = Marking(tlp=Tlp.AMBER, limite=True, rel_to=("DE", "FR"))
    yield encode_document(
        Document(
            kind="contact.plan", title="Café", text="", lang="fr-FR", marking=marking,
            fields={"a": "1", "b": ""},
        )
    )  # fmt: skip


def age_keys() -> Iterator[bytes]:
    lines = {line for f in vectors("age/testdata/*", 10**6) for line in f.split(b"\n\n")[0].split(b"\n")}
    for line in sorted(line.removeprefix(b"identity: ") for line in lines if line.startswith(b"identity: ")):
        yield line
        yield str(parse_identity(line.decode()).recipient).encode()


def age_files() -> Iterator[bytes]:
    """The vectors without their heading; compressed ones left out."""
    for vector in vectors("age/testdata/*"):
        heading, _, file = vector.partition(b"\n\n")
        if b"compressed" not in heading and b"scrypt" not in file:
            yield file


MARKINGS = (
    "TLP:AMBER+STRICT",
    "LIMITE",
    "REL TO -",
    "SECRET UE/EU SECRET // TLP:RED // LIMITE // REL TO DE,FR",
    "TLP:WHITE",
)
PATHS = (
    "tile/0/000",
    "tile/63/x999/x999/999.p/255",
    "tile/entries/x001/x234/067.p/1",
    "tile/entries/000.p/256",
)
TREES = ((1, 0, 0), (255, 0, 254), (256, 8, 0), (257, 0, 3), (700, 3, 5), (65535, 8, 200), (65535, 0, 9))


def changes() -> Iterator[bytes]:
    for size, level, index in (
        (1, 0, 0),
        (255, 0, 254),
        (256, 8, 0),
        (257, 0, 3),
        (700, 3, 5),
        (65535, 8, 200),
        (65535, 0, 9),
    ):
        asked = size.to_bytes(2, "big") + bytes([level]) + index.to_bytes(2, "big")
        yield asked
        yield from (asked + bytes([tile, what, 0, 33, 7]) for tile in (0, 1) for what in range(6))


def vkeys() -> Iterator[bytes]:
    yield from (VECTORS / "notes/vkeys").read_bytes().splitlines()
    yield str(keys.VerifierKey("a", keys.ED25519_COSIGNATURE, bytes(32))).encode()


def key_lines() -> Iterator[bytes]:
    for double in (KeyFile(), SecurityKey(), SecurityKey(SK_ECDSA), Passkey()):
        yield format_authorized_key(double.key, "a comment")


def bundles() -> Iterator[bytes]:
    for width in (1, 2, 30):
        yield bytes([width - 1]) + tiles.encode_bundle([bytes([i]) * i for i in range(width)])


def receipts() -> Iterator[bytes]:
    register = log(11)
    proof = inclusion_proof(3, 11, register.reader())
    for extra, cosigners in ((None, 3), (None, 0), (b"", 2), (b"more", 2)):
        yield Receipt(3, proof, register.note(cosigners=cosigners), extra).encode()
    yield Receipt(4, proof, register.note(), None).encode()


def requests() -> Iterator[bytes]:
    register = log(11)
    yield AddCheckpoint(0, (), register.note()).encode()
    yield AddCheckpoint(
        0, (), sign_note(register.text(), [REGISTRAR], [STRANGER.cosign(register.text(), NOON)])
    ).encode()
    yield AddCheckpoint(5, consistency_proof(5, 11, register.reader()), register.note()).encode()


def split_views() -> Iterator[bytes]:
    large, small, other = log(11), log(5, "other"), log(11, "other")
    for first, second in ((small, large), (large, other)):
        view = find_split(first.note(), second.note(), ORIGIN, VERIFIERS[:1], large.reader())
        assert view
        yield view.encode()


def questions() -> Iterator[bytes]:
    members = {"FR": 1500, "DE": 1859, "IT": 1312, "MT": 12}
    answers = {"FR": "for", "DE": "for", "IT": "against", "MT": "abstain"}
    for rule in RULES:
        question = {"rule": rule, "members": members, "answers": answers, "closed": True}
        yield json.dumps(question).encode()
        yield json.dumps(
            question
            | {
                "answers": {"FR": "for", "DE": "constructive"},
                "on_proposal": True,
                "participants": ["FR", "DE", "MT"],
                "declarations": {"DE": "a reason"},
                "on_behalf": {"MT": {"by": "FR", "answer": "for"}},
                "closed": False,
            }
        ).encode()


SEEDS: dict[str, Iterable[bytes]] = {
    "act": acts(),
    "add_checkpoint": requests(),
    "age_file": age_files(),
    "age_header": (f for f in age_files() if f.startswith(b"age-")),
    "age_key": age_keys(),
    "authorized_key": key_lines(),
    "checkpoint": vectors("notes/checkpoints/*/*"),
    "document": documents(),
    "entry": entry_seeds(),
    "entry_bundle": bundles(),
    "marking": map(str.encode, MARKINGS),
    "note": vectors("notes/*/*.note"),
    "question": questions(),
    "receipt": receipts(),
    "split_view": split_views(),
    "sshsig": signatures(),
    "tile_path": map(str.encode, PATHS),
    "tile_reader": changes(),
    "vkey": vkeys(),
}


def main() -> None:
    folder = Path(sys.argv[1]) / sys.argv[2]
    folder.mkdir(parents=True, exist_ok=True)
    for data in SEEDS.get(sys.argv[2], ()):
        (folder / sha256(data).hexdigest()[:16]).write_bytes(data)


main()
