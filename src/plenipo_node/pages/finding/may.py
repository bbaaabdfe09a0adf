"""What may I do now? The guard's answer for the person who asks, by families of acts.

What they may say stands with its form; what hangs on words still to be written says on which; what is refused
gives every reason and the nearest cure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from msgspec import Struct

from plenipo.acts import consultation, key, mandate
from plenipo.guard.may import may
from plenipo_node.pages.acts.ways import nearest
from plenipo_node.pages.frame.keys import shown_key
from plenipo_node.wording import acts, reasons
from plenipo_node.wording.families import FAMILIES, family_of
from plenipo_node.wording.instants import when
from plenipo_node.wording.vocabulary import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse

    from plenipo.guard.may import Option
    from plenipo_node.web.asking import Asked
    from plenipo_node.wording.reasons import ShownCure

MOST = 30  # things that one line names
STATES = ("may", "needs", "may-not")
SAYABLE = frozenset({"may", "needs"})

# Forms that are shorter than that for any act, where nothing is named that the act is about.
FORMS: Final[dict[str, str]] = {
    "contact.report": "/contacts/log",
    "contact.plan": "/contacts/plan",
    "proposal.table": "/proposals/table",
    "consultation.open": "/consultations/open",
    "consent.ask": "/consents/ask",
}
# The member by which an act names what is no record.
MEMBERS: Final[dict[str, str]] = {"consent.ask": "party", "person.withdraw": "person", "key.revoke": "key"}


class Target(Struct, frozen=True):
    """What it may be said about: its form, or where it is refused the record."""

    words: str
    href: str


class Line(Struct, frozen=True):
    """A kind of act with one answer, about one or several things. `href` is its form."""

    words: str
    state: str
    href: str
    targets: tuple[Target, ...]
    why: str
    cure: ShownCure | None


class Family(Struct, frozen=True):
    """`counts`: how much may be said, needs more, is refused. `idle`: acts with nothing to be said about."""

    name: str
    says: tuple[Line, ...]
    refused: tuple[Line, ...]
    idle: tuple[str, ...]
    counts: dict[str, int]


def show(request: Asked) -> HttpResponse:
    options = _options(request)
    families = [_family(request, name, options) for name in FAMILIES]
    held = request.standing.persons[str(request.person)]
    context = {
        "families": [family for family in families if family.says or family.refused or family.idle],
        "functions": [word(each) for each in held.functions],
    }
    return render(request, "may.html", context)


def sayable(request: Asked) -> list[tuple[str, str]]:
    """The kinds of acts of which this person may say some now, by name, each with its form."""
    kinds = dict.fromkeys(option.kind for option in _options(request) if option.state in SAYABLE)
    return [(acts.title(kind), _form(kind)) for kind in kinds]


def _options(request: Asked) -> list[Option]:
    return may(request.standing, str(request.person), request.now, request.node.intake.past)


def _family(request: Asked, name: str, options: list[Option]) -> Family:
    own = [option for option in options if family_of(option.kind) == name]
    lines = sorted(_lines(request, own), key=lambda line: STATES.index(line.state))
    counts = {state.replace("-", "_"): sum(line.state == state for line in lines) for state in STATES}
    idle = tuple(acts.title(option.kind) for option in own if option.state == "nothing")
    says = tuple(line for line in lines if line.state in SAYABLE)
    refused = tuple(line for line in lines if line.state not in SAYABLE)
    return Family(str(FAMILIES[name]), says, refused, idle, counts)


def _lines(request: Asked, options: list[Option]) -> Iterator[Line]:
    """Options of one kind with the same answer are one line; those that differ in nothing shown are one."""
    together: dict[tuple[str, str, str, str], dict[Target, str]] = {}
    cures: dict[tuple[str, str, str, str], ShownCure | None] = {}
    zone = request.node.config.zone
    for option in options:
        if option.state != "nothing":
            why = " ".join(map(reasons.sentence, option.reasons))
            cure = "" if option.cure is None else reasons.cure(option.cure)
            line = (option.kind, option.state, why, cure)
            together.setdefault(line, {})[_target(request, option)] = _href(option)
            if line not in cures:
                cures[line] = nearest(option, request.standing, str(request.person), zone, _href(option))
    for said, targets in together.items():
        kind, state, why, _cure = said
        forms = set(targets.values())
        # Of several, the one that is about nothing in particular.
        href = next((each for each in forms if len(forms) == 1 or each == _form(kind)), "")
        href = href if state in SAYABLE else ""
        shown = tuple(target for target in targets if target.words)
        yield Line(acts.title(kind), state, href, shown[:MOST], why, cures[said])


def _target(request: Asked, option: Option) -> Target:
    index = _record(request, option)
    more = list(_more(option, named=index is not None))
    if index is None:
        href = _href(option) if option.about and option.state in SAYABLE else ""
        return Target(", ".join(more), href)
    words = ", ".join((_("record %(number)d") % {"number": index}, *more))
    href = _href(option) if option.state in SAYABLE else reverse("entry", args=[index])
    return Target(words, href)


def _record(request: Asked, option: Option) -> int | None:
    """The number of what it is about; of a question, its own."""
    standing, about = request.standing, option.about or ""
    found = standing.record(about) or standing.questions.get(about)
    return None if found is None else found.index


def _more(option: Option, *, named: bool) -> Iterator[str]:
    example = option.example
    if isinstance(example, consultation.Open):
        yield word(str(example.subject.__struct_config__.tag))
    elif isinstance(example, consultation.Receive) and example.on_behalf is not None:
        yield _("for %(party)s") % {"party": example.on_behalf}
    elif isinstance(example, mandate.Report):
        yield _("due %(at)s") % {"at": when(example.due)}
    elif option.kind == "key.revoke" and option.about:
        yield shown_key(option.about, None).short
    elif option.about and not named:
        yield option.about
    if option.left_out:
        yield _("without %(topics)s") % {"topics": ", ".join(option.left_out)}


def _form(kind: str) -> str:
    return FORMS.get(kind) or reverse("act", args=[kind])


def _href(option: Option) -> str:
    if not option.about:
        return _form(option.kind)
    if option.kind not in MEMBERS:
        return f"{reverse('act', args=[option.kind])}?{urlencode({'about': option.about})}"
    given = {MEMBERS[option.kind]: option.about}
    if isinstance(option.example, key.Revoke):
        given["owner"] = option.example.owner
    return f"{_form(option.kind)}?{urlencode(given)}"


urlpatterns = [path("may", show, name="may")]
