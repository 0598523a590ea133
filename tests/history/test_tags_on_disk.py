"""Whether a folder's repository can have versions at all, told from files alone."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from policydocs.history.tags_on_disk import may_have_tags


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    git(
        tmp_path, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "x", "--allow-empty"
    )
    (tmp_path / "policies").mkdir()
    return tmp_path


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True)


def test_a_folder_without_git_has_no_tags(tmp_path: Path) -> None:
    assert not may_have_tags(tmp_path)


def test_a_repository_without_tags_has_none_seen_from_any_of_its_folders(repository: Path) -> None:
    assert not may_have_tags(repository)
    assert not may_have_tags(repository / "policies")


@pytest.mark.parametrize("packed", [False, True], ids=["loose", "packed"])
def test_a_tag_is_seen(repository: Path, packed: bool) -> None:
    git(repository, "tag", "texting/v1.0.0")
    if packed:
        git(repository, "pack-refs", "--all", "--prune")

    assert may_have_tags(repository / "policies")


def test_what_files_cannot_tell_is_left_to_git(repository: Path) -> None:
    git(repository, "worktree", "add", "-q", "--detach", str(repository / "other"))

    assert may_have_tags(repository / "other")
