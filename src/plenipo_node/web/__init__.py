"""The desk as a web site: what it is told, what it holds open, how a request goes through it."""
