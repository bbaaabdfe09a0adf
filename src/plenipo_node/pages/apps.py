from __future__ import annotations

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "plenipo_node.pages"

    def ready(self) -> None:
        """The outbox and the accounts do not know each other: here one is told to ask the other."""
        from plenipo_node.accounts.assertions import not_to_be_sent  # noqa: PLC0415 models wait for the apps
        from plenipo_node.drafts import outbox  # noqa: PLC0415 as above

        outbox.asked.add(not_to_be_sent)
