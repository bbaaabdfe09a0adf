"""The words of the guard, as tables: rules, reasons, cures, findings.

A sentence says what is wrong, then what to do where no cure says it. Facts stand in braces: `:at` shows an
instant, `:ref` the beginning of an act's name, `:names` a list, `:span` seconds.
"""

from __future__ import annotations

from typing import Final

from plenipo.guard import sentences_decisions, sentences_terms

RULE_NAMES: Final[dict[int, str]] = {
    0: "the guard itself",
    1: "the dialogue",
    2: "what its author saw",
    3: "the signing key",
    4: "who may say it",
    5: "keys in a browser",
    6: "markings",
    10: "a mandate in force",
    11: "the envoy",
    12: "the counterpart",
    13: "the level",
    14: "the medium",
    15: "the topics",
    16: "how far the mandate reaches",
    17: "the cap on interlocutors",
    18: "the time",
    20: "consent to reserved matters",
    21: "the claim window",
    22: "words on consent",
    30: "intermediaries",
    31: "readouts owed",
    32: "consulting beforehand",
    40: "opening a consultation",
    41: "answering a consultation",
    42: "resting on a decision",
    43: "accepting a mandate",
    44: "suspending and ending a mandate",
    46: "reporting under a mandate",
    50: "what is referred to",
    51: "what a readout states",
    52: "independent sources",
    53: "words of probability",
    54: "corrections",
    60: "the founding",
    61: "amendment and admission",
    62: "rights of a concerned party",
    63: "persons and keys",
    64: "handing over the register",
    65: "settling the register",
    **sentences_terms.NAMES,
}

_WHO = {
    "1 already-founded": "This dialogue is founded already; a founding act can only be its first entry.",
    "1 not-founded": "There is no founding act yet, and nothing else can be said before it.",
    "1 other-dialogue": "The act names another dialogue ({named:ref}); this one is {this:ref}.",
    "2 seen-ahead": "Its author claims to have seen {seen} entries; the register has {size}.",
    "2 seen-other-register": "Its author saw another register: at {size} entries theirs had the root "
    "{seen:ref}, this one has {root:ref}. Keep both, they prove a split view.",
    "2 lapsed": "It was signed too long ago and lapsed at {lapsed:at}.",
    "2 said-before": "This very act ({ref:ref}) is in the register already.",
    "3 unsigned": "It carries no signature.",
    "3 too-many-signatures": "It carries {count} signatures; an act of this kind has one.",
    "3 unknown-key": "The key {key} is not registered for {by}.",
    "3 key-of-another": "The key {key} belongs to {owner}, not to {by}.",
    "3 key-revoked": "The key {key} was revoked at {revoked:at}.",
    "4 not-accredited": "{by} is not accredited, or no longer.",
    "4 function-lacks": "{by} may not say {kind}: it takes one of {needs:names}.",
    "4 role-lacks": "{party} takes part as {role}; this is said by {needs:names}.",
    "5 passkey-refused": "{kind} is not signed in a browser.",
    "5 backed-up-passkey": "{kind} is not signed with a passkey that its vendor can copy.",
    "6 unknown-marking": "“{marking}” is no marking that is known here.",
    "6 above-ceiling": "Marked {marking}; this dialogue takes nothing above {ceiling}.",
}
_AUTHORITY = {
    "10 no-mandate": "There is no such mandate ({mandate:ref}).",
    "10 not-accepted": "{envoy} has not accepted this mandate ({mandate:ref}).",
    "10 not-adopted": "This mandate ({mandate:ref}) was not adopted: {outcome}.",
    "10 mandate-not-yet": "The mandate begins only at {starts:at}.",
    "10 mandate-suspended": "The mandate is suspended.",
    "10 mandate-revoked": "The mandate was ended early.",
    "10 mandate-ended": "The mandate ends at {ends:at}, and so does not cover this ({when}).",
    "11 envoy-not-named": "{envoy} is not an envoy of this mandate; it names {named:names}.",
    "11 envoy-not-accredited": "{envoy} is not accredited as an envoy.",
    "11 speaks-for-another": "{by} does not speak for {envoy}; the envoy or a delegate of the same party "
    "does.",
    "12 other-counterpart": "The mandate is for talking to {mandated}, not to {intended}.",
    "13 level-outside": "The mandate does not cover the level {intended}, only {mandated:names}.",
    "14 medium-outside": "The mandate does not cover a {intended}, only {mandated:names}.",
    "15 topic-outside": "The mandate does not cover {topic}, only {mandated:names}.",
    "16 too-far": "This goes as far as “{needs}”; the mandate reaches to “{reach}”.",
    "17 cap-reached": "No more than {cap} envoys talk to the counterpart; there are already {envoys:names}.",
    "18 still-to-come": "It would take place at {at:at}, which is still to come; only what took place is "
    "reported.",
    "18 ends-before-it-begins": "It would end ({ended:at}) before it begins ({at:at}).",
    "18 in-the-past": "It is planned for {at:at}, which is past.",
    "30 intermediary-not-allowed": "{through} is not an allowed intermediary; allowed: {allowed:names}.",
    "31 readout-overdue": "A readout is overdue since {due:at}, on the contact {contact:ref} (entry "
    "{index}).",
    "32 not-consulted": "A contact at the level {level} needs the partners consulted on its lines "
    "beforehand.",
    "32 consulted-on-another-text": "That consultation ({consultation:ref}) was on other lines.",
    "32 still-consulting": "The consultation on these lines runs until {deadline:at}; not yet heard: "
    "{missing:names}.",
}
_RESERVED = {
    "20 consent-withdrawn": "{party} withdrew its consent to this exact text.",
    "20 no-consent": "{party} has said nothing on this exact text ({topics:touched}). Silence is not "
    "consent.",
    "20 consent-for-another-contact": "{party} spoke on this text for another counterpart or level only "
    "({topics:touched}).",
    "20 disclaimed-not-given": "{party} said that this text touches nothing of its own, yet it names "
    "{topics:names}.",
    "20 consent-for-other-topics": "{party} consented to this text on other topics, not on all of "
    "{topics:names}.",
    "20 consent-ended": "The consent of {party} to this text does not last until then ({topics:touched}).",
    "20 conditions-not-met": "The consent of {party} has conditions, and {party} has not said that they are "
    "met.",
    "21 window-too-short": "{party} must have time to claim its matters: at the earliest {earliest:at}.",
    "21 claimed": "{party} claimed {topics:names} in this contact, and has not consented.",
    "22 another-text": "The request {ask:ref} was about another text than {commitment:ref}.",
    "22 not-concerned": "{party} is not a concerned party; its consent is not asked for.",
    "22 not-reserved": "Only topics reserved to {party} can stand here; not reserved: {topics:names}.",
    "22 answer-by-past": "The time to answer ({answer_by:at}) is past.",
    "22 until-past": "The consent would end at {until:at}, which is past.",
    "22 not-asked": "There is no request {ask:ref} to your party.",
    "22 no-such-plan": "There is no planned contact {contact:ref}.",
    "22 window-closed": "The window to claim this contact closed at {closed:at}.",
    "22 no-such-consent": "There is no consent {consent:ref} of your party.",
    "22 already-withdrawn": "The consent {consent:ref} is withdrawn already.",
}
_RECORD = {
    "50 not-in-register": "What it names as {member} ({ref:ref}) is not in the register, or is something "
    "else.",
    "50 not-own-account": "Only {party} gives its own account; others say how they know.",
    "50 channel-elsewhere": "That channel leads to {counterpart}.",
    "50 not-a-counterpart": "{party} is not a counterpart of this dialogue.",
    "50 not-reported-yet": "The contact {contact:ref} is not reported as having taken place.",
    "50 recipient-outside": "{party} is neither a partner nor a concerned party here.",
    "50 not-a-side": "{side} was no side of this contact; its sides are {sides:names}.",
    "50 not-a-plan": "{plan:ref} is not a contact that was planned.",
    "50 reported-before": "That it took place is reported already ({report:ref}).",
    "50 took-place": "The contact {contact:ref} took place; it can no longer be cancelled.",
    "50 cancelled-before": "The contact {contact:ref} is cancelled already.",
    "50 of-another-party": "This is for {party} to do.",
    "50 answered-before": "The offer was answered already: {answer}.",
    "50 channel-closed": "The channel was closed for good at {closed:at}.",
    "50 withdrawn-before": "The proposal was taken off the table already, at {withdrawn:at}.",
    "50 another-text": "The readout is the text {commitment:ref}, not this one.",
    "50 nothing-named": "It names nothing.",
    "50 not-a-recipient": "{party} is not a recipient of the readout {readout:ref}.",
    "51 matter-not-stated": "It does not say whether matters of {party} came up: {topics:names}.",
    "51 concerned-party-left-out": "Matters of {party} came up ({topics:names}), and {party} is not a "
    "recipient.",
    "52 not-independent": "A source that repeats another does not confirm independently ({grade}).",
    "53 word-of-another-scale": "“{word}” is not a word of {scale}; its words are {words}.",
    "54 not-correctable": "{act:ref} cannot be corrected: only what records a fact can.",
    "54 of-another-person": "Only {by}, who said it, may correct it.",
    "54 superseded-before": "It was superseded already ({by:ref}).",
    "54 not-in-its-place": "{instead:ref} cannot take its place: it is not another record of the same kind.",
    "54 superseded-itself": "{instead:ref} cannot take its place: it was superseded itself.",
}
_FOUNDATION = {
    "60 founder-of-no-party": "{person} belongs to no party that founds.",
    "60 said-by-no-founder": "{by}, in whose name it is said, has not signed the founding.",
    "60 named-twice": "A founder or a key is named twice.",
    "60 no-authority-named": "No authority with a key is named for {party}.",
    "60 founding-not-signed": "No authority of {party} has signed the founding.",
    "60 stranger-signed": "The key {key} signed, and is no founding authority's.",
    "61 not-the-next-version": "The amended charter has version {version}; it must be {expected}.",
    "61 another-charter": "The consultation {consultation:ref} was on another charter.",
    "61 registrar-by-hand-over": "The registrar ({registrar}) and its key change by hand-over, not by "
    "amendment.",
    "61 party-by-admission": "{party} comes in by admission, not by amendment.",
    "61 not-adopted-under-new": "Counted by the new charter's rule ({rule}) it is not adopted: {outcome}.",
    "61 answers-lacking-under-new": "{parties:names} answered {words:names}, which is no answer by the new "
    "charter's rule ({rule}).",
    "61 deputies-without-own-yes": "It would give {party} deputies ({deputies:names}), and {party} itself "
    "was not in favour.",
    "61 another-party": "The decision was to admit another party, or on other terms than {party} has here.",
    "61 decision-used": "That decision ({decision:ref}) was carried out already.",
    "61 not-a-member": "Only a partner or a concerned party is admitted; {party} would be {role}.",
    "61 takes-part-already": "{party} takes part already.",
    "61 no-authority-named": "The first person of {party} must be its authority, with a key.",
    "61 not-a-partners-authority": "{person} is no authority of a partner, and only a partner is given one.",
    "61 person-known": "{person} is known here; a new authority is a new person.",
    "authority-needs-two-keys": "{person} is an authority and needs two keys, so that one may be lost.",
    "62 rights-need-own-consent": "This changes what protects {party} ({changed}); only with its own "
    "consent.",
    "63 another-party": "Persons and keys of {party} are named by {party}.",
    "63 needs-authority": "Only {owner} or the authority of their party may do this.",
    "63 key-used-before": "The key {key} was used before, by {owner}; a key names one person for ever.",
    "63 last-authority": "{person} is the last authority of their party that has a key.",
    "63 last-key": "It is the last key of an authority of {party}; add another first.",
    "63 malformed-key": "The key does not have the form of a key for this purpose ({purpose}).",
    "63 key-of-a-party": "A key for this purpose ({purpose}) belongs to a party, not to {owner}.",
    "63 no-function": "{person} would have no function; withdraw the person instead.",
    "63 no-such-person": "{person} is not an accredited person.",
    "63 no-such-key": "There is no key {key} of theirs.",
    "63 key-of-another": "This key belongs to {owner}.",
    "63 revoked-before": "This key was revoked already, at {revoked:at}.",
    "63 not-the-registrar": "Only the registrar ({registrar}) adds a key of the register.",
    "64 not-the-next-term": "The new term has the number {term}; it must be {expected}.",
    "64 registrar-not-partner": "{registrar} is not a partner.",
    "64 other-checkpoint": "The checkpoint at {size} entries is not one of this register.",
    "64 older-checkpoint": "A partner has cosigned {cosigned} entries, more than the {size} it would go on "
    "from.",
    "64 not-signed-by-speaker": "{by}, in whose name it is said, has not signed it.",
    "64 stranger-signed": "One of its signatures is by a key that is not in force here.",
    "64 not-half-signed": "{signed} partners signed, and it takes more than half; missing: {missing:names}.",
    "65 other-checkpoint": "The checkpoint at {size} entries is not one of this register.",
    "65 no-cosignature": "None of its {lines} signature lines is a partner's that holds.",
    "65 cosigned-ahead": "{party} cosigned at {at:at}, which is still to come.",
}
_CHARTER = {
    "party-twice": "{party} is named twice.",
    "too-few-partners": "A coalition has two partners or more; here {partners}.",
    "no-counterpart": "No counterpart is named.",
    "bad-weight": "The weight of {party} must be from 1 to {most}.",
    "too-many-parties": "{parties} parties are more than the {most} that a charter can hold.",
    "unknown-family": "Passkeys are kept out of “{family}”, which is no family of acts.",
    "registrar-not-partner": "The registrar ({registrar}) is not a partner.",
    "bad-quorum": "The quorum ({quorum}) must be more than half of the {partners} partners, and no more than "
    "the {cosigners} that have a mirror's key.",
    "register-key-twice": "Two mirrors, or a mirror and the registrar, have one key.",
    "deputies-for-no-partner": "Deputies are named for {party}, which is no partner; the silence of others "
    "is never consent.",
    "deputy-twice": "{person} is named twice as a deputy for {party}.",
    "deputy-of-itself": "{person} acknowledges for {party} without being its deputy.",
    "deputy-of-no-partner": "{person}, named as a deputy for {party}, belongs to no partner.",
    "topic-twice": "The topic {topic} is named twice.",
    "nothing-reserved": "Nothing is reserved to {party}, so nothing protects it.",
    "reserved-to-unconcerned": "Matters are reserved to {party}, which is not a concerned party.",
    "reserved-twice": "Matters of {party} are listed in two places.",
    "unknown-topic": "{topic}, reserved to {party}, is not a topic of the charter.",
    "no-rule": "There is no rule for this decision: {decision}.",
    "unknown-rule": "The decision {decision} is to be taken by “{rule}”, which is no rule of voting here.",
    "bad-parameters": "What is set about the rule “{rule}” for the decision {decision} does not fit it "
    "({wrong}).",
    "bad-house": "For the decision {decision} the usage of a house is set: it takes a silence procedure, and "
    "one of {houses:names}.",
    "weights-lack": "The weights from {since:at} on lack {parties:names}.",
    "weights-without-source": "The weights from {since:at} on do not say where they were published.",
    "weights-end-first": "The weights from {since:at} on would end before they begin.",
    "weights-overlap": "Two tables of weights are in force from {since:at} on.",
    "weights-missing": "There are no weights from {until:at} to {since:at}.",
    "amended-by-silence": "A charter cannot be amended by silence.",
    "zero-span": "{member} cannot be zero.",
    "silent-before-quiet": "A channel would be silent ({silent:span}) before it is quiet ({quiet:span}).",
    "unknown-rules": "The rules version {rules} is not known to this program.",
    "bad-ceiling": "The ceiling “{ceiling}” is no marking.",
    "unknown-intermediary": "{party} is allowed as an intermediary, and is not a party in that role.",
}
_GUARD = {
    "rule-failed": "A rule could not be applied to this {kind} ({error}); so it is refused. Please report "
    "it.",
}

# By rule and code where a code says something else under another rule, or by code alone.
REASONS: Final[dict[str, str]] = (
    _WHO
    | _AUTHORITY
    | sentences_terms.REASONS
    | _RESERVED
    | sentences_decisions.REASONS
    | _RECORD
    | _FOUNDATION
    | _CHARTER
    | _GUARD
)

CURES: Final[dict[str, str]] = {
    "accept": "Have the envoy accept the mandate",
    "accredit": "Have the person accredited",
    "acknowledge-oneself": "Have a person of that partner acknowledge it",
    "answer-for": "Have that partner itself be in favour",
    "add-recipient": "Add the concerned party to the recipients",
    "admit": "Decide on an admission",
    "amend": "Amend the charter",
    "another-partner": "Have another partner say when it received it",
    "another-person": "Have somebody else say it who may",
    "meet-conditions": "Meet the conditions; the concerned party then signs that they are met",
    "await-invitation": "Wait until the concerned party invites the partners to ask again",
    "answer-for-oneself": "Let each member answer for itself",
    "ask-consent": "Ask for the concerned party's consent; it owes no answer",
    "by-vote": "Put it to a vote",
    "consult": "Consult the partners on these lines first",
    "correct": "Correct the earlier report",
    "decide": "Have the partners decide",
    "decide-in-its-words": "Put it to the partners again, to be answered in words that the new rule has too",
    "declare": "Add the declaration",
    "directly": "Talk directly, or through an allowed intermediary",
    "disclaim": "The concerned party may say that it touches nothing of its own",
    "envoy-reports": "Have an envoy of the mandate report, or a delegate of that envoy's party",
    "end-another": "End another envoy's mandate first",
    "file-readout": "File the readout that is owed",
    "hand-over": "Hand the register over",
    "its-authority": "Have their own authority do it",
    "key-add": "Have a key added",
    "later-deadline": "Choose a later deadline",
    "leave-rights": "Leave these rights as they are",
    "leave-out": "Leave this recipient out",
    "lower-grade": "Grade it 2 or lower, or name the source that it does not repeat",
    "mandated-level": "Stay at a level that the mandate covers",
    "mandated-medium": "Use a medium that the mandate covers",
    "name-consent-by": "Name a time between, well before the deadline",
    "name-report-day": "Name the day on which a report falls due",
    "named-envoy": "Send an envoy that the mandate names",
    "new-key": "Use a new key",
    "new-text": "Write a new text",
    "new-mandate": "Put a new mandate to the partners",
    "other-system": "Keep this text out of here, on a system accredited for it",
    "plan-later": "Plan it for later",
    "report": "If it took place, report it: what took place is always recorded",
    "report-pressure": "Report it as pressure, if it is; that is possible at any time",
    "resume": "Have the mandate resumed by whoever suspended it",
    "say-reported": "Say that it is reported, or known from the other side's account",
    "sign-again": "Look at the register as it stands now, and sign again",
    "sign-founding": "Have its authority sign the founding",
    "sign-outside-browser": "Sign with a key outside the browser",
    "state-matters": "Say of each reserved matter whether it came up, and who raised it",
    "stay-within": "Stay within what the mandate allows",
    "take-out": "Take the matter out",
    "wait": "Wait until then",
    "withdraw-instead": "Withdraw or cancel it instead",
    **sentences_terms.CURES,
}

FINDINGS: Final[dict[str, str]] = {
    "another-text-put": "{about} put another text to the counterpart than the one that was cleared.",
    "asked-after-intended": "{asker} asked {about} for consent to what was already planned, announced or put "
    "({intended:ref}).",
    "asked-again-after-refusal": "{asker} asked {about} again on {topic}, {seconds:span} after a refusal.",
    "contact-disavowed": "{by} disavowed a contact of {about} ({contact:ref}).",
    "contact-undeclared": "A contact of {about} came to light otherwise than by its own account ({known}).",
    "held-before-go-ahead": "{about} held a contact before it had a go-ahead.",
    "held-within-claim-window": "{about} held a contact before {party} had had its time to claim it.",
    "held-after-cancelling": "{about} held a contact that it had cancelled.",
    "key-doubtful": "What a key of {about} signed since {since:at} is in doubt ({key}).",
    "narrowed-after-refusal": "A charter took {topic} from {about}, soon after {about} had refused consent "
    "on it.",
    "no-go-ahead": "{about} claims a mandate for a contact that had no go-ahead.",
    "other-counterpart": "{about} talked to {was}; cleared was {cleared}.",
    "other-envoy": "{was} talked for {about}; cleared was {cleared}.",
    "other-level": "{about} talked at the level {was}; cleared was {cleared}.",
    "other-medium": "{about} talked by {was}; cleared was {cleared}.",
    "other-topics": "{about} talked about {topics:names}, which was not cleared.",
    "pressure-reported": "{about} reports pressure; from: {source}.",
    "put-after-withdrawing": "{about} put a proposal to the counterpart that had been taken off the table.",
    "put-before-go-ahead": "{about} put a text to the counterpart before it had a go-ahead.",
    "put-by-another": "{about} put a text to the counterpart that was cleared for {cleared}.",
    "put-elsewhere": "{about} put a proposal to another counterpart, or at another level, than cleared.",
    "put-without-go-ahead": "{about} put a text to the counterpart that had no go-ahead.",
    "reserved-matter-raised": "{about} raised {topic}, a reserved matter, in a contact not cleared for it "
    "({contact:ref}).",
    "several-askers": "{about} is asked on {topic} by several at once: {askers:names}.",
    "short-notice": "{asker} left {about} {seconds:span} to answer, less than the charter's notice.",
    "statement-while-pending": "{by} spoke in public on {topic} while {about} was being asked for consent.",
    "taken-back-while-owing": "{about} took back the report of a contact ({contact:ref}) whose readout it "
    "owed.",
    "tied": "{asker} tied a request to {about} to {linked} other acts.",
    "void-entry": "An act in the name of {about} was registered although it is not allowed; it has no "
    "effect.",
    **sentences_terms.FINDINGS,
}

# A contact or proposal whose go-ahead does not hold when it is derived again: "without-" and its code.
WITHOUT: Final = "{about} went ahead all the same: "
