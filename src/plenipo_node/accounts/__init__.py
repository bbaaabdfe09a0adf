"""Who may look at this desk: people accredited in the dialogue, by a passkey that the register names.

A passkey counts when `key.add` has put it into the register, and no longer than it stands there in force:
both are looked up at each request. The desk itself decides nothing about who a person is.
"""
