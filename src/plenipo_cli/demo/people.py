"""Who plays: five partners, one of them outside the EU, a concerned party, a counterpart.

Invented people are functions ("the envoy of FR"); their keys lie in the demo's folder, which no real node
would do.
"""

from __future__ import annotations

from pathlib import Path

from plenipo.acts.charter import Charter, DecisionRule, Founder, Party, Reserved, Topic
from plenipo.acts.words import Function
from plenipo.errors import KeyFileMissing
from plenipo.signatures import fingerprint
from plenipo_cli.signers import KeyFileSigner, generate_key, load_key_file

HOUR = 3600
DAY = 24 * HOUR
PARTNERS = {"FR": "France", "DE": "Germany", "PL": "Poland", "IT": "Italy", "UK": "United Kingdom"}
CONCERNED = {"UA": "Ukraine"}
WEIGHTS = {"FR": 68, "DE": 84, "PL": 37, "IT": 59, "UK": 69}  # millions of people, rounded
MEMBERS = (*PARTNERS, *CONCERNED)
STAFF: dict[str, tuple[Function, ...]] = {
    "delegate": ("delegate",),
    "envoy": ("envoy",),
    "desk": ("drafter",),
    "legal": ("reader",),
}


class People:
    """Their keys, made when first needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._signers: dict[str, KeyFileSigner] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def signer(self, name: str) -> KeyFileSigner:
        """The signer of a person, or of a person's second key: `FR/authority+reserve`."""
        if name not in self._signers:
            path = self._folder / name.replace("/", "-")
            try:
                self._signers[name] = load_key_file(path)
            except KeyFileMissing:
                generate_key(path, comment=name)
                self._signers[name] = load_key_file(path)
        return self._signers[name]

    def named(self) -> list[tuple[str, str]]:
        """Every person with each of their keys, sorted."""
        return [(name.partition("+")[0], name) for name in sorted(self._signers)]

    def fingerprint(self, name: str) -> str:
        return fingerprint(self.signer(name).public_key.blob)

    def founders(self) -> tuple[Founder, ...]:
        """Each party's authority, with a key in use and one in reserve."""
        return tuple(
            Founder(
                person=f"{party}/authority",
                functions=("authority",),
                keys=(
                    self.fingerprint(f"{party}/authority"),
                    self.fingerprint(f"{party}/authority+reserve"),
                ),
            )
            for party in MEMBERS
        )


def charter(registrar_key: str, cosigners: dict[str, str]) -> Charter:
    """The exercise's charter. Spans are seconds."""
    partners = tuple(
        Party(id=p, name=name, role="partner", weight=WEIGHTS[p], cosigner=cosigners[p])
        for p, name in PARTNERS.items()
    )
    return Charter(
        version=1,
        rules="1",
        parties=(
            *partners,
            Party(id="UA", name=CONCERNED["UA"], role="concerned", cosigner=cosigners["UA"]),
            Party(id="RU", name="Russia", role="counterpart"),
        ),
        topics=(
            Topic(id="prisoners", name="Exchange of prisoners"),
            Topic(id="nuclear-safety", name="Safety of nuclear sites"),
            Topic(id="ceasefire", name="Ceasefire and its monitoring"),
            Topic(id="territory", name="Territory"),
        ),
        reserved=(Reserved(party="UA", topics=("ceasefire", "territory")),),
        cap=2,
        decisions={
            "mandate": DecisionRule(rule="cfsp-unanimity", silence=True),
            "end-mandate": DecisionRule(rule="simple-majority"),
            "amendment": DecisionRule(rule="unanimity"),
            "admission": DecisionRule(rule="unanimity"),
            "position": DecisionRule(rule="unanimity", silence=True),
            "contact": DecisionRule(rule="qmv"),
        },
        registrar="FR",
        registrar_key=registrar_key,
        quorum=3,
        silence_minimum=DAY,
        claim_window=DAY,
        readout_due=2 * DAY,
        lapse=3 * DAY,
        delay=HOUR,
        notice=3 * DAY,
        cooling_off=30 * DAY,
        ceiling="TLP:AMBER+STRICT",
    )
