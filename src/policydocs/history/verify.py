"""Which version a document is, and whether it is genuine: from the tags of a repository, offline.

What was handed out is known by its bytes: the tags record the digest of each file. A file that was saved
again, or printed to a PDF, has other bytes and the same words: so its words are compared with the version's
own. The version that a document claims to be is found by the code at its foot, else by title and number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import cached_property

from policydocs.errors import InputError, PolicydocsError, SurroundingsError
from policydocs.history.archive import Archive, sha256
from policydocs.history.artifacts import HANDOUT, NOTICE
from policydocs.history.ending_notice import ending_record, is_of_ending
from policydocs.history.fingerprint import codes_in, read_code
from policydocs.history.presented.differences import Difference
from policydocs.history.presented.read import Presented, read_presented
from policydocs.history.rebuild import agrees, is_notice
from policydocs.history.references import Reference, references_of
from policydocs.history.released import code_of, former_slugs, present_slug
from policydocs.history.revisions import SHALLOW, History
from policydocs.history.tag_message import Artifact
from policydocs.history.version_text import read_version
from policydocs.history.versions import PolicyVersions, Release
from policydocs.render.catalogues import catalogue_languages
from policydocs.render.phrases import PACKAGE, phrases
from policydocs.source.policy_files import ENDING
from policydocs.source.tree import MemoryTree, Tree
from policydocs.values import frozen

MOST_TRIED = 8  #: versions that a document without a code is compared with
FOREIGN_FROM = 0.5  #: share of a version's words from which on a document is another one


_FROM_HERE = "Its bytes are in this computer's archive: it was handed out from here."


class Verdict(StrEnum):
    GENUINE = "genuine"  #: byte for byte a file of a version
    SAME_TEXT = "same-text"  #: other bytes, the same words
    ALTERED = "altered"  #: it claims to be a version, and other words stand in it
    UNPROVEN = "unproven"  #: it claims to be a version whose text is not here to compare with
    DRAFT = "draft"  #: it says of itself that it was never released
    FOREIGN = "foreign"  #: no version of any policy here


@frozen
class Verified:
    """What is known of one document."""

    verdict: Verdict
    release: Release | None = None  #: the version that it is, or claims to be
    versions: PolicyVersions | None = None  #: all of that policy's
    name: str = ""  #: of the version's file that it is, or was compared with
    kind: str = HANDOUT  #: HANDOUT or NOTICE
    ending: Release | None = None  #: the tag that took the version back or ended the policy: it is its notice
    by_code: bool = False  #: only a code was looked up, so that no words were seen
    in_archive: bool = False  #: its bytes were handed out from this computer
    differences: tuple[Difference, ...] = ()
    remarks: tuple[str, ...] = ()


@frozen
class _Match:
    """The version's document that a presented one comes closest to."""

    release: Release
    reference: Reference
    differences: tuple[Difference, ...]

    @property
    def share(self) -> float:
        """How many of the words differ."""
        return sum(one.size for one in self.differences) / self.reference.size


class Verifier:
    """Judges documents against all versions of a repository; its tags are read once, by one git process."""

    def __init__(
        self,
        history: History,
        archive: Archive,
        *,
        files: Tree | None = None,
        policies_folder: str = "policies",
    ) -> None:
        """
        Args:
            history: open for as long as documents are judged.
            files: the practice's files as they are now, for the names that policies had before; None in a
                repository without working files.

        Raises:
            SurroundingsError: git refused.
        """
        self._history = history
        self._archive = archive
        self._files = files if files is not None else MemoryTree({})
        self._folder = policies_folder
        self._book = history.book()
        self._policies: dict[str, PolicyVersions] = {}

    def code(self, said: str) -> tuple[Verified, ...]:
        """The versions with a code; one, short of a miracle.

        Raises:
            InputError: it is no code, or was misread.
        """
        found = self._codes.get(read_code(said), ())
        return tuple(replace(self._verified(Verdict.UNPROVEN, one), by_code=True) for one in found)

    def document(self, name: str, data: bytes) -> Verified:
        """What a document is.

        Raises:
            InputError: it cannot be read.
        """
        digest = sha256(data)
        known = self._digests.get(digest)
        in_archive = self._archive.holds(digest)
        if known is not None:
            release, artifact = known
            return self._verified(
                Verdict.GENUINE, release, artifact.name, is_notice(release, artifact), in_archive=in_archive
            )
        found = read_presented(name, data)
        return self._by_words(found, in_archive=in_archive)

    # --- The version that it claims to be --------------------------------------------------------

    @cached_property
    def _releases(self) -> tuple[Release, ...]:
        """All versions of all policies, each under the name that it was released with."""
        return tuple(one for slug in self._book.slugs() for one in self._book.of(slug).releases)

    @cached_property
    def _digests(self) -> dict[str, tuple[Release, Artifact]]:
        found: dict[str, tuple[Release, Artifact]] = {}
        for slug in self._book.slugs():
            versions = self._book.of(slug)
            records = (*versions.releases, *versions.withdrawals.values(), *versions.retirements)
            for record in records:
                told = versions.get(record.version) or record  # of the notice of an end: the last version
                for artifact in record.artifacts:
                    found.setdefault(artifact.sha256, (told, artifact))
        return found

    @cached_property
    def _codes(self) -> dict[str, tuple[Release, ...]]:
        found: dict[str, tuple[Release, ...]] = {}
        for release in self._releases:
            code = code_of(release)
            if code:
                found[code] = (*found.get(code, ()), release)
        return found

    def _claimed(self, found: Presented) -> list[Release]:
        """The versions that a document may be, likeliest first."""
        text = f"{found.text}\n{found.title}"
        coded = [release for code in codes_in(text) for release in self._codes.get(code, ())]
        if coded:
            return coded
        plain = _plain(text)
        titled = [one for one in self._releases if _plain(one.title) in plain]
        numbered = [one for one in titled if str(one.version) in text]
        rest = [one for one in reversed(titled) if one not in numbered]
        return [*reversed(numbered), *rest][:MOST_TRIED]

    # --- Its words -------------------------------------------------------------------------------

    def _by_words(self, found: Presented, *, in_archive: bool) -> Verified:
        claimed = self._claimed(found)
        match, problem = self._closest(claimed, found)
        remarks = (*found.remarks, *((_FROM_HERE,) if in_archive else ()))
        if match is None and claimed:
            return self._verified(
                Verdict.UNPROVEN, claimed[0], in_archive=in_archive, remarks=(*remarks, problem)
            )
        has_code = bool(codes_in(found.text))
        if match is None or (match.share >= FOREIGN_FROM and not has_code):
            verdict = Verdict.DRAFT if _says_draft(found) else Verdict.FOREIGN
            return Verified(verdict, in_archive=in_archive, remarks=remarks)
        if match.differences and _says_draft(found) and not has_code:
            nearest = f"Of all versions it is nearest to {match.release.tag}."
            return Verified(Verdict.DRAFT, in_archive=in_archive, remarks=(nearest, *remarks))
        verdict = Verdict.ALTERED if match.differences else Verdict.SAME_TEXT
        return self._verified(
            verdict,
            match.release,
            match.reference.name,
            match.reference.kind == NOTICE,
            in_archive=in_archive,
            differences=match.differences,
            remarks=remarks,
        )

    def _closest(self, claimed: Sequence[Release], found: Presented) -> tuple[_Match | None, str]:
        """The nearest of the versions that a document may be, and why one could not be looked at."""
        best: _Match | None = None
        problem = ""
        for release in claimed:
            try:
                references = references_of(
                    self._history, self._archive, self._policy(release), release, found.kind
                )
                for reference in references:
                    match = _Match(release, reference, reference.compare(found))
                    best = match if best is None or match.share < best.share else best
                    if best.share < FOREIGN_FROM:
                        break  # it is the handout: the notice need not be made
            except PolicydocsError as error:
                problem = problem or str(error)
            if best is not None and not best.differences:
                break
        return best, problem

    # --- What is told beside the verdict ---------------------------------------------------------

    def _verified(
        self,
        verdict: Verdict,
        release: Release,
        name: str = "",
        notice: bool = False,
        *,
        in_archive: bool = False,
        differences: Sequence[Difference] = (),
        remarks: Sequence[str] = (),
    ) -> Verified:
        versions = self._policy(release)
        return Verified(
            verdict,
            release,
            versions,
            name,
            NOTICE if notice else HANDOUT,
            ending_record(versions, release) if is_of_ending(release, name) else None,
            in_archive=in_archive,
            differences=tuple(differences),
            remarks=(*remarks, *self._about(release, versions)),
        )

    def _policy(self, release: Release) -> PolicyVersions:
        """All versions of a version's policy, under whatever names it had."""
        if release.policy not in self._policies:
            now = present_slug(self._files, self._folder, release.policy)
            names = self._files.names(self._folder)
            now = self._book.renamed([name.removesuffix(ENDING) for name in names]).get(now, now)
            former = former_slugs(self._files, self._folder, now)
            self._policies[release.policy] = self._book.of(now, former)
        return self._policies[release.policy]

    def _about(self, release: Release, versions: PolicyVersions) -> Iterator[str]:
        """What is odd about a version's tag."""
        for odd in versions.odd:
            yield f"{odd.tag}: {odd.problem}"
        try:
            text = read_version(self._history, release)
        except SurroundingsError as error:
            yield f"Whether the tag {release.tag} was moved cannot be told: {error.problem}"
            if self._history.is_shallow:
                yield SHALLOW
        except InputError as error:
            yield f"The text behind {release.tag} cannot be read: {error.problem}"
        else:
            if not agrees(release, text):
                yield (
                    f"The text at {release.tag} is not the one that was released: its digest does not agree "
                    "with the one in the tag. The tag was moved by hand, or this toolkit reads it otherwise."
                )


def _says_draft(found: Presented) -> bool:
    said = _joined(found.text)
    return any(phrases(language).draft in said for language in catalogue_languages(PACKAGE))


def _joined(text: str) -> str:
    return " ".join(text.split())


def _plain(text: str) -> str:
    return _joined(text).casefold()
