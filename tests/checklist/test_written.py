"""Checklists as files: what is read, and how each fault is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from policydocs.checklist.schema import Position
from policydocs.checklist.written import read_own
from policydocs.errors import InputErrors

from .own_checklist import DETECTORS, GOOD, PATH, TOPICS


def read(text: str) -> object:
    return read_own(text.encode(), path=PATH, topics=TOPICS, detectors=DETECTORS)


def faults_of(text: str | bytes) -> list[str]:
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(InputErrors) as caught:
        read_own(data, path=PATH, topics=TOPICS, detectors=DETECTORS)
    return [str(fault) for fault in caught.value.faults]


def test_every_fault_of_a_file_is_told_at_once_with_its_line() -> None:
    text = GOOD.replace("force: should", "force: shall").replace("clause:", "clawse:")

    faults = faults_of(text)

    assert any(f.startswith(f'{PATH}:8: unknown key `clawse`. Did you mean "clause"?') for f in faults)
    assert any(f.startswith(f"{PATH}:9: `force` must be one of 'must' or 'should'.") for f in faults)
    assert any("`clause` is missing here" in f for f in faults)


def change(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (change("id: dog-named", "id: Dog Named"), ":14: `id` is no id"),
        (
            change("clause: Therapy dog", "clause: 1.10"),
            ":8: `clause` must be text.\n  Put the text in quotes",
        ),
        (change("topics: [texting]", "topics: texting"), ":11: `topics` must be a list"),
        (
            change("topics: [texting]", "topics: [textin]"),
            ':11: there is no topic "textin". Did you mean "texting"?',
        ),
        (
            change("words: [therapy dog, our dog]", "detect: [emergency-rout]"),
            'Did you mean "emergency-route"?',
        ),
        (change("words: [therapy dog, our dog]", "about: [texting]"), ":14: there is nothing to look for"),
        (change("words: [therapy dog, our dog]", 'words: [""]'), ":16: an entry of `words` is empty"),
        (change('edition: "2026"', "edition: 2026"), ":4: `edition` must be text"),
        (change("kind: good-practice", "kind: code"), "does not say how far it was `verified`"),
        (
            change("kind: good-practice", "kind: good-practice\nin_force: soon"),
            ":6: `in_force` must be a day",
        ),
        (change("kind: good-practice", "kind: good-practice\nlink: here"), ":6: `link` is no web address"),
        (change("id: our-agency", "id: their-agency"), ':1: the id is "their-agency" but the file is named'),
        (change("    clause:", "    id: twice\n    clause:"), ':8: "id" stands twice'),
        (change("title: Rules", "title: !!python/name:os.system Rules"), ":2: "),
    ],
)
def test_a_fault_is_told_with_its_line_and_what_would_be_right(
    spoil: Callable[[str], str], said: str
) -> None:
    faults = faults_of(spoil(GOOD))

    assert any(said in fault for fault in faults), faults
    assert all(fault.startswith(PATH) for fault in faults)


def test_two_requirements_or_elements_with_one_id_are_refused() -> None:
    second = GOOD[GOOD.index("  - id: therapy-dog") :]
    element = GOOD[GOOD.index("      - id: dog-named") :]

    assert any("is the id of two requirements" in fault for fault in faults_of(GOOD + second))
    assert any("is the id of two elements" in fault for fault in faults_of(GOOD + element))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"- one\n- two\n",
        b"id: [one,\n",
        b"id: \x00\n",
        b"\xff\xfei\x00d\x00",
        b"id: &x [a]\ntitle: *x\n",
        b"a: " + b"[" * 2_000 + b"]" * 2_000,
        b"a: " + b"{b: " * 60 + b"c" + b"}" * 60,
        b"# " + b"x" * 1_100_000,
        b"? [a, b]\n: c\n",
        b"in_force: 2021-02-31\n",
        b"x: .nan\ny: 0x1F\nz: 1_000\n",
    ],
)
def test_hostile_or_broken_files_are_told_and_never_a_traceback(data: bytes) -> None:
    faults = faults_of(data)

    assert faults
    assert all(fault.startswith(PATH) for fault in faults)


def test_a_mark_at_the_beginning_of_the_file_is_no_fault() -> None:
    assert read_own(b"\xef\xbb\xbf" + GOOD.encode(), path=PATH, topics=TOPICS, detectors=DETECTORS)


def test_a_topic_is_looked_for_as_covered_unless_the_file_says_otherwise() -> None:
    text = GOOD.replace("words: [therapy dog, our dog]", "topic: texting")

    own = read_own(text.encode(), path=PATH, topics=TOPICS, detectors=DETECTORS)

    assert own.requirements[0].requires[0].position is Position.COVERED
