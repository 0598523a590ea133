"""The page with the picture says what the linter of imports checks, and what is there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "policydocs"
PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
PICTURE = re.findall(r"```\n(.*?)```", PAGE, re.DOTALL)[0]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]


def _drawn() -> list[list[str]]:
    """The rooms of the picture, a list for each of its lines that names some, from above."""
    lines = (re.findall(r"\| (\w+)(?:/|\.py) ", line) for line in PICTURE.splitlines())
    return [names for names in lines if names]


def _layers() -> list[list[str]]:
    (contract,) = [one for one in CONTRACTS if one["type"] == "layers"]
    return [
        [name.strip().removeprefix("policydocs.") for name in layer.split("|")]
        for layer in contract["layers"]
    ]


def test_the_picture_shows_the_layers_that_are_checked_in_their_order() -> None:
    assert _drawn() == _layers()


def test_every_room_is_in_the_picture_or_told_on_the_page() -> None:
    rooms = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    files = {path.stem for path in PACKAGE.glob("*.py") if not path.stem.startswith("__")}
    drawn = {name for names in _drawn() for name in names}

    assert (rooms | files) - drawn == {"starters"}
    assert "`starters/`" in PAGE


def test_the_line_of_the_core_is_where_the_linter_draws_it() -> None:
    below = PICTURE.partition("~~~~~|")[2]
    drawn = {name for line in below.splitlines() for name in re.findall(r"\| (\w+)(?:/|\.py) ", line)}
    (core,) = [one for one in CONTRACTS if one["name"].startswith("The core")]
    checked = {name.removeprefix("policydocs.") for name in core["source_modules"]}

    assert checked - {"api", "starters"} == drawn


def test_each_path_that_it_names_exists() -> None:
    for name in re.findall(r"`((?:cli|checklist|delivery|starters)/[\w/.]*)`", PAGE):
        assert (PACKAGE / name).exists(), name
