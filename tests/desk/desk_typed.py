"""A form as a browser would send it back untouched."""

from __future__ import annotations

from html.parser import HTMLParser

Typed = dict[str, list[str]]


class _Form(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.typed: Typed = {}
        self._area = ""
        self._select = ""
        self._first: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        name, value = has.get("name") or "", has.get("value") or ""
        if tag == "input" and name and (has.get("type") not in {"checkbox", "radio"} or "checked" in has):
            self._put(name, value)
        elif tag == "select":
            self._select, self._first = name, None
        elif tag == "option" and self._select:
            if self._first is None:
                self._first = value
            if "selected" in has:
                self._put(self._select, value)
        elif tag == "textarea":
            self._area = name
            self._put(name, "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self._select:
            self.typed.setdefault(self._select, [self._first or ""])
            self._select = ""
        if tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.typed[self._area][-1] += data

    def _put(self, name: str, value: str) -> None:
        self.typed.setdefault(name, []).append(value)


def typed_in(page: str) -> Typed:
    """What stands in the page's first form with class form."""
    form = _Form()
    form.feed(page.partition('<form class="form"')[2].partition("</form>")[0])
    form.typed.pop("csrfmiddlewaretoken", None)
    return form.typed
