from __future__ import annotations

import re
from html import unescape
from itertools import product
from xml.parsers import expat

import pytest
from drawing_words import AUTHORITIES, BEGIN, KNOWLEDGE, LINKS, MEDIA, WORDS, contact, many
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from plenipo.acts.words import LEVELS
from plenipo.dialogue.views.timeline import Item
from plenipo_node.drawing import Drawing, Links, Window, Words, draw
from plenipo_node.drawing.glyphs import defined
from plenipo_node.drawing.ticks import DAY

ATTRIBUTES = {
    *("class", "viewBox", "role", "aria-labelledby", "aria-describedby", "id", "href"),
    *("x", "y", "width", "height", "rx", "d", "transform"),
}
WEEK = Window(BEGIN, BEGIN + 7 * DAY)


class Seen:
    """What stands in a picture, by a parser that refuses whatever is not well formed."""

    def __init__(self, picture: str) -> None:
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        parser = expat.ParserCreate()
        parser.StartElementHandler = lambda name, attributes: self.elements.append((name, attributes))
        parser.CharacterDataHandler = self._said
        parser.Parse(picture, True)  # noqa: FBT003 pyexpat knows no names

    def _said(self, text: str) -> None:
        self.text += text


def pictures(drawing: Drawing) -> tuple[str, str]:
    return drawing.wide, drawing.narrow


def drawn(items: list[Item], window: Window = WEEK, words: Words = WORDS, links: Links = LINKS) -> Drawing:
    return draw(items, window, BEGIN + DAY, words, links)


@given(st.text(max_size=60))
@example("</title><script>alert(1)</script>")
@example('"><svg onload=alert(1)>&#x3c;')
@example("'\x00\x08\u202e\ud800]]>")
def test_no_word_breaks_out_of_its_place(text: str) -> None:
    words = replace(
        WORDS,
        **dict.fromkeys(("title", "summary", "now"), text),
        rows=dict.fromkeys(WORDS.rows, text),
        item=lambda _: text,
        bar=lambda _: text,
        many=lambda *_: text,
    )
    links = Links(lambda index: f"/r/{index}?{text}", lambda *_: text)
    shapes = {name for name, _ in Seen(drawn(many(60)).wide).elements}
    for picture in pictures(drawn(many(60), words=words, links=links)):
        seen = Seen(picture)
        assert {name for name, _ in seen.elements} <= shapes | {"text", "rect"}
        assert all(set(attributes) <= ATTRIBUTES for _, attributes in seen.elements)
        assert not re.search("[\u0000-\u0008\u202e\ud800]", picture)


def test_an_odd_fact_of_an_item_becomes_no_markup() -> None:
    odd = '"/><script>'
    said = contact(BEGIN, 1, medium=odd, authority=odd, knowledge=odd)
    state = Item(
        kind="mandate", at=BEGIN, until=BEGIN + DAY, index=1, ref="a", parties=(odd,), levels=("senior",)
    )
    for picture in pictures(drawn([said, replace(state, facts={"state": odd})])):
        assert "<script" not in picture
        assert {"script"}.isdisjoint(name for name, _ in Seen(picture).elements)


def test_a_picture_holds_no_style_no_script_and_leads_nowhere_else() -> None:
    for picture in pictures(drawn(many(200), Window(BEGIN, BEGIN + 25 * DAY))):
        elements = Seen(picture).elements
        assert {name for name, _ in elements} == {"svg", "title", "desc", "path", "rect", "text", "a", "use"}
        assert all(set(attributes) <= ATTRIBUTES for _, attributes in elements)
        assert all(a["href"].startswith(("/records/", "?since=")) for name, a in elements if name == "a")


def test_every_shape_that_is_used_is_defined_once() -> None:
    names = re.findall(r'id="([^"]+)"', defined())
    assert len(names) == len(set(names))
    drawing = drawn(many(900), Window(BEGIN, BEGIN + 112 * DAY))
    used = {a["href"][1:] for p in pictures(drawing) for name, a in Seen(p).elements if name == "use"}
    assert used
    assert used <= set(names)


@pytest.mark.parametrize("name", ["wide", "narrow"])
def test_no_two_sorts_of_contact_look_alike_even_without_colour(name: str) -> None:
    looks = set()
    for authority, known, medium in product(AUTHORITIES, KNOWLEDGE, MEDIA):
        said = contact(BEGIN + DAY, 1, authority=authority, knowledge=known, medium=medium)
        picture = getattr(drawn([said]), name)
        link = re.sub(r"<title>.*?</title>", "", re.findall("<a .*?</a>", picture)[0])
        fills = re.search('tl-(none|light|unsure|full)"', link)
        assert fills
        letter = re.findall(">(.)</text>", link)
        looks.add((*re.findall('href="#([^"]+)"', link), fills[0], *letter))
    assert len(looks) == len(AUTHORITIES) * len(KNOWLEDGE) * len(MEDIA)


def test_each_mark_says_its_own_words_and_leads_to_its_record() -> None:
    said = contact(BEGIN + DAY, 7)
    for picture in pictures(drawn([said])):
        assert f'<a href="/records/7"><title>{WORDS.item(said)}</title>' in unescape(picture)


def test_marks_that_became_one_lead_to_their_stretch_of_time() -> None:
    said = [contact(BEGIN + DAY + n, 4) for n in range(3)]
    for picture in pictures(drawn(said)):
        link = f'<a href="?since={BEGIN + DAY}&amp;until={BEGIN + DAY + 2}"><title>3, '
        assert link in picture


def test_a_title_names_the_picture_and_its_description_is_tied_to_it() -> None:
    for picture in pictures(drawn([])):
        elements = Seen(picture).elements
        svg = elements[0][1]
        ids = {a["id"]: name for name, a in elements if "id" in a}
        assert svg["role"] == "graphics-document"
        assert ids[svg["aria-labelledby"]] == "title"
        assert ids[svg["aria-describedby"]] == "desc"


@pytest.mark.parametrize("kind", ["wide", "narrow"])
def test_a_hundred_thousand_items_make_no_larger_picture_than_a_thousand(kind: str) -> None:
    few, lots = many(1000), many(100_000)
    small = getattr(drawn(few, Window(few[0].at, few[-1].at)), kind)
    large = getattr(drawn(lots, Window(lots[0].at, lots[-1].at)), kind)
    assert large.count("<a ") <= 500
    assert len(large) < 2 * len(small)
    assert len(large) < 150_000
    total = sum(int(n) for n in re.findall(r"<title>(\d+), ", large))
    assert total > 70_000


@pytest.mark.parametrize("window", [Window(2**53 - 2, 2**53 - 1), Window(0, 1), Window(0, 2**53 - 1)])
def test_the_first_and_the_last_instants_can_be_drawn(window: Window) -> None:
    items = [contact(window.since, 1), contact(window.until, 2)]
    for picture in pictures(drawn(items, window)):
        assert "<a " in picture
        assert all(level.capitalize() in Seen(picture).text for level in LEVELS)
