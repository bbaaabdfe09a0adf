"""What was typed into a form, kept with the act it became, so that it is changed where it was written.

A form sent anew takes the place of what it was made from. Author and drafter may both change an act.
"""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse

from plenipo_node.drafts.limits import room_for_act
from plenipo_node.drafts.models import Prepared

if TYPE_CHECKING:
    from plenipo_node.preparing import Ready
    from plenipo_node.web.asking import Asked

FROM = "from"  # in the address of a form: the act that is changed
OPEN = (Prepared.WAITING, Prepared.REFUSED)


def typed(request: Asked) -> QueryDict:
    """What stands in the form that is asked for: as it was sent, as it was once, or as the address says."""
    if request.method == "POST":
        return request.POST
    return again(request) or request.GET


def again(request: Asked) -> QueryDict | None:
    """What was typed into the form whose act is to be changed."""
    held = _changed(request)
    if request.method == "POST" or held is None or not held.words:
        return None
    data = QueryDict(mutable=True)
    for name, values in held.words.items():
        data.setlist(name, values)
    return data


def keep(  # noqa: PLR0913, PLR0917 the act, and all that is kept beside it
    request: Asked, kind: str, by: str, ready: Ready, data: QueryDict, form: str, series: str = ""
) -> Prepared:
    """The act waits for its author's signature. `form` is the address at which it can be changed.

    TooManyWaiting.
    """
    before = _changed(request)
    if before is None:
        room_for_act(request.person or "")
    held = Prepared.of(
        ready.act,
        ready.blobs,
        token=secrets.token_hex(16),
        person=by,
        by=request.person,
        kind=kind,
        form=form,
        series=series or (before.series if before is not None else ""),
        words=json.loads(
            json.dumps({name: values for name, values in data.lists() if name != "csrfmiddlewaretoken"})
        ),
        readers=[each for each in ready.readers if each not in ready.without_key],
        made=request.now,
    )
    held.save()
    if before is not None:
        before.delete()
    return held


def change(held: Prepared) -> str:
    """The address at which it is written anew, with all that was typed."""
    place = urlsplit(held.form or reverse("act", args=[held.kind]))
    said = QueryDict(place.query, mutable=True)
    said[FROM] = held.token
    return f"{place.path}?{said.urlencode()}"


def _changed(request: Asked) -> Prepared | None:
    own = Q(by=request.person) | Q(person=request.person)
    token = request.GET.get(FROM, "")
    return Prepared.objects.filter(own, token=token, state__in=OPEN).first() if token else None
