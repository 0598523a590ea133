"""One byte where a reader could mistake the end of a PDF's stream.

PDF/A asks that a stream's `Length` count the bytes up to the line end before `endstream`. Typst ends that
line with LF. Where the compressed data happens to end in CR, the two look like one line end CR LF, and a
validator that measures rather than reads counts one byte too few: one file in ten or so. A CR more makes
the line end CR LF in truth, and the data plainly end before it.
"""

from __future__ import annotations

import re

_AMBIGUOUS = b"\r\nendstream"
_ENTRY = re.compile(rb"(\d{10}) (\d{5} n)")


def with_clear_stream_ends(pdf: bytes) -> bytes:
    """The same PDF, every stream's end beyond doubt; its table of places is kept right.

    The file must have one classic cross-reference table, as Typst writes it; any other comes back as is.
    """
    places: list[int] = []
    found = pdf.find(_AMBIGUOUS)
    while found >= 0:
        places.append(found + 1)
        found = pdf.find(_AMBIGUOUS, found + 1)
    start = re.search(rb"startxref\n(\d+)\n%%EOF\s*\Z", pdf)
    if not places or start is None:
        return pdf
    table = int(start.group(1))
    if pdf[table : table + 4] != b"xref" or places[-1] > table:
        return pdf

    def moved(offset: int) -> int:
        return offset + sum(place < offset for place in places)

    body = b"\r".join(pdf[a:b] for a, b in zip([0, *places], [*places, table], strict=True))
    entries = _ENTRY.sub(lambda m: b"%010d %s" % (moved(int(m[1])), m[2]), pdf[table : start.start(1)])
    return body + entries + b"%d" % moved(table) + pdf[start.end(1) :]
