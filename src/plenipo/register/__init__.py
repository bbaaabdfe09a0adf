"""It was said: entries, tree, tiles, proofs, notes, checkpoints, cosignatures, receipts. Knows only bytes.

The texts are those of C2SP (tlog-tiles, tlog-checkpoint, signed-note, tlog-cosignature, tlog-witness,
tlog-proof) over the hashing of RFC 6962.
"""
