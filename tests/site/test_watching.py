"""Any change of a file or a version is seen, and nothing else is."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from policydocs.site.watching import stamp


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("policydocs.toml", "policies/a.md", "handouts/a.pdf", ".git/HEAD", ".git/refs/tags/v1"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
        os.utime(path, ns=(10**18, 10**18))
    return tmp_path


def later(path: Path) -> None:
    os.utime(path, ns=(10**18 + 1000, 10**18 + 1000))


SEEN: dict[str, Callable[[Path], object]] = {
    "edited": lambda at: later(at / "policies/a.md"),
    "longer": lambda at: (at / "policies/a.md").write_text("xy"),
    "new": lambda at: (at / "policies/b.md").write_text(""),
    "gone": lambda at: (at / "policies/a.md").unlink(),
    "renamed": lambda at: (at / "policies/a.md").rename(at / "policies/c.md"),
    "settings": lambda at: later(at / "policydocs.toml"),
    "a version": lambda at: (at / ".git/refs/tags/v2").write_text("x"),
    "versions packed": lambda at: (at / ".git/packed-refs").write_text("x"),
}
UNSEEN: dict[str, Callable[[Path], object]] = {
    "nothing": lambda _: None,
    "a handout": lambda at: (at / "handouts/b.pdf").write_text("x"),
    "an editor's file": lambda at: (at / "policies/.a.md.swp").write_text("x"),
    "git's own": lambda at: (at / ".git/index").write_text("x"),
}


@pytest.mark.parametrize("change", SEEN.values(), ids=SEEN)
def test_a_change_is_seen(folder: Path, change: Callable[[Path], object]) -> None:
    before = stamp(folder, folder / ".git")

    change(folder)

    assert stamp(folder, folder / ".git") != before


@pytest.mark.parametrize("change", UNSEEN.values(), ids=UNSEEN)
def test_what_no_page_shows_is_passed_over(folder: Path, change: Callable[[Path], object]) -> None:
    before = stamp(folder, folder / ".git")

    change(folder)

    assert stamp(folder, folder / ".git") == before
