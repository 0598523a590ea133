"""The Word file that the guide "The first hour" begins with: made up, and as one finds them in practices.

Word's own heading and list styles, a table, typographic quotes, a letterhead in the page's header, a revision
date in its footer, and a place to sign at the end.
"""

from __future__ import annotations

from pathlib import Path

from docx import Document

NAME = "Social Media Policy.docx"
LETTERHEAD = ("HARBOR COUNSELING", "Jo Lee, MSW, LICSW • 12 Pier Road, Port Linden, WA 98099 • 360-555-0123")
TABLE = (
    ("What you need", "How to reach me", "When I answer"),
    ("To change an appointment", "Phone, text or e-mail", "Within one business day"),
    ("Something about your therapy", "Phone, or in session", "When we speak"),
    ("Help in an emergency", "Call 911, or call or text 988", "I am not there day and night"),
)
#: Paragraphs; "## " begins a heading, "# " an item of a numbered list, "TABLE" is the table above.
TEXT = """
Welcome! These pages tell you how I handle the phone, e-mail and the internet while we work together. It isn’t
light reading – “the fine print” never is – so please bring your questions to our next session.

## Reaching me between sessions

Phoning is the surest way to reach me: 360-555-0123. I check messages Monday to Friday and return calls within
one business day.

TABLE

## E-mail and text messages

I use e-mail and texts only for appointments. Please don’t write about your therapy that way: neither is fully
secure, and providers keep copies. Any message you send becomes part of your record.

## Friend requests, “likes” and following

I turn down friend requests and invitations to connect from clients, past or present, on any site (Facebook,
LinkedIn …). It would blur the lines of our work, and it may show others that you know me.

## Looking each other up

I do not search for my clients online. There are two exceptions:

# You have missed a session, I can’t reach you otherwise, and I fear for your safety.

# There is a crisis in which somebody’s life may be at stake.

If I ever do, I will write it down and tell you when we next meet.

## If we meet in town

Port Linden is small. If we run into each other at the market, I won’t greet you first; that is to protect
your privacy. You are welcome to say hello.

## Changes

I may need to change this policy. When I do, I will tell you in writing and give you a copy of the new one.

I have read this policy, and my questions were answered.

Signature: ______________________________     Date: ______________

Printed name: ______________________________
"""
#: What stands in its text -> what Jo Lee makes of it, where the check found something missing.
MENDED = {
    "bring your questions to our next session.": """bring your questions to our next session. We will talk
about this policy at our first session, and again whenever you like. I am a licensed clinical social worker in
{{ practice.licensed_in }}.""",
    "becomes part of your record.": """becomes part of your record. I do not use e-mail or texts to chat about
personal things.

Written words are easy to misread. If a message from me seems cold or confusing, please ask me about it.""",
    "that you know me.": """that you know me.

I never post anything about my clients, and I never discuss your therapy on social media or anywhere that
others could listen in.""",
}


def write_old_policy(path: Path) -> None:
    """Save it as a Word document; an existing file is replaced."""
    word = Document()
    section = word.sections[0]
    section.header.paragraphs[0].text = LETTERHEAD[0]
    section.header.add_paragraph(LETTERHEAD[1])
    section.footer.paragraphs[0].text = "Revised September 2019"
    word.add_paragraph("Social Media Policy", style="Title")
    for paragraph in TEXT.strip().split("\n\n"):
        text = paragraph.replace("\n", " ")
        if text == "TABLE":
            table = word.add_table(rows=len(TABLE), cols=len(TABLE[0]), style="Table Grid")
            for row, cells in zip(table.rows, TABLE, strict=True):
                for cell, said in zip(row.cells, cells, strict=True):
                    cell.text = said
        elif text.startswith("## "):
            word.add_heading(text.removeprefix("## "), 1)
        elif text.startswith("# "):
            word.add_paragraph(text.removeprefix("# "), style="List Number")
        else:
            word.add_paragraph(text)
    word.save(str(path))
