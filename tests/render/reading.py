"""What a reader must find in a rendered document, taken from the tree alone."""

import re
from collections.abc import Iterable, Iterator

from policydocs.document import (
    Block,
    BulletList,
    Contents,
    Document,
    Emphasis,
    Field,
    Heading,
    Inline,
    Link,
    NumberedList,
    Paragraph,
    Quote,
    Strong,
    Table,
    Text,
)
from policydocs.render.forms import flow_label, form_rows, is_tick_list
from policydocs.render.links import printed_address
from policydocs.render.phrases import phrases
from policydocs.render.printable import contents_entries, printable


def letters(text: str) -> str:
    """Letters and digits alone: formats differ in rules, bullets, colons and line ends."""
    return re.sub(r"[\W_]+", "", text)


def words_of(document: Document, *, numbers: bool = True, addresses: bool = True) -> list[str]:
    """Every text in reading order.

    Args:
        numbers: with the numbers of numbered lists.
        addresses: with the addresses that paper shows after a link.
    """
    return list(_Reader(printable(document), numbers, addresses).all())


class _Reader:
    def __init__(self, document: Document, numbers: bool, addresses: bool) -> None:
        self.document = document
        self.numbers = numbers
        self.addresses = addresses

    def all(self) -> Iterator[str]:
        head = self.document.letterhead
        yield from (head.name, *head.lines, self.document.title, self.document.version_line)
        yield from self.blocks(self.document.blocks)

    def blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        for block in blocks:
            match block:
                case Paragraph(inlines=inlines) | Heading(inlines=inlines):
                    yield from self.inlines(inlines, is_form=bool(form_rows(inlines)))
                case BulletList(items=items) | NumberedList(items=items):
                    for position, item in enumerate(items):
                        if isinstance(block, NumberedList) and self.numbers and not is_tick_list(items):
                            yield str(block.start + position)
                        yield from self.blocks(item.blocks)
                case Quote(blocks=inner):
                    yield from self.blocks(inner)
                case Table(header=header, rows=rows):
                    for row in (header, *rows):
                        for cell in row.cells:
                            yield from self.inlines(cell)
                case Contents(title=title):
                    yield title
                    for entry in contents_entries(self.document):
                        yield from self.inlines(entry.inlines)
                case _:
                    pass

    def inlines(self, inlines: tuple[Inline, ...], is_form: bool = False) -> Iterator[str]:
        for position, inline in enumerate(inlines):
            match inline:
                case Text(text=text):
                    yield text
                case Emphasis(children=children) | Strong(children=children):
                    yield from self.inlines(children)
                case Link(children=children):
                    yield from self.inlines(children)
                    if self.addresses:
                        yield printed_address(inline)
                case Field():
                    bare = flow_label(
                        (inline,) if is_form else inlines, 0 if is_form else position, phrases("en")
                    )
                    yield bare
                case _:
                    pass
