"""The register: entries, proofs, checks, acts in one's name."""
