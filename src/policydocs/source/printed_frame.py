"""What a printed handout of ours has around its text, where the file's format does not mark it.

A Word file and a web page of ours say what each part of them is (`own_handout`). A PDF, a plain text, or a
handout that another program saved anew as ODT or RTF does not: it is known by the line with its version
below the title, and what surrounds the text by its words and its place.

A table of contents is known in anybody's document: its lines are the headings that follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise

from policydocs.document import Block, LineBreak, Paragraph, block_inlines, plain_text, walk_blocks
from policydocs.source.own_handout import (
    FOOT_CODE,
    MADE_BY_US,
    OWN_STATEMENTS,
    PRINTED_VERSION,
    QUESTIONS_HEADINGS,
)
from policydocs.source.reading import HeadingMark, LeftOut, Piece, Pieces

MOST_BEFORE_VERSION = 12  #: pieces of a letterhead and a title
MOST_BELOW_QUESTIONS = 3  #: pieces below the heading under which stands whom to ask
CONTENTS = "the table of contents"
LEAST_ENTRIES = 3  #: lines that are a table of contents; two where its title stands above them
CONTENTS_TITLES = frozenset(
    ["contents", "table of contents", "in this policy", "contenido", "índice", "tabla de contenido"]
)
_RULE = re.compile(r"[-–—_=*·. ]{3,}")
_LEADER = re.compile(r"(?:\s*[.…_·]){3,}\s*\d{0,3}(?=\s|$)|\t+\s*\d{0,3}(?=\s|$)|\n")
_PAGE = re.compile(r"\s+\d{1,3}$")
_LEADER_BEGINS = re.compile(r"[.…_·]\s*[.…_·]")
_WORD = re.compile(r"[\w’'.-]+")
#: What parts words in a text of ASCII, as spaces: the same words are found in a third of the time.
_BETWEEN_WORDS = {sign: " " for sign in range(128) if not _WORD.match(chr(sign))}
_NUMBERED = re.compile(r"(?:\d+(?:\.\d+)*[.)]?\s+)")


def without_printed_frame(found: Pieces) -> None:
    """Takes all but the text out of a handout of ours; see the module."""
    at = _version_at(list(islice(filter(_words, found.pieces), MOST_BEFORE_VERSION)))
    if at is None:
        return
    pieces = [piece for piece in found.pieces if _words(piece)]
    version, title = _words(pieces[at]), pieces[at - 1]
    for piece in pieces[: at - 1]:
        _leave(piece, "the letterhead", found)
    _leave(pieces[at], "the version’s line", found)
    rest = _without_running_header(pieces[at + 1 :], f"{_words(title)} {version}", found)
    if rest and FOOT_CODE.fullmatch(_words(rest[-1])):
        _leave(rest.pop(), "the code at the foot of each page", found)
    end = _signing_page(rest, _words(title), version)
    if end is not None:
        _leave_page(rest[end:], found)
        rest = _without_rule(rest[:end], found)
    last = next((n for n in reversed(range(len(rest))) if _words(rest[n]) in QUESTIONS_HEADINGS), None)
    if last is not None and len(rest) - last - 1 <= MOST_BELOW_QUESTIONS:
        for piece in rest[last:]:
            _leave(piece, "whom to ask, which each handout says", found)
        rest = _without_rule(rest[:last], found)
    inlines = title.inlines if isinstance(title, HeadingMark | Paragraph) else ()
    found.pieces = [HeadingMark(1, inlines, getattr(title, "line", 0)), *rest]
    found.remarks.append(MADE_BY_US)


def without_contents(pieces: Sequence[Piece], left_out: list[LeftOut]) -> list[Piece]:
    """The pieces without a table of contents: lines that are nothing but headings further down.

    A line by itself that it names is a heading too.
    """
    listed = any(one.reason == CONTENTS for one in left_out)  # a reader has known it by its format
    lines = [_lines(piece) for piece in pieces]
    says = [_plain(" ".join(one)) for one in lines]
    entries = [_entries(one, said) for one, said in zip(lines, says, strict=True)]
    last = {words: at for at, words in enumerate(says)}
    last |= {_plain(one.text): len(pieces) for one in left_out}  # such as whom to ask: that counts as below
    told = frozenset(words for words, where in last.items() if where == len(pieces))
    at = 0
    while at < len(pieces):
        titled = says[at] in CONTENTS_TITLES
        first = at + titled
        end = _end_of_contents(entries, first, last)
        found = [entry for one in entries[first:end] for entry in one]
        enough = len(found) >= LEAST_ENTRIES - titled and _names_headings(found, pieces[end:], told)
        if enough or (titled and listed):
            for left in pieces[at:end]:
                left_out.append(LeftOut(_words(left), CONTENTS, getattr(left, "line", 0)))
            return [*pieces[:at], *_with_named_headings(pieces[end:], frozenset(found))]
        at = max(end, at + 1)
    return list(pieces)


def _names_headings(entries: Sequence[str], below: Sequence[Piece], told: frozenset[str]) -> bool:
    """Whether lines are the contents, and not words that are said again: each once, and most head a text."""
    named = frozenset(entries)
    headings = {
        _plain(_words(one))
        for one, following in pairwise(below)
        if isinstance(one, HeadingMark) and not isinstance(following, HeadingMark)
    }
    return len(named) == len(entries) and 2 * len(named & headings) >= len(named - told) > 0


def _with_named_headings(pieces: Sequence[Piece], named: frozenset[str]) -> Iterator[Piece]:
    """Lines by themselves that the contents name become headings, one level below the real one above."""
    level = 2
    for piece in pieces:
        if isinstance(piece, HeadingMark):
            level = min(piece.level + (not piece.recovered), 6)
        elif isinstance(piece, Paragraph) and _plain(_words(piece)) in named:
            yield HeadingMark(level, piece.inlines, piece.line, recovered=True)
            continue
        yield piece


def _end_of_contents(entries: Sequence[Sequence[str]], first: int, last: Mapping[str, int]) -> int:
    """Behind the last of the pieces from `first` on whose lines all stand again below them, by themselves.

    Args:
        entries: the lines of each piece.
        last: for what a piece says, the last piece that says it.
    """
    end = first
    while end < len(entries) and entries[end] and all(last.get(entry, 0) > end for entry in entries[end]):
        end += 1
    return end


def _entries(lines: Sequence[str], said: str) -> list[str]:
    """What the lines of a piece name, without dots and page numbers.

    Args:
        said: all of it, for comparing.
    """
    if len(lines) == 1 and _names_one_thing(lines[0]):
        return [said] if said else []  # as nearly every paragraph
    parts = [part for words in lines for part in _LEADER.split(words)]
    return [plain for part in parts if (plain := _plain(_PAGE.sub("", part)))]


def _names_one_thing(line: str) -> bool:
    """It has no page at its end, and no leader, tabulator or break that would part two things."""
    parted = "\t" in line or "\n" in line or _LEADER_BEGINS.search(line)
    return not parted and not line[-1:].isdecimal()


def _version_at(pieces: Sequence[Piece]) -> int | None:
    """The piece with the version's line, which stands below a title."""
    top = range(1, min(len(pieces), MOST_BEFORE_VERSION))
    found = next((at for at in top if PRINTED_VERSION.fullmatch(_words(pieces[at]))), None)
    if found is None or not isinstance(pieces[found - 1], HeadingMark | Paragraph):
        return None
    return found


def _without_running_header(pieces: Sequence[Piece], header: str, found: Pieces) -> list[Piece]:
    """Without the line at the head of each page but the first; the page to sign has it in two lines."""
    kept = []
    for piece in pieces:
        if _words(piece) == header and isinstance(piece, Paragraph) and LineBreak() not in piece.inlines:
            _leave(piece, "stands on every page", found)
        else:
            kept.append(piece)
    return kept


def _signing_page(pieces: Sequence[Piece], title: str, version: str) -> int | None:
    """Where the page to sign begins: a heading, and below it title and version once more."""
    for at in range(len(pieces) - 2):
        below = f"{_words(pieces[at + 1])} {_words(pieces[at + 2])}"
        if below.startswith(f"{title} {version}"):
            return at
    return None


def _leave_page(page: Sequence[Piece], found: Pieces) -> None:
    for piece in page:
        _leave(piece, "the page to sign", found)
    said = [words for piece in page[1:4] if (words := _words(piece)).endswith(".")]
    statement = said[0] if said else ""
    found.acknowledgment = "" if statement.startswith(OWN_STATEMENTS) else statement
    found.asks_for_signature = True


def _without_rule(pieces: Sequence[Piece], found: Pieces) -> list[Piece]:
    """Without a line drawn across the page at the end."""
    if pieces and _RULE.fullmatch(_words(pieces[-1])):
        _leave(pieces[-1], "a line across the page", found)
        return list(pieces[:-1])
    return list(pieces)


def _leave(piece: Piece, reason: str, found: Pieces) -> None:
    found.left_out.append(LeftOut(_words(piece), reason, getattr(piece, "line", 0)))


def _words(piece: Piece) -> str:
    """All that a piece says, in one line."""
    return " ".join(" ".join(_lines(piece)).split())


def _lines(piece: Piece) -> list[str]:
    if isinstance(piece, HeadingMark | Paragraph):
        return [plain_text(piece.inlines)]
    blocks: tuple[Block, ...] = (piece,)
    return [plain_text(inlines) for block in walk_blocks(blocks) for inlines in block_inlines(block)]


def _plain(words: str) -> str:
    """For comparing: words alone, small letters, no number before them."""
    found = words.translate(_BETWEEN_WORDS).split() if words.isascii() else _WORD.findall(words)
    said = " ".join(found)
    numbered = _NUMBERED.match(said)
    return (said[numbered.end() :] if numbered else said).casefold()
