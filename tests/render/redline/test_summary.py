"""Each section that changed is told in one line."""

from __future__ import annotations

import pytest

from policydocs.compare.compare import compare
from policydocs.compare.runs import Op, Run
from policydocs.render.redline.folding import Folded, Shown, folded, without_long_stretches
from policydocs.render.redline.looks import look_changes
from policydocs.render.redline.summary import section_lines
from policydocs.render.redline.words import redline_words
from policydocs.source.markdown import read_policy

from .tracked_samples import HEAD, A, B, C


def lines(old: str, new: str) -> list[str]:
    policies = [read_policy(HEAD + text, path="m.md", slug="m") for text in (old, new)]
    return [f"{line.title}: {line.said}" for line in section_lines(compare(policies[0], policies[1]))]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (f"{A}\n", f"{A}\n", []),
        (f"{A}\n", f"{A.replace('six', 'nine')}\n", ["(opening text): 1 paragraph reworded"]),
        (f"{A}\n", f"{A}\n\n{B}\n\n- a\n- b\n", ["(opening text): 1 paragraph and 2 list items added"]),
        (f"## One\n\n{A}\n", f"## One\n\n{A}\n\n## Two\n\n{B}\n", ["Two: new section"]),
        (f"## One\n\n{A}\n\n## Two\n\n{B}\n", f"## One\n\n{A}\n", ["Two: removed"]),
        (f"## One\n\n{A}\n", f"## Uno\n\n{A}\n", ["Uno: renamed, was “One”"]),
        (
            f"## One\n\n{A}\n\n## Two\n\n{B} {C}\n",
            f"## Two\n\n{B} {C}\n\n## One\n\n{A}\n",
            ["One: moved, stood first"],
        ),
        (
            f"## One\n\n{A}\n\n{B}\n\n## Two\n\n{C}\n",
            f"## One\n\n{A}\n\n## Two\n\n{C}\n\n{B}\n",
            ["One: text moved to “Two”", "Two: 1 paragraph moved here; with text from “One”"],
        ),
        ("I **never** text.\n", "I never text.\n", ["(opening text): 1 paragraph reformatted"]),
        ("- a b\n- c d\n- e f\n", "- e f\n- a b\n- c d\n", ["(opening text): 1 list item moved"]),
    ],
)
def test_what_happened_to_a_section_is_told_in_a_line(old: str, new: str, said: list[str]) -> None:
    assert lines(old, new) == said


def test_words_are_joined_as_people_do() -> None:
    assert [redline_words().joined(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[a b](https://a.example.org)", "[a b](https://b.example.org)",
         ["link now leads to https://b.example.org, was https://a.example.org"]),
        ("[a b](https://a.example.org)", "a b", ["no link to https://a.example.org any more"]),
        ("a b", "[a b](https://a.example.org)", ["now links to https://a.example.org"]),
        ("a b", "a **b**", ["now partly in bold"]),
        ("*a* *b*", "*a* b", ["less in italics"]),
        ("a b", "- a b", ["was a paragraph"]),
        ("- a b", "1. a b", ["now numbered"]),
    ],
)  # fmt: skip
def test_looks_that_changed_are_told_in_words(old: str, new: str, said: list[str]) -> None:
    policies = [read_policy(f"{HEAD}{text}\n", path="m.md", slug="m") for text in (old, new)]

    (block,) = compare(policies[0], policies[1]).blocks()

    assert block.old is not None
    assert block.new is not None
    assert list(look_changes(block.old, block.new)) == said


def test_unchanged_blocks_are_folded_but_for_those_around_a_change() -> None:
    blocks = [f"Paragraph number {number} of several." for number in range(7)]
    changed = [*blocks[:5], "Paragraph number 5 of a few.", blocks[6]]
    policies = [
        read_policy(HEAD + "\n\n".join(some) + "\n", path="m.md", slug="m") for some in (blocks, changed)
    ]
    (section,) = compare(policies[0], policies[1]).sections

    parts = list(folded(section, (), context=1))

    assert parts[0] == Folded(4)
    assert [part.changed for part in parts if isinstance(part, Shown)] == [False, True, False]
    assert list(folded(section, (), context=0))[-1] == Folded(1)


def test_the_middle_of_a_long_unchanged_stretch_is_left_out() -> None:
    long = " ".join(f"w{number}" for number in range(100))

    runs = without_long_stretches([Run(Op.EQUAL, long), Run(Op.INSERT, " x "), Run(Op.EQUAL, long)])

    assert runs[0].text == "[…] " + " ".join(f"w{number}" for number in range(84, 100))
    assert runs[2].text == " ".join(f"w{number}" for number in range(16)) + " […]"
    assert runs[1] == Run(Op.INSERT, " x ")
