"""Every command has its help and its part of the page, and README says what the programs say."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import click
import pytest

from policydocs.cli.commands import COMMANDS, Entry
from policydocs.errors import ExitCode

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def part_about(name: str) -> str:
    """The page's part with that heading."""
    _, heading, rest = PAGE.partition(f"\n## {name}\n")
    assert heading, f"docs/commands.md has no heading {name}"
    return rest.partition("\n## ")[0]


def test_the_page_has_a_part_for_each_command_and_for_nothing_else() -> None:
    headings = [line.removeprefix("## ") for line in PAGE.splitlines() if line.startswith("## ")]

    assert sorted(headings) == sorted(entry.name for entry in COMMANDS)


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_the_page_names_each_option_of_the_command(entry: Entry) -> None:
    module, _, attribute = entry.target.partition(":")
    command = getattr(import_module(module), attribute)
    everywhere = PAGE.partition("\n## ")[0]

    for one in (command, *getattr(command, "commands", {}).values()):
        for parameter in one.params:
            if isinstance(parameter, click.Option):
                for option in (*parameter.opts, *parameter.secondary_opts):
                    assert f"`{option}" in everywhere or option in part_about(entry.name), option


@pytest.mark.parametrize("text", [PAGE, README], ids=["commands.md", "README.md"])
def test_the_exit_codes_are_told(text: str) -> None:
    for code in ExitCode:
        assert f"\n| {code.value} | " in text


def test_the_test_command_can_be_found_by_its_mark() -> None:
    _, mark, rest = README.partition("\n<!-- test command -->\n```sh\n")
    command = rest.partition("\n```")[0]

    assert mark
    assert command.count("\n") == 0
    assert command.endswith("pytest")


PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "SECURITY.md",
    *sorted((ROOT / "docs").glob("*.md")),
]


def test_each_page_is_named_where_one_looks_first() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    names = [path.name for path in PAGES if path.parent.name == "docs" and path.name != "README.md"]

    assert [name for name in names if f"({name})" not in index] == []
    assert "(docs/README.md)" in README


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_link_from_page_to_page_leads_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = [target for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text) if ":" not in target]

    assert [target for target in targets if not (page.parent / target).exists()] == []
