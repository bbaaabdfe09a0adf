"""Two charters compared in plain words: what was, and what comes in its place, section by section."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from msgspec import Struct

from plenipo.guard.verdict import Reason
from plenipo_node.wording import reasons
from plenipo_node.wording.deciding import rule_words
from plenipo_node.wording.families import FAMILIES
from plenipo_node.wording.instants import exactly, when
from plenipo_node.wording.vocabulary import label, word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from plenipo.acts.charter import Charter, DecisionRule, Party, Weights
    from plenipo.guard.verdict import Facts

SECTIONS: Final[dict[str, Any]] = {
    "parties": gettext_lazy("Parties and weights"),
    "weights": gettext_lazy("Weights by date"),
    "topics": gettext_lazy("Topics"),
    "reserved": gettext_lazy("Reserved matters"),
    "talks": gettext_lazy("Who may talk"),
    "decisions": gettext_lazy("How decisions are taken"),
    "times": gettext_lazy("Times"),
    "deputies": gettext_lazy("Deputies"),
    "register": gettext_lazy("Register, marking and keys"),
    "authority": gettext_lazy("New keys for a partner that lost its own"),
}
# The members of a section that are one number, span, word or list of words each.
MEMBERS: Final[dict[str, tuple[str, ...]]] = {
    "talks": ("cap", "intermediaries", "consult_before", "instruct_before"),
    "times": (
        "silence_minimum",
        "claim_window",
        "notice",
        "cooling_off",
        "readout_due",
        "acknowledge_within",
        "lapse",
        "delay",
        "quiet_after",
        "silent_after",
    ),
    "register": ("ceiling", "quorum", "receipts", "registrar", "registrar_key", "no_passkeys", "rules"),
}
# The section in which a fault of a charter is mended.
FAULTY: Final[dict[str, str]] = {
    "party-twice": "parties",
    "too-few-partners": "parties",
    "no-counterpart": "parties",
    "bad-weight": "parties",
    "too-many-parties": "parties",
    "party-by-admission": "parties",
    "weights-lack": "weights",
    "weights-without-source": "weights",
    "weights-end-first": "weights",
    "weights-overlap": "weights",
    "weights-missing": "weights",
    "no-weights": "weights",
    "topic-twice": "topics",
    "nothing-reserved": "reserved",
    "reserved-to-unconcerned": "reserved",
    "reserved-twice": "reserved",
    "unknown-topic": "reserved",
    "unknown-intermediary": "talks",
    "no-rule": "decisions",
    "unknown-rule": "decisions",
    "bad-parameters": "decisions",
    "bad-house": "decisions",
    "amended-by-silence": "decisions",
    "zero-span": "times",
    "silent-before-quiet": "times",
    "deputies-for-no-partner": "deputies",
    "deputy-twice": "deputies",
    "deputy-of-itself": "deputies",
    "deputy-of-no-partner": "deputies",
    "not-a-partners-authority": "authority",
    "person-known": "authority",
    "authority-needs-two-keys": "authority",
    "key-used-before": "authority",
}
NOTHING: Final = "\N{EN DASH}"
WRONG: Final = re.compile(r": ([a-z_]+)")
RIGHTS: Final[dict[str, str]] = {
    "status": gettext_noop("its place among the parties"),
    "matters": gettext_noop("the matters reserved to it"),
    "names of matters": gettext_noop("the names of its matters"),
    "claim window": gettext_noop("its time to claim a planned contact"),
    "notice": gettext_noop("its time to answer a request"),
    "cooling-off": gettext_noop("the cooling-off after its refusal"),
    "passkeys": gettext_noop("what is kept out of browsers"),
    "rules": gettext_noop("the version of the rules"),
}


class Changed(Struct, frozen=True):
    """`before` and `after` are a dash where there is nothing."""

    section: str
    what: str
    before: str
    after: str


def changes(old: Charter, new: Charter) -> list[Changed]:
    """Everything that differs but the version, in the order of the sections."""
    tellers: dict[str, Callable[[Charter], dict[str, str]]] = {
        "parties": _parties,
        "weights": _weights,
        "topics": lambda charter: {topic.id: topic.name for topic in charter.topics},
        "reserved": _reserved,
        "decisions": _decisions,
        "deputies": lambda charter: _by_party(charter.deputies),
    }
    found: list[Changed] = []
    for section in SECTIONS:
        tell = tellers.get(section) or _members(section)
        found += _compared(section, tell(old), tell(new))
    return [*found, *_otherwise(old, new, {each.section for each in found})]


def _otherwise(old: Charter, new: Charter, told: set[str]) -> Iterator[Changed]:
    """What differs and has no words of its own, such as an order: named, never left out."""
    for name in old.__struct_fields__:
        section = next((section for section, among in MEMBERS.items() if name in among), name)
        if name != "version" and section not in told and getattr(old, name) != getattr(new, name):
            yield Changed(section, label(name), NOTHING, _("changed in its order or form"))


def fault_words(code: str, facts: Facts) -> str:
    """What is wrong with a charter."""
    if code == "zero-span":
        return _("%(what)s: this cannot be zero.") % {"what": label(str(facts["member"]))}
    if code == "bad-parameters":
        named = ", ".join(label(name, "Parameters") for name in WRONG.findall(str(facts["wrong"])))
        told = _("What is set about the rule for this does not fit it: %(decision)s (%(settings)s).")
        return told % {
            "decision": word(str(facts["decision"])),
            "settings": named or word(str(facts["rule"])),
        }
    return reasons.sentence(Reason(60, code, facts))


def section_of(code: str, facts: Facts) -> str:
    """Where this fault is mended."""
    member = facts.get("member")
    return next((name for name, among in MEMBERS.items() if member in among), FAULTY.get(code, "register"))


def rights(names: Iterable[str]) -> str:
    """What of a concerned party's protection would change; a matter that goes takes its name along."""
    among = list(names)
    if "matters" in among:
        among = [name for name in among if name != "names of matters"]
    return ", ".join(_(RIGHTS[name]) if name in RIGHTS else name for name in among)


def rule_sentence(rule: DecisionRule) -> str:
    """`Unanimity; also by silence`."""
    words = rule_words(rule)
    flags = (
        (rule.silence, _("also by silence")),
        (rule.on_proposal, _("counted as on a proposal")),
        (rule.final, _("answers are final")),
        (rule.settled, _("adopted only once countersigned")),
    )
    said = [words.name, *words.settings, *(text for held, text in flags if held)]
    return _("; ").join(said)


def _compared(section: str, old: dict[str, str], new: dict[str, str]) -> Iterator[Changed]:
    for what in dict.fromkeys((*old, *new)):
        if old.get(what) != new.get(what):
            yield Changed(
                section, _heading(section, what), old.get(what) or NOTHING, new.get(what) or NOTHING
            )


def _heading(section: str, what: str) -> str:
    if section == "reserved":
        return _("Reserved to %(party)s") % {"party": what}
    if section == "deputies":
        return _("Deputies of %(party)s") % {"party": what}
    if section == "decisions":
        return _("How it is decided: %(what)s") % {"what": what}
    if section == "topics":
        return _("Topic %(topic)s") % {"topic": what}
    return what


def _members(section: str) -> Callable[[Charter], dict[str, str]]:
    def told(charter: Charter) -> dict[str, str]:
        return {label(name): member_words(charter, name) for name in MEMBERS.get(section, ())}

    return told


def member_words(charter: Charter, name: str) -> str:
    """What stands there, in words."""
    value = getattr(charter, name)
    if name in MEMBERS["times"]:
        return exactly(value)
    if name == "no_passkeys":
        return ", ".join(str(FAMILIES.get(each, each)) for each in value)
    return ", ".join(map(word, value)) if isinstance(value, tuple) else str(value)


def _parties(charter: Charter) -> dict[str, str]:
    found = {_("Party %(party)s") % {"party": party.id}: _party(party) for party in charter.parties}
    copies = {
        _("Key of the full copy of %(party)s") % {"party": party.id}: party.cosigner or ""
        for party in charter.parties
    }
    return found | copies


def _party(party: Party) -> str:
    said = [party.name, word(party.role)]
    if party.role == "partner" or party.weight != 1:
        said.append(_("weight %(number)d") % {"number": party.weight})
    return ", ".join(said)


def _weights(charter: Charter) -> dict[str, str]:
    return {_("From %(day)s") % {"day": when(table.since)}: table_words(table) for table in charter.weights}


def table_words(table: Weights) -> str:
    said = [f"{party} {weight}" for party, weight in table.of.items()]
    until = [] if table.until is None else [_("until %(day)s") % {"day": when(table.until)}]
    return _("; ").join([", ".join(said), *until, table.source])


def _reserved(charter: Charter) -> dict[str, str]:
    names = {topic.id: topic.name for topic in charter.topics}
    return {
        each.party: ", ".join(sorted(names.get(topic, topic) for topic in each.topics))
        for each in charter.reserved
    }


def _decisions(charter: Charter) -> dict[str, str]:
    return {word(what): rule_sentence(rule) for what, rule in charter.decisions.items()}


def _by_party(found: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {party: ", ".join(sorted(persons)) for party, persons in found.items() if persons}
