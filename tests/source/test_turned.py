"""Signs that turn the direction of text unseen: refused in a policy, taken out of a document and told."""

from __future__ import annotations

import io

import pytest
from docx import Document

from policydocs.document import Paragraph
from policydocs.errors import InputError, InputErrors
from policydocs.source.config import read_config
from policydocs.source.importing.import_document import import_document
from policydocs.source.markdown import read_policy
from policydocs.source.read import read_reading

TURNED = "I do not \u202etext\u202c clients."
PLAIN = "I do not text clients."
#: Hebrew between marks that turn nothing but themselves, and an Arabic letter mark.
NAMES = "Ask \u05e9\u05dc\u05d5\u05dd\u200f or \u0639\u0644\u064a\u061c, at any time\u200e."


def policy(body: str, head: str = "title: Texts") -> str:
    return f"---\n{head}\n---\n\n## Texts {{#texts}}\n\n{body}\n"


def word_file(text: str) -> bytes:
    document, file = Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize("code", [*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
@pytest.mark.parametrize("written", ["{}", "&#x{:x};", "&#{};"])
def test_such_a_sign_in_a_policy_is_refused_with_its_line(code: int, written: str) -> None:
    sign = written.format(chr(code) if written == "{}" else code)

    with pytest.raises(InputErrors) as refused:
        read_policy(policy(f"I do not {sign}text clients."), path="policies/texts.md", slug="texts")

    (fault,) = refused.value.faults
    assert (fault.path, fault.line) == ("policies/texts.md", 7)
    assert f"U+{code:04X}" in fault.problem
    assert "turns the direction of the text" in fault.problem
    assert "Delete it" in fault.fix


def test_also_where_the_head_writes_it_as_yaml_does() -> None:
    with pytest.raises(InputErrors) as refused:
        read_policy(policy(PLAIN, 'title: "Texts\\u202e"'), path="t.md", slug="t")

    assert [(one.line, "U+202E" in one.problem) for one in refused.value.faults] == [(2, True)]


def test_a_fact_that_holds_one_is_refused() -> None:
    for phone in ('"360\\u202e5"', '"360\u202e5"'):
        with pytest.raises(InputError, match=r"policydocs\.toml"):
            read_config(f'[practice]\nid = "a"\nname = "A"\nphone = {phone}\n'.encode())


def test_names_in_hebrew_and_arabic_keep_their_marks() -> None:
    read = read_policy(policy(NAMES), path="t.md", slug="t")

    (said,) = read.sections[0].blocks
    assert isinstance(said, Paragraph)
    assert said.inlines[0].text == NAMES  # type: ignore[union-attr]
    assert read_reading("a.txt", f"Texts\n\n{NAMES}\n".encode()).remarks == ()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", f"Texts\n\n{TURNED}\n".encode()),
        ("a.md", f"# Texts\n\n{TURNED}\n".encode()),
        ("a.html", b"<html><body><h1>Texts</h1><p>I do not &#8238;text&#x202c; clients.</p></body></html>"),
        ("a.docx", word_file(TURNED)),
        ("a.rtf", rb"{\rtf1\ansi I do not \u8238?text\u8236? clients.\par}"),
    ],
)
def test_of_a_document_they_are_taken_and_told_and_no_word_is_lost(name: str, data: bytes) -> None:
    found = import_document(name, data)

    assert PLAIN in found.markdown
    (told,) = [one for one in found.remarks if "invisible" in one]
    assert told.startswith("2 invisible signs that turn the direction of the text were taken out")
    assert "U+202E" in told
    assert "behind “I do not”" in told


def test_lines_still_count_behind_a_sign_that_was_taken() -> None:
    reading = read_reading("a.md", f"# Texts\n\n{TURNED}\nNext line.\n".encode())

    (said,) = reading.policy.opening.blocks or reading.policy.sections[0].blocks
    assert isinstance(said, Paragraph)
    text = said.inlines[0]
    assert text.line_at(text.text.index("Next")) == 4  # type: ignore[union-attr]


def test_a_web_page_that_writes_other_forbidden_characters_as_numbers_is_read_without_them() -> None:
    found = import_document(
        "a.html", b"<html><body><h1>Texts</h1><p>I do&#xFDD0; not &#7;text.</p></body></html>"
    )

    assert "I do not text." in " ".join(found.markdown.split())
