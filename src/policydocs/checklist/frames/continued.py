"""A sentence with what it continues: its stem, its run-in heading, its row and column."""

from __future__ import annotations

from policydocs.checklist.frames.small_words import AUXILIARIES
from policydocs.checklist.frames.tokens import tokenize
from policydocs.checklist.frames.wordset import wordset
from policydocs.checklist.passages import Passage, PassageKind


def full_text(passage: Passage) -> str:
    """The sentence with what it continues: a stem, a run-in heading, a row and a column."""
    body = passage.body
    if passage.kind is PassageKind.HEADING:
        return passage.text
    if passage.kind is PassageKind.PARAGRAPH and not (passage.stem or passage.lead_length):
        return body or passage.text  # most sentences continue nothing
    fragment = _is_fragment(body)
    if passage.kind is PassageKind.CELL and passage.row and fragment:
        column = passage.column.rstrip(" .:…")
        joined = f"{column} {body}" if _leads_on(column) else f"{column}: {body}" if column else body
        return f"{_as_case(passage.row)}: {joined}" if not passage.row.endswith("?") else joined
    if passage.kind is PassageKind.CELL and passage.column and not passage.row:
        return _as_case(body)
    if passage.stem and fragment:
        stem = passage.stem.rstrip()
        return f"{stem.rstrip(':—- ')} {body}" if _leads_on(stem.rstrip(":—- .…")) else f"{stem} {body}"
    if (
        passage.kind is PassageKind.ITEM
        and not passage.stem
        and fragment
        and _leads_on(passage.section_title)
    ):
        return f"{passage.section_title} {body}"
    if passage.lead_length and fragment and body:
        return f"{passage.lead}: {body}"
    return body or passage.text


_ACTORS = wordset("you we i they someone somebody clients patients")


def _as_case(row: str) -> str:
    """A row's first cell: "You send a request" is the case that the other cells are about."""
    words = tokenize(row[:60]).words[:2]
    return f"If {row}" if len(row.split()) > 1 and words[:1] and words[0] in _ACTORS else row


_SUBJECTS = wordset(
    "i we you it they he she there this that please the nobody no your my our clients if when"
)
_OPEN_ENDS = wordset(
    "not never to will do does would can may i we you for about use it following these on at by if with "
    "cannot don't won't"
)


_SHORTEST = 4  #: words of a subject that stands alone before a list
_SUBORDINATING = wordset(
    "before until unless that which who whom when because what where after since once while though "
    "although whenever"
)


def _is_fragment(body: str) -> bool:
    """No subject with a verb of its own near the start."""
    words = tokenize(body[:160]).words[:12]
    for place, word in enumerate(words):
        if place and word in _SUBORDINATING:
            return True  # "greet you before you have greeted me": what comes is no verb of its own
        if word in AUXILIARIES and place and words[place - 1] not in ("to", ","):
            return False
        if word in ("i", "we", "please", "there") and place < 8:
            return False
    return True


def _leads_on(text: str) -> bool:
    """The text ends, or is, a clause that waits for its verb: "I do not", "We will"."""
    words = tokenize(text).words
    if not words:
        return False
    if len(words) <= _SHORTEST and (words[0] in ("nobody", "nothing") or tuple(words[:2]) == ("no", "one")):
        return True  # "Nobody else:"
    subject = any(word in _SUBJECTS for word in words)
    return (subject and len(words) <= 30 and any(w in AUXILIARIES or w == "never" for w in words)) or words[
        -1
    ] in _OPEN_ENDS
