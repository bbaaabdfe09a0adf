"""Who said it: SSHSIG, security keys and passkeys."""
