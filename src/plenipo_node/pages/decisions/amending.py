"""Propose an amendment of the charter: section by section, beside what changes and what it would take.

1. The form begins as the charter in force, or as an earlier proposal; its version goes up by itself.
2. A charter with faults goes nowhere: all of them are told, each at its section. What only others can supply
   (a concerned party's consent, a partner's own yes, a hand-over) is told, and does not stop the proposal.
3. On demand the charter is tried on what is registered, up to a number of records; beyond it the command
   line does it, so that no page waits for it.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import msgspec
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _

from plenipo.acts.charter import Charter, Founder
from plenipo.acts.consultation import Amendment
from plenipo.guard.amending import needed
from plenipo_node.forms.charters import OWN, CharterReader, fill_charter
from plenipo_node.forms.deciding import DECISIONS
from plenipo_node.forms.reading import clean
from plenipo_node.pages.decisions.charter_sections import decision_row, sections
from plenipo_node.pages.decisions.consulting import found, numbered
from plenipo_node.pages.decisions.putting import OpenForm
from plenipo_node.pages.decisions.trying import tried
from plenipo_node.wording import charters as words
from plenipo_node.wording import reasons

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plenipo.guard.amending import Needed
    from plenipo_node.forms.reading import Given
    from plenipo_node.pages.decisions.charter_sections import Section
    from plenipo_node.web.asking import Asked

LONGEST = 60_000  # characters of a charter as JSON, as in an act


class AmendForm(OpenForm):
    """A consultation on a new version of the charter."""

    template = "charter_amend.html"

    def __init__(self, request: Asked) -> None:
        super().__init__(request, "amendment")
        standing = request.standing
        self.base = self._base()
        reader = CharterReader(self.data, self.base)
        self.charter = reader.read(standing.rule_book.version + 1)
        self.wrong = reader.faults
        self.authority = self._authority()
        self.differs = words.changes(standing.rule_book, self.charter) if self.charter else []
        self.needed: Needed | None = None
        if self.charter is not None:
            past = request.node.intake.past
            self.needed = needed(standing, self.charter, request.now, past, self.authority)
            for fault in self.needed.faults:
                section = words.section_of(fault.code, fault.facts)
                reader.fault(section, words.fault_words(fault.code, fault.facts))
            plain = {"charter": self.charter, "authority": self.authority}
            self.data["subject.amendment"] = msgspec.json.encode(plain).decode()

    # --- what stands in it ---

    def _begin(self) -> None:
        """As the charter in force, or as an earlier proposal."""
        like = numbered(self.request.POST.get("like") or self.request.GET.get("like", ""))
        begun, authority = self.request.standing.rule_book, None
        if like is not None:
            subject = found(self.request, like)[1].subject
            if not isinstance(subject, Amendment):
                raise Http404
            begun, authority = subject.charter, subject.authority
        self._start(begun, authority)
        self.data.setdefault("procedure", "vote")

    def _start(self, charter: Charter, authority: Founder | None = None) -> None:
        for name in [name for name in self.data if name.startswith(OWN)]:
            del self.data[name]
        fill_charter(self.data, charter, self.request.node.config.zone)
        self.data[f"{OWN}base"] = msgspec.json.encode(charter).decode()
        if authority is not None:
            self.data[f"{OWN}authority.person"] = authority.person
            self.data.setlist(f"{OWN}authority.keys", list(authority.keys))

    def _base(self) -> Charter:
        """What the form began as. Of JSON that somebody brings, the members that are a charter's."""
        if "take" in self.request.POST:
            brought = self._brought(self.data.get("json", ""))
            if brought is not None:
                self._start(brought)
                return brought
            self.trouble = _("This is not JSON of a charter: nothing was taken over from it.")
        if f"{OWN}base" not in self.data:
            self._start(self.request.standing.rule_book)
        return self._brought(self.data.get(f"{OWN}base", "")) or self.request.standing.rule_book

    def _brought(self, text: str) -> Charter | None:
        members = msgspec.to_builtins(self.request.standing.rule_book)
        try:
            typed = json.loads(text[:LONGEST]) if text else {}
            return msgspec.convert(members | typed, Charter) if isinstance(typed, dict) else None
        except (ValueError, RecursionError, UnicodeError):
            return None

    def _mark(self) -> str:
        """What was typed over another charter is not restored into this form."""
        base = self.data.get(f"{OWN}base", "")
        return f"{super()._mark()} {sha256(base.encode(errors='replace')).hexdigest()[:16]}"

    def _authority(self) -> Founder | None:
        person = clean(self.data.get(f"{OWN}authority.person", ""))
        keys = [clean(each) for each in self.data.getlist(f"{OWN}authority.keys")]
        if not person:
            return None
        members = {"person": person, "functions": ["authority"], "keys": [each for each in keys if each]}
        try:
            return msgspec.convert(members, Founder)
        except msgspec.ValidationError:
            told = _("A person is named as PARTY/name, a key as SHA256: and 43 signs.")
            self.wrong.setdefault("authority", []).append(told)
        return None

    # --- what becomes of it ---

    def read(self) -> Given:
        given = super().read()
        given.faults |= {section: " ".join(told) for section, told in self.wrong.items()}
        if not self.wrong and not self.differs and self.authority is None:
            given.faults["changes"] = _("Nothing is changed yet: change what you mean to change.")
        return given

    def judged(self) -> HttpResponse:
        ready = self.composed()
        context = self.told() | {
            "sections": list(self.sections()),
            "live": True,
            "verdict": None if ready is None else self.answer(ready),
            "trouble": self.trouble,
        }
        return render(self.request, "parts/amendment.html", context)

    def prepared(self) -> HttpResponse:
        """To the signature, unless only what changes was asked for."""
        if {"show", "take"} & set(self.request.POST):
            return self.shown(422 if self.trouble else 200)
        return super().prepared()

    def told(self) -> dict[str, Any]:
        """What changes, and what it would take."""
        need = self.needed
        return {
            "changes": self.differs,
            "wrong": [(words.SECTIONS[name], name, told) for name, told in self.wrong.items()],
            "rights": [] if need is None else [(p, words.rights(of)) for p, of in need.rights.items()],
            "own_yes": [] if need is None else [(p, ", ".join(of)) for p, of in need.own_yes.items()],
            "against": [] if need is None else [reasons.sentence(reason) for reason in need.against],
            "version": self.request.standing.rule_book.version,
        }

    def context(self) -> dict[str, Any]:
        context = super().context()
        trial = self.request.POST.get("show") == "record" and self.charter and not self.wrong
        plain = msgspec.json.format(msgspec.json.encode(self.charter or self.base), indent=1).decode()
        return (
            context
            | self.told()
            | {
                "fields": [],
                "more": [],
                "heading": _("Propose a change of the charter"),
                "means": _("Change only what you mean to change. Everything else stays as it is."),
                "sections": list(self.sections()),
                "asked": "show" in self.request.POST,
                "record": tried(self.request, self.charter) if trial and self.charter else None,
                "base": self.data.get(f"{OWN}base", ""),
                "json": self.data.get("json", "") if self.trouble else plain,
            }
        )

    def sections(self) -> Iterator[Section]:
        """Open where something differs or is wrong in what was sent."""
        changed = {each.section for each in self.differs} if self.request.method == "POST" else set()
        return sections(self.request, self.data, self.base, changed, self.wrong)


def settings(request: Asked) -> HttpResponse:
    """What may be set about the rule that was just chosen for one kind of decision."""
    decision = request.GET.get("of", "")
    if decision not in DECISIONS:
        raise Http404
    return render(request, "charter_form/settings.html", {"row": decision_row(request.GET, decision)})


urlpatterns = [path("charter/settings", settings, name="charter-settings")]
