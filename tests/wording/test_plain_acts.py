"""What a person reads before signing: every kind has a name, and nothing of an act is hidden."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from django.utils import translation
from wording_cast import set_up

from plenipo.acts import KINDS, contact
from plenipo.acts.codec import decode
from plenipo.acts.words import Text
from plenipo.consultation import HOUSES, RULES, Outcome
from plenipo.dialogue.derived import Authority, Knowledge, MandateState
from plenipo.dialogue.standing import Standing
from plenipo.dialogue.views.status import ChannelState
from plenipo.dialogue.views.timeline import ItemKind
from plenipo.dialogue.views.tracks import TrackKind
from plenipo.guard.may import State
from plenipo.guard.rules.record import SCALES
from plenipo.register import decode_entry
from plenipo.verify import Nodes, Replay
from plenipo.verify.replay import replay_entry
from plenipo_node.pages.frame.tags import exactly as exactly_shown
from plenipo_node.pages.frame.tags import instant
from plenipo_node.preparing.members import choices_of, hints_of
from plenipo_node.wording.acts import done, means, plain, title
from plenipo_node.wording.instants import exactly, when
from plenipo_node.wording.kinds import TITLES
from plenipo_node.wording.labels import LABELS
from plenipo_node.wording.vocabulary import WORDS, label, word

set_up()
BUNDLE = Path(__file__).parents[1] / "data/golden/rules-1.entries"
FILLED_IN = ("id", "dialogue", "seen", "kind")


def bundled() -> Iterator[bytes]:
    data, at = BUNDLE.read_bytes(), 0
    while at < len(data):
        length = int.from_bytes(data[at : at + 2], "big")
        yield data[at + 2 : at + 2 + length]
        at += 2 + length


ENTRIES = list(bundled())
ACTS = [decode_entry(entry).act for entry in ENTRIES]


@cache
def played() -> Standing:
    nodes = Nodes()
    replay = Replay(Standing(), nodes)
    for entry in ENTRIES:
        replay_entry(replay, nodes, entry)
    return replay.standing


def leaves(value: Any) -> Iterator[Any]:
    """What an act says, as JSON has it; of a sealed text its marking alone."""
    if isinstance(value, dict) and set(value) == {"blob", "commitment", "marking"}:
        yield value["marking"]
    elif isinstance(value, dict):
        for name, each in value.items():
            if not name.islower() or len(name) == 64:
                yield name
            yield from leaves(each)
    elif isinstance(value, list):
        for each in value:
            yield from leaves(each)
    else:
        yield value


def spellings(leaf: Any) -> list[str]:
    if isinstance(leaf, bool):
        return ["yes" if leaf else "no"]
    if isinstance(leaf, int):
        return [when(leaf), exactly(leaf), str(leaf)] if leaf < 10**10 else [when(leaf)]
    record = played().record(leaf)
    return [f"record {record.index}"] if record else [leaf, word(leaf), word(leaf).capitalize()]


@pytest.mark.parametrize("at", range(len(ACTS)))
def test_every_value_of_an_act_is_read_before_it_is_signed(at: int) -> None:
    act = decode(ACTS[at])
    read = "\n".join(f"{line.label}: {line.value}" for line in plain(act, played()))
    said = {name: value for name, value in msgspec.json.decode(ACTS[at]).items() if name not in FILLED_IN}
    for leaf, times in Counter(leaves(said)).items():
        assert max(read.count(each) for each in spellings(leaf)) >= times, leaf


def test_the_golden_register_says_every_kind_but_the_newest() -> None:
    said = {msgspec.json.decode(act)["kind"] for act in ACTS}
    assert set(KINDS) - said <= {"mandate.report"}


def test_a_text_is_shown_with_its_readers_and_its_words() -> None:
    text = Text(blob="1" * 64, commitment="2" * 64, marking="TLP:AMBER")
    report = next(act for each in ACTS if isinstance(act := decode(each), contact.Report))
    act = msgspec.structs.replace(report, text=text)
    lines = plain(act, played(), lambda _text: "It rained.\nThey came.", {"1" * 64: ("FR", "DE")})
    (found,) = [line.value for line in lines if line.label == "What is known of it"]
    assert found == "sealed text, TLP:AMBER, read by FR, DE\nIt rained.\nThey came."
    (closed,) = [line.value for line in plain(act, played()) if line.label == "What is known of it"]
    assert closed == "sealed text, TLP:AMBER"


def test_a_record_that_is_not_here_is_named_in_full() -> None:
    report = next(act for each in ACTS if isinstance(act := decode(each), contact.Report))
    lines = plain(msgspec.structs.replace(report, plan="a" * 64), played())
    assert any("a" * 64 in line.value for line in lines)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_name_to_do_and_one_done(kind: str) -> None:
    assert title(kind)[0].isupper()
    assert done(kind)[0].islower()
    assert means(kind)


def test_no_name_stands_for_a_kind_that_is_gone() -> None:
    assert set(TITLES) == set(KINDS)


def parts(cls: type[msgspec.Struct]) -> Iterator[type[msgspec.Struct]]:
    """A class of acts with all values within it."""

    def within(hint: Any) -> Iterator[type[msgspec.Struct]]:
        if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
            yield from parts(hint)
        for each in getattr(hint, "__args__", ()):
            yield from within(each)
        if hasattr(hint, "__origin__") and hasattr(hint, "__metadata__"):
            yield from within(hint.__origin__)

    yield cls
    for hint in hints_of(cls).values():
        yield from within(hint)


@pytest.mark.parametrize("kind", KINDS)
def test_every_member_has_a_label_and_every_word_of_the_wire_a_plain_one(kind: str) -> None:
    for cls in parts(KINDS[kind]):
        for name, hint in hints_of(cls).items():
            assert name in LABELS, name
            assert set(choices_of(hint)) <= set(WORDS), name
        tag = cls.__struct_config__.tag
        assert tag == kind or not isinstance(tag, str) or tag in WORDS


STATES = (
    Authority, Knowledge, MandateState, ChannelState, TrackKind, ItemKind, Outcome, State,
)  # fmt: skip


@pytest.mark.parametrize("states", STATES, ids=str)
def test_every_state_has_a_plain_word(states: Any) -> None:
    assert set(get_args(states)) <= set(WORDS)


def test_every_rule_of_voting_house_and_likelihood_has_a_plain_word() -> None:
    likelihoods = {likely for scale in SCALES.values() for likely in scale}
    assert {*RULES, *HOUSES, *likelihoods} <= set(WORDS)


def test_a_name_that_is_no_word_of_the_wire_stays_as_it_is() -> None:
    assert word("Ceasefire at sea") == "Ceasefire at sea"
    assert label("end-mandate") == "End of a mandate"


def test_a_page_in_french_has_french_months_and_words_where_they_are_translated() -> None:
    with translation.override("fr"):
        assert "mars 2026" in when(1_773_334_800_000)
        assert title("contact.report")


def test_a_list_tells_the_minute_and_a_record_the_moment() -> None:
    at = 1_783_321_241_695
    assert exactly_shown(at).endswith("2026, 09:00:41.695 CEST</time>")
    assert instant(at).endswith("2026, 09:00 CEST</time>")
    assert "07:00:41Z" in instant(at)
