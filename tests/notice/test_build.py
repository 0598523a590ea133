"""The notice as a client reads it: whole notices as text files, then what each part depends on."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

import pikepdf
import pytest

from policydocs.compare.compare import compare
from policydocs.compare.comparison import Comparison
from policydocs.document import Document, Heading, PageBreak, plain_text
from policydocs.errors import InputError, InputErrors
from policydocs.notice.build import change_notice
from policydocs.notice.plain import language_remarks
from policydocs.notice.reasons import EVERYTHING
from policydocs.notice.version_line import VersionLine
from policydocs.render.docx import to_docx
from policydocs.render.html import to_html
from policydocs.render.pdf import to_pdf
from policydocs.render.style import PageStyle, Paper
from policydocs.render.text import to_text

from .conftest import FIXTURES, PRACTICE, VERSIONS, notice, policy

MADE = datetime(2026, 11, 22, tzinfo=UTC)


def made(comparison: Comparison, **changed: object) -> Document:
    given: dict[str, object] = {
        "practice": PRACTICE,
        "old_version": VersionLine("1.0.0", date(2026, 3, 1)),
        "new_version": VersionLine("1.1.0", date(2026, 6, 1)),
        "effective": date(2026, 6, 1),
        "today": date(2026, 4, 1),
        "reasons": {EVERYTHING: "You asked for it."},
    }
    return change_notice(comparison, **{**given, **changed})  # type: ignore[arg-type]


def told(comparison: Comparison, **changed: object) -> str:
    return " ".join(to_text(made(comparison, **changed)).split())


@pytest.mark.parametrize("number", VERSIONS[1:])
def test_the_whole_notice_is_the_one_that_was_read_and_found_good(number: str) -> None:
    expected = (FIXTURES / "notices" / f"{number}.txt").read_text("utf-8")

    assert to_text(notice(number)) == expected


def test_where_the_first_page_runs_over_the_words_follow_on_the_next() -> None:
    sections = [f"## Part {n}\n\nI keep list {n} by {{}}.\n\n" for n in "abcdefghijkl"]
    old, new = ("".join(sections).replace("{}", when) for when in ("day", "night"))
    document = made(compare(policy(old), policy(new)))

    assert not any(isinstance(block, PageBreak) for block in document.blocks)
    with pikepdf.open(BytesIO(to_pdf(document, PageStyle(Paper.LETTER), made_at=MADE))) as pdf:
        assert len(pdf.pages) < 5


@pytest.mark.parametrize("number", VERSIONS[1:])
@pytest.mark.parametrize("paper", list(Paper))
def test_a_notice_is_one_page_and_the_old_and_new_words(number: str, paper: Paper) -> None:
    document = notice(number)
    has_words = any(isinstance(block, PageBreak) for block in document.blocks)

    with pikepdf.open(BytesIO(to_pdf(document, PageStyle(paper), made_at=MADE))) as pdf:
        assert len(pdf.pages) == (2 if has_words else 1)


@pytest.mark.parametrize("number", VERSIONS[1:])
def test_a_notice_is_made_in_every_format_and_in_large_print(number: str) -> None:
    document = notice(number)

    assert to_pdf(document, PageStyle(large_print=True), made_at=MADE).startswith(b"%PDF")
    assert to_docx(document, PageStyle(large_print=True), made_at=MADE).startswith(b"PK")
    assert document.title in to_html(document, PageStyle())


@pytest.mark.parametrize("number", VERSIONS[1:])
def test_the_notices_of_the_sample_practice_are_in_plain_language(number: str) -> None:
    assert language_remarks(notice(number)) == ()


def test_the_parts_stand_in_the_order_in_which_a_client_asks() -> None:
    headings = [plain_text(block.inlines) for block in notice("2.0.0").blocks if isinstance(block, Heading)]

    assert headings == [
        "What changed",
        "Why",
        "When it starts",
        "What you need to do",
        "Your choices",
        "How to ask",
        "The old and the new words",
        "Text messages",
    ]


RULES = compare(policy("## Rules\n\nI work by day.\n"), policy("## Rules\n\nI work by night.\n"))
TWO = compare(
    policy("## Rules\n\nI work by day.\n\n## Texts\n\nI do not text.\n"),
    policy("## Rules\n\nI work by night.\n\n## Texts\n\nI text.\n"),
)


def test_a_final_notice_without_reasons_and_date_is_refused_with_all_that_is_missing() -> None:
    with pytest.raises(InputErrors) as caught:
        made(TWO, reasons={}, effective=None)

    said = str(caught.value)
    assert [
        said.count(text) for text in ("“Rules”", "“Texts”", '--why "rules=', '--why "texts=', "--effective")
    ] == [1] * 5


def test_a_draft_shows_what_is_missing_and_says_that_it_is_a_draft() -> None:
    text = told(TWO, reasons={"rules": "Because."}, effective=None, draft=True)

    assert "DRAFT" in text
    assert "[The reason is still missing: Texts.]" in text
    assert "Rules: Because." in text
    assert "[The date is still missing.]" in text


def test_one_reason_for_everything_is_enough() -> None:
    assert "Why --- You asked for it. When" in told(TWO)


def test_the_clinicians_own_sentence_stands_instead_of_ours() -> None:
    ours, own = told(RULES), told(RULES, summaries={"rules": "I work at night now."})

    assert "“Rules” now says" in ours
    assert "“Rules” now says" not in own
    assert "I work at night now." in own


def test_a_change_of_spelling_alone_has_no_notice() -> None:
    spelling = compare(policy("I recieve calls."), policy("I receive calls."))

    with pytest.raises(InputError, match="nothing changed that a client must be told"):
        made(spelling)


def test_a_practice_that_says_we_says_we_in_its_notice() -> None:
    ours = compare(policy("## Texts\n\nWe do not text. Ask us.\n"), policy("## Texts\n\nWe text. Ask us.\n"))

    assert "We text. Until now, we did not." in told(ours)


def test_a_notice_names_nobody_unless_asked_for() -> None:
    assert "For Sam Rivera" not in told(RULES)
    assert "For Sam Rivera" in told(RULES, to_name="Sam Rivera")


def test_markup_in_the_clinicians_words_is_text() -> None:
    nasty = "<b>#set page()</b> [[line: x]] {{ a }} $x$ & “q”"

    document = made(RULES, reasons={EVERYTHING: nasty})

    assert nasty in " ".join(to_text(document).split())
    assert "&lt;b&gt;#set page()" in to_html(document, PageStyle())
    assert to_pdf(document, PageStyle(), made_at=MADE).startswith(b"%PDF")


def test_a_new_phone_number_is_not_to_be_called_before_its_day() -> None:
    text = " ".join(to_text(notice("1.1.0")).split())

    assert "You can call 360-555-0142 (from June 1, 2026 on: 360-555-0177)" in text


@pytest.mark.parametrize(
    ("promise", "closing"),
    [
        ("notice-and-copy", "The full updated policy is enclosed."),
        ("notice", "Please ask me if you would like the full updated policy."),
    ],
)
def test_the_copy_is_enclosed_where_the_policy_promises_it(promise: str, closing: str) -> None:
    more = f"on_change: {promise}\n"
    changed = compare(policy("I work by day.", more=more), policy("I work by night.", more=more))

    assert closing in told(changed)


def test_a_new_policy_is_welcomed() -> None:
    text = told(compare(None, policy("Hello.\n\n## Calls\n\nCall me.\n")), old_version=None)

    assert "There is a new policy, the “Messages”. It is about: - Calls" in text
    assert "Version 1.1 · Starts June 1, 2026" in text
    assert "Please read the policy." in text


def test_a_withdrawn_policy_is_told_and_nothing_is_enclosed() -> None:
    text = told(compare(policy("Hello.\n\n## Calls\n\nCall me.\n"), None), new_version=None)

    assert "I no longer use the “Messages”." in text
    assert "The last day is June 1, 2026." in text
    assert "enclosed" not in text


def test_a_policy_that_ends_names_no_version_after_its_last() -> None:
    said = told(
        compare(policy("Hello."), None),
        old_version=VersionLine("2.0.0", date(2027, 1, 4)),
        new_version=VersionLine("3.0.0"),
    )

    assert "This notice is about version 2.0 (January 4, 2027)." in said
    assert "3.0" not in said


def test_a_language_without_phrases_is_refused() -> None:
    with pytest.raises(InputError, match="cannot be made in the language"):
        made(RULES, language="fi")


def test_a_version_is_named_without_zeros_that_tell_nothing() -> None:
    assert [VersionLine(one).number for one in ("1.2.0", "2.0.0", "1.2.3")] == ["1.2", "2.0", "1.2.3"]
