"""The page about the API: its examples, run as they stand there."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from policydocs import api
from policydocs.errors import InputError

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "api.md").read_text("utf-8")
CONFIG = '[practice]\nid = "harbor"\nname = "Harbor Counseling"\nphone = "360-555-0100"\n'
POLICY = """\
---
title: Questions
checklists: [good-practice]
---

Please ask me about anything. My number is {{ practice.phone }}.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "policydocs.toml").write_text(CONFIG)
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "questions.md").write_text(POLICY)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_examples_run_in_this_order(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, object] = {}

    for example in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL):
        exec(compile(example, "docs/api.md", "exec"), names)

    said = capsys.readouterr().out
    assert "policies/questions.md:" in said
    assert "\nmajor\n" in said
    assert (folder / "texting-draft-letter-large-print.pdf").read_bytes().startswith(b"%PDF-")
    assert "empty.docx" in said


def test_the_page_names_each_function_and_no_other() -> None:
    told = set(re.findall(r"^\| `(\w+)\(", PAGE, re.MULTILINE))
    functions = {name for name in api.__all__ if inspect.isfunction(getattr(api, name))}

    assert told == functions
    for name in functions:
        assert inspect.getdoc(getattr(api, name))


@pytest.mark.parametrize("wrong", [{"formats": ["odt"]}, {"paper": "legal"}])
def test_another_format_or_paper_is_refused(folder: Path, wrong: dict[str, object]) -> None:
    read = api.read_practice(folder)

    with pytest.raises(InputError, match=r"Formats: pdf, docx, html, txt\. Paper: letter, a4"):
        api.build(read.policies[0], read.practice, **wrong)  # type: ignore[arg-type]


def test_the_same_text_gives_the_same_bytes(folder: Path) -> None:
    read = api.read_practice(folder)

    once, again = (api.build(read.policies[0], read.practice) for _ in range(2))

    assert once == again
    assert [one.name for one in once] == [
        "questions-draft-letter.pdf",
        "questions-draft-letter.docx",
        "questions-draft.html",
        "questions-draft.txt",
    ]


def test_a_practice_with_faults_tells_them(folder: Path) -> None:
    (folder / "policies" / "questions.md").write_text("no head\n")

    with pytest.raises(InputError, match="front matter"):
        api.read_practice(folder)
