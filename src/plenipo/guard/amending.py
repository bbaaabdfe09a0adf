"""What another charter would ask beside the partners' decision: whose own word, and what stands against it.

The rules that judge an amendment are asked, as if the partners had adopted it just now and nobody else had
said a word on it.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from plenipo.acts import dialogue
from plenipo.acts.charter import Charter, Founder
from plenipo.acts.consultation import Amendment
from plenipo.acts.words import Seen
from plenipo.dialogue.entered import Entered, Signer
from plenipo.dialogue.records import Consultation
from plenipo.dialogue.standing import Standing
from plenipo.guard.candidates import ZEROS, Maker
from plenipo.guard.case import Case, Past
from plenipo.guard.charters import Fault, faults
from plenipo.guard.rules.foundation import rights_changed, rule_61, rule_62
from plenipo.guard.verdict import Reason

OUTCOME = "not-adopted-under-new"  # the answers are still to come
OWN_CONSENT = "rights-need-own-consent"
OWN_YES = "deputies-without-own-yes"


class Needed(Struct, frozen=True, kw_only=True):
    """`faults` are those of the charter itself. `rights` are what it changes of each concerned party's
    protection, which takes that party's own consent; `own_yes` the partners that must be in favour
    themselves, with the deputies they would be given. `against` no answer mends.
    """

    faults: tuple[Fault, ...]
    rights: dict[str, tuple[str, ...]]
    own_yes: dict[str, tuple[str, ...]]
    against: tuple[Reason, ...]


def needed(  # noqa: PLR0913, PLR0917 the standing's three, and the three that an amendment names
    standing: Standing,
    charter: Charter,
    now: int,
    past: Past,
    authority: Founder | None = None,
    consultation: str | None = None,
) -> Needed:
    """For a charter that would come into force at `now` (ms). Where the consultation on it is named, what was
    said on it counts, and what is told is still lacking. Errors: NotFounded.
    """
    wrong = tuple(faults(charter))
    case = _case(standing, charter, now, past, authority, consultation)
    told = [reason for rule in (rule_61, rule_62) for reason in rule(case)]
    known = {fault.code for fault in wrong} | {OUTCOME, OWN_YES}
    asked = {str(reason.facts["party"]) for reason in told if reason.code == OWN_CONSENT}
    own = [reason.facts for reason in told if reason.code == OWN_YES]
    return Needed(
        faults=wrong,
        rights={each: rights_changed(standing.rule_book, charter, each) for each in sorted(asked)},
        own_yes={str(facts["party"]): tuple(str(facts["deputies"]).split()) for facts in own},
        against=tuple(reason for reason in told if reason.rule == 61 and reason.code not in known),
    )


def _case(  # noqa: PLR0913, PLR0917 those of `needed`
    standing: Standing,
    charter: Charter,
    now: int,
    past: Past,
    authority: Founder | None,
    consultation: str | None,
) -> Case:
    root = past.root(standing.size) or ZEROS
    maker = Maker(standing, "", now, Seen(size=standing.size, root=root))
    members = {"consultation": consultation or ZEROS, "charter": charter, "authority": authority}
    said = maker.act(dialogue.Amend, **members)
    entered = Entered(act=said, ref=ZEROS, signers=(Signer(""),), index=standing.size, stamp=now)
    if consultation is not None:
        return Case(standing, entered, past)
    held = _decided(standing, Amendment(charter=charter, authority=authority), now)
    return Case(replace(standing, consultations={ZEROS: held}), entered, past)


def _decided(standing: Standing, subject: Amendment, now: int) -> Consultation:
    """A vote on it that has just closed, and in which nobody has answered."""
    return Consultation(
        index=standing.size,
        at=now,
        by="",
        subject=subject,
        commitment=ZEROS,
        procedure="vote",
        rule=standing.rule_book.decisions["amendment"],
        members={party.id: party.weight for party in standing.parties("partner")},
        deadlines=[(now, now)],
        weights=standing.rule_book.weights,
    )
