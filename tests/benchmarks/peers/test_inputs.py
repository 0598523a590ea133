"""The texts that all programs get are plain Markdown that says the same to each."""

from __future__ import annotations

import re

from benchmarks.peers import inputs


def test_the_sample_has_its_facts_filled_in_and_no_places_to_write_on() -> None:
    text = inputs.sample()

    assert "{{" not in text
    assert "[[" not in text
    assert len(text.split()) > 1000


def test_the_later_version_has_the_same_front_matter_and_sections_in_another_order() -> None:
    old = inputs.sample()

    new = inputs.later(old)

    old_titles, new_titles = (re.findall(r"(?m)^## .*$", text) for text in (old, new))
    assert sorted(old_titles) == sorted(new_titles)
    assert old_titles != new_titles
    assert old.split("---\n")[1] == new.split("---\n")[1]
    assert old.split() != new.split()


def test_front_matter_becomes_a_heading_for_programs_that_know_none() -> None:
    text = '---\ntitle: Fees\nchecklists: []\n---\n\n## Cost {#cost topics="fees"}\n\nNothing.\n'

    assert inputs.as_plain_markdown(text) == "# Fees\n\n## Cost\n\nNothing.\n"
