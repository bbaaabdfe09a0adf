"""An aside: how the Council of 27 would count, with the weights of 2025. No entry, only arithmetic."""

from __future__ import annotations

from importlib.resources import files

from plenipo.consultation import Question, explain, parse_weights, tally
from plenipo_cli.demo.stage import Stage

TABLE = "data/council-weights-2025.csv"
LARGE = ("DE", "FR", "IT")


def play(stage: Stage) -> None:
    tell = stage.tell
    tell.chapter("An aside: a qualified majority of 27, counted exactly")
    table = parse_weights(files("plenipo.consultation").joinpath(TABLE).read_bytes())
    against = sum(table.weights[member] for member in LARGE)
    tell.say(
        f"""Other coalitions decide by other rules. In the Council of the EU, say 24 are for, and DE, FR and
        IT are against: {against / 100:.2f} % of the population (the published percentages of 2025)."""
    )
    for on_proposal in (True, False):
        answers = {m: "against" if m in LARGE else "for" for m in table.weights}
        question = Question(rule="qmv", members=dict(table.weights), answers=answers, on_proposal=on_proposal)
        result = tally(question)
        tell.line(f"-> {'on' if on_proposal else 'not on'} a proposal: {result.outcome}")
        for sentence in explain(result)[:4]:
            tell.line(f"   {sentence}")
