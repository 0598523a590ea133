"""What the clinician says of a change, on the command line and in notes beside the policy."""

import pytest

from policydocs.compare.compare import compare
from policydocs.errors import InputError, InputErrors
from policydocs.notice.build import told_changes
from policydocs.notice.notes import noted, read_note
from policydocs.notice.reasons import EVERYTHING, by_change, said_in

from .conftest import policy

CHANGES = told_changes(
    compare(
        policy("## Work hours {#hours}\n\nI work by day.\n\n## Texts {#texting}\n\nI do not text.\n"),
        policy("## Work hours {#hours}\n\nI work by night.\n\n## Text messages {#texting}\n\nI text.\n"),
    )
)


@pytest.mark.parametrize("name", ["texting", "Texting", "Texts", "text messages", "Text messages"])
def test_a_section_is_named_by_its_id_or_its_title_old_or_new(name: str) -> None:
    assert by_change([f"{name}=You asked for it."], CHANGES, option="--why") == {
        "texting": "You asked for it."
    }


def test_a_text_without_a_section_is_about_everything() -> None:
    assert by_change(["You asked. So 1 = 1, I said."], CHANGES, option="--why") == {
        EVERYTHING: "You asked. So 1 = 1, I said."
    }


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        (["texing=x"], 'names "texing", but nothing of that name changed'),
        (["texting="], "has no text"),
        (["  "], "has no text"),
        (["texting=x", "Texts=y"], "given twice"),
    ],
)
def test_a_wrong_reason_is_refused(given: list[str], problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        by_change(given, CHANGES, option="--why")


def test_the_nearest_name_is_offered() -> None:
    with pytest.raises(InputError) as caught:
        by_change(["texing=x"], CHANGES, option="--why")

    assert "texting" in caught.value.fix


def test_a_note_is_a_reason_about_the_section_that_its_file_is_called_after() -> None:
    note = read_note("notes/messages/texting.md", b"Many of you asked.\nI listened.\n")

    assert noted([note], CHANGES).reasons == {"texting": "Many of you asked. I listened."}


def test_a_note_can_name_its_section_and_hold_a_summary() -> None:
    data = b"section: Work hours\nsummary: I work at night\n  from now on.\nwhy: My baby sleeps then.\n"

    found = noted([read_note("notes/messages/2.md", data)], CHANGES)

    assert found.reasons == {"hours": "My baby sleeps then."}
    assert found.summaries == {"hours": "I work at night from now on."}


def test_a_note_called_all_is_about_everything() -> None:
    assert noted([read_note("notes/messages/all.md", b"Because.")], CHANGES).reasons == {
        EVERYTHING: "Because."
    }


def test_a_decision_that_no_notice_is_needed_is_kept_with_its_reason() -> None:
    note = read_note("notes/messages/no-notice.md", b"no-notice: Only the order changed.\n")

    assert noted([note], CHANGES).no_notice == "Only the order changed."


@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b"section: texting\n", b"why: a\nwhy: b\n", b"\xff\xfe\x00", b"x" * 30_000]
)
def test_a_note_that_cannot_be_used_is_refused_with_its_path(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        read_note("notes/messages/texting.md", data)

    assert "notes/messages/texting.md" in str(caught.value)


def test_notes_about_what_did_not_change_and_two_about_one_change_are_all_told() -> None:
    files = ["notes/m/fees.md", "notes/m/texting.md", "notes/m/texts.md"]

    with pytest.raises(InputErrors) as caught:
        noted([read_note(path, b"Because.") for path in files], CHANGES)

    assert [fault.path for fault in caught.value.faults] == ["notes/m/fees.md", "notes/m/texts.md"]


@pytest.mark.parametrize(
    ("given", "language", "languages", "found"),
    [
        (["We moved."], "en", ["en", "es"], ["We moved."]),
        (["We moved."], "es", ["en", "es"], []),
        (["es:Nos mudamos."], "es", ["en", "es"], ["Nos mudamos."]),
        (["es: texting=Muchas lo pidieron."], "es", ["en", "es"], ["texting=Muchas lo pidieron."]),
        (["en:We moved.", "es:Nos mudamos."], "en", ["en", "es"], ["We moved."]),
        (["Nos mudamos."], "es", ["es"], ["Nos mudamos."]),
        (["Please note: we moved."], "en", ["en", "es"], ["Please note: we moved."]),
        (["fr:Bonjour"], "en", ["en", "es"], ["fr:Bonjour"]),
    ],
)
def test_what_names_no_language_is_for_those_who_read_the_first(
    given: list[str], language: str, languages: list[str], found: list[str]
) -> None:
    assert said_in(given, language, languages) == found
