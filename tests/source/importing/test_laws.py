"""What holds for every document, however odd: its words are kept, and its Markdown says the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.source.importing.other_documents import odt
from tests.source.word_files import paragraph, word_file

from policydocs.errors import PolicydocsError
from policydocs.source.importing.import_document import import_document
from policydocs.source.importing.word_diff import word_changes
from policydocs.source.importing.word_proof import REPORT_IT, lost_words, policy_text
from policydocs.source.markdown import read_policy

MARKS = r"""# ## - 1. > | |---| * ** _ [ ] ( ) [[line: ]] {{ }} {#a} practice.name <b> <!-- --> ` ``` --- \
    &amp; & ![ [^1] https://example.org topics= " : <td> </td> <ul><li> <table> <h2> a) b) • ☐ ____ Signature:
    Date: 2022 Effective <p> </p> <br> <noscript> <select><option> — Jo, LCSW I. :"""
SIGNS = MARKS.split()
TAGS = """p div b span ul li ol table tr td th h1 h2 h3 em a section article main nav footer header aside
    blockquote dl dt dd details summary button label form font pre center tbody figure figcaption caption
    strong u s sup code noscript select option textarea iframe svg"""
SEEDS = st.integers(0, 2**32)


class Made:
    """Documents at random, of signs, words and white space; hypothesis draws the seed."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def token(self) -> str:
        chance = self.random.random()
        if chance < 0.4:
            return self.random.choice(SIGNS)
        if chance < 0.55:
            return self.random.choice(["\n", "\n\n", "    ", "\t"])
        if chance < 0.6:
            odd = [self.random.randint(160, 400), self.random.randint(0x2000, 0x2100), 0x1F600, 0xAD]
            return chr(self.random.choice(odd))
        return "".join(self.random.choice("abcdeéfGH") for _ in range(self.random.randint(1, 7)))

    def text(self, most: int) -> str:
        return "".join(
            self.token() + self.random.choice([" ", " ", ""]) for _ in range(self.random.randint(1, most))
        )

    def line(self) -> str:
        return re.sub(r"[^\x20-\uD7FF]", " ", self.text(8))

    def escaped(self) -> str:
        return self.line().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    def page(self, depth: int = 0) -> str:
        if depth > 4 or self.random.random() < 0.4:
            return self.text(4)
        tag = self.random.choice(TAGS.split())
        inner = "".join(self.page(depth + 1) for _ in range(self.random.randint(0, 3)))
        return f"<{tag}>{inner}</{tag}>"

    def word(self) -> bytes:
        return word_file(
            "".join(paragraph(self.escaped(), bold=self.random.random() < 0.3) for _ in range(4))
        )

    def odt(self) -> bytes:
        kinds = self.random.choices(["p", "h", "p"], k=4)
        inner = "".join(f"<text:{kind}>{self.escaped()}</text:{kind}>" for kind in kinds)
        return odt(f"<office:text>{inner}</office:text>")

    def rtf(self) -> bytes:
        paragraphs = "".join(
            "{\\pard "
            + self.random.choice(["", "\\b ", "\\i ", "\\outlinelevel0 ", "{\\pntext\\'b7 }"])
            + re.sub(r"[^\x20-\x7e]", lambda sign: f"\\u{ord(sign[0])}?", _for_rtf(self.line()))
            + "\\par}"
            for _ in range(4)
        )
        return f"{{\\rtf1 {paragraphs}}}".encode()


def _for_rtf(text: str) -> str:
    plain = "".join(sign if ord(sign) < 0x8000 else " " for sign in text)
    return plain.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}")


KINDS: list[tuple[str, Callable[[Made], bytes]]] = [
    ("a.txt", lambda made: made.text(40).encode()),
    ("a.md", lambda made: made.text(40).encode()),
    ("a.html", lambda made: made.page().encode()),
    ("a.docx", Made.word),
    ("a.odt", Made.odt),
    ("a.rtf", Made.rtf),
]


@pytest.mark.parametrize(("name", "make"), KINDS, ids=[name for name, _ in KINDS])
@given(seed=SEEDS)
@settings(deadline=None, max_examples=40)
def test_any_document_is_refused_in_words_or_keeps_every_word(
    name: str, make: Callable[[Made], bytes], seed: int
) -> None:
    try:
        found = import_document(name, make(Made(seed)))
    except PolicydocsError as error:
        assert REPORT_IT not in str(error)
        return

    assert read_policy(found.markdown, path="", slug=found.policy.slug) == found.policy
    for change in word_changes(found):
        assert change.removed or change.added


@pytest.mark.parametrize(
    ("source", "kept", "lost"),
    [
        ("one two two", "two one", ["two"]),
        ("One  TWO", "one two three", []),
        ("notebook", "note book", []),
        ("note book", "notebook", []),
        ("note book", "notebooks", ["note", "book"]),
        ("cat", "cats at c", ["cat"]),
        ("café", "cafe\u0301", []),
        ("ﬁle", "file", []),
        ("soft\u00adly", "softly", []),
        ("a_b", "a b", []),
    ],
)
def test_a_word_is_lost_when_it_stands_less_often(source: str, kept: str, lost: list[str]) -> None:
    assert lost_words(source, kept) == lost


def test_the_policy_s_text_holds_titles_labels_targets_and_numbers() -> None:
    text = b"# Way Out\n\n[door](https://example.org/x)\n\n3. three\n4. four\n\n## Room\n\n[[line: Name]]\n"

    said = policy_text(import_document("a.md", text).policy).split()

    for word in ("Out", "door", "https://example.org/x", "3", "4", "Room", "Name]]"):
        assert word in said
