"""A comparison as a Word document with tracked changes: all accepted, the new handout; rejected, the old."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime

from policydocs.compare.comparison import Comparison
from policydocs.compare.leaves import leaves
from policydocs.document import Document, Heading, plain_text
from policydocs.model import Policy
from policydocs.render.docx import Running, WordFile
from policydocs.render.docx_styles import TITLE, VERSION
from policydocs.render.ooxml import Element, W
from policydocs.render.printable import printable
from policydocs.render.redline.leaf_pairs import LeafPair, judged_leaves, leaf_pairs, printed_numbers
from policydocs.render.redline.marks import Marks, renumbered_bookmarks
from policydocs.render.redline.tracked_body import ElementPair, Page, share_list_numbers, tracked_body
from policydocs.render.redline.tracked_paragraphs import merged
from policydocs.render.style import PageStyle
from policydocs.values import record


def to_tracked_docx(
    comparison: Comparison,
    old: Document | None,
    new: Document | None,
    style: PageStyle,
    *,
    author: str,
    moment: datetime,
    letterhead: bytes | None = None,
) -> bytes:
    """The redline as DOCX.

    Args:
        comparison: of the two policies.
        old: the handout made of its old policy; None where there is none. `new` likewise.
        author: who made the changes, as Word shows it beside each.
        moment: aware; when they were made.
        letterhead: as for `render.docx.to_docx`.

    Returns:
        A file in which every difference between the two handouts is a tracked change: text, paragraphs,
        items, rows, moves, looks. The same input gives the same bytes.

    Raises:
        InputErrors: characters or nesting that cannot be printed, each with its line.
        InputError: the letterhead cannot be used.
        ValueError: neither is given, or `moment` has no time zone.
    """
    either = new or old
    if either is None:
        raise ValueError("nothing to show")
    file = WordFile(either.language, style, letterhead)
    marks = Marks(author, moment)
    pairs = leaf_pairs(comparison, old, new) if old is not None and new is not None else []
    after = _Side(new, 0, comparison.new)
    before = _Side(old, 1, comparison.old)
    before.names = _shared_names(pairs, before, after)
    after.write(file)
    before.write(file)
    of_elements = list(_element_pairs(pairs, before, after))
    share_list_numbers(file.numbering.root, of_elements, before.page)
    singular = frozenset(file.styles[name] for name in (TITLE, VERSION))
    body = tracked_body(before.page, after.page, of_elements, marks, singular)
    renumbered_bookmarks(body)
    running = _running(before.running, after.running, marks)
    return file.finished(after.shown or before.shown or either, body, running, made_at=moment)


@record
class _Side:
    """One handout on its way to paper."""

    document: Document | None
    number: int  #: 0 for the new one, 1 for the old one
    policy: Policy | None
    names: Mapping[str, str] = field(default_factory=dict)  #: bookmarks that it shares with the other side
    shown: Document | None = field(init=False)
    page: Page = field(init=False, default_factory=lambda: Page((), frozenset()))
    running: Running = field(init=False, default_factory=Running)
    became: dict[int, Sequence[Element]] = field(init=False, default_factory=dict)
    #: number of a leaf of the document -> the paragraphs or the row that it became

    def __post_init__(self) -> None:
        self.shown = None if self.document is None else printable(self.document)

    def frame_headings(self) -> dict[str, str]:
        """Text of a heading of ours, as that of the page to sign -> its id in print."""
        if self.document is None or self.shown is None:
            return {}
        own = judged_leaves(self.document, self.policy)
        framing = {id_ for number, id_ in self.headings().items() if number not in own}
        found = (block for block in self.shown.blocks if isinstance(block, Heading))
        return {plain_text(block.inlines): block.id for block in found if block.id in framing}

    def headings(self) -> dict[int, str]:
        """Number of a heading's leaf -> its id in print."""
        if self.document is None or self.shown is None:
            return {}
        numbers = printed_numbers(self.document, self.shown)
        found: dict[int, str] = {}
        for number, leaf in zip(numbers, leaves(self.shown.blocks), strict=True):
            if number is not None and isinstance(leaf.block, Heading) and leaf.block.id:
                found[number] = leaf.block.id
        return found

    def write(self, file: WordFile) -> None:
        if self.document is None or self.shown is None:
            return
        bookmarks = {
            block.id: self.names.get(block.id) or f"_Toc{self.number}{place:05}"
            for place, block in enumerate(self.shown.blocks, 1)
            if isinstance(block, Heading)
        }
        written: list[Sequence[Element]] = []
        writer = file.writer(self.shown, bookmarks=bookmarks, noted=lambda one: written.append(list(one)))
        elements = file.body(self.shown, writer)
        for element in elements:
            _without_field_codes(element)
        numbers = printed_numbers(self.document, self.shown)
        self.became = {n: made for n, made in zip(numbers, written, strict=True) if n is not None}
        own = judged_leaves(self.document, self.policy)
        self.page = Page(elements, frozenset(one for n in own for one in self.became.get(n, ())))
        self.running = file.running(self.shown)


def _shared_names(pairs: Sequence[LeafPair], old: _Side, new: _Side) -> dict[str, str]:
    """The bookmarks of old headings that go on: that of the new heading, so that links to it are the same."""
    if new.shown is None:
        return {}
    old_ids, new_ids = old.headings(), new.headings()
    places = {
        block.id: f"_Toc0{place:05}"
        for place, block in enumerate(new.shown.blocks, 1)
        if isinstance(block, Heading)
    }
    old_frame, new_frame = old.frame_headings(), new.frame_headings()
    going_on = [(id_, new_frame[text]) for text, id_ in old_frame.items() if text in new_frame]
    going_on += [
        (old_ids[pair.old], new_ids[pair.new])
        for pair in pairs
        if pair.old in old_ids and pair.new in new_ids
    ]
    return {before: places[after] for before, after in going_on if after in places}


def _element_pairs(pairs: Sequence[LeafPair], old: _Side, new: _Side) -> Sequence[ElementPair]:
    return [
        ElementPair(before, after, pair.moved)
        for pair in pairs
        for before, after in zip(old.became.get(pair.old, ()), new.became.get(pair.new, ()), strict=False)
        if before.tag == after.tag
    ]


def _without_field_codes(element: Element) -> None:
    """A redline's contents are lines with links: a field that Word fills anew would lose the changes."""
    for run in list(element.iter(f"{{{W}}}r")):
        if any(str(node.tag).endswith(("}fldChar", "}instrText")) for node in run):
            parent = run.getparent()
            if parent is not None:
                parent.remove(run)


def _running(old: Running, new: Running, marks: Marks) -> Running:
    def both(before: Sequence[Element], after: Sequence[Element]) -> tuple[Element, ...]:
        if len(before) != len(after):
            return tuple(after or before)
        pairs = zip(before, after, strict=True)
        return tuple(merged(was, now).element(marks) for was, now in pairs)

    return Running(
        both(old.header, new.header),
        both(old.first_header, new.first_header),
        both(old.footer, new.footer),
        both(old.first_footer, new.first_footer),
    )
