"""The tables of what lives on this node only. Instants are milliseconds since 1970 by the node's clock."""

from __future__ import annotations

from django.db import models

from plenipo_node.preparing import ActFile, act_file


class Prepared(models.Model):
    """An act that is written and not registered yet.

    It waits for its author's signature, then for the moment up to which it can be taken back. What a person
    typed is kept until it is registered, so that it can be written anew, and erased then.
    """

    WAITING, SIGNED, SENT, REFUSED = "waiting", "signed", "sent", "refused"

    token = models.CharField(max_length=32, unique=True)
    person = models.CharField(max_length=60, db_index=True)  # whose act it is
    by = models.CharField(max_length=60)  # who prepared it: the same, or a drafter of their party
    kind = models.CharField(max_length=60)
    form = models.TextField(default="")  # the address at which it was written
    series = models.CharField(max_length=32, default="", db_index=True)  # with which it was imported
    act = models.BinaryField()
    blobs = models.JSONField(default=dict)  # sealed texts in base64, as in an act file
    words = models.JSONField(default=dict)  # what was typed, by field
    readers = models.JSONField(default=list)  # the parties to which its texts are sealed
    made = models.BigIntegerField()
    state = models.CharField(max_length=10, default=WAITING, db_index=True)
    signature = models.BinaryField(null=True)
    send_at = models.BigIntegerField(null=True)  # by the system's clock
    record = models.BigIntegerField(null=True)  # the index, once it is registered
    trouble = models.TextField(default="")  # why it was not, in words

    @property
    def unsigned(self) -> bool:
        """It can be signed, changed and thrown away."""
        return self.state in {self.WAITING, self.REFUSED}

    @property
    def file(self) -> ActFile:
        """With its signature, if it is signed: that goes to the register, and to nobody."""
        signatures = (bytes(self.signature).decode(),) if self.signature else ()
        return ActFile(bytes(self.act).decode(), signatures, dict(self.blobs))

    @property
    def to_sign(self) -> ActFile:
        """As `plenipo act --file` takes it. A signature that can be taken back is in nobody's hands."""
        return ActFile(bytes(self.act).decode(), blobs=dict(self.blobs))

    @classmethod
    def of(cls, act: bytes, blobs: dict[str, bytes], **fields: object) -> Prepared:
        """Not saved yet."""
        return cls(act=act, blobs=act_file(act, blobs).blobs, **fields)


class Note(models.Model):
    """A party's own note or the draft of a text: about a record, or about nothing yet. Its party reads it.

    A comparison of two accounts is one too; its text is what `plenipo_node.pages.readouts.claims` writes.
    """

    NOTE, COMPARISON = "note", "comparison"

    kind = models.CharField(max_length=16, default=NOTE)
    party = models.CharField(max_length=16, db_index=True)
    author = models.CharField(max_length=60)
    about = models.CharField(max_length=64, blank=True, db_index=True)  # a record's reference
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    made = models.BigIntegerField()
    changed = models.BigIntegerField()  # tells one version from the next

    @property
    def changed_at(self) -> int:
        """To the minute."""
        return self.changed // 60_000 * 60_000
