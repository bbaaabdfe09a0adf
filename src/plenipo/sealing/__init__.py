"""Who may read it: age files, commitments, markings and audiences."""
