"""Readouts, drafts of them, two accounts side by side, and what was obtained."""
