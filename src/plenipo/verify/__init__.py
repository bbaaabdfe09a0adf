"""Everything together: bytes of a register in, a standing and a finding of fact out.

`read_entry` opens one entry, `Replay` takes entries in order: the same steps when an act is registered and
when a stranger checks it years later.
"""

from plenipo.verify.keys import cosigner_keys, endorsement_policy, known_keys, origin_of, registrar_keys
from plenipo.verify.past import Nodes
from plenipo.verify.read import Read, read_act, read_entry
from plenipo.verify.replay import Replay, Taken

__all__ = [
    "Nodes",
    "Read",
    "Replay",
    "Taken",
    "cosigner_keys",
    "endorsement_policy",
    "known_keys",
    "origin_of",
    "read_act",
    "read_entry",
    "registrar_keys",
]
