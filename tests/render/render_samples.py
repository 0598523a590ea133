"""Two documents as a practice would have them: a policy of about two pages, and a form with fields.

The practice, the clinician and every number are made up.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import MappingProxyType

from policydocs.document import (
    Alignment,
    Block,
    BulletList,
    Document,
    Emphasis,
    Field,
    FieldKind,
    Inline,
    LineBreak,
    Link,
    ListItem,
    NumberedList,
    Paragraph,
    Quote,
    Row,
    Strong,
    Table,
    Text,
)
from policydocs.model import Acknowledgment, Clinician, FrontMatter, Policy, Practice, Section
from policydocs.render.handout import handout

MADE_AT = datetime(2026, 2, 3, 9, 30, tzinfo=UTC)
EFFECTIVE = date(2026, 3, 1)

PRACTICE = Practice(
    id="maple-street",
    name="Maple Street Counseling",
    facts=MappingProxyType(
        {
            "id": "maple-street",
            "name": "Maple Street Counseling",
            "address": "14 Maple Street, Suite 2\nRiverton, ST 00000",
            "phone": "(555) 555-0142",
            "email": "office@maplestreet.example.org",
            "website": "maplestreet.example.org",
        }
    ),
)
CLINICIAN = Clinician(
    id="okafor",
    name="Ada Okafor, LICSW",
    facts=MappingProxyType(
        {"id": "okafor", "name": "Ada Okafor, LICSW", "license": "License 000000", "phone": "(555) 555-0143"}
    ),
)


def text(words: str) -> Text:
    return Text(words)


def paragraph(*parts: str | Inline) -> Paragraph:
    return Paragraph(tuple(Text(part) if isinstance(part, str) else part for part in parts))


def item(*parts: str | Inline | Block) -> ListItem:
    blocks: list[Block] = []
    inlines: list[Inline] = []
    for part in parts:
        if isinstance(part, str):
            inlines.append(Text(part))
        elif isinstance(part, Text | Emphasis | Strong | Link | LineBreak | Field):
            inlines.append(part)
        else:
            blocks.append(part)
    first: list[Block] = [Paragraph(tuple(inlines))] if inlines else []
    return ListItem((*first, *blocks))


def bullets(*items: str | ListItem) -> BulletList:
    return BulletList(tuple(item(entry) if isinstance(entry, str) else entry for entry in items))


def numbered(*items: str | ListItem, start: int = 1) -> NumberedList:
    return NumberedList(tuple(item(entry) if isinstance(entry, str) else entry for entry in items), start)


def row(*cells: str | tuple[Inline, ...]) -> Row:
    return Row(tuple((Text(cell),) if isinstance(cell, str) else cell for cell in cells))


def section(
    name: str, title: str, *blocks: Block, under: tuple[Section, ...] = (), level: int = 2
) -> Section:
    return Section(name, (Text(title),), level, blocks, under)


def line(label: str) -> Field:
    return Field(FieldKind.LINE, label)


def box(label: str) -> Field:
    return Field(FieldKind.BOX, label)


def strong(words: str) -> Strong:
    return Strong((Text(words),))


def emphasis(words: str) -> Emphasis:
    return Emphasis((Text(words),))


POLICY = Policy(
    slug="online-contact",
    front=FrontMatter(
        title="Contact and Social Media Policy",
        acknowledgment=Acknowledgment(wanted=True),
        contents=False,
    ),
    opening=Section(
        "",
        (),
        1,
        (
            paragraph(
                "This page tells you how we can reach each other between sessions, and what you can "
                "expect of me online. It is about one thing above all: what you tell me stays between "
                "us. Please read it, and bring me any question that it leaves open."
            ),
        ),
    ),
    sections=(
        section(
            "emergency",
            "In an emergency",
            paragraph(
                strong("If you or someone else is in danger, call 911 or go to the nearest emergency room."),
                " I cannot see or answer messages around the clock, so please do not wait for me. In "
                "the United States you can also call or text ",
                strong("988"),
                " at any hour; see ",
                Link("https://988lifeline.org/", (Text("the lifeline’s website"),)),
                ".",
            ),
        ),
        section(
            "reaching-me",
            "How to reach me",
            paragraph("These are the ways that I use, and what each one is for:"),
            Table(
                row("Way", "What it is for", "I answer within"),
                (
                    row(
                        "Telephone",
                        "Anything that cannot wait for our next session; leave a message",
                        "1 working day",
                    ),
                    row("Client portal", "Forms, bills, and anything with private details", "2 working days"),
                    row("E-mail", "Changing an appointment, and nothing else", "2 working days"),
                    row("Text message", "Running late on the day itself", "When I can"),
                ),
                (Alignment.LEFT, Alignment.LEFT, Alignment.RIGHT),
            ),
            paragraph(
                "E-mail and text messages can be read by others: by whoever shares your device, by an "
                "employer, by the companies that carry them. If you choose them all the same, please ",
                emphasis("leave out"),
                " what you would not write on a postcard. I keep such messages in your record.",
            ),
            under=(
                section(
                    "away",
                    "When I am away",
                    paragraph(
                        "I tell you before any absence of more than three days, and who stands in for "
                        "me. The greeting on my telephone, (555) 555-0143, says so too."
                    ),
                    level=3,
                ),
            ),
        ),
        section(
            "friend-requests",
            "Friend requests and following",
            paragraph(
                "I do not accept friend or contact requests from current or former clients, on any "
                "network, and I do not follow you. This is no judgment of you. A link between us there"
                " would show others that we know each other, and it would mix our work with the rest "
                "of our lives."
            ),
            bullets(
                item(
                    "If you send a request, I leave it unanswered ",
                    emphasis("there"),
                    " and speak of it with you.",
                ),
                item(
                    "My practice has a public page. You need not follow it, and if you do:",
                    bullets(
                        "others can see that you follow it;",
                        "I do not look at who follows, and I do not reply to comments.",
                    ),
                ),
                "Messages sent through a network do not reach your record safely. Please call instead.",
            ),
        ),
        section(
            "searching",
            "Looking each other up",
            paragraph(
                "I do not search for you online. The one exception is an emergency in which I fear for"
                " someone’s safety and cannot reach you; I then write down what I did and why, and "
                "tell you as soon as I can. If you come across something about me, let us talk about "
                "it."
            ),
        ),
        section(
            "reviews",
            "Reviews, photos and recordings",
            paragraph(
                "You have every right to say what you like about our work, wherever you like. I will "
                "never ask you for a review, and I cannot answer one, since even a thank-you would "
                "tell the world that you are my client. Neither of us records a session unless we have"
                " both agreed in writing first."
            ),
            Quote(
                (
                    paragraph(
                        "A useful question before posting: would I be at ease if a stranger, my "
                        "employer and my family read this ten years from now?"
                    ),
                )
            ),
        ),
        section(
            "changes",
            "When this policy changes",
            paragraph("When something here changes, this is what happens:"),
            numbered(
                "I write down what is new, and why, in plain words.",
                item(
                    "You get the new text on paper or in the portal, as you prefer, at least 14 days "
                    "before it counts. See also ",
                    Link("#reaching-me", (Text("How to reach me"),)),
                    ".",
                ),
                "We talk about it, if you like, at our next session.",
            ),
            paragraph("Older versions stay on file, so that we can always look up what held on a given day."),
        ),
    ),
    clinician=CLINICIAN,
    path="policies/online-contact.md",
)

FORM = Policy(
    slug="release",
    front=FrontMatter(title="Permission to Share Information"),
    opening=Section(
        "",
        (),
        1,
        (
            paragraph(
                "With this form you allow me to speak with someone else about you. You decide with "
                "whom, about what, and for how long. You can take it back at any time."
            ),
        ),
    ),
    sections=(
        section(
            "who",
            "Who you are",
            paragraph(line("Your full name"), " ", Field(FieldKind.DATE, "Date of birth")),
            paragraph(line("Telephone")),
        ),
        section(
            "with-whom",
            "With whom I may share",
            paragraph(line("Name of the person or office")),
            paragraph(line("Address")),
            paragraph(line("Telephone"), LineBreak(), line("Fax")),
        ),
        section(
            "what",
            "What I may share",
            BulletList(
                (
                    item(box("That you are my client, and the dates of our sessions")),
                    item(box("A summary of our work")),
                    item(box("Session notes"), " (not psychotherapy notes, which need a form of their own)"),
                    item(box("Something else"), ": ", line("")),
                )
            ),
            paragraph(
                "I may do so by ", box("Telephone"), " ", box("Letter"), " ", box("E-mail"), " ", box("Fax")
            ),
        ),
        section(
            "how-long",
            "How long this holds",
            paragraph(
                "This permission ends on ", Field(FieldKind.DATE, ""), " or, if earlier, when ", line("")
            ),
            paragraph(
                "I, ",
                line(""),
                ", understand that I may take it back in writing at any time, that care does not "
                "depend on my signing, and that what has been shared by then cannot be called back.",
            ),
            paragraph(Field(FieldKind.SIGNATURE, "Signature of the client"), " ", Field(FieldKind.DATE, "")),
            paragraph(
                Field(FieldKind.SIGNATURE, "Signature of a parent or guardian"),
                " ",
                line("Relationship"),
                " ",
                Field(FieldKind.DATE, ""),
            ),
        ),
    ),
    path="policies/release.md",
)


def policy_document(version: str | None = "1.0.0") -> Document:
    return handout(POLICY, PRACTICE, version=version, effective=EFFECTIVE if version else None)


def policy_with_contents() -> Document:
    return handout(POLICY, PRACTICE, version="2.1.0", effective=EFFECTIVE, contents=True)


def form_document() -> Document:
    return handout(FORM, PRACTICE, version="1.2.0", effective=EFFECTIVE)


SAMPLES = {
    "policy": policy_document,
    "draft": lambda: policy_document(None),
    "contents": policy_with_contents,
    "form": form_document,
}
