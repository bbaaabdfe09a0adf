"""The addresses of the accounts."""

from __future__ import annotations

from plenipo_node.accounts.views import enrolling, entering, keeping

urlpatterns = [*entering.urlpatterns, *enrolling.urlpatterns, *keeping.urlpatterns]
