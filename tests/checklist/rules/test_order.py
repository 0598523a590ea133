"""All rules together."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from policydocs.checklist import rules
from policydocs.checklist.rules.order import RULES, run_rules

from .rule_subjects import TODAY, foreign, ours

MODULES = [
    module.name for module in pkgutil.iter_modules(rules.__path__) if module.name not in ("order", "subject")
]


def test_every_rule_is_in_the_order_once() -> None:
    listed = [rule.__module__.rpartition(".")[2] for rule in RULES]

    assert sorted(listed) == sorted(MODULES)


def test_every_rule_has_a_name_of_its_own() -> None:
    names = [importlib.import_module(f"{rules.__name__}.{module}").RULE for module in MODULES]

    assert len(set(names)) == len(names)


def test_findings_come_in_the_order_of_the_rules_each_time() -> None:
    subject = ours(
        "Call me at [insert phone].\n\n## Texting\n\n#### E-mail\n\nI may change this policy without notice.",
        head=["review_every: 12 months", "reviewed: 2020-01-01"],
    )

    found = run_rules(subject.policy, subject.passages, today=TODAY)

    assert [finding.rule for finding in found] == [
        "unfilled-blank",
        "promise-on-change",
        "review-due",
        "heading-level",
    ]
    assert found == run_rules(subject.policy, subject.passages, today=TODAY)


def test_an_empty_document_has_no_findings() -> None:
    subject = foreign()

    assert run_rules(subject.policy, subject.passages, today=TODAY) == ()


@given(st.lists(st.text(max_size=200), max_size=6))
def test_any_text_is_examined_without_trouble(paragraphs: list[str]) -> None:
    subject = foreign(*paragraphs)

    for finding in run_rules(subject.policy, subject.passages, today=TODAY):
        assert finding.line >= 1
        assert finding.message
        assert finding.fix


def test_every_rule_is_explained_in_the_documentation() -> None:
    page = (Path(__file__).parents[3] / "docs" / "rules.md").read_text("utf-8")
    page = page.partition("\n## Translations\n")[0]

    names = {importlib.import_module(f"{rules.__name__}.{module}").RULE for module in MODULES}

    assert names == set(re.findall(r"^\| `([a-z-]+)` \|", page, re.MULTILINE))
