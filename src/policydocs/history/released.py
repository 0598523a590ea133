"""The versions of a policy as a person asks for them, and what each of them says."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from policydocs.errors import InputError
from policydocs.history.fingerprint import short_code
from policydocs.history.revisions import History, Revision, nearest_first
from policydocs.history.version_book import VersionBook
from policydocs.history.versions import PolicyVersions, Release
from policydocs.model import Version
from policydocs.source.characters import decode
from policydocs.source.config import Config
from policydocs.source.faults import Faults
from policydocs.source.front_matter import read_front_matter, split_front_matter
from policydocs.source.policy_files import ENDING
from policydocs.source.tree import Tree

NEWEST, IN_FORCE, PENDING = "newest", "in-force", "pending"
#: The words that stand for a version whose number the reader need not know.
WORDS = (NEWEST, IN_FORCE, PENDING)


# --- Which names a policy has had ----------------------------------------------------------------


def former_slugs(files: Tree, folder: str, slug: str) -> tuple[str, ...]:
    """The names that a policy had before, as its front matter says.

    What is wrong with the file is not told here: its history can be read all the same.

    Args:
        folder: of the policies, in those files.
    """
    slug, _, language = slug.partition(".")
    path = f"{folder}/{slug}{ENDING}" if folder else f"{slug}{ENDING}"
    data = files.read(path)
    if data is None or b"formerly" not in data:
        return ()
    if language:  # a translation is renamed with its source
        return tuple(f"{name}.{language}" for name in former_slugs(files, folder, slug))
    try:
        return read_front_matter(split_front_matter(decode(data, path=path)), Faults(path)).formerly
    except InputError:
        return ()


def present_slug(files: Tree, folder: str, slug: str) -> str:
    """The name that a policy has now, asked by one that it had before; else the name asked."""
    names = [name.removesuffix(ENDING) for name in files.names(folder) if name.endswith(ENDING)]
    if slug in names:
        return slug
    return next((name for name in names if slug in former_slugs(files, folder, name)), slug)


def versions_of(history: History, files: Tree, config: Config, slug: str) -> PolicyVersions:
    """A policy's versions, also those under its earlier names; one git process.

    A policy whose file is gone, since it was retired, is found by its tags.

    Args:
        files: the practice's files as they are now.
        slug: its name now, or one that it had.

    Raises:
        SurroundingsError: git refused.
    """
    now = present_slug(files, config.policies_folder, slug)
    names = (now, *former_slugs(files, config.policies_folder, now))
    book = history.book(names)
    has_file = now in _slugs(files, config)
    if not has_file or not set(book.former(now)).issubset(names):
        book = history.book(None)  # it had, or has, a name that no file tells
        now = now if has_file else book.renamed(_slugs(files, config)).get(now, now)
    return book.of(now, names[1:])


def _slugs(files: Tree, config: Config) -> frozenset[str]:
    """The names of all policies that have a file."""
    names = files.names(config.policies_folder)
    return frozenset(name.removesuffix(ENDING) for name in names if name.endswith(ENDING))


def many_versions(
    history: History,
    files: Tree,
    config: Config,
    slugs: tuple[str, ...],
    *,
    book: VersionBook | None = None,
) -> dict[str, PolicyVersions]:
    """The versions of several policies by their names now; one git process for all of them.

    Args:
        book: the tags of all policies, where they were read already.

    Raises:
        SurroundingsError: git refused.
    """
    former = {slug: former_slugs(files, config.policies_folder, slug) for slug in slugs}
    book = book or history.book(None)
    return {slug: book.of(slug, former[slug]) for slug in slugs}


def without_file(
    book: VersionBook, here: Collection[PolicyVersions], day: date
) -> tuple[PolicyVersions, ...]:
    """Policies that are in force on a day, though their file is gone: they end later, or have another name.

    Args:
        here: the versions of every policy that has a file.
    """
    known = {release.policy for versions in here for release in versions.releases}
    known |= book.renamed({versions.policy for versions in here}).keys()
    gone = (book.of(slug) for slug in book.slugs() if slug not in known)
    return tuple(versions for versions in gone if versions.in_force(day))


# --- Which version is meant ----------------------------------------------------------------------


def choose(versions: PolicyVersions, said: str, today: date) -> Release:
    """The version that somebody means.

    Args:
        said: `1.0.0`, `v1.0.0`, the whole tag, or one of WORDS.

    Raises:
        InputError: there is no such version; those that there are are told.
    """
    word = said.strip().lower()
    if word in WORDS:
        pending = versions.pending(today)
        held = versions.in_force(today)
        found = {NEWEST: versions.newest, IN_FORCE: held, PENDING: pending[-1] if pending else None}[word]
        if found is None:
            raise InputError(f"{versions.policy} has no version that is {_WHICH[word]}.", fix=known(versions))
        return found
    try:
        number = Version.parse(said.strip().rpartition("/")[2])
    except ValueError as error:
        raise InputError(
            f'"{said}" is no version.',
            fix=f"Write a number, or {', '.join(WORDS)}.\n  {known(versions, said)}",
        ) from error
    release = versions.get(number)
    if release is None:
        odd = next((one for one in versions.odd if one.version == number), None)
        why = f"\n  {odd.problem}" if odd else ""
        raise InputError(f"{versions.policy} has no version {number}.{why}", fix=known(versions, said))
    return release


_WHICH = {NEWEST: "released and not withdrawn", IN_FORCE: "in force today", PENDING: "waiting for its day"}


def held_on(versions: PolicyVersions, day: date) -> Release:
    """The version in force on a day.

    Raises:
        InputError: none was; it says why.
    """
    found = versions.in_force(day)
    if found is not None:
        return found
    ended = versions.retired(day)
    if ended is not None:
        raise InputError(
            f"{versions.policy} was not in force on {day}: it was retired on {ended.effective}.",
            fix=known(versions),
        )
    first = min((one.effective for one in versions.releases), default=None)
    if first is None:
        raise InputError(f"{versions.policy} was never in force.", fix=known(versions))
    if day < first:
        raise InputError(
            f"{versions.policy} was not in force on {day}: its first version took effect on {first}.",
            fix=known(versions),
        )
    raise InputError(f"no version of {versions.policy} was in force on {day}.", fix=known(versions))


def known(versions: PolicyVersions, asked: str | None = None) -> str:
    """Which versions there are, in a sentence: in their order, or those nearest to what was asked for."""
    if not versions.releases:
        return (
            f"It has no released version yet. To make the first:  policydocs release {versions.policy}"
            "\n  Is the name right?  policydocs status  lists your policies."
            "\n  Had it another name before? Write it at its top:  formerly: [the-old-name]"
        )
    numbers = [str(one.version) for one in versions.releases]
    if asked is not None:
        near = nearest_first(asked, numbers)
        rest = f" and {len(near) - 8} more" if len(near) > 8 else ""
        return f"{versions.policy} has these versions: {', '.join(near[:8])}{rest}."
    more = f"{len(numbers) - 8} earlier ones, " if len(numbers) > 8 else ""
    return f"{versions.policy} has these versions: {more}{', '.join(numbers[-8:])}."


# --- What its tag records ------------------------------------------------------------------------


def read_effective(history: History, slug: str, revision: Revision | None) -> date | None:
    """The first day of a version, as its tag records it; None for any other moment.

    Args:
        slug: the policy's name at that moment.

    Raises:
        SurroundingsError: git refused.
    """
    if revision is None or revision.version is None:
        return None
    release = history.book((slug,)).of(slug).get(Version.parse(revision.version))
    return release.effective if release is not None and release.commit == revision.commit else None


def revision_of(release: Release) -> Revision:
    """The moment of a release, for reading the repository as it was."""
    number = str(release.version)
    return Revision(f"v{number}", release.commit, release.tagger, release.tagged, number)


def recorded_digest(release: Release) -> str:
    """The digest of the text that the tag records, 64 hexadecimal digits; "" where it records none."""
    return release.text_digest.removeprefix("sha256:")


def code_of(release: Release) -> str:
    """The code at the foot of the version's handouts and of its notice; "" where no text is recorded."""
    digest = recorded_digest(release)
    return short_code(release.policy, str(release.version), digest) if digest else ""
