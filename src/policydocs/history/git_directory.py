"""The git directory of a practice's folder, found without the git program.

Every command looks whether a release was interrupted, so that must cost next to nothing: this module loads no
library and starts no process.
"""

from __future__ import annotations

from pathlib import Path

#: policydocs' own folder within the git directory: lock, journal and what a release is made of.
OWN_FOLDER = "policydocs"
JOURNAL_FILE = "journal.json"


def git_directory(folder: Path) -> Path | None:
    """The repository's common git directory, found without the git program; None where there is none."""
    for at in (folder, *folder.parents):
        place = at / ".git"
        if place.is_dir():
            return place
        if place.is_file():
            try:
                said = place.read_text("utf-8").strip().removeprefix("gitdir:").strip()
                git_dir = (at / said).resolve()
                common = git_dir / "commondir"
                return (
                    (git_dir / common.read_text("utf-8").strip()).resolve() if common.is_file() else git_dir
                )
            except (OSError, UnicodeDecodeError):
                return None
    return None


def is_interrupted(common_dir: Path) -> bool:
    """Whether a release was begun here and not ended."""
    return (common_dir / OWN_FOLDER / JOURNAL_FILE).exists()
