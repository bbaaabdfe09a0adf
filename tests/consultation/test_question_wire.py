"""Questions from JSON: strict, with every fault at once; results to JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plenipo.consultation import OnBehalf, Unanimity, decode_question, encode_result, tally
from plenipo.errors import BadQuestion, ConsultationError, UnknownRule

PLAIN = {"rule": "unanimity", "members": {"FR": 15, "DE": 18}, "answers": {"FR": "for", "DE": "for"}}


def encoded(**changes: object) -> bytes:
    return json.dumps(PLAIN | changes).encode()


def codes(data: bytes) -> set[str]:
    with pytest.raises(BadQuestion) as refused:
        decode_question(data)
    return {fault.code for fault in refused.value.faults}


def test_a_whole_question_is_read() -> None:
    question = decode_question(
        encoded(
            on_proposal=True,
            participants=["FR", "DE"],
            declarations={"FR": "text"},
            on_behalf={"DE": {"by": "FR", "answer": "for"}},
            closed=True,
            parameters={"absence_prevents": False, "quorum": None},
        )
    )
    assert question.on_behalf == {"DE": OnBehalf("FR", "for")}
    assert question.parameters == Unanimity(absence_prevents=False, quorum=None)
    assert tally(question).outcome == "adopted"


def test_a_missing_answer_is_none() -> None:
    assert tally(decode_question(encoded(answers={"FR": "for"}))).missing == ("DE",)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'{"rule":"unanimity","members":{"A":1},"answers":{},"answers":{}}', "duplicate-key"),
        (b'{"rule":"unanimity","members":{"A":1,"A":2}}', "duplicate-key"),
        (b'{"rule":"unanimity","members":{"A":1.0}}', "not-an-integer"),
        (b'{"rule":"unanimity","members":{"A":1e3}}', "not-an-integer"),
        (b'{"rule":"unanimity","members":{"A":NaN}}', "not-an-integer"),
        (b'{"rule":"unanimity","members":{"A":true}}', "bad-type"),
        (b'{"rule":"unanimity","members":{"A":"1"}}', "bad-type"),
        (b'{"rule":"unanimity","members":{"A":99999999999999999999999}}', "bad-weight"),
        (b'{"rule":"unanimity","members":{"A":' + b"9" * 5000 + b"}}", "not-json"),
        (encoded(colour="blue"), "unknown-field"),
        (encoded(on_behalf={"DE": {"by": "FR", "answer": "for", "why": ""}}), "bad-type"),
        (encoded(parameters={"absence": True}), "bad-parameters"),
        (encoded(parameters={"quorum": {"num": 3, "den": 2}}), "share"),
        (encoded(answers={"UA": "for"}), "not-a-member"),
        (encoded(members={"FR": -1, "DE": 1}), "bad-weight"),
        (encoded(members={"FR": 0, "DE": 0}), "no-weight"),
        (encoded(members={"\x00": 1}), "bad-name"),
        (encoded(members={"\ud800": 1}), "not-json"),
        (encoded(parameters={"\ud800": 1}), "not-json"),
        (encoded(rule="\ud800"), "not-json"),
        (encoded(declarations={"FR": "\udfff"}), "not-json"),
        (b'{"rule":"unanimity"}', "missing-field"),
        (b"[]", "not-an-object"),
        (b"", "not-json"),
        (b"\xff", "not-json"),
        (b"[" * 200_000, "not-json"),
        (b" " * (1 << 20) + b"{}", "too-long"),
    ],
)
def test_what_is_not_exactly_a_question_is_refused(data: bytes, code: str) -> None:
    assert code in codes(data)


def test_all_faults_are_listed_at_once() -> None:
    shape = b'{"members":{"A":1.5,"A":2},"closed":"no","colour":1}'
    expected = {"missing-field", "not-an-integer", "duplicate-key", "bad-type", "unknown-field"}
    assert codes(shape) == expected
    sense = encoded(answers={"UA": "for", "FR": "maybe", "DE": "object"}, participants=["FR", "FR", "DE"])
    assert codes(sense) == {"not-a-member", "unknown-word", "word-not-in-rule", "named-twice"}


def test_an_unknown_rule_is_named() -> None:
    with pytest.raises(UnknownRule):
        decode_question(encoded(rule="acclamation"))


def test_a_result_is_told_in_sentences_and_numbers() -> None:
    told = json.loads(encode_result(tally(decode_question(encoded()))))
    assert (told["outcome"], told["bound"], told["for_members"], told["for_weight"]) == (
        "adopted",
        ["FR", "DE"],
        2,
        33,
    )
    assert told["reasons"] == ["None of the 2 members prevents adoption; 2 in favour."]
    assert told["swing"] == {"kind": "block", "fewest": 1, "example": ["DE"]}


def test_an_open_result_tells_no_numbers() -> None:
    told = json.loads(encode_result(tally(decode_question(encoded(closed=False, answers={"FR": "for"})))))
    assert told["outcome"] == "pending"
    assert told.keys() == {"rule", "outcome", "reasons", "answered", "missing"}


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    with pytest.raises(ConsultationError):
        decode_question(data)


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from(["FR", "for", "qmv", "veto", "\x00", "\ud800"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["FR", "by", "n", "quorum", "\udfff"]), inner)
    ),
    max_leaves=5,
)
FIELDS = [*PLAIN, "on_proposal", "participants", "declarations", "on_behalf", "closed", "parameters"]


@given(st.dictionaries(st.sampled_from(FIELDS), values))
def test_no_json_crashes_the_reader_or_the_count(changes: dict[str, object]) -> None:
    try:
        question = decode_question(encoded(**changes))
    except ConsultationError:
        return
    encode_result(tally(question))
