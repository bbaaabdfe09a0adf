"""What signs acts at a person's own machine: key files, and ssh-agent with the security keys that it
reaches.

Each is a `Signer`: a public key, and `sign(act)` which returns an armored SSHSIG that verifies.
"""

from plenipo_cli.signers.agents import Agent, AgentSigner, Identity
from plenipo_cli.signers.base import Signer
from plenipo_cli.signers.key_files import KeyFileSigner, generate_key, load_key_file

__all__ = ["Agent", "AgentSigner", "Identity", "KeyFileSigner", "Signer", "generate_key", "load_key_file"]
