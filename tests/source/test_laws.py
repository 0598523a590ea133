"""What holds for every text: nothing is lost, and nothing but our own errors comes out."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.source.word_files import paragraph, word_file

from policydocs.document import Inlines, Link, Table, block_inlines, plain_text, walk_blocks, walk_inlines
from policydocs.errors import PolicydocsError
from policydocs.model import Policy, Practice
from policydocs.source.config import read_config
from policydocs.source.html_blocks import all_text
from policydocs.source.markdown import read_policy
from policydocs.source.names import SECTION_ID, section_id_from, slug_problem, suggested_slug
from policydocs.source.policy_files import read_repository_config
from policydocs.source.practice import read_policies
from policydocs.source.read import read_reading
from policydocs.source.tree import FolderTree, MemoryTree

HEAD = "---\ntitle: T\n---\n"

#: Pieces that mean something to Markdown, YAML, HTML or us, beside any text at all.
MARKS = r"""# ## - 1. > | |---| * ** _ [ ] ( ) [[line: ]] {{ }} {#a} practice.name <b> <!-- --> ` ``` --- \
&amp; & ![ [^1] https://example.org topics= " : <td> </td> <ul><li> <table> <h2>"""
SYNTAX = st.sampled_from([*MARKS.split(), "- ", "## ", "> ", "\n", "\n\n", "    ", "\t", "\0"])
WORD = st.from_regex(r"[a-zé][a-z]{0,7}", fullmatch=True)
TEXT = st.lists(st.one_of(SYNTAX, WORD, st.text(max_size=8), st.just(" ")), max_size=60).map("".join)


def everything(policy: Policy) -> str:
    """All words that a reader or a form shows, the title first."""
    said = [policy.title]
    for section in policy.walk():
        said.append(plain_text(section.title))
        for block in walk_blocks(section.blocks):
            said.extend(plain_text(run) for run in block_inlines(block))
    return " ".join(said)


@given(TEXT)
@settings(deadline=None)
def test_any_text_gives_a_policy_or_an_error_of_ours(text: str) -> None:
    for whole in (text, HEAD + text, f"---\n{text}\n---\ntext"):
        try:
            policy = read_policy(whole, path="p.md", slug="p", practice=Practice("p", "*P*"))
        except PolicydocsError as error:
            assert error.path == "p.md"
        else:
            assert isinstance(policy, Policy)


@given(TEXT)
@settings(deadline=None)
def test_any_text_is_a_configuration_or_an_error_of_ours(text: str) -> None:
    try:
        read_config(f"[practice]\n{text}".encode("utf-8", "replace"))
    except PolicydocsError as error:
        assert error.path == "policydocs.toml"


@pytest.mark.parametrize("name", ["a.md", "a.txt", "a.html"])
@given(text=TEXT)
@settings(deadline=None)
def test_any_document_is_read_or_refused_and_loses_no_word(name: str, text: str) -> None:
    try:
        reading = read_reading(name, text.encode("utf-8", "replace"))
    except PolicydocsError:
        return

    if name == "a.txt":
        kept = everything(reading.policy) + " " + " ".join(out.text for out in reading.left_out)
        assert not _words(text) - _words(kept)


@given(st.lists(TEXT, min_size=1, max_size=4), st.booleans())
@settings(max_examples=40, deadline=None)
def test_any_text_in_a_word_file_is_kept(texts: list[str], bold: bool) -> None:
    printable = [re.sub(r"[^\x20-\uD7FF]", " ", text) for text in texts]
    escaped = [text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for text in printable]
    try:
        reading = read_reading("a.docx", word_file("".join(paragraph(text, bold=bold) for text in escaped)))
    except PolicydocsError:
        assert not _words(" ".join(printable))
        return

    kept = everything(reading.policy) + " " + " ".join(out.text for out in reading.left_out)
    assert not _words(" ".join(printable)) - _words(kept)


TAGS = """p div b span ul li ol table tr td th h1 h2 h3 em a section article main nav footer header aside
    blockquote dl dt dd details summary button label form font pre center tbody figure figcaption caption
    strong u s sup code"""
PAGE = st.recursive(
    WORD.map(lambda word: f"{word} "),
    lambda inner: st.tuples(st.sampled_from(TAGS.split()), st.lists(inner, max_size=4)).map(
        lambda made: f"<{made[0]}>{''.join(made[1])}</{made[0]}>"
    ),
    max_leaves=25,
)


@given(PAGE)
@settings(deadline=None)
def test_every_word_of_a_page_is_in_the_policy_or_told_as_left_out(page: str) -> None:
    words = _words(re.sub("<[^>]*>", " ", page))
    try:
        reading = read_reading("a.html", page.encode())
    except PolicydocsError:
        return

    kept = everything(reading.policy) + " " + " ".join(out.text for out in reading.left_out)
    assert not words - _words(kept)


SENTENCE = st.lists(WORD, min_size=1, max_size=12)
BODY = st.lists(
    st.one_of(
        SENTENCE.map(" ".join),
        SENTENCE.map(lambda words: f"## {' '.join(words)}"),
        SENTENCE.map(lambda words: "\n".join(f"- {word}" for word in words)),
        SENTENCE.map(lambda words: f"> **{words[0]}** {' '.join(words)}"),
        SENTENCE.map(
            lambda words: "| A | B |\n| - | - |\n" + "\n".join(f"| {word} | *{word}* |" for word in words)
        ),
        SENTENCE.map(lambda words: f"[[line: {' '.join(words)}]] [{words[0]}](https://example.org)"),
    ),
    min_size=1,
    max_size=8,
).map("\n\n".join)


@given(BODY)
@settings(deadline=None)
def test_every_word_of_a_policy_stands_in_what_was_read(body: str) -> None:
    policy = read_policy(HEAD + body, path="p.md", slug="p")

    assert not _words(body.replace("https://example.org", "")) - _words(everything(policy))


@given(st.lists(WORD, min_size=2, max_size=30), st.data())
@settings(deadline=None)
def test_rewrapping_a_paragraph_changes_nothing(words: list[str], data: st.DataObject) -> None:
    words = [f"*{word}*" if number % 5 == 3 else word for number, word in enumerate(words)]
    breaks = [data.draw(st.sampled_from([" ", "\n", "\n  ", "  "[:1]])) for _ in words[1:]]
    wrapped = words[0] + "".join(gap + word for gap, word in zip(breaks, words[1:], strict=True))

    flat = read_policy(HEAD + " ".join(words), path="p.md", slug="p")
    again = read_policy(HEAD + wrapped, path="p.md", slug="p")

    assert again == flat
    lines = wrapped.split("\n")
    (block,) = again.opening.blocks
    for run in block_inlines(block):
        for inline in walk_inlines(run):
            text = getattr(inline, "text", "")
            for match in re.finditer(r"[^\W_]+", text):
                assert match[0] in lines[inline.line_at(match.start()) - 4]  # type: ignore[union-attr]


@given(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=40))
@settings(deadline=None)
def test_a_fact_appears_to_the_letter(value: str) -> None:
    practice = Practice("p", "P", {"phone": value})
    body = "Call {{ practice.phone }} now.\n\n- *{{ practice.phone }}*\n\n| {{practice.phone}} |\n| --- |\n"

    policy = read_policy(HEAD + body, path="p.md", slug="p", practice=practice)

    paragraph_, bullets, table = policy.opening.blocks
    assert _run(next(block_inlines(paragraph_))) == f"Call {value} now."
    assert value.strip() in everything(policy)
    assert isinstance(table, Table)
    assert bullets
    assert _run(table.header.cells[0]).strip() == value.strip()


@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{1,6}", fullmatch=True).filter(lambda s: not slug_problem(s)), BODY, max_size=3
    )
)
@settings(max_examples=25, deadline=None)
def test_a_folder_and_memory_hold_the_same_policies(bodies: dict[str, str]) -> None:
    files = {f"policies/{slug}.md": (HEAD + body).encode() for slug, body in bodies.items()}
    files["policydocs.toml"] = b'[practice]\nid = "a"\nname = "A"\n'
    with TemporaryDirectory() as folder:
        for name, content in files.items():
            (Path(folder) / name).parent.mkdir(exist_ok=True)
            (Path(folder) / name).write_bytes(content.replace(b"\n", b"\r\n"))
        on_disk, in_memory = FolderTree(Path(folder)), MemoryTree(files)

        assert read_policies(on_disk, read_repository_config(on_disk)) == read_policies(
            in_memory, read_repository_config(in_memory)
        )


@given(st.text())
@settings(deadline=None)
def test_any_title_gives_an_id_and_any_name_a_slug(text: str) -> None:
    made = section_id_from(text)

    assert not made or SECTION_ID.fullmatch(made) or any(not char.isascii() for char in made)
    assert section_id_from(made) == made
    assert not slug_problem(suggested_slug(text))


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_a_title_of_ascii_gives_the_id_that_any_title_gives(title: str) -> None:
    assert section_id_from(title) == section_id_from(f"{title}\u00ad")  # which the long way leaves out


def _run(inlines: Inlines) -> str:
    assert not any(isinstance(inline, Link) for inline in inlines)
    return plain_text(inlines)


def _words(text: str) -> set[str]:
    shown = re.sub("[\xad\u200b-\u200d\u2060\ufeff]", "", text)  # what is not seen parts no word
    return set(re.findall(r"[^\W\d_]{2,}", shown))


def test_all_text_of_a_page_is_found_without_recursion() -> None:
    from lxml.html import fragment_fromstring

    element = fragment_fromstring("<div>a<p>b<br>c</p>d<script>e</script>f</div>")

    assert all_text(element) == "ab c df"
