"""A document that somebody names on the command line: its name, its bytes, no more of them than needed."""

from __future__ import annotations

import os
import sys
from pathlib import Path, PurePath

from policydocs.errors import InputError, InputErrors
from policydocs.source.assembly import STANDARD_INPUT

STDIN = "-"
LARGEST_BYTES = 64 * 1024 * 1024
#: The kinds of document that can be read, by the ending of their names.
TYPES = ("md", "txt", "html", "docx", "odt", "rtf", "pdf")


def shown_name(file: str, name: str = "") -> str:
    """What to call a document: as it was given, in characters that every format can hold."""
    if file == STDIN:
        return name or "stdin"
    return os.fsencode(file).decode("utf-8", "replace")


def name_to_read(file: str, shown: str, type_: str | None) -> str:
    """The name whose ending tells what kind of document it is."""
    if type_ is not None:
        return f"{PurePath(shown).stem}.{type_}"
    if file == STDIN and not PurePath(shown).suffix:
        return STANDARD_INPUT  # judged by its content
    return shown


def renamed(error: InputError, shown: str) -> InputError:
    """The same fault in the document under the name that it was given with."""
    if isinstance(error, InputErrors):
        return InputErrors([renamed(fault, shown) for fault in error.faults])
    return InputError(error.problem, path=shown, line=error.line, fix=error.fix)


def read_bytes(file: str, shown: str, *, command: str = "check") -> bytes:
    """The document's bytes, no more than could be a policy.

    Args:
        command: the command that was given, for advice.

    Raises:
        InputError: there is no such file, it may not be read, or it is too large.
    """
    try:
        if file == STDIN:
            if sys.stdin is None:  # the program was started without one
                raise InputError(
                    "Nothing can be read from stdin here.", path=shown, fix="Name a file instead."
                )
            data = sys.stdin.buffer.read(LARGEST_BYTES + 1)
        else:
            with Path(file).open("rb") as stream:
                data = stream.read(LARGEST_BYTES + 1)
    except FileNotFoundError as error:
        fix = "Check its name, and the folder that you are in."
        raise InputError("There is no such file.", path=shown, fix=fix) from error
    except IsADirectoryError as error:
        raise _folder(shown, command) from error
    except (OSError, ValueError) as error:
        if Path(file).is_dir():  # Windows says "permission denied"
            raise _folder(shown, command) from error
        reason = error.strerror if isinstance(error, OSError) else str(error)
        fix = "Is it open in another program, or not yours to read? Then run the same command again."
        raise InputError(f"The file cannot be read: {reason}.", path=shown, fix=fix) from error
    if len(data) > LARGEST_BYTES:
        fix = "Is it the right file? A policy has a few pages."
        raise InputError(
            f"The file is larger than {LARGEST_BYTES // 2**20} MB, so it was not read.", path=shown, fix=fix
        )
    return data


def _folder(shown: str, command: str) -> InputError:
    one = command == "import"  # which takes one document at a time
    named = (
        f"Name one file in it:  policydocs import {shown}/policy.docx"
        if one
        else (f"Name the files in it:  policydocs {command} {shown}/*.md")
    )
    return InputError("This is a folder, not a document.", path=shown, fix=named)
