"""What the guard answers, in words and as JSON; and what became of an act that was handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plenipo.dialogue.standing import Standing
from plenipo.guard.explain import cure_sentence, flag_sentence, sentence
from plenipo.verify import Nodes, Replay, read_act
from plenipo_cli import clock, exits
from plenipo_cli.screen import say
from plenipo_node.intake import Invalid, Refused, Registered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plenipo.dialogue.entered import Flag
    from plenipo.dialogue.records import Finding
    from plenipo.guard.verdict import Verdict
    from plenipo_node.intake import Outcome
    from plenipo_node.preparing.act_files import ActFile


# With which option of `plenipo act` a cure is followed that changes the act itself.
OPTIONS = {
    "add-recipient": "--recipients PARTY",
    "declare": "--declaration TEXT",
    "later-deadline": "--deadline TIME",
    "leave-out": "--recipients PARTY",
    "lower-grade": "--grade A2",
    "mandated-level": "--level LEVEL",
    "mandated-medium": "--medium MEDIUM",
    "name-consent-by": "--consent-by TIME",
    "named-envoy": "--envoy PERSON",
    "plan-later": "--at TIME",
    "say-reported": "--known reported",
    "state-matters": "--matters topic=TOPIC,raised=not-raised, by-them or by-us; one for each topic",
}


def lines_of(verdict: Verdict) -> Iterator[str]:
    """Every reason with its rule and its cures; of an allowed act, what stays with it."""
    for reason in verdict.reasons:
        yield f"  rule {reason.rule:<3} {sentence(reason)}"
        for cure in reason.cures:
            option = f"  ({OPTIONS[cure.code]})" if cure.code in OPTIONS else ""
            yield f"           → {cure_sentence(cure)}{option}"
    for flag in verdict.flags:
        yield f"  finding  {flag_sentence(flag.code, flag.about, flag.facts)}"


def facts_of(verdict: Verdict) -> dict[str, object]:
    return {
        "allowed": verdict.allowed,
        "reasons": [
            {
                "rule": reason.rule,
                "code": reason.code,
                "facts": reason.facts,
                "sentence": sentence(reason),
                "cures": [
                    {"code": c.code, "act": c.act, "whose": c.whose, "sentence": cure_sentence(c)}
                    for c in reason.cures
                ],
            }
            for reason in verdict.reasons
        ],
        "flags": [flag_facts(flag) for flag in verdict.flags],
        "position": verdict.position,
        "chain": verdict.chain,
    }


def flag_facts(flag: Flag | Finding) -> dict[str, object]:
    """A finding as JSON, as a verdict raises it or an entry brought it up."""
    return {
        "code": flag.code,
        "about": flag.about,
        "facts": flag.facts,
        "sentence": flag_sentence(flag.code, flag.about, flag.facts),
    }


def verdict_on_founding(act: ActFile) -> Verdict:
    """What the guard would say of a founding act now, where nothing stands yet. SignatureError."""
    read = read_act(act.data, act.armored, {})
    return Replay(Standing(), Nodes()).judge(read, clock.now()).verdict


def tell_verdict(verdict: Verdict, ref: str, *, as_json: bool) -> int:
    """For an act that is not registered."""
    head = "allowed" if verdict.allowed else "refused"
    say(as_json, {"reference": ref, **facts_of(verdict)}, [head, *lines_of(verdict)])
    return exits.OK if verdict.allowed else exits.NO


def tell_outcome(outcome: Outcome, *, as_json: bool, remarks: tuple[str, ...] = ()) -> int:
    """For an act that was handed in. Raises the error of an invalid one."""
    if isinstance(outcome, Invalid):
        raise outcome.error
    if isinstance(outcome, Refused):
        facts = {"error": "refused", "reference": outcome.ref, **facts_of(outcome.verdict)}
        say(as_json, facts, ["refused", *lines_of(outcome.verdict)])
        return exits.NO
    _tell_registered(outcome, as_json=as_json, remarks=remarks)
    return exits.OK


def _tell_registered(outcome: Registered, *, as_json: bool, remarks: tuple[str, ...]) -> None:
    verdict = outcome.verdict
    head = f"record {outcome.index}{' (it stood there before)' if outcome.again else ''}"
    facts = {
        "record": outcome.index,
        "reference": outcome.ref,
        "stamp": outcome.stamp,
        "again": outcome.again,
        "remarks": remarks,
        "flags": facts_of(verdict)["flags"] if verdict else [],
    }
    flags = lines_of(verdict) if verdict else ()
    say(
        as_json,
        facts,
        [head, f"reference {outcome.ref}", *flags, *(f"  note     {each}" for each in remarks)],
    )
