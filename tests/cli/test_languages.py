"""Policies in another language on the command line: named, built, compared, told and checked."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from policydocs.model import Policy
from policydocs.source.config import Config
from policydocs.source.policy_files import PolicyFile
from policydocs.source.practice import read_policy_file
from policydocs.source.tree import Tree

from .conftest import PASSES, Run, write

SPANISH = """\
---
title: Preguntas
translates: 1.0.0
---

Por favor, pregúnteme sobre cualquier parte de esta política. Mi número es {{ practice.phone }}.

## Mensajes de texto {#texting}

No intercambio mensajes de texto con mis clientes.
"""
FILE = "policies/questions.es.md"


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=Jo Lee", "-c", "user.email=jo@example.org")
    days = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), "2026-01-01T00:00:00+00:00")
    command = ["git", *identity, *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env={**os.environ, **days})


@pytest.fixture
def bilingual(practice: Path) -> Path:
    """The practice with its policy in Spanish too."""
    write(practice / FILE, SPANISH)
    return practice


@pytest.fixture
def released(bilingual: Path, run: Run) -> Path:
    """Both released as 1.0.0."""
    git(bilingual, "init", "--quiet")
    git(bilingual, "config", "user.name", "Jo Lee")
    git(bilingual, "config", "user.email", "jo@example.org")
    git(bilingual, "add", "--all")
    git(bilingual, "commit", "--quiet", "--message", "Begin")
    result = run("release", "questions", "questions.es", "--yes")
    assert result.exit_code == 0, result.output
    return bilingual


@pytest.mark.parametrize(
    ("arguments", "made"),
    [
        (("questions", "--lang", "es"), {"questions.es-draft.txt"}),
        (("--lang", "es"), {"questions.es-draft.txt"}),
        (("questions.es", "--lang", "es"), {"questions.es-draft.txt"}),
        (("questions", "--lang", "en"), {"questions-draft.txt"}),
        (("--lang", "en"), {"questions-draft.txt"}),
        (("questions",), {"questions-draft.txt"}),
        ((), {"questions-draft.txt", "questions.es-draft.txt"}),
    ],
)
def test_build_makes_the_language_that_is_asked_for(
    bilingual: Path, run: Run, arguments: tuple[str, ...], made: set[str]
) -> None:
    result = run("build", *arguments, "--to", "txt", "-o", "out")

    assert result.exit_code == 0, result.output
    assert {path.name for path in (bilingual / "out").iterdir()} == made


def test_a_spanish_handout_is_spanish_throughout(bilingual: Path, run: Run) -> None:
    run("build", "questions", "--lang", "es", "--to", "txt,html", "-o", "out")

    text = (bilingual / "out" / "questions.es-draft.txt").read_text("utf-8")
    page = (bilingual / "out" / "questions.es-draft.html").read_text("utf-8")
    assert "BORRADOR" in text
    assert "DRAFT" not in text
    assert '<html lang="es">' in page


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("questions", "--lang", "fr"), "questions.fr"),
        (("--lang", "fr"), 'no policy is there in the language "fr"'),
        (("questions.es", "--lang", "fr"), 'is the translation into "es"'),
        (("--lang", "Spanish"), "is no language code"),
    ],
)
def test_a_language_that_is_not_there_is_told(
    bilingual: Path, run: Run, arguments: tuple[str, ...], said: str
) -> None:
    result = run("build", *arguments, "--to", "txt")

    assert result.exit_code == 2
    assert said in result.output


def test_a_translation_passes_without_any_english_sentence(bilingual: Path, run: Run) -> None:
    result = run("validate", "questions.es", "--strict", "--format", "json")

    (entry,) = json.loads(result.stdout)
    assert result.exit_code == 0
    assert entry["findings"] == entry["checklists"] == entry["requirements"] == []
    assert entry["topics"]["texting"]["status"] == "covered"


@pytest.mark.parametrize("command", ["validate", "build"])
def test_a_source_and_its_translation_are_each_read_once(
    bilingual: Path, run: Run, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    read: list[str] = []

    def counting(tree: Tree, config: Config, file: PolicyFile, **more: Any) -> tuple[Policy, ...]:
        read.append(file.slug)
        return read_policy_file(tree, config, file, **more)

    monkeypatch.setattr("policydocs.source.practice.read_policy_file", counting)

    result = run(command, "questions", "questions.es")

    assert result.exit_code == 0, result.output
    assert read == ["questions", "questions.es"]


def test_a_translation_without_a_section_does_not_pass(bilingual: Path, run: Run) -> None:
    write(bilingual / FILE, SPANISH.partition("## ")[0])

    result = run("validate")

    assert result.exit_code == 1
    assert "“Texting” of the source" in " ".join(result.output.split())


def test_a_translation_of_a_source_that_cannot_be_read_cannot_be_checked(bilingual: Path, run: Run) -> None:
    write(bilingual / "policies" / "questions.md", "---\ntitel: x\n---\n\nText.\n")

    result = run("validate", "questions.es")

    assert result.exit_code == 2
    assert "policies/questions.md" in result.output


@pytest.mark.parametrize(
    ("setting", "severities"),
    [("", ["note"]), ("translations = []", []), ('translations = ["es", "vi"]', ["warning", "warning"])],
)
def test_a_policy_without_a_translation_is_told_as_the_configuration_wishes(
    bilingual: Path, run: Run, setting: str, severities: list[str]
) -> None:
    write(bilingual / "policies" / "calls.md", PASSES.replace("Questions", "Calls"))
    config = bilingual / "policydocs.toml"
    config.write_text(f"{config.read_text('utf-8')}\n[policies]\n{setting}\n", "utf-8")

    (entry,) = json.loads(run("validate", "calls", "--format", "json").stdout)

    missing = [one["severity"] for one in entry["findings"] if one["rule"] == "translation-missing"]
    assert missing == severities


def test_a_word_document_in_a_practice_folder_is_no_translation(bilingual: Path, run: Run) -> None:
    write(bilingual / "notes.es.txt", "Hola. " * 3)

    result = run("check", "notes.es.txt", "--format", "json")

    (entry,) = json.loads(result.stdout)
    assert not [one for one in entry["findings"] if one["rule"].startswith("translation")]


def test_a_translation_of_an_older_version_is_stale(released: Path, run: Run) -> None:
    write(released / "policies" / "questions.md", PASSES.replace("do not text", "text"))
    git(released, "commit", "--quiet", "--all", "--message", "Texts")
    result = run("release", "questions", "--yes", "--why", "Many asked.")
    assert result.exit_code == 0, result.output

    (entry,) = json.loads(run("validate", "questions.es", "--format", "json").stdout)

    (finding,) = entry["findings"]
    assert finding["rule"] == "translation-stale"
    assert finding["line"] == 3
    assert "policydocs diff questions 1.0.0 2.0.0" in finding["fix"]


def test_diff_and_notice_take_the_translation(released: Path, run: Run) -> None:
    changed = SPANISH.replace("No intercambio", "Ahora intercambio").replace("1.0.0", "2.0.0")
    write(released / FILE, changed)

    diff = run("diff", "questions", "--lang", "es", "--format", "json")
    notice = run("notice", "questions", "--lang", "es", "--to", "txt", "-o", "out")

    assert json.loads(diff.stdout)["policy"] == "questions.es"
    assert notice.exit_code == 0, notice.output
    (file,) = (released / "out").iterdir()
    text = file.read_text("utf-8")
    assert "Versión 2.0" in text
    assert "Cambios: Preguntas" in text
    assert "Qué debe hacer usted" in text
    assert "What" not in text


def test_a_turned_position_asks_as_much_of_those_who_read_the_translation(released: Path, run: Run) -> None:
    """What turns a position is read from the English sentences; the Spanish notice asks the same."""
    spanish = SPANISH.replace("No intercambio", "Ahora intercambio").replace("1.0.0", "2.0.0")
    write(released / FILE, spanish)
    write(released / "policies" / "questions.md", PASSES.replace("do not text", "text"))

    result = run("notice", "questions", "--lang", "es", "--to", "txt", "-o", "out")

    (file,) = (released / "out").iterdir()
    text = " ".join(file.read_text("utf-8").split())
    assert result.exit_code == 0, result.output
    assert "Por favor, lea el texto nuevo. Está al final de este aviso: “Mensajes de texto”." in text
    assert "No tiene que decidir nada hoy" in text


def test_the_redline_of_a_translation_counts_as_much_as_that_of_its_source(released: Path, run: Run) -> None:
    spanish = SPANISH.replace("No intercambio", "Ahora intercambio").replace("1.0.0", "2.0.0")
    write(released / FILE, spanish)
    write(released / "policies" / "questions.md", PASSES.replace("do not text", "text"))

    result = run("diff", "questions", "--lang", "es", "--format", "json")

    assert json.loads(result.stdout)["level"] == "major"


def test_a_source_version_that_is_not_there_is_told(released: Path, run: Run) -> None:
    git(released, "tag", "--delete", "questions/v1.0.0")
    write(released / FILE, SPANISH.replace("No intercambio", "Ahora intercambio").replace("1.0.0", "2.0.0"))

    for command in (("notice", "--to", "txt", "-o", "out"), ("diff",), ("diff", "--format", "json")):
        result = run(command[0], "questions", "--lang", "es", *command[1:])

        assert result.exit_code == 0, result.output
        assert "read from the translation alone" in " ".join(result.stderr.split())
