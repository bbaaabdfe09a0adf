"""The tree of errors. Each carries facts as fields; the words live with the interface.

PlenipoError
├── ActError            bytes that are not one well-formed act         (acts/)
├── SignatureError      a signature that cannot be accepted            (signatures/)
│   ├── BadEd25519              refused by the one Ed25519 rule
│   └── ForeignEd25519Rule      the library follows another rule
├── SealingError        an age file or a commitment that does not open (sealing/)
├── RegisterError       an entry, tile, proof or note that is wrong    (register/)
├── ConsultationError   a question that cannot be tallied              (consultation/)
├── DialogueError       entries that cannot be folded                  (dialogue/)
└── NodeError           a disk, a lock or a clock that fails us        (plenipo_node/)
"""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(eq=False)
class PlenipoError(Exception):
    """Root of all errors: a dataclass, so that its facts are fields, and picklable."""

    def __str__(self) -> str:
        facts = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in fields(self))
        return f"{type(self).__name__}({facts})"

    def __reduce__(self) -> tuple[type[PlenipoError], tuple[object, ...]]:
        return type(self), tuple(getattr(self, f.name) for f in fields(self))


# --- acts ---


@dataclass(eq=False)
class ActError(PlenipoError):
    """The bytes are not one well-formed act."""


# --- signatures ---


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


# --- sealing ---


@dataclass(eq=False)
class SealingError(PlenipoError):
    """The sealed blob does not open, or does not match its commitment."""


# --- register ---


@dataclass(eq=False)
class RegisterError(PlenipoError):
    """An entry, tile, proof, note or checkpoint is wrong."""


# --- consultation ---


@dataclass(eq=False)
class ConsultationError(PlenipoError):
    """The question cannot be tallied."""


# --- dialogue ---


@dataclass(eq=False)
class DialogueError(PlenipoError):
    """The entries cannot be folded."""


# --- node ---


@dataclass(eq=False)
class NodeError(PlenipoError):
    """A disk, a lock or a clock fails us."""
