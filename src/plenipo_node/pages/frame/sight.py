"""What turns the direction of writing, or is not seen at all, is shown by its number: `⟨U+202E⟩`.

Otherwise a partner's text could read as another than the one that was signed. What scripts need to join or to
part their letters (ZWJ, ZWNJ) and the marks of one letter's direction are left as they are.
"""

from __future__ import annotations

import re

_TRICKS = re.compile(
    "[\u202a-\u202e\u2066-\u2069\u200b\u2060-\u2064\u206a-\u206f\u2028\u2029\ufeff\ufff9-\ufffb"
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\U000e0000-\U000e007f]"
)


def in_sight(words: str) -> str:
    return _TRICKS.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", words)
