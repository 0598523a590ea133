"""Where each policy stands for whoever gives it out: its versions, its translations, whose it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from policydocs.delivery.clients import Client
from policydocs.delivery.slugs import earlier_slugs
from policydocs.errors import InputErrors
from policydocs.history.released import former_slugs
from policydocs.history.revisions import History
from policydocs.history.version_text import read_version
from policydocs.history.versions import PolicyVersions, Release
from policydocs.model import Version
from policydocs.source.config import Config
from policydocs.source.policy_files import find_policies
from policydocs.source.tree import Tree
from policydocs.values import frozen


@frozen
class Standing:
    """One policy."""

    slug: str  #: of the source
    versions: PolicyVersions  #: of the source
    language: str  #: of the source: "en"
    translations: Mapping[str, PolicyVersions] = field(default_factory=dict)  #: language -> its versions
    clinicians: tuple[str, ...] = ()  #: who have a text of their own; () where there is one for all
    only_of: str = ""  #: the one clinician whom it is about; "" for none

    @property
    def one_a_clinician(self) -> bool:
        return bool(self.clinicians)

    @property
    def names(self) -> tuple[str, ...]:
        """Its slug, and those that it had before: the ledger has letters under each."""
        return (self.slug, *earlier_slugs(self.versions))

    def applies_to(self, client: Client) -> bool:
        """Whether it is for her: by the roster, and be it of one clinician alone, since that one is hers."""
        its_own = self.only_of in ("", client.clinician) or not client.clinician
        return its_own and any(map(client.gets, self.names))

    @property
    def ended(self) -> Release | None:
        """What ended the policy, be it from a later day on; None where a newer version brought it back."""
        newest = self.versions.newest
        ends = (one for one in self.versions.retirements if newest is None or one.version == newest.version)
        return next(ends, None)

    def text_in(self, language: str, version: Version) -> str | None:
        """The language in which a version can be had by somebody who reads that one; None for none.

        A region's own text stands before that of the language: "es-US", then "es".
        """
        tag = language.lower()
        base = tag.partition("-")[0]
        for one in dict.fromkeys((tag, base)):
            if one == self.language.lower():
                return self.language
            found = self.translations.get(one)
            if found is not None and found.get(version) is not None and version not in found.withdrawals:
                return one
        return self.language if base == self.language.lower().partition("-")[0] else None

    def versions_in(self, language: str) -> PolicyVersions:
        """The versions of the text in a language that `text_in` gave."""
        return self.versions if language == self.language else self.translations[language]


def read_standings(
    history: History, tree: Tree, config: Config, slugs: Sequence[str] = ()
) -> tuple[Standing, ...]:
    """Every policy that has a version, or those named, be it by an earlier name; by slug. One git process.

    Policies whose files are gone, since they were retired, are among them.

    Raises:
        InputErrors: a named policy does not exist.
        SurroundingsError: git refused.
    """
    book = history.book(None)
    files = {file.slug for file in find_policies(tree, config) if file.fault is None}
    former = {slug: former_slugs(tree, config.policies_folder, slug) for slug in files}
    renamed = {**book.renamed(files)}
    renamed |= {name: slug for slug, names in former.items() for name in names}
    every = sorted((files | set(book.slugs())) - renamed.keys())
    sources = [slug for slug in every if "." not in slug]
    slugs = [slug.partition(".")[0] for slug in slugs]  # a translation is told with its source
    slugs = [renamed.get(slug, slug) for slug in slugs]
    unknown = [slug for slug in slugs if slug not in sources]
    if unknown:
        find_policies(tree, config, unknown)  # says which there are
    found = []
    for slug in sources:
        if slugs and slug not in slugs:
            continue
        versions = book.of(slug, former.get(slug, ()))
        if versions.releases:
            translated = [name for name in every if name.startswith(f"{slug}.")]
            texts = {
                name.partition(".")[2].lower(): book.of(name, former.get(name, ())) for name in translated
            }
            translations = {language: one for language, one in texts.items() if one.releases}
            found.append(_standing(history, versions, translations, config.practice.language))
    return tuple(found)


def _standing(
    history: History, versions: PolicyVersions, translations: Mapping[str, PolicyVersions], language: str
) -> Standing:
    last = versions.newest or versions.releases[-1]
    try:
        policies = read_version(history, last).policies
    except InputErrors:  # told by whoever makes the letter, with its line
        policies = ()
    first = policies[0] if policies else None
    return Standing(
        versions.policy,
        versions,
        first.language if first is not None else language,
        translations,
        tuple(one.clinician.id for one in policies if one.clinician) if len(policies) > 1 else (),
        (first.front.clinician or "") if first is not None else "",
    )
