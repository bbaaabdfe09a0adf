"""The offline verifier: an export or a receipt is checked without a node, a network or a database.

`places` tells what lies at a path, `crew` reads entries and verifies signatures on all cores, `checking` goes
the way of every entry from bytes to standing, `receipts` checks one entry's receipt.
"""
