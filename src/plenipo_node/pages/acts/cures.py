"""By the code of a cure: the page or short form of the act that is missing, with what is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import QueryDict

from plenipo.acts import consultation, contact, key
from plenipo.acts.consultation import EndMandate, MandateTerms, Position
from plenipo.acts.words import REACHES
from plenipo.dialogue.derived import consents_on
from plenipo.guard.kinds import SPEAKERS
from plenipo_node.forms.filling import put_instant
from plenipo_node.pages.acts.against import address, each_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from plenipo_node.pages.acts.against import Against

OPEN = "/consultations/open"
TALKED = ("counterpart", "level", "medium", "envoy", "through")


# --- mandates ---


def _mandate(a: Against) -> str:
    """The mandate's own page, where its envoy accepts it and its state is told."""
    held = a.standing.consultations.get(a.names("mandate"))
    return "/mandates" if held is None else f"/mandates/{held.index}"


def _new_mandate(a: Against) -> str:
    """Of what the one at hand covers, and of what is intended beyond it."""
    intent, prefix = a.intent, "subject.mandate."
    if not a.ours:
        return ""
    if intent is None:
        return f"{OPEN}?subject=mandate"
    held = a.standing.mandates.get(intent.mandate)
    terms = held.terms if held is not None and held.terms.counterpart == intent.counterpart else None
    reach = max(intent.needs, terms.reach if terms else intent.needs, key=REACHES.index)
    medium = () if intent.medium is None else (intent.medium,)
    known = [
        ("subject", "mandate"),
        *each_of(prefix + "envoys", (*(terms.envoys if terms else ()), intent.envoy)),
        (prefix + "counterpart", intent.counterpart),
        *each_of(prefix + "levels", (*(terms.levels if terms else ()), intent.level)),
        *each_of(prefix + "media", (*(terms.media if terms else ()), *medium)),
        *each_of(prefix + "topics", (*(terms.topics if terms else ()), *intent.topics)),
        (prefix + "reach", reach),
    ]
    return address(OPEN, known)


# --- consultations ---


def _lines(a: Against) -> str:
    """The lines of a contact, put to the partners beforehand."""
    prefix = "subject.contact."
    known = [
        ("subject", "contact"),
        (prefix + "counterpart", a.names("counterpart")),
        (prefix + "level", a.names("level")),
    ]
    return address(OPEN, known) if a.ours else ""


def _decide(a: Against) -> str:
    """The same subject again; or the one that this act rests on."""
    if not a.ours:
        return ""
    if a.reason.code == "confirms-another" or (
        isinstance(a.said, contact.Ratify) and a.reason.code == "no-such-decision"
    ):
        return address(OPEN, [("subject", "position"), ("subject.position.confirms", a.names("contact"))])
    if a.reason.code in {"may-not-alone", "ends-another"}:
        ends = [("subject", "end-mandate"), ("subject.end-mandate.mandate", a.own("mandate"))]
        return address(OPEN, ends)
    return _again(a)


def _again(a: Against) -> str:
    held = a.standing.consultations.get(a.names("consultation", "decision", "mandate"))
    if held is None:
        return OPEN
    like = [("subject", held.subject.__struct_config__.tag), ("like", held.index)]
    subject = held.subject
    if isinstance(subject, EndMandate):
        like = [*like[:1], ("subject.end-mandate.mandate", subject.mandate)]
    elif isinstance(subject, Position):
        like = [*like[:1], ("subject.position.confirms", subject.confirms)]
    elif isinstance(subject, MandateTerms):
        like += [("renewal", "yes")] * (a.reason.code == "mandate-ended")
    return address(OPEN, like)


def _about(decision: str) -> Callable[[Against], str]:
    return lambda a: f"{OPEN}?subject={decision}" if _opens(a) else ""


def _opens(a: Against) -> bool:
    return a.standing.role(a.party) in SPEAKERS[consultation.Open].roles


def _consultation(a: Against) -> str:
    """Its page, where each does its own part."""
    texts = getattr(a.said, "texts", ())
    ref = a.names("consultation") or (texts[0].consultation if texts else "")
    held = a.standing.consultations.get(ref)
    return "/consultations" if held is None else f"/consultations/{held.index}"


# --- consents ---


def _ask(a: Against) -> str:
    """About the reserved matters alone. It is linked to nothing: that would be shown as pressure."""
    known = [
        ("party", a.fact("party")),
        *each_of("topics", a.fact("topics").split()),
        ("counterpart", a.names("counterpart")),
        ("level", a.names("level")),
    ]
    return address("/consents/ask", known) if a.ours else ""


def _conditions(a: Against) -> str:
    """The concerned party says so among its consents; others read the conditions where they were set."""
    intent = a.intent
    if a.ours or intent is None:
        return "/consents"
    given = consents_on(a.standing, intent.commitment, a.fact("party"), intent.at)
    return f"/register/{given[-1].index}" if given else "/consents"


def _invite(a: Against) -> str:
    topics = each_of("topics", a.fact("topics").split())
    return address("/do/consent.invite", topics) if a.ours else "/consents"


def _disclaim(a: Against) -> str:
    intent = a.intent
    if not a.ours or intent is None:
        return ""
    exact = ("commitment", "counterpart", "level")
    return address("/do/consent.disclaim", [(name, getattr(intent, name)) for name in exact])


# --- the record ---


def _readout(a: Against) -> str:
    return address("/do/readout.file", [("contact", a.fact("contact"))]) if a.ours else ""


def _report(a: Against) -> str:
    """What was planned, as it was planned; or what one was about to plan, as that which took place."""
    if not a.ours:
        return ""
    plan = a.fact("contact")
    if plan:
        return address("/contacts/log", [("plan", plan)])
    if not isinstance(a.said, contact.Plan | contact.Announce):
        return "/contacts/log"
    when = QueryDict(mutable=True)
    put_instant(when, "at", a.said.at, a.zone)
    planned = isinstance(a.said, contact.Plan)
    known = [
        *((name, getattr(a.said, name, None)) for name in TALKED),
        *each_of("topics", a.said.topics),
        ("party", a.party),
        ("claims", "mandate" if planned else "bilateral"),
        *when.items(),
    ]
    return address("/contacts/log", known)


def _correct(a: Against) -> str:
    return address("/do/act.correct", [("act", a.fact("report"))])


def _withdraw(a: Against) -> str:
    """What is taken back otherwise than by a correction stands on its own page."""
    ref, standing = a.own("act"), a.standing
    pages = (
        (standing.contacts, "/contacts/{}"),
        (standing.mandates, "/mandates/{}"),
        (standing.consultations, "/consultations/{}"),
        (standing.asks, "/consents/{}"),
        (standing.proposals, "/proposals"),
    )
    for table, place in pages:
        if ref in table:
            index = standing.consultations[ref].index if table is standing.mandates else table[ref].index
            return place.format(index)
    found = standing.record(ref)
    return "" if found is None else f"/register/{found.index}"


def _pressure(a: Against) -> str:
    topics = getattr(a.said, "topics", ())
    return address("/do/pressure.report", each_of("topics", topics)) if a.ours else ""


# --- persons and keys ---


def _accredit(a: Against) -> str:
    """With the functions and keys that the person has."""
    name = a.names("envoy", "person", "by")
    if not a.ours:
        return ""
    held, standing = a.standing.persons.get(name), a.standing
    more = ("envoy",) if a.reason.code.startswith("envoy-") else ()
    keys = [mark for mark, each in standing.keys.items() if each.owner == name and each.revoked is None]
    known = [
        ("person", name),
        *each_of("functions", (*(held.functions if held is not None else ()), *more)),
        ("keys", "\n".join(keys)),
    ]
    return address("/do/person.accredit", known)


def _key(a: Against) -> str:
    """Of who signs; where the last key of an authority would go, another one of that authority."""
    owner = a.said.owner if isinstance(a.said, key.Revoke) else a.names("by")
    known = [("owner", owner), ("purpose", "act")]
    known += [("key", a.fact("key"))] if a.reason.code == "unknown-key" else []
    return address("/do/key.add", known) if a.ours else ""


WAYS: dict[str, Callable[[Against], str]] = {
    "accept": _mandate,
    "accredit": _accredit,
    "acknowledge-oneself": _consultation,
    "admit": _about("admission"),
    "amend": _about("amendment"),
    "another-partner": _consultation,
    "another-person": lambda _a: "/people",
    "answer-for": _consultation,
    "answer-for-oneself": _consultation,
    "ask-consent": _ask,
    "assess": lambda a: "/do/assessment.make" if a.ours else "",
    "await-invitation": _invite,
    "consult": _lines,
    "correct": _correct,
    "decide": _decide,
    "decide-in-its-words": _again,
    "disclaim": _disclaim,
    "end-another": lambda _a: "/mandates",
    "envoy-reports": _mandate,
    "file-readout": _readout,
    "hand-over": lambda a: "/do/register.hand-over" if a.ours else "",
    "instruct": _lines,
    "its-authority": lambda _a: "/people",
    "key-add": _key,
    "leave-rights": _again,
    "meet-conditions": _conditions,
    "new-mandate": _new_mandate,
    "report": _report,
    "report-pressure": _pressure,
    "resume": _mandate,
    "withdraw-instead": _withdraw,
}
# What nothing at the desk does: to wait, to go elsewhere, to found.
NOWHERE = frozenset({"other-system", "sign-founding", "wait"})
