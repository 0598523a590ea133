"""The DOCX file itself: the base it starts from, a practice's letterhead, and the same bytes each time."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import CT_Types, serialize_part_xml
from docx.opc.package import OpcPackage
from docx.opc.packuri import CONTENT_TYPES_URI, PACKAGE_URI
from docx.opc.spec import default_content_types
from lxml import etree

from policydocs.errors import InputError
from policydocs.render.ooxml import W

#: A letterhead is a page with a logo; what is larger than this, unpacked, is a mistake or an attack.
MAX_UNPACKED_BYTES = 60_000_000
MAX_MEMBERS = 1_000
#: What is written on the letterhead's own page, an address or a line on the license, stands above each
#: handout. More words than this are a document that somebody took for the letterhead.
MOST_WORDS = 80

#: Zip knows no time before 1980; every member has this one.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)

_HOW = "Save the letterhead in Word as “Word document (.docx)” and name that file in policydocs.toml."


# --- Without a letterhead ------------------------------------------------------------------------


#: The smallest package that Word opens as its own: the part's name in it, and our file.
_BASE = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package.rels.xml",
    "docProps/core.xml": "core.xml",
    "word/document.xml": "document.xml",
    "word/_rels/document.xml.rels": "document.rels.xml",
    "word/styles.xml": "styles.xml",
    "word/numbering.xml": "numbering.xml",
    "word/settings.xml": "settings.xml",
    "word/fontTable.xml": "fontTable.xml",
    "word/theme/theme1.xml": "theme.xml",
}


@cache
def _empty_docx() -> bytes:
    # python-docx brings a base of its own, but with 800 kB of styles, which stored zips would all carry.
    folder = Path(__file__).parent / "docx_base"
    return _stored({name: (folder / file).read_bytes() for name, file in _BASE.items()})


def empty_document() -> WordDocument:
    """A Word document with nothing in it, not even a style of ours."""
    return docx.Document(io.BytesIO(_empty_docx()))


# --- With one ------------------------------------------------------------------------------------


def open_letterhead(data: bytes) -> tuple[WordDocument, Mapping[str, bytes]]:
    """The practice's letterhead as a Word document, and the parts of it that must come out unchanged.

    Raises:
        InputError: it is no DOCX, holds macros or embedded programs, loads something from elsewhere, is
            far too large, or has a whole text on its page.
    """
    members = _unpacked(data)
    _refuse_dangers(members)
    try:
        document = docx.Document(io.BytesIO(_stored(members)))
        if document.element.body is None:
            raise InputError("the letterhead has no page in it", fix=_HOW)
        _refuse_text(document)
    except InputError:
        raise
    except (KeyError, ValueError, AttributeError, etree.XMLSyntaxError, zipfile.BadZipFile) as error:
        raise InputError("the letterhead is damaged: Word’s parts in it cannot be read", fix=_HOW) from error
    _forget_template(document)
    _forget_second_styles(document)
    kept = {
        name: content
        for name, content in members.items()
        if re.fullmatch(r"word/(?:_rels/)?(?:header|footer)[^/]*\.xml(?:\.rels)?", name)
    }
    return document, kept


def _refuse_text(document: WordDocument) -> None:
    """What stands in the body begins every handout: the old policy, where its file serves as letterhead."""
    words = [word for text in document.element.body.iter(f"{{{W}}}t") for word in (text.text or "").split()]
    if len(words) > MOST_WORDS:
        raise InputError(
            f"the letterhead has a text of {len(words)} words on its page (“{' '.join(words[:6])} …”), with "
            "which every handout would begin",
            fix="Open it in Word, delete all that is on the page, keep header and footer, and save it.",
        )


def _unpacked(data: bytes) -> dict[str, bytes]:
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise InputError("the letterhead is an old .doc file or is protected by a password", fix=_HOW)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > MAX_MEMBERS or sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
                raise InputError(
                    f"the letterhead is too large: unpacked, over {MAX_UNPACKED_BYTES // 1_000_000} MB",
                    fix="Use smaller pictures in it.",
                )
            if len({entry.filename for entry in entries}) != len(entries):
                raise InputError("the letterhead is damaged: a part stands in it twice", fix=_HOW)
            return {entry.filename: archive.read(entry) for entry in entries}
    except (zlib.error, struct.error) as error:  # bare out of zipfile where a member is damaged
        raise InputError("the letterhead is damaged and cannot be unpacked", fix=_HOW) from error
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise InputError("the letterhead is not a Word document (.docx)", fix=_HOW) from error


def _refuse_dangers(members: Mapping[str, bytes]) -> None:
    types = members.get("[Content_Types].xml")
    if types is None or not any(name.lower() == "word/document.xml" for name in members):
        raise InputError("the letterhead is not a Word document (.docx)", fix=_HOW)
    if b"macroEnabled" in types or any("vbaproject" in name.lower() for name in members):
        raise InputError("the letterhead holds macros, which a handout must not carry", fix=_HOW)
    if any(re.match(r"word/(?:embeddings|activeX)/", name, re.IGNORECASE) for name in members):
        raise InputError(
            "the letterhead holds an embedded program or file",
            fix="Delete the embedded object in Word, or put a picture in its place, and save it again.",
        )
    for name, content in members.items():
        if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in content:
            raise InputError("the letterhead holds an XML document type, which Word never writes", fix=_HOW)
        if name.endswith(".rels"):
            _refuse_outside(content)


def _refuse_outside(relations: bytes) -> None:
    """A letterhead that loads a picture or a page from elsewhere tells that place who opens the handout."""
    try:
        root = etree.fromstring(relations, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise InputError("the letterhead is damaged: its list of parts cannot be read", fix=_HOW) from error
    for relation in root:
        if relation.get("TargetMode") != "External":
            continue
        kind = relation.get("Type", "").rsplit("/", maxsplit=1)[-1]
        if kind not in {"hyperlink", "attachedTemplate"}:
            raise InputError(
                "the letterhead loads something from elsewhere each time it is opened",
                fix="In Word, put the picture itself into the letterhead, not a link to it; save it.",
            )


def _forget_template(document: WordDocument) -> None:
    """The template that the letterhead was made from: a path on someone's machine, loaded when opened."""
    settings = document.settings.element
    for reference in settings.findall(f"{{{W}}}attachedTemplate"):
        settings.remove(reference)
    relations = document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS).rels
    for name in [name for name, relation in relations.items() if relation.is_external]:
        del relations[name]


def _forget_second_styles(document: WordDocument) -> None:
    """Word 2010's second copy of the styles, which would lack ours and which newer ones compare."""
    relations = document.part.rels
    for name in [name for name, one in relations.items() if one.reltype.endswith("/stylesWithEffects")]:
        del relations[name]


# --- The same bytes each time --------------------------------------------------------------------


def packed(document: WordDocument, kept: Mapping[str, bytes]) -> bytes:
    """The document as a file: members stored, in one order, at one time, `kept` as they were."""
    members = dict(_members(document.part.package))
    members.update((name, content) for name, content in kept.items() if name in members)
    return _stored(members)


def _members(package: OpcPackage) -> Iterator[tuple[str, bytes]]:
    """What `document.save` writes, which would deflate all of it for us to inflate it again."""
    for part in package.parts:
        part.before_marshal()  # type: ignore[no-untyped-call]
    yield CONTENT_TYPES_URI.membername, _content_types(package)
    yield PACKAGE_URI.rels_uri.membername, _bytes(package.rels.xml)
    for part in package.parts:
        yield part.partname.membername, part.blob
        if part.rels:
            yield part.partname.rels_uri.membername, _bytes(part.rels.xml)


def _content_types(package: OpcPackage) -> bytes:
    """What kind each part is: by the ending of its name where Word knows it, else by its name."""
    by_ending = {"rels": CONTENT_TYPE.OPC_RELATIONSHIPS, "xml": CONTENT_TYPE.XML}
    by_name = {}
    for part in package.parts:
        ending = part.partname.ext.lower()  # two that differ in capitals alone are one to Word
        if (ending, part.content_type) in default_content_types:
            by_ending[ending] = part.content_type
        else:
            by_name[part.partname] = part.content_type
    types = CT_Types.new()  # type: ignore[no-untyped-call]
    for ending, kind in sorted(by_ending.items()):
        types.add_default(ending, kind)
    for name, kind in sorted(by_name.items()):
        types.add_override(name, kind)
    return _bytes(serialize_part_xml(types))


def _bytes(xml: bytes | str) -> bytes:
    return xml if isinstance(xml, bytes) else xml.encode()


def _stored(members: Mapping[str, bytes]) -> bytes:
    """A zip whose members are not deflated, since zlib's output differs from one Python to another."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(members, key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.create_system = 0
            entry.external_attr = 0
            archive.writestr(entry, members[name])
    return out.getvalue()


def set_properties(
    document: WordDocument, *, title: str, subject: str, author: str, language: str, made_at: datetime
) -> None:
    """The file's properties; whoever last saved the letterhead is not named in them."""
    moment = made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    core = document.core_properties
    core.title, core.subject, core.author, core.language = title[:255], subject[:255], author[:255], language
    core.created = core.modified = moment
    core.last_modified_by = author[:255]
    core.revision = 1
    core.comments = core.keywords = core.category = ""
