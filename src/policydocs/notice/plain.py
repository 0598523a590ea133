"""Whether a notice is in plain language: read before it goes out, told to the clinician as remarks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policydocs.checklist.reading import reading_level, words_of
from policydocs.checklist.sentences import sentence_spans
from policydocs.document import BulletList, Document, PageBreak, Paragraph, plain_text, walk_blocks

HIGHEST_GRADE = 8  #: school grade, as for the policies
LONGEST_SENTENCE = 25  #: words

#: Words of lawyers and of programmers, with what to say instead.
_JARGON = {
    "herein": "here", "hereby": "", "hereinafter": "", "thereof": "of it", "aforementioned": "this",
    "pursuant to": "under", "notwithstanding": "even if", "heretofore": "until now", "effectuate": "do",
    "in the event that": "if", "prior to": "before", "subsequent to": "after", "commence": "start",
    "terminate": "end", "utilize": "use", "amend": "change", "amended": "changed", "amendment": "change",
    "revision": "version", "shall": "will", "whereas": "", "commit": "", "diff": "change", "changelog": "",
    "repository": "", "redline": "", "boilerplate": "", "stipulate": "say", "indemnify": "",
    "supersede": "replace", "supersedes": "replaces",
}  # fmt: skip
_NOT_ENGLISH = (
    "Whether this notice is easy to read was not checked: the check knows English only."
    " Have somebody read it aloud who speaks the language every day."
)
_LISTED = "|".join(re.escape(word) for word in _JARGON)
_JARGON_WORD = re.compile(rf"\b(?:{_LISTED})\b", re.IGNORECASE)
_VERSION_NAME = re.compile(r"\bv\d+\.\d+(?:\.\d+)?\b")
_QUOTED = re.compile(r"“[^”]*”")


def language_remarks(notice: Document) -> tuple[str, ...]:
    """What makes the first page of a notice hard to read; () where nothing does.

    Of one that is not in English it is only said that this was not looked at.

    What stands in quotation marks is the policy's own wording, which its own check has read.
    """
    if notice.language.split("-")[0].lower() != "en":
        return (_NOT_ENGLISH,)
    texts = list(_first_page(notice))
    return (*_grade(texts), *_long(texts), *_jargon(texts))


def _first_page(notice: Document) -> Iterator[str]:
    """Its sentences, without headings."""
    blocks = notice.blocks
    if any(isinstance(block, PageBreak) for block in blocks):
        blocks = blocks[: next(n for n, block in enumerate(blocks) if isinstance(block, PageBreak))]
    for block in walk_blocks(block for block in blocks if isinstance(block, Paragraph | BulletList)):
        if isinstance(block, Paragraph):
            text = plain_text(block.inlines)
            yield from (text[start:end] for start, end in sentence_spans(text))


def _grade(texts: list[str]) -> Iterator[str]:
    level = reading_level(_QUOTED.sub("it", text) for text in texts)
    if level.grade > HIGHEST_GRADE:
        yield (
            f"The notice reads at grade {level.grade}; grade {HIGHEST_GRADE} or lower is taken in at once."
            " Use shorter sentences and shorter words."
        )


def _long(texts: list[str]) -> Iterator[str]:
    for text in texts:
        count = len(words_of(_QUOTED.sub("it", text)))
        if count > LONGEST_SENTENCE:
            yield f"A sentence has {count} words; make two of it: “{text}”"


def _jargon(texts: list[str]) -> Iterator[str]:
    told: set[str] = set()
    for text in (_QUOTED.sub("", one) for one in texts):
        for found in _JARGON_WORD.findall(text):
            word = found.lower()
            if word not in told:
                told.add(word)
                instead = f": say “{_JARGON[word]}”" if _JARGON[word] else ": leave it out or say it plainly"
                yield f"“{found}” is a word of lawyers or programmers{instead}."
        for found in _VERSION_NAME.findall(text):
            yield f"“{found}” is how programs write a version: say “version {found[1:]}”."
