"""From what a person wrote to an act that is ready to sign."""

from plenipo_node.preparing.act_files import ActFile, act_file
from plenipo_node.preparing.composing import Ready, compose
from plenipo_node.preparing.texts import Wording

__all__ = ["ActFile", "Ready", "Wording", "act_file", "compose"]
