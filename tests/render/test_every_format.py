"""What holds for a handout in every format."""

import io

import docx
import pytest
from tests.render.render_samples import MADE_AT, SAMPLES

from policydocs.render.docx import to_docx
from policydocs.render.html import to_html
from policydocs.render.pdf import to_pdf
from policydocs.render.style import PageStyle, Paper
from policydocs.render.text import to_text


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_built_in_every_format_and_names_its_version(name: str) -> None:
    document = SAMPLES[name]()
    style = PageStyle(Paper.LETTER)

    word = docx.Document(io.BytesIO(to_docx(document, style, made_at=MADE_AT)))

    assert to_pdf(document, style, made_at=MADE_AT).startswith(b"%PDF-1.7")
    assert document.version_line in to_html(document, style)
    assert document.version_line in to_text(document)
    assert document.version_line in [paragraph.text for paragraph in word.paragraphs]
