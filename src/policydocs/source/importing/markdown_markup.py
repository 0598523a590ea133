"""What of a Markdown file is its author's markup and not text: notes, tags, targets, the file's head."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from policydocs.errors import InputError, InputErrors
from policydocs.source.faults import Faults
from policydocs.source.front_matter import read_front_matter, split_front_matter
from policydocs.source.importing.word_proof import lost_words
from policydocs.source.reading import LeftOut

_MARKUP = re.compile(
    r"(?P<note><!--.*?-->|<![^<>]*>)|(?P<tag></?[A-Za-z][^<>]*>)|\]\((?P<target>[^()\s]*(?:\([^()]*\)[^()\s]*)*[^()]*)\)"
    r"|^[ ]{0,3}(?P<definition>\[[^\]]+\]:\s+\S+.*)$|(?P<attributes>[ \t]\{[#.:][^{}\n]*\})[ \t]*$"
    r"|(?:^|(?<=[\s>*+-]))(?P<point>[0-9]{1,9}[.)])[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
_REASONS = {
    "note": "a note, which is never printed",
    "tag": "a sign of HTML",
    "target": "where a link or picture led, which paper cannot follow",
    "definition": "where a link led, which paper cannot follow",
    "attributes": "a heading’s id",
    "point": "a point of a list without words",
}


def refuse_own_policy(text: str, *, path: str) -> None:
    """Raises InputError for a file that is a policy of ours already: there is nothing to import."""
    split = split_front_matter(text)
    if split.front is None or not split.closed:
        return
    faults = Faults(path)
    try:
        front = read_front_matter(split, faults)
    except InputErrors:
        return
    if front.title and not faults.found:
        raise InputError(
            "this is a policy already: it begins with a head that policydocs understands.",
            path=path,
            fix="Copy it into the folder policies/ of your practice, then run:  policydocs validate",
        )


def markdown_text(text: str) -> str:
    """A Markdown file's own text, without its head and its markup."""
    return unescape(_MARKUP.sub(" ", split_front_matter(text).body))


def left_out_markup(text: str, kept: str) -> Iterator[LeftOut]:
    """The markup whose words are not in what was kept.

    Args:
        kept: every word of the policy, where its links lead, its ids.
    """
    split = split_front_matter(text)
    if split.front is not None and split.closed and lost_words(split.front, kept):
        yield LeftOut(
            split.front.strip(), "the file’s head; what of it we know was taken over", split.first_line
        )
    for match in _MARKUP.finditer(split.body):
        kind = match.lastgroup or "tag"
        words = match[kind]
        if kind != "tag" and lost_words(unescape(words), kept):
            yield LeftOut(words.strip(), _REASONS[kind], split.body.count("\n", 0, match.start()) + 1)
