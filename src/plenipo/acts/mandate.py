"""mandate: authority follows from a decision and its envoy's acceptance."""

from __future__ import annotations

from plenipo.acts.words import Act, Hash, Instant, Ref, Text


class Accept(Act, tag="mandate.accept"):
    """Accept the mandate as its envoy; the cap on interlocutors is checked here."""

    mandate: Ref
    commitment: Hash


class Suspend(Act, tag="mandate.suspend"):
    """Suspend a mandate; its envoy may not act, and still counts under the cap."""

    mandate: Ref
    reason: Text | None = None


class Resume(Act, tag="mandate.resume"):
    """Resume a mandate that one's own party suspended."""

    mandate: Ref


class Report(Act, tag="mandate.report"):
    """Report under a mandate, for a day of its calendar, whether or not anybody talked."""

    mandate: Ref
    due: Instant
    text: Text


class Revoke(Act, tag="mandate.revoke"):
    """End a mandate early: by a party that may do so alone, or as a consultation decided."""

    mandate: Ref
    decision: Ref | None = None
