"""Imported contacts that nobody signed in time."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

import deskkit
from deskkit import client_of
from plenipo.acts.codec import decode
from plenipo_node.drafts import outbox
from plenipo_node.drafts.models import Prepared
from plenipo_node.web import node as nodes

TABLE = b"at,medium,text\n2015-02-06,visit,One.\n2015-02-07T10:00:07Z,call,\n2015-02-08,visit,Three.\n"
SAME = {"col-party": "", "all-party": "FR", "all-counterpart": "RU", "all-level": "leader", "do": "prepare"}
SAME |= {"col-at": "at", "col-medium": "medium", "col-text": "text"}


def begun(client: Any) -> str:
    answer = client.post("/import", {"file": io.BytesIO(TABLE), **SAME})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def test_what_waited_too_long_is_prepared_again_word_for_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = [0]
    real = nodes.story_clock
    monkeypatch.setattr(nodes, "story_clock", lambda people, last: lambda: real(people, last)() + later[0])
    with deskkit.desk(tmp_path) as node:
        client = client_of("FR/delegate")
        place = begun(client)
        before: list[Any] = [decode(bytes(held.act)) for held in Prepared.objects.order_by("pk")]
        assert "They waited too long" not in client.get(place).content.decode()
        client.post("/contacts/log", {"level": "senior", "medium": "call", "counterpart": "RU"})
        client.post(f"/sign/{Prepared.objects.get(series='').token}/demo")
        assert outbox.send_due(node) == 1
        later[0] = 30 * 86_400_000
        client = client_of("FR/delegate")
        page = client.get(place).content.decode()
        assert "They waited too long" in page
        assert client.post(f"{place}/anew")["Location"] == place
        assert "They waited too long" not in client.get(place).content.decode()
        left = Prepared.objects.filter(series__gt="").order_by("pk")
        after: list[Any] = [decode(bytes(held.act)) for held in left]
        for old, new in zip(before, after, strict=True):
            assert (old.id, old.at, old.medium) == (new.id, new.at, new.medium)
            assert old.seen != new.seen
        client.post(f"/sign/{left[0].token}/demo")
        assert outbox.send_due(node) == 1
