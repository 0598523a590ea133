"""The report as a page for a supervisor or a board: on the web and on paper."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import page
import pypdf
import pytest

from .conftest import Run, write

POLICY = """\
---
title: Phones and the Web
checklists: [nasw-2021, good-practice]
---

Ask me anything <!-- kept out -->about this policy.

## Friends {#friends}

I do not accept friend requests from clients on any social network.

## Phones {#phones topics="texting" attest="A dial cannot text."}

We own one telephone with a dial. 2 < 3 & so on.

## Searches {#searches}

I google all of my clients before we meet.
"""


class Page(HTMLParser):
    """Tags with their attributes, and the rows of its tables."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.rows: list[list[str]] = []
        self._in_cell = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self._in_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.rows[-1][-1] += data


@pytest.fixture
def phones(practice: Path) -> Path:
    return write(practice / "policies" / "phones.md", POLICY)


def html(run: Run, *arguments: str) -> str:
    return run("validate", *arguments, "--format", "html").stdout


def test_the_page_stands_alone_and_runs_nothing(phones: Path, run: Run) -> None:
    shown = Page(html(run))

    names = {tag for tag, _ in shown.tags}
    assert names.isdisjoint({"script", "link", "img", "iframe", "object", "form"})
    policy = next(a["content"] for tag, a in shown.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "url(" not in html(run)
    assert not [a for tag, a in shown.tags if "src" in a or "style" in a]


def test_coverage_is_a_table_of_clauses_against_sections_with_letters(phones: Path, run: Run) -> None:
    shown = Page(html(run, "phones"))

    text = html(run, "phones")
    assert "1 (opening text); 2 “Friends”; 3 “Phones”; 4 “Searches”." in text
    rows = {row[0].partition(":")[0]: row[1:] for row in shown.rows if row}
    assert rows["1.06(h)"][0] == "found"
    assert rows["1.06(h)"][1:].index("F") == 1
    assert any(cells[0] == "opposite" and cells[4] == "A" for cells in rows.values() if len(cells) == 5)
    assert rows["texting"] == ["vouched for", "", "", "V", ""]
    assert ("th", "row") in {(tag, a.get("scope")) for tag, a in shown.tags}


def test_evidence_is_quoted_with_its_line_and_gaps_with_what_to_write(phones: Path, run: Run) -> None:
    text = html(run, "phones")

    assert "Line 10: “I do not accept friend requests from clients on any social network.”" in text
    assert "Write, for example: “" in text
    assert "the text says the opposite" in text


def test_what_is_vouched_for_stands_apart_from_what_was_found(phones: Path, run: Run) -> None:
    text = html(run, "phones")

    assert "Vouched for by the author, not found by the program" in text
    assert "A dial cannot text." in text


def test_editions_days_what_was_not_checked_and_no_advice_are_told(phones: Path, run: Run) -> None:
    text = html(run, "phones")

    assert "Checked on January 1, 2026" in text
    assert "in force since June 1, 2021" in text
    assert "What was not checked, and what was assumed" in text
    assert "It is no legal advice" in text
    assert "no code and no law" in text
    assert "January 1, 2019" in html(run, "phones", "--as-of", "2019-01-01")


def test_each_table_has_a_name_of_its_own(phones: Path, run: Run) -> None:
    shown = Page(html(run))

    names = [a["aria-label"] for tag, a in shown.tags if a.get("role") == "region"]
    assert len(names) == len(set(names))
    assert any(name and name.startswith("Coverage of policies/phones.md: NASW") for name in names)


def test_several_policies_have_a_part_each_to_which_the_summary_leads(phones: Path, run: Run) -> None:
    shown = Page(html(run))

    targets = {a["href"] for tag, a in shown.tags if tag == "a"}
    ids = {f"#{a['id']}" for tag, a in shown.tags if a.get("id")}
    assert {"#document-1", "#document-2"} <= targets & ids
    levels = [int(tag[1]) for tag, _ in shown.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_policy_that_cannot_be_read_is_told_and_the_others_come(broken: Path, run: Run) -> None:
    outcome = run("validate", "--format", "html")

    assert outcome.exit_code == 2
    assert "cannot be read" in outcome.stdout
    assert "policies/texting.md:2" in outcome.stdout


def test_the_text_is_never_markup(empty: Path, run: Run) -> None:
    write(empty / "bad.txt", "I do not accept friend requests <script>alert(1)</script> \x07 {{ 7 }} [x].\n")

    outcome = run("check", "bad.txt", "--format", "html")

    assert outcome.exit_code in (0, 1), outcome.stderr
    assert "&lt;script&gt;" in outcome.stdout
    assert "script" not in {tag for tag, _ in Page(outcome.stdout).tags}


def test_it_is_written_to_the_file_that_is_named(phones: Path, run: Run) -> None:
    for format_ in ("html", "json", "text", "sarif", "github"):
        outcome = run("validate", "phones", "--format", format_, "-o", f"out/report.{format_}")

        assert outcome.stdout == ""
        assert f"report.{format_}" in outcome.stderr
        assert outcome.exit_code == 1
    assert json.loads(Path("out/report.json").read_text("utf-8"))[0]["policy"] == "phones"
    assert Path("out/report.html").read_text("utf-8") == html(run, "phones")


def test_the_pdf_is_accessible_and_says_the_same(phones: Path, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "review.pdf"

    outcome = run("validate", "phones", "--format", "pdf", "-o", str(file))

    assert outcome.exit_code == 1, outcome.stderr
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        assert "no failures" in str(page.validate_pdf(str(file), profile=profile))
    text = " ".join(" ".join(one.extract_text() for one in pypdf.PdfReader(file).pages).split())
    assert "Coverage: what is asked, and where the text answers" in text
    assert "vouched for" in text
    assert "It is no legal advice" in text


def test_a_pdf_without_a_name_goes_where_the_handouts_go(phones: Path, run: Run) -> None:
    run("validate", "phones", "--format", "pdf")

    assert Path("handouts/policy-review.pdf").read_bytes().startswith(b"%PDF-")
    first = Path("handouts/policy-review.pdf").read_bytes()
    run("validate", "phones", "--format", "pdf")
    assert Path("handouts/policy-review.pdf").read_bytes() == first


def test_a_character_that_no_font_has_is_an_error_with_the_way_out(empty: Path, run: Run) -> None:
    write(empty / "odd.txt", "I do not accept friend requests from clients \U0001f98a on any network.\n")

    outcome = run("check", "odd.txt", "--format", "pdf", "-o", "odd.pdf")

    assert outcome.exit_code == 2
    assert "--format html" in outcome.stderr
    assert not Path("odd.pdf").exists()


def test_other_formats_load_neither_the_page_nor_the_typesetter(phones: Path, run: Run) -> None:
    import subprocess
    import sys

    code = (
        "import sys; from policydocs.cli.main import policydocs\n"
        "try: policydocs(['-q', 'validate', 'phones'])\nexcept SystemExit: pass\n"
        "print([m for m in sys.modules if m in ('typst', 'jinja2') or 'page_report' in m or '.explain' in m])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert told.stdout.splitlines()[-1] == "[]"


def test_sections_that_number_themselves_are_not_mistaken_for_columns(practice: Path, run: Run) -> None:
    write(practice / "policies" / "questions.md", POLICY.replace("## Friends", "## 1. Friends"))

    said = html(run, "questions")

    assert "The sections: 1 (opening text); 2 “1. Friends”; 3 “Phones”; 4 “Searches”." in said


def test_the_edition_that_was_used_stands_at_the_head(phones: Path, run: Run) -> None:
    said = html(run, "phones")

    assert "It was held against: NASW Code of Ethics (2021); Good practice for client policies." in said


def test_policies_that_contradict_each_other_stand_in_it_with_both_lines(phones: Path, run: Run) -> None:
    for name, text in (
        ("one", "I do not text with clients."),
        ("two", "You may text me to say that you are late."),
    ):
        write(phones.parent / f"{name}.md", f"---\ntitle: {name}\nchecklists: []\n---\n\n{text}\n")

    said = html(run)

    assert "Two of your policies do not agree on text messages." in said
    assert "policies/one.md, line 6, says" in said
