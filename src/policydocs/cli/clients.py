"""`policydocs clients`: its commands put together."""

from __future__ import annotations

from policydocs.cli import clients_edit, clients_import, clients_list  # noqa: F401
from policydocs.cli.clients_group import clients

__all__ = ["clients"]
