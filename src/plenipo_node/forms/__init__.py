"""Forms of acts: their fields made from the members of a kind, and what was typed read back as plain values.

A form decides nothing. What is typed becomes the members of an act; the codec says whether it is one, and the
guard whether it may be said.
"""
