"""How a report is told: the user's options, and what a page for others needs to know of the practice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from policydocs.cli.clock import made_at, today
from policydocs.cli.context import Session
from policydocs.cli.reports.about import About
from policydocs.cli.reports.tell import PDF_NAME, How


def how_told(
    session: Session, *, format_: str, file: str | None, strict: bool, evidence: bool, as_of: date | None
) -> How:
    """The report as the user asked for it.

    Raises:
        InputError: `policydocs.toml` has faults.
    """
    if format_ not in ("html", "pdf"):
        return How(format_, strict, evidence, _path(file))
    config = None if session.found_root is None else session.config
    day = today()
    about = About(
        practice=config.practice.name if config else "",
        day=day,
        made_at=made_at(day),
        as_of=as_of,
        strict=strict,
        paper=config.handouts.paper if config else "letter",
        fonts=_fonts(session),
    )
    folder = session.root / "handouts" if config else Path()
    return How(format_, strict, evidence, _path(file), folder / PDF_NAME, about)


def _path(file: str | None) -> Path | None:
    return None if file in (None, "-") else Path(str(file))


def _fonts(session: Session) -> tuple[Path | bytes, ...]:
    """The practice's folder of fonts, if it has one."""
    if session.found_root is None or not session.config.handouts.fonts_folder:
        return ()
    return (session.root / session.config.handouts.fonts_folder,)
