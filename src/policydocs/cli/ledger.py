"""`policydocs ledger`: its commands put together."""

from __future__ import annotations

from policydocs.cli import ledger_keeping, ledger_papers, ledger_record  # noqa: F401
from policydocs.cli.ledger_group import ledger

__all__ = ["ledger"]
