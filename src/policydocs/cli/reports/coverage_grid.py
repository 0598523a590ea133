"""A picture of coverage: what is asked for against the sections of the text, one letter where they meet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from policydocs.checklist.findings import Level, RequirementStatus, RequirementVerdict
from policydocs.checklist.phrasing import shortened
from policydocs.checklist.schema import Checklist
from policydocs.cli.output import visible
from policydocs.cli.reports.outcome import Checked
from policydocs.document import Alignment, Block, Paragraph, Row, Strong, Table, Text

#: Sections beside each other in one table; more are told in a further one.
MOST_COLUMNS = 18
_LONGEST_NAME = 64  #: letters of what a clause asks, in its row
_WORDS = {
    RequirementStatus.MET: "found",
    RequirementStatus.PARTIAL: "in part",
    RequirementStatus.MISSING: "missing",
    RequirementStatus.CONTRADICTED: "opposite",
    RequirementStatus.ATTESTED: "vouched for",
}
OPENING = "(opening text)"
_KEY = (
    ("F", "a sentence there counts for the clause (found)"),
    ("A", "a sentence there goes against the clause"),
    ("V", "the author vouches for that section; nothing was found there"),
)


def coverage(one: Checked, checklist: Callable[[str], Checklist | None]) -> Iterator[Block]:
    """The key, then a table for each checklist: a row a clause, a column a section, a letter where they meet.

    Clauses that do not apply to the document are left out, and counted.
    """
    sections = _sections(one)
    yield _paragraph("Each row is a clause, each numbered column a section of the text. ", *_key())
    yield _paragraph(
        "The sections: "
        + "; ".join(f"{n} {_quoted(title)}" for n, (_, title) in enumerate(sections, 1))
        + "."
    )
    for id_ in one.report.checklists:
        verdicts = [verdict for verdict in one.report.requirements if verdict.id.startswith(f"{id_}/")]
        asked = [verdict for verdict in verdicts if verdict.status is not RequirementStatus.NOT_APPLICABLE]
        if not asked:
            continue
        found = checklist(id_)
        title = found.title if found is not None else id_
        yield Paragraph((Strong((Text(visible(f"{title}: ")),)), Text(_counts(asked, len(verdicts)))))
        for start in range(0, max(1, len(sections)), MOST_COLUMNS):
            name = f"Coverage of {one.document}: {title}, from section {start + 1}"
            yield _grid(asked, one, sections, start, asks=_asks(found), name=name)


def _quoted(title: str) -> str:
    """In quotation marks, for a title may begin with a number of its own."""
    return title if title == OPENING else f"“{title}”"


def _counts(asked: Sequence[RequirementVerdict], total: int) -> str:
    parts = []
    for level, noun in ((Level.REQUIRED, "asked for"), (Level.SUGGESTED, "suggested")):
        mine = [verdict for verdict in asked if verdict.level is level]
        if not mine:
            continue
        met = sum(verdict.status is RequirementStatus.MET for verdict in mine)
        vouched = sum(verdict.status is RequirementStatus.ATTESTED for verdict in mine)
        also = f" and {vouched} vouched for" if vouched else ""
        parts.append(f"{met} of {len(mine)} {noun} found{also}")
    passed_over = f"; {total - len(asked)} do not apply" if total > len(asked) else ""
    return f"{', '.join(parts)}{passed_over}."


def _grid(
    asked: Sequence[RequirementVerdict],
    one: Checked,
    sections: Sequence[tuple[str, str]],
    start: int,
    *,
    asks: Mapping[str, str],
    name: str,
) -> Table:
    part = range(start, min(start + MOST_COLUMNS, len(sections)))
    header = ("Clause", "Result", *(str(number + 1) for number in part))
    rows = []
    for verdict in asked:
        clause = _named(verdict, asks)
        marks = (_mark(verdict, sections[number][0], one) for number in part)
        rows.append((clause, _WORDS[verdict.status], *marks))
    sides = (Alignment.LEFT, Alignment.LEFT, *(Alignment.CENTER for _ in part))
    return Table(_row(header), tuple(map(_row, rows)), sides, is_grid=True, name=_one_line(name))


def _asks(checklist: Checklist | None) -> Mapping[str, str]:
    """What each requirement asks for, by its id."""
    if checklist is None:
        return {}
    return {f"{checklist.id}/{one.id}": one.paraphrase for one in checklist.requirements}


def _named(verdict: RequirementVerdict, asks: Mapping[str, str]) -> str:
    id_ = verdict.id.removesuffix("#suggests")
    name = id_.partition("/")[2]
    if verdict.level is Level.SUGGESTED:
        return f"{name}, suggested"
    return f"{name}: {shortened(asks[id_], _LONGEST_NAME)}" if id_ in asks else name


def _mark(verdict: RequirementVerdict, section: str, one: Checked) -> str:
    here = [evidence for evidence in verdict.evidence if evidence.section == section]
    if here and verdict.status is RequirementStatus.CONTRADICTED:
        # The sentences against it come first; those that count for it follow.
        return "A" if verdict.evidence[0] in here else "F"
    if here:
        return "F"
    vouched = (a for a in one.report.attestations if a.counts and a.section == section)
    if verdict.attested and any(not set(a.topics).isdisjoint(verdict.topics) for a in vouched):
        return "V"
    return ""


def _sections(one: Checked) -> list[tuple[str, str]]:
    """Id and title, in reading order; the opening text only where something was found in it."""
    used = {evidence.section for verdict in one.report.requirements for evidence in verdict.evidence}
    named = [(id_, title or OPENING) for id_, title in one.sections if id_ or "" in used]
    known = {id_ for id_, _ in named}
    return [*named, *((id_, id_ or OPENING) for id_ in sorted(used - known))]


def _key() -> list[Text | Strong]:
    told: list[Text | Strong] = []
    for number, (mark, said) in enumerate(_KEY):
        told += [Strong((Text(mark),)), Text(f" means that {said}{'; ' if number < len(_KEY) - 1 else '.'}")]
    return told


def _one_line(text: str) -> str:
    return " ".join(visible(text).split())


def _paragraph(text: str, *more: Text | Strong) -> Paragraph:
    return Paragraph((Text(visible(text)), *more))


def _row(cells: Sequence[str]) -> Row:
    return Row(tuple((Text(visible(cell)),) if cell else () for cell in cells))
