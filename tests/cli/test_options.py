"""Options that several commands share."""

from __future__ import annotations

import pytest

from policydocs.cli.options import FILE_FORMATS
from policydocs.render.handout_files import FORMATS

from .conftest import Run


def test_the_formats_that_commands_offer_are_those_that_are_made() -> None:
    assert FILE_FORMATS == FORMATS


@pytest.mark.parametrize("command", [("build",), ("notice", "questions")])
@pytest.mark.parametrize("given", ["odt", "pdf,odt", ","])
def test_a_format_that_there_is_not_is_refused_with_those_that_there_are(
    practice: object, run: Run, command: tuple[str, ...], given: str
) -> None:
    result = run(*command, "--to", given)

    assert result.exit_code == 2
    assert "is not one of pdf, docx, html, txt." in result.stderr
