"""Part one: what is public. Contacts of 2022 to 2026 with their sources and what each side said of them.

Only facts already public, by function, with their source. The facts are entered by a desk when the
exercise's register opens, and from then on the day that they became known.
"""

from __future__ import annotations

from msgspec import Struct

from plenipo.acts import contact, offer, source, statement
from plenipo.acts.words import Level, Medium
from plenipo.dialogue.derived import knowledge
from plenipo.dialogue.views.gaps import gaps, longest
from plenipo_cli.demo.narrator import when
from plenipo_cli.demo.stage import Stage, Unexpected, ms


class Known(Struct, frozen=True):
    """A contact that both sides confirmed at the time."""

    at: str
    level: Level
    medium: Medium
    what: str
    source: str
    party: str = "FR"


HISTORY = (
    Known(
        "2022-02-07T17:00Z", "leader", "visit", "FR's president visits Moscow", "Both sides, 7 February 2022"
    ),
    Known(
        "2022-02-20T10:00Z", "leader", "call", "FR's president phones Moscow", "Both sides, 20 February 2022"
    ),
    Known("2022-03-03T11:00Z", "leader", "call", "Moscow phones FR's president", "Both sides, 3 March 2022"),
    Known(
        "2022-05-28T11:00Z",
        "leader",
        "call",
        "FR and DE phone Moscow together",
        "All three sides, 28 May 2022",
    ),
    Known(
        "2022-08-19T12:00Z", "leader", "call", "FR's president phones Moscow", "Both sides, 19 August 2022"
    ),
    Known(
        "2022-09-11T12:00Z",
        "leader",
        "call",
        "FR's president phones Moscow: the last for years",
        "Both sides, 11 September 2022",
    ),
    Known(
        "2024-07-05T10:00Z",
        "leader",
        "visit",
        "a head of government outside this coalition visits Moscow",
        "Public statements of 5 July 2024",
        party="HU",
    ),
    Known(
        "2025-07-01T14:00Z",
        "leader",
        "call",
        "FR's president and Moscow speak for over two hours",
        "Both sides, 1 July 2025",
    ),
)


def play(stage: Stage) -> None:
    tell = stage.tell
    tell.chapter("1. What is public, 2022 to 2026")
    tell.say(
        """A desk officer of FR enters the contacts that both sides have published. Each has a
        source with a grade (Admiralty: A to F for the source, 1 to 6 for the information)."""
    )
    for known in HISTORY:
        _enter(stage, known)
    _between(stage)
    _readouts_of_2025(stage)
    _february(stage)


def _enter(stage: Stage, known: Known) -> None:
    cited = stage.quiet(
        "FR/desk",
        source.Add,
        text=stage.seal("Source", known.source),
        grade="A2",
        published=ms(known.at),
    )
    held = stage.say(
        "FR/desk",
        contact.Report,
        known.at[:10] + "  " + known.what,
        party=known.party,
        counterpart="RU",
        level=known.level,
        medium=known.medium,
        at=ms(known.at),
        claims="bilateral" if known.party == "HU" else "nothing",
        known="own-account" if known.party == "FR" else "reported",
        sources=(cited,),
    )
    for side in {known.party, "RU"} - {"FR"}:
        stage.quiet("FR/desk", contact.Confirm, contact=held, side=side, at=ms(known.at), sources=(cited,))


def _between(stage: Stage) -> None:
    gap = longest(gaps(stage.standing, stage.now).by_pair[("FR", "RU")])
    if gap is None:
        raise Unexpected("gap")
    stage.tell.say(
        f"""The gap between FR and RU is computed, not typed in: {gap.days:,} days without a known
        contact, from {when(gap.since)[:10]} to {when(gap.until)[:10]}."""
    )


def _readouts_of_2025(stage: Stage) -> None:
    stage.tell.say(
        """The two sides' accounts of the call of 1 July 2025 contradict each other. FR: a
        ceasefire as soon as possible, and negotiations. RU: root causes and new realities on the
        ground, no word of a ceasefire, and FR had asked for the call. Nobody agreed either text:
        both stand in the record as statements."""
    )
    for party, account in (
        ("FR", "Asked for a ceasefire as soon as possible; Ukraine's president was briefed before."),
        ("RU", "Spoke of root causes and new territorial realities; says that FR asked for the call."),
    ):
        stage.say(
            "FR/desk",
            statement.Record,
            f"what {party} said of the call of 2025-07-01",
            party=party,
            at=ms("2025-07-01T18:00Z"),
            text=stage.seal(f"Account by {party}", account),
            sources=(),
        )


def _february(stage: Stage) -> None:
    stage.tell.say(
        """February 2026. A newspaper reports that the diplomatic adviser of FR's president was in
        Moscow. What is known of one contact changes by the day, and every step stays:"""
    )
    stage.clock("2026-02-04T09:00Z")
    paper = _source(stage, "DE/desk", "A newspaper, 4 February 2026", "B3")
    visit = stage.say(
        "DE/desk",
        contact.Report,
        "2026-02-03  the adviser of FR's president is in Moscow, a newspaper says",
        party="FR",
        counterpart="RU",
        level="senior",
        medium="visit",
        at=ms("2026-02-03T10:00Z"),
        known="reported",
        sources=(paper,),
    )
    _so_far(stage, visit)
    _moscow_answers(stage, visit)
    _the_president_answers(stage, visit)


def _moscow_answers(stage: Stage, visit: str) -> None:
    stage.clock("2026-02-05T11:00Z")
    what = "the Kremlin neither confirms nor denies it"
    stage.say("DE/desk", contact.DeclineToConfirm, what, contact=visit, side="RU", at=stage.now)
    _so_far(stage, visit)
    stage.offer = stage.say(
        "DE/desk",
        offer.Receive,
        "an offer to talk: RU's foreign minister says that a call would be accepted. It stays open",
        counterpart="RU",
        level="leader",
        medium="call",
        at=ms("2026-02-05T10:00Z"),
        to=("FR",),
    )


def _the_president_answers(stage: Stage, visit: str) -> None:
    stage.clock("2026-02-10T09:00Z")
    interview = _source(stage, "FR/desk", "Interview with European newspapers, 10 February 2026", "A1")
    stage.say(
        "FR/desk",
        contact.Confirm,
        "FR's president confirms the visit in an interview",
        contact=visit,
        side="FR",
        at=stage.now,
        sources=(interview,),
    )
    _so_far(stage, visit)
    stage.say(
        "FR/desk",
        statement.Record,
        "FR: share it with partners, few interlocutors, a certain mandate, no pressure on the Ukrainians",
        party="FR",
        at=stage.now,
        text=stage.seal("Statement", "A well-organised European approach; technical channels first."),
        sources=(interview,),
    )
    stage.tell.say(
        """His partners answer: first agree what to discuss, then who talks; no parallel channels. So the
        product puts the mandate before the envoy, and the consent of the one concerned before both."""
    )


def _source(stage: Stage, by: str, cited: str, grade: str) -> str:
    return stage.quiet(by, source.Add, text=stage.seal("Source", cited), grade=grade, published=stage.now)


def _so_far(stage: Stage, ref: str) -> None:
    stage.tell.line(f"-> known so far: {knowledge(stage.standing.contacts[ref])}")
