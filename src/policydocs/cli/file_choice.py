"""Which files of a policy a command was asked for, and where to."""

from __future__ import annotations

from pathlib import Path

from policydocs.values import frozen


@frozen
class FileChoice:
    """What `--to`, `--paper`, `--large-print` and `-o` said."""

    formats: tuple[str, ...]
    paper: str | None  #: None: the practice's own
    large_print: bool
    folder: Path | None  #: None: the usual one in the practice's folder
    notices: bool = False  #: of a version, its notice too
