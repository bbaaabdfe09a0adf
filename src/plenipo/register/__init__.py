"""It was said: entries, tree, tiles, proofs, notes. Knows only bytes."""
