"""The form that puts a text to the partners: what is decided, its text, how, and until when.

The deadlines that are offered leave the partners what the charter asks; any other the guard judges as one
types.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import msgspec
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from msgspec import Struct

from plenipo.acts import consultation as said
from plenipo.acts.consultation import ContactDraft, MandateTerms
from plenipo.acts.words import PRECEDENCES
from plenipo_node.forms.filling import fill, local, put_instant
from plenipo_node.forms.showing import Shower
from plenipo_node.pages.acts.act import ActForm
from plenipo_node.pages.acts.doing import may_do
from plenipo_node.pages.decisions.consulting import found, numbered, origin_of
from plenipo_node.wording.deciding import rule_words
from plenipo_node.wording.instants import relative, span, when
from plenipo_node.wording.vocabulary import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plenipo_node.preparing.origins import Origin
    from plenipo_node.web.asking import Asked

DAYS = (1, 2, 3, 5, 7, 14)
OFFERED = 4
HOUR = 18  # local, at which the deadlines that are offered end
MEANS = {
    "mandate": gettext_noop(
        "Authority for envoys: who, towards whom, on what, how far, from when until when."
    ),
    "end-mandate": gettext_noop("End a mandate before its day."),
    "amendment": gettext_noop("A new version of the charter."),
    "admission": gettext_noop("Let a party in, with its first person."),
    "position": gettext_noop("A common text that gives no authority."),
    "contact": gettext_noop("The lines of a contact, put to the partners beforehand."),
}


class Preset(Struct, frozen=True):
    """A deadline that leaves the partners their time. `value` is as a form sends it."""

    value: str
    words: str
    help: str


class OpenForm(ActForm):
    """A consultation on one kind of decision."""

    template = "consultation_open.html"

    def __init__(self, request: Asked, decided: str) -> None:
        super().__init__(request, "consultation.open")
        self.decided = decided
        self.rule = request.standing.rule_book.decisions[decided]  # type: ignore[index] # looked up before
        self.examples = self._examples()
        self.data = self.data.copy()
        self.data["subject"] = decided
        if "begin" in request.POST:
            self.data["origin"] = request.POST.get("like", "")
        if "begin" in request.POST or (request.method == "GET" and self.again is None):
            self._begin()
            self._addressed(self.data)
        if request.method == "POST":
            self._time()

    def _examples(self) -> dict[str, said.Open]:
        """The guard's own candidate for each procedure that it admits."""
        _by, options = may_do(self.request, "consultation.open")
        found = (o.example for o in options if o.state in {"may", "needs"})
        return {
            each.procedure: each
            for each in found
            if isinstance(each, said.Open) and each.subject.__struct_config__.tag == self.decided
        }

    def _begin(self) -> None:
        """What stands in the form at first: the subject of an earlier text, else what goes without saying."""
        like = numbered(self.request.POST.get("like") or self.request.GET.get("like", ""))
        subject: said.Subject | None = None
        if like is not None:
            subject = found(self.request, like)[1].subject
        elif self.examples:
            example = next(iter(self.examples.values())).subject
            subject = example if isinstance(example, MandateTerms | ContactDraft) else None
        if subject is not None and subject.__struct_config__.tag == self.decided:
            values = {"subject": msgspec.to_builtins(subject)}
            fill(self.data, values, self.shapes, self.request.node.config.zone)
        if like is not None and isinstance(subject, MandateTerms) and "renewal" in self.request.GET:
            self._renew(subject, like)
        if self.decided == "mandate" and like is None:
            self.data.setlist("subject.mandate.envoys", [])
            self.data.setlist("subject.mandate.topics", [])
        self.data.setdefault("procedure", "vote")

    def origins(self) -> tuple[Origin, ...]:
        """The text of which this is another wording."""
        number = numbered(self.data.get("origin", ""))
        return () if number is None else (origin_of(self.request, found(self.request, number)[1]),)

    def _renew(self, terms: MandateTerms, number: int) -> None:
        """The same again from where it ends, for as long."""
        zone = self.request.node.config.zone
        ends = {"starts": terms.ends, "ends": terms.ends + (terms.ends - terms.starts)}
        for name, ms in ends.items():
            put_instant(self.data, f"subject.mandate.{name}", ms, zone)
        self.data["subject.mandate.renews"] = found(self.request, number)[0]
        self.data.pop("subject.mandate.judged", None)

    def _time(self) -> None:
        """A chosen preset is the deadline, unless another was written; consent to writing is midway to it."""
        zone = self.data.get("deadline-zone") or self.request.node.config.zone
        chosen, offered = self.data.get("preset", ""), {each.value for each in self.presets()}
        if chosen in offered and self.data.get("deadline", "") in {"", *offered}:
            self.data["deadline"], self.data["deadline-zone"] = chosen, self.request.node.config.zone
            zone = self.request.node.config.zone
        until = _instant(self.data.get("deadline", ""), zone)
        if self.data.get("procedure") == "written" and not self.data.get("consent_by") and until:
            put_instant(self.data, "consent_by", (self.request.now + until) // 2, zone)

    def presets(self) -> list[Preset]:
        return list(self._presets())

    def _presets(self) -> Iterator[Preset]:
        zone = ZoneInfo(self.request.node.config.zone)
        now = self.request.now
        earliest = max((each.deadline for each in self.examples.values()), default=now)
        today = datetime.fromtimestamp(now / 1000, tz=UTC).astimezone(zone)
        offered = 0
        for days in DAYS:
            at = (today + timedelta(days=days)).replace(hour=HOUR, minute=0, second=0, microsecond=0)
            ms = round(at.timestamp() * 1000)
            if ms > earliest and offered < OFFERED:
                offered += 1
                left = (ms - now) // 1000 - self.request.standing.rule_book.silence_minimum
                help_ = _("%(relative)s; by silence the partners have %(left)s to acknowledge") % {
                    "relative": relative(ms, now),
                    "left": span(max(0, left) // 3600 * 3600),
                }
                if "silence" not in self.examples:
                    help_ = relative(ms, now)
                yield Preset(local(ms, self.request.node.config.zone), when(ms), help_)

    def _is_envoy(self, person: str) -> bool:
        standing = self.request.standing
        held = standing.persons.get(person)
        return held is not None and "envoy" in held.functions and standing.role_of(person) == "partner"

    def _mark(self) -> str:
        """What a browser keeps drafts of this form by: one that begins with other words is another form."""
        words = self.request.POST.get("text", "") if "begin" in self.request.POST else ""
        like = self.request.POST.get("like") or self.request.GET.get("like", "")
        return f"{self.decided} {like} {sha256(words.encode(errors='replace')).hexdigest()[:16]}"

    def context(self) -> dict[str, Any]:
        fields = super().context()
        shower = Shower(self.data, self.given.faults, self.request.standing, self.request.now)
        shape = next(each for each in self.shapes if each.name == "subject")
        part = next(each for each in shape.parts if each.tag == self.decided)
        inner = (
            shower.fields(part.parts) if part.parts else [shower.field(part)] if part.widget == "json" else []
        )
        for field in inner:
            if field.name.endswith(".envoys"):
                field.choices = [each for each in field.choices if self._is_envoy(each.value)]
        by_name = {field.name: field for field in (*fields["fields"], *fields["more"])}
        return fields | {
            "decided": self.decided,
            "draft": self._mark(),
            "heading": word(self.decided)[:1].upper() + word(self.decided)[1:],
            "means": _(MEANS[self.decided]),
            "fields": [field for field in inner if field.required],
            "more": [field for field in inner if not field.required],
            "text": by_name["text"],
            "deadline": by_name["deadline"],
            "consent_by": by_name["consent_by"],
            "rule": rule_words(self.rule),
            "procedures": [name for name in ("vote", "silence", "written") if name in self.examples],
            "procedure": self.data.get("procedure", ""),
            "presets": self.presets(),
            "preset": self.data.get("preset", ""),
            "precedences": PRECEDENCES,
            "precedence": self.data.get("precedence", "ROUTINE"),
            "title": self.data.get("title", ""),
            "origin": self.data.get("origin", ""),
            "minimum": span(self.request.standing.rule_book.silence_minimum),
            "back": reverse("consultations"),
        }


def _instant(text: str, zone: str) -> int | None:
    try:
        at = datetime.fromisoformat(text)
        return round((at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone))).timestamp() * 1000)
    except (ValueError, OSError, OverflowError, KeyError):
        return None
