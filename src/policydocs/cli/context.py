"""What the commands of one run share: where the practice's folder is, and what stands in it."""

from __future__ import annotations

from pathlib import Path

from policydocs.cli.output import Output
from policydocs.errors import InputError

#: The file that makes a folder a practice's folder.
CONFIG_FILE = "policydocs.toml"


class Session:
    """One run of the program.

    Attributes:
        output: where words go.
    """

    def __init__(self) -> None:
        self.output = Output()
        self._start: Path | None = None
        self._root: Path | None = None

    def start_in(self, folder: str) -> None:
        """Look for the practice's folder from there (`-C`) instead of from the current folder.

        Raises:
            InputError: there is no such folder.
        """
        path = Path(folder)
        if not path.is_dir():
            raise InputError("There is no such folder.", path=folder, fix="Check the name after -C.")
        self._start = path

    @property
    def start(self) -> Path:
        return Path.cwd() if self._start is None else self._start.resolve()

    def find_root(self) -> Path | None:
        """The nearest folder upwards with a `policydocs.toml`, or None."""
        if self._root is None:
            start = self.start
            self._root = next((at for at in (start, *start.parents) if (at / CONFIG_FILE).is_file()), None)
        return self._root

    @property
    def root(self) -> Path:
        """The practice's folder.

        Raises:
            InputError: neither the current folder nor one above it is a practice's folder.
        """
        root = self.find_root()
        if root is None:
            raise InputError(
                f"There is no {CONFIG_FILE} in this folder or above it: this is no folder of a practice.",
                fix="Go to your practice's folder, or make a new one:  policydocs init my-practice\n"
                "  To look at one document without any of this:      policydocs check FILE",
            )
        return root
