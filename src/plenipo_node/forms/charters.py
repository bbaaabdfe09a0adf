"""A form for a charter: filled from one, and read back over the one that it began as.

1. What the form has no field for stays as it was in the charter that it began as.
2. A party comes in as a partner or concerned party by admission alone; the form adds counterparts and
   intermediaries. What is named keeps its short name for ever; a new topic may be given one, or gets it from
   its name.
3. A table of weights that is added ends the one before it. Those there are stay, or go.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final

import msgspec
from django.utils.translation import gettext as _
from msgspec.structs import replace

from plenipo.acts.charter import Charter
from plenipo.acts.meanings import meaning
from plenipo.guard.versions import VERSIONS
from plenipo_node.forms.deciding import decisions_from, fill_decisions
from plenipo_node.forms.fields import shapes_within
from plenipo_node.forms.filling import fill
from plenipo_node.forms.reading import Reader, clean
from plenipo_node.wording.charters import MEMBERS, SECTIONS
from plenipo_node.wording.families import FAMILIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import QueryDict

    from plenipo_node.forms.fields import Shape

OWN: Final = "c."  # the names of this form's fields begin so
NOT_TYPED = frozenset({"registrar", "registrar_key"})
LISTS: Final = frozenset({"choices", "parties"})
NUMBERS: Final = frozenset({"span", "number"})
NEW_ROLES: Final = ("counterpart", "intermediary")
SLUG = re.compile(r"[^a-z0-9]+")
GREATEST_NUMBER = 15  # digits


def _shapes() -> dict[str, tuple[Shape, ...]]:
    by_name = {each.member: each for each in shapes_within(Charter, OWN)}
    by_name["no_passkeys"] = replace(by_name["no_passkeys"], widget="choices", words=tuple(FAMILIES))
    by_name["rules"] = replace(by_name["rules"], widget="choice", words=VERSIONS)
    return {
        section: tuple(
            replace(by_name[name], means=meaning("Charter", name)) for name in names if name not in NOT_TYPED
        )
        for section, names in MEMBERS.items()
    }


SHAPES: Final = _shapes()
SINCE: Final = next(each for each in shapes_within(Charter, OWN) if each.member == "weights").parts[0]


def fill_charter(data: QueryDict, charter: Charter, zone: str) -> None:
    """As the form would send it, unchanged."""
    for shapes in SHAPES.values():
        values = {each.member: msgspec.to_builtins(getattr(charter, each.member)) for each in shapes}
        fill(data, {name: value for name, value in values.items() if value}, shapes, zone)
        for each in shapes:
            if each.widget in NUMBERS and not values[each.member]:
                data[each.name] = "0"
    for party in charter.parties:
        own = f"{OWN}party.{party.id}."
        data[f"{own}name"], data[f"{own}role"] = party.name, party.role
        data[f"{own}weight"], data[f"{own}cosigner"] = str(party.weight), party.cosigner or ""
        data[f"{OWN}deputies.{party.id}"] = ", ".join(charter.deputies.get(party.id, ()))
    for topic in charter.topics:
        data[f"{OWN}topic.{topic.id}.name"] = topic.name
    for entry in charter.reserved:
        data.setlist(f"{OWN}reserved.{entry.party}", list(entry.topics))
    fill_decisions(data, charter)


class CharterReader:
    """`faults` are told by section. `members` are plain JSON, whatever was typed."""

    def __init__(self, data: QueryDict, base: Charter) -> None:
        self._data = data
        self._base = base
        self.faults: dict[str, list[str]] = {}

    def read(self, version: int) -> Charter | None:
        """The charter with this version, or None if what was typed makes none."""
        members = msgspec.to_builtins(self._base) | self._members() | {"version": version}
        if self.faults:
            return None
        try:
            return msgspec.convert(members, Charter)
        except msgspec.ValidationError as error:
            self._not_of_its_form(str(error))
        return None

    def _members(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for section, shapes in SHAPES.items():
            given = Reader(self._data, lambda _text: None).read(shapes)
            for words in given.faults.values():
                self.fault(section, words)
            found |= {each.member: given.values.get(each.member, ()) for each in shapes}
            self._left_out(section, shapes, given.values)
        parties = list(self._parties())
        topics = list(self._topics())
        decisions, wrong = decisions_from(self._data)
        for words in wrong:
            self.fault("decisions", words)
        return found | {
            "parties": parties,
            "topics": topics,
            "reserved": list(self._reserved(parties)),
            "decisions": decisions,
            "deputies": dict(self._deputies(parties)),
            "weights": self._weights(parties),
        }

    def fault(self, section: str, words: str) -> None:
        self.faults.setdefault(section, []).append(words)

    def _left_out(self, section: str, shapes: tuple[Shape, ...], given: dict[str, Any]) -> None:
        """A list may be empty; a number, span or word may not."""
        for each in shapes:
            if each.widget not in LISTS and each.member not in given and section not in self.faults:
                self.fault(section, _("Nothing may be left empty here."))

    def _parties(self) -> Iterator[dict[str, Any]]:
        for party in self._base.parties:
            own = f"{OWN}party.{party.id}."
            if self._data.get(f"{own}out"):
                continue
            yield _full(
                id=party.id,
                name=self._named("parties", f"{own}name", party.id),
                role=self._text(f"{own}role") or party.role,
                weight=self._number("parties", f"{own}weight", party.id, party.weight),
                cosigner=self._text(f"{own}cosigner"),
            )
        mark, name = self._text(f"{OWN}party-new.id"), self._text(f"{OWN}party-new.name")
        if mark or name:
            yield {
                "id": mark.upper(),
                "name": name or mark,
                "role": self._text(f"{OWN}party-new.role") or "counterpart",
            }

    def _topics(self) -> Iterator[dict[str, str]]:
        known = {topic.id for topic in self._base.topics}
        for topic in self._base.topics:
            own = f"{OWN}topic.{topic.id}."
            if not self._data.get(f"{own}out"):
                yield {"id": topic.id, "name": self._named("topics", f"{own}name", topic.id)}
        for mark, name in new_topics(self._data):
            if mark in known:
                words = _("The short name %(name)s is taken: give the new topic another.")
                self.fault("topics", words % {"name": mark})
            known.add(mark)
            yield {"id": mark, "name": name}

    def _reserved(self, parties: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        topics = {topic.id for topic in self._base.topics} | {mark for mark, _name in new_topics(self._data)}
        for party in parties:
            chosen = self._data.getlist(f"{OWN}reserved.{party['id']}")
            kept = [each for each in chosen if each in topics and not self._out(each)]
            if kept and party["role"] == "concerned":
                yield {"party": party["id"], "topics": kept}

    def _out(self, topic: str) -> bool:
        return bool(self._data.get(f"{OWN}topic.{topic}.out"))

    def _deputies(self, parties: list[dict[str, Any]]) -> Iterator[tuple[str, list[str]]]:
        for party in parties:
            typed = self._data.get(f"{OWN}deputies.{party['id']}", "").replace(",", " ").split()
            if typed:
                yield party["id"], [clean(each) for each in typed]

    def _weights(self, parties: list[dict[str, Any]]) -> list[dict[str, Any]]:
        kept = [
            msgspec.to_builtins(table)
            for table in self._base.weights
            if not self._data.get(f"{OWN}weights.{table.since}.out")
        ]
        given = Reader(self._data, lambda _text: None).read((SINCE,))
        for words in given.faults.values():
            self.fault("weights", words)
        since = given.values.get("since")
        if since is None:
            return kept
        for table in kept:
            if table["since"] < since < table.get("until", since + 1):
                table["until"] = since
        partners = [party for party in parties if party["role"] == "partner"]
        of = {
            party["id"]: self._number(
                "weights", f"{OWN}weights.of.{party['id']}", party["id"], party["weight"]
            )
            for party in partners
        }
        source = self._named("weights", f"{OWN}weights.source", _("where they were published"))
        return [*kept, {"since": since, "source": source, "of": of}]

    def _text(self, name: str) -> str:
        return clean(self._data.get(name, ""))

    def _named(self, section: str, name: str, what: str) -> str:
        text = self._text(name)
        if not text:
            self.fault(section, _("Give a name: %(what)s.") % {"what": what})
        return text

    def _number(self, section: str, name: str, what: str, default: int) -> int:
        text = self._text(name)
        if text.isascii() and text.isdigit() and len(text) <= GREATEST_NUMBER:
            return int(text)
        if text:
            self.fault(section, _("Give a whole number: %(what)s.") % {"what": what})
        return default

    def _not_of_its_form(self, error: str) -> None:
        """The member that the codec did not take, by its section."""
        path = error.rpartition("$.")[2]
        member = re.split(r"[^\w]", path, maxsplit=1)[0]
        section = next((name for name, among in MEMBERS.items() if member in among), member)
        words = _("Something here does not have the form that it needs: short names, keys and numbers.")
        self.fault(section if section in SECTIONS else "register", words)


def new_topics(data: QueryDict) -> list[tuple[str, str]]:
    """Those that were typed: short name and name. A row without a name is none."""
    marks = [clean(each) for each in data.getlist(f"{OWN}topic-new.id")]
    names = [clean(each) for each in data.getlist(f"{OWN}topic-new.name")]
    marks += [""] * (len(names) - len(marks))
    return [(mark or slug(name), name) for mark, name in zip(marks, names, strict=False) if name]


def slug(name: str) -> str:
    """A short name from a name: `Exchange of prisoners` gives `exchange-of-prisoners`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    found = SLUG.sub("-", plain).strip("-")[:40].strip("-")
    return found if found[:1].isalpha() else f"topic-{found}".strip("-")[:40]


def _full(**members: Any) -> dict[str, Any]:
    """Without what is empty."""
    return {name: value for name, value in members.items() if value not in {"", None}}
