"""A document with markup of every output format in every slot that takes text."""

from policydocs.document import (
    Alignment,
    BulletList,
    Contents,
    Document,
    Emphasis,
    Field,
    FieldKind,
    Heading,
    Inline,
    Letterhead,
    Link,
    ListItem,
    Paragraph,
    Quote,
    Row,
    Strong,
    Table,
    Text,
)

#: Without spaces, so that it is one word wherever it comes out.
MARKUP = (
    "#strong[a]$x$*b*_c_`d`=@e<f>//g/*h*/\\u{41}{{i}}{%j%}{#k#}"
    "</style></title><script>l</script>&amp;&#65;<w:t>m</w:t>]]>'\"%n%;--o"
)


def hostile_document() -> Document:
    text: tuple[Inline, ...] = (Text(MARKUP),)
    row = Row((text, text))
    return Document(
        title=MARKUP,
        language="en",
        letterhead=Letterhead(MARKUP, (MARKUP,)),
        version_line=MARKUP,
        running_title=MARKUP,
        author=MARKUP,
        subject=MARKUP,
        page_label=MARKUP + " {page} {pages}",
        blocks=(
            Contents(MARKUP),
            Heading(2, text, "a"),
            Heading(3, text, 'b"><script>'),
            Paragraph((Emphasis(text), Strong(text), Link("https://example.org/\"'><b>", text))),
            Paragraph((Link("javascript:alert(1)", text), Link('#b"><script>', text))),
            Paragraph((Field(FieldKind.LINE, MARKUP),)),
            Paragraph((Text("x"), Field(FieldKind.BOX, MARKUP), Field(FieldKind.DATE, MARKUP))),
            BulletList((ListItem((Paragraph(text),)),)),
            Quote((Paragraph(text),)),
            Table(row, (row,), (Alignment.LEFT, Alignment.CENTER)),
        ),
    )
