"""policydocs: a private practice's client policies, checked, handed out, and changed with notice."""

__version__ = "0.1.0"
