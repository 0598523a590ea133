"""`policydocs preview`: the policies in the browser while they are written, what was found beside them."""

from __future__ import annotations

import os
import sys

import click

from policydocs.cli.context import Session
from policydocs.cli.options import command
from policydocs.errors import ExitCode


@command("preview")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    metavar="NUMBER",
    help="Where the browser finds it. [default: 8420, or any that is free]",
)
@click.option("--no-open", is_flag=True, help="Do not open the browser; the address is printed.")
def preview(session: Session, *, port: int | None, no_open: bool) -> ExitCode:
    """Shows your policies as pages in your browser: what is wrong beside the text, what changed since the
    last release, and the next command to copy. Save a file in your editor, and the page follows.

    Only this computer can open it, and it changes nothing. To end it, press Ctrl-C in the terminal.

    \b
    Examples:
      policydocs preview
      policydocs preview --port 9000 --no-open

    Exit codes: 130 when ended with Ctrl-C, 2 no practice or the port is taken, 3 the computer refused.
    """
    from policydocs.cli.previewing import Preview
    from policydocs.site.serving import open_server

    shown = Preview(session.root)
    server = open_server(port, shown.answer, at_once=shown.at_once)
    try:
        session.output.result(server.address)
        session.output.talk("Your policies are at this address, on this computer alone. Ctrl-C ends it.")
        if not no_open and _has_browser():
            import webbrowser

            webbrowser.open(server.address)
        server.serve_forever()
    except KeyboardInterrupt:
        session.output.talk("\nThe preview has ended. Nothing was changed.")
        return ExitCode.INTERRUPTED
    finally:
        server.server_close()
        shown.close()
    return ExitCode.DONE


def _has_browser() -> bool:
    """Whether a window can open; without one a browser of the terminal would take its place."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
