"""From a form to a signature, for any act."""
