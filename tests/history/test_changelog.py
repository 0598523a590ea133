"""Entries put into CHANGELOG.md, all else untouched."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policydocs.history.changelog import Entry, with_entries

ENTRY = Entry(
    "Texting",
    "1.1.0",
    date(2026, 3, 1),
    date(2026, 4, 1),
    {"Changed": ["I now answer texts.", "My number is [new]."], "Removed": []},
)
WRITTEN = """\
## Texting 1.1.0 - 2026-03-01

Effective 2026-04-01.

### Changed

- I now answer texts.
- My number is \\[new\\].

"""


def test_a_new_file_gets_a_title_and_the_entry() -> None:
    text = with_entries(None, [ENTRY]).decode()

    assert text.startswith("# Changelog\n\n")
    assert text.endswith("\n\n" + WRITTEN.removesuffix("\n"))


def test_the_newest_stands_first_below_what_is_unreleased() -> None:
    before = "# Changelog\n\n## [Unreleased]\n\n- soon\n\n## Texting 1.0.0 - 2026-01-01\n\n- old\n"

    text = with_entries(before.encode(), [ENTRY]).decode()

    assert text == before.replace("## Texting 1.0.0", WRITTEN + "## Texting 1.0.0")


def test_a_heading_in_an_example_or_a_comment_is_no_entry() -> None:
    before = "# Changelog\n\n```\n## Not me\n```\n\n<!--\n## Nor me\n-->\n\n## Real 1.0.0\n"

    text = with_entries(before.encode(), [ENTRY]).decode()

    assert text == before.replace("## Real", WRITTEN + "## Real")


def test_windows_line_ends_stay() -> None:
    before = b"# Changelog\r\n\r\n## Texting 1.0.0\r\n"

    data = with_entries(before, [ENTRY])

    assert data == before.replace(b"## Texting", WRITTEN.replace("\n", "\r\n").encode() + b"## Texting")


@pytest.mark.parametrize("before", ["", "# Changelog", "# Changelog\n", "# Changelog\n\n"])
def test_an_entry_at_the_end_is_set_off_by_one_empty_line(before: str) -> None:
    text = with_entries(before.encode(), [ENTRY]).decode()

    assert "\n\n\n" not in text
    assert text.startswith(before)
    assert text.endswith("\\[new\\].\n")


@given(st.binary(max_size=300) | st.text("#[ ]aUnrelsd\n\r`~<!->", max_size=200).map(str.encode))
@example(b"\xef\xbb\xbf## A 1.0.0\n")
def test_every_byte_that_was_there_stays_in_its_order(before: bytes) -> None:
    after = with_entries(before, [ENTRY])

    start = next(
        at for at in range(len(before) + 1) if after.startswith(before[:at]) and _rest(after, before, at)
    )
    assert start >= 0
    assert b"Texting 1.1.0" in after


def _rest(after: bytes, before: bytes, at: int) -> bool:
    return after.endswith(before[at:]) and len(after) > len(before)


def test_no_entry_changes_nothing() -> None:
    assert with_entries(b"# Changelog\n", []) == b"# Changelog\n"
