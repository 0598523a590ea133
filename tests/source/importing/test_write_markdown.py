"""A policy written as Markdown is read back as the same policy."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
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
    block_inlines,
    walk_blocks,
)
from policydocs.model import Acknowledgment, FrontMatter, OnChange, Policy, Section
from policydocs.source.importing.normal_form import in_normal_form
from policydocs.source.importing.word_proof import lost_words
from policydocs.source.importing.write_markdown import write_markdown
from policydocs.source.markdown import read_policy

#: Signs that mean something to Markdown, YAML, our facts and fields, and those of ordinary writing.
_SIGNS = r"""* ** _ [ ] ( ) < > ` ``` ~~ # ## - + = 1. 2) a. (b) • – — | \ & &amp; ! {{ }} { } {#a} [[ ]]
    [[line: x]] <!-- --> <b> https://example.org :--- --- === ___ *** | ~~~ " ' “ ” . , : ; ? é ß
    你好 [^1] [x] $ % 50%"""
SIGNS = _SIGNS.split()
SEEDS = st.integers(0, 2**32)


class Made:
    """Policies at random, small and odd; hypothesis draws the seed alone; whole trees take it too long."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.size = self.random.randint(1, 5)

    def policy(self) -> Policy:
        opening = Section("", (), 1, (Paragraph((Text("Hello."),)), *self.blocks(0)))
        sections = tuple(self.section(at) for at in range(self.random.randint(0, 2)))
        signed = Acknowledgment(True, self.random.choice(["", "I have read: it.", "yes"]))
        front = FrontMatter(
            title=self.text().replace("{{", "{").strip() or "T",
            checklists=self.random.choice([None, (), ("nasw-2021", "good-practice")]),
            on_change=self.random.choice(list(OnChange)),
            acknowledgment=self.random.choice([Acknowledgment(), signed]),
        )
        return Policy("texting", front, opening, sections)

    def section(self, at: int) -> Section:
        topics = self.random.choice([(), ("texting",)])
        return Section(f"s{at}", (Text("A"), *self.inlines()), 2, self.blocks(0), topics=topics)

    def blocks(self, depth: int) -> tuple[Block, ...]:
        return tuple(self.block(depth) for _ in range(self.random.randint(0, 2)))

    def block(self, depth: int) -> Block:
        kind = "paragraph" if depth > 3 else self.random.choice(KINDS)
        match kind:
            case "table":
                width = self.random.randint(1, 3)
                rows = [
                    Row(tuple(self.inlines() for _ in range(width))) for _ in range(self.random.randint(1, 3))
                ]
                return Table(rows[0], tuple(rows[1:]), tuple(Alignment)[:width])
            case "quote":
                return Quote(self.blocks(depth + 1))
            case "bullets":
                return BulletList(self.items(depth))
            case "numbers":
                return NumberedList(self.items(depth), self.random.randint(0, 1200))
            case _:
                return Paragraph(self.inlines())

    def items(self, depth: int) -> tuple[ListItem, ...]:
        return tuple(ListItem(self.blocks(depth + 1)) for _ in range(self.random.randint(0, 3)))

    def inlines(self, depth: int = 0) -> Inlines:
        return tuple(self.inline(depth) for _ in range(self.random.randint(0, self.size)))

    def inline(self, depth: int) -> Inline:
        chance = self.random.random()
        if chance < 0.5 or depth > 3:
            return Text(self.text())
        if chance < 0.57:
            return LineBreak()
        if chance < 0.64:
            return Field(self.random.choice(list(FieldKind)), self.text())
        children = self.inlines(depth + 1)
        if chance < 0.76:
            return Strong(children)
        return Emphasis(children) if chance < 0.88 else Link(self.random.choice(TARGETS), children)

    def text(self) -> str:
        return "".join(
            self.word() + self.random.choice(["", " ", " ", "\xa0", "  "])
            for _ in range(self.random.randint(1, 2 * self.size))
        )

    def word(self) -> str:
        letters = "".join(self.random.choice("abcXYZ") for _ in range(self.random.randint(1, 6)))
        return self.random.choice([letters, self.random.choice(SIGNS)])


KINDS = ("paragraph", "paragraph", "paragraph", "table", "quote", "bullets", "numbers")
TARGETS = ("https://example.org/a_(b)?c=*d*", "mailto:jo@example.org", "tel:5550100", "#texting")


@given(SEEDS)
@settings(deadline=None, max_examples=200)
def test_what_is_written_is_read_as_the_same_policy(seed: int) -> None:
    policy = Made(seed).policy()

    normal = in_normal_form(policy)

    again = read_policy(write_markdown(normal), path="", slug="texting", language="en")

    assert again == normal


def said(policy: Policy) -> str:
    """The words that a client reads: no numbers of lists, no targets, no kinds of fields."""
    runs = [
        run
        for section in policy.walk()
        for run in (
            section.title,
            *(one for block in walk_blocks(section.blocks) for one in block_inlines(block)),
        )
    ]
    return " ".join("".join(_said(run)) for run in runs)


def _said(inlines: Inlines) -> Iterator[str]:
    for inline in inlines:
        match inline:
            case Text(text=text):
                yield text
            case Field(label=label):
                yield f" {label} "
            case LineBreak():
                yield " "
            case Strong(children=children) | Emphasis(children=children) | Link(children=children):
                yield from _said(children)


@given(SEEDS)
@settings(deadline=None, max_examples=150)
def test_the_normal_form_keeps_every_word_and_is_its_own(seed: int) -> None:
    policy = Made(seed).policy()

    normal = in_normal_form(policy)

    assert not lost_words(said(policy), said(normal))
    assert in_normal_form(normal) == normal


@pytest.mark.parametrize(
    ("inlines", "written"),
    [
        ((Text("2019. A year"),), "2019\\. A year"),
        ((Text("- no point"),), "\\- no point"),
        ((Text("• no point"),), "&#8226; no point"),
        ((Text("# no heading {#x}"),), "\\# no heading {#x}"),
        ((Text("a * b _c_ [d] <e> `f` ~g~ | \\"),), r"a \* b \_c\_ \[d\] \<e\> \`f\` \~g\~ \| \\"),
        ((Text("{{ practice.name }} AT&T &amp;"),), r"\{\{ practice.name }} AT\&T \&amp;"),
        ((Strong((Text("Note:"),)), Text("now")), "**Note:**<!-- -->now"),
        ((Text("un"), Emphasis((Text("believ"),)), Text("able")), "un*believ*able"),
        ((Strong((Emphasis((Text("both"),)),)),), "**_both_**"),
        ((Emphasis((Strong((Text("both"),)),)),), "_**both**_"),
        ((Text("Look!"), Link("https://example.org", (Text("here"),))), "Look\\![here](https://example.org)"),
        ((Text("1 Elm St"), LineBreak(), Text("Port")), "1 Elm St\\\nPort"),
    ],
)
def test_signs_that_mean_something_are_made_harmless(inlines: Inlines, written: str) -> None:
    policy = Policy("a", FrontMatter("A"), Section("", (), 1, (Paragraph(inlines),)), ())

    text = write_markdown(in_normal_form(policy))

    assert text == f"---\ntitle: A\n---\n\n{written}\n"
    assert read_policy(text, path="", slug="a").opening.blocks == (Paragraph(inlines),)


def test_a_long_paragraph_is_broken_where_no_line_begins_anything_else() -> None:
    words = "In this year 2019. was a number and - was a dash and # was a sign and [ was one too, "
    policy = Policy("a", FrontMatter("A"), Section("", (), 1, (Paragraph((Text(words * 5 + "end."),)),)), ())

    text = write_markdown(in_normal_form(policy))

    assert max(map(len, text.split("\n"))) < 120
    assert read_policy(text, path="", slug="a").opening.blocks == policy.opening.blocks
