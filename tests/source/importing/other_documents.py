"""Documents that are no Word files: web pages, e-mails, notes, each in words of our own."""

# ruff: noqa: E501  (documents are as wide as they are)

from __future__ import annotations

import io
import zipfile

WEB_PAGE = """<!doctype html>
<html lang="en-US"><head><title>Online Policy | Harbor Counseling</title>
<script>document.write("run me")</script><style>p { color: red }</style></head>
<body><header class="site-header"><nav><ul><li><a href="/">Home</a></li><li><a href="/fees">Fees</a></li></ul></nav>
</header><main><h1>Online Policy</h1>
<p>This page is about <em>how we meet</em> online. Write to <a href="mailto:desk@example.org">our desk</a>.</p>
<h2>Video sessions</h2><p>We use an encrypted service.<br>Please sit in a private room.</p>
<ul><li>Headphones help.</li><li>So does a <b>closed door</b>.</li></ul>
<h2>Recordings</h2><table><tr><th>Who</th><th>May record</th></tr><tr><td>We</td><td>never</td></tr></table>
<img src="https://tracker.example.org/p.gif" width="1" height="1" alt="">
<iframe src="https://example.org/map"></iframe>
</main><noscript>Please turn scripts on.</noscript>
<footer><p>© 2024 Harbor Counseling. All rights reserved.</p><a href="/privacy">Privacy</a></footer></body></html>
"""

FROM_WORD_AS_HTML = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta http-equiv=Content-Type content="text/html; charset=windows-1252"><title>x</title></head><body lang=EN-US>
<div class=WordSection1><p class=MsoTitle>Telephone Policy</p>
<p class=MsoNormal><b><span style='font-size:14.0pt'>When I answer<o:p></o:p></span></b></p>
<p class=MsoNormal>I answer calls on weekdays, and I\x92m away in August.</p>
<p class=MsoNormal><b>Emergencies</b></p><p class=MsoNormal>Call 911 first. I carry no pager.</p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p></div></body></html>
"""

FROM_GOOGLE_DOCS = """<html><head><meta charset="utf-8"></head><body class="doc-content">
<p class="title"><span style="font-weight:400">Rules for Messages</span></p>
<h1 id="h.abc1"><span>Portal</span></h1>
<p><span style="font-weight:400">Write to me in the portal. I read it </span><span style="font-weight:700">twice
a day</span><span style="font-weight:400">.</span></p>
<h1 id="h.abc2"><span>Texts</span></h1><p><span>I do not answer texts from clients.</span></p></body></html>
"""

EMAIL_TEXT = """\
Contact and Emergencies

Hello everyone, this is how you can reach me between sessions. The lines
below were broken by my mail program, as you can see, so that no line is
longer than seventy characters or so.

By telephone

Call 360-555-0100 and leave a message. I call back within one business
day, and on weekends I do not call back.

In an emergency

Call 911 or go to the nearest emergency room. Then, once you are safe,
leave me a message so that we can talk about it.
"""

LETTERED = """\
Group Rules

Everybody in the group keeps these rules, and so do I.

What stays in the room

a) Names.
b) Stories.
c) Tears.

What you may tell others

1. What you learned.
2. How you feel about it.
"""

CAPITALS_AND_GLUED_NAME = """\
MESSAGES AND MEETINGS

This sheet is about the time between our sessions, and it is short.\xa0

MESSAGES\xa0

I answer messages on the next working day. I do not answer on holidays.

MEETINGS BY CHANCE\xa0

If we meet in town, I leave it to you whether we greet each other. Thank you for reading.\xa0 \xa0 Maren Holloway, MSW, LICSW
"""

BULLETS_FROM_WINDOWS = (
    "Phone Policy\r\n\r\nI\x92m glad that you called. Here is what to expect:\r\n\r\n"
    "\x95 A call back within a day.\r\n\x95 No texts.\r\n\x95 An hour\x92s notice \x96 always.\r\n"
).encode("latin-1")

MARKDOWN = """\
Privacy at the Front Desk
=========================

<!-- checked with Jo -->
Our desk is *quiet*. Ask **anything** there.

Papers
------

* Forms lie face down.
* Names are not called.

**Screens**

We turn them away from you. See [our site](https://example.org/privacy).

| Who  | Sees what |
| ---- | --------- |
| Desk | names     |
"""

FORM = """\
Consent to E-mail

You decide how we write to you. Tick what you want.

☐ Appointments
☐ Bills

Client name: ____________________
E-mail address: ____________________

By signing I confirm that I read this page.

Client signature: ______________  Date: __________
"""

NO_HEADINGS = """\
I am writing down what holds for messages between us. I read them once a day, in the morning, and I answer those
that need an answer. I keep them as long as the law says, and then I destroy them.

If something is urgent, please do not write. Call 911 or 988, and call me when you are safe again.
"""

RTF = rb"""{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Times New Roman;}}{\stylesheet{\s1 heading 1;}}
{\info{\title Nothing of this is read}}{\footer\pard Harbor Counseling \par}
{\pard\qc\b\fs36 Voicemail Policy\par}
{\pard My voicemail is private: only I hear it. That\rquote s a promise\u8212?always.\par}
{\pard\outlinelevel0\b When I listen\par}
{\pard I listen {\i twice} a day. {\revised\deleted I never skip a day. }\revised It takes a moment.\par}
{\pard{\pntext\'b7\tab}On weekdays at nine.\par}
{\pard{\pntext\'b7\tab}On weekdays at five.\par}
{\pard\outlinelevel0\b What to say\par}
{\pard Your name, your number and a good time, caf\'e9 hours included.\~
{\field{\*\fldinst{HYPERLINK "https://example.org/portal"}}{\fldrslt The portal}} works too.\par}
\trowd\cellx2000\cellx4000\pard\intbl Way\cell Answer\cell\row
\trowd\cellx2000\cellx4000\pard\intbl Voicemail\cell the same day\cell\row
{\*\generator Somebody;}{\pict 00112233}}
"""

_ODT_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
    )
)
ODT_TEXT = """<office:text><text:tracked-changes><text:changed-region><text:deletion><text:p>Old words.</text:p>
</text:deletion></text:changed-region></text:tracked-changes>
<text:p text:style-name="Title">Visits at Home</text:p>
<text:p>I come to you when you <text:span text:style-name="T1">cannot</text:span> come to me.</text:p>
<text:h text:outline-level="1">Before the visit</text:h>
<text:list text:style-name="L1"><text:list-item><text:p>I call first.</text:p></text:list-item>
<text:list-item><text:p>You may say no.</text:p></text:list-item></text:list>
<text:h text:outline-level="2">Pets</text:h><text:p>Please keep<text:s text:c="2"/>them in another room.<text:line-break/>
Thank you.</text:p><text:p>Fees<text:note><text:note-citation>1</text:note-citation><text:note-body>
<text:p>As in the office.</text:p></text:note-body></text:note> stay the same.</text:p>
<table:table><table:table-row><table:table-cell><text:p>Day</text:p></table:table-cell><table:table-cell>
<text:p>Hours</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>Monday</text:p>
</table:table-cell><table:table-cell><text:p>9 to 5</text:p></table:table-cell></table:table-row></table:table>
</office:text>"""


def odt(text: str = ODT_TEXT, *, prolog: str = "", parts: dict[str, bytes] | None = None) -> bytes:
    """An OpenDocument text with this inside its body."""
    styles = (
        '<office:automatic-styles><style:style style:name="T1" style:family="text">'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
        '<text:list-style style:name="L1"><text:list-level-style-number text:level="1"/></text:list-style>'
        "</office:automatic-styles>"
    )
    content = (
        f"{prolog}<office:document-content {_ODT_NAMES}>{styles}<office:body>{text}</office:body>"
        "</office:document-content>"
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        for name, data in (parts or {}).items():
            archive.writestr(name, data)
    return made.getvalue()


def pdf() -> bytes:
    """Two pages with headings, a list, a header and page numbers."""
    import typst

    source = b"""#set page(paper: "us-letter", height: 300pt, margin: 50pt, header: [Harbor Counseling],
  footer: context [Page #counter(page).display()], numbering: "1")
#set text(size: 11pt, font: "Libertinus Serif")
#text(size: 20pt, weight: "bold")[Waiting Room Rules]

This sheet tells you what to expect in our waiting room, and what we ask of everybody who waits
there. It is short, and you may take it home.

#text(size: 14pt, weight: "bold")[Quiet]

Please turn the sound of your phone off. If you need to talk, the corridor is yours, and nobody
will mind.

- Headphones are fine.
- Calls are not.

#text(size: 14pt, weight: "bold")[Privacy]

We call no names. We come out and greet you. What you hear in the room stays in the room, and we
thank you for keeping it so.
"""
    made = typst.compile(source)
    assert isinstance(made, bytes)
    return made


def pdf_with_letterhead() -> bytes:
    """A page whose practice stands above the title in larger letters, and neither is very large."""
    import typst

    source = b"""#set page(paper: "us-letter", margin: 50pt)
#set text(size: 11pt, font: "Libertinus Serif")
#text(size: 15pt, weight: "bold")[Harbor Counseling]

#text(size: 13pt, weight: "bold")[Visitors Policy]

This sheet tells you who may come along to a session, and what we ask of everybody who does so.

#text(weight: "bold")[Children]

Children may come along if they are told beforehand what the session is about, and if they like to.
"""
    made = typst.compile(source)
    assert isinstance(made, bytes)
    return made


def scanned_pdf() -> bytes:
    """A page without a letter of text."""
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()
