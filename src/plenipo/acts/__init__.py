"""What is said: one module a family of kinds, and the codec."""
