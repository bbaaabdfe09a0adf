"""What an act is about, in one line of a list: whom, where, when, which answer. Nothing sealed is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from plenipo_node.wording.instants import minute
from plenipo_node.wording.vocabulary import word

if TYPE_CHECKING:
    from plenipo.acts import Said
    from plenipo.dialogue.standing import Standing

PARTS = 7
HASH = 64  # characters: an answer may be a word, or the act that answered
# Members by what they are, in the order in which they are told.
NAMES = ("party", "person", "owner", "envoy", "side", "on_behalf", "registrar", "counterpart")
WORDS = ("procedure", "answer", "what", "status", "turned_out", "word", "grade", "level", "medium")
TOPICS = ("topics",)
INSTANTS = ("at", "deadline", "answer_by", "due", "until")
RECORDS = (
    "contact",
    "consultation",
    "mandate",
    "ask",
    "consent",
    "channel",
    "offer",
    "proposal",
    "readout",
    "question",
    "statement",
    "commitment",
    "assessment",
    "act",
)
SEVERAL = ("readouts", "texts")


def gist(act: Said, standing: Standing) -> str:
    """`RU · leaders · visit · 7 February 2022, 18:00 CET`; empty where only a sealed text says more."""
    subject = getattr(act, "subject", None)
    parts = [] if subject is None else [word(str(subject.__struct_config__.tag))]
    parts += [str(getattr(found, "id", found)) for found in _held(act, NAMES)]
    parts += [word(found) for found in _held(act, WORDS) if len(found) < HASH]
    topics = {topic.id: topic.name for topic in standing.rule_book.topics}
    parts += [", ".join(topics.get(each, each) for each in found) for found in _held(act, TOPICS)]
    parts += [minute(found) for found in _held(act, INSTANTS)]
    parts += [_("record %(number)d") % {"number": index} for index in records_of(act, standing)]
    return " · ".join(list(dict.fromkeys(parts))[:PARTS])


def _held(act: Said, names: tuple[str, ...]) -> list[Any]:
    found = (getattr(act, name, None) for name in names)
    return [each for each in found if each not in (None, ())]


def records_of(act: Said, standing: Standing) -> list[int]:
    """The numbers of the records here that it names, or whose exact text it names."""
    refs = _held(act, RECORDS)
    for several in _held(act, SEVERAL):
        refs += [getattr(each, "consultation", each) for each in several]
    for text in _held(act, ("commitment",)):
        refs += [standing.put.get(text), standing.intended.get(text), *standing.asked.get(text, ())]
    found = [standing.record(ref) for ref in refs if ref]
    return list(dict.fromkeys(each.index for each in found if each))
