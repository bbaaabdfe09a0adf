"""What stands in a form, as its page shows it."""

from __future__ import annotations

from typing import Any


def shown(client: Any, address: str) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200, (address, answer.status_code)
    return str(answer.content.decode()).partition("<main")[2].partition("</main>")[0]


def field(page: str, name: str, value: str) -> bool:
    """A field of the form holds this."""
    tags = [tag for tag in page.split("<") if f'name="{name}"' in tag]
    return any(
        tag.partition(">")[2].strip() == value if tag.startswith("textarea") else f'value="{value}"' in tag
        for tag in tags
    )


def chosen(page: str, name: str, value: str) -> bool:
    """One of several choices is taken."""
    page = page.partition(f'<select id="f-{name}"')[2].partition("</select")[0] or page
    tags = [tag for tag in page.split("<") if f'value="{value}"' in tag]
    return any("selected" in tag or ("checked" in tag and f'name="{name}"' in tag) for tag in tags)
