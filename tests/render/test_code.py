"""The code of a released handout: at the foot of each page, in every format."""

from __future__ import annotations

import io
from datetime import date

import docx
from tests.render.render_samples import MADE_AT, POLICY, PRACTICE
from tests.render.test_letterhead import letterhead

from policydocs.render.docx import to_docx
from policydocs.render.handout import handout
from policydocs.render.html import to_html
from policydocs.render.phrases import phrases
from policydocs.render.style import PageStyle
from policydocs.render.text import to_text
from policydocs.render.typefaces import typefaces
from policydocs.render.typeset import typeset

RELEASED = handout(POLICY, PRACTICE, version="1.0.0", effective=date(2026, 3, 1), code="7QX2-9TDK")
DRAFT = handout(POLICY, PRACTICE, version=None)


def test_the_page_label_begins_with_it() -> None:
    assert RELEASED.page_label == "Code 7QX2-9TDK · Page {page} of {pages}"
    assert '"Code 7QX2-9TDK · Page "' in typeset(RELEASED, PageStyle(), phrases("en"), typefaces())


def test_a_draft_has_none() -> None:
    assert DRAFT.page_label == "Page {page} of {pages}"
    assert "Code" not in to_text(DRAFT)


def test_the_text_ends_with_it() -> None:
    assert to_text(RELEASED).endswith("\n\nCode 7QX2-9TDK\n")


def test_the_web_page_shows_it_at_its_foot() -> None:
    foot = to_html(RELEASED, PageStyle()).partition("<footer>")[2]

    assert "<p>Code 7QX2-9TDK</p>" in foot


def test_the_word_file_has_it_in_the_footer_of_every_page() -> None:
    section = docx.Document(io.BytesIO(to_docx(RELEASED, PageStyle(), made_at=MADE_AT))).sections[0]

    for footer in (section.footer, section.first_page_footer):
        assert "Code 7QX2-9TDK · Page 1 of 1" in footer.paragraphs[0].text


def test_on_the_practices_own_letterhead_it_stands_beside_the_version() -> None:
    made = to_docx(RELEASED, PageStyle(), made_at=MADE_AT, letterhead=letterhead())

    version = docx.Document(io.BytesIO(made)).paragraphs[1].text
    assert version == "Version 1.0.0 · Effective March 1, 2026 · Code 7QX2-9TDK"
