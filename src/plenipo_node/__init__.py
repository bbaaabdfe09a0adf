"""The node: everything that touches a disk, a clock or a network."""
