"""A redline in two columns: the old text on the left, the new one on the right, what differs marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.console import RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from policydocs.cli.output import visible
from policydocs.cli.reports.redline_text import (
    CONTEXT,
    bullet,
    fold,
    heading,
    is_tight,
    legend,
    marked,
    old_titles,
    one_line,
    overview,
    proposal,
    remarks,
)
from policydocs.compare.comparison import BlockChange, Comparison, SectionChange
from policydocs.compare.leaves import Leaf
from policydocs.compare.runs import Op, Run
from policydocs.compare.told_once import printed_facts
from policydocs.render.redline.folding import Folded, folded, without_long_stretches
from policydocs.render.redline.summary import OPENING, Names, changed_sections


def columns_report(comparison: Comparison, names: Names, *, context: int) -> Iterator[RenderableType]:
    """What to print, in order; something did change."""
    yield from heading(comparison, names)
    yield from overview(comparison)
    yield from proposal(comparison)
    sections = changed_sections(comparison)
    if not sections:
        return
    yield ""
    yield legend()
    yield ""
    facts, origins = printed_facts(comparison), old_titles(comparison)
    yield _table((Text("Before", style="bold"), Text("After", style="bold")))
    for section in sections:
        yield Rule(style=CONTEXT, characters="-")
        yield _table(_titles(section))
        for part in folded(section, facts, context=context):
            if isinstance(part, Folded):
                yield fold(part)
                continue
            if not is_tight(part.block):
                yield ""
            yield _table(_sides(part.block, origins, changed=part.changed))


def _table(sides: tuple[Text, Text]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(ratio=1, overflow="fold")
    table.add_column(ratio=1, overflow="fold")
    table.add_row(*sides)
    return table


def _titles(section: SectionChange) -> tuple[Text, Text]:
    def title(side: object, text: str) -> Text:
        if side is None:
            return Text("(not there)", style=CONTEXT)
        return Text(visible(one_line(text) or OPENING), style="bold")

    old, new = section.old, section.new
    sides = title(old, old.title_text if old else ""), title(new, new.title_text if new else "")
    if section.moved:
        sides[1].append("  (moved)", style=f"not bold {CONTEXT}")
    return sides


def _sides(block: BlockChange, origins: Mapping[str, str], *, changed: bool) -> tuple[Text, Text]:
    if not changed:
        said = Text(bullet(block) + visible(block.leaf.text), style=CONTEXT)
        return said, said.copy()
    runs = without_long_stretches(block.runs)
    old, new = _side(block, block.old, runs, Op.DELETE), _side(block, block.new, runs, Op.INSERT)
    for remark in remarks(block, origins):
        new.append(f"  ({visible(remark)})", style=CONTEXT)
    return old, new


def _side(block: BlockChange, leaf: Leaf | None, runs: tuple[Run, ...], mine: Op) -> Text:
    if leaf is None:
        return Text("")
    return Text(bullet(block)).append_text(marked([run for run in runs if run.op in (Op.EQUAL, mine)]))
