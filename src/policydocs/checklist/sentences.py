"""Where sentences begin and end, in text that people wrote for people.

Every step looks at a bounded number of characters, so that the work grows with the length of the
text and no text can make it slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policydocs.source.late_pattern import LatePattern
from policydocs.values import frozen


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Never the end of a sentence, whatever follows.
_NEVER_LAST = _words(
    "dr mr mrs ms mx prof rev fr sgt hon e.g i.e eg ie cf vs viz approx ext tel attn fig incl"
)
#: The end of a sentence only where a word follows that usually begins one.
_SOMETIMES_LAST = _words(
    "st ave rd blvd hwy ste apt fl bldg a.m p.m am pm u.s u.s.a u.k ph.d m.d psy.d ed.d m.ed b.a m.a "
    "m.s.w inc ltd llc co corp jr sr dept est hr hrs min mins sec etc no nos para art reg d.c n.y mo yr "
    "yrs wk jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun"
)
#: Abbreviations that are words too: the end unless a small letter follows.
_ALSO_WORDS = _words("am pm min sec art fl co mar sun sat mon wed dec est")
_STARTERS = _words(
    "i i'm i'll i've i'd we we're we'll our my you your you're the this that these those if when while as "
    "at in on for it it's there they their please to do does don't no not never nobody none any all each "
    "every some but and so or because since after before until by with without under unless should would "
    "will can may must what who how why where is are text texts texting email e-mail emails phone call "
    "calls messages clients client patients staff dr a an after-hours however instead also nothing "
    "neither once only therapy therapists"
)

#: Counted repetitions: a page of full stops must not be tried from each of them.
_CANDIDATE_WITH_DOTS = LatePattern(r"[.!?…]{1,8}[\"'”’)\]*]{0,6}(?=\s|$)|\n+|[•▪◦‣]|\s[·]\s")
#: The same without the dots between items, which few texts have. It begins with one set of signs, to which a
#: search leaps; the other is tried at every letter.
_CANDIDATE = re.compile(
    r"[.!?…\n•▪◦‣](?:(?<=[.!?…])[.!?…]{0,7}[\"'”’)\]*]{0,6}(?=\s|$)|(?<=\n)\n*|(?<=[•▪◦‣]))"
)
_WORD_BEFORE = re.compile(r"[\w.&'’-]+$")
_WORD_AFTER = re.compile(r"[\s\"'“‘(\[*]*([\w'’-]+)")
_WINDOW = 40  #: how far back or ahead a decision looks


@frozen
class RunInHeading:
    """The heading that stands in the paragraph's first line, before its text."""

    text: str = ""  #: without its colon, full stop or dash
    length: int = 0  #: characters up to where the text begins
    alone: bool = False  #: a sentence by itself: "Will you friend me? No."


def sentence_spans(text: str, *, heading: RunInHeading | None = None) -> Iterator[tuple[int, int]]:
    """The sentences of one run of text.

    Args:
        text: one paragraph, item or cell; a newline is a break that its author asked for.
        heading: the run-in heading, which belongs to its first sentence unless it is one itself.

    Yields:
        (start, end) offsets without the white space around; empty sentences are left out.
    """
    start = 0
    boundaries = _boundaries(text, heading or RunInHeading())
    for end in boundaries:
        span = _trimmed(text, start, end)
        if span:
            yield span
        start = end
    span = _trimmed(text, start, len(text))
    if span:
        yield span


def _boundaries(text: str, heading: RunInHeading) -> Iterator[int]:
    sentence_start = heading.length
    if heading.alone:
        yield heading.length
    candidate = _CANDIDATE_WITH_DOTS if "·" in text else _CANDIDATE
    for found in candidate.finditer(text, heading.length):
        mark = found.group()
        if mark[0] in "•▪◦‣" or mark.strip() == "·":
            yield found.start()
            sentence_start = found.end()
        elif mark[0] == "\n":
            if _breaks_sentence(text, found.start(), found.end()):
                yield found.end()
                sentence_start = found.end()
        elif _ends_sentence(text, found.start(), found.end(), mark, sentence_start):
            yield found.end()
            sentence_start = found.end()


def _ends_sentence(text: str, start: int, end: int, mark: str, sentence_start: int) -> bool:
    following = _WORD_AFTER.match(text, end, end + _WINDOW)
    if following is None:
        return True
    word = following.group(1)
    lower = word[0].islower()
    if mark[0] in "!?":
        # Inside a quotation the sentence goes on: "Can you?" she asked.
        return not (lower and len(mark.rstrip("*)")) > 1 and mark[-1] in "\"'”’")
    if mark.startswith((".", "…")) and (mark.startswith("..") or mark[0] == "…"):
        return not lower
    before = _WORD_BEFORE.search(text[max(sentence_start, start - _WINDOW) : start])
    if before is None:
        return not lower
    return _word_ends_sentence(before.group(), word, text, sentence_start, start)


def _word_ends_sentence(last: str, following: str, text: str, sentence_start: int, stop: int) -> bool:
    """Whether "last." before the word `following` ends the sentence."""
    plain = last.lower().strip(".'’-")
    if plain in _NEVER_LAST:
        return False
    if text[sentence_start:stop].strip() == last and (last.isdigit() or (len(last) == 1 and last.isalpha())):
        return False  # the number or letter of an item: "1. Texting"
    if plain in ("no", "nos"):
        return not following[0].isdigit()
    begins = following == "i" or (following[0].isupper() and following.lower() in _STARTERS)
    if plain in _ALSO_WORDS:
        return last.isupper() or not following[0].islower()
    if plain in _SOMETIMES_LAST:
        return begins
    if len(plain) == 1 and last[0].isupper() and last[0] != "I":
        return begins and following not in ("A", "I")  # an initial
    return True


def _breaks_sentence(text: str, start: int, end: int) -> bool:
    """A hard break ends a sentence unless the next line plainly goes on with it."""
    rest = text[end : end + _WINDOW].lstrip()
    before = text[max(0, start - _WINDOW) : start].rstrip()
    if not rest or not before:
        return True
    return not (rest[0].islower() and before[-1] not in ".!?:;")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and (text[start].isspace() or text[start] in "•▪◦‣·"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None


_COLON_LEAD = re.compile(r"\s*(?:\d{1,2}[.)]\s+)?([^\s:;.!?][^:;.!?\n]{0,70}?)\s*(:|\s[–—]\s|\s-\s)\s*(?=\S)")
_CAPS_LEAD = re.compile(r"\s*(?:\d{1,2}[.)]\s+)?([A-Z][A-Z0-9 ,/&'’()-]{3,60})([.?:]|\s[–—-])\s+(?=\S)")
_CLAUSE_WORDS = _words(
    "i we you he she they it is are am was were be do does don't doesn't not never will won't would can "
    "can't cannot may might should must shall have has please if following these reasons include includes"
)


def run_in_heading(text: str, strong_length: int = 0) -> RunInHeading:
    """The heading that a paragraph begins with, if it does: bold, in capitals, or before a colon.

    Args:
        text: of the paragraph.
        strong_length: how many characters at its start are bold.
    """
    if 0 < strong_length <= 90:
        bold = text[:strong_length].strip()
        rest = text[strong_length:]
        plain = bold.rstrip(" .:–—-")
        gap = len(rest) - len(rest.lstrip(" :–—-."))
        asks = bold.endswith("?")
        marked = (
            asks or bold[-1:] in ".:–—-!" or rest.lstrip()[:1] in (":", "–", "—", "-") or rest[:1] == "\n"
        )
        if plain and marked and (asks or len(plain.split()) <= 8):
            return RunInHeading(plain, strong_length + gap, alone=asks)
    found = _CAPS_LEAD.match(text[:120]) or _COLON_LEAD.match(text[:120])
    if found is None:
        return RunInHeading()
    words = found.group(1).lower().split()
    upper = found.group(1).isupper()
    if len(words) > 8 or (not upper and (len(words) > 6 or _CLAUSE_WORDS.intersection(words))):
        return RunInHeading()
    asks = found.group(2) == "?"
    return RunInHeading(found.group(1).strip() + ("?" if asks else ""), found.end(), alone=asks)
