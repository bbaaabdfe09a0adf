"""Faults that were put into the guard on purpose: each a place in the source, and what stands there instead.

A place is found by its exact text, once in its file; where the source has changed, the mutant must follow.
"""
# ruff: noqa: E501 - a place in the source is told in one line, with its own line ends

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

RESERVED = "guard/rules/reserved.py"
AUTHORITY = "guard/rules/authority.py"
WHO = "guard/rules/who.py"
DECISIONS = "guard/rules/decisions.py"
FOUNDATION = "guard/rules/foundation.py"
PERSONS = "guard/rules/persons.py"
TERMS = "guard/rules/terms.py"
CONSULTING = "guard/rules/consulting.py"
COUNTING = "dialogue/counting.py"
RECORD = "guard/rules/record.py"
JUDGE = "guard/judge.py"
CASE = "guard/case.py"
KINDS = "guard/kinds.py"
DERIVED = "dialogue/derived.py"
FOLDS = "dialogue/folds/__init__.py"
CONSENTS = "dialogue/folds/consents.py"
FOLD_DECISIONS = "dialogue/folds/decisions.py"
FOLD_FOUNDATION = "dialogue/folds/foundation.py"
FOLD_CONTACTS = "dialogue/folds/contacts.py"
FOLD_RECORD = "dialogue/folds/record.py"


class Mutant(NamedTuple):
    """`file` is where it was written; a function that has moved is looked for in the whole guard and dialogue."""

    file: str
    was: str
    becomes: str

    def place(self, core: Path) -> Path:
        """The one file that holds the text. AssertionError if none or several do, or not once."""
        first = core / self.file
        places = [first] if first.is_file() and self.was in first.read_text() else _holding(core, self.was)
        assert len(places) == 1, (self, places)
        assert places[0].read_text().count(self.was) == 1, self
        return places[0]

    def put_into(self, core: Path) -> None:
        """Change the copy of the core at this place."""
        place = self.place(core)
        place.write_text(place.read_text().replace(self.was, self.becomes))


def _holding(core: Path, text: str) -> list[Path]:
    files = [*(core / "guard").rglob("*.py"), *(core / "dialogue").rglob("*.py")]
    return [path for path in files if text in path.read_text()]


MUTANTS: tuple[Mutant, ...] = (
    # Consent
    Mutant(RESERVED, "if touched or intent.text_is_put:", "if touched:"),
    Mutant(RESERVED, "if touched or intent.text_is_put:", "if intent.text_is_put:"),
    Mutant(
        RESERVED,
        "fitting = [c for c in words if c.counterpart == intent.counterpart and c.level == intent.level]",
        "fitting = [c for c in words if c.counterpart == intent.counterpart]",
    ),
    Mutant(
        RESERVED,
        "fitting = [c for c in words if c.counterpart == intent.counterpart and c.level == intent.level]",
        "fitting = [c for c in words if c.level == intent.level]",
    ),
    Mutant(RESERVED, "    at = max(now, intent.at)\n    if any", "    at = now\n    if any"),
    Mutant(RESERVED, "if any(_suffices(c, topics, at) for c in fitting):", "if fitting:"),
    Mutant(
        RESERVED,
        "if any(_suffices(c, topics, at) for c in fitting):",
        "if all(_suffices(c, topics, at) for c in fitting):",
    ),
    Mutant(
        RESERVED,
        "if any(_suffices(c, topics, at) for c in fitting):",
        "if any(_suffices(c, topics, at) for c in fitting[-1:]):",
    ),
    Mutant(RESERVED, "        return not topics\n", "        return True\n"),
    Mutant(RESERVED, "        return not topics\n", "        return False\n"),
    Mutant(
        RESERVED,
        "    covered = topics <= frozenset(given.topics)\n",
        "    covered = not topics or bool(topics & frozenset(given.topics))\n",
    ),
    Mutant(RESERVED, "    covered = topics <= frozenset(given.topics)\n", "    covered = True\n"),
    Mutant(RESERVED, "given.until is not None and at < given.until\n", "given.until is not None and at <= given.until\n"),
    Mutant(RESERVED, "given.until is not None and at < given.until\n", "given.until is not None\n"),
    Mutant(RESERVED, "return covered and live and (not given.conditional or", "return covered and live and (True or"),
    Mutant(RESERVED, "(given.met is not None and given.met <= at))", "given.met is None)"),
    Mutant(RESERVED, "    if act.at >= window:\n", "    if act.at > window:\n"),
    Mutant(RESERVED, "    if act.at >= window:\n", "    if act.at >= case.now:\n"),
    Mutant(RESERVED, "if not spoke(case.standing, party.id, act, max(", "if spoke(case.standing, party.id, act, max("),
    Mutant(
        RESERVED,
        "fitting = (c for c in words if c.counterpart == met.counterpart and c.level == met.level)",
        "fitting = (c for c in words if c.counterpart == met.counterpart)",
    ),
    Mutant(
        RESERVED,
        "fitting = (c for c in words if c.counterpart == met.counterpart and c.level == met.level)",
        "fitting = (c for c in words if c.level == met.level)",
    ),
    Mutant(RESERVED, "return any(_suffices(c, frozenset(), at) for c in fitting)", "return any(True for c in fitting)"),
    Mutant(RESERVED, "    window = case.now + case.charter.claim_window * 1000\n", "    window = case.now + case.charter.claim_window * 999\n"),
    Mutant(RESERVED, "    if act.until <= case.now:\n", "    if act.until < case.now:\n"),
    Mutant(RESERVED, "    if act.answer_by <= case.now:\n", "    if act.answer_by < case.now:\n"),
    Mutant(RESERVED, "    elif asked.commitment != act.commitment:\n", "    elif False:\n"),
    Mutant(RESERVED, '    if held is None or held.kind != "planned":\n', "    if held is None:\n"),
    Mutant(RESERVED, "    if case.now > closes:\n", "    if case.now >= closes:\n"),
    Mutant(RESERVED, "    if held is None or held.party != party_of(act.by):\n", "    if held is None:\n"),
    Mutant(RESERVED, "    if outside or (needed and not topics):\n", "    if needed and not topics:\n"),
    Mutant(RESERVED, '    if case.standing.role(act.party) != "concerned":\n', "    if False:\n"),
    # Authority
    Mutant(AUTHORITY, 'for at, when in ((now, "now"), (intent.at, "then")) if intent.at != now else ((now, "now"),):', 'for at, when in ((now, "now"),):'),
    Mutant(AUTHORITY, 'for at, when in ((now, "now"), (intent.at, "then")) if intent.at != now else ((now, "now"),):', 'for at, when in ((intent.at, "then"),):'),
    Mutant(AUTHORITY, "    if not accepted(standing, held, intent.envoy, intent.at):\n", "    if not held.accepted:\n"),
    Mutant(AUTHORITY, "    if intent.envoy not in held.terms.envoys:\n", "    if intent.envoy not in standing.persons:\n"),
    Mutant(AUTHORITY, "    if not known or not accredited(standing, intent.envoy, intent.at):\n", "    if not known:\n"),
    Mutant(AUTHORITY, '    known = person is not None and "envoy" in person.functions\n', "    known = person is not None\n"),
    Mutant(AUTHORITY, "    if intent.counterpart != terms.counterpart:\n", "    if False:\n"),
    Mutant(AUTHORITY, "    if intent.level not in terms.levels:\n", "    if False:\n"),
    Mutant(AUTHORITY, "    if intent.medium is not None and intent.medium not in terms.media:\n", "    if False:\n"),
    Mutant(AUTHORITY, "    for topic in intent.topics:\n", "    for topic in intent.topics[:1]:\n"),
    Mutant(AUTHORITY, "    if REACHES.index(intent.needs) > REACHES.index(terms.reach):\n", "    if REACHES.index(intent.needs) >= REACHES.index(terms.reach):\n"),
    Mutant(AUTHORITY, "    if REACHES.index(intent.needs) > REACHES.index(terms.reach):\n", "    if REACHES.index(intent.needs) > 1 + REACHES.index(terms.reach):\n"),
    Mutant(AUTHORITY, "    if intent.through is not None and intent.through not in allowed:\n", "    if intent.through is not None and not allowed:\n"),
    Mutant(AUTHORITY, "        if due < now:\n", "        if due <= now:\n"),
    Mutant(AUTHORITY, "    party = party_of(intent.envoy)\n    for ref, due", '    party = "DE"\n    for ref, due'),
    Mutant(AUTHORITY, "not (delegate and party_of(by) == party_of(intent.envoy))", "not delegate"),
    Mutant(AUTHORITY, "not (delegate and party_of(by) == party_of(intent.envoy))", "not (party_of(by) == party_of(intent.envoy))"),
    Mutant(AUTHORITY, "    if len(envoys) > case.charter.cap:\n", "    if len(envoys) >= case.charter.cap:\n"),
    Mutant(AUTHORITY, "    if len(envoys) > case.charter.cap:\n", "    if len(envoys) > 1 + case.charter.cap:\n"),
    Mutant(AUTHORITY, "    envoys = interlocutors(case.standing, case.now) | {act.by}\n", "    envoys = interlocutors(case.standing, case.now)\n"),
    Mutant(AUTHORITY, "contact.Plan | contact.Announce) and act.at < case.now:\n", "contact.Plan | contact.Announce) and act.at <= case.now:\n"),
    Mutant(AUTHORITY, "    if consulted != (act.lines.commitment, act.counterpart, act.level):\n", "    if consulted[1:] != (act.counterpart, act.level):\n"),
    Mutant(AUTHORITY, "not (heard or case.now >= held.deadline)", "not (heard and case.now >= held.deadline)"),
    Mutant(AUTHORITY, "not (heard or case.now >= held.deadline)", "False"),
    # What follows from the standing
    Mutant(DERIVED, "and at >= held.revoked:\n", "and at > held.revoked:\n"),
    Mutant(DERIVED, "    if at >= held.terms.ends:\n", "    if at > held.terms.ends:\n"),
    Mutant(DERIVED, "if any(p.since <= at and", "if any(p.since < at and"),
    Mutant(DERIVED, "(p.until is None or at < p.until) for p in held.pauses):", "(p.until is None or at < p.until) for p in held.pauses[-1:]):"),
    Mutant(DERIVED, '    return "in force" if at >= held.terms.starts else "not yet"\n', '    return "in force" if at > held.terms.starts else "not yet"\n'),
    Mutant(DERIVED, "    return not said < person.since <= at\n", "    return True\n"),
    Mutant(DERIVED, "    return not said < person.since <= at\n", "    return not said <= person.since <= at\n"),
    Mutant(DERIVED, "        if ends > now\n", "        if ends > now + 1\n"),
    Mutant(DERIVED, "        if accredited(standing, envoy, now) and accepted(", "        if accepted("),
    Mutant(DERIVED, "        if accredited(standing, envoy, now) and accepted(standing, standing.mandates[ref], envoy, now)\n", "        if accredited(standing, envoy, now)\n"),
    Mutant(DERIVED, "(held.ended is None or at < held.ended)", "(held.ended is None or at <= held.ended)"),
    Mutant(DERIVED, "return [c for c in given if c.party == party and c.at <= at and", "return [c for c in given if c.at <= at and"),
    Mutant(DERIVED, "(c.withdrawn is None or at < c.withdrawn)]", "(c.withdrawn is None or at <= c.withdrawn)]"),
    Mutant(DERIVED, " and (c.withdrawn is None or at < c.withdrawn)]", "]"),
    Mutant(COUNTING, "        closed=now >= held.deadline,\n", "        closed=now > held.deadline,\n"),
    Mutant(COUNTING, "        closed=now >= held.deadline,\n", "        closed=True,\n"),
    Mutant(COUNTING, "return {party: answers[-1] for", "return {party: answers[0] for"),
    Mutant(DERIVED, "return times[quorum - 1] if len(times) >= quorum else None", "return times[0] if len(times) >= quorum else None"),
    Mutant(DERIVED, "    if held.withdrawn is not None:\n        return Result(", "    if False:\n        return Result("),
    # Who, where and when
    Mutant(WHO, "    elif isinstance(act, Act) and act.dialogue != case.standing.dialogue:\n", "    elif False:\n"),
    Mutant(WHO, "    elif root != act.seen.root:\n", "    elif False:\n"),
    Mutant(WHO, "        if case.now > lapses or forgotten:\n", "        if case.now >= lapses or forgotten:\n"),
    Mutant(WHO, "        if case.now > lapses or forgotten:\n", "        if case.now > lapses:\n"),
    Mutant(WHO, "    if case.entered.ref in case.standing.recent:\n", "    if False:\n"),
    Mutant(WHO, "    if not signers:\n        yield", "    if False:\n        yield"),
    Mutant(WHO, "    if len(signers) > 1:\n", "    if False:\n"),
    Mutant(WHO, "if held is None or held.owner != act.by or held", "if held is None or party_of(held.owner) != party_of(act.by) or held"),
    Mutant(WHO, "held.owner != act.by or held.revoked is not None:\n", "held.owner != act.by or (held.revoked or case.now) < case.now:\n"),
    Mutant(WHO, "    if held is None or held.ended is not None:\n", "    if held is None:\n"),
    Mutant(WHO, "    elif speakers.functions.isdisjoint(held.functions):\n", "    elif not held.functions:\n"),
    Mutant(WHO, "    if role not in speakers.roles:\n", "    if False:\n"),
    Mutant(WHO, "    if family in NO_PASSKEY or family in charter.no_passkeys:\n", "    if family in NO_PASSKEY:\n"),
    Mutant(WHO, "    if strict and any(s.backed_up for s in signers):\n", "    if strict and all(s.passkey for s in signers):\n"),
    Mutant(WHO, 'NO_BACKUP = frozenset({"consent"})\n', "NO_BACKUP = frozenset()\n"),
    Mutant(WHO, "    if not admitted:\n", "    if False:\n"),
    # Decisions
    Mutant(DECISIONS, '    if outcome != "adopted":\n', '    if outcome == "not-adopted":\n'),
    Mutant(DECISIONS, "    if act.commitment != held.commitment:\n        yield Reason(43", "    if False:\n        yield Reason(43"),
    Mutant(DECISIONS, "    if act.by not in held.subject.envoys:\n", "    if False:\n"),
    Mutant(DECISIONS, "    if case.now >= held.subject.ends:\n", "    if case.now > held.subject.ends:\n"),
    Mutant(DECISIONS, "    if known is not None and known.revoked is not None:\n", "    if False:\n"),
    Mutant(DECISIONS, "    if known is not None and accepted(case.standing, known, act.by, case.now):\n", "    if False:\n"),
    Mutant(DECISIONS, '    if mandate_state(held, case.now) in {"revoked", "ended"}:\n', '    if mandate_state(held, case.now) == "revoked":\n'),
    Mutant(DECISIONS, "        if party not in held.suspended:\n", "        if not held.suspended:\n"),
    Mutant(DECISIONS, "    if party not in held.terms.may_suspend:\n", "    if not held.terms.may_suspend:\n"),
    Mutant(DECISIONS, " and ends.subject.mandate != act.mandate:\n", " and False:\n"),
    Mutant(CONSULTING, "    elif case.now >= held.deadline and not _late", "    elif case.now > held.deadline and not _late"),
    Mutant(CONSULTING, "    if act.deadline <= case.now + least:\n", "    if act.deadline < case.now + least:\n"),
    Mutant(TERMS, "        if not within(parse_marking(text.marking), ceiling):\n", "        if False:\n"),
    Mutant(TERMS, "    if instructed != (act.lines.commitment, act.counterpart, act.level):\n", "    if instructed[1:] != (act.counterpart, act.level):\n"),
    Mutant(TERMS, '    if outcome != "adopted":\n        better', '    if outcome == "not-adopted":\n        better'),
    # The judge
    Mutant(JUDGE, "    contact.Plan: (rules_of_intent, terms.rule_19, reserved.rule_21, authority", "    contact.Plan: (rules_of_intent, terms.rule_19, authority"),
    Mutant(JUDGE, "reserved.rule_21, authority.rule_32, terms.rule_33),\n", "reserved.rule_21, terms.rule_33),\n"),
    Mutant(JUDGE, "reserved.rule_21, authority.rule_32, terms.rule_33),\n", "reserved.rule_21, authority.rule_32),\n"),
    Mutant(JUDGE, "    offer.Make: (rules_of_intent, terms.rule_19),\n", ""),
    Mutant(JUDGE, "    proposal.Table: (rules_of_intent, terms.rule_19),\n", "    proposal.Table: (rules_of_intent,),\n"),
    Mutant(JUDGE, "    yield from authority.rule_11_speaker(case, intent)\n", ""),
    Mutant(JUDGE, "    yield from reserved.rule_20(case.standing, intent, case.now)\n", ""),
    Mutant(JUDGE, "        return (_failed(number, case, error),)\n", "        return ()\n"),
    Mutant(JUDGE, "    if reasons:\n        return _verdict(case, reasons, ())\n", "    if len(reasons) > 1:\n        return _verdict(case, reasons, ())\n"),
    Mutant(JUDGE, '    "consent": (reserved.rule_22,),\n', '    "consent": (),\n'),
    Mutant(CASE, '            needs="agree-ad-referendum" if act.commits else "propose",\n', '            needs="propose",\n'),
    Mutant(CASE, "            at=act.at,\n", "            at=now,\n"),
    # The folds
    Mutant(CONSENTS, "    standing.consents[act.consent].withdrawn = e.stamp\n", "    pass\n"),
    Mutant(CONSENTS, "            given.withdrawn = e.stamp\n", "            pass\n"),
    Mutant(CONSENTS, "        if given.party == asked.party and given.withdrawn is None:\n", "        if given.withdrawn is None:\n"),
    Mutant(CONSENTS, "    standing.consents[act.consent].met = e.stamp\n", "    pass\n"),
    Mutant(CONSENTS, "            conditional=act.conditions is not None,\n", "            conditional=False,\n"),
    Mutant(CONSENTS, "            disclaims=True,\n", "            until=2**50,\n"),
    Mutant(CONSENTS, "    standing.on_text.setdefault(given.commitment, []).append(ref)\n", "    standing.on_text[given.commitment] = [ref]\n"),
    Mutant(FOLD_DECISIONS, "    standing.mandates[act.mandate].revoked = e.stamp\n", "    pass\n"),
    Mutant(FOLD_DECISIONS, "        held.pauses.append(Pause(party=party, since=e.stamp))\n", "        pass\n"),
    Mutant(FOLD_DECISIONS, "        if pause.party == party and pause.until is None:\n", "        if pause.until is None:\n"),
    Mutant(FOLD_DECISIONS, "    held.accepted[act.by] = e.stamp\n", "    held.accepted.setdefault(act.by, e.stamp)\n"),
    Mutant(FOLD_DECISIONS, "    standing.live[act.mandate] = held.terms.ends\n", "    standing.live[act.mandate] = held.terms.starts\n"),
    Mutant(FOLD_DECISIONS, '        members={p.id: p.weight for p in standing.parties("partner")},\n', '        members={p.id: p.weight for p in standing.rule_book.parties if p.role == "partner"},\n'),
    Mutant(FOLD_FOUNDATION, "        held.revoked, held.doubtful = e.stamp, act.since\n", "        held.doubtful = act.since\n"),
    Mutant(FOLD_FOUNDATION, "        if held.owner == name and held.revoked is None:\n", "        if False:\n"),
    Mutant(FOLD_FOUNDATION, "        if held.accepted.get(name) == stamp:\n", "        if False:\n"),
    Mutant(FOLD_FOUNDATION, "    since = known.since if known and known.ended is None else stamp\n", "    since = known.since if known else stamp\n"),
    Mutant(FOLD_FOUNDATION, "    since = known.since if known and known.ended is None else stamp\n", "    since = stamp\n"),
    Mutant(FOLD_FOUNDATION, "    standing.gone = (*standing.gone, party)\n", "    pass\n"),
    Mutant(FOLD_CONTACTS, "        standing.owed.setdefault(act.party, {})[e.ref] = due\n", "        pass\n"),
    Mutant(FOLD_RECORD, "        standing.owed.get(held.party, {}).pop(act.contact, None)\n", "        pass\n"),
    Mutant(FOLDS, "    advance(standing, entered)\n    standing.void[entered.index] = rules\n", "    advance(standing, entered)\n    FOLDS[type(entered.act)](standing, entered)\n    standing.void[entered.index] = rules\n"),
    Mutant(FOLDS, "        standing.forgotten = recent.pop(ref)\n", "        recent.pop(ref)\n"),
    # Who takes part
    Mutant(FOUNDATION, "    if act.charter.version != case.charter.version + 1:\n", "    if act.charter.version <= case.charter.version:\n"),
    Mutant(FOUNDATION, "        if not any(c.index > since and _agrees(c, case.now) for c in words):\n", "        if not words:\n"),
    Mutant(FOUNDATION, "    if len(signed) * 2 <= len(partners):\n", "    if len(signed) * 2 < len(partners) - 1:\n"),
    Mutant(PERSONS, "        if held is not None and (held.owner != owner or held.revoked is not None):\n", "        if held is not None and held.owner != owner:\n"),
    Mutant(RECORD, "            if ref not in known:\n", "            if False:\n"),
)  # fmt: skip
