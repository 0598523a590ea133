"""A policy written as Markdown is read back as the same policy."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from policydocs.document import (
    Alignment,
    Block,
    BulletList,
    Emphasis,
    Field,
    FieldKind,
    Inline,
    Inlines,
    LineBreak,
    Link,
    ListItem,
    NumberedList,
    Paragraph,
    Quote,
    Row,
    Strong,
    Table,
    Text,
)
from policydocs.model import Acknowledgment, FrontMatter, OnChange, Policy, Section
from policydocs.source.importing.normal_form import in_normal_form
from policydocs.source.importing.word_proof import lost_words, policy_text
from policydocs.source.importing.write_markdown import write_markdown
from policydocs.source.markdown import read_policy

#: Signs that mean something to Markdown, YAML, our facts and fields, and those of ordinary writing.
SIGNS = r"""* ** _ [ ] ( ) < > ` ``` ~~ # ## - + = 1. 2) a. (b) • – — | \ & &amp; ! {{ }} { } {#a} [[ ]] [[line: x]]
    <!-- --> <b> https://example.org :--- --- === ___ *** | ~~~ " ' “ ” . , : ; ? é ß 你好 [^1] [ ] $ % 50%"""
WORD = st.one_of(st.sampled_from(SIGNS.split()), st.from_regex(r"[a-zA-Z]{1,9}", fullmatch=True))
WORDS = st.lists(WORD, min_size=1, max_size=30).map(" ".join)
GLUED = st.lists(st.one_of(WORD, st.sampled_from([" ", "  ", "\xa0"])), min_size=1, max_size=8).map("".join)
TEXT = st.one_of(WORDS, GLUED).map(Text)
FIELD = st.builds(Field, st.sampled_from(FieldKind), WORDS)
TARGET = st.sampled_from(
    ["https://example.org/a_(b)?c=*d*", "mailto:jo@example.org", "tel:5550100", "#texting"]
)


def spans(inner: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    run = st.lists(inner, min_size=1, max_size=4).map(tuple)
    return st.one_of(run.map(Strong), run.map(Emphasis), st.builds(Link, TARGET, run))


INLINE: st.SearchStrategy[Inline] = st.recursive(
    st.one_of(TEXT, TEXT, st.just(LineBreak()), FIELD), spans, max_leaves=6
)
INLINES: st.SearchStrategy[Inlines] = st.lists(INLINE, max_size=5).map(tuple)
PARAGRAPH = st.builds(Paragraph, INLINES)
CELLS = st.lists(st.lists(INLINES, min_size=1, max_size=3).map(tuple), min_size=1, max_size=3)


def table(rows: list[tuple[Inlines, ...]]) -> Table:
    width = max(len(row) for row in rows)
    made = [Row((*row, *((),) * (width - len(row)))) for row in rows]
    return Table(made[0], tuple(made[1:]), (Alignment.LEFT, Alignment.CENTER, Alignment.RIGHT)[:width])


def lists(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    blocks = st.lists(inner, max_size=3).map(tuple)
    items = st.lists(blocks.map(ListItem), max_size=3).map(tuple)
    numbers = st.integers(0, 1200)
    return st.one_of(blocks.map(Quote), items.map(BulletList), st.builds(NumberedList, items, numbers))


BLOCK: st.SearchStrategy[Block] = st.recursive(
    st.one_of(PARAGRAPH, PARAGRAPH, CELLS.map(table)), lists, max_leaves=8
)
BLOCKS = st.lists(BLOCK, max_size=4).map(tuple)
FRONT = st.builds(
    FrontMatter,
    title=WORDS.map(lambda title: title.replace("{{", "{")),
    checklists=st.sampled_from([None, (), ("nasw-2021", "good-practice")]),
    on_change=st.sampled_from(OnChange),
    acknowledgment=st.sampled_from(
        [
            Acknowledgment(),
            Acknowledgment(True),
            Acknowledgment(True, "I have read: it."),
            Acknowledgment(True, "yes"),
        ]
    ),
)


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    titles = draw(st.lists(st.tuples(TEXT, INLINES), max_size=3))
    sections = tuple(
        Section(
            f"s{at}", (Text("A"), *title), 2, draw(BLOCKS), topics=draw(st.sampled_from([(), ("texting",)]))
        )
        for at, title in enumerate(titles)
    )
    opening = Section("", (), 1, (Paragraph((Text("Hello."),)), *draw(BLOCKS)))
    return Policy("texting", draw(FRONT), opening, sections)


@given(policies())
@settings(deadline=None, max_examples=150)
def test_what_is_written_is_read_as_the_same_policy(policy: Policy) -> None:
    normal = in_normal_form(policy)

    again = read_policy(write_markdown(normal), path="", slug="texting", language="en")

    assert again == normal


@given(policies())
@settings(deadline=None)
def test_the_normal_form_keeps_every_word_and_is_its_own(policy: Policy) -> None:
    normal = in_normal_form(policy)

    assert not lost_words(policy_text(policy), policy_text(normal))
    assert in_normal_form(normal) == normal
