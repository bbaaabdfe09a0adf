"""A form for any kind of act: filled from what it is about, judged as one types, prepared for signing.

1. The guard's answer on the page is that of the rules that will judge the act; nothing is registered here.
2. A drafter writes for a person of their party who may say such an act; that person signs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plenipo.acts import KINDS
from plenipo.acts.codec import decode
from plenipo.acts.words import party_of
from plenipo.errors import PlenipoError, SealingError, TooManyWaiting
from plenipo.guard.kinds import SPEAKERS
from plenipo.guard.may import may_say
from plenipo_node.accounts.sessions import own_path
from plenipo_node.forms.fields import shapes_of
from plenipo_node.forms.filling import data_of
from plenipo_node.forms.reading import Given, Reader, shown_twice
from plenipo_node.forms.showing import Shower
from plenipo_node.pages.acts.records import reference
from plenipo_node.pages.acts.typed import again, keep
from plenipo_node.pages.acts.ways import with_ways
from plenipo_node.preparing import Wording, compose
from plenipo_node.preparing.origins import inherited
from plenipo_node.wording import acts as act_words
from plenipo_node.wording.errors import told
from plenipo_node.wording.vocabulary import label, named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plenipo_node.forms.fields import Shape
    from plenipo_node.preparing import Ready
    from plenipo_node.preparing.origins import Origin
    from plenipo_node.web.asking import Asked
    from plenipo_node.wording.reasons import ShownVerdict

NOT_HERE = frozenset({"dialogue.found"})


@require_http_methods(["GET", "POST"])
def act(request: Asked, kind: str) -> HttpResponse:
    """The form; by POST the act is prepared, or by htmx only judged."""
    if kind not in KINDS or kind in NOT_HERE:
        raise Http404
    form = ActForm(request, kind)
    if request.method == "GET":
        return form.shown()
    if request.by_htmx:
        return form.judged()
    return form.prepared()


class ActForm:
    """One form, as it stands in one request. Pages with a form of their own build on it."""

    template = "act.html"
    place = ""  # where what was typed is changed, if not at this address

    def __init__(self, request: Asked, kind: str) -> None:
        self.request = request
        self.kind = kind
        self.shapes: tuple[Shape, ...] = shapes_of(kind)
        self.again = again(request)
        self.data = request.POST if request.method == "POST" else self._first()
        self.by = author(request, kind, self.data.get("by"))
        self.given = Given()
        self.trouble = ""

    # --- what stands in it ---

    def _first(self) -> QueryDict:
        """What was typed before, if it is changed; else what the address says, over what it is about."""
        if self.again is not None:
            return self.again
        data = self._about(self.request.GET.get("about")) or QueryDict(mutable=True)
        return self._addressed(data)

    def _addressed(self, data: QueryDict) -> QueryDict:
        """With what the address says over what stands there."""
        names = {name for shape in each_shape(self.shapes) for name in _names(shape)}
        for name, values in self.request.GET.lists():
            if name in names:
                data.setlist(name, values)
        return data

    def _about(self, about: str | None) -> QueryDict | None:
        """The form as the guard's own candidate for this record fills it."""
        ref = about and reference(self.request.node, about)
        if not ref:
            return None
        by = author(self.request, self.kind, None)
        past = self.request.node.intake.past
        for option in may_say(self.request.standing, by, self.request.now, past, self.kind, ref):
            if option.about == ref and option.example is not None:
                return data_of(option.example, self.shapes, self.request.node.config.zone)
        return None

    def origins(self) -> tuple[Origin, ...]:
        """The texts that its text is made from."""
        return ()

    def _marking(self) -> str:
        """As it was typed, else what it inherits, else the charter's ceiling."""
        try:
            least = inherited(self.origins())
        except SealingError:  # a text of somebody's that is marked as nothing: told when it is sealed
            least = None
        return self.data.get("marking") or str(least or self.request.standing.rule_book.ceiling)

    # --- what becomes of it ---

    def read(self) -> Given:
        """What was typed."""
        node = self.request.node
        return Reader(self.data, lambda text: reference(node, text)).read(self.shapes)

    def composed(self) -> Ready | None:
        """The act, unsigned, or None with the faults noted."""
        node = self.request.node
        self.given = self.read()
        if self.given.faults:
            return None
        wording = Wording(
            to=tuple(self.data.getlist("readers")),
            marking=self.data.get("marking") or None,
            title=self.data.get("title", ""),
            lang=self.request.LANGUAGE_CODE,
            identities=node.identities(party_of(self.by)),
            blob=node.folder.register.blob,
            origins=self.origins(),
        )
        try:
            return compose(
                self.request.standing,
                node.seen(),
                self.request.now,
                self.kind,
                self.by,
                self.given.values,
                self.given.texts,
                wording,
            )
        except PlenipoError as error:
            self.trouble = told(error)
        return None

    def shown(self, status: int = 200) -> HttpResponse:
        return render(self.request, self.template, self.context(), status=status)

    def context(self) -> dict[str, Any]:
        shower = Shower(self.data, self.given.faults, self.request.standing, self.request.now)
        fields = shower.fields(self.shapes)
        return {
            "kind": self.kind,
            "heading": act_words.title(self.kind),
            "means": act_words.means(self.kind),
            "fields": [field for field in fields if field.required],
            "more": [field for field in fields if not field.required],
            "faults": self.given.faults,
            "trouble": self.trouble,
            "by": self.by,
            "authors": authors(self.request, self.kind),
            "has_text": any(shape.widget == "sealed" for shape in self.shapes),
            "marking": self._marking(),
            "readers": self.data.getlist("readers"),
            "back": own_path(self.data.get("back")),
        }

    def answer(self, ready: Ready) -> ShownVerdict | None:
        """The guard's, each cure with its link; None with the trouble noted."""
        try:
            verdict = self.request.node.would(ready.act, self.by)
        except PlenipoError as error:
            self.trouble = told(error)
            return None
        zone = self.request.node.config.zone
        return with_ways(verdict, self.request.standing, self.by, zone, decode(ready.act), "")

    def judged(self) -> HttpResponse:
        ready = self.composed()
        verdict = None if ready is None else self.answer(ready)
        context = {"verdict": verdict, "trouble": self.trouble, "faults": self.given.faults}
        return render(self.request, "parts/verdict.html", context | {"notes": list(self._notes())})

    def _notes(self) -> Iterator[str]:
        """Of what was typed, what is meant by it."""
        for shape in each_shape(self.shapes):
            zone = self.data.get(f"{shape.name}-zone", "")
            if shape.widget == "instant" and shown_twice(self.data.get(shape.name, ""), zone):
                yield named(label(shape.member, shape.holder), _("Shown twice that day: the first is meant."))

    def _sent(self) -> QueryDict:
        """As it was typed, over what was set for it."""
        data = self.data.copy()
        for name, values in self.request.POST.lists():
            data.setlist(name, values)
        return data

    def prepared(self) -> HttpResponse:
        ready = self.composed()
        if ready is None:
            return self.shown(status=422)
        form = self.place or self.request.get_full_path()
        try:
            held = keep(self.request, self.kind, self.by, ready, self._sent(), form)
        except TooManyWaiting as error:
            self.trouble = told(error)
            return self.shown(status=422)
        return HttpResponseRedirect(reverse("sign", args=[held.token]))


def author(request: Asked, kind: str, wished: str | None) -> str:
    """Whose act it is: the one wished for, else oneself if one may say it, else a delegate before others."""
    found = authors(request, kind)
    person = request.person or ""
    if wished in found:
        return str(wished)
    if person in found or not found:
        return person
    return min(found, key=lambda name: "delegate" not in request.standing.persons[name].functions)


def authors(request: Asked, kind: str) -> list[str]:
    """The persons of one's own party whose function lets them say such an act, if the party's role does."""
    speakers = SPEAKERS[KINDS[kind]]
    if request.standing.role(request.party or "") not in speakers.roles:
        return []
    return [
        name
        for name, held in sorted(request.standing.persons.items())
        if party_of(name) == request.party and held.ended is None and speakers.functions & set(held.functions)
    ]


def each_shape(shapes: tuple[Shape, ...]) -> Iterator[Shape]:
    """With the fields within."""
    for shape in shapes:
        yield shape
        yield from each_shape(shape.parts)


def _names(shape: Shape) -> tuple[str, str, str]:
    return shape.name, f"{shape.name}-zone", f"{shape.name}-unit"


urlpatterns = [path("do/<str:kind>", act, name="act")]
