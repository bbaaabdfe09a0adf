"""The register: its head, who countersigned it and when, a check of it all, every entry with its proof."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_POST
from msgspec import Struct

from plenipo.acts import Said, kind_of
from plenipo.acts.codec import decode, ref_of
from plenipo.dialogue.derived import settled_at
from plenipo.errors import NoCheckpoint, NotCovered, RegisterError
from plenipo.register import decode_entry, encode_entry, peek_checkpoint, timestamp
from plenipo.signatures import signer_of
from plenipo.verify import cosigner_keys
from plenipo_node.evidence import newest_checkpoint, receipt_of
from plenipo_node.pages.acts.records import entry_at, reader_for
from plenipo_node.pages.register import checking
from plenipo_node.web.answers import download
from plenipo_node.wording import acts, reasons
from plenipo_node.wording.gists import gist

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plenipo_node.web.asking import Asked
    from plenipo_node.web.node import Node

ROWS = 50


class Row(Struct, frozen=True):
    index: int
    at: int
    by: str
    words: str
    about: str
    void: bool


class Countersigned(Struct, frozen=True):
    """`at`: ms, by the mirror's clock; None where that partner did not countersign this checkpoint."""

    party: str
    at: int | None


def show(request: Asked) -> HttpResponse:
    """The newest entries, or those up to `?upto=`."""
    size = request.standing.size
    upto = min(_number(request.GET.get("upto"), size), size)
    head = request.node.folder.register.head()
    context = {
        "rows": list(_rows(request, max(0, upto - ROWS), upto)),
        "size": size,
        "root": head.root.hex(),
        "dialogue_hash": request.standing.dialogue,
        "stamp": request.standing.stamp,
        "settled": settled_at(request.standing),
        "quorum": request.standing.rule_book.quorum,
        "older": upto - ROWS if upto > ROWS else None,
        "newer": min(size, upto + ROWS) if upto < size else None,
        "check": checking.state(request.node),
        **_signed(request.node, request),
    }
    return render(request, "register.html", context)


def _signed(node: Node, request: Asked) -> dict[str, Any]:
    """Who signed the newest checkpoint."""
    try:
        note = newest_checkpoint(node.folder.register, request.standing)
    except (NoCheckpoint, RegisterError):
        return {"checkpoint": None, "countersigned": []}
    by = {line.key_id: line for line in note.signatures}
    found = []
    for key in cosigner_keys(request.standing):
        line = by.get(key.key_id)
        at = None if line is None else timestamp(key, line) * 1000
        found.append(Countersigned(key.name.rpartition("/")[2], at))
    return {"checkpoint": peek_checkpoint(note).size, "countersigned": found}


def _rows(request: Asked, start: int, stop: int) -> Iterator[Row]:
    entries = list(request.node.folder.register.read(start, stop))
    for index, data in reversed(list(enumerate(entries, start))):
        entry = decode_entry(data)
        said = decode(entry.act)
        kind = kind_of(type(said))
        about, void = gist(said, request.standing), index in request.standing.void
        yield Row(index, entry.stamp_ms, said.by, acts.done(kind), about, void)


def entry(request: Asked, index: int) -> HttpResponse:
    """One entry: what it says, who signed it, what is irregular, and how to check it without us."""
    found = entry_at(request.node, index)
    if found is None:
        raise Http404
    said = decode(found.act)
    standing = request.standing
    context = {
        "index": index,
        "heading": acts.title(kind_of(type(said))),
        "kind": kind_of(type(said)),
        "said": said,
        "stamp": found.stamp_ms,
        "ref": ref_of(found.act),
        "lines": acts.plain(said, standing, reader_for(request)),
        "signers": [_signer(request, at, each) for at, each in enumerate(found.signatures, 1)],
        "void": standing.void.get(index, ()),
        "findings": [_words(f) for f in standing.findings if f.index == index],
        "act": found.act.decode(),
        "page_of": page_of(said, standing.record(ref_of(found.act)) is not None, index),
        "last": standing.size - 1,
    }
    return render(request, "entry.html", context)


def _signer(request: Asked, at: int, armored: bytes) -> dict[str, str]:
    mark = signer_of(armored)
    key = request.standing.keys.get(mark)
    passkey = key is not None and key.policy is not None and key.policy.origin is not None
    return {
        "who": key.owner if key else "",
        "fingerprint": mark,
        "file": f"act.{at}.sig",
        "passkey": "yes" if passkey else "",
    }


def _words(finding: Any) -> dict[str, str]:
    return {"code": finding.code, "words": reasons.flag(finding)}


PAGES = {
    "consultation.open": "/consultations/{index}",
    "contact.plan": "/contacts/{index}",
    "contact.report": "/contacts/{index}",
    "contact.announce": "/contacts/{index}",
    "readout.file": "/readouts/{index}",
    "consent.ask": "/consents/{index}",
}


def page_of(said: Said, known: bool, index: int) -> str:  # noqa: FBT001 whether the standing holds it
    """The page about the thing that this entry began, if there is one."""
    return PAGES.get(kind_of(type(said)), "").format(index=index) if known else ""


def part(request: Asked, index: int, what: str) -> HttpResponse:
    """The entry, the act, a signature or the receipt as a file, byte by byte."""
    found = entry_at(request.node, index)
    if found is None:
        raise Http404
    files = {"entry": encode_entry(found), "act.json": found.act}
    files |= {f"act.{at}.sig": armored for at, armored in enumerate(found.signatures, 1)}
    if what == "receipt.tlog-proof":
        return download(f"record-{index}.tlog-proof", _receipt(request, index))
    if what not in files:
        raise Http404
    return download(f"record-{index}.{what}", files[what])


def _receipt(request: Asked, index: int) -> bytes:
    try:
        return receipt_of(request.node.folder.register, request.standing, index).encode()
    except (NoCheckpoint, NotCovered) as error:
        raise Http404 from error


@require_POST
def check(request: Asked) -> HttpResponse:
    """Check everything anew, beside the desk."""
    checking.start(request.node)
    return HttpResponseRedirect(reverse("register") + "#check")


def check_state(request: Asked) -> HttpResponse:
    """How far the check is, for the page that waits."""
    return render(request, "parts/checking.html", {"check": checking.state(request.node)})


def find(request: Asked) -> HttpResponse:
    """The entry with this number."""
    index = _number(request.GET.get("number"), -1)
    if not 0 <= index < request.standing.size:
        return HttpResponseRedirect(reverse("register"))
    return HttpResponseRedirect(reverse("entry", args=[index]))


def _number(text: str | None, otherwise: int) -> int:
    fits = text is not None and text.isascii() and text.isdigit() and len(text) < 16
    return int(text or "") if fits else otherwise


urlpatterns = [
    path("register", show, name="register"),
    path("register/find", find, name="register-find"),
    path("register/check", check, name="register-check"),
    path("register/check/state", check_state, name="register-check-state"),
    path("register/<int:index>", entry, name="entry"),
    path("register/<int:index>/<str:what>", part, name="entry-part"),
]
