"""`policydocs clients`: the roster from a file and by hand; no names where they could leak."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .conftest import Run, write

ROSTER = """\
id,name,email,email_allowed,address,post_allowed,language,format,status,Birth Date
c-0001,Ana Example,ana@example.org,yes,,no,,,active,1990-01-01
c-0002,Bo Example,bo@@example,yes,"12 Elm St, Port Linden, WA 98000",yes,es,large,active,1980-01-01
c-0003,=1+1,cy@example.org,maybe,,,,,,
,Di Example,,,,,,,,
c-0005,Ed Example,,,,,,,former,
"""


@pytest.fixture
def roster(practice: Path) -> Path:
    return write(practice.parent / "clients.csv", ROSTER)


@pytest.fixture
def filled(practice: Path, roster: Path, run: Run) -> Path:
    assert run("clients", "import", str(roster), "-q").exit_code == 1  # a row was skipped
    return practice


def listed(run: Run) -> dict[str, Any]:
    return {one["id"]: one for one in json.loads(run("clients", "list", "--all", "--format", "json").stdout)}


def test_without_clients_it_is_told_how_to_begin_and_nothing_is_made(
    practice: Path, machine: Path, run: Run
) -> None:
    for arguments in ((), ("list",)):
        outcome = run("clients", *arguments)
        assert outcome.exit_code == 0
        assert "policydocs clients import clients.csv --dry-run" in outcome.stderr
    assert json.loads(run("clients", "list", "--format", "json").stdout) == []
    assert run("clients", "list", "--format", "csv").stdout.startswith("id,name,")
    assert not (machine / "practices").exists()


def test_outside_of_a_practice_it_is_told(empty: Path, run: Run) -> None:
    outcome = run("clients")

    assert outcome.exit_code == 2
    assert "policydocs init" in outcome.stderr


def test_a_preview_shows_names_and_writes_nothing(roster: Path, machine: Path, run: Run) -> None:
    outcome = run("clients", "import", str(roster), "--dry-run")

    assert outcome.exit_code == 1
    assert "Would be: 4 new" in outcome.stdout
    assert "c-0001  Ana Example" in outcome.stdout
    assert "Birth Date" in outcome.stdout
    assert "row 5  it has no name" not in outcome.stdout
    assert "row 5  it has no id" in outcome.stdout
    assert "leave out --dry-run" in outcome.stderr
    assert not (machine / "practices").exists()


def test_an_import_names_nobody(roster: Path, run: Run) -> None:
    outcome = run("clients", "import", str(roster))

    assert outcome.exit_code == 1
    assert "4 new" in outcome.stdout
    for name in ("Ana", "Bo ", "Di ", "Ed ", "ana@", "1990", "=1+1"):
        assert name not in outcome.stdout + outcome.stderr


def test_the_report_as_json(roster: Path, run: Run) -> None:
    outcome = run("clients", "import", str(roster), "--format", "json")

    report = json.loads(outcome.stdout)
    assert (report["new"], report["changed"], report["same"]) == (4, 0, 0)
    assert report["skipped"] == [{"row": 5, "why": "it has no id"}]
    assert {one["row"] for one in report["remarks"]} == {3, 4}
    assert report["columns_not_read"] == ["Birth Date"]
    assert "Example" not in outcome.stdout


def test_the_list_tells_by_which_way_letters_go(filled: Path, run: Run) -> None:
    outcome = run("clients", "list")

    assert "c-0001  Ana Example  e-mail, else in session" in outcome.stdout
    assert "c-0003  =1+1         in session" in outcome.stdout
    assert "Ed Example" not in outcome.stdout
    assert "1 former client (--all)" in outcome.stderr
    assert "Ed Example" in run("clients", "list", "--all").stdout
    assert all(len(line) <= 80 for line in outcome.stdout.splitlines())


def test_the_list_as_csv_is_no_formula_and_is_imported_again_unchanged(
    filled: Path, tmp_path: Path, run: Run
) -> None:
    text = run("clients", "list", "--all", "--format", "csv").stdout
    again = run("clients", "import", "-", stdin=text)

    assert "'=1+1" in text
    assert again.exit_code == 0
    assert "4 as before" in again.stdout


def test_a_mapping_is_remembered(practice: Path, run: Run) -> None:
    text = "id,name,Elektronisch,darf\n1,Ana,ana@example.org,yes\n"
    options = ("--map", "email=elektronisch", "--map", "email_allowed=darf")

    assert run("clients", "import", "-", *options, stdin=text).exit_code == 0
    assert run("clients", "import", "-", stdin=text.replace("1,Ana,ana", "2,Bo,bo")).exit_code == 0

    assert [one["recipients"][0]["email_allowed"] for one in listed(run).values()] == [True, True]


@pytest.mark.parametrize(
    ("stdin", "options", "said"),
    [
        (b"", (), "empty"),
        (b"PK\x03\x04", (), "CSV UTF-8"),
        (b"Ana Example,ana@example.org\n", (), "first row must hold the names"),
        (b"id,name\n", ("--map", "email"), "--map needs a field"),
        (b"id,name\n", ("--map", "emial=name"), 'Did you mean "email"?'),
        (b'id,name\n1,"Ana Example\n', (), "never closed"),
        (b"id,name\n" + b"x" * 21_000_000, (), "20 MB"),
    ],
)
def test_what_cannot_be_read_is_refused_and_quotes_nobody(
    practice: Path, run: Run, stdin: bytes, options: tuple[str, ...], said: str
) -> None:
    outcome = run("clients", "import", "-", *options, stdin=stdin)

    assert outcome.exit_code == 2
    assert said in outcome.stderr
    assert "Ana" not in outcome.stderr


def test_a_file_that_is_not_there_is_told(practice: Path, run: Run) -> None:
    assert "no such file" in run("clients", "import", "nowhere.csv").stderr
    assert run("clients", "import", "policies").exit_code == 2


# --- By hand -------------------------------------------------------------------------------------


def test_a_client_is_added_changed_shown_and_made_former(practice: Path, run: Run) -> None:
    added = run("clients", "add", "--name", "Ana Example", "--email", "ana@example.org", "--email-allowed")
    assert added.stdout == "Added: c-0001\n"

    changed = run("clients", "edit", "c-0001", "--no-email", "--large-print", "--language", "es")
    assert changed.exit_code == 0
    (recipient,) = listed(run)["c-0001"]["recipients"]
    assert recipient["email"] == "ana@example.org"
    assert recipient["ways"] == ["session"]
    shown = run("clients", "show", "c-0001").stdout
    assert "large print" in shown
    assert "ana@example.org (not allowed)" in shown
    assert json.loads(run("clients", "show", "c-0001", "--format", "json").stdout)["holds"] == []

    assert run("clients", "remove", "c-0001").exit_code == 0
    assert listed(run)["c-0001"]["status"] == "former"
    assert "were former already" in run("clients", "remove", "c-0001").stderr
    assert run("clients", "edit", "c-0001", "--status", "active").exit_code == 0
    assert listed(run)["c-0001"]["status"] == "active"


def test_post_needs_a_yes_for_the_new_address(practice: Path, run: Run) -> None:
    run("clients", "add", "1", "--name", "Ana", "--address", "1 Main St, Town", "--post-allowed")
    assert listed(run)["1"]["recipients"][0]["ways"] == ["post", "session"]

    run("clients", "edit", "1", "--address", "2 Elm St, Town")
    assert listed(run)["1"]["recipients"][0]["ways"] == ["session"]

    run("clients", "edit", "1", "--safe-to-mail")
    assert listed(run)["1"]["recipients"][0]["ways"] == ["post", "session"]


def test_guardian_and_partner(practice: Path, run: Run) -> None:
    run("clients", "add", "1", "--name", "Kit", "--guardian", "Mo", "--guardian-until", "2031-05-04")
    kit = [(one["name"], one["until"], one["since"]) for one in listed(run)["1"]["recipients"]]
    assert kit == [("Mo", "2031-05-04", None), ("Kit", None, "2031-05-05")]

    assert (
        run(
            "clients", "edit", "1", "--guardian-email", "mo@example.org", "--guardian-email-allowed"
        ).exit_code
        == 0
    )
    assert listed(run)["1"]["recipients"][0]["ways"] == ["email", "session"]
    assert run("clients", "edit", "1", "--guardian", "").exit_code == 0
    assert [one["name"] for one in listed(run)["1"]["recipients"]] == ["Kit"]

    run("clients", "edit", "1", "--partner", "Lou")
    (_, lou) = listed(run)["1"]["recipients"]
    assert run("clients", "edit", "1", "--recipient", lou["id"], "--email", "lou@example.org").exit_code == 0
    assert [one["email"] for one in listed(run)["1"]["recipients"]] == ["", "lou@example.org"]
    assert run("clients", "edit", "1", "--end-recipient", lou["id"]).exit_code == 0
    assert len(listed(run)["1"]["recipients"]) == 1


def test_a_client_whose_guardian_alone_receives_has_no_way_of_her_own(practice: Path, run: Run) -> None:
    run("clients", "add", "1", "--name", "Kit", "--guardian", "Mo")

    outcome = run("clients", "edit", "1", "--email", "kit@example.org")

    assert outcome.exit_code == 2
    assert "--guardian-email" in outcome.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("edit", "Ana", "--no-email"), "no client with this id"),
        (("show", "Ana"), "no client with this id"),
        (("remove", "c-0001", "Ana"), "no client with this id"),
        (("add", "c-0001", "--name", "Ana"), "has a client with this id"),
        (("add", "../x", "--name", "Ana"), "letters a to z"),
        (("add", "x", "--name", "Ana", "--email", "ana@@"), "no address that mail can go to"),
        (("add", "x", "--name", "Ana", "--clinician", "nobody"), "none of policydocs.toml"),
        (("edit", "c-0001", "--status", "away"), "neither active nor former"),
        (("edit", "c-0001", "--language", "?"), "language is not known"),
        (("edit", "c-0001", "--policies", "nowhere"), "do not exist"),
        (("edit", "c-0001", "--recipient", "c-0001.9", "--no-email"), "no recipient with that id"),
        (("edit", "c-0001", "--end-recipient", "c-0001.1"), "clients remove c-0001"),
        (("lst",), "Did you mean 'list'?"),
    ],
)
def test_what_is_not_understood_changes_nothing(
    filled: Path, run: Run, arguments: tuple[str, ...], said: str
) -> None:
    before = listed(run)

    outcome = run("clients", *arguments)

    assert outcome.exit_code == 2
    assert said in outcome.stderr
    assert "Ana" not in outcome.stderr
    assert listed(run) == before


def test_a_place_that_git_would_publish_is_refused(
    practice: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (practice / ".git").mkdir()
    monkeypatch.setenv("POLICYDOCS_DATA", str(practice / "data"))

    outcome = run("clients", "add", "--name", "Ana Example")

    assert outcome.exit_code == 2
    assert "working tree" in outcome.stderr
    assert "Ana" not in outcome.stderr
    assert not (practice / "data").exists()
