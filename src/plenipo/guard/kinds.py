"""Who may say what: for each kind, the functions of the person and the roles of their party.

Facts may be recorded by whoever works on them; what binds a party is said by its delegate or authority;
a drafter prepares and records, and decides nothing; a reader acknowledges.
"""

from __future__ import annotations

from msgspec import Struct

from plenipo.acts import (
    Said,
    assessment,
    channel,
    commitment,
    consent,
    consultation,
    contact,
    correction,
    dialogue,
    key,
    mandate,
    offer,
    person,
    pressure,
    proposal,
    readout,
    register,
    source,
    statement,
)


class Speakers(Struct, frozen=True):
    functions: frozenset[str]
    roles: frozenset[str]


AUTHORITY = frozenset({"authority"})
SPEAKS = frozenset({"authority", "delegate"})
ENVOY = frozenset({"envoy"})
ACTS = frozenset({"delegate", "envoy"})
RECORDS = frozenset({"authority", "delegate", "envoy", "drafter"})
READS = frozenset({"authority", "delegate", "envoy", "drafter", "reader"})

PARTNER = frozenset({"partner"})
CONCERNED = frozenset({"concerned"})
BOTH = frozenset({"partner", "concerned"})

SPEAKERS: dict[type[Said], Speakers] = {
    kind: Speakers(functions, roles)
    for functions, roles, kinds in (
        (AUTHORITY, BOTH, (dialogue.Found, dialogue.Leave, person.Accredit, person.Withdraw)),
        (AUTHORITY, PARTNER, (dialogue.Amend, dialogue.Admit, register.HandOver)),
        (READS, BOTH, (key.Add, key.Revoke, consultation.Receive, readout.Acknowledge)),
        (RECORDS, BOTH, (register.Settle,)),
        (
            SPEAKS,
            PARTNER,
            (
                consultation.Open,
                consultation.Answer,
                consultation.Vouch,
                consultation.Attach,
                consultation.Extend,
                consultation.Withdraw,
                contact.Ratify,
                consent.Ask,
                channel.Open,
                channel.Pause,
                channel.Close,
                contact.Announce,
                offer.Answer,
                offer.LeaveUnanswered,
            ),
        ),
        (SPEAKS, BOTH, (mandate.Suspend, mandate.Resume, mandate.Revoke)),
        (ENVOY, PARTNER, (mandate.Accept,)),
        (ACTS, PARTNER, (mandate.Report, contact.Plan, offer.Make, proposal.Table, proposal.Withdraw)),
        (
            SPEAKS,
            CONCERNED,
            (
                consent.Give,
                consent.Disclaim,
                consent.Claim,
                consent.Refuse,
                consent.Withdraw,
                consent.ConditionsMet,
                consent.Invite,
                pressure.Report,
            ),
        ),
        (SPEAKS | ENVOY, BOTH, (contact.Cancel, contact.Disavow)),
        (
            RECORDS,
            BOTH,
            (
                contact.Report,
                contact.Confirm,
                contact.Deny,
                contact.DeclineToConfirm,
                contact.Brief,
                contact.Outcome,
                offer.Receive,
                proposal.Report,
                proposal.Answer,
                readout.File,
                readout.Share,
                readout.Question,
                readout.Answer,
                source.Add,
                statement.Record,
                statement.Dispute,
                commitment.Record,
                commitment.Update,
                assessment.Make,
                assessment.Resolve,
                correction.Correct,
            ),
        ),
    )
    for kind in kinds
}
