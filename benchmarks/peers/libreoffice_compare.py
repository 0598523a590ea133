"""Lets LibreOffice compare two documents, and saves what it marks as a Word document.

    python3 libreoffice_compare.py OLD NEW RESULT PROFILE

Runs in the system's Python, which has LibreOffice's own module `uno`. PROFILE is a folder for its settings.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found]

PATIENCE_S = 60.0
PAUSE_S = 0.02
GOODBYE_S = 5.0


def connected(pipe: str) -> Any:
    """The office that listens at that pipe, as soon as it does."""
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    end = time.monotonic() + PATIENCE_S
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception as error:  # its classes are made at run time
            if time.monotonic() > end:
                raise SystemExit(f"LibreOffice does not answer: {error}") from error
            time.sleep(PAUSE_S)


def option(name: str, value: object) -> Any:
    made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, value
    return made


def main() -> None:
    old, new, result = (uno.systemPathToFileUrl(str(Path(name).resolve())) for name in sys.argv[1:4])
    profile = Path(sys.argv[4]).resolve().as_uri()
    pipe = f"peers{os.getpid()}"
    where = (f"-env:UserInstallation={profile}", f"--accept=pipe,name={pipe};urp;")
    office = subprocess.Popen(["soffice", "--headless", "--norestore", *where], start_new_session=True)
    try:
        compare(connected(pipe), old, new, result)
    finally:
        try:
            office.wait(timeout=GOODBYE_S)
        except subprocess.TimeoutExpired:  # it crashed, and its first process waits for the second one
            os.killpg(office.pid, signal.SIGKILL)


def compare(context: Any, old: str, new: str, result: str) -> None:
    manager = context.ServiceManager
    desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    document = desktop.loadComponentFromURL(new, "_blank", 0, (option("Hidden", True),))
    dispatcher = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    frame = document.CurrentController.Frame
    dispatcher.executeDispatch(frame, ".uno:CompareDocuments", "", 0, (option("URL", old),))
    document.storeToURL(result, (option("FilterName", "MS Word 2007 XML"),))
    document.close(True)
    desktop.terminate()


if __name__ == "__main__":
    main()
