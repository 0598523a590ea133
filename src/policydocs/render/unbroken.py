"""What no line of print may part: a phone number, which has hyphens where a line could end."""

from __future__ import annotations

import re
from collections.abc import Iterator

PHONE = re.compile(r"(?:1-)?(?:\(\d{3}\)\s?|\d{3}-)?\d{3}-\d{4}")
_WHOLE = re.compile(rf"(?<![\w-]){PHONE.pattern}(?![\w-])")


def parts(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether no line may end inside; joined, they are the text."""
    end = 0
    for match in _WHOLE.finditer(text):
        if match.start() > end:
            yield text[end : match.start()], False
        yield match.group(), True
        end = match.end()
    if end < len(text):
        yield text[end:], False
