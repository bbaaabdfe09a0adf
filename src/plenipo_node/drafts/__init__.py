"""What never enters the register: drafts and notes, and acts that wait for a signature or for their moment.

All of it lives on this node only, and can be changed and erased.
"""
