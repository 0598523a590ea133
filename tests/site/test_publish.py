"""A website is put into its folder whole, or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from policydocs.errors import InputError, SurroundingsError
from policydocs.site.publish import MARKER, put_in_place, refuse_folder

PAGES = (("index.html", b"one"), ("a/b.html", b"two"))


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}


def test_the_files_and_a_marker_stand_in_the_folder_and_nothing_beside_it(tmp_path: Path) -> None:
    assert put_in_place(tmp_path / "x" / "web", PAGES) == 2

    assert names(tmp_path) == {"x/web/index.html", "x/web/a/b.html", f"x/web/{MARKER}"}
    assert json.loads((tmp_path / "x" / "web" / MARKER).read_bytes())["made_by"] == "policydocs site"


def test_what_the_last_website_had_and_this_one_has_not_is_gone(tmp_path: Path) -> None:
    put_in_place(tmp_path / "web", (*PAGES, ("old.html", b"old")))

    put_in_place(tmp_path / "web", [("index.html", b"new")])

    assert names(tmp_path) == {"web/index.html", f"web/{MARKER}"}
    assert (tmp_path / "web" / "index.html").read_bytes() == b"new"


def test_what_somebody_else_put_there_is_kept_also_a_git_folder(tmp_path: Path) -> None:
    put_in_place(tmp_path / "web", PAGES)
    (tmp_path / "web" / "CNAME").write_text("policies.example.org")
    (tmp_path / "web" / ".git").mkdir()
    (tmp_path / "web" / ".git" / "HEAD").write_text("ref")
    (tmp_path / "web" / "a" / "logo.txt").write_text("mine")
    (tmp_path / "web" / "link").symlink_to("CNAME")

    put_in_place(tmp_path / "web", [("index.html", b"new")])

    assert names(tmp_path / "web") == {"index.html", MARKER, "CNAME", ".git/HEAD", "a/logo.txt", "link"}
    assert (tmp_path / "web" / "link").is_symlink()


def test_a_page_that_cannot_be_made_leaves_the_old_website(tmp_path: Path) -> None:
    put_in_place(tmp_path / "web", PAGES)

    def pages() -> Iterator[tuple[str, bytes]]:
        yield "index.html", b"half"
        raise SurroundingsError("The typesetter failed.")

    with pytest.raises(SurroundingsError, match="typesetter"):
        put_in_place(tmp_path / "web", pages())

    assert (tmp_path / "web" / "index.html").read_bytes() == b"one"
    assert [entry.name for entry in tmp_path.iterdir()] == ["web"]


def test_a_disk_that_refuses_leaves_the_old_website(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_in_place(tmp_path / "web", PAGES)
    moved: list[Path] = []
    rename = Path.rename

    def refusing(self: Path, target: Path) -> Path:
        moved.append(self)
        if len(moved) == 2:  # the old one is out of the way, the new one not yet in its place
            raise PermissionError(13, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refusing)

    with pytest.raises(SurroundingsError, match="unchanged"):
        put_in_place(tmp_path / "web", [("index.html", b"new")])

    assert (tmp_path / "web" / "index.html").read_bytes() == b"one"
    assert [entry.name for entry in tmp_path.iterdir()] == ["web"]


def test_a_folder_with_other_files_is_refused_unless_told(tmp_path: Path) -> None:
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "thesis.txt").write_text("mine")

    with pytest.raises(InputError, match="no website made by policydocs"):
        refuse_folder(tmp_path / "web", practice=tmp_path / "p", force=False)
    refuse_folder(tmp_path / "web", practice=tmp_path / "p", force=True)
    put_in_place(tmp_path / "web", PAGES)

    assert names(tmp_path / "web") == {"index.html", "a/b.html", MARKER, "thesis.txt"}


@pytest.mark.parametrize("marker", [b"", b"[]", b"{", b'{"made_by": "me", "files": {}}'])
def test_a_file_of_the_markers_name_is_not_enough(tmp_path: Path, marker: bytes) -> None:
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / MARKER).write_bytes(marker)

    with pytest.raises(InputError):
        refuse_folder(tmp_path / "web", practice=tmp_path / "p", force=False)


@pytest.mark.parametrize("place", ["practice", "", "/"])
def test_the_practice_and_what_holds_it_is_refused_also_when_forced(tmp_path: Path, place: str) -> None:
    (tmp_path / "practice").mkdir()

    with pytest.raises(InputError, match="a folder of its own"):
        refuse_folder(tmp_path / place, practice=tmp_path / "practice", force=True)


def test_a_file_or_a_link_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")

    for name in ("file", "link"):
        with pytest.raises(InputError, match="stands where"):
            refuse_folder(tmp_path / name, practice=tmp_path / "p", force=True)


def test_a_run_that_was_killed_between_the_two_renamings_is_put_right_by_the_next(tmp_path: Path) -> None:
    put_in_place(tmp_path / "web", PAGES)
    (tmp_path / "web" / "CNAME").write_text("policies.example.org")
    (tmp_path / "web").rename(tmp_path / ".web-old-abc")
    put_in_place(tmp_path / ".web-new-abc", PAGES)
    for path in (tmp_path / ".web-new-abc", *(tmp_path / ".web-new-abc").iterdir()):
        os.utime(path, (10**9, 10**9))

    put_in_place(tmp_path / "web", [("index.html", b"new")])

    assert names(tmp_path) == {"web/index.html", "web/CNAME", f"web/{MARKER}"}
    assert [entry.name for entry in tmp_path.iterdir()] == ["web"]
