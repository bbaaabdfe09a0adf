"""A command that a page shows is one that a shell reads as it was meant, however the folder is called."""

from __future__ import annotations

import re
import shlex
from html import unescape

from authenticator import Authenticator
from desk_cast import ODD_FOLDER, Desk

from plenipo_node.web.settings import HERE

SHOWN = re.compile(r"<code>((?:plenipo|ssh-keygen)\b.*?)</code>", re.DOTALL)


def test_the_folder_is_one_word_of_the_command(odd_desk: Desk) -> None:
    client = odd_desk.invited("FR/delegate")
    odd_desk.create(client, Authenticator())
    page = client.get("/passkeys/1").content.decode()
    match = re.search(r'<code class="hash">(plenipo act .*?)</code>', page, re.DOTALL)
    assert match is not None
    words = shlex.split(unescape(match[1]))
    file = "FR-delegate-passkey-1.json"
    place = str(odd_desk.node.folder.path)
    assert words == ["plenipo", "act", "--file", file, "--key", "KEY", "--dir", place]
    assert place.endswith(ODD_FOLDER)


def test_whatever_stands_in_a_command_of_a_template_is_quoted() -> None:
    shown = [
        each for file in (HERE / "templates").rglob("*.html") for each in SHOWN.findall(file.read_text())
    ]
    assert len(shown) > 3
    values = [value for each in shown for value in re.findall(r"{{(.*?)}}", each)]
    assert values
    assert [value for value in values if not value.strip().endswith("|shell")] == []
