"""The pages of the preview, a clinician's own view of her policies while she writes. Values in, HTML out."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from markupsafe import Markup

from policydocs.document import Document, Heading, Letterhead
from policydocs.render.html import to_html
from policydocs.render.phrases import phrases
from policydocs.render.style import PageStyle
from policydocs.site.beside import sections_of
from policydocs.site.frame import environment, main_of, source, style_of, text_of
from policydocs.values import frozen

_NOBODY = Letterhead("")


@frozen
class DeskRow:
    """One policy on the first page."""

    slug: str
    title: str  #: its slug where it cannot be read
    path: str
    version: str  #: "1.0.0 since 2026-01-01", or that there is none
    pending: tuple[str, ...]  #: "1.1.0 from 2026-02-01"
    changed: str  #: what changed since the newest version, in words
    has_changes: bool  #: whether there is a page that shows them
    verdict: str  #: "passes", "2 to mend", "cannot be read"
    mood: str  #: "good", "look", "bad"


@frozen
class DeskFinding:
    """One thing to mend or to look at."""

    label: str  #: "to mend", "to look at", "an idea"
    mood: str  #: "bad", "look", "idea"
    message: str
    fix: str
    line: int
    clause: str
    section: str | None


@frozen
class NextStep:
    """What to do next."""

    says: str
    command: str  #: to copy; "" where there is none
    shown_by: str = ""  #: the slug of the policy whose page here shows the same; "" for none


@frozen
class Fault:
    """Why a file cannot be read."""

    problem: str
    place: str
    fix: str


@frozen
class Variant:
    """A policy as it reads now, with what was found in it."""

    name: str  #: the clinician's, where it differs for each; else ""
    document: Document
    findings: tuple[DeskFinding, ...]
    remarks: tuple[str, ...]


@frozen
class _Beside:
    """A section and what was found in it."""

    text: Markup
    findings: tuple[DeskFinding, ...]


class Desk:
    """Makes the pages of one state of the files."""

    def __init__(self, practice: str, stamp: str) -> None:
        """
        Args:
            stamp: of the state; a page looks for another one, and loads itself anew.
        """
        self._practice = practice
        self._stamp = stamp

    def first(
        self,
        rows: Sequence[DeskRow],
        step: NextStep,
        *,
        folder: str,
        has_website: bool,
        remarks: Sequence[str],
        faults: Sequence[Fault] = (),
    ) -> bytes:
        """The first page: the policies, what is wrong, what changed, the next command.

        Args:
            folder: the practice's, where commands are typed.
            faults: of the practice's configuration; then there are no rows.
        """
        values: dict[str, object] = {
            "rows": rows,
            "step": step,
            "folder": folder,
            "has_website": has_website,
            "remarks": remarks,
            "faults": faults,
        }
        return self._page("desk", self._practice, _plain_style(), values)

    def policy(
        self,
        row: DeskRow,
        variant: Variant | None,
        faults: Sequence[Fault],
        others: Sequence[tuple[str, str]] = (),
    ) -> bytes:
        """One policy as its handout will read, section by section, with the findings beside it.

        Args:
            variant: None where it cannot be read; then `faults` say why.
            others: the other clinicians for whom it reads otherwise, and where.
        """
        css, whole, beside = _beside(variant) if variant is not None else (_plain_style(), (), ())
        found = () if variant is None else variant.findings
        values: dict[str, object] = {
            "row": row,
            "variant": variant,
            "whole": whole,
            "beside": beside,
            "others": others,
            "jumps": [
                (number, one.line)
                for number, part in enumerate(beside, 1)
                for one in part.findings
                if one.mood != "idea"
            ],
            "faults": faults,
            "counts": {mood: sum(one.mood == mood for one in found) for mood in ("bad", "look", "idea")},
        }
        return self._page("desk_policy", row.title, css, values)

    def changes(self, row: DeskRow, redlines: Sequence[tuple[str, str]], since: str) -> bytes:
        """What changed since the newest version.

        Args:
            redlines: pages of `to_redline_html`, each with the clinician's name or "".
            since: "version 1.0.0".
        """
        values: dict[str, object] = {
            "row": row,
            "since": since,
            "redlines": [{"name": name, "text": main_of(page)} for name, page in redlines[:1]],
        }
        css = style_of(redlines[0][1]) if redlines else _plain_style()
        return self._page("desk_changes", row.title, css, values)

    def _page(self, template: str, title: str, css: str, values: Mapping[str, object]) -> bytes:
        page = environment().get_template(f"{template}.html.j2")
        text = page.render(
            title=title,
            practice=self._practice,
            css=Markup(f"{css}\n{source('site.css')}\n{source('desk.css')}"),
            script=Markup(source("desk.js")),
            stamp=self._stamp,
            **values,
        )
        return text.encode("utf-8")


def allowed() -> str:
    """What a page of the desk may do: its own style, its one script, and ask this server for changes."""
    digest = base64.b64encode(hashlib.sha256(source("desk.js").encode()).digest()).decode()
    script = f"script-src 'sha256-{digest}'; connect-src 'self'"
    return f"default-src 'none'; style-src 'unsafe-inline'; {script}"


def _plain_style() -> str:
    empty = Document("-", "en", _NOBODY, "", "-", (), "-", page_label=phrases("en").page)
    return style_of(to_html(empty, PageStyle()))


def _beside(variant: Variant) -> tuple[str, tuple[DeskFinding, ...], tuple[_Beside, ...]]:
    """The style sheet, the findings about the whole, and each section with its own."""
    sections = sections_of(variant.document, "")
    left = list(variant.findings)
    shown = []
    for key, blocks in sections.items():
        ids = {key, *(one.id for one in blocks if isinstance(one, Heading))}
        own = tuple(one for one in left if one.section is not None and one.section in ids)
        left = [one for one in left if one not in own]
        page = to_html(replace(variant.document, blocks=blocks), PageStyle())
        shown.append(_Beside(text_of(page), own))
    css = style_of(to_html(variant.document, PageStyle()))
    return css, tuple(left), tuple(shown)
