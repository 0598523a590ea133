"""Shows the frames of sentences: for those who write patterns.

python -m policydocs.checklist.frames "I do not accept requests." "Texting: no."
"""

from __future__ import annotations

import sys

from policydocs.checklist.frames.build import read_frames
from policydocs.checklist.frames.frame import Frame
from policydocs.checklist.passages import passages
from policydocs.document import Paragraph, Text
from policydocs.model import FrontMatter, Policy, Section


def main(sentences: list[str]) -> None:
    for sentence in sentences:
        opening = Section("", (), 1, (Paragraph((Text(sentence, 1),), 1),))
        read = passages(Policy("sample", FrontMatter("Sample"), opening, ()))
        sys.stdout.write(f"{sentence}\n")
        for frame in read_frames(read).frames:
            sys.stdout.write(f"  {described(frame)}\n")


def described(frame: Frame) -> str:
    """One line a frame: kind, who, what, whom, moods, exceptions, concepts."""
    parts = [
        frame.kind.value,
        f"by={frame.agent.value}",
        frame.action or "*",
        "yes" if frame.affirmed else "no",
        f"to={frame.target.value if frame.target else 'none'}",
    ]
    if frame.nominal:
        parts.append("nominal")
    if frame.moods:
        parts.append("mood=" + "|".join(sorted(frame.moods)))
    if frame.sentence.conditions:
        parts.append("if=" + "|".join(sorted(frame.sentence.conditions)))
    if not frame.action:
        parts.append("+" + "|".join(sorted(frame.concepts)))
    return " ".join(parts)


if __name__ == "__main__":
    main(sys.argv[1:])
