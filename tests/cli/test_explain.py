"""Why a topic counts as it does, at the terminal and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policydocs.checklist.taxonomy import TOPICS

from .conftest import Run, write


def test_a_policy_s_topic_is_explained_with_lines_clauses_and_a_sentence_that_would_do(
    practice: Path, run: Run
) -> None:
    outcome = run("explain", "questions", "texting", "--checklist", "good-practice")

    assert outcome.exit_code == 0, outcome.stderr
    said = " ".join(outcome.stdout.split())
    assert "clear position. The policy takes a clear position: line 12." in said
    assert "“I do not text with clients.”" in said
    assert "Read as: who: you or your practice; denied or refused." in said
    assert "good-practice/texting: met" in said
    assert "A sentence that would do" in said


def test_it_keeps_within_80_columns(practice: Path, run: Run) -> None:
    for arguments in (("questions", "texting"), ("questions",)):
        assert max(map(len, run("explain", *arguments).stdout.splitlines())) <= 80


def test_a_document_is_explained_too(empty: Path, run: Run) -> None:
    write(empty / "old.txt", "We accept friend requests from our clients.\n")

    outcome = run("explain", "old.txt", "friend_requests", "--format", "json")

    told = json.loads(outcome.stdout)
    assert (told["status"], told["voice"]) == ("contradicted", "we")
    assert told["would_do"].startswith("We do not accept friend")
    (sentence,) = [one for one in told["considered"] if one["counts_as"] == "against"]
    assert (sentence["line"], sentence["features"]["agent"], sentence["features"]["affirmed"]) == (
        1,
        "clinician",
        True,
    )
    assert "nasw-2021/1.06(h)" in {one["id"] for one in told["clauses"]}


def test_without_a_topic_all_are_listed_with_their_status(practice: Path, run: Run) -> None:
    outcome = run("explain", "questions")
    as_json = json.loads(run("explain", "questions", "--format", "json").stdout)

    assert "policydocs explain questions " in outcome.stderr
    assert as_json["topics"]["texting"]["status"] == "covered"
    assert all(TOPICS[id_].title[:24] in outcome.stdout for id_ in as_json["topics"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("questions", "textng"), 'Did you mean "texting"?'),
        (("questions", "friend-request"), 'Did you mean "friend_requests"?'),
        (("questions", "zzz"), "policydocs explain questions"),
        (("qestions", "texting"), '"questions"'),
        (("gone.txt", "texting"), "no such file"),
    ],
)
def test_an_unknown_topic_or_document_is_told_with_the_nearest(
    practice: Path, run: Run, arguments: tuple[str, ...], said: str
) -> None:
    outcome = run("explain", *arguments)

    assert (outcome.exit_code, outcome.stdout) == (2, "")
    assert said in outcome.stderr


def test_a_text_in_another_language_has_nothing_to_explain(practice: Path, run: Run) -> None:
    spanish = "---\ntitle: Preguntas\n---\n\n" + "No contesto mensajes de texto de mis pacientes. " * 12
    write(practice / "policies" / "questions.es.md", spanish)

    outcome = run("explain", "questions.es", "texting")

    assert outcome.exit_code == 2
    assert "policydocs explain questions" in outcome.stderr


def test_control_characters_of_the_text_stay_out_of_the_terminal(empty: Path, run: Run) -> None:
    write(empty / "bad.html", "<p>I do not accept friend requests [sometimes] &#27;[31m from clients.</p>")

    outcome = run("explain", "bad.html", "friend_requests")

    assert "\x1b" not in outcome.stdout
    assert "[sometimes]" in outcome.stdout


@pytest.mark.parametrize(
    ("said", "meant"),
    [("frend", "friend_requests"), ("testimonials", "reviews_testimonials"), ("Text-ing", "texting")],
)
def test_a_part_of_a_topics_name_is_understood(practice: Path, run: Run, said: str, meant: str) -> None:
    outcome = run("explain", "questions", said)

    assert outcome.exit_code == 2
    assert f'Did you mean "{meant}"?' in outcome.stderr


@pytest.mark.parametrize(
    "said", ["friend-requests", "Friend_Requests", "Friend requests", " friend  requests"]
)
def test_a_topic_may_be_said_as_a_report_prints_it(practice: Path, run: Run, said: str) -> None:
    as_id = run("explain", "questions", "friend_requests")

    assert run("explain", "questions", said).stdout == as_id.stdout
    assert as_id.exit_code == 0
