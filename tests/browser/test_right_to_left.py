"""The desk in French, whose words are long, and from right to left: nothing reaches beyond the page."""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from served import FILES, be, pages_from

WIDTHS = (1280, 390)
BEYOND = """() => {
  const width = document.documentElement.clientWidth;
  const scrolled = element => {
    for (let above = element.parentElement; above && above !== document.body; above = above.parentElement)
      if (getComputedStyle(above).overflowX !== "visible") return true;
    return false;
  };
  const unseen = element => {
    const style = getComputedStyle(element), box = element.getBoundingClientRect();
    return !box.width || !box.height || style.visibility === "hidden" || element.closest(".visually-hidden");
  };
  const found = document.documentElement.scrollWidth > width ? ["the page scrolls sideways"] : [];
  for (const element of document.querySelectorAll("body *")) {
    const box = element.getBoundingClientRect();
    if ((box.right > width + 1 || box.left < -1) && !unseen(element) && !scrolled(element))
      found.push(`${element.tagName}.${element.className}: ${element.textContent.trim().slice(0, 40)}`);
  }
  return found;
}"""


def beyond(page: Page, direction: str) -> list[str]:
    """What is beyond the page's edges, run in this direction, at each width."""
    found: list[str] = []
    page.evaluate("direction => { document.documentElement.dir = direction }", direction)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{page.url} {direction} {width} {each}" for each in page.evaluate(BEYOND)]
    return found


def test_nothing_reaches_beyond_any_page(demo: str, browser: Browser) -> None:
    """Every page of a partner, then those that only a concerned party has."""
    seen: set[str] = set()
    found: list[str] = []
    for person in ("FR/delegate", "UA/delegate"):
        page = browser.new_page(base_url=demo, locale="fr-FR")
        be(page, person)
        pages = pages_from(page.context)
        for name in pages.keys() - seen:
            if not name.startswith(FILES):
                page.goto(pages[name])
                found += beyond(page, "ltr") + beyond(page, "rtl")
        page.context.close()
        seen |= pages.keys() - {"consents"}  # which is another page for each of them
    assert found == []


def test_the_page_turns_with_its_direction(demo: str, browser: Browser) -> None:
    """The navigation stands where reading begins, and so does what marks its place."""
    page = browser.new_page(base_url=demo, locale="fr-FR", viewport={"width": 1280, "height": 900})
    be(page, "FR/delegate")
    page.goto("/consultations")
    middle = "selector => { const box = document.querySelector(selector).getBoundingClientRect();"
    middle += " return (box.left + box.right) / 2 }"
    before = {each: page.evaluate(middle, each) for each in ("nav", "main")}
    page.evaluate("document.documentElement.dir = 'rtl'")
    after = {each: page.evaluate(middle, each) for each in ("nav", "main")}
    page.context.close()
    assert before["nav"] < before["main"]
    assert after["nav"] > after["main"]


def test_what_reaches_beyond_the_page_is_seen(demo: str, browser: Browser) -> None:
    page = browser.new_page(base_url=demo)
    page.goto("/sign-in")
    page.evaluate("document.querySelector('h1').style.marginInlineStart = '80rem'")
    found = beyond(page, "ltr")
    page.context.close()
    assert any("H1" in each for each in found)
