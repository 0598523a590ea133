"""The same policy as a PDF and as a Word document, made by each program, and what is good about each file."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.peers.bench import Bench
from benchmarks.peers.prose import prose
from benchmarks.peers.race import Entry, ProgramError, entry, race, said
from benchmarks.peers.report import OURS, Row, Table
from lxml import etree
from pypdf import PdfReader

from benchmarks.peers import inputs

PDF_COLUMNS = ("pages", "size", "tagged", "PDF/UA-1", "PDF/A-2a", "fonts embedded")
WORD_COLUMNS = ("schema faults", "headings", "language", "table heads", "page numbers", "size")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: LibreOffice's best PDF: for screen readers, and for archives (2 is PDF/A-2b).
_BEST = {
    "PDFUACompliance": {"type": "boolean", "value": "true"},
    "SelectPdfVersion": {"type": "long", "value": "2"},
}


@dataclass(frozen=True, slots=True)
class Maker:
    """A program, or a row of programs, that makes a file of a policy."""

    name: str
    needs: Sequence[str]
    made: str  #: the file, in the job's folder
    run: Callable[[Bench, Path], Entry]


def pdf(bench: Bench) -> Table:
    folder = _folder(bench, "pdf")
    rows = _rows(bench, folder, PDF_MAKERS, about_pdf)
    rows += [
        Row("Doorstop", why_not="makes LaTeX, HTML, Markdown and text, but no PDF by itself."),
        Row("compliance-trestle, reuse", why_not="make no documents to hand out."),
    ]
    return Table("A PDF of a policy", prose("pdf.about"), PDF_COLUMNS, rows)


def word(bench: Bench) -> Table:
    folder = _folder(bench, "word")
    checker = bench.why_not(["Open XML SDK check"])
    rows = _rows(bench, folder, WORD_MAKERS, lambda path: about_word(path, None if checker else bench))
    rows += [
        Row("StrictDoc, Doorstop, compliance-trestle, reuse", why_not="make no Word documents."),
    ]
    return Table(
        "A Word document of a policy", prose("word.about"), WORD_COLUMNS, rows, [checker] if checker else []
    )


def _folder(bench: Bench, job: str) -> Path:
    """A folder with the policy as each program wants it."""
    text = inputs.sample()
    practice = {f"policies/{inputs.SAMPLE}.md": text, "policydocs.toml": inputs.CONFIG}
    folder = bench.folder / job
    inputs.repository(folder / "practice", [practice], ["first"])
    (folder / "policy.md").write_text(text.replace("---\n", "---\nlang: en-US\n", 1), encoding="utf-8")
    (folder / "strictdoc").mkdir()
    (folder / "strictdoc" / "policy.md").write_text(inputs.as_plain_markdown(text), encoding="utf-8")
    (folder / "strictdoc" / "strictdoc_config.py").write_text(inputs.STRICTDOC_CONFIG, encoding="utf-8")
    return folder


def _rows(
    bench: Bench, folder: Path, makers: Sequence[Maker], about: Callable[[Path], Sequence[str]]
) -> list[Row]:
    out: dict[str, str] = {one.name: bench.why_not(one.needs) for one in makers}
    entries = {one.name: one.run(bench, folder) for one in makers if not out[one.name]}
    for name, each in list(entries.items()):
        try:
            said(each)
        except ProgramError as reason:
            out[name] = str(reason)
            del entries[name]
    times = race(entries, rounds=bench.rounds)
    return [
        Row(one.name, why_not=out[one.name])
        if out[one.name]
        else Row(one.name, times[one.name], about(_only(folder, one.made)))
        for one in makers
    ]


def _only(folder: Path, pattern: str) -> Path:
    (found,) = folder.glob(pattern)
    return found


# --- PDF --------------------------------------------------------------------------------------------------


def about_pdf(path: Path) -> list[str]:
    """Pages, size, whether it is tagged, rules broken of two standards, whether fonts are embedded."""
    reader = PdfReader(path)
    root: Any = reader.trailer["/Root"]
    tagged = bool(root.get("/MarkInfo", {}).get("/Marked")) and "/StructTreeRoot" in root
    fonts: list[Any] = []
    for sheet in reader.pages:
        resources: Any = sheet["/Resources"].get_object()
        fonts += [font.get_object() for font in resources.get("/Font", {}).values()]
    return [
        str(len(reader.pages)),
        f"{path.stat().st_size / 1000:.0f} kB",
        "yes" if tagged else "no",
        _broken(path, "PDF_UA_1"),
        _broken(path, "PDF_A_2A"),
        "all" if all(_embedded(font) for font in fonts) else "not all",
    ]


def _broken(path: Path, profile: str) -> str:
    try:
        import page
    except ImportError:
        return "page-validation is missing"
    report = page.validate_pdf(str(path), profile=page.ValidationProfile[profile])
    rules = {failure.rule_id for failure in report.failures}
    return "passes" if report.is_compliant else f"{len(rules)} rule{'s' * (len(rules) > 1)} broken"


def _embedded(font: Any) -> bool:
    inner = [one.get_object() for one in font.get("/DescendantFonts", [])] or [font]
    descriptors = [one["/FontDescriptor"] for one in inner if "/FontDescriptor" in one]
    files = ("/FontFile", "/FontFile2", "/FontFile3")
    return font.get("/Subtype") == "/Type3" or any(name in one for one in descriptors for name in files)


def _ours(form: str) -> Callable[[Bench, Path], Entry]:
    def run(_: Bench, folder: Path) -> Entry:
        build = [*inputs.POLICYDOCS, "build", inputs.SAMPLE, "--draft", "--to", form, "-o", "../ours"]
        return entry(folder / "practice", build)

    return run


def _pandoc(bench: Bench, made: str, *more: str) -> list[str]:
    # Its sections begin at the second level, below the title; pandoc sets a title apart from all headings.
    return [bench.program("pandoc"), "policy.md", "--shift-heading-level-by=-1", *more, "-o", made]


def _weasyprint(made: str, *options: str) -> Callable[[Bench, Path], Entry]:
    def run(bench: Bench, folder: Path) -> Entry:
        engine = [f"--pdf-engine={bench.program('WeasyPrint')}"]
        return entry(folder, _pandoc(bench, made, *engine, *(f"--pdf-engine-opt={one}" for one in options)))

    return run


def _office(bench: Bench, given: str, form: str, to: str) -> list[str]:
    profile = f"-env:UserInstallation={(bench.folder / 'office').resolve().as_uri()}"
    convert = [bench.program("LibreOffice"), "--headless", "--norestore", profile, "--convert-to", form]
    return [*convert, "--outdir", to, given]


def _office_pdf(to: str, form: str) -> Callable[[Bench, Path], Entry]:
    def run(bench: Bench, folder: Path) -> Entry:
        return entry(folder, _pandoc(bench, "policy.docx"), _office(bench, "policy.docx", form, to))

    return run


def _strictdoc_pdf(bench: Bench, folder: Path) -> Entry:
    chrome = ["--chromedriver", bench.program("Chromium")]
    export = [bench.program("StrictDoc"), "export", ".", "--formats", "html2pdf", *chrome]
    # It starts a program of its own by name.
    return entry(
        folder / "strictdoc", [*inputs.with_path(bench, "StrictDoc"), *export, "--output-dir", "../strict"]
    )


PDF_MAKERS = (
    Maker(OURS, (), "ours/*.pdf", _ours("pdf")),
    Maker("pandoc, WeasyPrint", ("pandoc", "WeasyPrint"), "weasy.pdf", _weasyprint("weasy.pdf")),
    Maker(
        "pandoc, WeasyPrint, best for readers",
        ("pandoc", "WeasyPrint"),
        "weasy-ua.pdf",
        _weasyprint("weasy-ua.pdf", "--pdf-variant=pdf/ua-1"),
    ),
    Maker(
        "pandoc, WeasyPrint, best for archives",
        ("pandoc", "WeasyPrint"),
        "weasy-a.pdf",
        _weasyprint("weasy-a.pdf", "--pdf-variant=pdf/a-2a", "--pdf-tags"),
    ),
    Maker(
        "pandoc, LibreOffice",
        ("pandoc", "LibreOffice"),
        "office-plain/*.pdf",
        _office_pdf("office-plain", "pdf"),
    ),
    Maker(
        "pandoc, LibreOffice, best",
        ("pandoc", "LibreOffice"),
        "office-best/*.pdf",
        _office_pdf("office-best", f"pdf:writer_pdf_Export:{json.dumps(_BEST)}"),
    ),
    Maker("StrictDoc", ("StrictDoc", "Chromium"), "strict/html2pdf/pdf/**/*.pdf", _strictdoc_pdf),
)

# --- Word -------------------------------------------------------------------------------------------------


def about_word(path: Path, bench: Bench | None) -> list[str]:
    """Schema faults, headings, language, heads of tables, page numbers, size."""
    with zipfile.ZipFile(path) as parts:
        names = parts.namelist()
        body = etree.fromstring(parts.read("word/document.xml"))
        styles = etree.fromstring(parts.read("word/styles.xml"))
        footers = [parts.read(name) for name in names if name.startswith(("word/footer", "word/header"))]
    headings = {
        style.get(f"{_W}styleId")
        for style in styles.iter(f"{_W}style")
        if (name := style.find(f"{_W}name")) is not None
        and (name.get(f"{_W}val") or "").lower().startswith("heading")
    }
    used = sum(style.get(f"{_W}val") in headings for style in body.iter(f"{_W}pStyle"))
    default = styles.find(f"{_W}docDefaults//{_W}lang")
    language = default.get(f"{_W}val") if default is not None else None
    tables = list(body.iter(f"{_W}tbl"))
    headed = sum(table.find(f"{_W}tr/{_W}trPr/{_W}tblHeader") is not None for table in tables)
    return [
        "not checked" if bench is None else _schema_faults(bench, path),
        f"{used} by style",
        language or "none",
        f"{headed} of {len(tables)}",
        "yes" if any(b"PAGE" in footer for footer in footers) else "no",
        f"{path.stat().st_size / 1000:.0f} kB",
    ]


def _schema_faults(bench: Bench, path: Path) -> str:
    check = [bench.program("Open XML SDK check"), path.name, "--output-format", "json"]
    try:
        printed = said(entry(path.parent, check, exit_codes=(0, 1)))
        return str(len(json.loads(printed or "[]")))
    except (ProgramError, json.JSONDecodeError) as error:
        return f"not checked: {error}"[:80]


def _pandoc_word(bench: Bench, folder: Path) -> Entry:
    return entry(folder, _pandoc(bench, "pandoc.docx"))


def _office_word(bench: Bench, folder: Path) -> Entry:
    convert = _office(bench, "policy.odt", "docx:MS Word 2007 XML", "office")
    return entry(folder, _pandoc(bench, "policy.odt"), convert)


WORD_MAKERS = (
    Maker(OURS, (), "ours/*.docx", _ours("docx")),
    Maker("pandoc", ("pandoc",), "pandoc.docx", _pandoc_word),
    Maker("pandoc, LibreOffice", ("pandoc", "LibreOffice"), "office/*.docx", _office_word),
)
