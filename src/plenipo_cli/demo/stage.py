"""The stage: a real dialogue folder, the real write path, and a clock that the story moves."""

from __future__ import annotations

import secrets
from datetime import datetime
from pathlib import Path
from typing import Any

from plenipo.acts import Act, Said, dialogue, key, person
from plenipo.acts.codec import encode
from plenipo.acts.words import Seen, Text
from plenipo.dialogue.standing import Standing
from plenipo.errors import SealingError
from plenipo.guard.standing_goaheads import go_aheads
from plenipo.register import peek_checkpoint
from plenipo.sealing import (
    Document,
    HybridIdentity,
    decode_document,
    encode_document,
    open_blob,
    parse_marking,
    seal,
)
from plenipo.signatures import signer_of
from plenipo_cli.demo.narrator import Narrator
from plenipo_cli.demo.people import MEMBERS, PARTNERS, STAFF, People, charter
from plenipo_node.folder import KEYS, Folder, create_folder
from plenipo_node.intake import Intake, Outcome, Refused, Registered, Submission
from plenipo_node.mirror import Mirror
from plenipo_node.node_keys import NodeKeys, host_party, new_keys
from plenipo_node.storage import MemoryRegister


def ms(text: str) -> int:
    """An instant, ISO 8601 with zone, in milliseconds."""
    return round(datetime.fromisoformat(text).timestamp() * 1000)


class Unexpected(Exception):  # noqa: N818 - a fault of the story, never of a user
    """The guard answered otherwise than the story says."""


class Stage:
    """FR's node, which hosts the other parties, the keys of everybody, and the narrator."""

    def __init__(self, path: Path, tell: Narrator) -> None:
        self.tell = tell
        self.now = ms("2026-01-12T09:00Z")
        self.folder: Folder = create_folder(path)
        self.people = People(path / "people")
        self.nodes: dict[str, NodeKeys] = {p: new_keys() for p in MEMBERS} | {"FR": self.folder.keys}
        self._host()
        self.blobs: dict[str, bytes] = {}
        self.mandate = self.channel = self.offer = self.lines_to_take = ""
        self.mirrors: dict[str, Mirror] = {}
        self.intake = Intake.of(self.folder, lambda: self.now)
        self._found()
        self._staff()

    @property
    def standing(self) -> Standing:
        return self.intake.standing

    def clock(self, text: str) -> None:
        """Move on: the story's clock never goes back."""
        self.now = max(self.now, ms(text))

    def leave(self) -> None:
        """Write down where the story's clock stands, so that whoever plays on goes on from there."""
        (self.folder.path / "people" / "clock").write_text(f"{self.now}\n", encoding="ascii")

    def close(self) -> None:
        self.intake.close()
        self.folder.close()

    # --- acts ---

    def say(self, by: str, kind: type[Act], what: str, **fields: Any) -> str:
        """Register an act and tell it. Returns its reference."""
        registered = self._register(by, kind, fields)
        self.tell.record(self.now, registered.index, by, what)
        if registered.verdict is not None:
            self.tell.flags(registered.verdict)
        return registered.ref

    def quiet(self, by: str, kind: type[Act], **fields: Any) -> str:
        """Register an act that the story need not tell."""
        return self._register(by, kind, fields).ref

    def refused(self, by: str, kind: type[Act], what: str, rule: int, **fields: Any) -> None:
        """An intention that the guard refuses under this rule, perhaps among others."""
        outcome = self._submit(self._act(by, kind, fields), (by,))
        if not isinstance(outcome, Refused) or rule not in {r.rule for r in outcome.verdict.reasons}:
            raise Unexpected(outcome)
        self.tell.refusal(self.now, by, what, outcome.verdict)

    def go_ahead(self, ref: str) -> str:
        """Whether a plan still has its go-ahead, in a word."""
        held = next(g for g in go_aheads(self.standing, self.now) if g.ref == ref)
        return "standing" if held.stands else "gone, until the consent that was claimed is given"

    def countersign(self) -> list[str]:
        """Every party's mirror takes what is new and cosigns the head. Returns the partners that did."""
        register = self.folder.register
        size, note = register.checkpoint() or (0, b"")
        root = self.folder.pinned()
        for party, keys in self.nodes.items():
            if party not in self.mirrors:
                cosigner = keys.cosigner(root, party)
                self.mirrors[party] = Mirror(MemoryRegister(), cosigner, root)
            mirror = self.mirrors[party]
            held = mirror.offer(note, list(register.read(mirror.size, size)), self.now)
            if party in PARTNERS:
                register.put_cosignatures(size, [held.line])
        return list(PARTNERS)

    def settlement(self) -> dict[str, Any]:
        """The members of a `register.settle` on the head that the mirrors just cosigned."""
        size, note = self.folder.register.checkpoint() or (0, b"")
        root = peek_checkpoint(note).root.hex()
        lines = self.folder.register.cosignatures(size)
        signatures = tuple(line.decode().rstrip("\n") for line in lines)
        return {"checkpoint": Seen(size=size, root=root), "signatures": signatures}

    def _register(self, by: str, kind: type[Act], fields: dict[str, Any]) -> Registered:
        outcome = self._submit(self._act(by, kind, fields), (by,))
        if not isinstance(outcome, Registered):
            raise Unexpected(outcome)
        return outcome

    def _act(self, by: str, kind: type[Act], fields: dict[str, Any]) -> Act:
        head = self.folder.register.head()
        seen = Seen(size=head.size, root=head.root.hex())
        return kind(id=secrets.token_hex(16), by=by, dialogue=self.standing.dialogue, seen=seen, **fields)

    def _submit(self, act: Said, signers: tuple[str, ...]) -> Outcome:
        data = encode(act)
        signatures = sorted((self.people.signer(name).sign(data) for name in signers), key=signer_of)
        (outcome,) = self.intake.submit([Submission(data, tuple(signatures), self.blobs)])
        if isinstance(outcome, Registered):
            self.blobs = {}
        return outcome

    # --- sealed texts ---

    def seal(
        self,
        title: str,
        words: str,
        *,
        to: tuple[str, ...] = (*PARTNERS, "UA"),
        marking: str = "TLP:AMBER",
    ) -> Text:
        """Seal a text to the parties; its blob goes with the next act."""
        document = encode_document(
            Document(kind="text", title=title, text=words, lang="en", marking=parse_marking(marking))
        )
        recipients = [self.nodes[party].sealing.recipient for party in to]
        sealed = seal(document, recipients, salt=secrets.token_bytes(32))
        self.blobs[sealed.cipher_sha256] = sealed.ciphertext
        return Text(blob=sealed.cipher_sha256, commitment=sealed.commitment, marking=marking)

    def open_text(self, text: Text) -> str:
        """The words of a sealed text, opened with the key of FR's node."""
        return decode_document(self._open(text, self.nodes["FR"].sealing)).text

    def stranger_opens(self, text: Text) -> str:
        """What somebody else's key makes of it."""
        try:
            self._open(text, HybridIdentity(secrets.token_bytes(32)))
        except SealingError as error:
            return f"nothing ({type(error).__name__})"
        raise Unexpected(text)

    def _open(self, text: Text, identity: HybridIdentity) -> bytes:
        blob = self.folder.register.blob(text.blob) or b""
        return open_blob(blob, [identity], cipher_sha256=text.blob, commitment=text.commitment)

    # --- the beginning ---

    def _host(self) -> None:
        """One desk serves everybody: FR's node keeps the other parties' sealing identities."""
        for party in MEMBERS:
            if party != "FR":
                host_party(self.folder.path / KEYS, party, self.nodes[party].sealing)

    def _found(self) -> None:
        founded = charter(
            self.folder.keys.registrar_key, {party: keys.cosigner_key for party, keys in self.nodes.items()}
        )
        act = dialogue.Found(
            id=secrets.token_hex(16),
            by="FR/authority",
            title="Exercise: a dialogue with RU",
            charter=founded,
            founders=self.people.founders(),
        )
        outcome = self._submit(act, tuple(f"{party}/authority" for party in MEMBERS))
        if not isinstance(outcome, Registered):
            raise Unexpected(outcome)
        self.folder.pin(outcome.ref)

    def _staff(self) -> None:
        """Each party names its people and its sealing key; the registrar adds its post-quantum key."""
        for party in MEMBERS:
            by = f"{party}/authority"
            for name, functions in STAFF.items():
                self.quiet(
                    by,
                    person.Accredit,
                    person=f"{party}/{name}",
                    functions=functions,
                    keys=(self.people.fingerprint(f"{party}/{name}"),),
                    name=self.seal("Name", f"the {name} of {party}", to=(party,)),
                )
            self.quiet(by, key.Add, owner=party, purpose="seal", key=self.nodes[party].recipient)
        self.quiet(
            "FR/authority",
            key.Add,
            owner="FR",
            purpose="register",
            key=self.folder.keys.registrar_pq_vkey(self.standing.dialogue, self.standing.term),
        )
