"""What each finding says, in one line. All these definitions stand here and are shown beside the finding."""

from __future__ import annotations

_WITHOUT = "It took place although, for its time, "

DEFINITIONS: dict[str, str] = {
    # what was reported beside what was cleared
    "contact-undeclared": "A partner's contact became known through others, and was not announced.",
    "no-go-ahead": "A contact claimed a mandate without any go-ahead.",
    "held-before-go-ahead": "A contact was held before it had its go-ahead.",
    "held-within-claim-window": "A contact was held before a concerned party had had its time to claim it.",
    "taken-back-while-owing": "A contact's report was taken back while its readout was owed.",
    "held-after-cancelling": "A contact took place although its plan had been cancelled.",
    "other-counterpart": "A contact was held with another counterpart than was cleared.",
    "other-level": "A contact was held at another level than was cleared.",
    "other-medium": "A contact was held by another medium than was cleared.",
    "other-envoy": "A contact was held by another person than was cleared.",
    "other-topics": "A contact took up topics that were not cleared.",
    "put-without-go-ahead": "A text was put to the counterpart without any go-ahead.",
    "put-before-go-ahead": "A text was put to the counterpart before it had its go-ahead.",
    "put-by-another": "A text was put by another party than the one that was cleared to put it.",
    "another-text-put": "Another text was put than the one that was cleared.",
    "put-elsewhere": "A text was put to another counterpart or level than was cleared.",
    "put-after-withdrawing": "A text was put although it had been withdrawn.",
    "reserved-matter-raised": "Our side raised a reserved matter in a contact that was not cleared for it.",
    "contact-disavowed": "A party says that this contact did not speak for the coalition.",
    # the go-ahead derived again, for the time at which it took place
    "without-no-mandate": _WITHOUT + "there was no such mandate.",
    "without-not-adopted": _WITHOUT + "the mandate had not been adopted.",
    "without-not-accepted": _WITHOUT + "the envoy had not accepted the mandate.",
    "without-mandate-not-yet": _WITHOUT + "the mandate had not begun.",
    "without-mandate-suspended": _WITHOUT + "the mandate was suspended.",
    "without-mandate-revoked": _WITHOUT + "the mandate had been revoked.",
    "without-mandate-ended": _WITHOUT + "the mandate had ended.",
    "without-envoy-not-named": _WITHOUT + "the mandate did not name this envoy.",
    "without-envoy-not-accredited": _WITHOUT + "the envoy was not accredited.",
    "without-other-counterpart": _WITHOUT + "the mandate was for another counterpart.",
    "without-level-outside": _WITHOUT + "the mandate did not cover the level.",
    "without-medium-outside": _WITHOUT + "the mandate did not cover the medium.",
    "without-topic-outside": _WITHOUT + "the mandate did not cover a topic.",
    "without-too-far": _WITHOUT + "the mandate did not reach so far.",
    "without-intermediary-not-allowed": _WITHOUT + "the charter did not allow the intermediary.",
    "without-no-consent": _WITHOUT + "a concerned party had not consented.",
    "without-consent-withdrawn": _WITHOUT + "a concerned party had withdrawn its consent.",
    "without-consent-for-another-contact": _WITHOUT + "a concerned party's consent was for another contact.",
    "without-consent-for-other-topics": _WITHOUT + "a concerned party's consent did not cover the topics.",
    "without-consent-ended": _WITHOUT + "a concerned party's consent had ended.",
    "without-conditions-not-met": _WITHOUT + "the conditions of a consent were not met.",
    "without-disclaimed-not-given": _WITHOUT + "a concerned party had disclaimed, not consented.",
    "without-claimed": _WITHOUT + "a concerned party's claim on it was not met.",
    # pressure on a concerned party
    "short-notice": "Consent was asked with less time to answer than the charter's notice.",
    "asked-again-after-refusal": "Consent was asked again within the cooling-off of a refusal, uninvited.",
    "asked-after-intended": "Consent was asked when the text was already planned or put.",
    "tied": "A request for consent was linked to other acts.",
    "several-askers": "Consent on a matter was asked while another partner's request on it was open.",
    "narrowed-after-refusal": "A charter took a matter away within the cooling-off of its refusal.",
    "statement-while-pending": "A partner spoke in public on a matter while a request on it was open.",
    "pressure-reported": "The concerned party reports pressure.",
    # mandates
    "tenure-over-four-years": "An envoy's mandates for one counterpart cover more than four years together.",
    # keys and entries
    "key-doubtful": "A key was revoked as from an earlier moment: what it signed since is doubtful.",
    "void-entry": "The register holds an entry that its rules refuse: it has no effect.",
    # seen by the clock
    "planned-beyond-mandate": "A contact is still planned for a time at which its mandate is not in force.",
    "contact-go-ahead-fell": "The go-ahead of a planned contact no longer stands.",
    "proposal-go-ahead-fell": "The go-ahead of a proposal on the table no longer stands.",
    "silence-not-reached": "A text under silence lapsed: some partners did not acknowledge it in time.",
    "silence-unsettled": "A silence has ended, and no quorum has cosigned within the charter's delay.",
    "vote-unsettled": "A vote to be settled has closed, and no quorum has cosigned within the delay.",
    "urgent-unacknowledged": "A text put with FLASH or NIACT was not acknowledged in time.",
    "above-cap": "More envoys hold mandates than the cap allows.",
    "contact-point-gone": "The point of contact of a mandate that runs is no longer accredited.",
    "readout-overdue": "A readout is owed, and its time has passed.",
    "contact-unreported": "The time of a planned contact has passed, and nobody says whether it took place.",
    "mandate-report-overdue": "A report under a mandate is due by its terms, and was not made.",
    "partners-not-briefed": "A contact was held under a mandate, and not all partners were told of it.",
    "commitment-overdue": "What was undertaken is due, and nobody says whether it was kept.",
    "assessment-overdue": "An assessment could be resolved, and nobody says how it turned out.",
    "offer-lapsed": "An offer to talk lapsed by its own term, without an answer or a decision to give none.",
    "registrar-late": "The registrar has held an act longer than the charter's delay.",
}

PRESSURE = frozenset(
    {
        "short-notice",
        "asked-again-after-refusal",
        "asked-after-intended",
        "tied",
        "several-askers",
        "narrowed-after-refusal",
        "statement-while-pending",
        "pressure-reported",
    }
)


def definition_of(code: str) -> str:
    """One line; a code that this version does not know is shown bare."""
    return DEFINITIONS.get(code, code)
