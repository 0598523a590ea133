"""Documents of all kinds, as practices have them, become the policies that their owners would want."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.source.importing import other_documents as other
from tests.source.importing import word_documents as word
from tests.source.outlines import bold_words, outline

from policydocs.document import Paragraph
from policydocs.source.importing.import_document import import_document
from policydocs.source.importing.imported import Imported
from policydocs.source.importing.word_proof import lost_words, policy_text
from policydocs.source.markdown import read_policy

Made = Callable[[], bytes]


def text(said: str) -> Made:
    return lambda: said.encode("utf-8")


DOCUMENTS: list[tuple[str, Made, str, list[str]]] = [
    ("styles.docx", word.with_styles, "Staying in Touch", ["Phone", "Messages", "Texting", "E-mail"]),
    ("bold.docx", word.by_eye_in_bold, "Social Media Policy", ["Friend requests", "Following", "Reviews"]),
    ("capitals.docx", word.in_capitals, "OFFICE COMMUNICATION POLICY", ["TELEPHONE", "ELECTRONIC MAIL"]),
    ("runin.docx", word.with_run_in_heads, "How I Work Online", ["Friending", "Searching", "Location"]),
    ("sign.docx", word.with_a_place_to_sign, "Texting Agreement", ["What we text about"]),
    ("dates.docx", word.with_dates, "E-mail Policy", ["When I answer"]),
    ("table.docx", word.laid_out_in_a_table, "At a Glance", []),
    ("es.docx", word.in_spanish, "Política de mensajes", ["Mensajes de texto", "¿Y el correo electrónico?"]),
    (
        "questions.docx",
        word.with_questions,
        "Your Questions",
        ["Do you text?", "Will you be my friend online?", "What if I see you in a shop?"],
    ),
    (
        "numbers.docx",
        word.with_numbered_heads,
        "Communication Policy",
        ["1. Phone calls", "2. Messages", "3. Fees"],
    ),
    ("page.html", text(other.WEB_PAGE), "Online Policy", ["Video sessions", "Recordings"]),
    (
        "word.htm",
        lambda: other.FROM_WORD_AS_HTML.encode("latin-1"),
        "Telephone Policy",
        ["When I answer", "Emergencies"],
    ),
    ("google.html", text(other.FROM_GOOGLE_DOCS), "Rules for Messages", ["Portal", "Texts"]),
    ("mail.txt", text(other.EMAIL_TEXT), "Contact and Emergencies", ["By telephone", "In an emergency"]),
    (
        "letters.txt",
        text(other.LETTERED),
        "Group Rules",
        ["What stays in the room", "What you may tell others"],
    ),
    (
        "glued.txt",
        text(other.CAPITALS_AND_GLUED_NAME),
        "MESSAGES AND MEETINGS",
        ["MESSAGES", "MEETINGS BY CHANCE"],
    ),
    ("windows.txt", lambda: other.BULLETS_FROM_WINDOWS, "Phone Policy", []),
    ("notes.md", text(other.MARKDOWN), "Privacy at the Front Desk", ["Papers", "Screens"]),
    ("form.txt", text(other.FORM), "Consent to E-mail", []),
    ("letter.txt", text(other.NO_HEADINGS), "Letter", []),
    ("voicemail.rtf", lambda: other.RTF, "Voicemail Policy", ["When I listen", "What to say"]),
    ("visits.odt", other.odt, "Visits at Home", ["Before the visit", "Pets"]),
    ("visitors.pdf", other.pdf_with_letterhead, "Visitors Policy", ["Children"]),
    ("waiting.pdf", other.pdf, "Waiting Room Rules", ["Quiet", "Privacy"]),
]


def imported(name: str, data: bytes) -> Imported:
    return import_document(name, data)


@pytest.mark.parametrize(
    ("name", "made", "title", "headings"), DOCUMENTS, ids=[document[0] for document in DOCUMENTS]
)
def test_a_document_has_its_title_and_headings_and_loses_no_word(
    name: str, made: Made, title: str, headings: list[str]
) -> None:
    found = imported(name, made())

    assert found.policy.title == title
    assert [section.title_text for section in found.policy.walk() if section.id] == headings
    assert all(section.id_is_explicit for section in found.policy.walk() if section.id)
    assert read_policy(found.markdown, path="", slug=found.policy.slug) == found.policy
    kept = " ".join([policy_text(found.policy), *(one.text for one in found.left_out)])
    assert not [word for word in lost_words(found.source_text, kept) if word not in {"a", "b", "c"}]


def test_what_word_puts_on_every_page_is_left_out_and_listed() -> None:
    found = imported("styles.docx", word.with_styles())

    assert [(one.text, one.reason) for one in found.left_out] == [
        ("Confidential", "in the header or footer of the pages"),
        ("Harbor Counseling, 12 Pine Street", "in the header or footer of the pages"),
    ]


def test_lists_tables_and_emphasis_of_word_survive() -> None:
    policy = imported("styles.docx", word.with_styles()).policy

    lines = [line.partition(" @")[0] for line in outline(policy)]
    assert "- No pictures." in lines
    assert "2. Then call me." in lines
    assert "| Phone | Anything |" in lines
    phone = policy.sections[0].blocks[0]
    assert isinstance(phone, Paragraph)
    assert bold_words(phone.inlines) == ["within one business day"]


def test_the_place_to_sign_becomes_the_acknowledgment_with_its_statement() -> None:
    found = imported("sign.docx", word.with_a_place_to_sign())

    said = found.policy.front.acknowledgment
    assert (said.wanted, said.statement) == (True, "I have read this agreement, and I received a copy of it.")
    assert [one.reason for one in found.left_out] == [
        "the heading of the place to sign",
        "the place to sign; the page to sign has one",
        "the place to sign; the page to sign has one",
    ]


def test_the_clinicians_name_below_the_place_to_sign_stays_the_last_line() -> None:
    text = """Texting Policy

Texting
I do not text with clients, since others may read it.

I have read this policy and agree to it.
Client signature: ____________ Date: ________
Printed name: ____________

Jo Lee, LICSW
"""
    found = imported("policy.txt", text.encode())

    said = found.policy.front.acknowledgment
    assert (said.wanted, said.statement) == (True, "I have read this policy and agree to it.")
    assert [one.text for one in found.left_out] == ["Client signature date", "Printed name"]
    assert found.markdown.endswith("others may read it.\n\nJo Lee, LICSW\n")
    assert "signed by" in {one.what for one in found.recognised}


def test_dates_on_lines_of_their_own_go_to_the_head_or_are_told() -> None:
    found = imported("dates.docx", word.with_dates())

    assert str(found.policy.front.reviewed) == "2023-05-04"
    assert [(one.meaning, one.day) for one in found.dates] == [
        ("effective", "2022-03-01"),
        ("reviewed", "2023-05-04"),
    ]
    told = {one.what: one.became for one in found.recognised}
    assert told["date (effective)"] == "for the release: --effective 2022-03-01"
    assert "January 2020" in policy_text(found.policy)


def test_a_name_glued_to_the_last_sentence_stands_on_a_line_of_its_own() -> None:
    found = imported("glued.txt", other.CAPITALS_AND_GLUED_NAME.encode())

    last = outline(found.policy)[-2:]
    assert last[0].startswith("If we meet in town")
    assert last[0].partition(" @")[0].endswith("Thank you for reading.")
    assert last[1].startswith("Maren Holloway, MSW, LICSW")
    assert not found.policy.front.acknowledgment.wanted


def test_blanks_and_boxes_become_fields_and_a_statement_what_is_signed() -> None:
    found = imported("form.txt", other.FORM.encode())

    lines = [line.partition(" @")[0] for line in outline(found.policy)]
    assert lines[1:] == [
        "[[box: Appointments]]",
        "[[box: Bills]]",
        "[[line: Client name]]",
        "[[line: E-mail address]]",
    ] or lines[1:] == [
        "[[box: Appointments]] / [[box: Bills]]",
        "[[line: Client name]] / [[line: E-mail address]]",
    ]
    assert found.policy.front.acknowledgment.statement == "By signing I confirm that I read this page."


def test_a_web_page_s_frame_is_listed_and_what_it_would_run_is_told() -> None:
    found = imported("page.html", other.WEB_PAGE.encode())

    left = " ".join(one.text for one in found.left_out)
    assert "Home Fees" in left
    assert "All rights reserved" in left
    assert "turn scripts on" in left
    assert "1 script, 1 embedded frame, 1 tracking pixel; nothing was run or fetched" in " ".join(
        found.remarks
    )
    assert "run me" not in found.markdown + left
    assert "[our desk](mailto:desk@example.org)" in found.markdown


def test_lists_with_letters_have_numbers_and_that_is_told() -> None:
    found = imported("letters.txt", other.LETTERED.encode())

    assert "1. Names." in found.markdown
    assert "letters have numbers now (3 points)" in " ".join(found.remarks)


def test_rtf_keeps_emphasis_lists_tables_links_and_tells_what_was_deleted() -> None:
    found = imported("voicemail.rtf", other.RTF)

    assert "That’s a promise—always." in found.markdown
    assert "I listen *twice* a day. It takes a moment." in found.markdown
    assert "- On weekdays at nine.\n- On weekdays at five." in found.markdown
    assert "café hours included. [The portal](https://example.org/portal) works too." in " ".join(
        found.markdown.split()
    )
    assert "| Voicemail | the same day |" in found.markdown
    assert [(one.text, one.reason) for one in found.left_out] == [
        ("I never skip a day.", "deleted in a tracked change"),
        ("Harbor Counseling", "in the header or footer of the pages"),
    ]
    assert "tracked changes" in " ".join(found.remarks)


def test_odt_keeps_lists_notes_tables_and_tells_what_was_deleted() -> None:
    found = imported("visits.odt", other.odt())

    assert "when you **cannot** come" in found.markdown
    assert "1. I call first.\n2. You may say no." in found.markdown
    assert "them in another room.\\\nThank you." in found.markdown
    assert "As in the office." in found.markdown
    assert "| Monday | 9 to 5 |" in found.markdown
    assert [(one.text, one.reason) for one in found.left_out] == [
        ("Old words.", "deleted in a tracked change")
    ]


def test_a_pdf_s_lines_are_paragraphs_again_and_its_margins_left_out() -> None:
    found = imported("waiting.pdf", other.pdf())

    lines = [line.partition(" @")[0] for line in outline(found.policy)]
    assert lines[0].startswith(
        "This sheet tells you what to expect in our waiting room, and what we ask of everybody"
    )
    assert "- Headphones are fine." in lines
    assert lines[-1].endswith("thank you for keeping it so.")
    assert {one.text for one in found.left_out} == {"Harbor Counseling", "Page 1", "Page 2"}


def test_a_title_of_a_file_s_name_is_told_to_be_a_guess() -> None:
    found = imported("letter.txt", other.NO_HEADINGS.encode())

    assert [(one.value, one.sureness.value) for one in found.recognised if one.what == "title"] == [
        ("Letter", "guess")
    ]


@pytest.mark.parametrize(
    ("label", "made"),
    [
        ("{{", "[[line: { {]]"),
        ("a{{{b}}", "[[line: a{ { {b} }]]"),
        ("x]", "[[line: x]]"),
        ("|", "[[line: /]]"),
    ],
)
def test_a_field_with_signs_in_its_label_loses_no_word(label: str, made: str) -> None:
    found = imported("form.md", f"Some words [[line:{label}]] and more.\n".encode())

    assert made in found.markdown


def test_a_typed_list_with_letters_on_a_web_page_loses_no_word() -> None:
    page = "<h1>Group Rules</h1><pre>a) Come on time.\nb) Tell nobody who was here.</pre>"

    found = import_document("group.html", page.encode())

    assert "1. Come on time.\n2. Tell nobody who was here." in found.markdown


def test_a_title_of_the_file_s_name_stands_for_no_word_of_the_text() -> None:
    found = import_document("text.md", b"We text<i>ile</i> workers meet here.")

    assert "textile workers" in found.markdown


def test_what_is_typed_into_a_page_is_no_menu_of_it() -> None:
    page = "<h1>Rules</h1><p>We meet on Mondays.</p><pre>- No photos\n\nKeep the phone in the bag.</pre>"

    found = import_document("rules.html", page.encode())

    assert "No photos" in found.markdown
    assert found.left_out == ()
