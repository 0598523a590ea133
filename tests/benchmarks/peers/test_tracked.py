"""Word documents with tracked changes, whoever made them, are read as Word would settle them."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml

from benchmarks.peers import tracked

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def run(text: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def changed(kind: str, text: str) -> str:
    tag = "delText" if kind == "del" else "t"
    return f'<w:{kind} w:id="1" w:author="A">{run(text, tag)}</w:{kind}>'


def paragraph(*runs: str, style: str = "", mark: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    end = f'<w:rPr><w:{mark} w:id="2" w:author="A"/></w:rPr>' if mark else ""
    return f"<w:p {NAMESPACE}><w:pPr>{named}{end}</w:pPr>{''.join(runs)}</w:p>"


def document(path: Path, *parts: str) -> Path:
    made = Document()
    for part in parts:
        made.element.body.insert(len(made.element.body) - 1, parse_xml(part))
    made.save(str(path))
    return path


def test_both_texts_are_read_to_the_word(tmp_path: Path) -> None:
    file = document(
        tmp_path / "a.docx",
        paragraph(run("Please give me "), changed("del", "24"), changed("ins", "48"), run(" hours.")),
    )

    assert tracked.sides(file) == (
        ["Please", "give", "me", "24", "hours"],
        ["Please", "give", "me", "48", "hours"],
    )


def test_a_paragraph_that_moved_is_one_piece_at_its_new_place(tmp_path: Path) -> None:
    file = document(
        tmp_path / "a.docx",
        paragraph(run("Records"), style="Heading1"),
        paragraph(changed("moveFrom", "I keep them ten years.")),
        paragraph(run("Fees"), style="Heading1"),
        paragraph(changed("moveTo", "I keep them ten years.")),
    )

    pieces = tracked.read(file)

    assert [(piece.kind, piece.moved) for piece in pieces] == [
        ("heading", False),
        ("heading", False),
        ("paragraph", True),
    ]
    assert pieces[-1].came_from == "Records"


def test_a_paragraph_reworded_on_its_way_shows_its_words_in_their_places(tmp_path: Path) -> None:
    old = paragraph(
        changed("moveFrom", "I keep them "), changed("del", "seven "), changed("moveFrom", "years.")
    )
    new = paragraph(changed("moveTo", "I keep them "), changed("ins", "ten "), changed("moveTo", "years."))
    file = document(tmp_path / "a.docx", old, paragraph(run("Between.")), new)

    moved = tracked.read(file)[-1]

    assert moved.text("delete") == "I keep them seven years."
    assert moved.text("insert") == "I keep them ten years."


def test_in_the_old_text_what_moved_stands_where_it_was(tmp_path: Path) -> None:
    file = document(
        tmp_path / "a.docx",
        paragraph(changed("moveFrom", "First.")),
        paragraph(run("Second.")),
        paragraph(changed("moveTo", "First.")),
    )

    assert tracked.sides(file) == (["First", "Second"], ["Second", "First"])


@pytest.mark.parametrize(("kind", "ops"), [("ins", {"insert"}), ("del", {"delete"})])
def test_a_whole_row_came_or_went(tmp_path: Path, kind: str, ops: set[str]) -> None:
    cells = "".join(f"<w:tc>{paragraph(run(text))}</w:tc>" for text in ("Returned check", "$25"))
    row = f'<w:tr><w:trPr><w:{kind} w:id="3" w:author="A"/></w:trPr>{cells}</w:tr>'
    file = document(tmp_path / "a.docx", f"<w:tbl {NAMESPACE}>{row}</w:tbl>")

    (piece,) = tracked.read(file)

    assert (piece.kind, piece.ops) == ("row", ops)
    assert "".join(text for _, text in piece.runs) == "Returned check | $25"


def test_a_deleted_break_joins_two_paragraphs(tmp_path: Path) -> None:
    file = document(tmp_path / "a.docx", paragraph(run("First."), mark="del"), paragraph(run("Second.")))

    (piece,) = tracked.read(file)

    assert piece.parted
    assert (piece.text("delete"), piece.text("insert")) == ("First. Second.", "First.Second.")
