"""Where we stand: the fold of the entries."""
