"""Handouts in formats that do not mark their parts: what surrounds the text is left out of them too."""

from __future__ import annotations

import pytest

from policydocs.model import Policy
from policydocs.render.pdf import to_pdf
from policydocs.render.style import PageStyle, Paper
from policydocs.render.text import to_text
from policydocs.source.importing.import_document import import_document
from policydocs.source.importing.imported import Imported
from policydocs.source.read import read_reading

from .test_round_trip import MOMENT, ROOT, made, own_policy

STEMS = ["social-media", "social-media.es", "release-of-information"]


def headings(policy: Policy) -> list[tuple[int, str]]:
    return [(one.level, one.title_text) for one in policy.sections for one in one.walk()]


def again(stem: str, format_: str, *, released: bool, style: PageStyle) -> tuple[Policy, Imported]:
    policy, practice = own_policy(ROOT / "policies" / f"{stem}.md")
    document = made(policy, practice, released=released)
    data = to_pdf(document, style, made_at=MOMENT) if format_ == "pdf" else to_text(document).encode()
    return policy, import_document(f"handout.{format_}", data)


@pytest.mark.parametrize("released", [False, True])
@pytest.mark.parametrize(
    ("format_", "style"),
    [("pdf", PageStyle()), ("pdf", PageStyle(Paper.A4, large_print=True)), ("txt", PageStyle())],
)
@pytest.mark.parametrize("stem", STEMS)
def test_only_the_policys_own_text_comes_back(
    stem: str, format_: str, style: PageStyle, released: bool
) -> None:
    policy, found = again(stem, format_, released=released, style=style)

    assert found.policy.title == policy.title
    assert headings(found.policy)[0] == headings(policy)[0]
    assert headings(found.policy)[-1][1] == headings(policy)[-1][1]
    assert found.policy.front.acknowledgment == policy.front.acknowledgment
    reasons = {one.reason for one in found.left_out}
    assert {"the letterhead", "the version’s line", "whom to ask, which each handout says"} <= reasons
    assert any("policydocs made" in remark for remark in found.remarks)
    assert "7QX2-9TDK" not in found.markdown


@pytest.mark.parametrize("format_", ["pdf", "txt"])
def test_all_headings_of_the_social_media_policy_come_back_at_their_level(format_: str) -> None:
    policy, found = again("social-media", format_, released=True, style=PageStyle())

    assert headings(found.policy) == headings(policy)


#: As word processors save a handout of ours anew.
SAVED_ANEW = r"""{\rtf1\ansi
\pard\b Oak Street Counseling\b0\par
\pard 360-555-0100 \u183? desk@example.org\par
\pard\fs42\b Phone Policy\b0\fs24\par
\pard Version 1.0.0 \u183? Effective March 1, 2026\par
\pard\b Contents\b0\par
\pard Calls\par
\pard Texts\par
\pard Questions about this policy?\par
\pard Acknowledgment\par
\pard\b Calls\b0\par
\pard I answer calls from nine to five, and I call back on the same day.\par
\pard\b Texts\b0\par
\pard I do not text with clients at any time.\par
\pard\b Questions about this policy?\b0\par
\pard Please ask, at any time. You can call 360-555-0100.\par
\pard\b Acknowledgment\b0\par
\pard\b Phone Policy\b0\line Version 1.0.0 \u183? Effective March 1, 2026\par
\pard I received this page, and I will keep it.\par
\pard Client\u8217?s name: ______\par
}"""


def test_a_handout_that_another_program_saved_anew_comes_back_without_its_frame() -> None:
    found = import_document("handout.rtf", SAVED_ANEW.encode("ascii"))

    assert found.policy.title == "Phone Policy"
    assert headings(found.policy) == [(2, "Calls"), (2, "Texts")]
    assert not found.policy.opening.blocks
    assert found.policy.front.acknowledgment.wanted
    assert found.policy.front.acknowledgment.statement == "I received this page, and I will keep it."


LISTED = """Phone Policy

{title}
Calls ......... 1
Voicemail\t2
3. Texts 3

Calls

I answer calls.

Voicemail

I listen to voicemail each evening, and I call you back on the next day.

Texts

I do not text.
"""


@pytest.mark.parametrize("title", ["Table of Contents", ""])
def test_a_table_of_contents_is_known_by_the_headings_that_it_names(title: str) -> None:
    reading = read_reading("a.txt", LISTED.format(title=title).encode())

    assert [one.title_text for one in reading.policy.sections] == ["Calls", "Voicemail", "Texts"]
    assert {one.reason for one in reading.left_out} == {"the table of contents"}


def test_short_lines_that_name_no_headings_stay() -> None:
    text = "Phone Policy\n\nRed\nGreen\nBlue\n\nCalls\n\nI answer calls.\n\nTexts\n\nI do not text.\n"

    reading = read_reading("a.txt", text.encode())

    assert not reading.left_out


@pytest.mark.parametrize(
    "text",
    [
        "Phone Policy\n\n" + "Client initials: ____\n\n" * 6 + "I answer calls.\n",
        "Phone Policy\n\nYes\n\nNo\n\nYes\n\nNo\n\nYes\n\nNo\n\nI answer calls.\n",
        "Phone Policy\n\nCalls\nTexts\nLetters\n\nWe use:\n\nCalls\n\nTexts\n\nLetters\n\nand no others.\n",
    ],
)
def test_lines_that_are_said_again_are_no_table_of_contents(text: str) -> None:
    found = import_document("a.txt", text.encode())

    assert not [one for one in found.left_out if one.reason == "the table of contents"]


def test_a_foreign_document_with_a_version_keeps_all_of_its_text() -> None:
    text = (
        "Phone Policy\n\nVersion 2.0, March 2026\n\nCalls\n\nI answer calls.\n\n"
        "Questions about this policy?\n\nAsk me.\n"
    )

    reading = read_reading("a.txt", text.encode())

    assert not reading.left_out
