"""What an act costs on the one write path, beside what its Ed25519 signature costs alone: CPU time.

    python bench/intake.py [groups] [acts a group]

The acts are a working day's: consultations with their answers, contacts, readouts, statements.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

TESTS = Path(__file__).parents[1] / "tests"
sys.path[:0] = [str(TESTS), str(TESTS / "intake")]

from intake_cast import KEYS, NodeWorld, signed  # noqa: E402 - found by the path above

from plenipo.acts import Said, consultation, contact, readout, statement  # noqa: E402 - as above
from plenipo.acts.codec import encode, ref_of  # noqa: E402 - as above
from plenipo.acts.words import Seen  # noqa: E402 - as above
from plenipo.signatures import ed25519, to_be_signed  # noqa: E402 - as above
from plenipo.signatures.sshsig import parse_act_signature  # noqa: E402 - as above
from plenipo_node.folder import create_folder  # noqa: E402 - as above
from plenipo_node.intake import Intake, Registered, Submission  # noqa: E402 - as above
from world import HOUR, PARTNERS, START, text  # noqa: E402 - found by the path above

if TYPE_CHECKING:
    from collections.abc import Iterator


class Author:
    """Acts that are in order, on the checkpoint that was published last."""

    def __init__(self, intake: Intake, now: int) -> None:
        self.intake = intake
        self.now = now
        self.number = 1 << 64
        self.see()

    def see(self) -> None:
        size = self.intake.standing.size
        self.seen = Seen(size=size, root=self.intake.past.root(size) or "")

    def act(self, by: str, kind: type[Said], **fields: Any) -> Said:
        self.number += 1
        head = {"id": f"{self.number:032x}", "by": by, "dialogue": self.intake.standing.dialogue}
        return kind(**head, seen=self.seen, **fields)

    def day(self) -> Iterator[Said]:
        while True:
            agreed, n = text("agreed"), self.number
            subject = consultation.Position()
            opened = self.act(
                "FR/delegate",
                consultation.Open,
                subject=subject,
                text=agreed,
                procedure="vote",
                deadline=self.now + HOUR,
            )
            yield opened
            on = {"consultation": ref_of(encode(opened)), "commitment": agreed.commitment}
            for party in PARTNERS:
                yield self.act(f"{party}/delegate", consultation.Answer, answer="for", **on)
            where: dict[str, Any] = {"counterpart": "RU", "level": "technical", "medium": "call"}
            held = self.act("FR/delegate", contact.Report, party="FR", at=n % 1000, **where)
            yield held
            filed = self.act(
                "FR/delegate",
                readout.File,
                contact=ref_of(encode(held)),
                side="ours",
                text=text("readout"),
                recipients=(*PARTNERS, "UA"),
                matters=tuple(
                    readout.Raised(topic=t, raised="not-raised") for t in ("ceasefire", "territory")
                ),
            )
            yield filed
            for party in PARTNERS:
                yield self.act(f"{party}/reader", readout.Acknowledge, readouts=(ref_of(encode(filed)),))
            said: dict[str, Any] = {"party": "RU", "at": self.now, "text": text("said"), "sources": ()}
            yield self.act("DE/delegate", statement.Record, **said)


def verify_alone(group: list[Submission]) -> float:
    """CPU seconds of the signatures' equations, and nothing else."""
    parts = []
    for each in group:
        blob = parse_act_signature(each.signatures[0])
        parts.append((blob.public_key[-32:], to_be_signed(each.act), blob.signature[-64:]))
    start = time.process_time()
    for part in parts:
        ed25519.verify(*part)
    return time.process_time() - start


def main(groups: int = 100, size: int = 100) -> None:
    with tempfile.TemporaryDirectory() as place, create_folder(Path(place) / "d", KEYS) as folder:
        world = NodeWorld(folder.register)
        author = Author(world.intake, START)
        intake = author.intake = Intake.of(folder, lambda: author.now)
        acts = author.day()
        whole, alone, waited = [], [], []
        for _ in range(groups):
            author.see()
            author.now += HOUR // 4
            group = [signed(act) for act in islice(acts, size)]
            alone.append(verify_alone(group))
            start, wall = time.process_time(), time.perf_counter()
            outcomes = intake.submit(group)
            whole.append(time.process_time() - start)
            waited.append(time.perf_counter() - wall)
            assert all(isinstance(each, Registered) for each in outcomes), outcomes
        full, bare = (statistics.median(each) / size * 1e6 for each in (whole, alone))
        mean = sum(whole) / groups / size * 1e6
        print(
            f"{groups} groups of {size}; microseconds of CPU an act, median (mean with snapshots {mean:.0f})"
        )
        print(f"write path {full:.0f}   signature alone {bare:.0f}   ratio {full / bare:.2f}")
        print(f"milliseconds a group from call to acknowledgement: {statistics.median(waited) * 1000:.1f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
