"""What `build` makes comes back as the policy that it was made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policydocs.document import (
    Alignment,
    Block,
    BulletList,
    Document,
    Field,
    FieldKind,
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
from policydocs.model import Acknowledgment, FrontMatter, Policy, Practice, Section
from policydocs.render.docx import to_docx
from policydocs.render.handout import handout
from policydocs.render.html import to_html
from policydocs.render.style import PageStyle
from policydocs.source.config import read_config
from policydocs.source.importing.import_document import import_document
from policydocs.source.importing.normal_form import in_normal_form, normal_blocks
from policydocs.source.markdown import read_policy

ROOT = Path(__file__).parents[3]
POLICIES = sorted((ROOT / "policies").glob("*.md"))
MOMENT = datetime(2026, 3, 1, tzinfo=UTC)
PRACTICE = Practice("oak", "Oak Street Counseling", {"phone": "360-555-0100", "email": "desk@example.org"})


def own_policy(path: Path) -> tuple[Policy, Practice]:
    """One of this repository's own policies."""
    practice = read_config((ROOT / "policydocs.toml").read_bytes()).practice
    language = path.stem.partition(".")[2] or None
    text = path.read_text(encoding="utf-8")
    first = practice.clinicians[0]
    policy = read_policy(text, path="", slug=path.stem, practice=practice, clinician=first, language=language)
    return policy, practice


def as_page(policy: Policy, practice: Practice, *, released: bool) -> Policy:
    document = made(policy, practice, released=released)
    return import_document("handout.html", to_html(document, PageStyle()).encode()).policy


def as_word(policy: Policy, practice: Practice, *, released: bool) -> Policy:
    document = made(policy, practice, released=released)
    return import_document("handout.docx", to_docx(document, PageStyle(), made_at=MOMENT)).policy


def made(policy: Policy, practice: Practice, *, released: bool) -> Document:
    if not released:
        return handout(policy, practice, version=None)
    return handout(policy, practice, version="1.0.0", effective=date(2026, 3, 1), code="7QX2-9TDK")


def content(policy: Policy) -> list[object]:
    """Each section with its id, and what stands in it."""
    return [(one.id, one.level, one.title, one.blocks) for one in policy.walk()]


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
@pytest.mark.parametrize("released", [False, True])
def test_a_web_page_that_build_made_is_the_same_policy_again(path: Path, released: bool) -> None:
    policy, practice = own_policy(path)

    again = as_page(policy, practice, released=released)

    assert again.title == policy.title
    assert content(again) == content(in_normal_form(policy))
    assert again.front.acknowledgment == policy.front.acknowledgment


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
@pytest.mark.parametrize("released", [False, True])
def test_a_word_file_that_build_made_is_the_same_policy_again(path: Path, released: bool) -> None:
    policy, practice = own_policy(path)

    again = as_word(policy, practice, released=released)

    assert again.title == policy.title
    assert seen_in_word(again) == seen_in_word(in_normal_form(policy))
    assert again.front.acknowledgment == policy.front.acknowledgment


def seen_in_word(policy: Policy) -> list[object]:
    """What a Word file can hold of a policy: each line to write on by itself."""
    return [
        (one.id, one.level, one.title, tuple(block for each in one.blocks for block in _in_word(each)))
        for one in policy.walk()
    ]


def _in_word(block: Block) -> Iterator[Block]:
    match block:
        case Paragraph(inlines=inlines) if any(
            isinstance(one, Field) and one.kind is not FieldKind.BOX for one in inlines
        ):
            yield from (Paragraph((_as_line(one),)) for one in inlines if isinstance(one, Field))
        case Paragraph(inlines=inlines):
            yield from normal_blocks((Paragraph(inlines),))
        case BulletList(items=items) | NumberedList(items=items):
            made = tuple(
                ListItem(tuple(inner for one in item.blocks for inner in _in_word(one))) for item in items
            )
            yield replace(block, items=made)
        case _:
            yield block


def _as_line(field: Field) -> Field:
    """On paper a place for a date that has a label of its own is a line like any other."""
    dated = field.kind is FieldKind.DATE and field.label
    return replace(field, kind=FieldKind.LINE) if dated else field


# --- generated policies --------------------------------------------------------------------------


class Made:
    """A policy at random of what any paper can show; hypothesis draws the seed."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def policy(self) -> Policy:
        opening = Section("", (), 1, (Paragraph(self.run()),))
        sections = tuple(self.section(at) for at in range(self.random.randint(1, 3)))
        front = FrontMatter("Policy of the House", acknowledgment=Acknowledgment(self.random.random() < 0.5))
        return in_normal_form(Policy("house", front, opening, sections))

    def section(self, at: int) -> Section:
        title = " ".join(self.word() for _ in range(self.random.randint(1, 5)))
        return Section(f"part{at}", (Text(title),), 2, (self.block(), Paragraph(self.run())))

    def block(self) -> Block:
        items = tuple(ListItem((Paragraph(self.run()),)) for _ in range(self.random.randint(1, 3)))
        return self.random.choice(
            (
                Paragraph(self.run()),
                BulletList(items),
                NumberedList(items),
                Quote((Paragraph(self.run()),)),
                Table(self.row(), (self.row(),), (Alignment.LEFT, Alignment.LEFT)),
            )
        )

    def row(self) -> Row:
        return Row(((Text(self.sentence()),), (Text(self.sentence()),)))

    def run(self) -> Inlines:
        first, second = Text(self.sentence()), Text(self.sentence())
        return self.random.choice(
            (
                (first,),
                (first, Text(" "), Strong((second,)), Text(f" {self.sentence()}")),
                (first, LineBreak(), second),
                (first, Text(" "), Link("https://example.org/a", (second,)), Text(" More.")),
            )
        )

    def sentence(self) -> str:
        return f"{' '.join(self.word() for _ in range(self.random.randint(4, 10)))}."

    def word(self) -> str:
        return "".join(self.random.choice("abcdeé") for _ in range(self.random.randint(1, 8)))


@given(st.integers(0, 2**32))
@settings(deadline=None, max_examples=25)
def test_any_page_that_build_makes_is_the_same_policy_again(seed: int) -> None:
    policy = Made(seed).policy()

    again = as_page(policy, PRACTICE, released=True)

    assert content(again) == content(policy)
    assert again.front.acknowledgment.wanted == policy.front.acknowledgment.wanted


@given(st.integers(0, 2**32))
@settings(deadline=None, max_examples=15)
def test_any_word_file_that_build_makes_is_the_same_policy_again(seed: int) -> None:
    policy = Made(seed).policy()

    again = as_word(policy, PRACTICE, released=True)

    assert seen_in_word(again) == seen_in_word(policy)
    assert again.front.acknowledgment.wanted == policy.front.acknowledgment.wanted
