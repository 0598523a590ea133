"""A document as PDF, by Typst: PDF/A-2a for the archive and PDF/UA-1 for screen readers in one file."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path

import typst

from policydocs.document import Document
from policydocs.errors import InputError, InputErrors, SurroundingsError
from policydocs.render.page_ends import has_nearly_empty_page, page_count
from policydocs.render.pdf_streams import with_clear_stream_ends
from policydocs.render.phrases import phrases
from policydocs.render.printable import printable, texts, unprintable
from policydocs.render.style import PageStyle
from policydocs.render.typefaces import Typefaces, typefaces
from policydocs.render.typeset import typeset

STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]

#: How many different missing characters one run reports: a text in another script would name hundreds.
_MOST_REPORTED = 12


def to_pdf(
    document: Document, style: PageStyle, *, made_at: datetime, fonts: Sequence[bytes | Path] = ()
) -> bytes:
    """The document as a tagged PDF with its fonts inside.

    Args:
        made_at: an aware moment, written into the file as its date.
        fonts: further OpenType fonts (a file's bytes, its path, or a folder of them), used for
            characters that the built-in faces lack.

    Raises:
        InputErrors: characters that no font has, or cannot be printed, each with its line.
        SurroundingsError: the typesetter failed for another reason.
        ValueError: `made_at` has no time zone.
    """
    if made_at.tzinfo is None:
        raise ValueError("made_at needs a time zone")
    document = printable(document)
    faces = typefaces(fonts)
    data = typeset(document, style, phrases(document.language), faces)
    try:
        made = _compiled(data, faces, made_at)
    except typst.TypstError as error:
        raise _explained(error, document, faces) from error
    return _closer(made, document, style, faces, made_at) if has_nearly_empty_page(made) else made


def _closer(made: bytes, document: Document, style: PageStyle, faces: Typefaces, made_at: datetime) -> bytes:
    """The document on a page less, its lines a little closer, where that is enough; else as it is."""
    data = typeset(document, style, phrases(document.language), faces, style.measures.closer)
    closer = _compiled(data, faces, made_at)
    return closer if page_count(closer) < page_count(made) else made


def _compiled(data: str, faces: Typefaces, made_at: datetime) -> bytes:
    made, warnings = _compiler(faces).compile_with_warnings(
        _template(),
        format="pdf",
        sys_inputs={"document": data},
        pdf_standards=STANDARDS,
        timestamp=int(made_at.timestamp()),
    )
    if warnings:
        # A font that is not there, most likely: it must not be replaced in silence.
        raise SurroundingsError(f"the PDF could not be made as it should be: {warnings[0].message}")
    if not isinstance(made, bytes):
        raise SurroundingsError("the PDF could not be made: the typesetter gave no file back")
    return with_clear_stream_ends(made)


@lru_cache(maxsize=4)
def _compiler(faces: Typefaces) -> typst.Compiler:
    """One compiler for each set of fonts: it forgets what it laid out, which `typst.compile` never does."""
    return typst.Compiler(root=str(Path(__file__).parent), font_paths=faces.fonts, ignore_system_fonts=True)


@cache
def _template() -> bytes:
    return (Path(__file__).parent / "page.typ").read_bytes()


# --- Characters that no font has -----------------------------------------------------------------


def _explained(error: typst.TypstError, document: Document, faces: Typefaces) -> Exception:
    """What is wrong in the author's words: the characters that no font has, each with its line.

    Typst refuses such a character itself, for PDF/A forbids to print a box in its place; but it does not
    know our lines, and its wording may change. So each suspect is set alone, to see which it refuses.
    """
    faults: list[InputError] = []
    seen: set[str] = set()
    for text, node, line in texts(document):
        for match in re.finditer(r"[^\x20-\x7e]", text):
            character = match.group()
            if character in seen:
                continue
            seen.add(character)
            if len(faults) < _MOST_REPORTED and not _can_print(character, faces):
                place = node.line_at(match.start()) if node and node.line else line
                faults.append(_no_font(character, place, document.path))
    if faults:
        return InputErrors(faults)
    return SurroundingsError(f"the PDF could not be made: {error.message}")


_PROBE = b"""#let data = json(bytes(sys.inputs.document))
#set document(title: "probe")
#set text(font: data.faces, fallback: false, lang: "en")
#text(data.character) #text(weight: "bold", data.character) #text(style: "italic", data.character)"""


def _can_print(character: str, faces: Typefaces) -> bool:
    data = json.dumps({"character": character, "faces": faces.regular})
    try:
        _compiler(faces).compile(
            _PROBE,
            format="pdf",
            sys_inputs={"document": data},
            pdf_standards=STANDARDS,
            timestamp=0,
        )
    except typst.TypstError:
        return False
    return True


def _no_font(character: str, line: int, path: str) -> InputError:
    return unprintable(
        character,
        line,
        "cannot be printed: none of the fonts has it",
        path,
        "Write it in words or with another character. For another script, put a font that has it into the "
        "folder that [handouts] fonts in policydocs.toml names. All but the PDF can be made without it:  "
        "policydocs build --to docx,html,txt",
    )
