"""The old and the new words of what changed, as blocks of a notice: in context, told apart without colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policydocs.compare.changed_sentences import changed_sentences
from policydocs.compare.comparison import BlockChange, Change, SectionChange
from policydocs.compare.runs import Op, Run
from policydocs.compare.typography import is_typographic
from policydocs.compare.wording import redline
from policydocs.document import (
    Block,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    Paragraph,
    Quote,
    Strong,
    Text,
)
from policydocs.notice.changes import NoticeChange
from policydocs.notice.phrases import NoticePhrases

LONGEST_BLOCK = 120  #: words of a paragraph that is shown whole; of a longer one, the sentences that changed
_CELL = "|"
_BETWEEN_CELLS = "·"
_LEFT_OUT = "…"


def wording_blocks(changes: Sequence[NoticeChange], words: NoticePhrases) -> tuple[Block, ...]:
    """Old and new wording of the sections that changed, with a heading; () where no words differ.

    A section that was only renamed or moved is told in a sentence, and does not stand here.
    """
    inner: list[Block] = []
    for change in changes:
        if change.section is None:
            continue
        blocks = list(_section(change.section, words))
        if blocks:
            title = change.section.section.title or (Text(_capital(words.opening)),)
            inner += [Heading(3, title), *blocks]
    if not inner:
        return ()
    marked = any(
        isinstance(inline, Strong)
        for block in inner
        if isinstance(block, Quote)
        for paragraph in block.blocks
        if isinstance(paragraph, Paragraph)
        for inline in paragraph.inlines
    )
    note = f"{words.wording_note} {words.wording_in_bold}" if marked else words.wording_note
    return (Heading(2, (Text(words.wording_heading),)), Paragraph((Text(note),)), *inner)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _section(change: SectionChange, words: NoticePhrases) -> Iterator[Block]:
    if change.change is Change.ADDED:
        if not all(block.from_section is not None for block in change.blocks):
            yield from _labelled(words.is_new, change.section.blocks)
        return
    if change.change is Change.REMOVED:
        if any(block.change is Change.REMOVED for block in change.blocks):
            yield from _labelled(words.is_gone, change.section.blocks)
        return
    pending: list[Inlines] = []  # paragraphs of one kind that follow one another, under one label
    label = ""
    for block in change.blocks:
        if not _differs(block):
            continue
        kind = {Change.ADDED: words.is_new, Change.REMOVED: words.is_gone}.get(block.change, "")
        if pending and kind != label:
            yield from _labelled(label, tuple(map(Paragraph, pending)))
            pending = []
        label = kind
        if kind:
            pending.append(_inlines(block.leaf.text))
        else:
            old, new = _both_sides(block)
            yield from _labelled(words.before, tuple(map(Paragraph, old)))
            yield from _labelled(words.now, tuple(map(Paragraph, new)))
    if pending:
        yield from _labelled(label, tuple(map(Paragraph, pending)))


def _labelled(label: str, blocks: tuple[Block, ...]) -> tuple[Block, Block]:
    return Paragraph((Strong((Text(label),)),)), Quote(blocks)


def _differs(block: BlockChange) -> bool:
    """More than a typing error differs."""
    if block.change in (Change.ADDED, Change.REMOVED):
        return bool(block.leaf.text.strip())
    return any(not (one.is_reworded and is_typographic(one.old, one.new)) for one in changed_sentences(block))


def _both_sides(block: BlockChange) -> tuple[list[Inlines], list[Inlines]]:
    """The old and the new paragraph with the differing words in bold; a long one in its changed sentences."""
    texts = [leaf.text for leaf in (block.old, block.new) if leaf is not None]
    if max(len(text.split()) for text in texts) <= LONGEST_BLOCK:
        return [_marked(block.runs, Op.DELETE)], [_marked(block.runs, Op.INSERT)]
    old, new = [], []
    for one in changed_sentences(block):
        runs = redline(one.old, one.new)
        if one.old:
            old.append(_clipped(_marked(runs, Op.DELETE)))
        if one.new:
            new.append(_clipped(_marked(runs, Op.INSERT)))
    return old, new


def _clipped(inlines: Inlines) -> Inlines:
    return (Text(f"{_LEFT_OUT} "), *inlines, Text(f" {_LEFT_OUT}"))


def _marked(runs: Sequence[Run], side: Op) -> Inlines:
    """One side of a redline; what only this side has is in bold, unless that would be all of it."""
    mine = [run for run in runs if run.op in (Op.EQUAL, side)]
    plain = all(run.op is side for run in mine)
    inlines: list[Inline] = []
    for run in mine:
        if run.op is side and not plain:
            inlines += _bold(run.text)
        else:
            inlines += _inlines(run.text)
    return tuple(inlines)


def _bold(text: str) -> Inlines:
    """Bold words; the white space around them stays outside."""
    bare = text.strip()
    if not bare:
        return _inlines(text)
    start = text.index(bare)
    parts = (*_inlines(text[:start]), Strong(_inlines(bare)), *_inlines(text[start + len(bare) :]))
    return tuple(part for part in parts if part != Text(""))


def _inlines(text: str) -> Inlines:
    inlines: list[Inline] = []
    for number, line in enumerate(text.replace(_CELL, _BETWEEN_CELLS).split("\n")):
        if number:
            inlines.append(LineBreak())
        if line:
            inlines.append(Text(line))
    return tuple(inlines)
