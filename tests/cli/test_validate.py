"""The practice's policies against their checklists."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import BROKEN, CONFIG, PASSES, Run, write


def test_policies_that_pass_end_with_0_and_the_next_command(practice: Path, run: Run) -> None:
    outcome = run("validate")

    assert outcome.exit_code == 0, outcome.stdout
    assert "Passes" in outcome.stdout
    assert "policydocs build questions" in outcome.stderr


def test_a_policy_that_lacks_something_ends_with_1_and_names_file_and_command(
    lacking: Path, run: Run
) -> None:
    outcome = run("validate")

    assert outcome.exit_code == 1
    assert "Does not pass" in outcome.stdout
    assert "mend policies/texting.md, then run:  policydocs validate texting" in outcome.stderr


def test_a_policy_that_cannot_be_read_ends_with_2_and_the_others_still_come(broken: Path, run: Run) -> None:
    outcome = run("validate", "--format", "json")

    assert outcome.exit_code == 2
    entries = {entry["document"]: entry for entry in json.loads(outcome.stdout)}
    assert "topics" not in entries["policies/texting.md"]
    assert "policies/texting.md:2" in entries["policies/texting.md"]["error"]
    assert entries["policies/questions.md"]["ok"] is True


def test_only_the_policies_named_are_checked(lacking: Path, run: Run) -> None:
    outcome = run("validate", "questions", "--format", "json")

    assert outcome.exit_code == 0
    assert [entry["policy"] for entry in json.loads(outcome.stdout)] == ["questions"]


def test_a_name_that_does_not_exist_is_told_with_the_nearest(practice: Path, run: Run) -> None:
    outcome = run("validate", "qestions")

    assert outcome.exit_code == 2
    assert outcome.stdout == ""
    assert '"qestions"' in outcome.stderr
    assert '"questions"' in outcome.stderr


def test_a_practice_without_a_policy_is_told_how_to_write_one(practice: Path, run: Run) -> None:
    (practice / "policies" / "questions.md").unlink()

    outcome = run("validate")
    as_json = run("validate", "--format", "json")

    assert outcome.exit_code == 0
    assert "There is no policy in policies/ yet." in outcome.stderr
    assert (as_json.exit_code, json.loads(as_json.stdout)) == (0, [])


def test_outside_of_a_practice_the_ways_in_are_told(empty: Path, run: Run) -> None:
    outcome = run("validate")

    assert outcome.exit_code == 2
    assert "policydocs init my-practice" in outcome.stderr
    assert "policydocs check FILE" in outcome.stderr


def test_it_works_from_a_folder_below_and_from_elsewhere(
    lacking: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(lacking / "policies")
    below = run("validate", "questions")
    monkeypatch.chdir(tmp_path)
    before = run("-C", str(lacking), "validate", "questions")
    after = run("validate", "questions", "-C", str(lacking))

    assert (below.exit_code, before.exit_code, after.exit_code) == (0, 0, 0)
    assert below.stdout == before.stdout == after.stdout


def test_quiet_leaves_the_result_alone(practice: Path, run: Run) -> None:
    loud = run("validate")

    for arguments in (("-q", "validate"), ("validate", "--quiet")):
        outcome = run(*arguments)
        assert outcome.stderr == ""
        assert outcome.stdout == loud.stdout


def test_faults_of_the_configuration_are_told_with_their_lines(practice: Path, run: Run) -> None:
    write(practice / "policydocs.toml", '[practice]\nid = "a"\nname = "A"\nfone = "1"\n')

    outcome = run("validate")

    assert outcome.exit_code == 2
    assert "policydocs.toml:4" in outcome.stderr
    assert '"phone"' in outcome.stderr


def test_a_checklist_that_does_not_exist_is_told_with_the_nearest(practice: Path, run: Run) -> None:
    outcome = run("validate", "--checklist", "nasw-2012")

    assert outcome.exit_code == 2
    assert '"nasw-2021"' in outcome.stderr


def test_a_checklist_that_a_policy_names_wrongly_is_told_with_its_line(practice: Path, run: Run) -> None:
    text = PASSES.replace("checklists: []", "checklists: [good-practise]")
    write(practice / "policies" / "questions.md", text)

    outcome = run("validate")

    assert outcome.exit_code == 2
    assert "policies/questions.md:3" in outcome.stdout
    assert '"good-practice"' in outcome.stdout


def test_a_checklist_that_the_configuration_names_wrongly_is_told_with_its_line(
    practice: Path, run: Run
) -> None:
    write(practice / "policydocs.toml", CONFIG + '[policies]\nchecklists = ["nasw-2012"]\n')
    write(practice / "policies" / "questions.md", PASSES.replace("checklists: []\n", ""))

    outcome = run("validate")

    assert outcome.exit_code == 2
    assert "policydocs.toml:10: " in outcome.stdout
    assert '"nasw-2021"?' in outcome.stdout


def test_strict_refuses_what_is_only_to_be_looked_at(practice: Path, run: Run) -> None:
    text = PASSES.replace("reviewed: 2026-01-01", "reviewed: 2020-01-01")
    write(practice / "policies" / "questions.md", text)

    assert run("validate").exit_code == 0
    assert run("validate", "--strict").exit_code == 1


def test_a_policy_that_differs_for_each_clinician_is_told_for_each(practice: Path, run: Run) -> None:
    with (practice / "policydocs.toml").open("a", encoding="utf-8") as config:
        config.write('\n[[clinicians]]\nid = "reyes"\nname = "Tobias Reyes"\n')
    write(practice / "policies" / "questions.md", PASSES + "\nYours, {{ clinician.name }}.\n")

    entries = json.loads(run("validate", "--format", "json").stdout)

    assert [entry["clinician"] for entry in entries] == ["lee", "reyes"]
    assert {entry["document"] for entry in entries} == {"policies/questions.md"}


@pytest.mark.parametrize(("format_", "start"), [("sarif", "{"), ("github", "::error ")])
def test_other_formats_hold_nothing_else(lacking: Path, run: Run, format_: str, start: str) -> None:
    outcome = run("validate", "--format", format_)

    assert outcome.exit_code == 1
    assert outcome.stdout.startswith(start)
    assert outcome.stderr == ""


# --- What is said first --------------------------------------------------------------------------


@pytest.mark.parametrize("command", [("validate",), ("validate", "--format", "json"), ("build",)])
def test_a_missing_folder_of_policies_is_an_error_not_an_empty_answer(
    practice: Path, run: Run, command: tuple[str, ...]
) -> None:
    (practice / "policies").rename(practice / "moved")

    outcome = run(*command)

    assert outcome.exit_code == 2
    assert outcome.stdout == ""
    assert "There is no folder policies/" in outcome.stderr


def test_a_wrong_name_of_the_folder_is_told_at_its_line(practice: Path, run: Run) -> None:
    write(practice / "policydocs.toml", CONFIG + '\n[policies]\nfolder = "polices"\n')

    outcome = run("validate")

    assert outcome.exit_code == 2
    line = CONFIG.count("\n") + 3
    assert f"policydocs.toml:{line}: There is no folder polices/" in outcome.stderr


def test_a_folder_without_a_policy_yet_is_no_error(practice: Path, run: Run) -> None:
    (practice / "policies" / "questions.md").unlink()

    outcome = run("validate")

    assert outcome.exit_code == 0
    assert "There is no policy in policies/ yet." in outcome.stderr


def test_blanks_stand_in_the_verdict_and_are_what_to_do_next(practice: Path, run: Run) -> None:
    write(practice / "policies" / "questions.md", PASSES + "\nWrite to [PRACTICE NAME], [YOUR ADDRESS].\n")

    outcome = run("validate")

    assert outcome.exit_code == 0
    assert "Passes: 2 blanks to fill in" in outcome.stdout
    assert "Next: fill in the blanks" in outcome.stderr
    assert "policydocs build" not in outcome.stderr


def test_a_policy_held_against_nothing_has_no_empty_headings(practice: Path, run: Run) -> None:
    write(practice / "policies" / "questions.md", PASSES.partition("Please")[0] + "The door is blue.\n")

    for more in ((), ("--evidence",)):
        lines = run("validate", *more).stdout.splitlines()

        assert not {"Topics", "Checklists", "What each clause asks for"} & set(lines)


def test_where_nothing_could_be_read_nothing_is_said_of_what_was_not_found(practice: Path, run: Run) -> None:
    write(practice / "policies" / "questions.md", BROKEN)

    outcome = run("validate")

    assert outcome.exit_code == 2
    assert "compliant" not in outcome.stdout


def test_how_far_clauses_were_confirmed_is_one_sentence_until_evidence_is_asked_for(
    lacking: Path, run: Run
) -> None:
    short, long = run("validate", "texting").stdout, run("validate", "texting", "--evidence").stdout
    entry = json.loads(run("validate", "texting", "--format", "json").stdout)[0]

    assert "clauses of nasw-2021. --evidence tells more." in " ".join(short.split())
    assert "not verified at all" not in short
    assert "not verified at all" in long
    assert any("not verified at all" in remark for remark in entry["remarks"])


REFUSES = "---\ntitle: Texting\nchecklists: []\n---\n\nI do not text with clients.\n"
OFFERS = "---\ntitle: Visits\nchecklists: []\n---\n\nYou may text me to say that you are late.\n"


@pytest.fixture
def disagreeing(practice: Path) -> Path:
    """Two policies that say the opposite of each other: `texting`, `visits`."""
    (practice / "policies" / "questions.md").unlink()
    write(practice / "policies" / "texting.md", REFUSES)
    write(practice / "policies" / "visits.md", OFFERS)
    return practice


@pytest.mark.parametrize("format_", ["text", "json", "sarif", "github"])
def test_policies_that_contradict_each_other_are_told_with_both_lines_in_every_format(
    disagreeing: Path, run: Run, format_: str
) -> None:
    outcome = run("validate", "--format", format_)

    assert outcome.exit_code == 1
    said = " ".join(outcome.stdout.split())
    assert "You may text me to say that you are late." in said
    assert "policies/texting.md, line 6" in said
    assert "I do not text with clients." in said


def test_a_contradiction_between_policies_is_a_finding_with_the_other_place(
    disagreeing: Path, run: Run
) -> None:
    first, second = json.loads(run("validate", "--format", "json").stdout)

    assert first["findings"] == [] or "policies-disagree" not in {one["rule"] for one in first["findings"]}
    (finding,) = [one for one in second["findings"] if one["rule"] == "policies-disagree"]
    assert (finding["severity"], finding["line"], second["ok"]) == ("error", 6, False)
    assert [(one["document"], one["line"]) for one in finding["related"]] == [("policies/texting.md", 6)]


def test_sarif_names_the_other_place_as_a_related_location(disagreeing: Path, run: Run) -> None:
    log = json.loads(run("validate", "--format", "sarif").stdout)

    (result,) = [one for one in log["runs"][0]["results"] if one["ruleId"] == "policies-disagree"]
    (place,) = result["relatedLocations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "policies/texting.md"
    assert place["physicalLocation"]["region"] == {"startLine": 6}


@pytest.mark.parametrize("asked", ["texting", "visits"])
def test_one_policy_alone_is_held_against_those_that_were_not_asked_for(
    disagreeing: Path, run: Run, asked: str
) -> None:
    outcome = run("validate", asked, "--format", "json")

    (entry,) = json.loads(outcome.stdout)
    (finding,) = [one for one in entry["findings"] if one["rule"] == "policies-disagree"]
    other = {"texting": "visits", "visits": "texting"}[asked]
    assert (outcome.exit_code, entry["policy"]) == (1, asked)
    assert [one["document"] for one in finding["related"]] == [f"policies/{other}.md"]


def test_another_policy_that_cannot_be_read_is_no_fault_of_the_one_asked_for(
    disagreeing: Path, run: Run
) -> None:
    write(disagreeing / "policies" / "texting.md", BROKEN)

    assert run("validate", "visits").exit_code == 0
    assert run("validate").exit_code == 2
