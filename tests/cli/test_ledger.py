"""`policydocs ledger`: who holds what, what became of letters, and the proof of it."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from policydocs.delivery.clients import Client, Recipient
from policydocs.delivery.sqlite.store import FILE_NAME, open_records

from .conftest import PASSES, Run, write
from .desk import (
    NOTED,
    SAID,
    counts,
    desk,
    ledger_of,
    prepared,
    released_once,
)

__all__ = ["desk", "released_once"]

# --- ledger --------------------------------------------------------------------------------------


def test_the_view_says_who_is_to_be_told_and_who_must_sign(desk: Path, run: Run) -> None:
    run("give", "c-0001")
    run("give", "c-0002", "questions", "--version", "newest")

    view = run("ledger")

    assert view.exit_code == 0
    assert "Harbor Counseling: 3 active clients" in view.stdout
    assert "To be told of a change: questions (1)\n  c-0001.1  Ana Example  has 1.0.0" in view.stdout
    assert "Never given one: questions (1)\n  c-0003.1  Mo Example" in view.stdout
    assert "To sign: questions (1)\n  c-0002.1  Bo Example" in view.stdout
    assert "policydocs notify" in view.stderr
    assert all(len(line) <= 80 for line in view.stdout.splitlines())
    assert "\x1b" not in view.stdout


def test_the_table_for_programs_has_a_line_for_each_recipient(desk: Path, run: Run) -> None:
    run("give", "c-0001")

    head, *lines = run("ledger", "--format", "csv").stdout.splitlines()

    assert head.startswith("client,recipient,name,policy,holds,")
    assert len(lines) == 3
    assert lines[0].startswith("c-0001,c-0001.1,Ana Example,questions,1.0.0,given,2026-03-01,2.0.0,yes,")


def test_the_days_of_notice_are_told(desk: Path, run: Run, machine: Path) -> None:
    for number in (1, 2):
        run("give", f"c-000{number}", "--on", "2026-01-15")
        prepared(machine, number)
    run("ledger", "record", "--given", "c-0001", "c-0002")

    values = json.loads(run("ledger", "--format", "json").stdout)

    assert values["policies"][0]["notice"] == {"days_promised": 30, "kept": 2, "short": 0, "late": 0}
    assert [one["days_of_notice"] for one in values["recipients"]] == [30, 30, None]
    assert "2 had 30 days or more" in run("ledger").stdout


def test_without_a_roster_it_is_told_how_to_begin(desk: Path, machine: Path, run: Run) -> None:
    shutil.rmtree(machine / "practices")

    assert "policydocs clients import" in run("ledger").stderr
    assert json.loads(run("ledger", "--format", "json").stdout)["active_clients"] == 0
    assert run("ledger", "--format", "csv").stdout.count("\n") == 1
    assert run("ledger", "check").exit_code == 0
    assert run("ledger", "purge").exit_code == 0
    assert not (machine / "practices").exists()


# --- record --------------------------------------------------------------------------------------


def test_a_letter_that_was_made_counts_when_it_is_recorded_as_given(
    desk: Path, machine: Path, run: Run
) -> None:
    for number in (1, 2, 3):
        prepared(machine, number)
    assert counts(run)["held"] == {}
    assert "3 letters made, and not yet recorded as given" in run("ledger").stdout

    one = run("ledger", "record", "--given", "c-0001", "c-0002.1", "--on", "2026-02-28")
    rest = run("ledger", "record", "--given", "--every", "print")

    assert one.stdout == "Written down: 2 letters given on 2026-02-28\n"
    assert rest.stdout == "Written down: 1 letter given on 2026-03-01\n"
    assert counts(run)["held"] == {"2.0.0": 3}


def test_a_letter_that_came_back_is_held_no_longer(desk: Path, machine: Path, run: Run) -> None:
    run("give", "c-0001")
    letter = prepared(machine, 1)
    run("ledger", "record", "--given", letter.id[:8])
    assert counts(run)["held"] == {"2.0.0": 1}

    assert run("ledger", "record", "--returned", "c-0001", "--why", "moved").exit_code == 0

    assert counts(run) == {"held": {"1.0.0": 1}, "none_yet": 2, "to_tell": 1, "to_sign": 0}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("c-0001",), "Say --given or --returned"),
        (("--given",), "Which letters?"),
        (("--given", "c-0001", "--every", "print"), "Which letters?"),
        (("--given", "c-0001", "Ana", "c-0002"), "Of the ids, no 2, 3"),
        (("--returned", "c-0002"), "Of the ids, no 1"),
        (("--given", "--every", "eml"), "No letter that was made by this channel"),
    ],
)
def test_what_cannot_be_recorded_writes_nothing(
    desk: Path, machine: Path, run: Run, arguments: tuple[str, ...], said: str
) -> None:
    prepared(machine, 1)

    outcome = run("ledger", "record", *arguments)

    assert outcome.exit_code == 2
    assert said in outcome.stderr
    assert "Ana" not in outcome.stderr
    assert counts(run)["held"] == {}


# --- Papers --------------------------------------------------------------------------------------


def test_the_evidence_names_no_client_and_claims_no_more_than_is_known(
    desk: Path, machine: Path, run: Run
) -> None:
    run("give", "c-0001")
    prepared(machine, 1)
    run("give", "c-0002", "questions", "--version", "2.0.0")
    run("ack", "c-0002", "questions", "--declined", "--why", "no wish to")

    outcome = run("ledger", "evidence", "questions", "2.0.0", "--format", "json")

    about = json.loads(outcome.stdout)
    assert "Example" not in outcome.stdout
    assert (about["effective"], about["level"], about["released_by"]) == ("2026-03-31", "major", "Jo Lee")
    assert about["reasons"] == {"*": "Many asked for it."}
    assert about["compared_with"] == "questions/v1.0.0"
    assert "I text with clients about appointments." in about["notice"]
    first = json.loads(run("ledger", "evidence", "questions", "1.0.0", "--format", "json").stdout)
    assert first["notice"] == ""
    assert {one["recipient"]: one["means_that"] for one in about["deliveries"]} == {
        "c-0001.1": "made, not recorded as given",
        "c-0002.1": "given",
    }
    assert [one["kind"] for one in about["acknowledgments"]] == ["declined"]
    assert about["ledger"]["sound"] is True
    assert (
        "Bo Example" in run("ledger", "evidence", "questions", "2.0.0", "--names", "--format", "json").stdout
    )


def test_papers_are_the_owners_alone_and_go_nowhere_near_git(
    desk: Path, machine: Path, tmp_path: Path, run: Run
) -> None:
    run("give", "c-0001")

    by_default = run("ledger", "export", "--client", "c-0001", "--format", "pdf")
    twice = run("ledger", "export", "--client", "c-0001", "--format", "pdf")
    named = run("ledger", "evidence", "questions", "newest", "-o", str(tmp_path / "record.pdf"))
    refused = run("ledger", "export", "--client", "c-0001", "-o", "record.json")

    paths = [Path(one.stdout.strip()) for one in (by_default, twice, named)]
    assert len(set(paths)) == 3
    for path in paths:
        assert path.read_bytes().startswith(b"%PDF")
        assert path.stat().st_mode & 0o077 == 0
    assert paths[0].is_relative_to(ledger_of(machine))
    assert "c-0001" not in paths[0].name
    assert refused.exit_code == 2
    assert "working tree" in refused.stderr
    assert not (desk / "record.json").exists()


def test_a_clients_record_is_everything_of_her_and_nothing_of_others(desk: Path, run: Run) -> None:
    for number in (1, 2):
        run("give", f"c-000{number}")
    run("ack", "c-0001", "questions", "--reply")

    text = run("ledger", "export", "--client", "c-0001").stdout
    record = json.loads(text)
    rows = run("ledger", "export", "--client", "c-0001", "--format", "csv").stdout.splitlines()

    assert record["client"]["name"] == "Ana Example"
    assert [one["kind"] for one in record["events"]] == ["client-added", "delivery-begun", "acknowledged"]
    assert len(rows) == 4
    assert "c-0002" not in text
    assert run("ledger", "export", "--client", "x").exit_code == 2


# --- Keeping -------------------------------------------------------------------------------------


def test_a_ledger_that_was_altered_is_not_sound(desk: Path, machine: Path, run: Run) -> None:
    run("give", "c-0001")
    assert "The ledger is sound." in run("ledger", "check").stdout

    with closing(sqlite3.connect(ledger_of(machine) / FILE_NAME)) as file:
        file.execute("DROP TRIGGER events_are_not_changed")
        file.execute("UPDATE events SET actor = 'somebody' WHERE number = 2")
        file.commit()
    outcome = run("ledger", "check")

    assert outcome.exit_code == 1
    assert "Event 2 was altered" in outcome.stderr
    assert json.loads(run("ledger", "check", "--format", "json").stdout)["sound"] is False


def test_a_purge_shows_first_and_then_wants_the_number(
    desk: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("give", "c-0002", "questions", "--on", "2026-01-02")
    run("give", "c-0002", "questions", "--version", "2.0.0")
    run("give", "c-0001", "questions")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1979596800")  # 2032-09-24
    assert "nothing to take out" in run("ledger", "purge", "--years", "7").stderr

    shown = run("ledger", "purge")
    wrong = run("ledger", "purge", "--confirm", "5")
    assert counts(run)["held"] == {"1.0.0": 1, "2.0.0": 1}
    done = run("ledger", "purge", "--confirm", "2")

    assert "2 events, 1 letter, no acknowledgments, 1 former client" in shown.stdout
    assert "questions 1.0.0, in force until 2026-03-30" in shown.stdout
    assert "1 letter of these versions stay" in shown.stderr
    assert "--confirm=2" in shown.stderr
    assert wrong.exit_code == 1
    assert done.exit_code == 0
    assert counts(run)["held"] == {"1.0.0": 1, "2.0.0": 1}
    assert "the words of 2 of them purged" in run("ledger", "check").stdout


# --- What else knows of the ledger ---------------------------------------------------------------


def test_status_counts_those_still_to_be_told(desk: Path, run: Run) -> None:
    assert json.loads(run("status", "--format", "json").stdout)[0]["to_tell"] == 0
    for number in (1, 2):
        run("give", f"c-000{number}")

    outcome = run("status")

    assert "2 clients are still to be told of a change." in outcome.stdout
    assert "policydocs notify" in outcome.stderr
    assert "Example" not in outcome.stdout + outcome.stderr


def test_telling_clients_comes_before_a_policy_that_nobody_has_yet(desk: Path, run: Run) -> None:
    for number in (1, 2):
        run("give", f"c-000{number}")
    write(desk / "policies" / "another.md", PASSES.replace(SAID, "I text with clients about appointments."))

    outcome = run("status")

    assert "policydocs notify" in outcome.stderr
    assert "policydocs release" not in outcome.stderr


def test_a_release_that_names_a_client_is_refused(desk: Path, run: Run) -> None:
    policy = desk / "policies" / "questions.md"
    policy.write_text(policy.read_text() + "\nAs Ana Example asked, I answer on Mondays.\n")

    outcome = run("release", "questions", "--yes", "--why", "ana@example.org wished it.")

    assert outcome.exit_code == 1
    assert "policies/questions.md:15: here stands a client's name" in outcome.stderr
    assert "--why or --summary, number 1: here stands a client's e-mail address" in outcome.stderr
    assert "Ana" not in outcome.stderr


@pytest.mark.parametrize("command", [("withdraw", "questions", "2.0.0"), ("retire", "questions")])
def test_nor_does_an_end_name_a_client(desk: Path, run: Run, command: tuple[str, ...]) -> None:
    outcome = run(*command, "--yes", "--why", "Ana Example asked for it.")

    assert outcome.exit_code == 1
    assert "--why: here stands a client's name" in outcome.stderr
    assert "Ana" not in outcome.stdout + outcome.stderr


def test_a_backup_has_the_ledger_whole_also_while_it_is_open(
    desk: Path, machine: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("give", "c-0001")
    with closing(open_records(ledger_of(machine))) as records, records.working_alone():
        records.put_clients([Client("c-0009", "Ed", (Recipient("c-0009.1", "Ed"),))], *NOTED)
        newest = list(records.events())[-1]
        assert (ledger_of(machine) / f"{FILE_NAME}-wal").stat().st_size > 0
        assert run("backup", str(tmp_path / "all.zip")).exit_code == 0

    monkeypatch.setenv("POLICYDOCS_DATA", str(tmp_path / "second"))
    monkeypatch.chdir(tmp_path)
    assert run("restore", "all.zip", "practice-again").exit_code == 0
    monkeypatch.chdir(tmp_path / "practice-again")

    assert counts(run)["held"] == {"1.0.0": 1}
    assert newest.hash in run("ledger", "check").stdout
    restored = tmp_path / "second" / "practices" / "harbor"
    assert (restored / FILE_NAME).stat().st_mode & 0o077 == 0
