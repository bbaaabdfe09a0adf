"""Who may say acts of which kind: the functions of the person, and the roles of the party."""

from __future__ import annotations

from plenipo.acts import (
    Said,
    assessment,
    consent,
    consultation,
    contact,
    correction,
    dialogue,
    key,
    mandate,
    offer,
    person,
    proposal,
    readout,
    register,
    source,
)

HEADS = ("authority",)
SPOKESMEN = ("authority", "delegate")
RECORDERS = ("authority", "delegate", "envoy", "drafter")
ALL = (*RECORDERS, "reader")
BOTH = "partner concerned"
SPEAKERS: dict[type[Said], tuple[tuple[str, ...], str]] = {
    contact.Plan: (("delegate", "envoy"), "partner"),
    offer.Make: (("delegate", "envoy"), "partner"),
    proposal.Table: (("delegate", "envoy"), "partner"),
    contact.Announce: (SPOKESMEN, "partner"),
    mandate.Accept: (("envoy",), "partner"),
    mandate.Report: (("delegate", "envoy"), "partner"),
    mandate.Suspend: (SPOKESMEN, BOTH),
    mandate.Resume: (SPOKESMEN, BOTH),
    mandate.Revoke: (SPOKESMEN, BOTH),
    consent.Ask: (SPOKESMEN, "partner"),
    consent.Give: (SPOKESMEN, "concerned"),
    consent.Disclaim: (SPOKESMEN, "concerned"),
    consent.Claim: (SPOKESMEN, "concerned"),
    consent.Refuse: (SPOKESMEN, "concerned"),
    consent.Withdraw: (SPOKESMEN, "concerned"),
    consent.ConditionsMet: (SPOKESMEN, "concerned"),
    consent.Invite: (SPOKESMEN, "concerned"),
    consultation.Open: (SPOKESMEN, "partner"),
    consultation.Receive: (ALL, BOTH),
    consultation.Answer: (SPOKESMEN, "partner"),
    consultation.Vouch: (SPOKESMEN, "partner"),
    consultation.Attach: (SPOKESMEN, "partner"),
    consultation.Extend: (SPOKESMEN, "partner"),
    consultation.Withdraw: (SPOKESMEN, "partner"),
    dialogue.Found: (HEADS, BOTH),
    dialogue.Amend: (HEADS, "partner"),
    dialogue.Admit: (HEADS, "partner"),
    dialogue.Leave: (HEADS, BOTH),
    person.Accredit: (HEADS, BOTH),
    person.Withdraw: (HEADS, BOTH),
    key.Add: (ALL, BOTH),
    key.Revoke: (ALL, BOTH),
    register.HandOver: (HEADS, "partner"),
    register.Settle: (RECORDERS, BOTH),
    contact.Report: (RECORDERS, BOTH),
    contact.Outcome: (RECORDERS, BOTH),
    readout.File: (RECORDERS, BOTH),
    source.Add: (RECORDERS, BOTH),
    assessment.Make: (RECORDERS, BOTH),
    correction.Correct: (RECORDERS, BOTH),
}
