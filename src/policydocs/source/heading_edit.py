"""The braces after one heading of a policy's source, written anew; every other byte stays."""

from __future__ import annotations

import re

from policydocs.source.headings import Attributes
from policydocs.source.parser import ATTRIBUTES

_CLOSING = re.compile(r"[ \t]+#+[ \t]*$")
_OPENING_QUOTE = re.compile(r'(?<![^\s({\[“])"(?=\S)')
_QUOTES = str.maketrans({'"': "’", "“": "‘", "”": "’", "{": "(", "}": ")"})


def with_attributes(text: str, line: int, attributes: Attributes) -> str:
    """The source with these attributes after the heading in that line, in place of those there.

    Args:
        text: the whole file, its lines ending in "\\n" or "\\r\\n".
        line: of the heading, from 1.

    Raises:
        ValueError: the text has no such line.
    """
    lines = text.split("\n")
    if not 0 < line <= len(lines):
        raise ValueError(f"there is no line {line}")
    written = lines[line - 1]
    ending = "\r" if written.endswith("\r") else ""
    written = written.removesuffix("\r")
    closing = _CLOSING.search(written)
    said, closed = (written[: closing.start()], closing[0]) if closing else (written.rstrip(), "")
    braces = ATTRIBUTES.search(said)
    if braces is not None:
        said = said[: braces.start()]
    lines[line - 1] = f"{said} {as_written(attributes)}{closed}{ending}"
    return "\n".join(lines)


def as_written(attributes: Attributes) -> str:
    """`{#texting topics="texting" attest="..."}`."""
    parts = [f"#{attributes.id}"] if attributes.id else []
    if attributes.topics:
        parts.append(f'topics="{" ".join(attributes.topics)}"')
    if attributes.attest:
        parts.append(f'attest="{attributes.attest}"')
    if attributes.attested:
        parts.append(f'attested="{attributes.attested}"')
    return f"{{{' '.join(parts)}}}"


def as_reason(text: str) -> str:
    """A reason in the form in which it can stand within quotation marks and braces: one line."""
    return " ".join(_OPENING_QUOTE.sub("‘", text).translate(_QUOTES).split())
