"""Contacts, channels, offers and proposals."""
