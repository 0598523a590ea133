"""Whether a translation has every part of its source, and no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from policydocs.checklist.findings import Finding, Severity
from policydocs.checklist.translation.original import Pair, front_line, named
from policydocs.document import (
    Block,
    BulletList,
    Field,
    NumberedList,
    Quote,
    Table,
    block_inlines,
    walk_blocks,
    walk_inlines,
)
from policydocs.model import Section

_KINDS = {BulletList: "lists", NumberedList: "numbered lists", Table: "tables", Quote: "quotes"}


def section_findings(pair: Pair) -> Iterator[Finding]:
    """An error for each section that clients who read the translation would not be told of; a warning for
    each that stands in the translation alone."""
    mine = {section.id: section for section in pair.policy.walk()}
    theirs = {section.id: section for section in pair.source.walk()}
    for name, section in theirs.items():
        if name not in mine or (_says_something(section) and not _says_something(mine[name])):
            yield Finding(
                rule="translation-section-missing",
                severity=Severity.ERROR,
                line=front_line(pair.policy, "title") if name not in mine else max(1, mine[name].line),
                section=None if name not in mine else name,
                message=f"{named(section)[:1].upper()}{named(section)[1:]} of the source "
                f"({pair.source.path}, line {max(1, section.line)}) is not translated.",
                fix=f"Add the section, with the id of its source:  ## ... {{#{name}}}"
                if name
                else "Translate the text that stands before the first heading.",
            )
    for name, section in mine.items():
        if name not in theirs:
            yield pair.finding(
                "translation-section-extra",
                Severity.WARNING,
                section,
                f"{named(section)} has the id {name}, and {pair.source.path} has no such section.",
                "Give it the id that its source has, as {#texting}; or write it in the source too.",
            )


def form_findings(pair: Pair) -> Iterator[Finding]:
    """Lists, tables and places to fill in that one of the two has more of."""
    for section, source in pair.sections():
        mine, theirs = _parts(section), _parts(source)
        differing = [
            f"{theirs[part]} {part} in the source, {mine[part]} here"
            for part in dict.fromkeys([*theirs, *mine])
            if theirs[part] != mine[part]
        ]
        if differing:
            yield pair.finding(
                "translation-structure",
                Severity.WARNING,
                section,
                f"{named(section)} is built otherwise than its source: {'; '.join(differing)}.",
                f"Compare it with {pair.source.path}, line {max(1, source.line)}: is anything missing?",
            )


def _says_something(section: Section) -> bool:
    return bool(section.blocks or section.sections)


def _parts(section: Section) -> Counter[str]:
    """How many of each part a section has itself."""
    found: Counter[str] = Counter()
    for block in walk_blocks(section.blocks):
        kind = _KINDS.get(type(block))
        if kind:
            found[kind] += 1
        if isinstance(block, BulletList | NumberedList):
            found["list items"] += len(block.items)
        elif isinstance(block, Table):
            found["table rows"] += len(block.rows)
        found.update(_fields(block))
    return found


def _fields(block: Block) -> Iterator[str]:
    for inlines in block_inlines(block):
        for inline in walk_inlines(inlines):
            if isinstance(inline, Field):
                yield f"[[{inline.kind.value}]] places to fill in"
