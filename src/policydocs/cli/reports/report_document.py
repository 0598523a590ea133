"""The report as a document: a page for a supervisor or a board, and the same on paper.

Built from values alone; the renderers of handouts make the web page and the PDF of it. Every mark is a word
or a letter that has a key beside it, so that it reads the same in grayscale, in print and aloud.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from policydocs import __version__
from policydocs.checklist.attest import Attestation
from policydocs.checklist.findings import (
    Evidence,
    Finding,
    Level,
    RequirementStatus,
    RequirementVerdict,
    Severity,
    TopicStatus,
)
from policydocs.checklist.phrasing import NO_ADVICE
from policydocs.checklist.schema import Checklist, Kind, Requirement
from policydocs.cli.output import visible
from policydocs.cli.reports.about import About
from policydocs.cli.reports.coverage_grid import coverage
from policydocs.cli.reports.outcome import Checked, Outcome, Unread
from policydocs.document import (
    Alignment,
    Block,
    BulletList,
    Document,
    Heading,
    Inlines,
    Letterhead,
    LineBreak,
    Link,
    ListItem,
    PageBreak,
    Paragraph,
    Quote,
    Row,
    Strong,
    Table,
    Text,
)

_HEADINGS = {
    Severity.ERROR: "To mend",
    Severity.WARNING: "To look at",
    Severity.NOTE: "Ideas",
}
STATUS_WORDS = {
    RequirementStatus.MET: "found",
    RequirementStatus.PARTIAL: "found in part",
    RequirementStatus.MISSING: "not found",
    RequirementStatus.CONTRADICTED: "the text says the opposite",
    RequirementStatus.ATTESTED: "vouched for by the author, not found",
    RequirementStatus.NOT_APPLICABLE: "does not apply",
}
_TOPIC_WORDS = {
    TopicStatus.CONTRADICTED: "Against what the codes expect",
    TopicStatus.COVERED: "A clear position",
    TopicStatus.PARTIAL: "Spoken of, no clear position",
    TopicStatus.ABSENT: "Not mentioned",
}
#: That a form says nothing on friend requests is worth telling only where a checklist asks.
_ALWAYS_TOLD = frozenset({TopicStatus.CONTRADICTED, TopicStatus.COVERED})
_SEEN = {
    "yes": "read",
    "partly": "confirmed in part, from summaries",
    "no": "not verified; read it before you rely on it",
}

#: A place to fill in, as passages write it, and as it is shown.
_FIELD = re.compile(r"\[\[(line|box|date|signature)(?::([^\[\]]*))?\]\]")
_PLACES = {"box": "[ ] {}", "line": "{} ____", "date": "{} ____", "signature": "{} ____"}

ChecklistOf = Callable[[str], Checklist | None]


def report_document(
    outcomes: Sequence[Outcome], about: About, *, topics: Mapping[str, str], checklist: ChecklistOf
) -> Document:
    """One document for all that was checked.

    Args:
        outcomes: in the order to tell them.
        topics: topic id -> title.
        checklist: a checklist that was used, by its id.
    """
    checked = [one for one in outcomes if isinstance(one, Checked)]
    title = "Policy review"
    if len(outcomes) == 1 and checked:
        title = f"Policy review: {checked[0].title}"
    blocks: list[Block] = [*_summary(outcomes, about)]
    for number, one in enumerate(outcomes, 1):
        if isinstance(one, Unread):
            blocks += _unread(one, number)
        else:
            blocks += _part(one, topics, checklist, number=0 if len(outcomes) == 1 else number)
    ids = dict.fromkeys(id_ for one in checked for id_ in one.report.checklists)
    blocks += _editions([found for id_ in ids if (found := checklist(id_)) is not None])
    blocks += _no_advice()
    day = _day(about.day)
    editions = f", with the editions in force on {_day(about.as_of)}" if about.as_of else ""
    return Document(
        title=visible(title),
        language="en",
        letterhead=Letterhead(visible(about.practice) or "policydocs"),
        version_line=f"Checked on {day}{editions}",
        running_title=visible(about.practice or title)[:64],
        blocks=tuple(blocks),
        author=visible(about.practice) or "policydocs",
        subject="What a program found when it held policies against codes of ethics",
    )


# --- The first page ------------------------------------------------------------------------------


def _summary(outcomes: Sequence[Outcome], about: About) -> Iterator[Block]:
    passing = sum(isinstance(one, Checked) and one.report.passes(strict=about.strict) for one in outcomes)
    noun = "document was" if len(outcomes) == 1 else "documents were"
    yield _paragraph(
        f"{len(outcomes)} {noun} held against checklists made from codes of ethics, by a program (policydocs "
        f"{__version__}). One passes where nothing that a verified clause requires was missed and no "
        f"sentence was found to say the opposite: {passing} of {len(outcomes)} did."
    )
    yield _paragraph(NO_ADVICE)
    rows = [
        Row((_linked(one, number, len(outcomes)), *map(_text, _summary_row(one, strict=about.strict))))
        for number, one in enumerate(outcomes, 1)
    ]
    yield Heading(2, _text("Summary"), "summary")
    headers = ("Document", "Result", "To mend", "To look at", "Ideas", "Vouched for")
    sides = (Alignment.LEFT, Alignment.LEFT, *(Alignment.RIGHT for _ in headers[2:]))
    yield Table(Row(tuple(map(_text, headers))), tuple(rows), sides)


def _linked(one: Outcome, number: int, count: int) -> Inlines:
    """A document's name, which leads to its part."""
    name = _text(_name(one))
    return name if count == 1 else (Link(f"#document-{number}", name),)


def _summary_row(one: Outcome, *, strict: bool) -> tuple[str, ...]:
    if isinstance(one, Unread):
        return ("cannot be read", "-", "-", "-", "-")
    attested = sum(verdict.status is RequirementStatus.ATTESTED for verdict in one.report.requirements)
    counts = (str(one.count(severity)) for severity in Severity)
    return ("passes" if one.report.passes(strict=strict) else "does not pass", *counts, str(attested))


def _name(one: Outcome) -> str:
    if isinstance(one, Checked) and one.clinician is not None:
        return f"{one.document} ({one.clinician})"
    return one.document


# --- One document --------------------------------------------------------------------------------


def _unread(one: Unread, number: int) -> Iterator[Block]:
    yield Heading(2, _text(one.document), f"document-{number}")
    yield _paragraph("This document could not be read, so nothing was checked.")
    yield _paragraph(str(one.error))


def _part(one: Checked, topics: Mapping[str, str], checklist: ChecklistOf, *, number: int) -> Iterator[Block]:
    """What was found in one document; number 0 where it is the only one."""
    report = one.report
    if number:
        yield PageBreak()
        yield Heading(2, _text(one.title), f"document-{number}")
    names = [_with_edition(found) if (found := checklist(id_)) else id_ for id_ in report.checklists]
    against = f" It was held against: {'; '.join(names)}." if names else " It was held against no checklist."
    yield _paragraph(f"{_name(one)}.{against}")
    for remark in one.assumed:
        yield _paragraph(remark)
    level = 3 if number else 2
    yield from _coverage(one, checklist, level)
    for severity in Severity:
        yield from _findings([f for f in report.findings if f.severity is severity], severity, level)
    yield from _vouched(report.attestations, topics, level, document=_name(one))
    yield from _evidence(one, checklist, level)
    yield from _topics(one, topics, level)
    unchecked = [remark for remark in report.remarks if remark not in one.assumed and remark != NO_ADVICE]
    if unchecked:
        yield Heading(level, _text("What was not checked, and what was assumed"))
        yield _list(unchecked)


def _coverage(one: Checked, checklist: ChecklistOf, level: int) -> Iterator[Block]:
    if not one.report.requirements:
        return
    yield Heading(level, _text("Coverage: what is asked, and where the text answers"))
    yield from coverage(one, checklist)


def _findings(found: Sequence[Finding], severity: Severity, level: int) -> Iterator[Block]:
    if not found:
        return
    yield Heading(level, _text(_HEADINGS[severity]))
    items = []
    for finding in found:
        told = finding.message
        if finding.clause and not _is_cited(finding.clause, told):
            told += f" [{finding.clause}]"
        said: Inlines = (Strong(_text(f"Line {finding.line}.")), Text(f" {_one_line(told)}"))
        blocks: list[Block] = [Paragraph(said)]
        if finding.fix:
            blocks.append(_paragraph(finding.fix))
        items.append(ListItem(tuple(blocks)))
    yield BulletList(tuple(items))


def _with_edition(checklist: Checklist) -> str:
    """Our own good practice has editions too, which say nothing to a reader."""
    is_ours = checklist.kind is Kind.GOOD_PRACTICE
    return checklist.title if is_ours else f"{checklist.title} ({checklist.edition})"


def _is_cited(clause: str, told: str) -> bool:
    """The message names it: "1.07(u) and (v)" is the clause nasw-2021/1.07(u)-(v)."""
    first = re.match(r"[^-]*", clause.partition("/")[2])
    return first is not None and first[0].lower() in told.lower()


def _vouched(
    attested: Sequence[Attestation], topics: Mapping[str, str], level: int, *, document: str
) -> Iterator[Block]:
    if not attested:
        return
    yield Heading(level, _text("Vouched for by the author, not found by the program"))
    rows = [
        (
            f"line {one.line}",
            ", ".join(topics.get(topic, topic) for topic in one.topics) or "no topic",
            one.reason,
            "counts" if one.counts else "no longer counts: the text has changed",
        )
        for one in attested
    ]
    yield _table(("Where", "What", "Reason given", "Standing"), rows, name=f"Vouched for in {document}")


def _evidence(one: Checked, checklist: ChecklistOf, level: int) -> Iterator[Block]:
    """Each clause with the sentences that count, quoted with their lines."""
    clauses = _requirements(one.report.checklists, checklist)
    shown = [v for v in one.report.requirements if v.status is not RequirementStatus.NOT_APPLICABLE]
    if not shown:
        return
    yield Heading(level, _text("Clause by clause, with the evidence"))
    for verdict in shown:
        yield from _clause(verdict, clauses.get(verdict.id))


def _requirements(ids: Iterable[str], checklist: ChecklistOf) -> dict[str, tuple[Checklist, Requirement]]:
    """By the id of each verdict."""
    return {
        f"{found.id}/{id_}": (found, requirement)
        for found in map(checklist, ids)
        if found is not None
        for requirement in found.requirements
        for _, id_, _ in requirement.levels()
    }


def _clause(verdict: RequirementVerdict, known: tuple[Checklist, Requirement] | None) -> Iterator[Block]:
    suggested = " (our suggestion beside the clause)" if verdict.level is Level.SUGGESTED else ""
    said = f": {STATUS_WORDS[verdict.status]}{suggested}."
    told: list[Text | Strong] = [Strong(_text(verdict.id)), Text(said)]
    if known is not None:
        found, requirement = known
        seen = f" The clause itself: {_SEEN[verdict.verified]}." if verdict.verified else ""
        ours = " A rule of ours." if found.kind is Kind.GOOD_PRACTICE or requirement.ours else seen
        told.append(Text(visible(f" {requirement.paraphrase}{ours}")))
        lacking = _lacking(verdict, requirement)
        if lacking:
            told.append(Text(visible(f" Not found: {'; '.join(lacking)}.")))
    yield Paragraph(tuple(told))
    if verdict.evidence:
        yield Quote((_paragraph("\n".join(map(_quoted, verdict.evidence))),))


def _lacking(verdict: RequirementVerdict, requirement: Requirement) -> list[str]:
    texts = {element.id: element.text for _, _, part in requirement.levels() for element in part}
    vouched = dict.fromkeys(verdict.attested, " (vouched for)")
    wanted = dict.fromkeys((*verdict.missing, *verdict.attested))
    return [f"{texts.get(id_, id_)}{vouched.get(id_, '')}" for id_ in wanted]


def _quoted(evidence: Evidence) -> str:
    text = _FIELD.sub(lambda found: _PLACES[found[1]].format((found[2] or "").strip()), evidence.text)
    return f"Line {max(1, evidence.line)}: “{_one_line(text)}”"


def _topics(one: Checked, topics: Mapping[str, str], level: int) -> Iterator[Block]:
    asked = {topic for verdict in one.report.requirements for topic in verdict.topics}
    rows = []
    for status, said in _TOPIC_WORDS.items():
        titles = [
            topics.get(id_, id_)
            for id_, verdict in one.report.topics.items()
            if verdict.status is status and (status in _ALWAYS_TOLD or id_ in asked)
        ]
        if titles:
            rows.append((said, ", ".join(titles)))
    if rows:
        yield Heading(level, _text("Topics"))
        yield _table(("What the text does", "Topics"), rows, name=f"Topics of {_name(one)}")


# --- The last page -------------------------------------------------------------------------------


def _editions(checklists: Sequence[Checklist]) -> Iterator[Block]:
    if not checklists:
        return
    yield Heading(2, _text("Editions and days"), "editions")
    items = []
    for one in checklists:
        days = "in force, day not known"
        if one.in_force is not None:
            days = f"in force since {_day(one.in_force)}"
        if one.withdrawn is not None:
            days += f", withdrawn on {_day(one.withdrawn)}"
        if one.kind is Kind.GOOD_PRACTICE:
            days = "no code and no law"
        seen = [requirement.verified for requirement in one.requirements if requirement.verified is not None]
        counts = "; ".join(f"{seen.count(state)} {_SEEN[state.value]}" for state in dict.fromkeys(seen))
        verified = f" Clauses: {counts}." if counts else ""
        told: list[Text | Strong | Link] = [
            Strong(_text(one.id)),
            Text(visible(f": {one.title}, {one.edition}, {one.issuer}; {days}.{verified}")),
        ]
        if one.link:
            told += [Text(" "), Link(one.link, _text(one.link))]
        items.append(ListItem((Paragraph(tuple(told)),)))
    yield BulletList(tuple(items))


def _no_advice() -> Iterator[Block]:
    yield Heading(2, _text("What this report is not"), "no-advice")
    yield _list(
        [
            "It is no legal advice, and no finding of an ethics board.",
            "It looks at sentences, not at what is done: a policy may say all of this and not be kept.",
            "Each clause is told in our words. Read the clause itself at its issuer before you rely on it.",
            "A sentence may be missed or misread. Every verdict is shown with the sentences that it "
            "rests on, so that you can judge it; policydocs explain tells why a sentence counts.",
            "State law, contracts and insurers may ask for more than the checklists named here.",
        ]
    )


# --- Building blocks -----------------------------------------------------------------------------


def _text(text: str) -> Inlines:
    """One line of text; what a page cannot hold is replaced."""
    return (Text(_one_line(text)),)


def _one_line(text: str) -> str:
    return " ".join(visible(text).split())


def _paragraph(text: str) -> Paragraph:
    """A paragraph; each line of the text is a line of the page."""
    inlines: list[Text | LineBreak] = []
    for line in visible(text).splitlines():
        if line.strip():
            inlines += (
                [LineBreak(), Text(" ".join(line.split()))] if inlines else [Text(" ".join(line.split()))]
            )
    return Paragraph(tuple(inlines))


def _list(texts: Iterable[str]) -> BulletList:
    return BulletList(tuple(ListItem((_paragraph(text),)) for text in texts))


def _table(headers: Sequence[str], rows: Sequence[Sequence[str]], *, name: str) -> Table:
    sides = tuple(Alignment.LEFT for _ in headers)
    body = tuple(Row(tuple(map(_text, row))) for row in rows)
    return Table(Row(tuple(map(_text, headers))), body, sides, name=_one_line(name))


def _day(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
