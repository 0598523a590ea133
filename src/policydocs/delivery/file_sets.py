"""Letters as files for another program to send: drafts, a table for mail merge, sets for a portal.

Files are named by number, never after a client; what belongs to whom stands in a table beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from policydocs.delivery.deliveries import Delivery
from policydocs.delivery.letter_text import letter_phrases
from policydocs.delivery.letters import Letter, by_group, mail_words
from policydocs.delivery.mail import Attachments, Sender, mail
from policydocs.delivery.spreadsheet import BYTE_ORDER_MARK, csv_text
from policydocs.errors import InputError
from policydocs.model import Practice
from policydocs.values import frozen

LARGEST_FOR_PORTAL_BYTES = 10_000_000

Pair = tuple[Delivery, Letter]


@frozen
class NewFile:
    """A file of a batch."""

    name: str  #: with `/` for a folder
    data: bytes


def drafts(pairs: Sequence[Pair], practice: Practice, sender: Sender, at: datetime) -> Iterator[NewFile]:
    """Each letter as a message that a mail program opens for sending: `letter-01.eml`.

    Raises:
        ValueError: an address is none.
    """
    attached = attachments_of([letter for _, letter in pairs])
    for number, (delivery, letter) in enumerate(pairs, 1):
        made = mail(
            letter,
            attached[letter.group],
            practice,
            sender,
            delivery=delivery.id,
            at=at,
            headers={"X-Unsent": "1"},  # Outlook then opens it for writing
        )
        yield NewFile(f"{_stem(number, len(pairs))}.eml", made.data)


def mail_merge(pairs: Sequence[Pair], practice: Practice) -> Iterator[NewFile]:
    """A table for Word's mail merge or a portal's bulk tool, and the files that it names."""
    letters = [letter for _, letter in pairs]
    sets = _sets(letters)
    headings = ("ID", "Name", "E-mail", "Language", "Subject", "Text", "Files")
    rows = []
    for letter in letters:
        words = mail_words(letter, practice)
        recipient = letter.owed.recipient
        files = "; ".join(f"{sets[letter.group]}/{name}" for name in letter.names)
        rows.append(
            (
                recipient.id,
                recipient.name,
                recipient.email,
                letter.owed.language,
                words.subject,
                words.text,
                files,
            )
        )
    yield _table("mail-merge.csv", headings, rows)
    yield from _set_files(letters, sets)


def portal_sets(pairs: Sequence[Pair]) -> Iterator[NewFile]:
    """The files to put into clients' portals, a folder for each set, and a table that says who gets which.

    Raises:
        InputError: a file is larger than portals take.
    """
    letters = [letter for _, letter in pairs]
    for one in letters:
        for file in one.enclosures:
            if len(file.data) > LARGEST_FOR_PORTAL_BYTES:
                raise InputError(
                    f"“{file.title}” has {len(file.data) // 1_000_000} MB as a PDF; portals take 10 MB.",
                    fix="Is a very large font in your fonts folder? Take it out, release again.",
                )
    sets = _sets(letters)
    headings = ("ID", "Name", "Folder", "Subject")
    rows = [
        (
            one.owed.recipient.id,
            one.owed.recipient.name,
            sets[one.group],
            letter_phrases(one.owed.language).subject,
        )
        for one in letters
    ]
    yield _table("who-gets-which.csv", headings, rows)
    yield from _set_files(letters, sets)


def attachments_of(letters: Sequence[Letter]) -> dict[tuple[str, ...], Attachments]:
    """The attached files of each group of letters, encoded once."""
    return {
        group: Attachments(same[0].enclosures, tuple(same[0].names))
        for group, same in by_group(letters).items()
    }


def _stem(number: int, count: int) -> str:
    return f"letter-{number:0{max(2, len(str(count)))}}"


def _sets(letters: Sequence[Letter]) -> dict[tuple[str, ...], str]:
    return {group: f"set-{number}" for number, group in enumerate(by_group(letters), 1)}


def _set_files(letters: Sequence[Letter], sets: dict[tuple[str, ...], str]) -> Iterator[NewFile]:
    for group, same in by_group(letters).items():
        for name, file in zip(same[0].names, same[0].enclosures, strict=True):
            yield NewFile(f"{sets[group]}/{name}", file.data)


def _table(name: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> NewFile:
    return NewFile(name, (BYTE_ORDER_MARK + csv_text(headings, rows)).encode())
