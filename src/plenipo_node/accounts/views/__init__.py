"""The doors of the desk: signing in, enrolling, one's own passkeys."""
