"""Makes the pictures that README and the guides show. Run it in the repository:  python docs/pictures/make.py

What a terminal shows becomes an SVG, pages become PNGs (with poppler's `pdftoppm`), and the preview and the
website are taken by Chromium. All of it comes from one sample practice, which lives in a temporary folder, on
days that are fixed: the same code makes the same pictures. A test compares the words of the terminal and of
the pages with those of the pictures here, so that a picture cannot go stale unseen.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import module_from_spec, spec_from_file_location
from io import BytesIO, StringIO
from pathlib import Path
from types import ModuleType

from click.testing import CliRunner
from pypdf import PdfReader
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from policydocs.cli.fitting import fitted
from policydocs.cli.main import policydocs

HERE = Path(__file__).resolve().parent
COLUMNS = 80
MOST_LINES = 38  #: of a view; then it breaks off with "…"
FIRST_DAY, LATER = "1799308800", "1801728000"  # 2027-01-07 and 2027-02-04
PAGES = "pages.json"  #: what stands on the pages that are pictured, by picture
WHO = ("--practice", "Harbor Counseling", "--clinician", "Jo Lee", "--credentials", "MSW, LICSW",
       "--phone", "360-555-0123", "--email", "office@example.org", "--website", "https://harbor.example.org",
       "--address", "12 Pier Road; Port Linden, WA 98099", "--hours", "Monday to Friday, 9 a.m. to 5 p.m.",
       "--licensed-in", "Washington State", "--no-input")  # fmt: skip
_POLICY, _OTHER = "policies/social-media.md", "policies/practice-policies.md"
_SLOWER = ("within one business day", "within two business days")
_WHY = (
    "--why",
    "reaching-me-between-sessions=I now work part-time.",
    "--why",
    "contact=I now work part-time.",
)

#: A light terminal whose colours can all be read on it.
_THEME = TerminalTheme(
    (252, 252, 250), (32, 32, 32),
    [(32, 32, 32), (160, 20, 20), (20, 105, 30), (125, 80, 0),
     (20, 60, 150), (120, 20, 120), (0, 100, 110), (90, 90, 90)],
)  # fmt: skip
#: rich's own frame asks for a font from the web; this one takes what the reader's computer has.
_SVG = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img">
<title>@title@</title>
<style>
.{unique_id}-matrix {{ font-family: Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px; }}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: arial, sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


class Sample:
    """The sample practice, and what its commands say."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder  #: of the practice
        self.views: dict[str, str] = {}  #: by a picture's name, what the terminal shows, with colours

    def run(self, *words: str, show: str = "", ends: int = 0) -> str:
        """Run a command of policydocs in the practice's folder; `show` keeps it under that name."""
        outcome = CliRunner().invoke(policydocs, list(words))
        if outcome.exit_code != ends:
            sys.exit(f"policydocs {' '.join(words)}\nended with {outcome.exit_code}\n{outcome.output}")
        if show:
            typed = " ".join(f'"{word}"' if re.search(r"[ =]", word) else word for word in words)
            self.views[show] = f"$ policydocs {typed}\n{outcome.output}"
        return outcome.stdout

    def edit(self, *changes: tuple[str, str], path: str = _POLICY) -> None:
        file = self.folder / path
        text = file.read_text("utf-8")
        for old, new in changes:
            spaced = re.compile(r"\s+".join(map(re.escape, old.split())))
            text, count = spaced.subn(lambda _, new=new: new, text)  # type: ignore[misc]
            if count == 0:
                sys.exit(f"{path} does not say any more: {old}")
        file.write_bytes(text.encode("utf-8"))


def tell_story(desk: Path) -> Sample:
    """The first hour and a change, as the guides have them; every picture's words on the way.

    Args:
        desk: an empty folder, the current one; the machine's settings are kept out by `quiet_machine`.
    """
    _old_policy().write_old_policy(desk / "Social Media Policy.docx")
    practice = desk / "my-practice"
    sample = Sample(practice)
    sample.run("init", "my-practice", "--policies", "practice-policies", *WHO)
    os.chdir(practice)
    sample.run("import", "../Social Media Policy.docx", "--use-facts", show="import")
    sample.run("validate", "social-media", show="validate", ends=1)
    _mend(sample)
    sample.run("build", "social-media", "--to", "pdf")
    sample.run("release", "--yes")
    sample.run("release", "social-media", "--dry-run", ends=2)
    os.environ["SOURCE_DATE_EPOCH"] = LATER
    sample.edit(_SLOWER)
    sample.edit(_SLOWER, path=_OTHER)
    sample.run("validate", "social-media", "--format", "html", "-o", "handouts/report.html")
    sample.run("diff", "social-media", show="diff")
    sample.run("release", *_WHY, "--dry-run", show="release")
    sample.run("status", show="status")
    return sample


def tell_clients(sample: Sample) -> None:
    """The rest of it: the release, and the plan of whom to tell."""
    for number, (name, *how) in enumerate((
        ("Ana Example", "--email", "ana@example.org", "--email-allowed"),
        ("Bo Example", "--address", "2 Example Street, Port Linden, WA 98099", "--post-allowed"),
        ("Cy Specimen",),
    ), 1):  # fmt: skip
        sample.run("clients", "add", f"c-000{number}", "--name", name, *how)
        sample.run("give", f"c-000{number}", "social-media", "--version", "1.0.0")
    sample.run("release", *_WHY, "--yes")
    sample.run("notify", "social-media", show="notify")


def _mend(sample: Sample) -> None:
    """What Jo Lee writes where the check found something missing; what is left, as it is offered."""
    sample.edit(*_old_policy().MENDED.items())
    sample.edit(("I do not text with clients.", "I use texts only for appointments."), path=_OTHER)
    said = CliRunner().invoke(policydocs, ["validate", "social-media", "--format", "json"])
    (entry,) = json.loads(said.stdout)
    fixes = [one["fix"] for one in entry["findings"] if one["severity"] == "error"]
    sentences = [said for fix in fixes for said in re.findall("“(.*?)”", fix)]
    rest = "\n\n".join(sentences).replace("[your state]", "{{ practice.licensed_in }}")
    sample.edit(("## Changes", f"## Your privacy {{#privacy}}\n\n{rest}\n\n## Changes"))


def _old_policy() -> ModuleType:
    spec = spec_from_file_location("old_policy", HERE / "old_policy.py")
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@contextmanager
def quiet_machine(folder: Path) -> Iterator[None]:
    """No settings of this computer, a fixed day, and a terminal of 80 columns with colours."""
    before, where = dict(os.environ), Path.cwd()
    home = folder / "home"
    home.mkdir()
    os.environ.update(
        {name: str(home) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "POLICYDOCS_DATA")},
        GIT_CONFIG_GLOBAL=os.devnull, GIT_CONFIG_NOSYSTEM="1", SOURCE_DATE_EPOCH=FIRST_DAY,
        COLUMNS=str(COLUMNS), FORCE_COLOR="1", TERM="xterm-256color", COLORTERM="", TZ="UTC",
        LC_ALL="C.UTF-8",
    )  # fmt: skip
    os.environ.pop("NO_COLOR", None)
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(where)
        os.environ.clear()
        os.environ.update(before)


# --- Pictures --------------------------------------------------------------------------------------


def as_svg(name: str, said: str) -> str:
    """What a terminal shows as a picture; the same bytes each time."""
    lines = fitted_lines(said)
    console = Console(file=StringIO(), record=True, width=COLUMNS, force_terminal=True, legacy_windows=False,
                      color_system="truecolor", highlight=False, markup=False, emoji=False)  # fmt: skip
    for line in lines:
        console.print(Text.from_ansi(line), soft_wrap=True)
    command = lines[0].removeprefix("$ ")
    frame = _SVG.replace("@title@", command.replace("&", "&amp;").replace("<", "&lt;"))
    svg = console.export_svg(title="", theme=_THEME, code_format=frame, unique_id=f"view-{name}")
    return re.sub(r"[ \t]+$", "", svg, flags=re.MULTILINE)


def fitted_lines(said: str) -> list[str]:
    """As the terminal breaks them, and no more than one looks at."""
    text = "\n".join(one if "\x1b" in one else fitted(one, COLUMNS) for one in said.rstrip("\n").split("\n"))
    lines = text.split("\n")
    return lines if len(lines) <= MOST_LINES else [*lines[: MOST_LINES - 1], "…"]


def words_of_svg(svg: str) -> str:
    """All that can be read in it, without the spaces."""
    said = "".join(re.findall(r"<text[^>]*>(.*?)</text>", svg, re.DOTALL))
    return re.sub(r"(&#160;|\s)+", "", said)


def pictured_pages(practice: Path) -> Mapping[str, tuple[Path, int]]:
    """Each page that is pictured: its PDF, and the page's number from 1."""
    new = practice / "handouts/social-media/1.1.0"
    return {
        "handout": (practice / "handouts/social-media/1.0.0/social-media-1.0.0-letter.pdf", 1),
        "notice": (new / "social-media-notice-1.1.0-letter.pdf", 1),
    }


def words_of_pages(practice: Path) -> dict[str, str]:
    """What stands on each pictured page, without the spaces and without its code."""
    said = {}
    for name, (pdf, number) in pictured_pages(practice).items():
        text = PdfReader(BytesIO(pdf.read_bytes())).pages[number - 1].extract_text()
        said[name] = re.sub(r"Code[0-9A-Z]{4}-[0-9A-Z]{4}", "", re.sub(r"\s+", "", text))
    return said


def _page_as_png(pdf: Path, number: int, name: str) -> None:
    page = ("-f", str(number), "-l", str(number), "-singlefile")
    look = ("-r", "72", "-gray", "-png")
    subprocess.run(["pdftoppm", *page, *look, str(pdf), str(HERE / name)], check=True)


def _browser(*words: str) -> None:
    flags = ("--headless", "--no-sandbox", "--hide-scrollbars", "--disable-gpu", "--force-color-profile=srgb")
    subprocess.run(["chromium", *flags, *words], check=True, capture_output=True, timeout=120)


def _picture_of_preview(sample: Sample) -> None:
    shown = subprocess.Popen([sys.executable, "-m", "policydocs", "preview", "--no-open"], cwd=sample.folder,
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)  # fmt: skip
    try:
        assert shown.stdout is not None
        address = shown.stdout.readline().strip()
        with urllib.request.urlopen(address, timeout=20) as answer:
            page = answer.read().decode("utf-8").replace(str(sample.folder), "~/Documents/my-practice")
        saved = sample.folder.parent / "preview.html"
        saved.write_text(page, encoding="utf-8")
        _browser(f"--screenshot={HERE / 'preview.png'}", "--window-size=900,740", saved.as_uri())
    finally:
        shown.terminate()
        shown.wait()


def _pictures_of_pages(sample: Sample, desk: Path) -> None:
    for name, (pdf, number) in pictured_pages(sample.folder).items():
        _page_as_png(pdf, number, name)
    report = desk / "report.pdf"
    review = (sample.folder / "handouts/report.html").as_uri()
    _browser(f"--print-to-pdf={report}", "--no-pdf-header-footer", review)
    _page_as_png(report, 1, "report")
    sample.run("site", "-o", str(desk / "website"))
    page = (desk / "website/social-media/index.html").as_uri()
    _browser(f"--screenshot={HERE / 'site.png'}", "--window-size=900,640", page)


def main() -> None:
    missing = [program for program in ("git", "pdftoppm", "chromium") if shutil.which(program) is None]
    if missing:
        sys.exit(f"These programs are missing: {', '.join(missing)}")
    with tempfile.TemporaryDirectory() as name:
        desk = Path(name).resolve()
        with quiet_machine(desk):
            sample = tell_story(desk)
            _picture_of_preview(sample)
            tell_clients(sample)
            for view, said in sample.views.items():
                (HERE / f"{view}.svg").write_text(as_svg(view, said), encoding="utf-8", newline="\n")
            _pictures_of_pages(sample, desk)
            words = json.dumps(words_of_pages(sample.folder), indent=1, ensure_ascii=False, sort_keys=True)
            (HERE / PAGES).write_text(f"{words}\n", encoding="utf-8", newline="\n")
    for path in sorted(HERE.glob("*.[ps][nv]g")):
        print(f"{path.name:14} {path.stat().st_size // 1000:5} KB")


if __name__ == "__main__":
    main()
