"""A question to the partners: whatever is taken is counted and told; a closed one does not stay pending."""

from __future__ import annotations

import json

from json_tree import mutate

from plenipo.consultation import decode_question, encode_result, tally
from plenipo.errors import PlenipoError

__all__ = ["check", "mutate"]


def check(data: bytes) -> bool:
    try:
        question = decode_question(data)
    except PlenipoError:
        return False
    result = tally(question)
    told = json.loads(encode_result(result))
    assert told["outcome"] == result.outcome
    assert result.outcome != "pending" or not question.closed
    return True
