"""Which policies of a practice are translations, of what, and which translations are still to be made."""

from __future__ import annotations

from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING

from policydocs.checklist.translation.original import Original
from policydocs.checklist.translation.standing import Lacking
from policydocs.errors import InputError, SurroundingsError
from policydocs.model import Policy, Version
from policydocs.source.policy_files import ENDING, PolicyFile
from policydocs.values import record

if TYPE_CHECKING:
    from policydocs.cli.context import Session


@record
class Translations:
    """The practice's policies by language; a source is read once for all of its translations."""

    session: Session
    _sources: dict[str, tuple[Policy, ...]] = field(default_factory=dict)
    _newest: dict[str, tuple[Version | None, bool]] = field(default_factory=dict)

    @cached_property
    def files(self) -> dict[str, PolicyFile]:
        """Every policy and translation by its slug."""
        return {file.slug: file for file in self.session.policy_files()}

    def original(self, policy: Policy) -> Original | None:
        """What a policy translates, read for the same clinician; None where its name says no language.

        Raises:
            InputError: the source has faults.
        """
        slug, _, language = policy.slug.partition(".")
        if not language or self._is_no_policy_of_ours(policy):
            return None
        newest, known = self._newest_of(slug)
        return Original(self._source(slug, policy), self._path(slug), newest, known)

    def keep(self, slug: str, policies: tuple[Policy, ...]) -> None:
        """A policy that was read just now, whole: its translations are checked next and need it."""
        if "." not in slug:
            self._sources = {slug: policies}  # translations of one come together

    def held_against(self, file: PolicyFile) -> tuple[bytes, ...]:
        """All that what is found in a translation depends on besides its own text; () for a source.

        Raises:
            InputError: the source is too large to be read.
        """
        slug, _, language = file.slug.partition(".")
        if not language:
            return ()
        source = self.session.tree.read(self._path(slug))
        return (b"" if source is None else source, repr(self._newest_of(slug)).encode())

    def held_what_is_there(self, file: PolicyFile) -> bool:
        """Whether a translation was held against its source as it is now; True for a source.

        Raises:
            InputError: the source has faults.
        """
        slug, _, language = file.slug.partition(".")
        known = self._sources.get(slug)
        return not language or known is None or known == self.session.read(self.files[slug])

    def lacking(self, policy: Policy) -> tuple[Lacking, ...]:
        """The languages that a source is to be had in and is not: those that the configuration names, else
        those that another policy has."""
        if "." in policy.slug or self._is_no_policy_of_ours(policy):
            return ()
        named = self.session.config.translations
        wanted = named if named is not None else self._languages
        spoken = policy.language.partition("-")[0]
        return tuple(
            Lacking(language, self._path(f"{policy.slug}.{language}"), named is not None)
            for language in wanted
            if f"{policy.slug}.{language}" not in self.files and language.partition("-")[0] != spoken
        )

    @cached_property
    def _languages(self) -> tuple[str, ...]:
        return tuple(sorted({file.language for file in self.files.values() if file.language}))

    def _is_no_policy_of_ours(self, policy: Policy) -> bool:
        """A file that was only to be looked at, such as somebody's Word document."""
        file = self.files.get(policy.slug)
        return file is None or file.path != policy.path

    def _path(self, slug: str) -> str:
        folder = self.session.config.policies_folder
        return f"{folder}/{slug}{ENDING}" if folder else f"{slug}{ENDING}"

    def _source(self, slug: str, policy: Policy) -> Policy | None:
        if slug not in self.files:
            return None
        if slug not in self._sources:
            self.keep(slug, self.session.read(self.files[slug]))
        found = self._sources[slug]
        same = (one for one in found if one.clinician and one.clinician.id == _whose(policy))
        return next(same, found[0])

    def _newest_of(self, slug: str) -> tuple[Version | None, bool]:
        """The newest version, and whether git could say so; a folder without git has no versions."""
        if slug not in self._newest:
            self._newest[slug] = _newest(self.session, slug)
        return self._newest[slug]


def _whose(policy: Policy) -> str | None:
    return policy.clinician.id if policy.clinician else None


def _newest(session: Session, slug: str) -> tuple[Version | None, bool]:
    from policydocs.history.tags_on_disk import may_have_tags

    if not may_have_tags(session.root):
        return None, True
    try:
        from policydocs.history.released import versions_of
        from policydocs.history.revisions import History

        with History(session.root) as history:
            newest = versions_of(history, session.tree, session.config, slug).newest
    except (InputError, SurroundingsError):
        return None, False
    return newest.version if newest else None, True
