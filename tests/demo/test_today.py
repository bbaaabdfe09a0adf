"""The demo's last morning: what waits for whom, and who opens which text with the keys that are hosted."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

import pytest

from plenipo.acts import Said, person, readout
from plenipo.acts.codec import decode
from plenipo.acts.words import Text, party_of
from plenipo.dialogue.derived import interlocutors, knowledge, outcome_of
from plenipo.dialogue.records import Consultation
from plenipo.dialogue.views.duties import duties, duties_of
from plenipo.dialogue.views.requests import how_asked, requests_to
from plenipo.errors import NoMatch
from plenipo.guard.may import may
from plenipo.guard.rules.who import texts_of
from plenipo.guard.standing_goaheads import findings_now, go_aheads
from plenipo.register import decode_entry
from plenipo.sealing import HybridIdentity, decode_document, open_blob, parse_marking
from plenipo.sealing.headers import parse_header
from plenipo_cli import exits
from plenipo_cli.demo import play
from plenipo_cli.demo.narrator import Narrator
from plenipo_cli.demo.people import MEMBERS
from plenipo_cli.main import run
from plenipo_node.folder import Folder, open_folder
from plenipo_node.intake import Intake

HOUR, DAY = 3_600_000, 86_400_000
SUMMER_IN_PARIS = timezone(timedelta(hours=2))


class Morning:
    """The folder as the story leaves it, and the story's clock."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.now = int((folder.path / "people" / "clock").read_text(encoding="ascii").removesuffix("\n"))
        self.intake = Intake.of(folder, lambda: self.now)
        self.standing = self.intake.standing
        self.acts: list[Said] = [decode(decode_entry(data).act) for data in folder.register.read()]
        self.identities: dict[str, HybridIdentity] = {"FR": folder.keys.sealing, **folder.keys.hosted}
        self.duties = duties(self.standing, self.now, go_aheads(self.standing, self.now))

    def owed(self, party: str) -> set[str]:
        return {duty.kind for duty in duties_of(self.duties, party)}

    def may(self, who: str) -> set[str]:
        return {
            each.kind for each in may(self.standing, who, self.now, self.intake.past) if each.state == "may"
        }

    def open(self, procedure: str) -> Consultation:
        (found,) = (
            held
            for held in self.standing.consultations.values()
            if held.procedure == procedure and held.deadline > self.now
        )
        return found

    def readers(self, text: Text) -> set[str]:
        """Who opens it, with the document the same for all."""
        blob = self.folder.register.blob(text.blob) or b""
        found: dict[str, bytes] = {}
        for party, identity in self.identities.items():
            with contextlib.suppress(NoMatch):
                found[party] = open_blob(
                    blob, [identity], cipher_sha256=text.blob, commitment=text.commitment
                )
        assert len(parse_header(blob).stanzas) == len(found), "sealed to somebody besides"
        (data,) = set(found.values())
        document = decode_document(data)
        assert document.text.strip()
        assert document.marking == parse_marking(text.marking)
        return set(found)


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Morning]:
    place = tmp_path_factory.mktemp("today") / "dialogue"
    play(place, Narrator(silent=True))
    with open_folder(place) as folder:
        found = Morning(folder)
        yield found
        found.intake.close()


def test_the_clock_stops_on_a_weekday_at_nine_in_paris(morning: Morning) -> None:
    at = datetime.fromtimestamp(morning.now / 1000, tz=SUMMER_IN_PARIS)
    assert at.weekday() < 5
    assert (at.hour, at.minute) == (9, 0)
    assert morning.standing.stamp <= morning.now


def test_one_folder_hosts_everybody_and_the_doctor_names_them(morning: Morning) -> None:
    assert set(morning.identities) == set(MEMBERS)
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        assert run(["doctor", str(morning.folder.path)]) == exits.OK
    assert "ok     hosted       DE, IT, PL, UA, UK" in told.getvalue()


def test_every_text_opens_with_the_keys_of_exactly_its_readers(morning: Morning) -> None:
    seen = 0
    for act in morning.acts:
        for text in texts_of(act):
            seen += 1
            assert morning.readers(text) == readers_meant(act, text), act
    assert seen > 80


def readers_meant(act: Said, text: Text) -> set[str]:
    """A name is for its own party, a readout for its recipients; REL TO names the readers; else all."""
    if isinstance(act, person.Accredit):
        return {party_of(act.person)}
    if isinstance(act, readout.File):
        return {party_of(act.by), *act.recipients}
    return set(parse_marking(text.marking).rel_to or MEMBERS)


@pytest.mark.parametrize(
    ("party", "waits"),
    [
        ("FR", {"answer-vote", "report-contact", "answer-offer", "answer-question", "verify-commitment"}),
        ("DE", {"acknowledge-readout", "answer-offer", "resolve-assessment", "object-or-adopt"}),
        ("PL", {"acknowledge-text", "answer-vote", "acknowledge-readout", "resolve-assessment"}),
        ("UA", {"acknowledge-readout"}),
    ],
)
def test_for_each_party_something_waits_and_nothing_is_overdue(
    morning: Morning, party: str, waits: set[str]
) -> None:
    assert waits <= morning.owed(party)
    assert not any(duty.overdue for duty in duties_of(morning.duties, party))


@pytest.mark.parametrize(
    ("who", "acts"),
    [
        ("FR/delegate", {"consultation.answer", "offer.answer", "contact.cancel"}),
        ("FR/envoy", {"contact.report", "readout.answer", "contact.plan"}),
        ("DE/desk", {"readout.acknowledge", "statement.dispute"}),
        ("PL/delegate", {"consultation.receive", "consultation.answer", "mandate.suspend"}),
        ("PL/legal", {"consultation.receive", "readout.acknowledge"}),
        ("UA/delegate", {"consent.give", "consent.refuse", "consent.claim", "consent.disclaim"}),
    ],
)
def test_what_waits_is_theirs_to_say(morning: Morning, who: str, acts: set[str]) -> None:
    assert acts <= morning.may(who)


def test_both_envoys_have_a_mandate_in_force_within_the_cap_and_a_channel(morning: Morning) -> None:
    assert interlocutors(morning.standing, morning.now) == {"FR/envoy", "DE/envoy"}
    assert morning.standing.rule_book.cap == 2
    assert [held.closed for held in morning.standing.channels.values()] == [None]


def test_a_vote_and_a_silence_are_open_and_tell_no_outcome(morning: Morning) -> None:
    vote, silence = morning.open("vote"), morning.open("silence")
    for held in (vote, silence):
        assert outcome_of(morning.standing, held, morning.now).outcome == "pending"
        assert morning.now + DAY < held.deadline < morning.now + 3 * DAY
    assert vote.rule.rule == "qmv"
    assert not set(vote.answers) & {"FR", "PL"}
    assert set(silence.received) == {"FR", "DE", "IT", "UK"}
    assert morning.now < silence.deadline - silence.minimum, "PL can still be reached in time"


def test_ua_is_asked_with_days_to_answer_without_pressure_and_has_refused_before(morning: Morning) -> None:
    asked = requests_to(morning.standing, "UA", morning.now)
    newest = asked.open[0]
    assert 4 * DAY < newest.answer_by - morning.now < 5 * DAY
    how = how_asked(morning.standing, newest.ref, morning.now)
    assert how.pressure == ()
    assert [earlier.state for earlier in how.earlier] == ["refused", "open", "given"]


def test_one_call_waits_to_be_reported_and_one_to_be_claimed(morning: Morning) -> None:
    planned = [
        held
        for held in morning.standing.contacts.values()
        if held.kind == "planned" and held.report is None and held.cancelled is None
    ]
    this_morning, wednesday = sorted(planned, key=lambda held: held.when)
    assert morning.now - 3 * HOUR < this_morning.when < morning.now
    assert morning.now + 2 * DAY < wednesday.when < morning.now + 3 * DAY
    window = morning.standing.rule_book.claim_window * 1000
    assert wednesday.at < morning.now < wednesday.at + window
    assert all(held.stands for held in go_aheads(morning.standing, morning.now))


def test_the_call_of_friday_has_two_accounts(morning: Morning) -> None:
    (called,) = (held for held in morning.standing.contacts.values() if len(held.readouts) == 2)
    sides = {morning.standing.readouts[ref].side for ref in called.readouts}
    assert sides == {"ours", "theirs"}
    assert knowledge(called) == "confirmed by both"


def test_the_chapter_adds_no_finding_of_its_own(morning: Morning) -> None:
    july = datetime.fromisoformat("2026-07-01T10:00Z").timestamp() * 1000
    assert july < morning.standing.stamp
    assert [found for found in findings_now(morning.standing, morning.now) if found.at > july] == []
