"""What the desk tells people, in their language: Django's gettext looks every sentence up as it is said."""
