"""Laws for any document: it renders, and no word is lost or comes in another order."""

import io
from collections import Counter
from typing import Any

import docx
import lxml.html
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.render.reading import letters, words_of
from tests.render.render_samples import MADE_AT

from policydocs.document import (
    Alignment,
    Block,
    BulletList,
    Contents,
    Document,
    Emphasis,
    Field,
    FieldKind,
    Heading,
    Inline,
    Letterhead,
    LineBreak,
    Link,
    ListItem,
    NumberedList,
    PageBreak,
    Paragraph,
    Quote,
    Row,
    Strong,
    Table,
    Text,
)
from policydocs.render.docx import to_docx
from policydocs.render.html import to_html
from policydocs.render.pdf import to_pdf
from policydocs.render.style import PageStyle, Paper
from policydocs.render.text import to_text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

#: Letters that every built-in font has, with marks that mean something to one format or another.
LATIN = "abcXYZ019 éñ–“”’…#*_`<>&\"'\\/{}[]()$@=%~^|;:,.!?\n\t"
ANY = st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"), include_characters="\n\t")


def documents(alphabet: Any) -> st.SearchStrategy[Document]:
    words = st.text(alphabet, max_size=24)
    texts = words.map(Text)
    fields = st.builds(Field, st.sampled_from(FieldKind), words)
    leaves = st.one_of(texts, fields, st.just(LineBreak()))
    targets = st.sampled_from(
        ["https://example.org/a", "mailto:a@example.org", "#a", "#none", "javascript:x"]
    )

    def within(children: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
        several = st.lists(children, max_size=3).map(tuple)
        return st.one_of(several.map(Emphasis), several.map(Strong), st.builds(Link, targets, several))

    inlines = st.lists(st.recursive(leaves, within, max_leaves=6), max_size=5).map(tuple)
    rows = st.lists(inlines, min_size=1, max_size=4).map(tuple).map(Row)
    tables = st.builds(
        Table, rows, st.lists(rows, max_size=3).map(tuple), st.lists(st.sampled_from(Alignment)).map(tuple)
    )
    plain = st.one_of(inlines.map(Paragraph), tables)

    def around(blocks: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
        several = st.lists(blocks, max_size=3).map(tuple)
        items = st.lists(several.map(ListItem), max_size=3).map(tuple)
        return st.one_of(
            items.map(BulletList), st.builds(NumberedList, items, st.integers(0, 999)), several.map(Quote)
        )

    headings = st.builds(Heading, st.integers(1, 6), inlines, st.sampled_from(["", "a", "b"]))
    top = st.one_of(
        headings, st.just(PageBreak()), words.map(Contents), st.recursive(plain, around, max_leaves=5)
    )
    return st.builds(
        Document,
        title=words.map("T{}".format),
        language=st.just("en"),
        letterhead=st.builds(Letterhead, words, st.lists(words, max_size=3).map(tuple)),
        version_line=words,
        running_title=words,
        blocks=st.lists(top, max_size=6).map(tuple),
        author=words,
        subject=words,
    )


styles = st.builds(PageStyle, st.sampled_from(Paper), st.booleans())


@given(documents(ANY))
@settings(max_examples=120, deadline=None)
def test_plain_text_keeps_every_letter(document: Document) -> None:
    # The cells of a table stand beside each other, line by line, or with their headings repeated; so that
    # no order can be compared, only that nothing is missing.
    missing = Counter(letters(" ".join(words_of(document)))) - Counter(letters(to_text(document)))

    assert not missing


@given(documents(ANY), styles)
@settings(max_examples=120, deadline=None)
def test_a_web_page_keeps_every_word_in_its_order(document: Document, style: PageStyle) -> None:
    page = lxml.html.document_fromstring(to_html(document, style))
    parts: Any = page.xpath("//header|//main")

    found = "".join(text for part in parts for text in part.itertext())

    assert letters(found) == letters(" ".join(words_of(document, numbers=False, addresses=False)))


@given(documents(ANY), styles)
@settings(max_examples=80, deadline=None)
def test_a_word_file_keeps_every_word_in_its_order(document: Document, style: PageStyle) -> None:
    word = docx.Document(io.BytesIO(to_docx(document, style, made_at=MADE_AT)))

    found = "".join(node.text or "" for node in word.element.body.iter(f"{W}t"))

    assert letters(found) == letters(" ".join(words_of(document, numbers=False)))


@given(documents(st.sampled_from(LATIN)), styles)
@settings(max_examples=60, deadline=None)
def test_a_pdf_is_made_of_anything_that_the_fonts_have(document: Document, style: PageStyle) -> None:
    assert to_pdf(document, style, made_at=MADE_AT).startswith(b"%PDF-1.7")
