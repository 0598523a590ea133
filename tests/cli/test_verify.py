"""`policydocs verify`, from the file to the screen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policydocs.history.artifacts import VersionFile
from policydocs.history.tag_message import RecordKind

from ..history.conftest import Repository, clean_git, repository
from ..history.releasing import end, release
from .conftest import Run

__all__ = ["clean_git", "repository"]


@pytest.fixture
def files(repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, VersionFile]:
    """1.0.0 superseded, 1.1.0 in force, 2.0.0 pending; it is June 1, and we are in the practice."""
    made: dict[str, VersionFile] = {}
    repository.policy("Call me by day.")
    made |= release(repository, "1.0.0", "2026-03-01", formats=("pdf", "txt"))
    repository.policy("Call me on weekdays.")
    made |= release(repository, "1.1.0", "2026-05-01", formats=("txt",), previous="messages/v1.0.0")
    repository.policy("Write to me.")
    made |= release(repository, "2.0.0", "2026-07-01", formats=("txt",), previous="messages/v1.1.0")
    for name, file in made.items():
        (tmp_path / name).write_bytes(file.data)
    monkeypatch.chdir(repository.folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780315200")
    return made


def code_of(file: VersionFile) -> str:
    return file.data.decode().split("Code ")[1].strip()


@pytest.mark.parametrize(
    ("name", "standing"),
    [
        ("messages-1.0.0.txt", "Superseded by 1.1.0 since 2026-05-01."),
        ("messages-1.1.0.txt", "In force since 2026-05-01."),
        ("messages-2.0.0.txt", "Not in force before 2026-07-01."),
    ],
)
def test_a_genuine_file_is_told_with_how_it_stands(
    files: dict[str, VersionFile], run: Run, tmp_path: Path, name: str, standing: str
) -> None:
    answer = run("verify", str(tmp_path / name))

    assert answer.exit_code == 0
    assert "GENUINE" in answer.stdout
    assert standing in answer.stdout


def test_a_withdrawn_version_is_told(
    files: dict[str, VersionFile], repository: Repository, run: Run, tmp_path: Path
) -> None:
    end(repository, RecordKind.WITHDRAWAL, "1.1.0", "2026-05-20", "A mistake.")

    assert "Withdrawn on 2026-05-20." in run("verify", str(tmp_path / "messages-1.1.0.txt")).stdout


def test_altered_words_are_shown_and_fail(files: dict[str, VersionFile], run: Run, tmp_path: Path) -> None:
    forged = tmp_path / "forged.txt"
    forged.write_bytes(files["messages-1.0.0.txt"].data.replace(b"by day", b"by night"))

    answer = run("verify", str(forged))

    assert answer.exit_code == 1
    assert "ALTERED. It differs from the version in one place" in answer.stdout
    assert "the version says:  day." in answer.stdout
    assert "this file says:    night." in answer.stdout


def test_several_files_are_told_one_by_one_and_the_worst_decides(
    files: dict[str, VersionFile], run: Run, tmp_path: Path
) -> None:
    (tmp_path / "other.txt").write_text("Quite another text.")

    good, missing = str(tmp_path / "messages-1.0.0-letter.pdf"), str(tmp_path / "missing.pdf")
    answer = run("verify", good, str(tmp_path / "other.txt"), missing)

    assert answer.exit_code == 2
    assert [word for word in ("GENUINE", "UNKNOWN", "no such file") if word in answer.stdout] == [
        "GENUINE",
        "UNKNOWN",
        "no such file",
    ]
    assert run("verify", good, str(tmp_path / "other.txt")).exit_code == 1


def test_standard_input_is_read(files: dict[str, VersionFile], run: Run) -> None:
    answer = run("verify", "-", stdin=files["messages-1.0.0.txt"].data)

    assert answer.exit_code == 0


def test_a_code_from_paper_leads_to_its_version(files: dict[str, VersionFile], run: Run) -> None:
    answer = run("verify", "--code", code_of(files["messages-1.0.0.txt"]).lower())

    assert answer.exit_code == 0
    assert "version 1.0.0" in answer.stdout
    assert "Superseded by 1.1.0" in answer.stdout


@pytest.mark.parametrize(("code", "said"), [("0000-0001", "misread"), ("nothing!", "no code")])
def test_a_wrong_code_is_told(files: dict[str, VersionFile], run: Run, code: str, said: str) -> None:
    answer = run("verify", "--code", code)

    assert answer.exit_code == 2
    assert said in answer.stdout


def test_programs_get_everything_as_json(files: dict[str, VersionFile], run: Run, tmp_path: Path) -> None:
    forged = tmp_path / "forged.txt"
    forged.write_bytes(files["messages-1.0.0.txt"].data.replace(b"by day", b"by night"))

    genuine, altered = json.loads(
        run("verify", str(tmp_path / "messages-1.1.0.txt"), str(forged), "--format", "json").stdout
    )

    assert (genuine["verdict"], genuine["version"]["version"]) == ("genuine", "1.1.0")
    assert (genuine["version"]["in_force"], genuine["file"]) == (True, "messages-1.1.0.txt")
    assert altered["verdict"] == "altered"
    assert altered["differences"] == [
        {"expected": "day.", "found": "night.", "before": altered["differences"][0]["before"],
         "after": altered["differences"][0]["after"], "page": None}
    ]  # fmt: skip
    assert altered["version"]["in_force_now"] == "1.1.0"


def test_it_works_in_a_bare_copy_without_the_practices_files(
    files: dict[str, VersionFile],
    repository: Repository,
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    repository.git("clone", "--quiet", "--bare", str(repository.folder), str(tmp_path / "bare ü"))
    monkeypatch.chdir(tmp_path / "bare ü")

    answer = run("verify", str(tmp_path / "messages-1.0.0-letter.pdf"))

    assert answer.exit_code == 0
    assert "Superseded by 1.1.0" in answer.stdout


def test_outside_of_a_repository_the_way_into_one_is_told(
    files: dict[str, VersionFile], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    answer = run("verify", "messages-1.0.0.txt")

    assert answer.exit_code == 2
    assert "not kept in git" in answer.stderr


def test_without_a_file_it_says_what_to_name(files: dict[str, VersionFile], run: Run) -> None:
    assert run("verify").exit_code == 2


def test_control_characters_of_a_document_do_not_reach_the_terminal(
    files: dict[str, VersionFile], run: Run, tmp_path: Path
) -> None:
    forged = tmp_path / "forged.txt"
    forged.write_bytes(files["messages-1.0.0.txt"].data.replace(b"by day", "by \u202enight\x9b".encode()))

    answer = run("verify", str(forged))

    assert "\u202e" not in answer.stdout
    assert "\x9b" not in answer.stdout


def test_no_line_is_wider_than_a_window(files: dict[str, VersionFile], run: Run, tmp_path: Path) -> None:
    text = files["messages-1.1.0.txt"].data.decode().replace("weekdays", "weekdays and on Saturday " * 12)
    (tmp_path / "altered.txt").write_text(text, encoding="utf-8")
    (tmp_path / "other.txt").write_text("A letter about something else. " * 20, encoding="utf-8")
    names = ("messages-1.0.0.pdf", "altered.txt", "other.txt", "none.txt")
    (Path() / "messages-1.0.0.pdf").write_bytes((tmp_path / "messages-1.0.0-letter.pdf").read_bytes())
    for name in ("altered.txt", "other.txt"):
        (Path() / name).write_bytes((tmp_path / name).read_bytes())

    answer = run("verify", *names)

    assert max(len(line) for line in answer.stdout.splitlines()) <= 80
    assert "ALTERED" in answer.stdout
