"""Where words go: the result to stdout, the talk to stderr; never a control character of the user's text.

rich is imported only by a command that draws something.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable, Iterator, Sized
from io import StringIO
from typing import IO, TYPE_CHECKING, Protocol, TypeVar

from policydocs.cli.fitting import WIDEST, fitted_to
from policydocs.errors import SurroundingsError

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

Item = TypeVar("Item")

#: What stands in for our own signs where the terminal's encoding lacks them (cp1252, ASCII).
PLAIN_SIGNS = str.maketrans(
    {"✓": "+", "✗": "x", "–": "-", "—": "-", "·": "-", "…": "...", "→": "->", "“": '"', "”": '"', "’": "'"}
)

#: Control characters (an escape sequence in a policy must not reach the terminal) and the marks that
#: reverse the reading order unseen.
_UNSEEN = {
    code: "\N{REPLACEMENT CHARACTER}"
    for code in (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
    if code not in (0x09, 0x0A)
}


def visible(text: str) -> str:
    """The text as it may be shown in a terminal: every control character but tab and newline replaced.

    Lone surrogates (bytes of a file name that are no UTF-8) are replaced too.
    """
    return text.translate(_UNSEEN).encode("utf-8", "replace").decode("utf-8")


def standard_error() -> IO[str] | None:
    """stderr, or None where the program was started without one."""
    return sys.stderr


def silence(stream: IO[str] | None) -> None:
    """Send what is still to come to nowhere: its reader has gone."""
    if stream is None:
        return
    try:
        number = stream.fileno()
    except (OSError, ValueError):  # not a real file, as under a test runner
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, number)
    os.close(nowhere)


class Output:
    """What a command says; `quiet` silences the talk, never a result or an error."""

    def __init__(self) -> None:
        self.quiet = False

    def result(self, text: str, *, end: str = "\n") -> None:
        """Write to stdout, with `end` after it unless it ends so. A reader who has gone is no error."""
        _write(sys.stdout, text if text.endswith(end) else text + end)

    def told(self, text: str) -> None:
        """Write a result that is sentences and commands for a person to stdout, fitted to the terminal."""
        self.result(fitted_to(sys.stdout, text))

    def talk(self, text: str = "") -> None:
        """Say what happens, on stderr."""
        if not self.quiet:
            self.warn(text)

    def next_step(self, text: str) -> None:
        """Say what to do next: the last words of a command, set off from what stands above."""
        self.talk(f"\n{text}")

    def warn(self, text: str) -> None:
        """Say what must not be missed, on stderr, also when quiet."""
        _write(sys.stderr, fitted_to(sys.stderr, visible(text)) + "\n")

    def show(self, *renderables: RenderableType) -> None:
        """Draw with rich and write it to stdout, as plain text where stdout is no terminal."""
        self.result(self.drawn(*renderables))

    def drawn(self, *renderables: RenderableType) -> str:
        """What `show` would write, without the newlines at its end."""
        drawn = StringIO()
        console = _console(drawn, colored=sys.stdout is not None and sys.stdout.isatty())
        for renderable in renderables:
            console.print(renderable, crop=False)
        lines = (line.rstrip() for line in drawn.getvalue().split("\n"))
        return "\n".join(lines).rstrip("\n")

    def progress(self, items: Iterable[Item], label: str) -> Iterator[Item]:
        """The items one by one, with a bar on stderr where they are many and a person is looking."""
        many = isinstance(items, Sized) and len(items) >= 20
        if self.quiet or not many or not _is_lively(sys.stderr):
            yield from items
            return
        from rich.progress import track

        yield from track(items, description=label, console=_console(sys.stderr), transient=True)


def _console(stream: IO[str], *, colored: bool = True) -> Console:
    """A rich console that takes text as text, never as markup, no wider than is good to read.

    Args:
        stream: where it draws; a buffer too, so that only `_write` meets what a real stream can do wrong.
        colored: whether what is drawn ends up at a terminal that shows colours.
    """
    from rich.console import Console, detect_legacy_windows

    # An old Windows console shows escape sequences as letters unless rich itself writes to it.
    plain = bool(os.environ.get("NO_COLOR")) or detect_legacy_windows()
    console = Console(
        file=stream,
        markup=False,
        highlight=False,
        emoji=False,
        force_terminal=True if colored else None,
        color_system=None if plain else "auto",
    )
    console.width = min(console.width, WIDEST)
    return console


class _Stream(Protocol):
    def isatty(self) -> bool: ...


def _is_lively(stream: _Stream | None) -> bool:
    return stream is not None and stream.isatty() and os.environ.get("TERM") not in ("dumb", "unknown")


def _write(stream: IO[str] | None, text: str) -> None:
    if stream is None:  # started with the stream closed
        return
    try:
        stream.write(_encodable(text, getattr(stream, "encoding", None)))
        stream.flush()
    except BrokenPipeError:
        silence(stream)
    except OSError as error:
        if error.errno == errno.EINVAL and os.name == "nt":  # how Windows says that a pipe was closed
            silence(stream)
            return
        silence(stream)
        raise SurroundingsError(
            f"The result could not be written: {error.strerror}.",
            fix="If the disk is full, make room on it; then run the same command again.",
        ) from error


def _encodable(text: str, encoding: str | None) -> str:
    """The text with what the stream's encoding lacks replaced by plain signs, then by question marks."""
    name = encoding or "utf-8"
    try:
        text.encode(name)
    except UnicodeEncodeError:
        return text.translate(PLAIN_SIGNS).encode(name, "replace").decode(name)
    except LookupError:
        return text.encode("ascii", "replace").decode("ascii")
    return text
