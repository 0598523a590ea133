"""Pages with nothing but lines at places of their own: sheets for window envelopes, numbers for a packet."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path

import typst

from policydocs.errors import InputError, SurroundingsError
from policydocs.render.style import Paper
from policydocs.render.typefaces import Typefaces, typefaces
from policydocs.values import frozen


@frozen
class PlacedLine:
    """One line of text, its top left corner measured from that of the page."""

    text: str
    x_mm: float
    y_mm: float
    width_mm: float
    size_pt: float = 11
    centered: bool = False
    gray: int = 0  #: percent of white


def placed_pages(
    pages: Sequence[Sequence[PlacedLine]],
    paper: Paper,
    *,
    title: str,
    made_at: datetime,
    language: str = "en",
) -> bytes:
    """A PDF, one page for each list of lines; text is data and never markup.

    Raises:
        InputError: no font has one of the letters.
        SurroundingsError: the typesetter failed.
    """
    faces = typefaces(())
    data = json.dumps(
        {
            "title": title,
            "lang": language.partition("-")[0],
            "faces": faces.large_print,
            "width_mm": paper.width_mm,
            "height_mm": paper.height_mm,
            "pages": [[asdict(line) for line in page] for page in pages],
        },
        ensure_ascii=False,
    )
    try:
        # PDF/A, since it refuses a letter that no font has, where an empty box would stand instead.
        made = _compiler(faces).compile(
            _template(),
            format="pdf",
            sys_inputs={"pages": data},
            pdf_standards=["a-2b"],
            timestamp=int(made_at.timestamp()),
        )
    except typst.TypstError as error:
        raise InputError(
            "an address or a name has a letter that no font of ours has.",
            fix="Write the address in Latin letters, as the post reads it.",
        ) from error
    if not isinstance(made, bytes):
        raise SurroundingsError("the sheets could not be made: the typesetter gave no file back")
    return made


@lru_cache(maxsize=2)
def _compiler(faces: Typefaces) -> typst.Compiler:
    return typst.Compiler(root=str(Path(__file__).parent), font_paths=faces.fonts, ignore_system_fonts=True)


@cache
def _template() -> bytes:
    return (Path(__file__).parent / "placed.typ").read_bytes()
