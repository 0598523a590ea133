"""Vouching for what the text says and the program does not see."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Run, write

POLICY = """\
---
title: Phones
checklists: [good-practice]
---

Ask me anything.

## Our phones {#phones}

We own one telephone with a dial.

### Old ones ###

They hang on the wall.

## Friends {#friends}

I accept friend requests from my clients.
"""


@pytest.fixture
def phones(practice: Path) -> Path:
    return write(practice / "policies" / "phones.md", POLICY)


def attested(run: Run) -> dict[str, object]:
    (entry,) = json.loads(run("validate", "phones", "--format", "json").stdout)
    return next(one for one in entry["requirements"] if one["id"] == "good-practice/texting")


def test_a_reason_is_written_after_the_heading_and_the_requirement_is_attested(
    phones: Path, run: Run
) -> None:
    assert attested(run)["status"] == "missing"

    outcome = run("attest", "phones", "phones", "texting", "--why", "A dial cannot text.")

    assert outcome.exit_code == 0, outcome.stderr
    assert "policydocs validate phones" in outcome.stderr
    text = phones.read_text(encoding="utf-8")
    heading = next(line for line in text.splitlines() if line.startswith("## Our phones"))
    assert '{#phones topics="texting" attest="A dial cannot text." attested="' in heading
    assert text.replace(heading, "## Our phones {#phones}") == POLICY
    assert attested(run)["status"] == "attested"
    assert attested(run)["attested"] == attested(run)["missing"] != []


def test_the_report_shows_what_is_vouched_for_apart_from_what_was_found(phones: Path, run: Run) -> None:
    run("attest", "phones", "phones", "texting", "--why", "A dial cannot text.")

    text = run("validate", "phones").stdout
    entry = json.loads(run("validate", "phones", "--format", "json").stdout)[0]

    assert "Vouched for by you, not found" in text
    assert "1 attested" in text
    assert "A dial cannot text." in text
    assert [(one["section"], one["standing"]) for one in entry["attestations"]] == [("phones", "current")]
    for format_ in ("sarif", "github"):
        assert "A dial cannot text." in run("validate", "phones", "--format", format_).stdout


def test_a_change_of_the_words_makes_it_stale_until_it_is_renewed(phones: Path, run: Run) -> None:
    run("attest", "phones", "phones", "texting", "--why", "A dial cannot text.")
    text = phones.read_text(encoding="utf-8")
    phones.write_text(text.replace("hang on the wall", "lie on the desk"), encoding="utf-8")

    assert attested(run)["status"] == "missing"
    listed = run("attest", "phones")
    assert "the text has changed since" in listed.stdout

    renewed = run("attest", "phones", "phones")
    assert renewed.exit_code == 0, renewed.stderr
    assert attested(run)["status"] == "attested"
    assert "nothing to do" in run("attest", "phones", "phones").stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("phnes", "phones"), '"phones"'),
        (("phones", "phnes", "texting", "--why", "So."), 'Did you mean "phones"?'),
        (("phones", "phones", "textng", "--why", "So."), 'Did you mean "texting"?'),
        (("phones", "phones", "--why", "So."), "claims no topic"),
        (("phones", "phones", "texting"), "--why"),
        (("phones", "friends", "friend_requests", "--why", "So."), "nobody can vouch against that"),
    ],
)
def test_what_cannot_be_vouched_for_is_refused_and_nothing_is_written(
    phones: Path, run: Run, arguments: tuple[str, ...], said: str
) -> None:
    outcome = run("attest", *arguments)

    assert outcome.exit_code == 2
    assert said in outcome.stderr
    assert phones.read_text(encoding="utf-8") == POLICY


def test_a_reason_of_any_letters_stays_one_line_that_can_be_read_again(phones: Path, run: Run) -> None:
    outcome = run("attest", "phones", "old-ones", "texting", "--why", 'They "ring",\n{never} more.')

    assert outcome.exit_code == 0, outcome.stderr
    assert "They ‘ring’, (never) more." in run("attest", "phones").stdout
    assert '(never) more." attested=' in phones.read_text(encoding="utf-8")


def test_windows_line_ends_stay(phones: Path, run: Run) -> None:
    phones.write_bytes(POLICY.replace("\n", "\r\n").encode())

    run("attest", "phones", "phones", "texting", "--why", "A dial cannot text.")

    data = phones.read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n") == POLICY.count("\n")


def test_a_file_in_another_encoding_is_left_and_its_author_told_what_to_write(phones: Path, run: Run) -> None:
    phones.write_bytes(POLICY.encode("utf-16"))

    outcome = run("attest", "phones", "phones", "texting", "--why", "So.")

    assert outcome.exit_code == 2
    assert 'Write after its words:  {#phones topics="texting" attest="So."' in outcome.stderr
    assert phones.read_bytes() == POLICY.encode("utf-16")


def test_a_translation_has_nothing_to_vouch_for(phones: Path, run: Run) -> None:
    write(phones.parent / "phones.es.md", "---\ntitle: T\n---\n\nHola.\n")

    outcome = run("attest", "phones.es")

    assert outcome.exit_code == 2
    assert "policydocs attest phones SECTION" in outcome.stderr


def test_quotation_marks_of_a_reason_open_and_close(phones: Path, run: Run) -> None:
    run("attest", "phones", "phones", "texting", "--why", 'By "law" ("ours") we own 5" dials {all}.')

    assert 'attest="By ‘law’ (‘ours’) we own 5’ dials (all)."' in phones.read_text("utf-8")
