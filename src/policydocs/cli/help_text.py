"""The order of a command's help: what it does, then an example to copy, then the rest."""

from __future__ import annotations


def example_first(text: str) -> str:
    """The help with its examples right after its first paragraph.

    Args:
        text: paragraphs with blank lines between; that of the examples begins with a line of "\\b", which
            keeps its lines as they are, and "Example:" or "Examples:".
    """
    first, *rest = text.split("\n\n")
    examples = [part for part in rest if part.removeprefix("\b\n").startswith("Example")]
    return "\n\n".join((first, *examples, *(part for part in rest if part not in examples)))
