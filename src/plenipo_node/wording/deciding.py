"""The rules of decision in words with their source, and what each answer does under them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from msgspec import Struct

from plenipo.dialogue.counting import asks_consent
from plenipo_node.wording.instants import span, when
from plenipo_node.wording.vocabulary import label, named, word

if TYPE_CHECKING:
    from plenipo.acts.charter import DecisionRule
    from plenipo.dialogue.records import Consultation


class RuleWords(Struct, frozen=True, kw_only=True):
    """`settings` are those of the charter, where the rule's defaults do not hold."""

    name: str
    says: str
    source: str
    settings: tuple[str, ...] = ()


USAGE: Final = gettext_noop("usage; the charter's choice")

RULES: Final[dict[str, tuple[str, str]]] = {
    "unanimity": (
        gettext_noop(
            "Adopted when no member is against. An abstention prevents nothing; an absent member does."
        ),
        gettext_noop("TFEU 238(4)"),
    ),
    "cfsp-unanimity": (
        gettext_noop(
            "Adopted when no member is against. Who abstains with a formal declaration need not apply the "
            "decision, which still commits all others; if those are a third of the members with a third of "
            "the population, it is not adopted."
        ),
        gettext_noop("TEU 31(1)"),
    ),
    "simple-majority": (
        gettext_noop("Adopted when more than half of all members are in favour. Weights do not count."),
        gettext_noop("TFEU 238(1)"),
    ),
    "qmv": (
        gettext_noop(
            "Adopted with at least 72 % of the members that hold at least 65 % of the population. Who "
            "abstains or is absent is not in favour."
        ),
        gettext_noop("TFEU 238(2)"),
    ),
    "qmv-on-proposal": (
        gettext_noop(
            "Adopted with at least 55 % of the members, and no fewer than 15 where the charter sets no other "
            "number, that hold at least 65 % of the population. Who abstains or is absent is not in favour. "
            "Fewer than a blocking minority cannot prevent it."
        ),
        gettext_noop("TEU 16(4)"),
    ),
    "consensus": (
        gettext_noop("Adopted when nobody present is against. Abstention and absence prevent nothing."),
        USAGE,
    ),
    "consensus-minus": (
        gettext_noop("Adopted when no more than the few that the charter allows are against."),
        USAGE,
    ),
    "two-thirds": (gettext_noop("Adopted when at least two thirds of the members are in favour."), USAGE),
    "weighted-majority": (
        gettext_noop("Adopted when those in favour hold the share of the weight that the charter sets."),
        USAGE,
    ),
    "double-majority": (
        gettext_noop("Adopted when those in favour reach a share of the members and a share of the weight."),
        USAGE,
    ),
    "veto": (
        gettext_noop("Adopted when a share of the members is in favour and no party with a veto is against."),
        USAGE,
    ),
}

SILENCE: Final = gettext_noop(
    "Adopted if nobody objects before the deadline. Each partner must have acknowledged the exact text at "
    "least %(minimum)s before it, else the text lapses. It is final once a quorum of the partners has "
    "countersigned after the deadline."
)
WRITTEN: Final = gettext_noop(
    "First the partners say, before %(until)s, whether they agree to decide in writing: all must. "
    "Then they vote."
)

# What an answer does: under one rule, else under any.
EFFECTS: Final[dict[str, str]] = {
    "for": gettext_noop("%(party)s is in favour of the text."),
    "against": gettext_noop("%(party)s is counted against."),
    "against unanimity": gettext_noop("One member against is enough: the text is not adopted."),
    "against cfsp-unanimity": gettext_noop("One member against is enough: the text is not adopted."),
    "against consensus": gettext_noop("One member against is enough: the text is not adopted."),
    "abstain": gettext_noop("%(party)s is not counted in favour, and is bound if the text is adopted."),
    "abstain unanimity": gettext_noop("Prevents nothing; %(party)s is bound if the text is adopted."),
    "abstain cfsp-unanimity": gettext_noop("Prevents nothing; %(party)s is bound if the text is adopted."),
    "abstain consensus": gettext_noop("Prevents nothing; %(party)s is bound if the text is adopted."),
    "abstain consensus-minus": gettext_noop("Prevents nothing; %(party)s is bound if the text is adopted."),
    "constructive": gettext_noop(
        "Lets it pass, and %(party)s need not apply it. It takes a formal declaration, written below."
    ),
    "vital-reasons": gettext_noop(
        "No vote is taken; the matter may be referred upwards. It takes reasons, stated below."
    ),
    "object": gettext_noop("Breaks the silence at once and for good: the text is not adopted."),
    "amend": gettext_noop("Breaks the silence too, and says what %(party)s proposes in its place."),
}
TO_WRITING: Final[dict[str, str]] = {
    "for": gettext_noop("%(party)s agrees to decide in writing; its vote on the text comes afterwards."),
    "against": gettext_noop("%(party)s does not agree to decide in writing: no vote is taken."),
    "abstain": gettext_noop("Prevents nothing."),
}
# The answers by what one does.
ANSWERS: Final[dict[str, str]] = {
    "for": gettext_noop("For"),
    "against": gettext_noop("Against"),
    "abstain": gettext_noop("Abstain"),
    "constructive": gettext_noop("Abstain constructively"),
    "vital-reasons": gettext_noop("Oppose a vote for vital reasons"),
    "object": gettext_noop("Object"),
    "amend": gettext_noop("Propose an amendment"),
}


def says(rule: str) -> str:
    """When a text is adopted under this rule of voting; "" for a word that is none."""
    return _(RULES[rule][0]) if rule in RULES else ""


def rule_words(rule: DecisionRule) -> RuleWords:
    """A vote under this rule of the charter."""
    name = "qmv-on-proposal" if rule.rule == "qmv" and rule.on_proposal else rule.rule
    says, source = RULES.get(name, ("", USAGE))
    return RuleWords(
        name=word(rule.rule),
        says=_(says) if says else "",
        source=_(source),
        settings=tuple(
            named(label(key, "Parameters"), setting_words(value)) for key, value in rule.parameters.items()
        ),
    )


def how_decided(held: Consultation) -> RuleWords:
    """The rule of one consultation, with its procedure."""
    voted = rule_words(held.rule)
    if held.procedure == "silence":
        says = _(SILENCE) % {"minimum": span(held.minimum // 1000)}
        return RuleWords(
            name=word("silence"), says=says, source=_("the charter of this dialogue"), settings=voted.settings
        )
    if held.consent_by is not None:
        first = _(WRITTEN) % {"until": when(held.consent_by)}
        return RuleWords(
            name=voted.name, says=f"{first} {voted.says}", source=voted.source, settings=voted.settings
        )
    return voted


def effect(held: Consultation, answer: str, party: str, now: int) -> str:
    """What this answer does now."""
    if asks_consent(held, now) and answer in TO_WRITING:
        found = TO_WRITING[answer]
    else:
        found = EFFECTS.get(f"{answer} {held.rule.rule}", EFFECTS.get(answer, ""))
    return _(found) % {"party": party} if found else ""


def answer_words(answer: str) -> str:
    """An answer as something to do."""
    return _(ANSWERS[answer]) if answer in ANSWERS else word(answer)


def setting_words(value: object) -> str:
    """What is set about a rule: a share, a number, parties, yes or no."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    num, den = getattr(value, "num", None), getattr(value, "den", None)
    if num is None:
        return word(str(value))
    share = f"{num}/{den}"
    return _("more than %(share)s") % {"share": share} if getattr(value, "more_than", False) else share
