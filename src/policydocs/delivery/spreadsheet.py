"""Cells that a spreadsheet program opens: never a formula, whatever a client's name begins with.

Excel and its kin run what begins with = + - @ (or a tab or return before it) as a formula, and a formula can
send the sheet elsewhere. An apostrophe before it makes it text. See OWASP, "CSV Injection".
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: Where Excel parts cells by semicolons, as in much of Europe, a cell of ours may become two.
_PARTED = re.compile(r"([;\t] *)(?=[=+\-@＝＋－＠])")
_PARTED_NEUTRAL = re.compile(r"([;\t] *)'(?=[=+\-@＝＋－＠])")
BYTE_ORDER_MARK = "\ufeff"  #: without it Excel takes UTF-8 for something else


def neutral_cell(text: str) -> str:
    """The text as a cell that no program runs, also where it is parted at a semicolon or tab."""
    inner = _PARTED.sub(r"\1'", text) if ";" in text or "\t" in text else text
    return f"'{inner}" if text.lstrip(" ").startswith(_STARTS_FORMULA) else inner


def plain_cell(text: str) -> str:
    """What was neutralised, as it was before."""
    for stripped in (text[1:] if text.startswith("'") else text, text):
        plain = _PARTED_NEUTRAL.sub(r"\1", stripped)
        if neutral_cell(plain) == text:
            return plain
    return text


def csv_text(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as CSV, each cell neutral; lines end as RFC 4180 wants it."""
    drawn = io.StringIO()
    writer = csv.writer(drawn)
    writer.writerow(headings)
    writer.writerows([neutral_cell(cell) for cell in row] for row in rows)
    return drawn.getvalue()
