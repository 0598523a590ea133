"""`policydocs give` and `ack`: what was handed over to whom, and how she answered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import PASSES, Run, write
from .desk import (
    counts,
    desk,
    released_once,
)

__all__ = ["desk", "released_once"]

# --- give ----------------------------------------------------------------------------------------


def test_what_is_in_force_is_given_with_the_digest_of_the_file(desk: Path, run: Run) -> None:
    done = run("give", "c-0002")

    assert done.exit_code == 0
    assert done.stdout == "Given to c-0002.1: questions 1.0.0 (en)\n"
    record = json.loads(run("ledger", "export", "--client", "c-0002").stdout)
    ((item,),) = [one["policies"] for one in record["deliveries"]]
    evidence = json.loads(run("ledger", "evidence", "questions", "1.0.0", "--format", "json").stdout)
    files = {one["name"]: one["sha256"] for one in evidence["files"]}
    assert item["sha256"] == files["questions-1.0.0-letter-large-print.pdf"]
    run("give", "c-0001", "questions", "--version", "2.0.0")
    about = json.loads(run("ledger", "evidence", "questions", "2.0.0", "--format", "json").stdout)
    files = {one["name"]: one["sha256"] for one in about["files"]}
    assert about["deliveries"][0]["sha256"] == files["questions-2.0.0-letter.pdf"]
    assert any("notice" in name for name in files)
    assert counts(run) == {"held": {"1.0.0": 1, "2.0.0": 1}, "none_yet": 1, "to_tell": 1, "to_sign": 1}


def test_a_guardian_receives_in_place_of_the_client(desk: Path, run: Run) -> None:
    assert "Given to c-0003.1" in run("give", "c-0003").stdout
    assert "Mo Example" in run("clients", "show", "c-0003").stdout


def test_nobody_is_given_the_same_twice_unless_asked(desk: Path, run: Run) -> None:
    run("give", "c-0001", "questions")

    twice = run("give", "c-0001", "questions")
    again = run("give", "c-0001", "questions", "--again", "--why", "She lost hers.")

    assert (twice.exit_code, twice.stdout) == (1, "")
    assert "has questions 1.0.0 already" in twice.stderr
    assert (again.exit_code, again.stdout) == (0, "Given to c-0001.1: questions 1.0.0 (en)\n")
    assert "She lost hers" in run("ledger", "export", "--client", "c-0001").stdout


def test_another_day_and_another_version(desk: Path, run: Run) -> None:
    run("give", "c-0001", "--on", "2026-01-15")
    run("give", "c-0002", "questions", "--version", "newest")

    record = json.loads(run("ledger", "export", "--client", "c-0001").stdout)
    assert record["deliveries"][0]["since"].startswith("2026-01-15")
    assert counts(run) == {"held": {"1.0.0": 1, "2.0.0": 1}, "none_yet": 1, "to_tell": 1, "to_sign": 1}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nobody",), "no client with this id"),
        (("c-0001", "nothing"), "nothing"),
        (("c-0001", "questions", "--version", "7.0.0"), "no version 7.0.0"),
        (("c-0001", "--version", "1.0.0"), "about one policy"),
        (("c-0001", "--again"), "go together"),
        (("c-0001", "--why", "x"), "go together"),
        (("c-0001", "--on", "2030-01-01"), "yet to come"),
        (("c-0001", "--on", "2020-01-01"), "was in force on 2020-01-01"),
        (("c-0001", "--recipient", "c-0002.1"), "by that id"),
        (("c-0001", "--lang", "es"), 'no text of questions 1.0.0 in "es"'),
    ],
)
def test_what_cannot_be_given_is_told_and_nothing_written(
    desk: Path, run: Run, arguments: tuple[str, ...], said: str
) -> None:
    outcome = run("give", *arguments)

    assert outcome.exit_code == 2
    assert said in outcome.stderr
    assert counts(run)["none_yet"] == 3


# --- ack -----------------------------------------------------------------------------------------


def test_an_acknowledgment_is_of_the_version_that_she_has(desk: Path, run: Run) -> None:
    run("give", "c-0001", "questions", "--version", "newest")
    assert counts(run)["to_sign"] == 1

    done = run("ack", "c-0001", "questions", "--signed", "--on", "2026-02-28")

    assert done.stdout == "Written down: c-0001.1, questions 2.0.0, signed on 2026-02-28\n"
    assert counts(run)["to_sign"] == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("c-0001", "questions"), "How did she answer?"),
        (("c-0001", "questions", "--declined"), "--declined needs the reason"),
        (("c-0001", "questions", "--not-obtained"), "--not-obtained needs the reason"),
        (("c-0001", "questions", "--signed", "--version", "2.0.0"), "was given: 1.0.0"),
        (("c-0001", "questions", "--signed", "--version", "x"), "no version"),
        (("c-0002", "questions", "--signed"), "policydocs give c-0002 questions"),
        (("nobody", "questions", "--signed"), "no client with this id"),
        (("c-0001", "questions", "--signed", "--recipient", "x"), "no recipient with that id"),
    ],
)
def test_what_cannot_be_acknowledged_is_told(
    desk: Path, run: Run, arguments: tuple[str, ...], said: str
) -> None:
    run("give", "c-0001")

    outcome = run("ack", *arguments)

    assert outcome.exit_code == 2
    assert said in outcome.stderr


# --- Several clients at once ---------------------------------------------------------------------


def test_several_clients_are_given_at_once_once_the_number_is_confirmed(desk: Path, run: Run) -> None:
    asked = run("give", "--client", "c-0001", "--client", "c-0002", "questions", "--on", "2026-01-15")

    assert asked.exit_code == 2
    assert "2 handovers to 2 clients, given on 2026-01-15" in asked.stdout
    assert "    2  questions 1.0.0 (en)" in asked.stdout
    assert "--confirm=2" in asked.stderr
    assert counts(run)["none_yet"] == 3

    wrong = run("give", "--all-active", "--confirm=2")
    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert "the plan has 3 handovers now" in wrong.stderr

    done = run("give", "--client", "c-0001", "--client", "c-0002", "questions", "--confirm=2")
    assert done.exit_code == 0
    assert "Written down: 2 handovers" in done.stdout
    assert counts(run)["held"] == {"1.0.0": 2}


def test_every_active_client_is_given_what_applies_to_her_and_what_she_has_not(desk: Path, run: Run) -> None:
    run("give", "c-0001")
    write(desk / "policies" / "fees.md", PASSES)
    assert run("clients", "edit", "c-0002", "--policies", "fees").exit_code == 0

    done = run("give", "--all-active", "questions", "--confirm=1")
    again = run("give", "--all-active")

    assert done.exit_code == 0, done.output
    assert "To c-0003.1." in done.stdout
    assert "already or it is on its way to her: 1" in done.stdout
    assert counts(run)["held"] == {"1.0.0": 2}
    assert (again.exit_code, again.stdout.splitlines()[0]) == (0, "There is nothing to write down.")


def test_whoever_cannot_be_given_it_is_named_and_the_others_are_given(desk: Path, run: Run) -> None:
    run("clients", "edit", "c-0002", "--language", "es")

    done = run("give", "--all-active", "--confirm=2")

    assert done.exit_code == 1
    assert '  c-0002: There is no text of questions 1.0.0 in "es".' in done.stdout
    assert counts(run)["held"] == {"1.0.0": 2}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Which client?"),
        (("--client", "c-0001", "--client", "nobody", "--confirm=2"), "no client with this id"),
        (("--client", "c-0001", "--all-active"), "Either --client"),
        (("c-0001", "--confirm=1"), "--confirm goes with"),
        (("--all-active", "--recipient", "c-0001.1"), "about one client"),
        (("--all-active", "c-0001"), "c-0001"),
        (("--all-active", "--on", "2020-01-01", "questions"), "not in force on 2020-01-01"),
    ],
)
def test_what_cannot_be_given_to_several_is_told_and_nothing_written(
    desk: Path, run: Run, arguments: tuple[str, ...], said: str
) -> None:
    outcome = run("give", *arguments)

    assert outcome.exit_code == 2
    assert said in outcome.stderr
    assert counts(run)["none_yet"] == 3
