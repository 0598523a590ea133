"""What policydocs needs of the machine: each thing looked for, and how to get it where it is missing.

Looks, and changes nothing that stays: a test file in each folder is removed at once.
"""

from __future__ import annotations

import locale
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import UTC, datetime
from pathlib import Path

from policydocs.errors import SurroundingsError
from policydocs.values import frozen

OLDEST_PYTHON = (3, 11)

#: Moves the folder of roster, ledger and archive; for tests and for a practice's own disk.
DATA_VARIABLE = "POLICYDOCS_DATA"

_WORD_PROCESSORS = ("soffice", "libreoffice", "winword")
_WORD_PROCESSOR_PLACES = (
    "/Applications/Microsoft Word.app",
    "/Applications/LibreOffice.app",
    "/Applications/Pages.app",
    r"C:\Program Files\Microsoft Office\root\Office16\WINWORD.EXE",
    r"C:\Program Files (x86)\Microsoft Office\root\Office16\WINWORD.EXE",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)

_ANY_SYSTEM = ("Windows", "macOS", "Linux")


@frozen
class Need:
    """One thing that was looked for."""

    name: str
    ok: bool
    required: bool  #: policydocs does not work without it
    found: str  #: what is there, or what is wrong
    purpose: str  #: what it is for
    fix: Mapping[str, str] = field(default_factory=dict)  #: system -> what to do; empty where ok


def needs(practice_folder: Path | None) -> Iterator[Need]:
    """Everything that is looked for, in the order in which to mend it.

    Args:
        practice_folder: the practice's folder, or None outside of one.
    """
    yield _python()
    yield _libraries()
    yield _git_program()
    yield _git_identity(practice_folder)
    yield _test_page()
    yield _folder("temporary folder", Path(tempfile.gettempdir()), "files while they are being made")
    if practice_folder is not None:
        yield _folder("practice's folder", practice_folder, "the policies and their handouts")
    yield _folder("data folder", data_folder(), "what concerns clients, never in git")
    yield _encoding()
    yield _word_processor()


def data_folder() -> Path:
    """Where what concerns clients is kept: `POLICYDOCS_DATA`, else the user's data folder."""
    given = os.environ.get(DATA_VARIABLE)
    if given:
        return Path(given)
    from platformdirs import user_data_path

    return user_data_path("policydocs", appauthor=False)


def everywhere(way: str) -> Mapping[str, str]:
    """One way for all systems."""
    return dict.fromkeys(_ANY_SYSTEM, way)


def _python() -> Need:
    return Need(
        "Python",
        sys.version_info >= OLDEST_PYTHON,
        True,
        f"{platform.python_version()} on {platform.system()}, {platform.machine()}",
        "runs policydocs",
        {
            "Windows": "winget install --id Python.Python.3.13 -e",
            "macOS": "the installer from python.org, or: brew install python",
            "Linux": "sudo apt install python3 python3-venv",
        }
        if sys.version_info < OLDEST_PYTHON
        else {},
    )


def _libraries() -> Need:
    from importlib import metadata  # whoever only asks for the data folder should not wait for it

    missing, count = [], 0
    for requirement in metadata.requires("policydocs") or ():
        if "extra ==" in requirement:
            continue
        count += 1
        name = requirement.partition(";")[0].strip()
        for sign in "<>=!~ [(":
            name = name.partition(sign)[0]
        try:
            metadata.version(name)
        except metadata.PackageNotFoundError:
            missing.append(name)
    found = f"not installed: {', '.join(missing)}" if missing else f"all {count} are installed"
    fix = everywhere("in the toolkit's folder: python -m pip install -e .") if missing else {}
    return Need("Python libraries", not missing, True, found, "read policies, make handouts", fix)


def _git_program() -> Need:
    from policydocs.history.git_program import GIT_FOR_HOOKS, HOW_TO_GET_GIT, OLDEST_GIT, written
    from policydocs.history.repository import git_version

    purpose = "keeps the history of your policies"
    try:
        version = git_version()
    except SurroundingsError:
        return Need("git", False, True, "not found", purpose, HOW_TO_GET_GIT)
    numbers = tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
    if numbers < OLDEST_GIT:
        said = f"{version} is too old: it must be {written(OLDEST_GIT)} or newer"
        return Need("git", False, True, said, purpose, HOW_TO_GET_GIT)
    if numbers < GIT_FOR_HOOKS:
        said = f"{version}; from {written(GIT_FOR_HOOKS)} on a release runs hooks, and outlasts a power cut"
        return Need("git", False, False, said, purpose, HOW_TO_GET_GIT)
    return Need("git", True, True, version, purpose)


def _git_identity(practice_folder: Path | None) -> Need:
    from policydocs.history.repository import known_identity

    purpose = "says who made a change"
    try:
        identity = known_identity(practice_folder or Path.cwd())
    except SurroundingsError:
        return Need("name in git", False, False, "needs git", purpose, everywhere("Install git first."))
    if identity is None:
        way = 'git config --global user.name "Your Name"; git config --global user.email you@example.org'
        return Need("name in git", False, False, "none is set", purpose, everywhere(way))
    return Need("name in git", True, False, f"{identity.name} <{identity.email}>", purpose)


def _test_page() -> Need:
    """A page is really set, in large print: the typesetter is a compiled library, and the fonts are files."""
    from policydocs.document import Document, Letterhead, Paragraph, Text
    from policydocs.render.pdf import to_pdf
    from policydocs.render.style import PageStyle

    purpose = "handouts as PDF"
    page = Document("Test", "en", Letterhead("Test"), "DRAFT", "Test", (Paragraph((Text("Test"),)),), "Test")
    try:
        made = to_pdf(page, PageStyle(large_print=True), made_at=datetime(2026, 1, 1, tzinfo=UTC))
    except Exception as error:  # noqa: BLE001  (whatever a foreign library says is the finding)
        way = everywhere("in the toolkit's folder: python -m pip install --force-reinstall -e .")
        return Need("PDF and fonts", False, True, f"no page could be made: {error}", purpose, way)
    return Need("PDF and fonts", bool(made), True, "a test page was made", purpose)


def _folder(name: str, folder: Path, purpose: str) -> Need:
    """A folder is writable if a file can be made in it, or in the nearest one above that exists."""
    at = folder
    while not at.exists() and at != at.parent:
        at = at.parent
    try:
        with tempfile.NamedTemporaryFile(dir=at, prefix=".policydocs-"):
            pass
    except OSError as error:
        way = everywhere(f"give yourself the right to write there, or set {DATA_VARIABLE} to another folder")
        if name != "data folder":
            way = everywhere("give yourself the right to write there")
        return Need(name, False, True, f"{folder}: {error.strerror}", purpose, way)
    free = shutil.disk_usage(at).free // 1_000_000
    enough = free >= 50
    way = {} if enough else everywhere("make room on this disk")
    return Need(name, enough, True, f"{folder}, {free:,} MB free", purpose, way)


def _encoding() -> Need:
    encoding = getattr(sys.stdout, "encoding", None) or locale.getpreferredencoding(False)
    purpose = "shows every letter in this window"
    try:
        "“é” → ñ ✓".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        fix = {
            "Windows": '$env:PYTHONUTF8 = "1"   (for good: setx PYTHONUTF8 1)',
            "macOS": "export LANG=en_US.UTF-8",
            "Linux": "export LANG=C.UTF-8",
        }
        said = f"{encoding}: some letters are shown as question marks"
        return Need("terminal's letters", False, False, said, purpose, fix)
    return Need("terminal's letters", True, False, encoding, purpose)


def _word_processor() -> Need:
    found = next((way for program in _WORD_PROCESSORS if (way := shutil.which(program))), None) or next(
        (place for place in _WORD_PROCESSOR_PLACES if Path(place).exists()), None
    )
    purpose = "opens the DOCX handouts; Word does too"
    if found:
        return Need("LibreOffice or Word", True, False, found, purpose)
    fix = {
        "Windows": "winget install --id TheDocumentFoundation.LibreOffice -e   (not needed if you have Word)",
        "macOS": "brew install --cask libreoffice   (not needed if you have Word or Pages)",
        "Linux": "sudo apt install libreoffice-writer",
    }
    return Need("LibreOffice or Word", False, False, "not found", purpose, fix)


def this_system() -> str:
    """One of "Windows", "macOS", "Linux": whose way to get a thing is told first."""
    return {"Windows": "Windows", "Darwin": "macOS"}.get(platform.system(), "Linux")
