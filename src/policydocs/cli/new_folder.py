"""Filling a new folder as a whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from policydocs.cli.write_files import make_folder, write_file
from policydocs.errors import InputError, SurroundingsError

#: What file managers leave in an empty folder as soon as somebody looks at it.
_LITTER = frozenset({".DS_Store", "desktop.ini", "Thumbs.db", ".localized"})


def refuse_unless_empty(
    folder: Path, *, fix: str = "Name a new folder:  policydocs init my-practice"
) -> None:
    """Makes sure that nothing of the user's is there.

    Args:
        fix: what to run instead.

    Raises:
        InputError: the folder has something in it, or is a file.
        SurroundingsError: it cannot be looked into.
    """
    try:
        there = sorted(entry.name for entry in folder.iterdir() if entry.name not in _LITTER)
    except FileNotFoundError:
        return
    except NotADirectoryError as error:
        raise InputError(
            "This is a file, not a folder.",
            path=str(folder),
            fix=fix,
        ) from error
    except OSError as error:
        raise SurroundingsError(
            f"The folder cannot be looked into: {error.strerror}.",
            path=str(folder),
            fix="Choose a folder of your own.",
        ) from error
    if there:
        some = ", ".join(there[:3]) + (f" and {len(there) - 3} more" if len(there) > 3 else "")
        raise InputError(
            f"The folder is not empty: it holds {some}. Nothing was changed.",
            path=str(folder),
            fix=fix,
        )


@contextmanager
def filled_folder(folder: Path, files: Mapping[str, bytes]) -> Iterator[Path]:
    """Puts files into a folder, together with whatever the block adds beside them, once the block ends well.

    The block gets a hidden folder inside, in which the files stand. When it ends, everything moves up. After
    an error or an interrupt nothing is left, nor the folder itself if it was made here.

    Args:
        folder: absent or empty.
        files: POSIX path below it -> content.
    """
    made = _first_missing(folder)
    make_folder(folder, option="")
    moved: list[Path] = []
    try:
        with tempfile.TemporaryDirectory(prefix=".policydocs-", dir=folder) as name:
            workplace = Path(name)
            for path, data in files.items():
                write_file(workplace / path, data, option="")
            yield workplace
            for entry in sorted(workplace.iterdir()):
                moved.append(folder / entry.name)
                entry.rename(folder / entry.name)
    except OSError as error:
        _remove(moved, made)
        raise SurroundingsError(
            f"The folder cannot be filled: {error.strerror or error}.",
            path=str(folder),
            fix="Check that you may write there and that the disk is not full, or choose another folder.",
        ) from error
    except BaseException:
        _remove(moved, made)
        raise


def _first_missing(folder: Path) -> Path | None:
    """The topmost folder that does not exist yet, on the way down to this one."""
    missing = None
    for at in (folder, *folder.absolute().parents):
        if at.exists():
            break
        missing = at
    return missing


def _remove(moved: list[Path], made: Path | None) -> None:
    for path in moved:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    if made is not None:
        shutil.rmtree(made, ignore_errors=True)
