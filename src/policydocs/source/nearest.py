"""What the writer most likely meant: the known name nearest to the one that stands there."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`Did you mean "phone"?`, or the empty string where nothing known is near."""
    by_lower = {name.lower(): name for name in known}
    # A name of a hundred letters is no slip of the pen, and comparing it with each known one is slow.
    near = get_close_matches(word.lower()[:80], by_lower, n=1, cutoff=0.6)
    return f'Did you mean "{by_lower[near[0]]}"?' if near else ""


def known_names(known: Iterable[str]) -> str:
    """`Known are: a, b, c.`"""
    return f"Known are: {', '.join(known)}."
