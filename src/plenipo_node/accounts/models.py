"""The tables of the accounts. Instants are milliseconds since 1970 by the node's clock.

Nothing here says that a passkey is in force: only the register does.
"""

from __future__ import annotations

from django.db import models


class Invitation(models.Model):
    """A code that lets one person enrol one passkey, once. Only its hash is kept."""

    person = models.CharField(max_length=60)
    code_hash = models.CharField(max_length=64, unique=True)
    expires = models.BigIntegerField()
    used = models.BigIntegerField(null=True)


class Passkey(models.Model):
    """A passkey made here. `attested` is its identifier and public key as WebAuthn has them (6.5.2)."""

    person = models.CharField(max_length=60, db_index=True)
    credential = models.CharField(max_length=1400, unique=True)  # the identifier, base64url
    attested = models.BinaryField()
    fingerprint = models.CharField(max_length=50, unique=True)
    rp_id = models.CharField(max_length=253)
    origin = models.CharField(max_length=300)
    copies = models.BooleanField()  # its vendor may back it up (flag BE)
    transports = models.JSONField(default=list)
    label = models.CharField(max_length=60)
    made = models.BigIntegerField()
    lost = models.BigIntegerField(null=True)  # reported so by its person; refused from then on


class Attempt(models.Model):
    """One try that did not succeed; `bucket` says at what, and whose."""

    bucket = models.CharField(max_length=120)
    at = models.BigIntegerField()

    class Meta:
        indexes = (models.Index(fields=["bucket", "at"], name="attempts_of_a_bucket"),)
