"""Sets of words, written as one string."""

from __future__ import annotations


def wordset(text: str) -> frozenset[str]:
    """The words of a text, divided by white space."""
    return frozenset(text.split())


def phrases(text: str) -> tuple[tuple[str, ...], ...]:
    """Phrases divided by ";", each as its words."""
    return tuple(tuple(phrase.split()) for phrase in text.split(";") if phrase.strip())
