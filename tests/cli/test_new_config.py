"""A new practice's configuration says what was answered, whatever characters that has."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from policydocs.cli.new_config import CLINICIAN, OWN, PRACTICE, NewPractice, config_text, toml_text
from policydocs.source.config import CLINICIAN_FACTS, PRACTICE_FACTS, read_config

PLAIN = NewPractice("harbor", "Harbor", "lee", "Jo Lee")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=60))
def test_any_text_comes_back_from_toml_as_it_was(text: str) -> None:
    assert tomllib.loads(f"a = {toml_text(text)}\n") == {"a": text}


def test_quotes_backslashes_and_markup_are_text() -> None:
    odd = 'O\'Brien "Bo" \\ & Söhne """ {{ x }} @name@ [a](b) <b> # $'
    new = replace(
        PLAIN,
        name=odd,
        clinician=odd,
        facts={"address": f'{odd}\n"""\nEnd\\', "phone": odd},
        own_facts={"licensed_in": odd},
        clinician_facts={"credentials": odd},
    )

    practice = read_config(config_text(new).encode()).practice

    assert practice.name == practice.facts["phone"] == practice.facts["licensed_in"] == odd
    assert practice.facts["address"] == f'{odd}\n"""\nEnd\\'
    (clinician,) = practice.clinicians
    assert (clinician.name, clinician.facts["credentials"]) == (odd, odd)


def test_an_answer_that_was_not_given_is_a_line_switched_off() -> None:
    practice = read_config(config_text(PLAIN).encode()).practice

    assert dict(practice.facts) == {"id": "harbor", "name": "Harbor"}
    assert PLAIN.given == {"name"}


def test_a_fact_that_the_policies_need_is_a_blank_until_it_is_answered() -> None:
    blanks = {"phone": "[phone]", "licensed_in": "[state]"}

    asked = read_config(config_text(PLAIN, blanks=blanks).encode()).practice
    told = read_config(config_text(replace(PLAIN, facts={"phone": "1"}), blanks=blanks).encode()).practice

    assert (asked.facts["phone"], asked.facts["licensed_in"]) == ("[phone]", "[state]")
    assert told.facts["phone"] == "1"


def test_each_switched_off_line_is_valid_once_its_sign_is_taken_away() -> None:
    text = config_text(PLAIN)
    switched_on = "\n".join(
        line.removeprefix("#") if line.startswith("#") and line[1:2] not in ("", " ", ":") else line
        for line in text.split("\n")
    )

    config = read_config(switched_on.encode())

    assert config.mail is not None
    assert config.handouts.letterhead == "letterhead/practice.docx"
    assert config.covered_entity is True
    assert config.practice.facts["fax"] == "360-555-0109"


def test_every_key_that_the_configuration_knows_is_in_it() -> None:
    assert {key for key, _, _ in PRACTICE} == {*PRACTICE_FACTS} - {"name"}
    assert {key for key, _, _ in CLINICIAN} == {*CLINICIAN_FACTS} - {"name"}
    assert {key for key, _, _ in OWN} == {
        "licensed_in",
        "privacy_notice_date",
        "state_privacy_law",
        "video_service",
    }


def test_the_checklists_and_who_pays_are_as_chosen() -> None:
    new = replace(PLAIN, checklists=("apa-2017", "good-practice"), self_pay_clients=True)

    config = read_config(config_text(new).encode())

    assert config.checklists == ("apa-2017", "good-practice")
    assert config.said["self_pay_clients"] is True
    assert "self_pay_clients" not in read_config(config_text(PLAIN).encode()).said


def test_paper_and_hipaa_are_as_answered() -> None:
    config = read_config(config_text(replace(PLAIN, paper="a4", covered_entity=False)).encode())

    assert config.handouts.paper == "a4"
    assert config.covered_entity is False


def _notes(text: str) -> dict[str, str]:
    """Each key, switched on or off, or table, with the notes right above it; of several the first."""
    found: dict[str, str] = {}
    table, notes = "", ""
    for line in text.split("\n"):
        if line.startswith("# "):
            notes += line
            continue
        if match := re.match(r"#?(\[+[a-z.]+\]+)", line):
            table = match[1]
            found.setdefault(table, notes)
        elif match := re.match(r"#?(\w+) = ", line):
            found.setdefault(f"{table} {match[1]}", notes)
        notes = ""
    return found


def test_the_sample_practice_explains_each_key_in_the_same_words() -> None:
    ours = _notes(config_text(PLAIN))
    sample = _notes((Path(__file__).parents[2] / "policydocs.toml").read_text("utf-8"))

    told = sample.keys() & ours.keys()
    assert {key: sample[key] for key in told} == {key: ours[key] for key in told}
    assert ours.keys() == told  # the sample has facts in Spanish besides
