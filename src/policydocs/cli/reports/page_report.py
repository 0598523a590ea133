"""The report as one web page or as a PDF: made by the handouts' renderers of one document."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from policydocs.checklist.schema import Checklist
from policydocs.checklist.taxonomy import TOPICS
from policydocs.cli.reports.about import About
from policydocs.cli.reports.outcome import Outcome
from policydocs.cli.reports.report_document import report_document
from policydocs.cli.reports.report_format import ReportFormat
from policydocs.document import Document
from policydocs.errors import InputError
from policydocs.render.html import to_html
from policydocs.render.style import PageStyle, Paper


class PageReport(ReportFormat):
    """Keeps every outcome, since its first page tells of all."""

    def __init__(self, about: About, *, checklist: Callable[[str], Checklist | None]) -> None:
        self._about = about
        self._checklist = checklist
        self._outcomes: list[Outcome] = []
        self._style = PageStyle(Paper(about.paper))

    def add(self, outcome: Outcome) -> None:
        self._outcomes.append(outcome)

    def pieces(self) -> Iterator[str]:
        yield to_html(self._document(), self._style)

    def pdf(self) -> bytes:
        """The same on paper.

        Raises:
            InputError: a document has a character that no font has.
        """
        from policydocs.render.pdf import to_pdf

        try:
            return to_pdf(self._document(), self._style, made_at=self._about.made_at, fonts=self._about.fonts)
        except InputError as error:
            raise InputError(
                f"the report cannot be made as a PDF: {error.problem}",
                fix="Make a web page, which your browser can print:  --format html -o policy-review.html",
            ) from error

    def _document(self) -> Document:
        return report_document(
            self._outcomes,
            self._about,
            topics={topic.id: topic.title for topic in TOPICS.values()},
            checklist=self._checklist,
        )
