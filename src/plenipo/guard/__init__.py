"""May it be said: numbered rules, verdicts, cures."""
