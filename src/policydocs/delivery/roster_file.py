"""A roster's file as a table of text: CSV of any usual kind, or vCards. What it means is for others."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from policydocs.delivery.spreadsheet import plain_cell
from policydocs.delivery.vcards import read_vcards
from policydocs.errors import InputError
from policydocs.values import frozen

LARGEST_BYTES = 20_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 500

_SAVE_AS_CSV = (
    'In Excel: File, Save As, and there the type "CSV UTF-8 (Comma delimited)".\n'
    '  In LibreOffice: File, Save As, the type "Text CSV". In Numbers: File, Export To, CSV.\n'
    "  Then import that file."
)
_SEPARATORS = (",", ";", "\t")


@frozen
class RosterTable:
    """The rows of a file, each with its number as a spreadsheet shows it: the headings are row 1."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]  #: as many cells as headings
    malformed: tuple[tuple[int, str], ...] = ()  #: rows that cannot be read, with the reason
    remarks: tuple[str, ...] = ()  #: of the file as a whole


def read_roster_file(data: bytes, *, path: str) -> RosterTable:
    """Read a file, whatever program wrote it.

    Args:
        data: CSV with commas, semicolons or tabs, in UTF-8 (with or without byte order mark), UTF-16
            with one, or Windows-1252; or vCards.
        path: as the user knows it, for messages.

    Raises:
        InputError: it is too large, no text, a spreadsheet program's own format, or has no rows. No cell is
            quoted: it may be a name.
    """
    if len(data) > LARGEST_BYTES:
        raise InputError(
            f"This file has {len(data) // 1_000_000} MB; a roster of {LARGEST_BYTES // 1_000_000} MB is the "
            "largest that is read.",
            path=path,
            fix="Is it the right file? A thousand clients need less than 1 MB.",
        )
    _refuse_other_formats(data, path)
    text, remarks = _decoded(data, path)
    if not text.strip():
        raise InputError("This file is empty.", path=path, fix=_SAVE_AS_CSV)
    if text.lstrip()[:11].upper() == "BEGIN:VCARD":
        headings, cards = read_vcards(text)
        return RosterTable(headings, tuple(enumerate(cards, start=1)), (), remarks)
    return _read_csv(text, path, remarks)


def _refuse_other_formats(data: bytes, path: str) -> None:
    kind = ""
    if data.startswith(b"PK\x03\x04"):
        kind = "an Excel, Numbers or LibreOffice file"
    elif data.startswith(b"\xd0\xcf\x11\xe0"):
        kind = "an old Excel file"
    elif data.startswith(b"%PDF"):
        kind = "a PDF"
    if kind:
        raise InputError(f"This is {kind}; a roster is read from CSV.", path=path, fix=_SAVE_AS_CSV)


def _decoded(data: bytes, path: str) -> tuple[str, tuple[str, ...]]:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    remarks: tuple[str, ...] = ()
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError as error:
            raise InputError(
                "This is no text file in any encoding that spreadsheet programs write.",
                path=path,
                fix=_SAVE_AS_CSV,
            ) from error
        remarks = (
            "The file is not in UTF-8; it was read as Windows-1252. Look at letters such as é and ñ in the "
            "preview.",
        )
    if "\0" in text:
        raise InputError(
            "This file holds zero bytes: it is no text, or it is damaged.", path=path, fix=_SAVE_AS_CSV
        )
    return text, remarks


def _read_csv(text: str, path: str, remarks: tuple[str, ...]) -> RosterTable:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    records = _records(reader, path)
    try:
        headings = tuple(cell.strip() for cell in next(records))
    except StopIteration:
        raise InputError("This file is empty.", path=path, fix=_SAVE_AS_CSV) from None
    while headings and not headings[-1]:
        headings = headings[:-1]
    if len(headings) > MOST_COLUMNS:
        raise InputError(f"This file has more than {MOST_COLUMNS} columns.", path=path, fix=_SAVE_AS_CSV)
    rows: list[tuple[int, tuple[str, ...]]] = []
    malformed: list[tuple[int, str]] = []
    for number, cells in enumerate(records, start=2):
        if number > MOST_ROWS + 1:
            raise InputError(f"This file has more than {MOST_ROWS:,} rows.", path=path)
        if not any(cell.strip() for cell in cells):
            continue
        if any(cell.strip() for cell in cells[len(headings) :]):
            malformed.append((number, "it has more cells than there are headings"))
            continue
        filled = [*cells[: len(headings)], *[""] * (len(headings) - len(cells))]
        rows.append((number, tuple(plain_cell(cell.strip()) for cell in filled)))
    return RosterTable(headings, tuple(rows), tuple(malformed), remarks)


def _records(reader: Iterator[list[str]], path: str) -> Iterator[Sequence[str]]:
    number = 0
    while True:
        number += 1
        try:
            record = next(reader, None)
        except csv.Error as error:
            raise InputError(
                f"Row {number} cannot be read: {_meaning(str(error))}", path=path, fix=_SAVE_AS_CSV
            ) from error
        if record is None:
            return
        yield record


def _meaning(said: str) -> str:
    if "field larger" in said:
        return "a cell holds more than 131,072 characters. A quotation mark is most likely not closed."
    if "unexpected end" in said:
        return "a quotation mark is opened and never closed."
    return "a quotation mark stands where none can be."


def _separator(text: str) -> str:
    """The one that the first row holds most often outside of quotation marks."""
    counts = dict.fromkeys(_SEPARATORS, 0)
    quoted = False
    for char in text[:100_000]:
        if char == '"':
            quoted = not quoted
        elif char in "\r\n" and not quoted:
            break
        elif char in counts and not quoted:
            counts[char] += 1
    return max(_SEPARATORS, key=lambda one: counts[one])
