"""Two accounts of one contact side by side, then claim by claim; and what was obtained, given and left open.

1. Only accounts whose text is sealed to one's party can be chosen, and it alone reads what it compared.
2. The comparison is its author's judgement: it is kept as a note of the party, and is no part of the record.
3. As text it carries the strictest marking of the two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods
from msgspec import Struct

from plenipo.errors import SealingError, TooManyNotes
from plenipo.sealing import parse_marking
from plenipo.sealing.markings import strictest
from plenipo_node.drafts.limits import room_for_note
from plenipo_node.drafts.models import Note
from plenipo_node.pages.acts.doing import doings
from plenipo_node.pages.contacts.words import title
from plenipo_node.pages.public.spoken import ROWS, numbered, said_of
from plenipo_node.pages.readouts import page as readouts
from plenipo_node.pages.readouts.claims import RELATIONS, Comparison, proposed, read, typed, written
from plenipo_node.pages.readouts.notes import erases, own
from plenipo_node.pages.readouts.outcome import outcomes
from plenipo_node.web.answers import download
from plenipo_node.wording.errors import told
from plenipo_node.wording.instants import when

if TYPE_CHECKING:
    from plenipo.dialogue.records import Contact
    from plenipo_node.pages.acts.texts import ShownText
    from plenipo_node.pages.readouts.claims import Claim
    from plenipo_node.web.asking import Asked

SPARE = 2  # empty rows below what is typed
MARKS = {"both": "is-good", "contradictory": "is-against"}


class Account(Struct, frozen=True):
    """One that this person can read."""

    ref: str
    index: int
    whose: str
    by: str
    at: int
    text: ShownText

    @property
    def words(self) -> str:
        return self.text.words or ""


@require_http_methods(["GET", "POST"])
def show(request: Asked, number: int) -> HttpResponse:
    """Choose two; read them; then compare. `propose` fills the form and keeps nothing."""
    ref, contact = numbered(request, request.standing.contacts, number)
    among = accounts(request, contact)
    note = _wanted(request, ref)
    chosen = _chosen(request, among, None if note is None else read(note.text))
    trouble = ""
    if request.method == "POST":
        try:
            return _keep(request, ref, number, chosen)
        except TooManyNotes as error:
            trouble = told(error)
    context: dict[str, Any] = {
        "number": number,
        "trouble": trouble,
        "contact": contact,
        "of": title(contact),
        "accounts": among,
        "sealed": len(contact.readouts) - len(among),
        "narrowed": chosen is None,
        "outcomes": outcomes(request, contact),
        "may_record": doings(request, ref, {"contact.outcome": ""}),
    }
    if chosen is not None:
        context |= _compared(request, ref, chosen, note)
    if trouble:
        context |= {"edit": True, "rows": [*_typed(request), *([None] * SPARE)]}
    return render(request, "accounts.html", context, status=422 if trouble else 200)


def accounts(request: Asked, contact: Contact) -> list[Account]:
    """The newest, in the order in which they were filed; what its author took back is not among them."""
    standing = request.standing
    found = []
    for ref in contact.readouts[-ROWS:]:
        held = standing.readouts[ref]
        if held.superseded is None:
            text = readouts.text_of(request, readouts.filed(request, held), said_of(request.node, held.said))
            if text.words is not None:
                whose = readouts.whose(standing, held)
                found.append(Account(ref, held.index, whose, held.by, held.at, text))
    return found


def _chosen(request: Asked, among: list[Account], kept: Comparison | None) -> tuple[Account, Account] | None:
    """Those that the address names; else those of the note; else the only two there are."""
    by_index, by_ref = {str(each.index): each for each in among}, {each.ref: each for each in among}
    a, b = (request.GET.get(name, "") for name in ("a", "b"))
    if a or b:
        if a == b or a not in by_index or b not in by_index:
            raise Http404
        return by_index[a], by_index[b]
    if kept is not None and kept.a in by_ref and kept.b in by_ref:
        return by_ref[kept.a], by_ref[kept.b]
    return (among[0], among[1]) if len(among) == 2 else None


def _wanted(request: Asked, ref: str) -> Note | None:
    """The comparison that the address names, on this contact."""
    number = request.GET.get("note", "")
    note = own(request, number) if number else None
    if number and (note is None or note.about != ref or note.kind != Note.COMPARISON):
        raise Http404
    return note


def _compared(request: Asked, ref: str, chosen: tuple[Account, Account], note: Note | None) -> dict[str, Any]:
    a, b = chosen
    kept = _kept(request, ref, chosen) if note is None else note
    held = None if kept is None else read(kept.text)
    claims = () if held is None else _turned(held, a.ref)
    propose = "propose" in request.GET
    edit = propose or "edit" in request.GET
    rows = proposed(a.words, b.words) if propose else claims
    return {
        "a": a,
        "b": b,
        "note": kept,
        "claims": [
            (claim, relation_word(claim.relation, a, b), MARKS.get(claim.relation, "")) for claim in claims
        ],
        "counts": [
            (sum(claim.relation == each for claim in claims), relation_word(each, a, b)) for each in RELATIONS
        ],
        "rows": [*rows, *([None] * SPARE)] if edit else [],
        "edit": edit,
        "propose": propose,
        "relations": [(relation, relation_word(relation, a, b)) for relation in RELATIONS],
        "erases": kept is not None and erases(request, kept),
        "query": urlencode({"a": a.index, "b": b.index}),
    }


def _kept(request: Asked, ref: str, chosen: tuple[Account, Account]) -> Note | None:
    """The party's comparison of these two, whichever stands first; the last changed if there are several."""
    two = {each.ref for each in chosen}
    notes = Note.objects.filter(party=request.party, about=ref, kind=Note.COMPARISON).order_by("-changed")
    found = ((note, read(note.text)) for note in notes)
    return next((note for note, held in found if held is not None and {held.a, held.b} == two), None)


def _turned(held: Comparison, first: str) -> tuple[Claim, ...]:
    """With the account that stands first now as the first."""
    if held.a == first:
        return held.claims
    other = {"only-a": "only-b", "only-b": "only-a"}
    return tuple(
        type(claim)(claim.on, claim.b, claim.a, other.get(claim.relation, claim.relation))  # type: ignore[arg-type] # a relation for a relation
        for claim in held.claims
    )


def relation_word(relation: str, a: Account, b: Account) -> str:
    """Which account it is that says it alone."""
    words = {
        "only-a": _("only %(whose)s"),
        "only-b": _("only %(whose)s"),
        "both": pgettext("claim", "both"),
        "contradictory": _("contradictory"),
    }
    whose = b.whose if relation == "only-b" else a.whose
    return words[relation] % {"whose": whose} if relation.startswith("only") else words[relation]


def _typed(request: Asked) -> tuple[Claim, ...]:
    return typed({name: request.POST.getlist(name) for name in ("on", "a", "b", "relation")})


def _keep(request: Asked, ref: str, number: int, chosen: tuple[Account, Account] | None) -> HttpResponse:
    """TooManyNotes."""
    if chosen is None:
        raise Http404
    a, b = chosen
    text = written(Comparison(a.ref, b.ref, _typed(request)))
    note = _kept(request, ref, chosen)
    if note is None:
        room_for_note(request.party or "")
    note = note or Note(
        party=request.party or "",
        author=request.person or "",
        about=ref,
        kind=Note.COMPARISON,
        made=request.now,
    )
    contact = request.standing.contacts[ref]
    note.title = _("%(a)s and %(b)s: %(contact)s") % {"a": a.whose, "b": b.whose, "contact": title(contact)}
    note.title, note.text, note.changed = note.title[:200], text, request.now
    note.save()
    return HttpResponseRedirect(
        f"{reverse('accounts', args=[number])}?{urlencode({'a': a.index, 'b': b.index})}"
    )


def export(request: Asked, number: int) -> HttpResponse:
    """The comparison as plain text, for a paper."""
    ref, contact = numbered(request, request.standing.contacts, number)
    chosen = _chosen(request, accounts(request, contact), None)
    note = None if chosen is None else _kept(request, ref, chosen)
    held = None if note is None else read(note.text)
    if chosen is None or note is None or held is None:
        raise Http404
    text = as_text(chosen, _turned(held, chosen[0].ref), f"{title(contact)}, {when(contact.when)}", note)
    return download(f"accounts-{number}.txt", text, "text/plain; charset=utf-8")


def as_text(chosen: tuple[Account, Account], claims: tuple[Claim, ...], heading: str, note: Note) -> str:
    a, b = chosen
    marking = both_marked(a, b)
    lines = [
        marking,
        "",
        heading,
        _("Compared by %(who)s, %(at)s. A judgement of one party; no part of the record.")
        % {"who": note.author, "at": when(note.changed_at)},
    ]
    lines += [
        _("%(whose)s: record %(number)d, filed by %(who)s")
        % {"whose": each.whose, "number": each.index, "who": each.by}
        for each in chosen
    ]
    for at, claim in enumerate(claims, 1):
        lines += ["", f"{at}. {claim.on or '-'} [{relation_word(claim.relation, a, b)}]"]
        lines += [f"   {a.whose}: {claim.a or '-'}", f"   {b.whose}: {claim.b or '-'}"]
    return "\n".join([*lines, "", marking, ""])


def both_marked(a: Account, b: Account) -> str:
    """The strictest of the two; both where they cannot be merged."""
    try:
        return str(strictest(parse_marking(a.text.marking), parse_marking(b.text.marking)))
    except SealingError:
        return f"{a.text.marking}; {b.text.marking}"


urlpatterns = [
    path("contacts/<int:number>/accounts", show, name="accounts"),
    path("contacts/<int:number>/accounts.txt", export, name="accounts-text"),
]
