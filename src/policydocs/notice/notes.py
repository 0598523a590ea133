"""Notes that a clinician writes with an edit, `notes/<policy>/*.md`: why it was made, and how to tell it.

A note is a few lines of text, the reason; or lines that begin with `why:`, `summary:`, `section:` or
`no-notice:`, each going on until the next. It is about the section that `section:` names, else about
the one that its file is called after: `notes/social-media/texting.md`. A file called `all.md` is about
the whole change. The next release collects the notes and removes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from policydocs.errors import InputError, InputErrors
from policydocs.notice.changes import NoticeChange
from policydocs.notice.reasons import EVERYTHING, change_named, unknown_change
from policydocs.source.characters import decode
from policydocs.values import frozen

NOTES_FOLDER = "notes"
ENDING = ".md"
WHOLE = "all"  #: the name of a file about the whole change
LARGEST_NOTE_BYTES = 20_000
_KEY = re.compile(r"(why|summary|section|no-notice)[ \t]*:[ \t]*(.*)", re.IGNORECASE)


@frozen
class Note:
    """What one file says."""

    path: str
    section: str  #: as the author names it; `WHOLE` for the whole change
    why: str = ""
    summary: str = ""
    no_notice: str = ""  #: why the change needs no notice, though it is more than a typing error


@frozen
class Noted:
    """All notes of a policy, by the key of the change that they are about."""

    reasons: Mapping[str, str]
    summaries: Mapping[str, str]
    no_notice: str = ""


def read_note(path: str, data: bytes) -> Note:
    """One file.

    Raises:
        InputError: it is empty, too large or no text.
    """
    text = decode(data, path=path, largest=LARGEST_NOTE_BYTES)
    parts: dict[str, list[str]] = {}
    key = "why"
    for line in text.splitlines():
        found = _KEY.match(line)
        if found is not None:
            key = found[1].lower()
            if key in parts:
                raise InputError(f'"{key}:" stands twice.', path=path, fix="Write one file for each section.")
            parts[key] = [found[2]]
        else:
            parts.setdefault(key, []).append(line)
    said = {name: " ".join(" ".join(lines).split()) for name, lines in parts.items()}
    if not any(said.get(name) for name in ("why", "summary", "no-notice")):
        raise InputError(
            "the note is empty.",
            path=path,
            fix="Write a sentence on why you made the change, or delete the file.",
        )
    name = path.rpartition("/")[2].removesuffix(ENDING)
    return Note(
        path,
        said.get("section") or name,
        said.get("why", ""),
        said.get("summary", ""),
        said.get("no-notice", ""),
    )


def noted(notes: Iterable[Note], changes: Sequence[NoticeChange]) -> Noted:
    """What the notes say of these changes.

    Raises:
        InputErrors: notes about what did not change, or two about one change.
    """
    reasons: dict[str, str] = {}
    summaries: dict[str, str] = {}
    no_notice: list[str] = []
    faults: list[InputError] = []
    for note in notes:
        if note.no_notice:
            no_notice.append(note.no_notice)
        if not (note.why or note.summary):
            continue
        change = None if note.section.lower() == WHOLE else change_named(note.section, changes)
        if change is None and note.section.lower() != WHOLE:
            fault = unknown_change(note.section, changes, option="the note", path=note.path)
            fault.fix += " Rename the file, write a line  section: NAME  in it, or delete it."
            faults.append(fault)
            continue
        key = EVERYTHING if change is None else change.key
        for texts, text in ((reasons, note.why), (summaries, note.summary)):
            if text and key in texts:
                faults.append(
                    InputError(
                        f'there are two notes about "{note.section}".',
                        path=note.path,
                        fix="Join them into one.",
                    )
                )
            elif text:
                texts[key] = text
    if faults:
        raise InputErrors(faults)
    return Noted(reasons, summaries, " ".join(no_notice))
