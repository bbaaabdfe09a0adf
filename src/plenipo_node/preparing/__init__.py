"""From what a person wrote to an act that is ready to sign."""
