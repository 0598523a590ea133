"""Where the words of a document differ from those that it should have.

Two programs that show the same text break its lines and pages elsewhere, draw other bullets, repeat headers
and footers, and cut a long address in two. None of that is a difference; every other word is one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from policydocs.compare.alignment import align
from policydocs.history.presented.read import PDF, Presented
from policydocs.values import frozen

_Phrase = tuple[str, ...]  #: keys of words; "#" stands for any number

CONTEXT = 5  #: words shown before and after a difference

_SAME = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " ", "\u202f": " ",
        "\u2010": "-", "\u2011": "-", "\u2012": "-",
        "\u00ad": None, "\u200b": None, "\u2060": None, "\ufeff": None,
    }
)  # fmt: skip
#: A bullet, a box to tick, a rule to write on, a dash: drawn in one format, written in another.
_MARK = re.compile(r"[\W_]+")
#: What a browser prints at the edge of a page: an address, a day, a time, "2/7".
_STAMP = re.compile(
    r"(?:https?|file):\S+|\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?|\d{1,2}:\d{2}(?::\d{2})?|\d{1,3}/\d{1,3}"
)
_LABEL_END = re.compile(r"_+|:$")


@frozen
class Difference:
    """One place where other words stand."""

    expected: str  #: what the version says; "" where words were added
    found: str  #: what the document says; "" where words were left out
    before: str  #: a few words that both have just before; "" at the beginning
    after: str
    page: int | None  #: of the document, from 1; None in a format without pages

    @property
    def size(self) -> int:
        """How many words differ."""
        return max(len(self.expected.split()), len(self.found.split()))


@frozen
class Layout:
    """What stands on a version's pages besides its text, and differs with every layout."""

    running: tuple[str, ...]
    #: of its headers and footers: practice, title, version, and the page label with `{page}` and `{pages}`
    heads: tuple[str, ...] = ()  #: of its tables: a page may begin with one again, where the table goes on
    contents: tuple[str, ...] = ()  #: the entries of its table of contents, whose page numbers differ


def compare_words(expected: Presented, found: Presented, layout: Layout) -> tuple[Difference, ...]:
    """Compare a document with one that has the right words.

    Args:
        expected: the version's own document.
        found: the one presented.
        layout: of the version.
    """
    phrases = [_pattern(phrase) for phrase in layout.running if phrase.strip()]
    phrases.sort(key=len, reverse=True)
    heads = [_pattern(phrase) for phrase in layout.heads if phrase.strip()]
    entries = [pattern for entry in layout.contents if (pattern := _pattern(entry))]
    old, new = (
        _without_page_numbers(_words(one, phrases, heads), entries)
        if one.kind == PDF
        else _words(one, (), ())
        for one in (expected, found)
    )
    return tuple(_differences(old, new, paged=len(found.pages) > 1))


@frozen
class _Word:
    said: str  #: as it stands in the document
    key: str  #: what is compared
    page: int


def _words(document: Presented, phrases: Sequence[_Phrase], heads: Sequence[_Phrase]) -> list[_Word]:
    """The words of its text, without what stands around it on each page."""
    if document.kind != PDF:
        return [word for page in document.pages for line in page for word in _split(line, 1)]
    known = frozenset(key for phrase in phrases for key in phrase)
    words: list[_Word] = []
    for number, page in enumerate(document.pages, 1):
        lines = _without_printed_edges([line for line in page if line.strip()], known)
        page_words = _without_running([word for line in lines for word in _split(line, number)], phrases)
        seen = [head for head in heads if _stands_in(words, head)]
        words += page_words[_phrase_at(page_words, seen, 0, len(page_words), at_end=False) :]
    return words


def _split(line: str, page: int) -> Iterator[_Word]:
    for said in line.split():
        for key in _keys(said):
            yield _Word(said, key, page)


def _keys(said: str) -> tuple[str, ...]:
    """What is compared of a word; nothing of a bullet or a rule."""
    key = _LABEL_END.sub("", unicodedata.normalize("NFKC", said).translate(_SAME))
    return (key,) if key and not _MARK.fullmatch(key) else ()


# --- Headers and footers -------------------------------------------------------------------------


def _pattern(phrase: str) -> _Phrase:
    """A running phrase as keys of words; "#" stands for any number."""
    filled = phrase.replace("{pages}", "#").replace("{page}", "#")
    return tuple(key for word in filled.split() for key in (("#",) if word == "#" else _keys(word)))


def _without_running(words: list[_Word], phrases: Sequence[_Phrase]) -> list[_Word]:
    """A page's words without the running phrases that it begins and ends with."""
    start, end = 0, len(words)
    while (length := _phrase_at(words, phrases, start, end, at_end=False)) > 0:
        start += length
    while (length := _phrase_at(words, phrases, start, end, at_end=True)) > 0:
        end -= length
    return words[start:end]


def _phrase_at(
    words: Sequence[_Word], phrases: Sequence[_Phrase], start: int, end: int, *, at_end: bool
) -> int:
    """The length of the running phrase that the words begin, or end, with; 0 for none."""
    for phrase in phrases:
        first = end - len(phrase) if at_end else start
        if first < start or first + len(phrase) > end:
            continue
        piece = words[first : first + len(phrase)]
        if all(
            word.key == key or (key == "#" and word.key.isdigit())
            for word, key in zip(piece, phrase, strict=True)
        ):
            return len(phrase)
    return 0


def _stands_in(words: Sequence[_Word], phrase: _Phrase) -> bool:
    first = phrase[0] if phrase else ""
    starts = [at for at, word in enumerate(words) if word.key == first]
    return any(tuple(word.key for word in words[at : at + len(phrase)]) == phrase for at in starts)


def _without_printed_edges(page: list[str], known: frozenset[str]) -> list[str]:
    """A page without the lines at its edges in which a browser prints date, address and title."""
    start, end = 0, len(page)
    while start < end and _is_printed_edge(page[start], known):
        start += 1
    while start < end and _is_printed_edge(page[end - 1], known):
        end -= 1
    return page[start:end]


def _is_printed_edge(line: str, known: frozenset[str]) -> bool:
    words = line.split()
    stamps = [word for word in words if _STAMP.fullmatch(word)]
    rest = {word.key for word in _split(line, 0)} - {key for one in stamps for key in _keys(one)}
    return bool(stamps) and rest <= known | {"AM", "PM"}


def _without_page_numbers(words: list[_Word], entries: Sequence[_Phrase]) -> list[_Word]:
    """The words without the page numbers of a table of contents, as far as its entries are right."""
    if not entries:
        return words
    keys = [word.key for word in words]
    first = entries[0]
    starts = (
        at for at, key in enumerate(keys) if key == first[0] and tuple(keys[at : at + len(first)]) == first
    )
    at = next(starts, None)
    dropped: set[int] = set()
    for entry in entries if at is not None else ():
        assert at is not None
        if tuple(keys[at : at + len(entry)]) != entry:
            break
        at += len(entry)
        if at < len(keys) and keys[at].isdigit():
            dropped.add(at)
            at += 1
    return [word for number, word in enumerate(words) if number not in dropped]


# --- Differences ---------------------------------------------------------------------------------


def _differences(old: Sequence[_Word], new: Sequence[_Word], *, paged: bool) -> Iterator[Difference]:
    pairs = [*align([word.key for word in old], [word.key for word in new]), (len(old), len(new))]
    old_at = new_at = 0
    for i, j in pairs:
        left, right = old[old_at:i], new[new_at:j]
        if (left or right) and _letters(left) != _letters(right):
            place = right[0].page if right else new[min(j, len(new) - 1)].page if new else 1
            yield Difference(
                _joined(left),
                _joined(right),
                _joined(old[max(0, old_at - CONTEXT) : old_at]),
                _joined(old[i : i + CONTEXT]),
                place if paged else None,
            )
        old_at, new_at = i + 1, j + 1


def _letters(words: Sequence[_Word]) -> str:
    """The words without what parts them: a line's end may part one word, or join two around a hyphen."""
    return "".join(word.key for word in words)


def _joined(words: Sequence[_Word]) -> str:
    return " ".join(word.said for word in words)
