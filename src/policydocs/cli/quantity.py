"""Numbers of things in words."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """`1 file`, `3 files`, `no files`."""
    if number == 1:
        return f"1 {noun}"
    return f"{number or 'no'} {noun}s"
