"""Every policy that was ever released, as the website shows it: what is in force, what waits, what ended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property

from policydocs.errors import PolicydocsError
from policydocs.history.archive import Archive
from policydocs.history.released import former_slugs
from policydocs.history.revisions import History
from policydocs.history.version_book import VersionBook
from policydocs.history.version_text import read_version
from policydocs.history.versions import PolicyVersions, Release
from policydocs.model import Practice
from policydocs.site.shelf import Reader, Shelf
from policydocs.values import record


@record
class SitePolicy:
    """One policy, or one translation of it, with every version of it."""

    versions: PolicyVersions
    shelves: tuple[Shelf, ...]  #: lowest version first; at least one
    day: date  #: on which the website says what it says

    @property
    def slug(self) -> str:
        """Its name now; of a translation "social-media.es"."""
        return self.versions.policy

    @property
    def source(self) -> str:
        """Of a translation, the name of what it translates; else its own."""
        return self.slug.partition(".")[0]

    @cached_property
    def in_force(self) -> Shelf | None:
        return self._shelf(self.versions.in_force(self.day))

    @cached_property
    def pending(self) -> tuple[Shelf, ...]:
        """Released, and not in force yet; lowest first."""
        waiting = {one.version for one in self.versions.pending(self.day)}
        return tuple(one for one in self.shelves if one.release.version in waiting)

    @property
    def retired(self) -> Release | None:
        return self.versions.retired(self.day)

    @property
    def will_retire(self) -> Release | None:
        """What will end the policy on a day to come."""
        coming = [one for one in self.versions.retirements if one.effective > self.day]
        return coming[-1] if coming and self.retired is None else None

    @property
    def shown(self) -> Shelf:
        """The version by which it is called: in force, else pending, else the last."""
        return self.in_force or (self.pending[0] if self.pending else self.shelves[-1])

    @property
    def title(self) -> str:
        return self.shown.title

    @property
    def language(self) -> str:
        return self.shown.language

    def _shelf(self, release: Release | None) -> Shelf | None:
        return next((one for one in self.shelves if one.release is release), None)


@record
class Library:
    """All policies of a practice."""

    policies: tuple[SitePolicy, ...]  #: by title; a translation after what it translates
    practice: Practice  #: its facts as of the latest release
    day: date
    reader: Reader

    @cached_property
    def sources(self) -> tuple[SitePolicy, ...]:
        """Without those that are a translation of another one here."""
        slugs = {one.slug for one in self.policies}
        return tuple(one for one in self.policies if one.source == one.slug or one.source not in slugs)

    def languages_of(self, policy: SitePolicy) -> tuple[SitePolicy, ...]:
        """The policy in every language, the source first."""
        same = [one for one in self.policies if one.source == policy.source]
        return tuple(sorted(same, key=lambda one: (one.slug != one.source, one.slug)))

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Primary subtags of all languages, the practice's own first."""
        own = primary(self.practice.language)
        return tuple(dict.fromkeys([own, *sorted({primary(one.language) for one in self.policies})]))


def primary(language: str) -> str:
    """ "es" of "es-US"."""
    return language.lower().partition("-")[0]


def open_library(history: History, archive: Archive, *, practice: Practice, day: date) -> Library:
    """Read what was released; the files as they are now, released or not, count for nothing.

    Args:
        history: stays open as long as pages are made.
        practice: whose facts stand at the head of the pages while nothing is released.

    Raises:
        SurroundingsError: git refused.
    """
    book = history.book(None)
    reader = Reader(history, archive)
    former = {slug: _former(history, book, slug) for slug in book.slugs()}
    absorbed = {name for names in former.values() for name in names} | book.renamed().keys()
    policies = [
        _policy(reader, versions, day)
        for slug in book.slugs()
        if slug not in absorbed and (versions := book.of(slug, former[slug])).releases
    ]
    return Library(tuple(_in_order(policies)), _latest(policies, practice), day, reader)


def _policy(reader: Reader, versions: PolicyVersions, day: date) -> SitePolicy:
    shelves = tuple(Shelf(reader, versions, release) for release in versions.releases)
    for odd in versions.odd:
        reader.remark(f"{odd.tag}: {odd.problem}")
    return SitePolicy(versions, shelves, day)


def _former(history: History, book: VersionBook, slug: str) -> tuple[str, ...]:
    """The names that a policy had before, as its last version says."""
    releases = book.of(slug).releases
    if not releases:
        return ()
    try:
        text = read_version(history, releases[-1])
    except PolicydocsError:  # told where its page is made
        return ()
    names = former_slugs(text.tree, text.config.policies_folder, slug)
    return tuple(name for name in names if name != slug)


def _in_order(policies: Sequence[SitePolicy]) -> Iterator[SitePolicy]:
    """By title; the translations of a policy stand behind it."""
    titles = {one.slug: one.title.casefold() for one in policies}
    key = {
        one.slug: (titles.get(one.source, titles[one.slug]), one.source, one.slug != one.source, one.slug)
        for one in policies
    }
    yield from sorted(policies, key=lambda one: key[one.slug])


def _latest(policies: Sequence[SitePolicy], practice: Practice) -> Practice:
    """The practice's facts as the latest release has them."""
    newest = [one.shelves[-1] for one in policies]
    for shelf in sorted(newest, key=lambda one: (one.release.tagged, one.release.tag), reverse=True):
        if shelf.text is not None:
            return shelf.text.config.practice
    return practice
