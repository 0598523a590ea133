"""The reference page of the language says what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from policydocs.source.config import CLINICIAN_FACTS, PRACTICE_FACTS, read_config
from policydocs.source.front_matter import KEYS
from policydocs.source.markdown import read_policy

PAGE = Path(__file__).parents[2] / "docs" / "source.md"


def examples(language: str) -> list[str]:
    return re.findall(
        rf"^```{language}\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )


def test_its_policy_and_its_configuration_are_read_without_a_fault() -> None:
    (toml,) = examples("toml")
    (markdown,) = examples("markdown")

    config = read_config(toml.encode())
    policy = read_policy(markdown, path="p.md", slug="p", practice=config.practice)

    assert [section.id for section in policy.walk()] == ["", "texting", "emergency", "signature"]
    assert config.mail is not None


def test_its_table_is_a_table() -> None:
    (table,) = examples("text")

    policy = read_policy(f"---\ntitle: T\n---\n{table}", path="p.md", slug="p")

    assert len(policy.opening.blocks) == 1


@pytest.mark.parametrize("name", [*KEYS, *PRACTICE_FACTS, *CLINICIAN_FACTS])
def test_every_key_and_fact_stands_on_it(name: str) -> None:
    assert re.search(rf"`{name}`|^{name} =", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
