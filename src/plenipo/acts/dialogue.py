"""dialogue: the founding, its amendments, who comes and who goes."""

from __future__ import annotations

from plenipo.acts.charter import Charter, Founder, Party
from plenipo.acts.words import Act, Name, Ref, Said, Text


class Found(Said, tag="dialogue.found"):
    """Found the dialogue: signed by the authority of every partner and concerned party."""

    title: Name
    charter: Charter
    founders: tuple[Founder, ...]


class Amend(Act, tag="dialogue.amend"):
    """Put an amended charter into force: adopted under the old rule and under the new."""

    consultation: Ref
    charter: Charter
    authority: Founder | None = None  # of a partner that lost its keys


class Admit(Act, tag="dialogue.admit"):
    """Let a party in, as an adopted consultation says."""

    consultation: Ref
    party: Party
    founder: Founder


class Leave(Act, tag="dialogue.leave"):
    """Leave the dialogue; the party's mandates and persons end with it."""

    reason: Text | None = None
