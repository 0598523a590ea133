"""Policies for the rules' tests, from their Markdown or from plain sentences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from policydocs.checklist.passages import passages
from policydocs.checklist.rules.subject import Subject
from policydocs.document import Paragraph, Text
from policydocs.model import FrontMatter, Policy, Practice, Section
from policydocs.source.markdown import read_policy

TODAY = date(2026, 6, 15)


def ours(body: str, *, head: Sequence[str] = (), practice: Practice | None = None) -> Subject:
    """A policy in our Markdown, its title `Texting Policy` unless the head names one."""
    lines = list(head)
    if not any(line.startswith("title:") for line in lines):
        lines.insert(0, "title: Texting Policy")
    text = "\n".join(["---", *lines, "---", "", body, ""])
    policy = read_policy(text, path="policies/texting.md", slug="texting", practice=practice)
    return Subject(policy, passages(policy), TODAY, practice)


def first_line(subject: Subject) -> int:
    """The line on which the text of `ours` begins."""
    return max(subject.policy.front.lines.values()) + 3


def foreign(
    *paragraphs: str, title: str = "Office Policies", sections: tuple[Section, ...] = (), language: str = "en"
) -> Subject:
    """Another document: paragraph n stands in line n."""
    blocks = tuple(Paragraph((Text(text, line),), line) for line, text in enumerate(paragraphs, 1))
    opening = Section("", (), 1, blocks)
    policy = Policy("office", FrontMatter(title), opening, sections, language=language)
    return Subject(policy, passages(policy), TODAY)


def section(
    title: str, *paragraphs: str, line: int = 1, level: int = 2, inner: tuple[Section, ...] = ()
) -> Section:
    """A section of another document, its first paragraph right below its heading."""
    blocks = tuple(Paragraph((Text(text, line + n),), line + n) for n, text in enumerate(paragraphs, 1))
    return Section(title.lower().replace(" ", "-"), (Text(title, line),), level, blocks, line=line)
