"""A practice's files in a folder or in memory."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from policydocs.errors import InputError
from policydocs.source.tree import FolderTree, MemoryTree, Tree, within_root

FILES = {"a.txt": b"1", "policies/b.md": b"2", "policies/a.md": b"3", "policies/old/c.md": b"4"}


@pytest.fixture(params=["folder", "memory"])
def tree(request: pytest.FixtureRequest, tmp_path: Path) -> Tree:
    if request.param == "memory":
        return MemoryTree(FILES)
    for name, data in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    return FolderTree(tmp_path)


def test_a_folder_lists_its_files_sorted_and_no_folders(tree: Tree) -> None:
    assert tree.names("policies") == ("a.md", "b.md")
    assert tree.names("policies/") == ("a.md", "b.md")
    assert tree.names("") == ("a.txt",)
    assert tree.names("nowhere") == ()
    assert tree.names("a.txt") == ()


def test_a_file_is_read_and_an_absent_one_is_none(tree: Tree) -> None:
    assert tree.read("policies/a.md") == b"3"
    assert tree.read("policies/z.md") is None
    assert tree.read("policies") is None


@pytest.mark.parametrize(
    "path", ["../x", "a/../../x", "/etc/passwd", "C:\\x", "a\\b", "a\0b", "\\\\server\\x"]
)
def test_nothing_outside_the_root_is_read(tree: Tree, path: str) -> None:
    with pytest.raises(InputError, match="inside the repository"):
        tree.read(path)


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need a privilege on Windows")
def test_links_out_of_the_root_or_in_a_circle_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"x")
    root = tmp_path / "root"
    root.mkdir()
    (root / "link.md").symlink_to(tmp_path / "secret")
    (root / "loop.md").symlink_to(root / "loop.md")

    with pytest.raises(InputError, match="outside the repository"):
        FolderTree(root).read("link.md")
    with pytest.raises(InputError, match="circle"):
        FolderTree(root).read("loop.md")


def test_paths_are_brought_to_their_plainest_form() -> None:
    assert within_root("./policies//a.md") == "policies/a.md"
    assert within_root(".") == ""
