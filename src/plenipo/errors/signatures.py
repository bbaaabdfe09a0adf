"""Errors of signatures: each carries facts as fields."""

from __future__ import annotations

from dataclasses import dataclass

from plenipo.errors.base import PlenipoError


@dataclass(eq=False)
class SignatureError(PlenipoError):
    """The signature cannot be accepted."""


@dataclass(eq=False)
class BadEd25519(SignatureError):
    """An Ed25519 signature that the one rule refuses, or a key or seed of the wrong size."""

    public_key: bytes


@dataclass(eq=False)
class ForeignEd25519Rule(SignatureError):
    """The installed Ed25519 library accepts what the one rule refuses."""


@dataclass(eq=False)
class BadEcdsa(SignatureError):
    """An ECDSA signature whose equation fails; `public_key` is the point."""

    public_key: bytes


@dataclass(eq=False)
class BadArmor(SignatureError):
    """Not one armored SSHSIG, byte for byte as ssh-keygen writes it."""


@dataclass(eq=False)
class BadSshSignature(SignatureError):
    """A signature blob that is wrong in the field named."""

    where: str


@dataclass(eq=False)
class BadPublicKey(SignatureError):
    """A public key blob, or its one-line form, that is wrong in the field named."""

    where: str


@dataclass(eq=False)
class UnknownAlgorithm(SignatureError):
    """A kind of key that is not accepted."""

    algorithm: str


@dataclass(eq=False)
class AlgorithmMismatch(SignatureError):
    """A signature of another kind than this key, under its policy, makes."""

    key: str
    signature: str


@dataclass(eq=False)
class WrongNamespace(SignatureError):
    """A signature made for another purpose than acts."""

    namespace: str


@dataclass(eq=False)
class WrongHash(SignatureError):
    """A signature over another hash than acts are signed over."""

    hash_algorithm: str


@dataclass(eq=False)
class BadKeyPolicy(SignatureError):
    """A policy that contradicts itself in the field named."""

    where: str


@dataclass(eq=False)
class NoKeyPolicy(SignatureError):
    """A hardware key for which no policy is stored."""

    fingerprint: str


@dataclass(eq=False)
class BadFlags(SignatureError):
    """Authenticator flags that break the rules named (UP, UV, AT, ED, BS)."""

    flags: int
    broken: tuple[str, ...]


@dataclass(eq=False)
class WrongApplication(SignatureError):
    """A key made for another application or rpId."""

    expected: str
    found: str


@dataclass(eq=False)
class WrongOrigin(SignatureError):
    """A signature that another origin asked for."""

    expected: str
    found: str


@dataclass(eq=False)
class BadClientData(SignatureError):
    """WebAuthn client data that is wrong in the member named."""

    member: str


@dataclass(eq=False)
class BackupEligible(SignatureError):
    """A passkey that may be copied to a cloud, where the policy does not allow it."""

    fingerprint: str


@dataclass(eq=False)
class SignaturesUnsorted(SignatureError):
    """Several signatures that are not sorted by fingerprint, or one key twice."""

    fingerprints: tuple[str, ...]
