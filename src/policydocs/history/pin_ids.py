"""Section ids that followed from a heading's words, written into the source.

From then on a heading can be reworded and its section is still known as the same one.
"""

from __future__ import annotations

import re

from policydocs.model import Policy, Section
from policydocs.source.parser import ATTRIBUTES

_CLOSING = re.compile(r"[ \t]+#+[ \t]*$")


def pinned(text: str, policy: Policy) -> str:
    """The source with an id behind every heading that had none; all else as it was, byte for byte.

    Args:
        text: the policy's file, its lines ending in "\\n" or "\\r\\n".
        policy: what was read from it.
    """
    lines = text.split("\n")
    for section in policy.walk():
        if section.id and not section.id_is_explicit and 0 < section.line <= len(lines):
            _pin(lines, section)
    return "\n".join(lines)


def unpinned(policy: Policy) -> tuple[Section, ...]:
    """The sections whose ids still follow from their headings."""
    return tuple(section for section in policy.walk() if section.id and not section.id_is_explicit)


def _pin(lines: list[str], section: Section) -> None:
    at = section.line - 1
    line = lines[at]
    ending = "\r" if line.endswith("\r") else ""
    line = line.removesuffix("\r")
    closing = _CLOSING.search(line)
    said, closed = (line[: closing.start()], closing[0]) if closing else (line.rstrip(), "")
    attributes = ATTRIBUTES.search(said)
    if attributes is not None:
        start = attributes.start(1)
        said = f"{said[:start]}#{section.id} {said[start:].lstrip()}"
    else:
        said = f"{said} {{#{section.id}}}"
    lines[at] = said + closed + ending
