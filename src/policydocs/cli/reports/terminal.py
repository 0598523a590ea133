"""The outcome for a person at a terminal: worst first, each finding with its place and how to mend it.

Meaning stands in words, never in colour alone; the same text comes out in a pipe, with NO_COLOR and at 40
columns. Text of the user's is data: cleaned of control characters, never markup.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from rich.console import RenderableType
from rich.text import Text

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
from policydocs.cli.layout import Aside, Rows, indented, pairs
from policydocs.cli.output import visible
from policydocs.cli.reports.outcome import Checked, Outcome, Unread, Verdict, verdict
from policydocs.cli.reports.report_format import ReportFormat
from policydocs.values import frozen

#: From this many documents on, only those with something to mend or look at are told one by one.
MANY = 4
#: Ideas shown unless all are asked for.
FEW_IDEAS = 5

_HEADINGS = {
    Severity.ERROR: ("To mend", "bold red"),
    Severity.WARNING: ("To look at", "bold yellow"),
    Severity.NOTE: ("Ideas", "bold cyan"),
}
_TOPIC_ROWS = (
    (TopicStatus.CONTRADICTED, "against the code", "bold red"),
    (TopicStatus.PARTIAL, "unclear", "yellow"),
    (TopicStatus.COVERED, "clear position", "green"),
    (TopicStatus.ABSENT, "not mentioned", "dim"),
)
#: That a form says nothing clear on friend requests is worth telling only if a checklist asks.
_ALWAYS_TOLD = frozenset({TopicStatus.CONTRADICTED, TopicStatus.COVERED})
_STATUS_WORDS = {
    RequirementStatus.MET: "met",
    RequirementStatus.PARTIAL: "met in part",
    RequirementStatus.MISSING: "not found",
    RequirementStatus.CONTRADICTED: "the text says the opposite",
    RequirementStatus.ATTESTED: "you vouch for it",
    RequirementStatus.NOT_APPLICABLE: "does not apply",
}


#: Renderables to lines of text for the terminal, without the last newline.
Draw = Callable[..., str]


@frozen
class _Told:
    """What is kept of one document: its line of the overview, and its part of the report as drawn."""

    verdict: Verdict
    part: str
    remarks: tuple[str, ...]


class TerminalReport(ReportFormat):
    """The report for people, each document drawn when it comes.

    Args:
        draw: how; `Output.drawn`.
        topics: topic id -> title.
        strict: a warning fails too.
        evidence: quote the sentences behind each verdict, and tell every document and every idea.
    """

    def __init__(
        self,
        draw: Draw,
        *,
        topics: Mapping[str, str],
        strict: bool,
        evidence: bool,
    ) -> None:
        self._draw = draw
        self._words = _Words(topics)
        self._strict = strict
        self._evidence = evidence
        self._told: list[_Told] = []

    def add(self, outcome: Outcome) -> None:
        short = verdict(outcome, strict=self._strict)
        if isinstance(outcome, Unread):
            self._told.append(_Told(short, self._draw(*_unread(outcome)), ()))
        elif self._evidence or len(self._told) < MANY or _needs_telling(short):
            shown = _document(outcome, self._words, strict=self._strict, evidence=self._evidence)
            remarks = _remarks(outcome, everything=self._evidence)
            self._told.append(_Told(short, self._draw(*shown), remarks))
        else:
            self._told.append(_Told(short, "", ()))

    def pieces(self) -> Iterator[str]:
        ordered = sorted(self._told, key=lambda one: one.verdict.rank)
        if len(ordered) > 1:
            yield self._draw(_overview([one.verdict for one in ordered])) + "\n\n"
        remarks = {NO_ADVICE}
        for one in ordered:
            if not (self._evidence or len(ordered) < MANY or _needs_telling(one.verdict)):
                continue
            yield one.part + "\n\n"
            # What was told of another document is not told again.
            fresh = [remark for remark in one.remarks if remark not in remarks]
            remarks.update(fresh)
            if fresh:
                yield self._draw(*(Aside(visible(remark)) for remark in fresh)) + "\n\n"
        if any(one.verdict.counts is not None for one in ordered):  # else nothing was found, or not found
            yield self._draw(Aside(NO_ADVICE)) + "\n"


@frozen
class _Words:
    """What the report's ids mean."""

    topics: Mapping[str, str]

    def topic(self, id_: str) -> str:
        return self.topics.get(id_, id_.replace("_", " "))


def _remarks(outcome: Checked, *, everything: bool) -> tuple[str, ...]:
    """What is told below a document; how far to rely on its checklists, in short unless all is asked."""
    report = outcome.report
    told = [one for one in report.remarks if one not in outcome.assumed]
    if everything or not report.caveats:
        return tuple(told)
    told = [one for one in told if one not in report.caveats]
    return (*told, f"{report.caveats_in_short} --evidence tells more.")


def _needs_telling(short: Verdict) -> bool:
    if short.counts is None:
        return True
    return bool(short.counts[Severity.ERROR] or short.counts[Severity.WARNING])


def _overview(ordered: Sequence[Verdict]) -> Rows:
    headers = ("Policy", "Verdict", *(_HEADINGS[severity][0] for severity in Severity))
    return Rows(headers, [_overview_row(one) for one in ordered], numbers=frozenset({2, 3, 4}))


def _overview_row(one: Verdict) -> tuple[Text, ...]:
    name = Text(visible(_name(one.document, one.clinician)))
    if one.counts is None:
        return (name, Text("cannot be read", style="bold red"), Text(""), Text(""), Text(""))
    counts = (Text(str(one.counts[severity] or "-")) for severity in Severity)
    said = _passes(one.passes)
    if one.passes and one.blanks:
        said.append(f", {_counted(one.blanks, 'blank')}", style="bold yellow")
    return (name, said, *counts)


def _name(document: str, clinician: str | None) -> str:
    return document if clinician is None else f"{document} ({clinician})"


def _passes(passes: bool) -> Text:
    return Text("passes", style="bold green") if passes else Text("does not pass", style="bold red")


def _unread(outcome: Unread) -> Iterator[RenderableType]:
    yield Text(visible(outcome.document), style="bold")
    yield Text("Cannot be read.", style="bold red")
    yield indented(Text(visible(str(outcome.error))))


def _document(outcome: Checked, words: _Words, *, strict: bool, evidence: bool) -> Iterator[RenderableType]:
    report = outcome.report
    yield Text(visible(outcome.title), style="bold")
    checklists = ", ".join(report.checklists) or "no checklist"
    yield Text(
        visible(f"{_name(outcome.document, outcome.clinician)}, checked against {checklists}"), style="dim"
    )
    for remark in outcome.assumed:
        yield Aside(visible(remark))
    yield ""
    yield _headline(outcome, strict=strict)
    for severity in Severity:
        found = [finding for finding in report.findings if finding.severity is severity]
        if found:
            yield ""
            yield from _findings(found, severity, everything=evidence)
    yield from _topics(outcome, words)
    yield from _vouched(report.attestations, words)
    if report.requirements:
        yield ""
        yield _coverage(outcome)
    if evidence:
        yield from _evidence(outcome, words)
    yield ""


def _headline(outcome: Checked, *, strict: bool) -> Text:
    passes = outcome.report.passes(strict=strict)
    errors, warnings, notes = (outcome.count(severity) for severity in Severity)
    blanks = outcome.blanks
    parts = [
        part
        for part in (
            f"{errors} to mend" if errors else "",
            f"{_counted(blanks, 'blank')} to fill in" if blanks else "",
            f"{warnings - blanks} {'more ' if blanks else ''}to look at" if warnings > blanks else "",
            _counted(notes, "idea") if notes else "",
        )
        if part
    ]
    said = "Passes" if passes else "Does not pass"
    if not passes and not errors:
        said += " (with --strict)"
    text = Text(said, style="bold green" if passes else "bold red")
    return text.append(f": {', '.join(parts)}." if parts else ": nothing to mend.", style="not bold default")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _findings(found: Sequence[Finding], severity: Severity, *, everything: bool) -> Iterator[RenderableType]:
    title, style = _HEADINGS[severity]
    yield Text(title, style=style)
    idea = severity is Severity.NOTE
    shown = found[:FEW_IDEAS] if idea and not everything else found
    rows = []
    for finding in shown:
        said = Text(visible(finding.message))
        if finding.clause and finding.clause.partition("/")[2] not in finding.message:
            said.append(f" [{visible(finding.clause)}]", style="dim")
        if finding.fix and (everything or not idea):
            said.append("\n" + visible(finding.fix), style="italic")
        rows.append((Text(f"line {finding.line}", style="dim"), said))
    yield pairs(rows, right=True)
    if len(shown) < len(found):
        yield indented(Text(f"and {len(found) - len(shown)} more: --evidence shows all", style="dim"))


def _topics(outcome: Checked, words: _Words) -> Iterator[RenderableType]:
    asked = {topic for one in outcome.report.requirements for topic in one.topics}
    rows = []
    for status, said, style in _TOPIC_ROWS:
        titles = [
            words.topic(topic)
            for topic, found in outcome.report.topics.items()
            if found.status is status and (status in _ALWAYS_TOLD or topic in asked)
        ]
        if titles:
            rows.append((Text(said, style=style), Text(visible(", ".join(titles)))))
    if rows:
        yield ""
        yield Text("Topics", style="bold")
        yield pairs(rows)


def _vouched(attested: Sequence[Attestation], words: _Words) -> Iterator[RenderableType]:
    """What its author vouches for: told apart from what was found."""
    counting = [one for one in attested if one.counts and one.topics]
    if not counting:
        return
    yield ""
    yield Text("Vouched for by you, not found", style="bold")
    yield pairs(
        [
            (
                Text(f"line {one.line}", style="dim"),
                Text(visible(f"{', '.join(map(words.topic, one.topics))}: “{one.reason}”")),
            )
            for one in counting
        ],
        right=True,
    )


def _coverage(outcome: Checked) -> Rows:
    rows = []
    for checklist in outcome.report.checklists:
        mine = [one for one in outcome.report.requirements if one.id.startswith(f"{checklist}/")]
        met = (Text(_met(mine, level)) for level in (Level.REQUIRED, Level.SUGGESTED))
        rows.append((Text(visible(outcome.against.get(checklist, checklist))), *met))
    return Rows(("Checklists", "Asked for", "Suggested"), rows, numbers=frozenset({1, 2}))


def _met(verdicts: Sequence[RequirementVerdict], level: Level) -> str:
    counted = [
        one for one in verdicts if one.level is level and one.status is not RequirementStatus.NOT_APPLICABLE
    ]
    if not counted:
        return "-"
    found = f"{sum(one.status is RequirementStatus.MET for one in counted)} of {len(counted)}"
    attested = sum(one.status is RequirementStatus.ATTESTED for one in counted)
    return f"{found}, {attested} attested" if attested else found


def _evidence(outcome: Checked, words: _Words) -> Iterator[RenderableType]:
    with_evidence = [(topic, found) for topic, found in outcome.report.topics.items() if found.evidence]
    if with_evidence:
        yield ""
        yield Text("What the text says on each topic", style="bold")
    for topic, found in with_evidence:
        yield indented(Text(visible(words.topic(topic))))
        yield _quotes(found.evidence)
    if outcome.report.requirements:
        yield ""
        yield Text("What each clause asks for", style="bold")
    for requirement in outcome.report.requirements:
        status = _STATUS_WORDS[requirement.status]
        suggested = ", suggested" if requirement.level is Level.SUGGESTED else ""
        line = Text(visible(f"{requirement.id}: {status}{suggested}"))
        if requirement.verified == "no":
            line.append(" (clause not verified)", style="yellow")
        if requirement.attested:
            line.append(visible(f"; vouched for: {', '.join(requirement.attested)}"), style="yellow")
        missing = [one for one in requirement.missing if one not in requirement.attested]
        if missing:
            line.append(visible(f"; not found: {', '.join(missing)}"), style="yellow")
        yield indented(line)
        if requirement.evidence:
            yield _quotes(requirement.evidence)


def _quotes(evidence: Sequence[Evidence]) -> RenderableType:
    rows = ((Text(f"line {one.line}", style="dim"), Text(visible(f"“{one.text}”"))) for one in evidence)
    return pairs(rows, indent=4, right=True)
