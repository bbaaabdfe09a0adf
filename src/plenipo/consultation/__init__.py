"""Do the partners agree: one module a rule, exact arithmetic, and a result that explains itself.

`tally` counts a `Question` under one of `RULES`; `what_if` counts it with other answers; `silence_state`
tells where a text under silence stands at an instant; `written_procedure` joins two stages. `explain` puts
a result into words. A concerned party's consent is nobody's vote and is not counted here.
"""

from plenipo.consultation.cfsp_unanimity import THIRD
from plenipo.consultation.consensus_minus import ConsensusMinus
from plenipo.consultation.double_majority import DoubleMajority
from plenipo.consultation.explain import explain, sentence, support_sentence, swing_sentence
from plenipo.consultation.qmv import Qmv
from plenipo.consultation.question import (
    ANSWERS,
    OnBehalf,
    Outcome,
    Parameters,
    Question,
    Reason,
    Result,
    Swing,
)
from plenipo.consultation.rule import Quorate
from plenipo.consultation.shares import MAJORITY, Share, percent
from plenipo.consultation.silence_state import (
    HOUSES,
    Extension,
    House,
    Objection,
    Silence,
    Statement,
    deadline_in_force,
    silence_state,
)
from plenipo.consultation.tally import RULES, parameters_of, tally, what_if
from plenipo.consultation.two_thirds import TwoThirds
from plenipo.consultation.unanimity import Unanimity
from plenipo.consultation.veto import Veto
from plenipo.consultation.weighted_majority import WeightedMajority
from plenipo.consultation.weights import WeightTable, in_force, parse_weights
from plenipo.consultation.wire import decode_question, encode_result
from plenipo.consultation.written_procedure import written_procedure

__all__ = [
    "ANSWERS",
    "HOUSES",
    "MAJORITY",
    "RULES",
    "THIRD",
    "ConsensusMinus",
    "DoubleMajority",
    "Extension",
    "House",
    "Objection",
    "OnBehalf",
    "Outcome",
    "Parameters",
    "Qmv",
    "Question",
    "Quorate",
    "Reason",
    "Result",
    "Share",
    "Silence",
    "Statement",
    "Swing",
    "TwoThirds",
    "Unanimity",
    "Veto",
    "WeightTable",
    "WeightedMajority",
    "deadline_in_force",
    "decode_question",
    "encode_result",
    "explain",
    "in_force",
    "parameters_of",
    "parse_weights",
    "percent",
    "sentence",
    "silence_state",
    "support_sentence",
    "swing_sentence",
    "tally",
    "what_if",
    "written_procedure",
]
