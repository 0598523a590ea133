"""Telling outcomes in the format asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from policydocs.checklist.schema import Checklist
from policydocs.cli.output import Output
from policydocs.cli.reports.outcome import Outcome

#: `--format` of check and validate; the first is the default.
FORMATS = ("text", "json", "sarif", "github")


def tell(
    output: Output,
    outcomes: Sequence[Outcome],
    checklists: Mapping[str, Checklist],
    *,
    format_: str,
    strict: bool,
    evidence: bool,
) -> None:
    """Write the outcomes to stdout; each format's module is loaded only when it is asked for."""
    match format_:
        case "json":
            from policydocs.cli.reports.json_report import json_report

            output.result(json_report(outcomes, strict=strict))
        case "sarif":
            from policydocs.cli.reports.sarif import sarif_report

            output.result(sarif_report(outcomes))
        case "github":
            from policydocs.cli.reports.github import github_report

            if lines := github_report(outcomes):
                output.result(lines)
        case _:
            from policydocs.checklist.topics import TOPICS
            from policydocs.cli.reports.terminal import Catalog, terminal_report

            catalog = Catalog({topic.id: topic.title for topic in TOPICS.values()}, checklists)
            output.show(*terminal_report(outcomes, catalog, strict=strict, evidence=evidence))
