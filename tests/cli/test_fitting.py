"""Long talk at a narrow terminal: no word and no command is broken."""

from __future__ import annotations

import sys
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydocs.cli.fitting import fitted
from policydocs.cli.output import Output


def test_a_line_that_fits_stays_as_it_is() -> None:
    text = "  practice-policies  Practice Policies and Informed Consent\nNext:  policydocs build"

    assert fitted(text, 80) == text


def test_a_long_line_breaks_between_words_and_what_follows_is_indented() -> None:
    assert fitted("  The notice says DRAFT. Still missing: why it changed.", 30) == (
        "  The notice says DRAFT. Still\n    missing: why it changed."
    )


def test_a_command_moves_to_the_next_line_as_a_whole() -> None:
    said = "Next: mend policies/social-media.md, then run:  policydocs validate social-media"

    assert fitted(said, 60) == (
        "Next: mend policies/social-media.md, then run:\n  policydocs validate social-media"
    )


def test_what_is_too_long_for_any_line_stays_whole() -> None:
    path = "/home/jo/Documents and more/harbor counseling/outbox/2026-11-22-print-111679e1"

    assert fitted(f"Prepared on paper, in  {path}", 40) == f"Prepared on paper, in\n  {path}"


def test_the_columns_of_a_line_that_fits_are_kept_beside_one_that_does_not() -> None:
    said = "Next:  cd my-practice   then   fill in policydocs.toml, then   policydocs validate"

    assert fitted(said, 70) == (
        "Next:  cd my-practice   then   fill in policydocs.toml, then\n  policydocs validate"
    )


@given(st.text("ab /.:  \n", max_size=120), st.integers(1, 40))
def test_no_word_is_lost_or_added(text: str, width: int) -> None:
    assert fitted(text, width).split() == text.split()


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("stream", "lines"), [(Terminal(), 2), (StringIO(), 1)])
def test_talk_is_fitted_to_a_terminal_and_else_left_as_it_is(
    stream: StringIO, lines: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("COLUMNS", "50")

    Output().talk("Next: mend it, then run:  policydocs validate social-media")

    assert len(stream.getvalue().splitlines()) == lines


def test_a_result_for_programs_is_never_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setenv("COLUMNS", "20")

    Output().result('{"policy": "social-media", "ok": true}')

    assert terminal.getvalue() == '{"policy": "social-media", "ok": true}\n'
