"""Drafts and notes of one's own party: on this node only, no part of the record.

1. The persons of a party read and write its notes; to anybody else there are none. Their author erases them,
   or, once the author is no longer accredited, anybody of the party.
2. What was changed elsewhere meanwhile is never written over: who types is told.
3. So many of a party are kept, and no more.
4. A draft stays when a readout is made of it, until its author erases it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plenipo.acts.words import party_of
from plenipo.errors import TooManyNotes
from plenipo_node.drafts.limits import room_for_note
from plenipo_node.drafts.models import Note
from plenipo_node.pages.acts.records import reference
from plenipo_node.pages.contacts.words import title as title_of
from plenipo_node.pages.public.spoken import ROWS
from plenipo_node.wording.errors import told

if TYPE_CHECKING:
    from django.http import HttpResponse

    from plenipo_node.web.asking import Asked

MAX_TITLE = 200
MAX_TEXT = 100_000  # characters
MAX_PAGE = 10_000


def index(request: Asked, trouble: str = "") -> HttpResponse:
    """The party's, the last changed first."""
    number = _page(request)
    found = Note.objects.filter(party=request.party).order_by("-changed", "-pk")
    rows = list(found[(number - 1) * ROWS : number * ROWS + 1])
    context = {
        "rows": [(note, about(request, note)) for note in rows[:ROWS]],
        "trouble": trouble,
        "newer": number - 1,
        "older": number + 1 if len(rows) > ROWS else 0,
    }
    return render(request, "notes.html", context, status=422 if trouble else 200)


def _page(request: Asked) -> int:
    text = request.GET.get("p", "")
    return min(max(int(text), 1), MAX_PAGE) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def about(request: Asked, note: Note) -> dict[str, Any] | None:
    """The record that it is about."""
    held = request.standing.record(note.about) if note.about else None
    if held is None:
        return None
    contact = request.standing.contacts.get(note.about)
    return {"index": held.index, "contact": contact, "title": "" if contact is None else title_of(contact)}


@require_POST
def begin(request: Asked) -> HttpResponse:
    """An empty one, about a record if it is named."""
    wanted = request.POST.get("about", "")
    ref = (reference(request.node, wanted) or "") if wanted else ""
    contact = request.standing.contacts.get(ref)
    try:
        room_for_note(request.party or "")
    except TooManyNotes as error:
        return index(request, told(error))
    note = Note.objects.create(
        party=request.party or "",
        author=request.person or "",
        about=ref,
        title=request.POST.get("title", "").strip()[:MAX_TITLE]
        or (title_of(contact) if contact else _("Untitled")),
        made=request.now,
        changed=request.now,
    )
    return HttpResponseRedirect(reverse("note", args=[note.pk]))


@require_http_methods(["GET", "POST"])
def show(request: Asked, number: int) -> HttpResponse:
    """To read and to write; by htmx it is kept while one types, and only the line that says so comes back."""
    note = own(request, str(number))
    if note is None:
        raise Http404
    if note.kind == Note.COMPARISON:
        return HttpResponseRedirect(_comparison(request, note))
    trouble = "" if request.method == "GET" else _kept(request, note)
    context = {
        "note": note,
        "about": about(request, note),
        "trouble": trouble,
        "saved": request.method == "POST" and not trouble,
        "title": request.POST.get("title", note.title),
        "text": request.POST.get("text", note.text),
        "registered": registered(request, note),
        "erases": erases(request, note),
    }
    if request.by_htmx:
        return render(request, "parts/note_state.html", context)
    return render(request, "note.html", context, status=422 if trouble else 200)


def _kept(request: Asked, note: Note) -> str:
    """What stood against it, or nothing."""
    title, text = request.POST.get("title", "").strip(), request.POST.get("text", "")
    if len(text) > MAX_TEXT or len(title) > MAX_TITLE:
        return _("It is too long to keep: shorten it.")
    here = request.POST.get("seen", "")
    fresh = Note.objects.filter(pk=note.pk, changed=int(here) if here.isascii() and here.isdigit() else -1)
    changed = max(request.now, note.changed + 1)
    if not fresh.update(title=title or note.title, text=text.replace("\r\n", "\n"), changed=changed):
        return _("It was changed elsewhere meanwhile. Copy your words, open it again, and put them in.")
    note.refresh_from_db()
    return ""


def registered(request: Asked, note: Note) -> list[int]:
    """Readouts of one's own party on this contact, registered since the draft was begun."""
    contact = request.standing.contacts.get(note.about)
    held = [request.standing.readouts[ref] for ref in contact.readouts] if contact else []
    return [one.index for one in held if party_of(one.by) == note.party and one.at >= note.made]


def erases(request: Asked, note: Note) -> bool:
    person = request.standing.persons.get(note.author)
    return note.author == request.person or person is None or person.ended is not None


@require_POST
def erase(request: Asked, number: int) -> HttpResponse:
    note = own(request, str(number))
    if note is None or not erases(request, note):
        raise Http404
    note.delete()
    return HttpResponseRedirect(reverse("notes"))


def own(request: Asked, number: str) -> Note | None:
    """One of the party's; none for anybody else."""
    if not (number.isascii() and number.isdigit() and len(number) <= 15):
        return None
    return Note.objects.filter(pk=int(number), party=request.party).first()


def _comparison(request: Asked, note: Note) -> str:
    contact = request.standing.contacts.get(note.about)
    if contact is None:
        raise Http404
    return f"{reverse('accounts', args=[contact.index])}?note={note.pk}"


urlpatterns = [
    path("notes", index, name="notes"),
    path("notes/new", begin, name="note-begin"),
    path("notes/<int:number>", show, name="note"),
    path("notes/<int:number>/erase", erase, name="note-erase"),
]
