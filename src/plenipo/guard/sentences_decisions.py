"""The words of rules 40 to 44 and 46: what the partners decide, and what rests on it."""

from __future__ import annotations

from typing import Final

REASONS: Final[dict[str, str]] = {
    "40 no-rule": "The charter has no rule for this decision ({decision}).",
    "40 no-silence": "The charter does not allow silence for this decision ({decision}).",
    "40 deadline-too-soon": "The deadline {deadline:at} leaves too little time; it must lie after "
    "{earliest:at}.",
    "40 text-used-before": "This text was put to the partners before, on another subject "
    "({consultation:ref}).",
    "40 mandate-without": "A mandate cannot be left without {empty:names}.",
    "40 not-a-counterpart": "{party} is not a counterpart of this dialogue.",
    "40 unknown-topic": "Not topics of the charter: {topics:names}.",
    "40 mandate-ends-first": "The mandate would end ({ends:at}) before it can begin.",
    "40 no-such-mandate": "There is no mandate {mandate:ref} to end.",
    "40 consent-by-missing": "A written procedure says until when the partners consent to it.",
    "40 consent-by-elsewhere": "Only a written procedure asks for consent to itself, not one by {procedure}.",
    "40 consent-by-outside": "The partners consent to the procedure after {earliest:at} and before "
    "{latest:at}.",
    "no-weights": "The charter has no table of weights for {deadline:at}, the day of the vote.",
    "41 nothing-named": "It acknowledges no text.",
    "41 no-such-consultation": "There is no consultation {consultation:ref}.",
    "41 another-text": "The consultation {consultation:ref} is on the text {commitment:ref}, not on this "
    "one.",
    "41 withdrawn": "The text of consultation {consultation:ref} was taken back.",
    "41 closed": "The consultation {consultation:ref} closed at {deadline:at}.",
    "41 not-a-member": "{party} is not among those consulted.",
    "41 not-a-deputy": "{by} is no deputy of {party} for this text; named as such: {deputies:names}.",
    "41 not-the-opener": "Only the party of {opener}, who opened it, may do this.",
    "41 not-later": "The deadline is {deadline:at}; it can only be moved to a later one.",
    "41 word-not-here": "“{answer}” cannot be answered here ({procedure}); possible: {words:names}.",
    "41 not-in-writing": "The partners did not agree to decide in writing: there is no vote "
    "({consultation:ref}).",
    "41 decided-already": "Answers are final here, and those given decide it: {outcome}.",
    "41 no-proxy-in-silence": "Nobody objects for another; {member} objects itself.",
    "41 not-to-be-represented": "{member} is no other member, and so is not represented by one.",
    "41 acts-for-another": "A member acts for one other at most, and it acts for {member} already.",
    "41 represented-by-another": "{by} answered for {member} already.",
    "41 answered-for-good": "Answers are final here, and {member} has answered, at {at:at}.",
    "41 no-late-objection": "No objection {answer:ref} was registered here after the deadline.",
    "41 vouches-for-itself": "{member} objected itself; others say that they received it.",
    "41 vouched-before": "This party said before when it received that objection ({answer:ref}).",
    "41 received-later": "It would have been received at {received:at}, which is still to come.",
    "41 declaration-missing": "“{answer}” needs a declaration.",
    "42 no-such-decision": "There is no decision {decision:ref} on this.",
    "42 not-adopted": "The decision {decision:ref} was not adopted: {outcome}.",
    "42 confirms-another": "That decision ({decision:ref}) does not confirm this contact.",
    "43 another-text": "The mandate is the text {commitment:ref}, not this one.",
    "43 envoy-not-named": "{envoy} is not an envoy of this mandate; it names {named:names}.",
    "43 mandate-ended": "The mandate ended at {ends:at}.",
    "43 mandate-revoked": "The mandate was ended early at {revoked:at}.",
    "43 accepted-before": "This envoy accepted it already, at {at:at}.",
    "44 no-such-mandate": "There is no mandate {mandate:ref}.",
    "44 mandate-over": "The mandate is over: {state}.",
    "44 not-suspended-by": "{party} has not suspended this mandate; suspended by {by:names}.",
    "44 may-not-alone": "{party} may not do this alone; {may:names} may.",
    "44 ends-another": "That decision ends another mandate ({mandate:ref}).",
    "46 no-such-mandate": "There is no mandate {mandate:ref}.",
    "46 not-mandated": "{by} is neither an envoy of this mandate ({envoys:names}) nor a delegate of "
    "the envoy's party.",
    "46 no-report-due": "Under the mandate {mandate:ref} no report falls due.",
    "46 not-a-report-day": "No report falls due on {due:at}; the next one does on {next:at}.",
    "46 report-too-early": "The report due on {due:at} can be given from {opens:at} on.",
}
