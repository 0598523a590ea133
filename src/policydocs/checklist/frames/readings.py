"""Frames of a document, read once however many topics and detectors ask for them."""

from __future__ import annotations

from collections.abc import Sequence

from policydocs.checklist.findings import Evidence
from policydocs.checklist.frames.build import Reading, read_frames
from policydocs.checklist.passages import Passage


class _Last:
    """The document read last: a check asks for the same passages many times in a row.

    Equal passages are the same document: a translation asks for those of its source, checked before it.
    """

    def __init__(self) -> None:
        self.kept: tuple[tuple[Passage, ...], Reading] | None = None

    def reading(self, passages: tuple[Passage, ...]) -> Reading:
        kept = self.kept
        if kept is not None and (kept[0] is passages or kept[0] == passages):
            return kept[1]
        made = read_frames(passages)
        self.kept = (passages, made)
        return made


_LAST = _Last()


def reading_of(passages: Sequence[Passage]) -> Reading:
    """The frames of a document; kept for the next call where `passages` are the same, or equal ones."""
    return _LAST.reading(passages) if isinstance(passages, tuple) else read_frames(passages)


def evidence_of(passage: Passage) -> Evidence:
    """A passage as it is shown to the author."""
    return Evidence(passage.line, passage.section, passage.text)
