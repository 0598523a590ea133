"""A release that was interrupted is finished, or undone, by the next command, which says so."""

from __future__ import annotations

from pathlib import Path

from policydocs.cli.output import Output
from policydocs.errors import SurroundingsError
from policydocs.history.git_directory import git_directory, is_interrupted


def settle_interrupted(root: Path, output: Output) -> None:
    """Look for it and deal with it; what cannot be done now is told, and the command goes on.

    Args:
        root: the practice's folder.
    """
    common_dir = git_directory(root)
    if common_dir is None or not is_interrupted(common_dir):
        return
    from policydocs.history.lock import HeldByAnotherError
    from policydocs.history.recovery import settle

    try:
        settled = settle(common_dir)
    except HeldByAnotherError:
        output.warn("A release is at work here at this moment; what follows may be as before it.\n")
        return
    except SurroundingsError as error:
        output.warn(f"A release was interrupted, and is not finished: {error}\n")
        return
    if settled is not None:
        output.warn(settled.said)
        for remark in settled.remarks:
            output.warn(f"Please look at this: {remark}")
        output.warn("")
