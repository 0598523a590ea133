"""What comes of reading somebody's document: the policy, and what its reader should know about it."""

from __future__ import annotations

from dataclasses import field

from policydocs.document import Block, Inlines, Text, plain_text, walk_inlines
from policydocs.model import Policy
from policydocs.values import frozen, record

#: The reason of what stands in a page's header or footer, whatever the file's format.
IN_THE_MARGIN = "in the header or footer of the pages"


@frozen
class LeftOut:
    """Text of the source that is no part of the policy."""

    text: str
    reason: str  #: "navigation", "repeats the title", ...
    line: int = 0


@frozen
class Reading:
    """A document as it was understood."""

    policy: Policy
    remarks: tuple[str, ...] = ()  #: what was assumed or could not be kept, each a sentence
    left_out: tuple[LeftOut, ...] = ()
    list_letters: tuple[str, ...] = ()  #: "a", "b": lists with letters became lists with numbers
    title_from: str = (
        ""  #: "format": a title by its style; "text": a line that reads like one; "name": the file's
    )
    recovered_headings: tuple[
        int, ...
    ] = ()  #: lines of headings that only look like some: bold, in capitals, bare


@frozen
class HeadingMark:
    """A heading among the pieces of a document, before they are made sections."""

    level: int  #: 1 for the document's title, then as deep as its source says
    inlines: Inlines
    line: int = 0
    recovered: bool = False  #: it only looks like one: bold words, capitals, a bare line
    id: str = ""  #: of its section, where a handout of ours has kept it

    @property
    def text(self) -> str:
        return " ".join(plain_text(self.inlines).split())


Piece = HeadingMark | Block  #: what a document is a row of


@record
class Pieces:
    """A document's content in reading order, as one of the readers found it."""

    pieces: list[Piece]
    title: str = ""  #: where the format says it outright
    fallback_title: str = ""  #: a lesser source: the title of a browser's window
    language: str = ""
    remarks: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    list_letters: list[str] = field(default_factory=list)  #: of lists that have numbers now
    lines_are_judged: bool = False  #: its reader has looked for headings and lists among bare lines
    is_ours: bool = False  #: a handout of ours: its headings and lists are those that it has
    asks_for_signature: bool = False  #: it ended with a page to sign of ours
    acknowledgment: str = ""  #: what is signed there, where the author wrote it


def first_line(inlines: Inlines) -> int:
    """The line of the first text; 0 where there is none."""
    return next((inline.line for inline in walk_inlines(inlines) if isinstance(inline, Text)), 0)
