"""A practice's files, wherever they are: in a folder, in memory, later at a revision of git."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Protocol

from policydocs.errors import InputError, SurroundingsError

LARGEST_FILE_BYTES = 64 * 1024 * 1024


class Tree(Protocol):
    """Files by their POSIX path relative to the repository's root."""

    def names(self, folder: str) -> tuple[str, ...]:
        """Names of the files directly in a folder ("" for the root), sorted; () where it is absent."""
        ...

    def read(self, path: str) -> bytes | None:
        """A file's bytes; None where there is none."""
        ...


class MemoryTree:
    """A tree held in memory: for tests, for previews, for a document on standard input."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = {within_root(path): data for path, data in files.items()}

    def names(self, folder: str) -> tuple[str, ...]:
        wanted = within_root(folder)
        paths = map(PurePosixPath, self._files)
        return tuple(sorted(path.name for path in paths if _parent(path) == wanted))

    def read(self, path: str) -> bytes | None:
        return self._files.get(within_root(path))


class FolderTree:
    """A tree on disk. Nothing outside its root is read, not by `..` and not through a symbolic link."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def names(self, folder: str) -> tuple[str, ...]:
        """See `Tree`.

        Raises:
            SurroundingsError: the folder exists and cannot be listed.
        """
        place = self._place(folder)
        try:
            entries = [entry.name for entry in place.iterdir() if entry.is_file()]
        except (FileNotFoundError, NotADirectoryError):
            return ()
        except OSError as error:
            raise _unreadable(folder or ".", error) from error
        return tuple(sorted(entries))

    def read(self, path: str) -> bytes | None:
        """See `Tree`.

        Raises:
            InputError: the file is larger than any policy, letterhead or font can be.
            SurroundingsError: the file exists and cannot be read.
        """
        place = self._place(path)
        try:
            if not place.is_file():
                return None
            size = place.stat().st_size
            if size > LARGEST_FILE_BYTES:
                raise InputError(
                    f"the file has {size // (1024 * 1024)} MB; at most"
                    f" {LARGEST_FILE_BYTES // (1024 * 1024)} MB are read.",
                    path=path,
                    fix="Is it the right file? Name another one, or make this one smaller.",
                )
            return place.read_bytes()
        except OSError as error:
            raise _unreadable(path, error) from error

    def _place(self, path: str) -> Path:
        place = self._root / within_root(path)
        try:
            root = self._root.resolve()
            real = place.resolve()
        except (OSError, RuntimeError) as error:  # a loop of symbolic links, before Python 3.13
            raise _circle(path) from error
        if real.is_symlink():  # the same since then: the link that cannot be followed is left as it is
            raise _circle(path)
        if real != root and root not in real.parents:
            raise InputError(
                "this is a link to a file outside the repository, which is not read.",
                path=path,
                fix="Copy the file into the repository, so that every version keeps its own.",
            )
        return place


def within_root(path: str) -> str:
    """A relative POSIX path in its plainest form; "" for the root itself.

    Raises:
        InputError: the path is absolute, climbs out with `..`, or holds a character no file name has.
    """
    pure = PurePosixPath(path)
    absolute = pure.is_absolute() or path[1:2] == ":" or path.startswith("\\")
    if absolute or ".." in pure.parts or "\\" in path or "\0" in path:
        raise InputError(
            f'"{path}" does not stay inside the repository.',
            fix='Write it from the repository\'s root with "/", such as "letterhead/practice.docx".',
        )
    plain = str(pure)
    return "" if plain == "." else plain


def _parent(path: PurePosixPath) -> str:
    parent = str(path.parent)
    return "" if parent == "." else parent


def _circle(path: str) -> InputError:
    return InputError("this link leads in a circle.", path=path, fix="Replace it by the file.")


def _unreadable(path: str, error: OSError) -> SurroundingsError:
    return SurroundingsError(
        f"the file cannot be read: {error.strerror or error}.",
        path=path,
        fix="Is it open in another program, or not yours to read? Then close it there and try again.",
    )
