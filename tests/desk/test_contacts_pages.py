"""The pages of contacts, offers and channels, as people read them and act from them."""

from __future__ import annotations

import html
import re

import pytest

from deskkit import client_of, page, registered
from plenipo.acts.contact import Cancel, Outcome, Report
from plenipo_node.web.node import Node

pytestmark = pytest.mark.usefixtures("contexts")


def test_contacts_are_listed_under_four_tabs(desk: Node) -> None:
    held = page("FR/delegate", "/contacts")
    assert "/contacts/147" in held
    assert "/contacts/157" not in held
    assert "disavowed" in held
    assert "/contacts/157" in page("FR/delegate", "/contacts?k=planned")
    assert "go-ahead stands" in page("FR/delegate", "/contacts?k=planned")
    assert "/contacts/158" in page("FR/delegate", "/contacts?k=announced")
    everything = page("FR/delegate", "/contacts?k=all")
    assert "/contacts/157" in everything
    assert "/contacts/147" in everything


def test_the_list_is_narrowed_by_level_party_and_words(desk: Node) -> None:
    assert "/contacts/147" not in page("FR/delegate", "/contacts?level=leader")
    assert "/contacts/128" in page("FR/delegate", "/contacts?party=IT")
    assert "/contacts/147" not in page("FR/delegate", "/contacts?party=IT")
    assert "/contacts/147" in page("FR/delegate", "/contacts?q=nuclear+SITES")
    assert "/contacts/109" not in page("FR/delegate", "/contacts?q=nuclear+sites")
    assert "No contact fits" in page("FR/delegate", "/contacts?q=nothing-of-that-kind")


def test_a_page_goes_on_where_the_last_one_ended(desk: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plenipo_node.pages.contacts.listed.ROWS", 5)
    first = client_of("FR/delegate").get("/contacts")
    further = first.context["older"]
    second = client_of("FR/delegate").get(f"/contacts{further}")
    shown = [row.held.index for answer in (first, second) for row in answer.context["rows"]]
    assert len(shown) == len(set(shown)) == 10
    assert second.context["newest"]


@pytest.mark.parametrize(
    "address",
    [
        "/contacts?k=%00&level=%F0&party=<b>&q=%25%00",
        "/contacts?behind=99999999999999999999.1",
        "/contacts?behind=-1.x",
        "/contacts?behind=1.2.3&q=" + "a" * 5000,
        "/contacts/log?plan=%00%F0",
        "/contacts/log?plan=999999999999999999",
        "/contacts/plan?mandate=..%2f..&taken=0&about=zzzz",
        "/proposals/table?mandate=157&taken=%00",
        "/contacts/log?from=../../etc",
    ],
)
def test_hostile_addresses_are_answered(desk: Node, address: str) -> None:
    assert client_of("FR/delegate").get(address).status_code == 200


@pytest.mark.parametrize("number", ["0", "86", "99999", "999999999999999999999999"])
def test_what_is_no_contact_is_not_found(desk: Node, number: str) -> None:
    assert client_of("FR/delegate").get(f"/contacts/{number}").status_code == 404


@pytest.mark.parametrize(
    "address", ["/contacts", "/contacts/147", "/contacts/log", "/contacts/plan", "/offers", "/channels"]
)
def test_nobody_reads_who_has_not_signed_in(desk: Node, address: str) -> None:
    answer = client_of().get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in")


def test_a_plan_shows_that_its_go_ahead_stands_and_its_lines_to_their_readers(desk: Node) -> None:
    ours = page("FR/delegate", "/contacts/157")
    assert "The go-ahead stands" in ours
    assert "It happened" in ours
    assert "Only the inspectors" in ours


def test_a_contact_tells_how_it_came_to_be_known_and_what_is_irregular(desk: Node) -> None:
    shown = page("FR/delegate", "/contacts/128")
    assert "no-go-ahead" in shown
    assert "stays for good" in shown
    assert "not told so far" in shown
    assert "neither confirmed nor denied" in page("FR/delegate", "/contacts/60")


def test_only_what_the_guard_allows_is_a_button_and_the_rest_says_why(desk: Node) -> None:
    answer = client_of("FR/delegate").get("/contacts/158")
    assert [way.words for way in answer.context["may"]] == []
    assert client_of("PL/delegate").get("/contacts/158").context["may"]
    shown = client_of("FR/delegate").get("/contacts/147")
    assert all(way.why for way in shown.context["may_not"])
    assert [way.words for way in shown.context["may_not"]] == ["Confirm its authority"]
    assert "Confirm its authority" in shown.content.decode()


def test_an_old_contact_can_still_be_given_an_outcome(desk: Node) -> None:
    client = client_of("FR/delegate")
    shown = client.get("/contacts/55")
    (way,) = [each for each in shown.context["may"] if "contact.outcome" in each.href]
    assert 'name="contact" value="55"' in client.get(way.href).content.decode()
    answer = client.post("/do/contact.outcome", {"contact": "55", "given": "Nothing was given."})
    said = registered(desk, answer)
    assert isinstance(said, Outcome)
    assert "Nothing was given." in page("FR/delegate", "/contacts/55")
    outside = page("UA/delegate", "/contacts/55")
    assert "Nothing was given." not in outside
    assert "Sealed; your party is not among its readers" in outside


def test_why_a_plan_was_cancelled_stands_on_its_page(desk: Node) -> None:
    client = client_of("FR/delegate")
    ref = client.get("/contacts/157").context["held"]
    assert ref.cancelled is None
    said = registered(
        desk, client.post("/do/contact.cancel", {"contact": "157", "reason": "<script>x</script>"})
    )
    assert isinstance(said, Cancel)
    shown = page("FR/delegate", "/contacts/157")
    assert "Why it was cancelled" in shown
    assert "&lt;script&gt;x" in shown
    assert "<script>x" not in shown
    assert "The go-ahead" not in shown


def test_what_took_place_leads_from_its_plan_to_its_report(desk: Node) -> None:
    plan = page("FR/delegate", "/contacts/146")
    assert "/contacts/147" in plan
    assert "/contacts/146" in page("FR/delegate", "/contacts/147")


def test_channels_say_how_long_nobody_talked(desk: Node) -> None:
    shown = page("FR/delegate", "/channels")
    assert "active" in shown
    assert "/contacts/147" in shown
    assert "/do/channel.pause" in shown
    assert "/do/channel.pause" not in page("UA/delegate", "/channels")


def test_open_offers_stand_with_what_one_may_answer(desk: Node) -> None:
    shown = client_of("FR/delegate").get("/offers")
    assert [row.held.index for row in shown.context["open"]] == [62, 173]
    assert all(row.answer and row.leave for row in shown.context["open"])
    assert not any(row.answer or row.leave for row in client_of("FR/legal").get("/offers").context["open"])


def test_an_offer_left_unanswered_on_purpose_is_no_longer_open(desk: Node) -> None:
    client = client_of("FR/delegate")
    said = registered(desk, client.post("/do/offer.leave-unanswered", {"offer": "62"}))
    assert said.offer
    shown = client.get("/offers")
    assert [row.held.index for row in shown.context["open"]] == [173]
    assert [row.state for row in shown.context["over"]] == ["left unanswered on purpose"]


def test_it_happened_needs_no_more_than_looking_and_signing(desk: Node) -> None:
    client = client_of("FR/envoy")
    home = client.get("/").content.decode()
    ref = client.get("/contacts/157").context["may"][0].href.partition("plan=")[2]
    assert f"/contacts/log?plan={ref}" in home
    form = client.get(f"/contacts/log?plan={ref}")
    typed = {name: values for name, values in form.context["field"].items() if values.value}
    data = {name: list(field.chosen) if field.chosen else field.value for name, field in typed.items()} | {
        "at-zone": "Europe/Brussels"
    }
    said = registered(desk, client.post("/contacts/log", data))
    assert isinstance(said, Report)
    assert (said.plan, said.envoy, said.claims) == (ref, "FR/envoy", "mandate")
    assert said.topics == ("nuclear-safety",)
    assert not desk.standing().contacts[ref].cancelled
    assert desk.standing().contacts[ref].report


def test_a_contact_that_nobody_planned_needs_level_and_means(desk: Node) -> None:
    client = client_of("FR/delegate")
    form = client.get("/contacts/log")
    short = {name: form.context["field"][name].value for name in ("at", "claims", "counterpart")}
    assert short == {"at": "2026-07-06T09:00", "claims": "nothing", "counterpart": "RU"}
    data = {**short, "at-zone": "Europe/Brussels", "level": "senior", "medium": "call"}
    said = registered(desk, client.post("/contacts/log", data))
    assert (said.party, said.level, said.medium, said.at) == ("FR", "senior", "call", 1783321200000)


def test_what_a_log_lacks_is_told_and_what_was_typed_stays(desk: Node) -> None:
    answer = client_of("FR/delegate").post("/contacts/log", {"text": "<i>They asked</i>", "at": "yesterday"})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "&lt;i&gt;They asked" in shown
    assert "Give a date and a time" in shown


def test_a_log_says_beforehand_which_finding_it_will_carry(desk: Node) -> None:
    client = client_of("FR/delegate")
    data = {"level": "senior", "medium": "call", "claims": "mandate", "counterpart": "RU"}
    shown = client.post("/contacts/log", data, headers={"HX-Request": "true"}).content.decode()
    assert "It will carry this finding" in shown


def test_every_link_of_a_contacts_page_leads_somewhere(desk: Node) -> None:
    client = client_of("FR/delegate")
    for number in (42, 60, 109, 128, 147, 157, 158):
        shown = client.get(f"/contacts/{number}").content.decode()
        main = shown[shown.index("<main") : shown.index("</main>")]
        for address in dict.fromkeys(re.findall(r'href="(/[^"#]*)', main)):
            assert client.get(html.unescape(address)).status_code == 200, (number, address)


def test_a_plan_for_another_week_is_not_offered_as_what_happened(desk: Node) -> None:
    ours = client_of("FR/envoy").get("/contacts/log").context["ahead"]
    assert [held.index for _words, held in ours] == [157]
    assert not client_of("DE/envoy").get("/contacts/log").context["ahead"]


def test_who_was_told_and_what_stands_on_the_contacts_page_for_who_may_read_it(desk: Node) -> None:
    client = client_of("FR/delegate")
    told = {
        "contact": "147",
        "told": ["DE", "PL"],
        "when": "after",
        "at": "2026-07-05T18:00",
        "at-zone": "UTC",
        "text": "They asked for <b>time</b>.",
        "readers": ["FR", "DE"],
    }
    said = registered(desk, client.post("/do/contact.brief", told))
    number = desk.standing().size - 1
    assert desk.standing().contacts[said.contact].told == (number,)
    read = page("DE/delegate", "/contacts/147")
    assert "Told afterwards: DE, PL" in read
    assert "They asked for &lt;b&gt;time&lt;/b&gt;." in read
    assert f"record {number} by FR/delegate" in read
    closed = page("PL/delegate", "/contacts/147")
    assert "Told afterwards: DE, PL" in closed
    assert "They asked for" not in closed
    assert "Sealed; your party is not among its readers." in closed
