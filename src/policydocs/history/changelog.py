"""`CHANGELOG.md`: an entry put in, and every other byte of the file left as it was.

The form is that of Keep a Changelog, with a heading an entry: the policy's title, its version and its date,
the newest first. An "Unreleased" part at the top stays at the top.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from policydocs.values import frozen

FILE = "CHANGELOG.md"
_NEW = "# Changelog\n\nWhat changed in the practice's policies, the newest first.\n"
_BOM = b"\xef\xbb\xbf"
_ENTRY = re.compile(rb" {0,3}##(?!#)[ \t]+(?P<title>.*)")
_FENCE = re.compile(rb" {0,3}(?P<fence>`{3,}|~{3,})")
_UNRELEASED = re.compile(rb"\[?unreleased\]?", re.IGNORECASE)


@frozen
class Entry:
    """What the changelog says of one version."""

    title: str  #: the policy's
    version: str  #: "1.1.0"
    released: date
    effective: date
    parts: Mapping[str, Sequence[str]]  #: "Added", "Changed", "Removed" ... -> sentences, in order
    note: str = ""  #: what happened, where it is more than a release: "Withdrawn."


def with_entries(data: bytes | None, entries: Sequence[Entry]) -> bytes:
    """The file with new entries above the others.

    Args:
        data: the file as it is; None where there is none yet.
        entries: in the order in which they shall stand; none gives the file back.
    """
    if not entries:
        return data or b""
    before = _NEW.encode() if data is None else data
    at = _place(before)
    ending = b"\r\n" if before.count(b"\r\n") * 2 > before.count(b"\n") else b"\n"
    block = b"".join(_written(entry).encode().replace(b"\n", ending) for entry in entries)
    head, tail = before[:at], before[at:]
    gap = _gap(head, ending)
    if not tail:
        block = block.removesuffix(ending)  # the file ends with one newline
    return head + gap + block + tail


def _gap(head: bytes, ending: bytes) -> bytes:
    """What must stand between the file so far and a heading: one empty line."""
    if not head or head == _BOM:
        return b""
    if not head.endswith(b"\n"):
        return ending * 2
    blank = head.rstrip(b"\r\n")
    return b"" if head[len(blank) :].count(b"\n") >= 2 else ending


def _place(data: bytes) -> int:
    """Where the newest entry goes: before the first one that is released, else at the end."""
    at = len(_BOM) if data.startswith(_BOM) else 0
    fence = b""
    comment = False
    for line in data[at:].splitlines(keepends=True):
        opened = _FENCE.match(line)
        if comment or (not fence and line.lstrip().startswith(b"<!--")):
            comment = b"-->" not in line
        elif fence:
            if opened and opened["fence"].startswith(fence) and not line.strip(b"`~ \t\r\n"):
                fence = b""
        elif opened:
            fence = opened["fence"]
        else:
            match = _ENTRY.match(line)
            if match is not None and not _UNRELEASED.match(match["title"].strip()):
                return at
        at += len(line)
    return at


def _written(entry: Entry) -> str:
    lines = [f"## {_text(entry.title)} {entry.version} - {entry.released.isoformat()}", ""]
    if entry.note:
        lines += [_text(entry.note), ""]
    lines += [f"Effective {entry.effective.isoformat()}.", ""]
    for part, sentences in entry.parts.items():
        if sentences:
            lines += [f"### {part}", "", *(f"- {_text(sentence)}" for sentence in sentences), ""]
    return "\n".join(lines) + "\n"


def _text(sentence: str) -> str:
    """A sentence as Markdown that shows just its letters, on one line."""
    return re.sub(r"([\\`*_\[\]<>])", r"\\\1", " ".join(sentence.split()))
