"""Each command's help shows something to copy before anything else is explained."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from importlib import import_module

import click
import pytest

from policydocs.cli.commands import COMMANDS
from policydocs.cli.help_text import example_first


def _all() -> Iterator[tuple[str, click.Command]]:
    for entry in COMMANDS:
        module, _, attribute = entry.target.partition(":")
        command = getattr(import_module(module), attribute)
        yield entry.name, command
        for name, inner in getattr(command, "commands", {}).items():
            yield f"{entry.name} {name}", inner


EVERY = dict(_all())


@pytest.mark.parametrize("name", EVERY)
def test_an_example_stands_before_everything_else(name: str) -> None:
    paragraphs = (EVERY[name].help or "").split("\n\n")

    assert re.match(r"\x08\n(Example|Examples):\n  policydocs ", paragraphs[1]), paragraphs[1]


@pytest.mark.parametrize("name", EVERY)
def test_each_example_is_of_this_command_and_its_options_exist(name: str) -> None:
    examples = (EVERY[name].help or "").split("\n\n")[1].replace("\\\n", "")
    _, _, *lines = examples.split("\n")
    known = {
        option for parameter in EVERY[name].params for option in (*parameter.opts, *parameter.secondary_opts)
    }
    for inner in getattr(EVERY[name], "commands", {}).values():
        known |= {option for one in inner.params for option in (*one.opts, *one.secondary_opts)}

    for line in lines:
        example = re.split(r"\s{3,}|  #|\s>{1,2}\s", line.strip())[0]
        words = shlex.split(example)
        assert name in " ".join(words), line
        used = {word.partition("=")[0] for word in words if re.match(r"-{1,2}[a-zA-Z]", word)}
        assert used <= known, line


def test_the_examples_go_after_the_first_paragraph_and_the_rest_stays() -> None:
    text = "One.\n\nTwo.\n\n\b\nExamples:\n  policydocs a\n\nThree."

    assert example_first(text) == "One.\n\n\b\nExamples:\n  policydocs a\n\nTwo.\n\nThree."
    assert example_first("One.\n\nTwo.") == "One.\n\nTwo."
