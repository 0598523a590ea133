"""What a practice has written: its facts, its policies, their sections. Frozen values, no I/O."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from policydocs.document import Block, Inlines, plain_text
from policydocs.values import frozen, frozen_ordered

NO_FACTS: Mapping[str, str] = MappingProxyType({})
NO_TRANSLATIONS: Mapping[str, Mapping[str, str]] = MappingProxyType({})
NO_LINES: Mapping[str, int] = MappingProxyType({})
_VERSION = re.compile(r"(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})")


@frozen_ordered
class Version:
    """The number of a released policy; ordered as numbers are, 1.9.0 before 1.10.0."""

    major: int
    minor: int
    patch: int

    @classmethod
    def parse(cls, text: str) -> Version:
        """`1.2.0` or `v1.2.0`.

        Raises:
            ValueError: it is no version.
        """
        match = _VERSION.fullmatch(text.removeprefix("v"))
        if match is None:
            raise ValueError(f'"{text}" is no version such as 1.2.0')
        return cls(int(match[1]), int(match[2]), int(match[3]))

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"

    def next_major(self) -> Version:
        return Version(self.major + 1, 0, 0)

    def next_minor(self) -> Version:
        return Version(self.major, self.minor + 1, 0)

    def next_patch(self) -> Version:
        return Version(self.major, self.minor, self.patch + 1)


@frozen
class Clinician:
    """One clinician of the practice: `{{ clinician.name }}` and friends."""

    id: str
    name: str
    facts: Mapping[str, str] = field(
        default_factory=lambda: NO_FACTS
    )  #: key after `clinician.` -> text; holds `id` and `name` too
    translated: Mapping[str, Mapping[str, str]] = field(
        default_factory=lambda: NO_TRANSLATIONS
    )  #: language -> the facts that are said otherwise in it

    def in_language(self, language: str) -> Clinician:
        """The same clinician with her facts as that language has them."""
        said = _said_otherwise(self.translated, language)
        return replace(self, facts=MappingProxyType({**self.facts, **said}), translated={}) if said else self


@frozen
class Practice:
    """The facts that every policy uses: `{{ practice.phone }}` and friends."""

    id: str  #: permanent, even when the name changes
    name: str
    facts: Mapping[str, str] = field(
        default_factory=lambda: NO_FACTS
    )  #: key after `practice.` -> text; an address has newlines
    clinicians: tuple[Clinician, ...] = ()
    language: str = "en"
    translated: Mapping[str, Mapping[str, str]] = field(
        default_factory=lambda: NO_TRANSLATIONS
    )  #: language -> the facts that are said otherwise in it, such as the hours

    def in_language(self, language: str) -> Practice:
        """The same practice and clinicians with their facts as that language has them."""
        clinicians = tuple(one.in_language(language) for one in self.clinicians)
        said = _said_otherwise(self.translated, language)
        if not said and all(one is other for one, other in zip(clinicians, self.clinicians, strict=True)):
            return self
        facts = MappingProxyType({**self.facts, **said})
        return replace(self, facts=facts, clinicians=clinicians, translated={})


def _said_otherwise(translated: Mapping[str, Mapping[str, str]], language: str) -> Mapping[str, str]:
    """The facts in a language: those for its region stand before those for the language itself."""
    tag = language.lower()
    return {**translated.get(tag.partition("-")[0], NO_FACTS), **translated.get(tag, NO_FACTS)}


class OnChange(StrEnum):
    """What the practice promises its clients when a policy changes."""

    NOTICE_AND_COPY = "notice-and-copy"
    NOTICE = "notice"
    POST = "post"
    NONE = "none"


@frozen
class Acknowledgment:
    """The page a client signs to say that she received the policy."""

    wanted: bool = False
    statement: str = ""  #: "" for the toolkit's own sentence


@frozen
class FrontMatter:
    """The head of a policy's file; `lines` tells where each key stands."""

    title: str
    checklists: tuple[str, ...] | None = None  #: None: not said; () : on purpose none
    on_change: OnChange = OnChange.NOTICE_AND_COPY
    review_every_months: int | None = None
    reviewed: date | None = None  #: when a clinician last read it through
    clinician: str | None = None  #: the id of the one clinician whom it is about
    acknowledgment: Acknowledgment = Acknowledgment()
    contents: bool | None = None  #: a table of contents; None: where it is long enough to need one
    formerly: tuple[str, ...] = ()
    translates: str | None = None
    language: str | None = None
    lines: Mapping[str, int] = field(default_factory=lambda: NO_LINES, compare=False)


@frozen
class Section:
    """A heading and what stands under it; the opening text is the section whose id is ""."""

    id: str
    title: Inlines
    level: int  #: 2 for a main section; 1 for the opening text
    blocks: tuple[Block, ...]  #: its own, before its first subsection
    sections: tuple[Section, ...] = ()
    topics: tuple[str, ...] = ()  #: what the author claims that it takes a position on
    attest: str = ""  #: the author's reason for a claim that the text does not show
    attested: str = ""  #: the fingerprint of the text for which that reason was given; "" for none
    id_is_explicit: bool = field(default=False, compare=False)
    facts_used: tuple[str, ...] = field(default=(), compare=False)  #: "practice.phone", in order of use
    line: int = field(default=0, compare=False)  #: of the heading

    @property
    def title_text(self) -> str:
        return plain_text(self.title)

    def walk(self) -> Iterator[Section]:
        """This section, then those inside it, in reading order."""
        yield self
        for section in self.sections:
            yield from section.walk()


@frozen
class Policy:
    """One policy, its facts resolved: what a client reads.

    The same whether it was read from a file, from text in memory or from a git tree.
    """

    slug: str
    front: FrontMatter
    opening: Section
    sections: tuple[Section, ...]
    language: str = "en"
    clinician: Clinician | None = None  #: whose facts were used, where the text uses any
    path: str = field(default="", compare=False)  #: as the user knows it, for messages

    @property
    def title(self) -> str:
        return self.front.title

    def walk(self) -> Iterator[Section]:
        """The opening text, then every section in reading order."""
        yield self.opening
        for section in self.sections:
            yield from section.walk()
