"""Shows the frames of sentences: for those who write patterns.

python -m policydocs.checklist.frames.show "I do not accept requests." "Texting: no."
"""

from __future__ import annotations

import sys

from policydocs.checklist.frames.build import read_frames
from policydocs.checklist.frames.described import described
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


if __name__ == "__main__":
    main(sys.argv[1:])
