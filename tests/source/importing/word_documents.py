"""Word documents as practices make them: with styles or by eye, each in words of our own."""

from __future__ import annotations

from io import BytesIO

import docx
from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Inches, Pt


def saved(document: Document) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_styles() -> bytes:
    """Title, headings, both kinds of list, a table, emphasis and a link-like address; header and footer."""
    made = docx.Document()
    made.add_heading("Staying in Touch", 0)
    made.add_paragraph("This page tells you how we keep in touch between sessions.")
    made.add_heading("Phone", 1)
    paragraph = made.add_paragraph("Call me at 360-555-0100. I answer ")
    paragraph.add_run("within one business day").bold = True
    paragraph.add_run(", and ")
    paragraph.add_run("never").italic = True
    paragraph.add_run(" on Sundays.")
    made.add_heading("Messages", 1)
    made.add_heading("Texting", 2)
    made.add_paragraph("I do not text with clients.")
    made.add_heading("E-mail", 2)
    for point in ("Appointments only.", "No pictures.", "No urgent matters."):
        made.add_paragraph(point, style="List Bullet")
    for point in ("Call 911.", "Then call me."):
        made.add_paragraph(point, style="List Number")
    table = made.add_table(rows=2, cols=2)
    for cell, text in zip(
        [cell for row in table.rows for cell in row.cells], ("Way", "Use", "Phone", "Anything"), strict=True
    ):
        cell.text = text
    made.sections[0].header.paragraphs[0].text = "Harbor Counseling, 12 Pine Street"
    made.sections[0].footer.paragraphs[0].text = "Confidential"
    return saved(made)


def by_eye_in_bold() -> bytes:
    """A bold title in large type and bold lines for headings, nothing styled."""
    made = docx.Document()
    run = made.add_paragraph().add_run("Social Media Policy")
    run.bold, run.font.size = True, Pt(18)
    made.add_paragraph("Please read this before we begin, and ask me about anything in it.")
    for head, text in (
        ("Friend requests", "I decline every friend request from clients, past or present."),
        ("Following", "I will not follow you on any network."),
        ("Reviews", "I never ask clients for reviews."),
    ):
        made.add_paragraph().add_run(head).bold = True
        made.add_paragraph(text)
    return saved(made)


def in_capitals() -> bytes:
    made = docx.Document()
    made.add_paragraph("OFFICE COMMUNICATION POLICY")
    made.add_paragraph("We wrote this page so that you know what to expect of us.")
    for head, text in (
        ("TELEPHONE", "Leave a message; we call back within two days."),
        ("ELECTRONIC MAIL", "We use e-mail for appointments only."),
    ):
        made.add_paragraph(head)
        made.add_paragraph(text)
    return saved(made)


def with_run_in_heads() -> bytes:
    made = docx.Document()
    made.add_heading("How I Work Online", 0)
    for head, text in (
        ("Friending.", " I do not accept friend requests from anyone whom I see in therapy."),
        ("Searching:", " I do not look for you on the internet, unless I fear for your life."),
        ("Location", ": Turn off location sharing if you do not want others to know where you are."),
    ):
        paragraph = made.add_paragraph()
        paragraph.add_run(head).bold = True
        paragraph.add_run(text)
    return saved(made)


def with_a_place_to_sign() -> bytes:
    """A statement, and lines to sign on drawn with tabs."""
    made = docx.Document()
    made.add_heading("Texting Agreement", 0)
    made.add_heading("What we text about", 1)
    made.add_paragraph("We text about appointments and nothing else.")
    made.add_heading("Acknowledgment", 1)
    made.add_paragraph("I have read this agreement, and I received a copy of it.")
    for labels in (("Client signature: ", "Date: "), ("Printed name: ",)):
        paragraph = made.add_paragraph()
        for at, label in enumerate(labels, 1):
            stop = paragraph.paragraph_format.tab_stops
            stop.add_tab_stop(Inches(3 * at), WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.HEAVY)
            paragraph.add_run(f"{label}\t")
    return saved(made)


def with_dates() -> bytes:
    made = docx.Document()
    made.add_heading("E-mail Policy", 0)
    made.add_paragraph("Effective March 1, 2022")
    made.add_paragraph("Last reviewed: 2023-05-04")
    made.add_heading("When I answer", 1)
    made.add_paragraph("I answer on weekdays. Since January 2020 I have used an encrypted service.")
    return saved(made)


def laid_out_in_a_table() -> bytes:
    """Two columns: what it is about, and what holds."""
    made = docx.Document()
    made.add_heading("At a Glance", 0)
    made.add_paragraph("The short form of how we communicate.")
    rows = (("Topic", "What holds"), ("Texting", "We do not text."), ("Reviews", "We do not ask for any."))
    table = made.add_table(rows=3, cols=2)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return saved(made)


def in_spanish() -> bytes:
    made = docx.Document()
    made.add_heading("Política de mensajes", 0)
    made.add_heading("Mensajes de texto", 1)
    made.add_paragraph("No envío mensajes de texto. Llámeme al 360-555-0100, por favor.")
    made.add_heading("¿Y el correo electrónico?", 1)
    made.add_paragraph("Lo uso solo para las citas.")
    return saved(made)


def with_questions() -> bytes:
    made = docx.Document()
    made.add_heading("Your Questions", 0)
    for question, answer in (
        ("Do you text?", "No. Please call me instead, at any time of the day."),
        ("Will you be my friend online?", "No. That keeps what you tell me private."),
        ("What if I see you in a shop?", "I wait for you to say hello first."),
    ):
        made.add_paragraph().add_run(question).bold = True
        made.add_paragraph(answer)
    return saved(made)


def with_numbered_heads() -> bytes:
    made = docx.Document()
    made.add_paragraph().add_run("Communication Policy").bold = True
    made.add_paragraph("This policy has three parts, and all of them hold for every client.")
    for number, (head, text) in enumerate(
        (
            ("Phone calls", "I return calls within a day."),
            ("Messages", "I do not read messages on weekends."),
            ("Fees", "Calls over ten minutes are billed."),
        ),
        1,
    ):
        made.add_paragraph().add_run(f"{number}. {head}").bold = True
        made.add_paragraph(text)
    return saved(made)
