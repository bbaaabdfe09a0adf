"""An error in words: a sentence that says what is the case, and a cure that says what to do.

Errors carry facts; a template of `tables` names the facts of its class. `{stamp:at}` shows milliseconds as a
time, `{mode:octal}` permission bits, `{at:after}` what may be absent, `{faults:list}` each on its own line.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from plenipo.errors.base import PlenipoError
from plenipo.errors.words.shown import Shown, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from plenipo.errors.words.shown import Fact


@dataclass(frozen=True)
class Told:
    """An error in words; `code` and the keys of `facts` are stable."""

    code: str
    sentence: str
    cure: str
    facts: dict[str, Fact]
    own: bool  # the words are those of this class, not of its parent

    @property
    def clause(self) -> str:
        """The sentence within another one."""
        return self.sentence.rstrip(".")


def tell(
    error: PlenipoError, words: Mapping[str, tuple[str, str]], translated: Callable[[str], str] = str
) -> Told:
    """The words of the error's class, or else of the nearest class above it that has any."""
    family = [cls.__name__ for cls in type(error).__mro__]
    name = next((each for each in family if each in words), "PlenipoError")
    sentence, cure = words.get(name, ("Something was refused: {error}.", "Report this: words are missing."))
    values = {f.name: getattr(error, f.name) for f in fields(error)}
    shown = {
        name: Shown(tell(value, words, translated).sentence if isinstance(value, PlenipoError) else value)
        for name, value in values.items()
    }
    shown["error"] = Shown(type(error).__name__)
    return Told(
        code=code_of(type(error)),
        sentence=translated(sentence).format_map(shown),
        cure=translated(cure).format_map(shown),
        facts={name: plain(value) for name, value in values.items()},
        own=name == family[0],
    )


def code_of(cls: type[BaseException]) -> str:
    """`KeyFileMissing` is `key-file-missing`."""
    name = cls.__name__.replace("SshSig", "Sshsig").replace("Ed25519", "Ed25519-")
    parts = "".join(f"-{char.lower()}" if char.isupper() else char for char in name)
    return parts.strip("-").replace("--", "-")
