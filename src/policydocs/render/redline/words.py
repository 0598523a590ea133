"""What a redline says beside the policy's own words, by language: one file in `languages/` each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from policydocs.render.catalogues import catalogue_language, read_catalogue
from policydocs.values import frozen

PACKAGE = "policydocs.render.redline"  #: its folder `languages/` holds the catalogues
_FALLBACK = "en"


@frozen
class RedlineWords:
    """Every phrase of ours in a redline, in one language; the words in braces are filled in."""

    language: str  #: BCP 47, the primary subtag
    # Around the text.
    how_to_read: str
    taken_out: str
    put_in: str
    opening: str  #: what the text before the first heading is called
    table: str
    unchanged: str  #: of a section
    only_facts: str
    folded: str  #: of so many blocks
    last: str  #: joins the last of several
    # What became of a section.
    new_section: str
    removed_section: str
    renamed: str
    moved_section: str
    stood_after: str
    stood_first: str
    text_moved: str
    text_from: str
    # Before a block, where its marks do not show it.
    tag_new: str
    tag_removed: str
    tag_moved: str
    tag_moved_here: str
    # How a block's look changed.
    link_leads: str
    link_gone: str
    link_come: str
    was_kind: str
    more_of: str
    partly_in: str
    less_of: str
    other_words_in: str
    bold: str
    italics: str
    deeper: str
    less_deep: str
    numbered: str
    bulleted: str
    laid_out: str
    kinds: Mapping[str, Sequence[str]]  #: by a block's kind: one, and several
    counts: Mapping[str, str]  #: by what became of them: "reworded", "added", "removed", "moved" ...

    def joined(self, words: Sequence[str]) -> str:
        """ "a", "a and b", "a, b and c"; "" for none."""
        if len(words) < 2:
            return "".join(words)
        return self.last.format(before=", ".join(words[:-1]), last=words[-1])

    def counted(self, number: int, kind: str) -> str:
        """ "2 paragraphs"."""
        one, many = self.kinds.get(kind, self.kinds["block"])
        return f"{number} {one if number == 1 else many}"


def redline_words(language: str = _FALLBACK) -> RedlineWords:
    """The phrases of a language, found by its tag; the English ones where there are none."""
    return _words(catalogue_language(PACKAGE, language) or _FALLBACK)


@cache
def _words(language: str) -> RedlineWords:
    return RedlineWords(**read_catalogue(PACKAGE, language))
