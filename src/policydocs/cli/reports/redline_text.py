"""A redline for a person at a terminal: what changed in short, then the changed text with its marks.

Deletions and insertions are told by marks, never by colour alone, so that it reads the same in a pipe, with
NO_COLOR and on paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from policydocs.cli.layout import pairs
from policydocs.cli.output import visible
from policydocs.compare.comparison import (
    BlockChange,
    Change,
    ChangeLevel,
    Comparison,
    FactChange,
    SectionChange,
)
from policydocs.compare.runs import Op, Run
from policydocs.compare.told_once import printed_facts
from policydocs.render.redline.folding import Folded, folded, without_long_stretches
from policydocs.render.redline.looks import look_changes
from policydocs.render.redline.summary import (
    OPENING,
    Names,
    changed_sections,
    fact_name,
    fact_value,
    section_lines,
    used_in,
)

DELETED, INSERTED, CONTEXT = "red", "bold green", "dim"
#: What stands before a block, and what it means.
SIGNS = {
    Change.ADDED: ("+", INSERTED),
    Change.REMOVED: ("-", DELETED),
    Change.REWORDED: ("*", "bold yellow"),
    Change.FORMATTING: ("~", "yellow"),
}
MOVED = (">", "bold cyan")


def redline_report(comparison: Comparison, names: Names, *, context: int) -> Iterator[RenderableType]:
    """What to print, in order; something did change."""
    yield from heading(comparison, names)
    yield from overview(comparison)
    yield from proposal(comparison)
    facts = printed_facts(comparison)
    sections = changed_sections(comparison)
    if not sections:
        return
    yield ""
    yield legend()
    origins = old_titles(comparison)
    for section in sections:
        yield ""
        yield _section_title(section)
        for part in folded(section, facts, context=context):
            if isinstance(part, Folded):
                yield fold(part)
                continue
            if not is_tight(part.block):
                yield ""
            yield _block(part.block, origins, changed=part.changed)


def heading(comparison: Comparison, names: Names) -> Iterator[RenderableType]:
    """Which policy, and which of its states."""
    policy = comparison.new or comparison.old
    yield Text(visible(policy.title if policy else comparison.policy), style="bold")
    if comparison.old is None:
        yield Text(visible(f"A new policy: it is not there in {names.old}."))
    elif comparison.new is None:
        yield Text(visible(f"The policy is gone: it is in {names.old}, not in {names.new}."))
    else:
        yield Text(visible(f"from {names.old} to {names.new}"), style=CONTEXT)
    yield ""


def overview(comparison: Comparison) -> Iterator[RenderableType]:
    """A line for each fact and for each section that changed."""
    lines = section_lines(comparison)
    if comparison.facts:
        yield Text("Facts and settings that changed", style="bold")
        yield pairs((Text(visible(fact_name(fact))), _fact(fact, comparison)) for fact in comparison.facts)
        if lines:
            yield ""
    if lines:
        yield Text("Sections that changed", style="bold")
        for line in lines:
            told = Text("• ").append(visible(line.title), style="bold").append(visible(f": {line.said}"))
            yield hanging(told, 2)


_PROPOSALS = {
    ChangeLevel.PATCH: "a patch: spelling or layout; clients need no notice",
    ChangeLevel.MINOR: "a minor change: clients are told",
    ChangeLevel.MAJOR: "a major change: clients are told, and should read it again",
}
_REASONS = 6  #: told here; all of them stand in the redline itself


def proposal(comparison: Comparison) -> Iterator[RenderableType]:
    """How much the change counts, and why; the clinician decides."""
    if comparison.level is ChangeLevel.NONE:
        return
    yield ""
    yield Text("Proposed as ").append(_PROPOSALS[comparison.level], style="bold").append("; you decide.")
    if comparison.level is not ChangeLevel.MAJOR:
        return  # the overview has said it all
    weighty = [reason.why for reason in comparison.reasons if reason.level is comparison.level]
    for why in dict.fromkeys(weighty[:_REASONS]):
        yield hanging(Text("• ").append(visible(why)), 2)
    if len(weighty) > _REASONS:
        yield Text(f"  and {len(weighty) - _REASONS} more of this kind", style=CONTEXT)


def _fact(fact: FactChange, comparison: Comparison) -> Text:
    text = marked(
        [Run(Op.DELETE, fact_value(fact.old)), Run(Op.EQUAL, " "), Run(Op.INSERT, fact_value(fact.new))]
    )
    where = used_in(fact, comparison)
    return text.append(visible(f"  {where}"), style=CONTEXT) if where else text


def legend() -> RenderableType:
    """How to read the marks; first of all that uses them."""
    words = Text("How to read it: ", style=CONTEXT)
    words.append_text(marked([Run(Op.DELETE, "taken out"), Run(Op.INSERT, "put in")]))
    signs = "; before a block: * reworded, + new, - removed, > moved, ~ looks different"
    return words.append(signs, style=CONTEXT)


def _section_title(section: SectionChange) -> RenderableType:
    sign, style = section_sign(section)
    title = Text(style="bold")
    if section.renamed and section.old is not None and section.new is not None:
        title.append_text(
            marked(
                [
                    Run(Op.DELETE, one_line(section.old.title_text)),
                    Run(Op.INSERT, one_line(section.new.title_text)),
                ]
            )
        )
    else:
        title.append(visible(one_line(section.section.title_text) or OPENING))
    line = section.section.line
    where = f"  ({'was ' if section.new is None else ''}line {line})" if line else ""
    return _row(sign, style, title.append(where, style="not bold dim"), indent=0)


def section_sign(section: SectionChange) -> tuple[str, str]:
    """What stands before a section's title."""
    if section.change in (Change.ADDED, Change.REMOVED):
        return SIGNS[section.change]
    return MOVED if section.moved else ("#", "bold")


def fold(part: Folded) -> RenderableType:
    """What stands for blocks that are not shown."""
    return Padding(Text(f"({part.count} unchanged)", style=CONTEXT), (0, 0, 0, 2))


def is_tight(block: BlockChange) -> bool:
    """Whether a block stands close below the one before it, as the items of a list do."""
    return block.leaf.kind in ("item", "row")


def old_titles(comparison: Comparison) -> Mapping[str, str]:
    """Titles of the old sections by their ids, to tell where a block came from."""
    if comparison.old is None:
        return {}
    return {section.id: one_line(section.title_text) or OPENING for section in comparison.old.walk()}


def _block(block: BlockChange, origins: Mapping[str, str], *, changed: bool) -> RenderableType:
    sign, style = block_sign(block, changed=changed)
    text = Text(bullet(block))
    if not changed:
        text.append(visible(block.leaf.text)).stylize(CONTEXT)
    elif block.change in (Change.ADDED, Change.REMOVED):
        text.append(visible(block.leaf.text), style=style)
    else:
        text.append_text(marked(without_long_stretches(block.runs)))
    for remark in remarks(block, origins) if changed else ():
        text.append(f"  ({visible(remark)})", style=CONTEXT)
    return _row(sign, style, text, indent=0)


def block_sign(block: BlockChange, *, changed: bool) -> tuple[str, str]:
    """What stands before a block; a space where nothing changed."""
    if not changed:
        return " ", ""
    return MOVED if block.moved else SIGNS.get(block.change, (" ", ""))


def bullet(block: BlockChange) -> str:
    """What shows that a block is an item, a quote or a heading."""
    depth = sum(part in ("bullets", "numbers") for part in block.leaf.style)
    mark = {"item": "• ", "quote": "| ", "heading": "# "}.get(block.leaf.kind, "")
    return "  " * max(depth - 1, 0) + mark


def remarks(block: BlockChange, origins: Mapping[str, str]) -> Iterator[str]:
    """What the marked text itself does not show."""
    if block.from_section is not None:
        yield f"from “{origins.get(block.from_section, '')}”"
    elif block.moved:
        yield "moved"
    if block.old is not None and block.new is not None:
        yield from look_changes(block.old, block.new)


def marked(runs: Sequence[Run]) -> Text:
    """A redline's runs with their marks; the space around a change stands outside of them."""
    text = Text()
    before_that = Op.EQUAL
    for op, words in runs:
        said = visible(words)
        if (before_that, op) == (Op.DELETE, Op.INSERT) and not said[:1].isspace():
            text.append(" ")  # so that old and new do not run into each other
        before_that = op
        if op is Op.EQUAL:
            text.append(said)
            continue
        bare = said.strip() or said
        before, _, after = said.partition(bare)
        left, right, style = ("[-", "-]", DELETED) if op is Op.DELETE else ("{+", "+}", INSERTED)
        text.append(before).append(f"{left}{bare}{right}", style=style).append(after)
    return text


def one_line(text: str) -> str:
    return " ".join(text.split())


def hanging(text: Text, width: int) -> RenderableType:
    """A paragraph whose second line begins below its third sign."""
    first, rest = text[:width], text[width:]
    return _row(first.plain.rstrip(), "", rest, indent=0)


def _row(sign: str, style: str, text: Text, *, indent: int) -> RenderableType:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=1, no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(Text(sign, style=style), text)
    return Padding(grid, (0, 0, 0, indent))
