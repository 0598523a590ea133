"""Run by the Python that LibreOffice comes with: opens documents, settles their changes, tells what they say.

Reads from standard input a JSON list of [path, "accept" | "reject" | "read"]; writes a JSON list of
{"texts": [...], "left": changes that are left}. A table is a list of rows, a row a list of its cells.
"""

import contextlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]

COMMANDS = {"accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges"}


def started(profile: str) -> tuple[Any, Any]:
    """The office program and its component context, over a pipe that no other run knows of."""
    pipe = Path(profile).name
    office = subprocess.Popen(
        [
            "soffice",
            "--headless",
            "--norestore",
            "--nolockcheck",
            f"-env:UserInstallation={Path(profile).as_uri()}",
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(300):
        try:
            return office, resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:  # noqa: BLE001  (UNO's own; not up yet)
            time.sleep(0.1)
    office.kill()
    raise SystemExit("LibreOffice did not start")


def elements(container: Any) -> Iterator[Any]:
    listed = container.createEnumeration()
    while listed.hasMoreElements():
        yield listed.nextElement()


def rows(table: Any) -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for name in table.getCellNames():
        number = int("".join(character for character in name if character.isdigit()))
        found.setdefault(number, []).append(table.getCellByName(name).String)
    return [found[number] for number in sorted(found)]


def told(desktop: Any, dispatcher: Any, path: str, how: str) -> dict[str, Any]:
    hidden = PropertyValue()
    hidden.Name, hidden.Value = "Hidden", True
    document = desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, (hidden,))
    if how in COMMANDS:
        dispatcher.executeDispatch(document.CurrentController.Frame, COMMANDS[how], "", 0, ())
    texts = [
        rows(part) if part.supportsService("com.sun.star.text.TextTable") else part.String
        for part in elements(document.Text)
    ]
    left = len([1 for _ in elements(document.Redlines)])
    document.close(True)
    return {"texts": texts, "left": left}


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="office") as profile:
        office, context = started(profile)
        create = context.ServiceManager.createInstanceWithContext
        desktop = create("com.sun.star.frame.Desktop", context)
        dispatcher = create("com.sun.star.frame.DispatchHelper", context)
        answers = [told(desktop, dispatcher, path, how) for path, how in json.load(sys.stdin)]
        with contextlib.suppress(Exception):  # it may hang up before it has answered
            desktop.terminate()
        office.wait(30)
    json.dump(answers, sys.stdout)


main()
