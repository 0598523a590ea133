"""Telling outcomes in the format asked for, one after the other: of each only what will be told is kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from policydocs.cli.checking import Checker
from policydocs.cli.output import Output
from policydocs.cli.reports.outcome import Outcome, Verdict, verdict
from policydocs.cli.reports.report_format import ReportFormat
from policydocs.errors import ExitCode
from policydocs.values import frozen

if TYPE_CHECKING:
    from policydocs.cli.reports.about import About

#: `--format` of check and validate; the first is the default.
FORMATS = ("text", "json", "sarif", "github", "html", "pdf")
#: What `--format pdf` is called where nobody says; it goes where the handouts go.
PDF_NAME = "policy-review.pdf"


@frozen
class How:
    """How a report is told, as the user asked."""

    format_: str = "text"  #: one of FORMATS
    strict: bool = False
    evidence: bool = False
    file: Path | None = None  #: where to write it; None: to stdout, a PDF to `default_file`
    default_file: Path = Path(PDF_NAME)
    about: About | None = None  #: for html and pdf


class Told(NamedTuple):
    """What is told of one document."""

    verdict: Verdict
    part: Any  #: of the report, as its format takes it in


class Telling:
    """A report in the making.

    Nothing is written before `finish`, so that an interrupt leaves no half of a report.
    """

    def __init__(self, output: Output, checker: Checker, how: How) -> None:
        self._output = output
        self._how = how
        self._format = _format(output, checker, how)
        self._verdicts: list[Verdict] = []

    def add(self, outcome: Outcome) -> None:
        self.take(self.told_of(outcome))

    def told_of(self, outcome: Outcome) -> Told:
        """What will be told of a document. Nothing is taken in yet: another process may ask for it."""
        return Told(verdict(outcome, strict=self._how.strict), self._format.part(outcome))

    def take(self, told: Told) -> None:
        """Take in what will be told of the next document."""
        self._verdicts.append(told.verdict)
        self._format.add(told.part)

    def finish(self) -> ExitCode:
        """Write the report; the exit code is that of the worst document.

        Raises:
            InputError: a character that no font has, for a PDF, or -o names a folder.
            SurroundingsError: the file cannot be written.
        """
        if self._how.file is None and self._how.format_ != "pdf":
            for piece in self._format.pieces():
                self._output.result(piece, end="")
        else:
            self._write(self._how.file or self._how.default_file)
        return max((one.code for one in self._verdicts), default=ExitCode.DONE)

    def _write(self, file: Path) -> None:
        from policydocs.cli.reports.page_report import PageReport
        from policydocs.cli.write_files import write_file

        if self._how.format_ == "pdf" and isinstance(self._format, PageReport):
            data = self._format.pdf()
        else:
            data = "".join(self._format.pieces()).encode("utf-8", "replace")
        write_file(file, data)
        self._output.talk(f"The report: {file}")

    @property
    def worst(self) -> Verdict | None:
        """The document to mend first, or None if there is none at all."""
        return min(self._verdicts, key=lambda one: one.rank, default=None)

    @property
    def most_blank(self) -> Verdict | None:
        """The document with the most blanks to fill in, or None if there are none."""
        found = max(self._verdicts, key=lambda one: one.blanks, default=None)
        return found if found is not None and found.blanks else None

    def __len__(self) -> int:
        return len(self._verdicts)


def _format(output: Output, checker: Checker, how: How) -> ReportFormat:
    """The format's own module is loaded only when it is asked for."""
    match how.format_:
        case "json":
            from policydocs.cli.reports.json_report import JsonReport

            return JsonReport(strict=how.strict)
        case "sarif":
            from policydocs.cli.reports.sarif import SarifReport

            return SarifReport()
        case "github":
            from policydocs.cli.reports.github import GithubReport

            return GithubReport()
        case "html" | "pdf":
            from policydocs.cli.reports.page_report import PageReport

            assert how.about is not None
            return PageReport(how.about, checklist=checker.checklist)
        case _:
            from policydocs.checklist.taxonomy import TOPICS
            from policydocs.cli.reports.terminal import TerminalReport

            return TerminalReport(
                output.drawn,
                topics={topic.id: topic.title for topic in TOPICS.values()},
                strict=how.strict,
                evidence=how.evidence,
            )
