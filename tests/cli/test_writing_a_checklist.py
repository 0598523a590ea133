"""The guide to a checklist of one's own: its commands, run as they stand there."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from .conftest import Run, write

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "writing-a-checklist.md").read_text("utf-8")
COMMANDS = [
    line.removeprefix("policydocs ").split()
    for block in re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)
    for line in block.splitlines()
]
AWAY = """\
---
title: Communications Policy
review_every: 12 months
---

While I am away, a colleague covers for me. My voicemail greeting says so. Please ask me about this policy.
"""


def test_its_commands_run_in_this_order(practice: Path, run: Run) -> None:
    write(practice / "policies" / "away.md", AWAY)

    outcomes = [run(*command) for command in COMMANDS]

    assert [" ".join(command[:2]) for command in COMMANDS] == [
        "checklists new",
        "checklists show",
        "checklists schema",
        "validate --checklist",
    ]
    for outcome in outcomes[:3]:
        assert outcome.exit_code == 0, outcome.output
    entries = json.loads(run(*COMMANDS[3], "--format", "json").stdout)
    (away,) = [entry for entry in entries if entry["policy"] == "away"]
    assert {one["status"] for one in away["requirements"]} == {"met"}
    assert away["ok"] is True


def test_the_example_works_and_an_editor_finds_its_schema(practice: Path, run: Run) -> None:
    run("checklists", "new", "our-agency")

    text = (practice / "checklists" / "our-agency.yaml").read_text("utf-8")
    first, *_ = text.splitlines()
    name = first.removeprefix("# yaml-language-server: $schema=")
    schema = json.loads((practice / "checklists" / name).read_text("utf-8"))
    assert schema["properties"]["requirements"]["description"]
    assert json.loads(run("checklists", "schema").stdout) == schema
    shown = run("checklists", "show", "our-agency")
    assert (shown.exit_code, shown.stderr) == (0, "")


def test_the_schema_offers_the_topics_and_detectors(practice: Path, run: Run) -> None:
    schema = json.loads(run("checklists", "schema").stdout)

    element = schema["$defs"]["Element"]["properties"]
    assert "texting" in element["about"]["items"]["enum"]
    assert "safeguards-named" in element["detect"]["items"]["enum"]
    assert schema["$defs"]["Requirement"]["additionalProperties"] is False


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("new",), "takes one name"),
        (("new", "a", "b"), "takes one name"),
        (("new", "Our Rules"), "policydocs checklists new our-rules"),
        (("new", "../evil"), "policydocs checklists new evil"),
        (("new", "nasw-2021"), "of the toolkit"),
        (("schema", "nasw-2021"), "takes no name"),
    ],
)
def test_what_cannot_be_made_is_told(practice: Path, run: Run, arguments: tuple[str, ...], said: str) -> None:
    outcome = run("checklists", *arguments)

    assert outcome.exit_code == 2
    assert said in outcome.stderr
    assert not (practice / "checklists").exists()


def test_a_checklist_that_is_there_is_left_as_it_is(practice: Path, run: Run) -> None:
    write(practice / "checklists" / "ours.yaml", "mine\n")

    outcome = run("checklists", "new", "ours")

    assert outcome.exit_code == 2
    assert (practice / "checklists" / "ours.yaml").read_text() == "mine\n"


def test_a_fault_in_ones_own_is_told_with_line_and_nearest_name(practice: Path, run: Run) -> None:
    run("checklists", "new", "ours")
    file = practice / "checklists" / "ours.yaml"
    text = file.read_text("utf-8").replace("topics: [response_time]", "topics: [response_tme]")
    write(file, text)
    line = text.splitlines().index("    topics: [response_tme]") + 1

    outcome = run("checklists", "show", "ours")

    assert outcome.exit_code == 2
    assert f"checklists/ours.yaml:{line}" in outcome.stderr
    assert "response_time" in outcome.stderr


def test_a_sentence_that_does_not_do_is_told(practice: Path, run: Run) -> None:
    run("checklists", "new", "ours")
    file = practice / "checklists" / "ours.yaml"
    text = file.read_text("utf-8")
    write(file, text.replace("When I travel, a colleague of mine covers for me.", "I travel in August."))

    outcome = run("checklists", "show", "ours")

    assert outcome.exit_code == 1
    assert "should count, and is not found" in outcome.stderr
