"""Lists for finding records: made from the register, a source of nothing, dropped when in doubt."""

from plenipo_node.lists.search import Found, Listed, Lists, Piece, Position, Wanted
from plenipo_node.lists.sqlite import SqliteLists

__all__ = ["Found", "Listed", "Lists", "Piece", "Position", "SqliteLists", "Wanted"]
