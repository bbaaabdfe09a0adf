"""Where to begin and how to find: home, search, what one may do, people, charter."""
