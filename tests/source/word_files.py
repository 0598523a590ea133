"""Word files made by hand for tests: only the XML that a test is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELATIONS = (
    f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}/officeDocument"'
    ' Target="word/document.xml"/></Relationships>'
)


def word_file(body: str, parts: Mapping[str, bytes] | None = None, *, prolog: str = "") -> bytes:
    """A DOCX with this inside its `w:body`, and further parts by name."""
    document = f'{prolog}<w:document xmlns:w="{W}" xmlns:r="{OFFICE}"><w:body>{body}</w:body></w:document>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("word/document.xml", document)
        for name, content in (parts or {}).items():
            archive.writestr(name, content)
    return made.getvalue()


def paragraph(text: str, *, bold: bool = False, extra: str = "") -> str:
    """A `w:p` of one run."""
    properties = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:p>{extra}<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
