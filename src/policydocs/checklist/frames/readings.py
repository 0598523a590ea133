"""Frames of a document, read once however many topics and detectors ask for them."""

from __future__ import annotations

from collections.abc import Sequence

from policydocs.checklist.findings import Evidence
from policydocs.checklist.frames.build import Reading, read_frames
from policydocs.checklist.last_few import LastFew
from policydocs.checklist.passages import Passage

_read = LastFew(read_frames)


def reading_of(passages: Sequence[Passage]) -> Reading:
    """The frames of a document; kept for the next call."""
    return _read(passages)


def evidence_of(passage: Passage) -> Evidence:
    """A passage as it is shown to the author."""
    return Evidence(passage.line, passage.section, passage.text)
