"""What an import recognised, left out and made, for its owner to look over."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from textwrap import shorten

from rich.console import RenderableType
from rich.text import Text

from policydocs.cli.layout import indented, pairs
from policydocs.cli.output import visible
from policydocs.source.importing.fitting import FittingChecklist
from policydocs.source.importing.imported import Imported, OfferedFact, Sureness
from policydocs.source.importing.word_diff import WordChange, word_changes
from policydocs.source.reading import IN_THE_MARGIN
from policydocs.values import frozen

FORMAT = 1
MOST_SHOWN = 12  #: passages left out, and facts; --format json has all
_SURE = {Sureness.SURE: "sure", Sureness.LIKELY: "likely", Sureness.GUESS: "a guess: please look"}


@frozen
class ImportReport:
    """Everything that is told about one import."""

    imported: Imported
    document: str  #: as it was given
    written: str | None  #: where its Markdown is; None: nowhere
    topics: Mapping[str, Sequence[str]]  #: by a section's id, the titles of the topics found in it
    checklists: Sequence[FittingChecklist]
    with_diff: bool = False


def drawn(report: ImportReport) -> Iterator[RenderableType]:
    """The report for a terminal."""
    imported = report.imported
    yield Text(visible(imported.policy.title), style="bold")
    yield Text(visible(f"{report.document} → {report.written or 'nothing written'}"))
    yield from _part("Recognized", _recognised(imported))
    yield from _part("Sections", _sections(report))
    yield from _part("Facts in the text", _facts(imported))
    left, other = len(imported.left_out), " other" if imported.left_out else ""
    heading = f"Left out: {left or 'nothing'}. Every{other} word of the document is in the policy."
    yield from _part(heading, _left_out(imported))
    if any(one.reason == IN_THE_MARGIN for one in imported.left_out):
        yield Text(
            "\nHeader and footer: your handouts have your name and contact from policydocs.toml. For Word "
            "files on your own letterhead see the guide “The first hour”.",
            style="dim",
        )
    if report.with_diff:
        yield from _part("Word by word", _differences(word_changes(imported)))
    if imported.remarks:
        yield Text("\nPlease look at this", style="bold")
        yield from (indented(Text(visible(remark))) for remark in imported.remarks)
    yield from _part("Checklists that fit", ((one.id, one.why) for one in report.checklists))


def _part(heading: str, rows: Iterator[tuple[str, str]]) -> Iterator[RenderableType]:
    listed = [(Text(visible(left)), Text(visible(right))) for left, right in rows]
    if listed or heading.startswith("Left"):
        yield Text(f"\n{heading}", style="bold")
    if listed:
        yield pairs(listed)


def _recognised(imported: Imported) -> Iterator[tuple[str, str]]:
    headings = [one for one in imported.recognised if one.what == "heading"]
    for one in imported.recognised:
        if one.what != "heading":
            became = f" → {one.became}" if one.became else ""
            yield one.what, f"“{shorten(one.value, 110, placeholder=' …')}” ({_SURE[one.sureness]}){became}"
    if headings:
        sure = sum(one.sureness is Sureness.SURE for one in headings)
        likely = len(headings) - sure
        kinds = [f"{sure} by their style"] * bool(sure) + [f"{likely} by their look"] * bool(likely)
        yield "headings", f"{len(headings)}: {', '.join(kinds)}"
    else:
        yield "headings", "none; begin each section with ## Heading {#id}"


def _sections(report: ImportReport) -> Iterator[tuple[str, str]]:
    for section in report.imported.policy.walk():
        topics = ", ".join(report.topics.get(section.id, ())) or "-"
        if section.id:
            title = shorten(section.title_text, 44, placeholder=" …")
            yield f"{'  ' * (section.level - 2)}{title}", f"#{section.id}: {topics}"
        elif section.blocks:
            yield "(before the first heading)", topics


def _facts(imported: Imported) -> Iterator[tuple[str, str]]:
    for one in imported.facts[:MOST_SHOWN]:
        yield f"{{{{ {one.variable} }}}}", _fact(one)


def _fact(one: OfferedFact) -> str:
    lines = ", ".join(str(line) for line in one.lines[:5])
    where = f"“{one.text}” in line {lines}"
    if one.used:
        return f"{where}: put in"
    if one.known:
        return f"{where}: policydocs.toml says the same; --use-facts puts it in"
    return f"{where}: could stand once in policydocs.toml"


def _left_out(imported: Imported) -> Iterator[tuple[str, str]]:
    shown = imported.left_out[:MOST_SHOWN]
    for one in shown:
        where = f"line {one.line}" if one.line else "-"
        yield where, f"“{shorten(one.text, 90, placeholder=' …')}”: {one.reason}"
    if len(imported.left_out) > len(shown):
        yield "-", f"and {len(imported.left_out) - len(shown)} more; --format json lists them all"


def _differences(changes: Sequence[WordChange]) -> Iterator[tuple[str, str]]:
    if not changes:
        yield "-", "the words are the same, in the same order"
    for one in changes:
        removed = f"[-{one.removed}-]" if one.removed else ""
        added = f"{{+{one.added}+}}" if one.added else ""
        yield "-", " ".join(part for part in ("…", one.before, removed, added, one.after, "…") if part)


def json_report(report: ImportReport) -> str:
    """The same for a program."""
    imported = report.imported
    entry: dict[str, object] = {
        "format": FORMAT,
        "document": report.document,
        "kind": imported.kind,
        "written": report.written,
        "policy": imported.policy.slug,
        "title": imported.policy.title,
        "recognised": [asdict(one) for one in imported.recognised],
        "sections": [
            {
                "id": one.id,
                "title": one.title_text,
                "level": one.level,
                "line": one.line,
                "topics": list(report.topics.get(one.id, ())),
            }
            for one in imported.policy.walk()
            if one.id or one.blocks
        ],
        "facts": [asdict(one) for one in imported.facts],
        "left_out": [asdict(one) for one in imported.left_out],
        "remarks": list(imported.remarks),
        "checklists": [asdict(one) for one in report.checklists],
        "markdown": imported.markdown,
    }
    if report.with_diff:
        entry["diff"] = [asdict(one) for one in word_changes(imported)]
    return json.dumps(entry, indent=2)
