"""Who says it, where and when.

1  An act belongs to this dialogue; only the first entry founds it.
2  Its author saw a checkpoint of this register, and it is registered before it lapses, once.
3  Each signing key is in force and belongs to the person in whose name the act is said.
4  That person's function and party may say acts of this kind.
5  No key in a browser says what the charter keeps out of browsers.
6  The charter's rules version is known; nothing is marked above its ceiling.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args, get_type_hints

from plenipo.acts import KINDS, Said, consultation, dialogue, kind_of, register
from plenipo.acts.words import Act, Text, party_of
from plenipo.dialogue.records import Key
from plenipo.errors import SealingError
from plenipo.guard.case import Case
from plenipo.guard.kinds import SPEAKERS
from plenipo.guard.verdict import Cure, Facts, Reason
from plenipo.sealing.markings import parse_marking, within

NO_PASSKEY = frozenset({"dialogue", "person", "key", "register"})
NO_BACKUP = frozenset({"consent"})
SEVERAL_SIGN = (dialogue.Found, register.HandOver)


def rule_1(case: Case) -> Iterator[Reason]:
    act = case.act
    if isinstance(act, dialogue.Found):
        if case.standing.size:
            yield Reason(1, "already-founded", {"dialogue": case.standing.dialogue})
    elif isinstance(act, Act) and act.dialogue != case.standing.dialogue:
        yield Reason(1, "other-dialogue", {"named": act.dialogue, "this": case.standing.dialogue})


def rule_2(case: Case) -> Iterator[Reason]:
    act = case.act
    if not isinstance(act, Act):
        return
    size = act.seen.size
    root = case.past.root(size)
    if root is None:
        yield Reason(2, "seen-ahead", {"seen": size, "size": case.standing.size})
    elif root != act.seen.root:
        yield Reason(2, "seen-other-register", {"size": size, "root": root, "seen": act.seen.root})
    elif size < case.standing.size:
        lapses = case.past.stamp(size) + case.charter.lapse * 1000
        forgotten = case.past.stamp(size) <= case.standing.forgotten
        if case.now > lapses or forgotten:
            yield Reason(2, "lapsed", {"lapsed": lapses}, (Cure("sign-again", kind_of(type(act)), act.by),))
    if case.entered.ref in case.standing.recent:
        yield Reason(2, "said-before", {"ref": case.entered.ref})


def rule_3(case: Case) -> Iterator[Reason]:
    act, signers = case.act, case.entered.signers
    if isinstance(act, dialogue.Found):
        return  # its signers are judged with the charter, by rule 60
    if not signers:
        yield Reason(3, "unsigned")
    if isinstance(act, SEVERAL_SIGN):
        return
    if len(signers) > 1:
        yield Reason(3, "too-many-signatures", {"count": len(signers)})
    for signer in signers:
        held = case.standing.keys.get(signer.fingerprint)
        if held is None or held.owner != act.by or held.revoked is not None:
            yield _wrong_key(held, signer.fingerprint, act.by)


def _wrong_key(held: Key | None, fingerprint: str, by: str) -> Reason:
    cure = Cure("key-add", "key.add", f"{party_of(by)}:authority")
    if held is None:
        return Reason(3, "unknown-key", {"key": fingerprint, "by": by}, (cure,))
    if held.owner != by:
        return Reason(3, "key-of-another", {"key": fingerprint, "owner": held.owner, "by": by})
    return Reason(3, "key-revoked", {"key": fingerprint, "revoked": held.revoked or 0}, (cure,))


def rule_4(case: Case) -> Iterator[Reason]:
    act = case.act
    if isinstance(act, dialogue.Found):
        return
    speakers = SPEAKERS[type(act)]
    held = case.standing.persons.get(act.by)
    if held is None or held.ended is not None:
        yield Reason(4, "not-accredited", {"by": act.by}, (_accredit(act.by),))
    elif speakers.functions.isdisjoint(held.functions):
        kind, needs = kind_of(type(act)), " ".join(sorted(speakers.functions))
        cures = (Cure("another-person", kind, party_of(act.by)), _accredit(act.by))
        yield Reason(4, "function-lacks", {"by": act.by, "kind": kind, "needs": needs}, cures)
    role = case.standing.role(party_of(act.by))
    if role not in speakers.roles:
        needs = " ".join(sorted(speakers.roles))
        yield Reason(4, "role-lacks", {"party": party_of(act.by), "role": role or "gone", "needs": needs})


def _accredit(by: str) -> Cure:
    return Cure("accredit", "person.accredit", f"{party_of(by)}:authority")


def rule_5(case: Case) -> Iterator[Reason]:
    signers = [s for s in case.entered.signers if s.passkey]
    founding = case.act.charter if isinstance(case.act, dialogue.Found) else None
    charter = founding or case.standing.charter
    if not signers or charter is None:
        return
    kind = kind_of(type(case.act))
    family = kind.partition(".")[0]
    outside = Cure("sign-outside-browser", kind, case.act.by)
    if family in NO_PASSKEY or family in charter.no_passkeys:
        yield Reason(5, "passkey-refused", {"kind": kind}, (outside,))
    held = case.standing.persons.get(case.act.by)
    strict = family in NO_BACKUP or (held is not None and "authority" in held.functions)
    if strict and any(s.backed_up for s in signers):
        yield Reason(5, "backed-up-passkey", {"kind": kind}, (outside,))


def rule_6(case: Case) -> Iterator[Reason]:
    """The rules version is looked up before any rule runs, so only the ceiling is judged here."""
    act = case.act
    ceiling = act.charter.ceiling if isinstance(act, dialogue.Found) else case.charter.ceiling
    for text in texts_of(act):
        if text.marking != ceiling:
            yield from _above(text.marking, ceiling)


def _above(marking: str, ceiling: str) -> Iterator[Reason]:
    facts: Facts = {"marking": marking, "ceiling": ceiling}
    try:
        admitted = within(parse_marking(marking), parse_marking(ceiling))
    except SealingError:
        yield Reason(6, "unknown-marking", facts)
        return
    if not admitted:
        yield Reason(6, "above-ceiling", facts, (Cure("other-system"),))


def texts_of(act: Said) -> Iterator[Text]:
    """The sealed texts of an act: its own members, and the red lines of a mandate."""
    for name in TEXTS[type(act)]:
        text = getattr(act, name)
        if text is not None:
            yield text
    if isinstance(act, consultation.Open) and isinstance(act.subject, consultation.MandateTerms):
        yield from act.subject.red_lines


def _text_members(cls: type[Said]) -> tuple[str, ...]:
    hints = get_type_hints(cls)
    return tuple(name for name in cls.__struct_fields__ if Text in (hints[name], *get_args(hints[name])))


TEXTS: dict[type[Said], tuple[str, ...]] = {cls: _text_members(cls) for cls in KINDS.values()}
