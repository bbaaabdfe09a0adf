"""The rules of decision in a form: the rule of each kind of decision, and what is set about it.

What is left empty is as the rule itself has it. A share is typed as a fraction or in per cent.
"""

from __future__ import annotations

import re
import typing
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from msgspec import Struct, structs

from plenipo.acts import charter as charters
from plenipo.acts.charter import Decision
from plenipo.consultation import HOUSES, RULES, Share
from plenipo.dialogue.counting import HOUSE
from plenipo_node.forms.reading import clean
from plenipo_node.wording.deciding import setting_words
from plenipo_node.wording.vocabulary import label, word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import QueryDict

    from plenipo.acts.charter import Charter

OWN: Final = "c.decide."
DECISIONS: Final[tuple[str, ...]] = typing.get_args(Decision)
FLAGS: Final = ("silence", "on_proposal", "final", "settled")
VOTED: Final = tuple(name for name in RULES if name != "silence")
SHARE = re.compile(r"([0-9]{1,9})\s*(?:/\s*([0-9]{1,9})|%)")
NUMBER = re.compile(r"[0-9]{1,9}")


class Setting(Struct, frozen=True, kw_only=True):
    """A parameter of a rule in the form. `default` is what holds where nothing is set, in words."""

    name: str
    key: str
    label: str
    widget: str  # share, number, yes-no, parties, house
    value: str
    chosen: tuple[str, ...] = ()
    more: bool = False
    default: str = ""
    houses: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        return "f-" + self.name.replace(".", "-").replace("_", "-")


def settings_of(data: QueryDict, decision: str, rule: str) -> list[Setting]:
    """The fields for what may be set about this rule, with what stands in them."""
    return [_setting(data, decision, key, widget, default) for key, widget, default in _keys(rule)]


def _setting(data: QueryDict, decision: str, key: str, widget: str, default: object) -> Setting:
    name = f"{OWN}{decision}.set.{key}"
    return Setting(
        name=name,
        key=key,
        label=label(key, "Parameters"),
        widget=widget,
        value=clean(data.get(name, "")),
        chosen=tuple(data.getlist(name)),
        more=bool(data.get(f"{name}.more")),
        default="" if default in {None, ()} else setting_words(default),
        houses=tuple((each, word(each)) for each in sorted(HOUSES)) if widget == "house" else (),
    )


def _keys(rule: str) -> Iterator[tuple[str, str, object]]:
    """The key of each parameter, how it is shown, and its default."""
    if rule not in VOTED:
        return
    kind = RULES[rule].parameters
    hints = typing.get_type_hints(kind)
    for each in structs.fields(kind):
        yield each.name, _widget(hints[each.name]), each.default
    yield HOUSE, "house", "eu-council"


def _widget(hint: Any) -> str:
    if hint is bool:
        return "yes-no"
    if hint is int:
        return "number"
    return "share" if Share in {hint, *typing.get_args(hint)} else "parties"


def fill_decisions(data: QueryDict, charter: Charter) -> None:
    """As the form would send it."""
    for decision, rule in charter.decisions.items():
        own = f"{OWN}{decision}."
        data[f"{own}rule"] = rule.rule
        for flag in FLAGS:
            data[f"{own}{flag}"] = "yes" if getattr(rule, flag) else ""
        for key, value in rule.parameters.items():
            _fill(data, f"{own}set.{key}", value)


def _fill(data: QueryDict, name: str, value: object) -> None:
    if isinstance(value, bool):
        data[name] = "yes" if value else "no"
    elif isinstance(value, charters.Share):
        data[name] = f"{value.num}/{value.den}"
        data[f"{name}.more"] = "yes" if value.more_than else ""
    elif isinstance(value, tuple):
        data.setlist(name, list(value))
    else:
        data[name] = str(value)


def decisions_from(data: QueryDict) -> tuple[dict[str, Any], list[str]]:
    """The rules as plain JSON, and what is wrong."""
    found, wrong = {}, []
    for decision in DECISIONS:
        rule = clean(data.get(f"{OWN}{decision}.rule", ""))
        if not rule:
            continue
        parameters: dict[str, Any] = {}
        for setting in settings_of(data, decision, rule):
            value, fault = _value(setting)
            if value is not None:
                parameters[setting.key] = value
            if fault:
                wrong.append(fault)
        flags = {flag: True for flag in FLAGS if data.get(f"{OWN}{decision}.{flag}")}
        found[decision] = {"rule": rule, **flags, "parameters": parameters}
    return found, wrong


def _value(setting: Setting) -> tuple[Any, str]:
    """What it is set to, None for nothing; and what is wrong with it."""
    chosen = [each for each in map(clean, setting.chosen) if each]
    text = chosen[0] if chosen else ""
    value: Any = None
    match setting.widget:
        case "yes-no" if text in {"yes", "no"}:
            value = text == "yes"
        case "parties":
            value = chosen or None
        case "house":
            value = text or None
        case "number" if NUMBER.fullmatch(text):
            value = int(text)
        case "share" if share := SHARE.fullmatch(text):
            more = {"more_than": True} if setting.more else {}
            value = {"num": int(share[1]), "den": int(share[2] or 100), **more}
    if text and value is None:
        return None, _("%(what)s: give a number, or a share as 2/3 or 65 %%.") % {"what": setting.label}
    return value, ""
