"""How full the pages of a finished PDF are, so that none is turned for the sake of a few lines."""

from __future__ import annotations

import re
import zlib

#: A page with fewer pieces of text than these is nearly empty. A line is one; with links in it, several.
FEW_PIECES = 7

_PAGE = re.compile(rb"/Type\s*/Page\b(?!s).*?/Contents\s+(\d+)\s+0\s+R", re.DOTALL)
_PIECE = re.compile(rb"/Span\s*<<\s*/MCID\s")  #: Typst tags each line of a paragraph by itself


def has_nearly_empty_page(pdf: bytes) -> bool:
    """Whether a page behind the first holds next to nothing, as where the text just runs over."""
    return any(pieces < FEW_PIECES for pieces in _pieces_on_pages(pdf)[1:])


def page_count(pdf: bytes) -> int:
    """Of a PDF as Typst writes it."""
    return len(_PAGE.findall(pdf))


def _pieces_on_pages(pdf: bytes) -> list[int]:
    return [len(_PIECE.findall(_stream(pdf, int(number)))) for number in _PAGE.findall(pdf)]


def _stream(pdf: bytes, number: int) -> bytes:
    """What a page draws; empty where it is not written as Typst writes it."""
    start = pdf.find(b"\n%d 0 obj" % number)
    begin, end = pdf.find(b"stream\n", start), pdf.find(b"endstream", start)
    if min(start, begin, end) < 0:
        return b""
    return zlib.decompressobj().decompress(pdf[begin + len(b"stream\n") : end])
