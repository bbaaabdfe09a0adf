"""A charter's form section by section, as its template shows it: what stands in it, and what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from plenipo_node.forms.charters import NEW_ROLES, OWN, SHAPES, SINCE, new_topics
from plenipo_node.forms.choices import Choice
from plenipo_node.forms.deciding import DECISIONS, FLAGS, VOTED, settings_of
from plenipo_node.forms.deciding import OWN as DECIDING
from plenipo_node.forms.showing import Shower
from plenipo_node.wording import charters as words
from plenipo_node.wording.deciding import says
from plenipo_node.wording.families import FAMILIES
from plenipo_node.wording.vocabulary import label, word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import QueryDict

    from plenipo.acts.charter import Charter
    from plenipo_node.forms.showing import Field
    from plenipo_node.web.asking import Asked

EMPTY_TOPICS = 2  # rows for new ones, besides those that were typed
EMPTY_KEYS = 2


class Section(Struct, frozen=True, kw_only=True):
    """`rows` are what its own template needs; `fields` are those made from members."""

    name: str
    heading: str
    template: str
    open: bool
    faults: list[str]
    fields: list[Field]
    rows: list[dict[str, Any]]


def sections(
    request: Asked, data: QueryDict, base: Charter, changed: set[str], wrong: Mapping[str, list[str]]
) -> Iterator[Section]:
    shower = Shower(data, {}, request.standing, request.now)
    rows = {
        "parties": _parties,
        "weights": _tables,
        "topics": _topics,
        "reserved": _reserved,
        "decisions": _decisions,
        "deputies": _parties,
        "authority": _keys,
    }
    for name, heading in words.SECTIONS.items():
        yield Section(
            name=name,
            heading=str(heading),
            template=f"charter_form/{'members' if name in SHAPES else name}.html",
            open=name in changed or name in wrong,
            faults=wrong.get(name, []),
            fields=_fields(shower, name, base),
            rows=list(rows[name](data, base)) if name in rows else [],
        )


def _fields(shower: Shower, section: str, base: Charter) -> list[Field]:
    if section == "weights":
        return [shower.field(SINCE)]
    fields = shower.fields(SHAPES.get(section, ()))
    for field in fields:
        if field.name == f"{OWN}intermediaries":
            field.choices = [
                Choice(party.id, party.name)
                for party in base.parties
                if party.role == "intermediary" or party.id in field.chosen
            ]
        if field.name == f"{OWN}no_passkeys":
            field.choices = [Choice(name, str(called)) for name, called in FAMILIES.items()]
    return fields


def _parties(data: QueryDict, base: Charter) -> Iterator[dict[str, Any]]:
    for party in base.parties:
        own = f"{OWN}party.{party.id}."
        member = party.role in {"partner", "concerned"}
        yield {
            "id": party.id,
            "own": own,
            "name": data.get(f"{own}name", ""),
            "role": word(party.role),
            "roles": [] if member else [(each, word(each)) for each in NEW_ROLES],
            "chosen": data.get(f"{own}role", party.role),
            "partner": party.role == "partner",
            "member": member,
            "weight": data.get(f"{own}weight", ""),
            "cosigner": data.get(f"{own}cosigner", ""),
            "out": data.get(f"{own}out", ""),
            "deputies": data.get(f"{OWN}deputies.{party.id}", ""),
        }
    own = f"{OWN}party-new."
    yield {
        "id": "",
        "own": own,
        "mark": data.get(f"{own}id", ""),
        "name": data.get(f"{own}name", ""),
        "roles": [(each, word(each)) for each in NEW_ROLES],
        "chosen": data.get(f"{own}role", ""),
    }


def _tables(data: QueryDict, base: Charter) -> Iterator[dict[str, Any]]:
    for table in base.weights:
        name = f"{OWN}weights.{table.since}.out"
        yield {
            "since": table.since,
            "says": words.table_words(table),
            "name": name,
            "out": data.get(name, ""),
        }
    name = f"{OWN}weights.source"
    yield {
        "name": name,
        "source": data.get(name, ""),
        "of": [
            (party.id, f"{OWN}weights.of.{party.id}", data.get(f"{OWN}weights.of.{party.id}", party.weight))
            for party in base.parties
            if party.role == "partner"
        ],
    }


def _topics(data: QueryDict, base: Charter) -> Iterator[dict[str, Any]]:
    for topic in base.topics:
        own = f"{OWN}topic.{topic.id}."
        yield {
            "id": topic.id,
            "own": own,
            "name": data.get(f"{own}name", ""),
            "out": data.get(f"{own}out", ""),
        }
    typed = list(zip(data.getlist(f"{OWN}topic-new.name"), data.getlist(f"{OWN}topic-new.id"), strict=False))
    new = [(name, mark) for name, mark in typed if name.strip()] + [("", "")] * EMPTY_TOPICS
    for at, (name, mark) in enumerate(new):
        yield {"id": "", "own": f"{OWN}topic-new.", "name": name, "mark": mark, "at": at}


def _reserved(data: QueryDict, base: Charter) -> Iterator[dict[str, Any]]:
    names = [(topic.id, data.get(f"{OWN}topic.{topic.id}.name") or topic.id) for topic in base.topics]
    names += new_topics(data)
    for party in base.parties:
        if party.role == "concerned":
            name = f"{OWN}reserved.{party.id}"
            yield {
                "id": party.id,
                "name": data.get(f"{OWN}party.{party.id}.name") or party.id,
                "field": name,
                "topics": names,
                "chosen": data.getlist(name),
            }


def _decisions(data: QueryDict, _base: Charter) -> Iterator[dict[str, Any]]:
    for decision in DECISIONS:
        yield decision_row(data, decision)


def decision_row(data: QueryDict, decision: str) -> dict[str, Any]:
    """One kind of decision: its rule, and what may be set about that rule."""
    own = f"{DECIDING}{decision}."
    rule = data.get(f"{own}rule", "")
    flags = [(f"{own}{flag}", label(flag), data.get(f"{own}{flag}", "")) for flag in FLAGS]
    return {
        "id": decision,
        "own": own,
        "what": word(decision),
        "rule": rule,
        "says": says(rule),
        "rules": [(each, word(each)) for each in VOTED],
        "flags": flags if rule else [],
        "settings": settings_of(data, decision, rule),
    }


def _keys(data: QueryDict, _base: Charter) -> Iterator[dict[str, Any]]:
    keys = data.getlist(f"{OWN}authority.keys")
    yield {
        "person": data.get(f"{OWN}authority.person", ""),
        "keys": [*keys, *[""] * EMPTY_KEYS][: max(len(keys), EMPTY_KEYS)],
    }
