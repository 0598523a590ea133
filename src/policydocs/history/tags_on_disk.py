"""Whether a repository has any tag at all, without starting git: most practices look before they release."""

from __future__ import annotations

from pathlib import Path

_PACKED = b" refs/tags/"


def may_have_tags(folder: Path) -> bool:
    """False where there is surely none: no repository around the folder, or one without a single tag.

    True where this cannot be told from the files, as in a work tree of another repository.
    """
    found = next((at / ".git" for at in (folder, *folder.parents) if (at / ".git").exists()), None)
    if found is None:
        return False
    if not found.is_dir() or (found / "reftable").exists():
        return True
    try:
        loose = found / "refs" / "tags"
        if loose.is_dir() and any(loose.iterdir()):
            return True
        packed = found / "packed-refs"
        return packed.is_file() and _PACKED in packed.read_bytes()
    except OSError:
        return True
