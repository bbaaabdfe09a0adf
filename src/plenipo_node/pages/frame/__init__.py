"""What stands around every page, and what is the same on all of them."""
