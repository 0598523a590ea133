"""Any document, for a check."""

from __future__ import annotations

import pytest
from tests.source.outlines import outline
from tests.source.word_files import paragraph, word_file

from policydocs.document import Field, Paragraph
from policydocs.errors import InputError, InputErrors
from policydocs.model import Practice
from policydocs.source.kinds import document_format
from policydocs.source.read import read_document, read_reading


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("policy.doc", "Save as"),
        ("policy.pages", "Word"),
        ("policy.xlsx", ".docx"),
    ],
)
def test_a_format_that_is_not_read_is_told_with_a_way_out(name: str, advice: str) -> None:
    with pytest.raises(InputError) as raised:
        read_document(name, b"x")

    assert advice in raised.value.fix


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"---\ntitle: x\n---\n", "markdown"),
        (b"# Title\n\ntext", "markdown"),
        (b"Title\n\ntext", "text"),
        (b"<!doctype html><p>x", "html"),
        (b"\xef\xbb\xbf <HTML><p>x", "html"),
        (word_file(paragraph("x")), "docx"),
    ],
)
def test_standard_input_is_judged_by_its_content(data: bytes, kind: str) -> None:
    assert document_format("-", data) == kind


def test_standard_input_has_a_name_of_its_own() -> None:
    policy = read_document("-", b"Please read this.\n")

    assert (policy.slug, policy.title) == ("policy", "Policy")


@pytest.mark.parametrize("name", ["POLICY.TXT", "C:\\x\\Policy.Txt", "a/b/policy.text"])
def test_endings_are_read_in_any_case(name: str) -> None:
    assert read_document(name, b"Please read this.\n").slug == "policy"


def test_markdown_without_front_matter_is_read_with_its_headings() -> None:
    policy = read_document("a.md", b"# Stay in touch\n\n*Jo Avery, LCSW*\n\n## Texting\n\nI do not text.\n")

    assert policy.title == "Stay in touch"
    assert outline(policy) == ["Jo Avery, LCSW @3", "## Texting @5", "I do not text. @7"]


def test_bold_lines_of_markdown_are_headings_where_no_front_matter_says_it_is_ours() -> None:
    body = b"Hello there.\n\n**TEXTING**\n\nI do not text.\n\n**Call 911**\n\nThen call me.\n"

    loose = read_document("a.md", b"# My policy\n\n" + body)
    ours = read_document("a.md", b"---\ntitle: My policy\n---\n" + body)

    assert [section.title_text for section in loose.sections] == ["TEXTING"]
    assert ours.sections == ()


def test_what_our_source_would_refuse_is_kept_as_text_and_told() -> None:
    text = """# Policy

<div align="center">Welcome <b>here</b></div>

I `do` not text {{ practice.phone }} or {{ 7 * 7 }}, see [^1] and ~~gone~~ [a](../b.md).

---

________

![logo](x.png) [[lime: x]] [[line: Name]]

- [ ] ticked
-

```
code
```

| A | B |
| - | - |
| 1 | 2 | 3 |

[unused]: https://example.org
"""

    reading = read_reading("a.md", text.encode())

    words = " ".join(outline(reading.policy))
    for kept in (
        "Welcome",
        "here",
        "do",
        "{{ practice.phone }}",
        "{{ 7 * 7 }}",
        "[^1]",
        "gone",
        "logo",
        "[[lime: x]]",
    ):
        assert kept in words
    for kept in ("________", "[ ] ticked", "code", "| 1 | 2 |"):
        assert kept in words
    told = " ".join(reading.remarks)
    for remark in (
        "HTML",
        "not defined",
        "footnotes",
        "strikes",
        "pictures",
        "lime",
        '"3" has no place',
        "no text uses",
    ):
        assert remark in told
    fields = [
        inline
        for block in reading.policy.opening.blocks
        if isinstance(block, Paragraph)
        for inline in block.inlines
        if isinstance(inline, Field)
    ]
    assert [field.label for field in fields] == ["Name"]


def test_our_own_source_is_read_with_its_facts_where_they_are_known() -> None:
    practice = Practice("oak", "Oak", {"phone": "555-0100"})
    source = (
        b'---\ntitle: T\nunknown: x\n---\n\nCall {{ practice.phone }}.\n\n## A {#b topics="texting"}\n\nNo.\n'
    )

    reading = read_reading("policies/t.md", source, practice=practice)

    assert outline(reading.policy) == ["Call 555-0100. @6", "## A @8", "No. @10"]
    assert reading.policy.sections[0].id == "b"
    assert reading.policy.sections[0].topics == ("texting",)
    assert "unknown" in reading.remarks[0]


def test_front_matter_that_is_no_yaml_cannot_be_read() -> None:
    with pytest.raises(InputErrors, match="not valid YAML"):
        read_document("a.md", b"---\ntitle: a: b\n---\nText.\n")


def test_a_text_between_two_rules_is_no_front_matter() -> None:
    assert (
        outline(read_document("a.md", b"---\nWelcome to us\n---\n\nI do not text.\n"))[-1]
        == "I do not text. @5"
    )


@pytest.mark.parametrize("ending", ["md", "txt", "html", "docx"])
@pytest.mark.parametrize("data", [b"", b"\n\n", b"\0\0\0\0", b"\xff\xfe"])
def test_an_empty_file_is_told(ending: str, data: bytes) -> None:
    with pytest.raises(InputError):
        read_document(f"a.{ending}", data)


@pytest.mark.parametrize("ending", ["md", "txt"])
def test_old_encodings_are_read_and_told(ending: str) -> None:
    reading = read_reading(f"a.{ending}", "I don’t text. Café.\r\n".encode("cp1252"))

    assert outline(reading.policy) == ["I don’t text. Café. @1"]
    assert "Windows-1252" in reading.remarks[0]


@pytest.mark.parametrize("ending", ["md", "txt", "html", "htm", "docx"])
def test_what_is_no_document_is_told(ending: str) -> None:
    with pytest.raises(InputError):
        read_document(
            f"a.{ending}", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50 if ending != "html" else b"\0" * 99
        )
