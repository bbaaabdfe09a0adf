"""Where a dialogue's register is kept: one small port, in memory or in an SQLite file; proofs from tiles."""

from plenipo_node.storage.audit import audit
from plenipo_node.storage.lookup import Lookup
from plenipo_node.storage.memory import MemoryRegister
from plenipo_node.storage.port import Head, Register
from plenipo_node.storage.proofs import Proofs, fetch
from plenipo_node.storage.sqlite import SqliteRegister, create_register, open_register

__all__ = [
    "Head",
    "Lookup",
    "MemoryRegister",
    "Proofs",
    "Register",
    "SqliteRegister",
    "audit",
    "create_register",
    "fetch",
    "open_register",
]
