"""A Word file opened with care: what is safe of it is packed anew, with every paragraph numbered.

A DOCX is a zip of XML written by anybody. Nothing of it reaches the converter before its sizes were
looked at, its XML parsed without entities or network, and pictures, macros and embedded files left behind.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import field
from typing import TypeVar

from lxml import etree

from policydocs.errors import InputError
from policydocs.source.docx_blanks import draw_blanks
from policydocs.source.docx_names import W, marked_id
from policydocs.source.docx_pruning import prune
from policydocs.source.reading import IN_THE_MARGIN
from policydocs.values import frozen, record

T = TypeVar("T")

LARGEST_DOCX_BYTES = 50_000_000  #: scanned pictures inside make files large
LARGEST_PART_BYTES = 20_000_000
MOST_PARTS = 5_000

#: A bookmark of ours at the start of each paragraph carries its number through the conversion.
BOOKMARK = "policydocs-paragraph-"

_W = f"{{{W}}}"
_STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DC = "{http://purl.org/dc/elements/1.1/}"
_SPACES = (f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}ptab")
#: Text stands in the nearest of these; it is shown in a paragraph alone.
_HOLDS_TEXT = frozenset({f"{_W}p", f"{_W}del", f"{_W}moveFrom"})
_NOTES = ("footnotes", "endnotes")
_KEPT = ("styles", "numbering", "footnotes", "endnotes")  #: parts that the text depends on

_SAVE_ANEW = 'Open it in Word or LibreOffice and use "Save as", type "Word Document (.docx)".'


@record
class WordText:
    """What is safe of a Word file."""

    package: bytes  #: a DOCX with the text, its styles, numbering and notes, and nothing else
    remarks: list[str] = field(default_factory=list)
    ids: dict[int, str] = field(default_factory=dict)  #: of sections of ours, by their paragraph's number
    has_blanks: bool = False  #: places to write on, drawn with tabs, are underscores now
    left_out: list[tuple[str, str]] = field(default_factory=list)  #: words with the reason


@frozen
class WordWords:
    """What a Word file shows in print: a string a paragraph, as if all tracked changes were accepted."""

    body: tuple[str, ...]
    margins: tuple[str, ...]  #: of its headers and footers
    title: str  #: of the file's properties
    remarks: tuple[str, ...]
    notes: tuple[str, ...] = ()  #: footnotes and endnotes


def open_word_file(data: bytes, *, path: str) -> WordText:
    """The text of a Word file, its paragraphs numbered.

    Raises:
        InputError: no DOCX, damaged, protected by a password, or larger than any policy.
    """
    _refuse_at_once(data, path)
    return _opened(data, path, _Package.text)


def _refuse_at_once(data: bytes, path: str) -> None:
    if len(data) > LARGEST_DOCX_BYTES:
        raise InputError(
            f"the file has {len(data) // 10**6} MB; at most {LARGEST_DOCX_BYTES // 10**6} MB are read.",
            path=path,
            fix="Take large pictures out of it, or copy its text into a new document.",
        )
    if not data:
        raise InputError("the file is empty.", path=path, fix="Restore it from a copy.")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError(
            "this is an old Word file (.doc), or one that is protected by a password.",
            path=path,
            fix=_SAVE_ANEW + " Remove the password first, if it has one.",
        )


def words_of_word_file(data: bytes, *, path: str) -> WordWords:
    """Everything that a Word file shows in print, its headers and footers too, without any reading of sense.

    Raises:
        InputError: as `open_word_file`.
    """
    _refuse_at_once(data, path)
    return _opened(data, path, _Package.words)


def _opened(data: bytes, path: str, read: Callable[[_Package], T]) -> T:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return read(_Package(archive, path))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise InputError("this is no Word file, or a damaged one.", path=path, fix=_SAVE_ANEW) from error


class _Package:
    def __init__(self, archive: zipfile.ZipFile, path: str) -> None:
        self.archive = archive
        self.path = path
        self.names = {info.filename: info for info in archive.infolist()}

    def words(self) -> WordWords:
        self._refuse_at_once()
        main = self._main_part()
        root = self._main_root(main)
        remarks = tuple(self._remarks(root))
        margins = [
            paragraph for name in self._margins(main) for paragraph in _paragraphs(self._xml(name).getroot())
        ]
        title = ""
        if "docProps/core.xml" in self.names:
            title = self._xml("docProps/core.xml").getroot().findtext(f"{_DC}title") or ""
        notes = [one for name in self._parts(main, _NOTES) for one in _paragraphs(self._xml(name).getroot())]
        return WordWords(tuple(_paragraphs(root)), tuple(margins), title, remarks, tuple(notes))

    def _margins(self, main: str) -> list[str]:
        """The names of the parts with headers and footers."""
        return self._parts(main, ("header", "footer"))

    def _parts(self, main: str, kinds: tuple[str, ...]) -> list[str]:
        """The names of the parts of these kinds that belong to the text."""
        folder, _, base = main.rpartition("/")
        found = set()
        for relation in self._relations(posixpath.join(folder, "_rels", f"{base}.rels")):
            target = relation.get("Target") or ""
            if (relation.get("Type") or "").rpartition("/")[2] in kinds:
                absolute = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
                found.add(posixpath.normpath(absolute))
        return sorted(found & self.names.keys())

    def text(self) -> WordText:
        self._refuse_at_once()
        main = self._main_part()
        document = self._main_root(main).getroottree()
        root = document.getroot()
        word = WordText(b"")
        word.remarks.extend(self._remarks(root))
        word.ids = _number_paragraphs(root)
        word.left_out.extend(self._left_out(main, root))
        word.has_blanks = draw_blanks(root)
        word.package = self._packed(main, document)
        return word

    def _refuse_at_once(self) -> None:
        if len(self.names) > MOST_PARTS:
            raise self._refusal("the file holds too many parts to be a letter or a policy.")
        if any(info.flag_bits & 1 for info in self.names.values()):
            raise InputError(
                "the file is protected by a password.", path=self.path, fix="Save it without one."
            )

    def _main_root(self, main: str) -> etree._Element:
        root = self._xml(main).getroot()
        if root.tag != f"{_W}document":
            if root.tag == f"{{{_STRICT_W}}}document":
                raise InputError('this is a "Strict Open XML" file.', path=self.path, fix=_SAVE_ANEW)
            raise self._refusal("this is an Office file, but not a Word document.")
        return root

    def _refusal(self, problem: str) -> InputError:
        return InputError(problem, path=self.path, fix=_SAVE_ANEW)

    def _main_part(self) -> str:
        """The name of the part with the text."""
        if "[Content_Types].xml" not in self.names:
            raise self._refusal("this is a zip archive, but no Word file.")
        for relation in self._relations("_rels/.rels"):
            if (relation.get("Type") or "").endswith("/officeDocument"):
                name = posixpath.normpath((relation.get("Target") or "").lstrip("/"))
                if name in self.names:
                    return name
        if "word/document.xml" in self.names:
            return "word/document.xml"
        raise self._refusal("the file has no text part.")

    def _relations(self, name: str) -> Iterator[etree._Element]:
        if name in self.names:
            yield from self._xml(name).getroot().iter(_RELATIONSHIP)

    def _read(self, name: str) -> bytes:
        info = self.names[name]
        if info.file_size > LARGEST_PART_BYTES:
            raise self._refusal("a part of the file is too large to be a policy's text.")
        with self.archive.open(info) as part:
            content = part.read(LARGEST_PART_BYTES + 1)
        if len(content) > LARGEST_PART_BYTES:  # the archive's list of contents lied
            raise self._refusal("a part of the file is too large to be a policy's text.")
        return content

    def _xml(self, name: str) -> etree._ElementTree:
        content = self._read(name)
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"<\0!\0D\0O\0C\0T" in content:
            raise self._refusal("the file declares XML entities, which no Word program writes.")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.ElementTree(etree.fromstring(content, parser))
        except etree.XMLSyntaxError as error:
            raise self._refusal("the file is damaged: a part of it is no valid XML.") from error

    def _remarks(self, root: etree._Element) -> Iterator[str]:
        """What the text does not show, and its reader should know."""
        changed = _holds(root, f"{_W}ins", f"{_W}del", f"{_W}moveFrom", f"{_W}moveTo")
        if changed:
            yield "The file holds tracked changes; it was read as if all were accepted."
        if _holds(root, f"{_W}commentReference"):
            yield "The file holds comments; they were not read."
        if any("vbaProject" in name for name in self.names):
            yield "The file holds macros; they were neither run nor read."
        if any("/embeddings/" in name for name in self.names):
            yield "The file holds embedded objects; they were not opened."
        if _holds(root, f"{_W}drawing", f"{_W}pict"):
            yield "The file holds pictures or drawings; words in a picture were not read."

    def _left_out(self, main: str, root: etree._Element) -> Iterator[tuple[str, str]]:
        """Words in the file that are no part of its text; what stands in several margins, once."""
        said = dict.fromkeys(
            paragraph for name in self._margins(main) for paragraph in _paragraphs(self._xml(name).getroot())
        )
        for paragraph in said:
            yield paragraph, IN_THE_MARGIN
        for name in self._parts(main, ("comments",)):
            for paragraph in _paragraphs(self._xml(name).getroot()):
                yield paragraph, "a comment"
        for deleted in root.iter(f"{_W}del", f"{_W}moveFrom"):
            words = "".join(node.text or "" for node in deleted.iter(f"{_W}delText", f"{_W}t"))
            if words.strip():
                yield words, "deleted in a tracked change"

    def _packed(self, main: str, document: etree._ElementTree) -> bytes:
        """A new package of the parts that are needed, each parsed and written anew."""
        folder, _, base = main.rpartition("/")
        relations_name = posixpath.join(folder, "_rels", f"{base}.rels")
        relations: list[tuple[str, str, str, bool]] = []
        parts: dict[str, bytes] = {}
        for relation in self._relations(relations_name):
            kind = (relation.get("Type") or "").rpartition("/")[2]
            target = relation.get("Target") or ""
            external = relation.get("TargetMode") == "External"
            identity = relation.get("Id") or ""
            if kind == "hyperlink":
                relations.append((identity, relation.get("Type") or "", target, external))
            elif kind in _KEPT and not external:
                name = posixpath.normpath(
                    target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
                )
                if name in self.names:
                    part = self._xml(name)
                    prune(part.getroot())
                    parts[f"word/{kind}.xml"] = etree.tostring(part, encoding="utf-8")
                    relations.append((identity, relation.get("Type") or "", f"{kind}.xml", False))
        prune(document.getroot())
        parts["word/document.xml"] = etree.tostring(document, encoding="utf-8")
        parts["word/_rels/document.xml.rels"] = _relations_part(relations)
        parts["_rels/.rels"] = _relations_part(
            [("rId1", f"{_OFFICE}/officeDocument", "word/document.xml", False)]
        )
        parts["[Content_Types].xml"] = _CONTENT_TYPES
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return packed.getvalue()


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT_TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Default Extension="xml" ContentType="application/xml"/>'
    b'<Override PartName="/word/document.xml" ContentType='
    b'"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def _relations_part(relations: list[tuple[str, str, str, bool]]) -> bytes:
    root = etree.Element(
        "{http://schemas.openxmlformats.org/package/2006/relationships}Relationships",
        nsmap={None: "http://schemas.openxmlformats.org/package/2006/relationships"},  # type: ignore[dict-item]
    )
    for identity, kind, target, external in relations:
        relation = etree.SubElement(root, _RELATIONSHIP, Id=identity, Type=kind, Target=target)
        if external:
            relation.set("TargetMode", "External")
    return etree.tostring(root, encoding="utf-8")


def _paragraphs(root: etree._Element) -> Iterator[str]:
    """The text of each paragraph that has any; one within another, as in a text box, by itself."""
    for again in list(root.iter(f"{_MC}Fallback")):  # the same content again, for older programs
        _drop(again)
    texts: dict[etree._Element, list[str]] = {}
    for node in root.iter(f"{_W}p", f"{_W}t", *_SPACES, f"{_W}noBreakHyphen"):
        if node.tag == f"{_W}p":
            texts[node] = []
            continue
        around = next((one for one in node.iterancestors() if one.tag in _HOLDS_TEXT), None)
        if around is not None and around.tag == f"{_W}p":
            text = (node.text or "") if node.tag == f"{_W}t" else " " if node.tag in _SPACES else "-"
            texts[around].append(text)
    whole = ("".join(parts) for parts in texts.values())
    yield from (text for text in whole if text.strip())


def _number_paragraphs(root: etree._Element) -> dict[int, str]:
    """Puts a bookmark with its number, from 1, into each paragraph that has text.

    Paragraphs are counted as they stand, empty ones and those in tables too; a text box belongs to
    the paragraph that it is anchored in.

    Returns:
        The ids of sections that bookmarks of ours carry, by the paragraph's number; links lead to the id.
    """
    own = {
        paragraph: id_
        for mark in root.iter(f"{_W}bookmarkStart")
        if (id_ := marked_id(mark.get(f"{_W}name") or ""))
        and (paragraph := next(mark.iterancestors(f"{_W}p"), None)) is not None
    }
    for link in root.iter(f"{_W}hyperlink"):
        if id_ := marked_id(link.get(f"{_W}anchor") or ""):
            link.set(f"{_W}anchor", id_)
    # Bookmarks and comments are not read; a choice is the same content again, for newer programs.
    unread = (f"{_W}bookmarkStart", f"{_W}bookmarkEnd", f"{_W}commentReference", f"{_MC}Choice")
    for element in list(root.iter(*unread)):
        _drop(element)
    ids: dict[int, str] = {}
    number = 0
    boxed: set[etree._Element] = set()
    for box in root.iter(f"{_W}txbxContent"):
        boxed.update(box.iter(f"{_W}p"))
    for paragraph in root.iter(f"{_W}p"):
        if paragraph in boxed:
            continue
        number += 1
        mark = etree.Element(f"{_W}bookmarkStart")
        mark.set(f"{_W}id", str(number))
        mark.set(f"{_W}name", f"{BOOKMARK}{number}")
        first = paragraph.find(f"{_W}pPr")
        paragraph.insert(0 if first is None else paragraph.index(first) + 1, mark)
        if paragraph in own:
            ids[number] = own[paragraph]
    return ids


def _holds(root: etree._Element, *names: str) -> bool:
    return next(root.iter(*names), None) is not None


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def paragraph_number(name: str) -> int:
    """The number in a bookmark of ours; 0 for any other."""
    match = re.search(rf"{BOOKMARK}([0-9]+)$", name)
    return int(match[1]) if match else 0
