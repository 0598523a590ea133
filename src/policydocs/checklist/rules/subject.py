"""What every rule looks at: one policy, its sentences, the day, and the practice's facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from policydocs.checklist.last_few import LastFew
from policydocs.checklist.passages import Passage, PassageKind
from policydocs.checklist.reading import looks_english
from policydocs.model import Policy, Practice
from policydocs.values import frozen

_FORM_TITLE = re.compile(
    r"\b(?:authori[sz]ation|release of|release form|consent form|intake form|questionnaire|form)\b", re.I
)
_WHOLE_SENTENCE = re.compile(r"[.!?][\"'”’)\]*]*$")


@frozen
class Subject:
    """One document under examination."""

    policy: Policy
    passages: tuple[Passage, ...]  #: of that policy, headings included
    today: date
    practice: Practice | None = None  #: None for a document without a repository

    @property
    def is_ours(self) -> bool:
        """Written in our Markdown, with front matter: its author can follow our notation."""
        return bool(self.policy.front.lines)

    @property
    def is_form(self) -> bool:
        """Meant to be filled in by hand, so that an empty line is what it should have."""
        named = any(name.startswith("hipaa-authorization") for name in self.policy.front.checklists or ())
        return named or bool(_FORM_TITLE.search(self.policy.title))

    @property
    def is_english(self) -> bool:
        """Declared as English, and not plainly something else."""
        if not self.policy.language.lower().startswith("en"):
            return False
        return _in_english(self.passages)

    @property
    def prose(self) -> tuple[Passage, ...]:
        """What is read as sentences: no headings, no labels of fields, no fragments in tables."""
        return _prose_of(self.passages)


# Each rule asks.
_in_english = LastFew(lambda passages: looks_english([passage.text for passage in passages]))
_prose_of = LastFew(lambda passages: tuple(passage for passage in passages if _is_prose(passage)))


def _is_prose(passage: Passage) -> bool:
    if passage.kind is PassageKind.HEADING:
        return False
    if passage.fields:
        return False
    if passage.kind is PassageKind.CELL:
        return bool(_WHOLE_SENTENCE.search(passage.text.rstrip()))
    return any(map(str.isalpha, passage.text))


def line_of(passage: Passage) -> int:
    """The passage's line; 1 where its reader did not know."""
    return max(1, passage.line)


def told_lines(lines: Iterable[int], *, most: int = 6) -> str:
    """Line numbers as a person writes them: `line 4`, `lines 4, 9 and 12`, `lines 4, 9 and 7 more`."""
    found = sorted(set(lines))
    if len(found) == 1:
        return f"line {found[0]}"
    if len(found) > most:
        return f"lines {', '.join(map(str, found[: most - 1]))} and {len(found) - most + 1} more"
    return f"lines {', '.join(map(str, found[:-1]))} and {found[-1]}"


def shortened(text: str, *, most: int = 70) -> str:
    """A sentence cut at a word for use in a message."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def by_block(found: Sequence[Passage]) -> list[list[Passage]]:
    """Sentences gathered by the paragraph, item or cell that they stand in."""
    blocks: list[list[Passage]] = []
    for passage in found:
        if blocks and blocks[-1][0].block == passage.block:
            blocks[-1].append(passage)
        else:
            blocks.append([passage])
    return blocks
