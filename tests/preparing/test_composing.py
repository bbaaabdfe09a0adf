"""From what a person wrote to an act: what goes without saying is filled in, and what is wrong is named."""

from __future__ import annotations

import secrets
from typing import Any

import pytest

from plenipo.acts import Said, consent, contact
from plenipo.acts.codec import decode
from plenipo.acts.words import Text
from plenipo.errors import (
    ForbiddenCharacter,
    MalformedMarking,
    MemberMissing,
    MemberUnknown,
    MemberWrong,
    NoRecipients,
    NoSuchBlob,
    RecordUnknown,
    UnknownKind,
    WrongReaders,
)
from plenipo.sealing import HybridIdentity, decode_document, reveal
from plenipo_node.preparing.composing import Ready, compose
from plenipo_node.preparing.texts import Wording, read_identities
from world import HOUR, World

IDENTITIES = {party: HybridIdentity(secrets.token_bytes(32)) for party in ("FR", "DE", "UA")}
ASK = {"party": "UA", "topics": ["ceasefire"], "counterpart": "RU", "level": "senior"}
ASKED = {"text": "May we?", "reason": "It is asked for."}
REPORT = {"level": "senior", "medium": "call", "known": "own-account"}


@pytest.fixture
def world() -> World:
    world = World()
    world.tampered = True  # the sealing keys come from no act here
    for party, identity in IDENTITIES.items():
        world.standing.sealing_keys[party] = [str(identity.recipient)]
    return world


def composed(world: World, kind: str, values: dict[str, Any], **more: Any) -> Ready:
    return compose(world.standing, world.seen, world.now, kind, more.pop("by", "FR/delegate"), values, **more)


def said(prepared: Ready) -> Said:
    return decode(prepared.act)


def test_a_report_needs_neither_party_nor_hour_nor_counterpart(world: World) -> None:
    act = said(composed(world, "contact.report", REPORT))
    assert isinstance(act, contact.Report)
    assert (act.party, act.at, act.counterpart) == ("FR", world.now, "RU")
    assert (act.by, act.dialogue, act.seen.size) == ("FR/delegate", world.standing.dialogue, 1)


def test_what_is_given_is_not_filled_in(world: World) -> None:
    given = REPORT | {"party": "DE", "at": 5 * HOUR, "counterpart": "RU"}
    act = said(composed(world, "contact.report", given))
    assert isinstance(act, contact.Report)
    assert (act.party, act.at) == ("DE", 5 * HOUR)


def test_two_acts_of_the_same_words_are_two(world: World) -> None:
    assert (
        said(composed(world, "contact.report", REPORT)).id
        != said(composed(world, "contact.report", REPORT)).id
    )
    assert said(composed(world, "contact.report", REPORT | {"id": "a" * 32})).id == "a" * 32


def test_words_are_sealed_to_the_readers_that_the_kind_has(world: World) -> None:
    prepared = composed(world, "contact.report", REPORT, texts={"text": "A call.\nIt was short."})
    act = said(prepared)
    assert isinstance(act, contact.Report)
    assert act.text is not None
    assert prepared.readers == ("FR", "DE", "PL", "IT", "UK")
    assert prepared.without_key == ("PL", "IT", "UK")
    text = act.text
    opening = reveal(
        prepared.blobs[text.blob],
        [IDENTITIES["DE"]],
        cipher_sha256=text.blob,
        commitment=text.commitment,
    )
    document = decode_document(opening.document)
    assert (document.title, document.text) == ("A call.", "A call.\nIt was short.")


def test_a_request_for_consent_is_read_by_whom_it_asks(world: World) -> None:
    prepared = composed(world, "consent.ask", ASK | {"answer_by": world.now}, texts=ASKED)
    assert "UA" in prepared.readers


def test_readers_named_are_the_readers_and_must_have_keys(world: World) -> None:
    prepared = composed(
        world, "contact.report", REPORT, texts={"text": "x"}, wording=Wording(to=("FR", "UA"))
    )
    assert prepared.readers == ("FR", "UA")
    with pytest.raises(WrongReaders) as caught:
        composed(world, "contact.report", REPORT, texts={"text": "x"}, wording=Wording(to=("FR", "PL", "XX")))
    assert caught.value.parties == ("PL", "XX")


def test_a_text_is_taken_over_as_it_is_or_sealed_anew_with_its_commitment(world: World) -> None:
    first = composed(world, "contact.report", REPORT, texts={"text": "x"}, wording=Wording(to=("FR",)))
    text = said(first).text  # type: ignore[attr-defined]
    assert isinstance(text, Text)
    assert said(composed(world, "contact.report", REPORT, texts={"text": text})).text == text  # type: ignore[attr-defined]
    how = Wording(to=("FR", "UA"), identities=(IDENTITIES["FR"],), blob=first.blobs.get)
    again = composed(world, "contact.report", REPORT, texts={"text": text}, wording=how)
    anew = said(again).text  # type: ignore[attr-defined]
    assert anew.blob != text.blob
    assert anew.commitment == text.commitment
    reveal(again.blobs[anew.blob], [IDENTITIES["UA"]], cipher_sha256=anew.blob, commitment=text.commitment)
    with pytest.raises(NoSuchBlob):
        composed(
            world, "contact.report", REPORT, texts={"text": text}, wording=Wording(identities=how.identities)
        )


def test_an_answer_takes_the_commitment_of_what_it_answers(world: World) -> None:
    asked = composed(world, "consent.ask", ASK | {"answer_by": world.now + HOUR}, texts=ASKED)
    act = said(asked)
    assert isinstance(act, consent.Ask)
    ref = world.register(act)
    given = {
        "ask": ref,
        "topics": ["ceasefire"],
        "counterpart": "RU",
        "level": "senior",
        "until": world.now + HOUR,
    }
    answer = said(composed(world, "consent.give", given, by="UA/delegate"))
    assert isinstance(answer, consent.Give)
    assert answer.commitment == act.text.commitment
    with pytest.raises(RecordUnknown) as caught:
        composed(world, "consent.give", given | {"ask": "0" * 64}, by="UA/delegate")
    assert caught.value.member == "ask"


def test_all_that_is_missing_is_named_at_once(world: World) -> None:
    with pytest.raises(MemberMissing) as caught:
        composed(world, "contact.report", {"known": "own-account", "level": None})
    assert caught.value.members == ("level", "medium")


@pytest.mark.parametrize("name", ["by", "dialogue", "seen", "kind", "nonsense", "text"])
def test_nobody_gives_the_head_or_a_member_that_is_none(world: World, name: str) -> None:
    with pytest.raises(MemberUnknown) as caught:
        composed(world, "contact.report", REPORT | {name: "DE/delegate"})
    assert caught.value.member == name


def test_words_are_no_value_and_a_value_no_words(world: World) -> None:
    with pytest.raises(MemberUnknown):
        composed(world, "contact.report", REPORT, texts={"level": "senior"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("level", "royal"),
        ("at", "now"),
        ("at", -1),
        ("at", 1.5),
        ("topics", "prisoners"),
        ("topics", [{"id": 1}]),
        ("party", "fr"),
        ("party", "\ud800"),
        ("id", 7),
    ],
)
def test_a_value_of_another_type_is_refused_by_its_name(world: World, name: str, value: object) -> None:
    with pytest.raises(MemberWrong) as caught:
        composed(world, "contact.report", REPORT | {name: value})
    assert caught.value.member == name


def test_a_value_nested_without_end_is_refused(world: World) -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(MemberWrong):
        composed(world, "contact.report", REPORT | {"topics": deep})


def test_what_cannot_stand_in_an_act_does_not_leave_here(world: World) -> None:
    with pytest.raises(ForbiddenCharacter):
        composed(world, "key.add", {"owner": "FR", "purpose": "seal", "key": "age1\u202e"})


@pytest.mark.parametrize("kind", ["dialogue.found", "no.such", ""])
def test_a_kind_that_nobody_says_in_a_dialogue_is_refused(world: World, kind: str) -> None:
    with pytest.raises(UnknownKind):
        composed(world, kind, {})


def test_a_marking_that_is_none_is_refused(world: World) -> None:
    with pytest.raises(MalformedMarking):
        composed(world, "contact.report", REPORT, texts={"text": "x"}, wording=Wording(marking="SECRET?"))


def test_nothing_is_sealed_to_nobody(world: World) -> None:
    world.standing.sealing_keys.clear()
    with pytest.raises(NoRecipients):
        composed(world, "contact.report", REPORT, texts={"text": "x"})


def test_an_identity_file_is_read_without_its_remarks() -> None:
    (found,) = read_identities(f"# a remark\n\n  {IDENTITIES['FR'].encode()}  \n")
    assert str(found.recipient) == str(IDENTITIES["FR"].recipient)
