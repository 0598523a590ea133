"""Roster and ledger in one SQLite file on this computer; nothing outside of this folder knows SQL."""
