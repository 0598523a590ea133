"""The pictures of README and the guides: they show what the commands and the pages say now."""

from __future__ import annotations

import json
import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
VIEWS = ("diff", "import", "notify", "release", "status", "validate")
HOW = "make them anew: python docs/pictures/make.py"
_LINK = re.compile(r"!\[(.*?)\]\(([^)\s]+)\)", re.DOTALL)


@pytest.fixture(scope="module")
def make() -> Any:
    spec = spec_from_file_location("make_pictures", PICTURES / "make.py")
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def told(make: Any, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], dict[str, str]]:
    """What the terminal shows and what the pages say, of the sample practice as it is made now."""
    desk = tmp_path_factory.mktemp("desk").resolve()
    with make.quiet_machine(desk):
        sample = make.tell_story(desk)
        make.tell_clients(sample)
        return sample.views, make.words_of_pages(sample.folder)


@pytest.mark.parametrize("name", VIEWS)
def test_a_picture_of_the_terminal_shows_what_the_command_says_now(
    make: Any, told: tuple[dict[str, str], dict[str, str]], name: str
) -> None:
    now = make.as_svg(name, told[0][name])

    assert make.words_of_svg(now) == make.words_of_svg((PICTURES / f"{name}.svg").read_text("utf-8")), HOW


def test_every_picture_of_the_terminal_is_compared(told: tuple[dict[str, str], dict[str, str]]) -> None:
    assert sorted(told[0]) == sorted(path.stem for path in PICTURES.glob("*.svg")) == sorted(VIEWS)


def test_a_picture_of_a_page_shows_what_it_says_now(told: tuple[dict[str, str], dict[str, str]]) -> None:
    pictured = json.loads((PICTURES / "pages.json").read_text("utf-8"))

    assert told[1] == pictured, HOW


@pytest.mark.parametrize("path", sorted(PICTURES.glob("*.svg")), ids=lambda path: path.stem)
def test_a_picture_asks_nothing_of_the_web_and_tells_nothing_of_a_computer(path: Path) -> None:
    svg = path.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")

    assert not re.search(r"https?://(?!\w+\.example\.org)|@import|@font-face|<script", svg)
    assert not re.search(r"/(tmp|home|root|Users|var)/", svg)


def test_all_pictures_together_are_small() -> None:
    assert sum(path.stat().st_size for path in PICTURES.glob("*.[ps][nv]g")) < 1_500_000


def test_each_picture_is_shown_and_told_in_words_and_each_shown_is_there() -> None:
    shown = set()
    for page in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md")):
        for words, target in _LINK.findall(page.read_text("utf-8")):
            picture = (page.parent / target).resolve()
            assert picture.is_file(), f"{page.name}: {target}"
            assert len(words.split()) >= 4, f"{page.name}: {target} needs words for who cannot see it"
            shown.add(picture)

    assert set(PICTURES.glob("*.[ps][nv]g")) - shown == set()
