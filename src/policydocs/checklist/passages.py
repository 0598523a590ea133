"""A policy as the sentences that a reader meets, each with its place and what it stands under.

A sentence alone is half of what a reader knows: "Never." answers the question before it, "accept
friend requests" continues "I do not:", and a cell stands in a row and a column. A `Passage` holds
the sentence with that context; nothing is decided here about what it means.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import field, replace
from enum import StrEnum

from policydocs.checklist.sentences import run_in_heading, sentence_spans
from policydocs.document import (
    Block,
    BulletList,
    Emphasis,
    Field,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NumberedList,
    Paragraph,
    Quote,
    Strong,
    Table,
    Text,
    plain_text,
    walk_inlines,
)
from policydocs.model import Policy, Section
from policydocs.values import frozen

_LONGEST_STEM = 400  #: characters: lists within lists within lists would otherwise repeat each other


class PassageKind(StrEnum):
    PARAGRAPH = "paragraph"
    ITEM = "item"  #: of a bulleted or numbered list
    CELL = "cell"  #: of a table
    QUOTE = "quote"
    HEADING = "heading"  #: of a section or a table's column: context, never a position by itself


@frozen
class Passage:
    """One sentence, list item, table cell or heading, with its place and its context.

    Its hash leaves most of its context out: hundreds are gathered without those that come twice.
    """

    text: str  #: the sentence, whole; a field stands in its notation, `[[line: Name]]`
    line: int  #: in the source, counted from 1; 0 where it is not known
    section: str  #: the section's id; "" for the opening text
    section_title: str  #: "" for the opening text
    kind: PassageKind = PassageKind.PARAGRAPH
    stem: str = field(
        default="", hash=False
    )  #: what a list item continues: "I do not:"; outer stems come first
    row: str = field(default="", hash=False)  #: of a cell: the first cell of its row
    column: str = field(default="", hash=False)  #: of a cell: the header of its column
    lead: str = field(
        default="", hash=False
    )  #: the run-in heading of its paragraph: "FRIENDING" of "FRIENDING: I do not ..."
    lead_length: int = 0  #: how much of `text` is that heading with its colon; 0 in later sentences
    question: str = field(
        default="", hash=False
    )  #: the question that it answers: the one before it, or a heading that asks
    titles: tuple[str, ...] = field(
        default=(), hash=False
    )  #: the headings that it stands under, outermost first
    block: int = 0  #: running number of the paragraph, item or cell, in reading order
    fields: tuple[Field, ...] = field(default=(), hash=False)  #: places to fill in that stand in it

    @property
    def body(self) -> str:
        """The sentence without a run-in heading before it."""
        return self.text[self.lead_length :].lstrip()

    @property
    def asks(self) -> bool:
        """It is a question itself."""
        return "?" in self.text and self.text.rstrip("\"'”’)* ").endswith("?")


def passages(policy: Policy) -> tuple[Passage, ...]:
    """Every sentence of a policy in reading order, headings included, its title left out.

    Args:
        policy: as a reader of `source` made it.

    Returns:
        One `Passage` a sentence: sentences of paragraphs and quotes, sentences of list items,
        sentences of table cells. A section's heading comes before what stands under it.
    """
    for known, kept in _last:
        if known is policy:
            return kept
    collected: list[Passage] = []
    for section in (policy.opening, *policy.sections):
        _Reader(collected).read_section(section, ())
    read = tuple(_answered_by_number(collected))
    _last.append((policy, read))
    return read


def _answered_by_number(read: list[Passage]) -> list[Passage]:
    """ "1. Will you add me?" in a list at the top, "1. No." below: each answer with its question."""
    asked: list[Passage] = []
    listed: list[Passage] = []
    for passage in read:
        if passage.kind is PassageKind.ITEM and passage.asks:
            listed.append(passage)
            continue
        if len(listed) >= _FEWEST_ASKED:
            asked = listed
        listed = []
        if asked:
            break
    if not asked:
        return read
    return [
        replace(passage, question=asked[int(passage.lead) - 1].body)
        if passage.lead.isdecimal() and 0 < int(passage.lead) <= len(asked) and not passage.question
        else passage
        for passage in read
    ]


_FEWEST_ASKED = 3  #: questions in a row that make a list of what is answered below

#: Of the policies read last: a translation asks for those of its source, which was checked before it.
_last: deque[tuple[Policy, tuple[Passage, ...]]] = deque(maxlen=4)


@frozen
class _Place:
    """The context that all sentences of a block share."""

    section: str
    titles: tuple[str, ...]
    kind: PassageKind = PassageKind.PARAGRAPH
    stem: str = ""
    row: str = ""
    column: str = ""
    question: str = ""

    @property
    def section_title(self) -> str:
        return self.titles[-1] if self.titles else ""


class _Reader:
    """Walks blocks and collects passages; keeps the question and the stem that are still open."""

    def __init__(self, collected: list[Passage]) -> None:
        self.collected = collected

    def read_section(self, section: Section, outer: tuple[str, ...]) -> None:
        title = section.title_text.strip()
        titles = (*outer, title) if title else outer
        place = _Place(section.id, titles)
        if title:
            self._add(
                Passage(title, section.line, section.id, title, PassageKind.HEADING, titles=outer,
                        block=self._next_block())
            )  # fmt: skip
            if title.endswith("?"):
                place = replace(place, question=title)
        self.read_blocks(section.blocks, place)
        for inner in section.sections:
            self.read_section(inner, titles)

    def read_blocks(self, blocks: Sequence[Block], place: _Place) -> None:
        """Blocks in order; an open stem or a lone question carries over to the next block."""
        here = place
        stem = place.stem
        for block in blocks:
            match block:
                case Paragraph(inlines=inlines, line=line):
                    read = self._sentences(inlines, line, here)
                    last = read[-1] if read else None
                    stem = _join(place.stem, last.text) if last and _is_open(last.text) else place.stem
                    if last is not None and last.asks:
                        here = replace(here, question=last.body)
                    elif read and here.question and all(p.question for p in read):
                        # The paragraph answered it; what follows is about the same but is no answer.
                        here = replace(here, question=place.question)
                case Heading(inlines=inlines, line=line):
                    text = plain_text(inlines).strip()
                    if text:
                        self._add(self._heading(text, line, here))
                        question = text if text.endswith("?") else ""
                        here = replace(here, titles=(*place.titles, text), question=question)
                        stem = place.stem
                case BulletList(items=items) | NumberedList(items=items):
                    inside = replace(here, kind=PassageKind.ITEM, stem=stem)
                    for item in items:
                        self.read_blocks(item.blocks, inside)
                    stem = place.stem
                case Quote(blocks=inner):
                    self.read_blocks(inner, replace(here, kind=PassageKind.QUOTE, stem=""))
                case Table():
                    self._read_table(block, here)
                    stem = place.stem
                case _:
                    continue

    def _read_table(self, table: Table, place: _Place) -> None:
        headers = [plain_text(cell).strip() for cell in table.header.cells]
        # An exporter may make a header of a plain first row: a long "header" is read as text.
        if any(len(header.split()) > 9 for header in headers):
            self._read_row(table.header.cells, table.header.line, [""] * len(headers), place)
            headers = [""] * len(headers)
        else:
            for header in filter(None, headers):
                self._add(self._heading(header, table.header.line, place))
        for row in table.rows:
            self._read_row(row.cells, row.line, headers, place)

    def _read_row(self, cells: Sequence[Inlines], line: int, headers: Sequence[str], place: _Place) -> None:
        first = plain_text(cells[0]).strip() if cells else ""
        for number, cell in enumerate(cells):
            column = headers[number] if number < len(headers) else ""
            row = first if number else ""
            question = row if row.endswith("?") else place.question
            inner = replace(place, kind=PassageKind.CELL, row=row, column=column, question=question)
            self._sentences(cell, line, inner)

    def _sentences(self, inlines: Inlines, line: int, place: _Place) -> list[Passage]:
        """The passages of one run of text, with the question that each of them answers."""
        run = _Run(inlines, line)
        block = self._next_block()
        lead = run_in_heading(run.text, run.strong_prefix)
        question = place.question
        if lead.text.endswith("?"):
            question = lead.text
        made: list[Passage] = []
        for start, end in sentence_spans(run.text, heading=lead):
            text = " ".join(run.text[start:end].split())
            length = min(lead.length - start, end - start) if start < lead.length else 0
            passage = Passage(
                text=text,
                line=run.line_at(start),
                section=place.section,
                section_title=place.section_title,
                kind=place.kind,
                stem=place.stem,
                row=place.row,
                column=place.column,
                lead=lead.text,
                lead_length=length,
                question=question,
                titles=place.titles,
                block=block,
                fields=run.fields_between(start, end),
            )
            if passage.asks and passage.body:
                passage = replace(passage, question=place.question)
                question = passage.body
            made.append(passage)
        self.collected.extend(made)
        return made

    def _heading(self, text: str, line: int, place: _Place) -> Passage:
        """A heading within a section, or that of a table's column."""
        return Passage(
            text=text,
            line=line,
            section=place.section,
            section_title=place.section_title,
            kind=PassageKind.HEADING,
            stem=place.stem,
            row=place.row,
            column=place.column,
            titles=place.titles,
            block=self._next_block(),
        )

    def _next_block(self) -> int:
        return self.collected[-1].block + 1 if self.collected else 1

    def _add(self, passage: Passage) -> None:
        self.collected.append(passage)


def _is_open(text: str) -> bool:
    """A list after this sentence continues it: it ends in a colon, a dash or in nothing at all."""
    ending = text.rstrip("*_\"'”’ ")
    return bool(ending) and ending[-1] not in ".!?)]…"


def _join(outer: str, inner: str) -> str:
    return f"{outer} {inner}".strip()[-_LONGEST_STEM:]


class _Run:
    """A run of inlines as one string that knows the source line of each of its characters."""

    def __init__(self, inlines: Inlines, line: int) -> None:
        self._line = line
        self._starts: list[int] = []
        self._texts: list[Text] = []
        self._fields: list[tuple[int, Field]] = []
        parts: list[str] = []
        length = 0
        for inline in walk_inlines(inlines):
            match inline:
                case Text(text=text):
                    self._starts.append(length)
                    self._texts.append(inline)
                case LineBreak():
                    text = "\n"
                case Field():
                    text = plain_text((inline,))
                    self._fields.append((length, inline))
                case _:
                    continue
            parts.append(text)
            length += len(text)
        # A newline inside a Text is how its author wrapped it; only a LineBreak is one for the reader.
        self.text = "".join(parts)
        self.strong_prefix = _strong_prefix(inlines)

    def line_at(self, offset: int) -> int:
        """The source line of one character; the block's own where its text does not know."""
        low, high = 0, len(self._starts)
        while low < high:
            middle = (low + high) // 2
            if self._starts[middle] <= offset:
                low = middle + 1
            else:
                high = middle
        if not low:
            return self._line
        text = self._texts[low - 1]
        return text.line_at(offset - self._starts[low - 1]) or self._line

    def fields_between(self, start: int, end: int) -> tuple[Field, ...]:
        if not self._fields:  # as nearly everywhere
            return ()
        return tuple(field for offset, field in self._fields if start <= offset < end)


def _strong_prefix(inlines: Inlines) -> int:
    """How many characters at the start are bold, where more text follows; else 0."""
    length = 0
    for number, inline in enumerate(inlines):
        if isinstance(inline, Strong) or (
            isinstance(inline, Emphasis | Link) and _is_strong(inline.children)
        ):
            length += len(plain_text((inline,)))
        elif isinstance(inline, Text) and not inline.text.strip() and not length:
            length += len(inline.text)
        else:
            return length if number else 0
    return 0


def _is_strong(inlines: Sequence[Inline]) -> bool:
    return bool(inlines) and all(isinstance(inline, Strong) for inline in inlines)
