"""The mandates of a dialogue as policies of Cedar and of Casbin, and one decision by each.

A policy a mandate, as it would be kept where nobody takes dead ones away: this envoy may plan a contact with
this counterpart, at these levels, by these media, on these topics, from then to then. Consent, readouts that
are owed and who signs are not asked. Policies are loaded beforehand: the decision alone is measured.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from plenipo.acts.contact import Plan
    from plenipo.dialogue.records import Mandate


class Decide(Protocol):
    """Whether a plan is permitted, or the same plan so much later (ms)."""

    def __call__(self, plan: Plan, later: int = 0) -> bool: ...


def cedar(mandates: Mapping[str, Mandate]) -> Decide | None:
    if importlib.util.find_spec("cedarpy") is None:
        return None
    import cedarpy  # noqa: PLC0415 - a peer that may not be installed

    policies = cedarpy.PolicySet.from_str("\n".join(map(_permit, mandates.values())))

    def decide(plan: Plan, later: int = 0) -> bool:
        request = {
            "principal": {"type": "Person", "id": plan.envoy},
            "action": {"type": "Action", "id": "plan"},
            "resource": {"type": "Party", "id": plan.counterpart},
            "context": {
                "level": plan.level,
                "medium": plan.medium,
                "topics": list(plan.topics),
                "at": plan.at + later,
            },
        }
        return bool(cedarpy.is_authorized(request, policies, []).allowed)

    return decide


def _permit(held: Mandate) -> str:
    terms = held.terms
    return (
        f'permit (principal == Person::"{terms.envoys[0]}", action == Action::"plan", '
        f'resource == Party::"{terms.counterpart}") when {{ '
        f"[{_words(terms.levels)}].contains(context.level) && "
        f"[{_words(terms.media)}].contains(context.medium) && "
        f"[{_words(terms.topics)}].containsAll(context.topics) && "
        f"context.at >= {terms.starts} && context.at < {terms.ends} }};"
    )


def _words(words: tuple[str, ...]) -> str:
    return ", ".join(f'"{word}"' for word in words)


MODEL = """
[request_definition]
r = person, party, level, medium, topics, at

[policy_definition]
p = person, party, levels, media, topics, starts, ends

[policy_effect]
e = some(where (p.eft == allow))

[matchers]
m = r.person == p.person && r.party == p.party && within(r.at, p.starts, p.ends) && \
covers(p.levels, r.level) && covers(p.media, r.medium) && covers(p.topics, r.topics)
"""


def casbin(mandates: Mapping[str, Mandate]) -> Decide | None:
    if importlib.util.find_spec("casbin") is None:
        return None
    import casbin as peer  # noqa: PLC0415 - likewise

    enforcer = peer.Enforcer(peer.Enforcer.new_model(text=MODEL))
    enforcer.add_function("covers", lambda those, asked: set(asked.split()) <= set(those.split()))
    enforcer.add_function("within", lambda at, starts, ends: int(starts) <= at < int(ends))
    enforcer.add_policies([_row(held) for held in mandates.values()])

    def decide(plan: Plan, later: int = 0) -> bool:
        asked = (
            plan.envoy,
            plan.counterpart,
            plan.level,
            plan.medium,
            " ".join(plan.topics),
            plan.at + later,
        )
        return bool(enforcer.enforce(*asked))

    return decide


def _row(held: Mandate) -> list[Any]:
    terms = held.terms
    sets = (" ".join(words) for words in (terms.levels, terms.media, terms.topics))
    return [terms.envoys[0], terms.counterpart, *sets, str(terms.starts), str(terms.ends)]


PEERS: dict[str, Callable[[Mapping[str, Mandate]], Decide | None]] = {"Cedar": cedar, "Casbin": casbin}
