"""What comes of importing a document: the policy, its source, and everything its owner should know of it."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from policydocs.model import Policy
from policydocs.source.reading import LeftOut
from policydocs.values import frozen


class Sureness(StrEnum):
    """How sure a recognition is."""

    SURE = "sure"  #: the document says so in as many words, or by its own structure
    LIKELY = "likely"  #: it reads so; a glance settles it
    GUESS = "guess"  #: please look


@frozen
class Recognised:
    """One thing that the document was understood to say about itself."""

    what: str  #: "title", "headings", "phone", "dated", "acknowledgment", ...
    value: str  #: as it stands in the document
    sureness: Sureness
    line: int = 0  #: of the document; 0 where it has none
    became: str = ""  #: where it went: "title: ..." in the head, "stays in the text"


@frozen
class OfferedFact:
    """A fact of the practice that stands in the text, and could be `{{ practice.phone }}`."""

    variable: str  #: "practice.phone"
    text: str  #: as it stands there
    lines: tuple[int, ...]  #: of the document
    known: bool  #: policydocs.toml says the same
    used: bool  #: it was replaced in the Markdown


@frozen
class Imported:
    """A document as a policy of ours. Every word of it is in `policy` or in `left_out`: that was verified."""

    policy: Policy  #: as reading `markdown` gives it
    markdown: str  #: the file to write
    source_text: str  #: the document's own text, for a comparison word by word
    recognised: tuple[Recognised, ...] = ()
    facts: tuple[OfferedFact, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    remarks: tuple[str, ...] = ()
    kind: str = ""  #: "docx", "html", "text", ...
    dates: tuple[DatedLine, ...] = field(default=())


@frozen
class DatedLine:
    """A day that the document names as its own."""

    day: str  #: ISO: "2022-03-01"; only "2022-03" or "2022" where no more is said
    said: str  #: the words it stands in
    meaning: str  #: "effective", "updated", "reviewed" or "dated"
    line: int
