"""Which moment of a policy's history a name means: a version, any git revision, or the files as they are."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from policydocs.errors import InputError, SurroundingsError
from policydocs.history.git_program import ask, git_in, refused, run
from policydocs.history.objects import AmbiguousNameError, Commit, GitTree, Objects
from policydocs.history.version_book import VersionBook, versions_from
from policydocs.values import frozen

if TYPE_CHECKING:
    from git import Git

    from policydocs.history.surroundings import Situation

_NUMBER = r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)"
_VERSION_NAME = re.compile(rf"(?:(?P<slug>[^/]+)/)?v?(?P<number>{_NUMBER})")
_VERSION_TAG = re.compile(rf"refs/tags/(?P<slug>[^/]+)/v(?P<number>{_NUMBER})")
_WITHDRAWN = "withdrawn/"  #: in the name of the tag that takes a version back

SHALLOW = "This copy holds only the newest part of the history; get the rest:  git fetch --unshallow --tags"


@frozen
class Revision:
    """One moment of the repository's history, and what the user calls it."""

    name: str  #: "v1.0.0", or the revision as the user wrote it
    commit: str  #: its id, 40 hexadecimal digits
    author: str
    moment: datetime  #: aware; of the tag where there is an annotated one, else of the commit
    version: str | None  #: "1.0.0" where it is a version of the policy

    @property
    def label(self) -> str:
        """What it is called in a sentence: "version 1.0.0", "the last commit", "HEAD~1"."""
        if self.version is None:
            return "the last commit" if self.name == "HEAD" else self.name
        return f"version {self.version}"


@frozen
class _Known:
    """A version that exists."""

    slug: str  #: the policy's name when it was released
    number: tuple[int, int, int]
    withdrawn: bool  #: it was taken back, though its text stays

    @property
    def name(self) -> str:
        return "v" + ".".join(map(str, self.number))

    @property
    def tag(self) -> str:
        return f"refs/tags/{self.slug}/{self.name}"


def _prefix_and_shallow(git: Git) -> tuple[str, bool]:
    answer = ask(git, "rev-parse", "--show-prefix", "--is-shallow-repository")
    if answer.status:
        raise _no_repository() if "not a git repository" in answer.error else refused(answer)
    prefix, _, shallow = answer.output.strip("\n").rpartition("\n")
    return prefix.strip("/"), shallow.strip() == "true"


class History:
    """A practice's repository, opened for reading its past; use it with `with`."""

    def __init__(self, folder: Path, *, situation: Situation | None = None) -> None:
        """
        Args:
            folder: the practice's; it may lie within a larger repository.
            situation: how it stands, where that was asked just now.

        Raises:
            InputError: the folder lies in no git repository.
            SurroundingsError: no git program, or git refused.
        """
        self._git = git_in(folder)
        if situation is not None:
            self._prefix, self._shallow = situation.places.prefix, situation.shallow
        else:
            self._prefix, self._shallow = _prefix_and_shallow(self._git)
        self._objects = Objects(self._git)

    def __enter__(self) -> History:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._objects.close()

    @property
    def is_shallow(self) -> bool:
        """Whether this copy lacks the older part of the history."""
        return self._shallow

    def book(self, slugs: Sequence[str] | None = None) -> VersionBook:
        """The released versions; see `read_versions`.

        Raises:
            SurroundingsError: git refused.
        """
        return versions_from(self._git, slugs)

    def tree(self, revision: Revision) -> GitTree:
        """The practice's files as they were then."""
        commit = self._objects.commit(revision.commit)
        if commit is None:
            raise self._gone(revision.name)
        return GitTree(self._objects, commit, self._prefix)

    def resolve(self, name: str, slugs: Sequence[str]) -> Revision:
        """The moment that a name means.

        Args:
            name: `1.0.0`, `v1.0.0`, the whole tag `social-media/v1.0.0`, or any revision that git knows.
            slugs: the policy's name, then those that it had before.

        Raises:
            InputError: there is no such version or revision; those that exist are told, nearest first.
            SurroundingsError: git refused, or the commit is not in this copy of the repository.
        """
        match = _VERSION_NAME.fullmatch(name.strip())
        if match is not None:
            wanted = slugs if match["slug"] is None else [slug for slug in slugs if slug == match["slug"]]
            for slug in wanted:
                commit = self._objects.commit(f"refs/tags/{slug}/v{match['number']}")
                if commit is not None:
                    return _revision(f"v{match['number']}", commit, match["number"])
        try:
            commit = self._objects.commit(name)
        except AmbiguousNameError as error:
            raise InputError(
                f'several commits begin with "{name}".', fix="Write a few more of its letters and digits."
            ) from error
        if commit is None:
            raise self._unknown(name, slugs)
        return _revision(name, commit, self._version_of(name, slugs))

    def newest(self, slugs: Sequence[str]) -> Revision:
        """The highest version of a policy that was not withdrawn; where it has none, the last commit.

        Raises:
            InputError: nothing was ever committed.
            SurroundingsError: git refused.
        """
        known = [one for one in self._versions(slugs) if not one.withdrawn]
        if known:
            highest = max(known, key=lambda one: one.number)
            commit = self._objects.commit(highest.tag)
            if commit is None:
                raise self._gone(highest.name)
            return _revision(highest.name, commit, highest.name[1:])
        commit = self._objects.commit("HEAD")
        if commit is None:
            raise _nothing_committed()
        return _revision("HEAD", commit, None)

    def versions(self, slugs: Sequence[str]) -> tuple[str, ...]:
        """The names of a policy's versions, oldest first: `("v1.0.0", "v1.1.0")`.

        Raises:
            SurroundingsError: git refused.
        """
        return tuple(one.name for one in sorted(self._versions(slugs), key=lambda one: one.number))

    def released_as(self, name: str) -> tuple[str, ...]:
        """Every policy that has a version of the number that a name holds: `("messages", "privacy")`.

        Raises:
            SurroundingsError: git refused.
        """
        match = _VERSION_NAME.fullmatch(name.strip())
        if match is None:
            return ()
        tags = run(self._git, "for-each-ref", "--format=%(refname)", f"refs/tags/*/v{match['number']}")
        found = (_VERSION_TAG.fullmatch(tag) for tag in tags.split("\n"))
        return tuple(one["slug"] for one in found if one is not None)

    def _versions(self, slugs: Sequence[str]) -> list[_Known]:
        patterns = [f"refs/tags/{slug}/{folder}v*" for slug in slugs for folder in ("", _WITHDRAWN)]
        names = run(self._git, "for-each-ref", "--format=%(refname)", *patterns).split("\n")
        matches = (_VERSION_TAG.fullmatch(name) for name in names)
        taken_back = {name.replace(_WITHDRAWN, "", 1) for name in names if _WITHDRAWN in name}
        return [
            _Known(m["slug"], (int(m[3]), int(m[4]), int(m[5])), m.group() in taken_back)
            for m in matches
            if m is not None
        ]

    def _version_of(self, name: str, slugs: Sequence[str]) -> str | None:
        """The version where a git revision was written that is one: `tags/social-media/v1.0.0`."""
        match = _VERSION_TAG.fullmatch("refs/tags/" + name.removeprefix("refs/").removeprefix("tags/"))
        return match["number"] if match is not None and match["slug"] in slugs else None

    def _unknown(self, name: str, slugs: Sequence[str]) -> InputError:
        if self._objects.commit("HEAD") is None:
            return _nothing_committed()
        known = self.versions(slugs)
        if known:
            near = nearest_first(name, known)
            more = "" if len(near) <= 8 else f" and {len(near) - 8} more"
            fix = f"{slugs[0]} has these versions: {', '.join(near[:8])}{more}."
        else:
            fix = (
                f"{slugs[0]} has no released version yet. Compare with an earlier state instead:"
                f"\n  policydocs diff {slugs[0]} HEAD~1"
            )
        if self._shallow:
            fix += f"\n  {SHALLOW}"
        return InputError(f'there is no version or git revision "{name}".', fix=fix)

    def _gone(self, name: str) -> SurroundingsError:
        fix = "Run  git fsck  in the practice's folder; it says what is damaged."
        if self._shallow:
            fix = SHALLOW
        return SurroundingsError(f'the commit of "{name}" is not in this repository.', fix=fix)


def _revision(name: str, commit: Commit, version: str | None) -> Revision:
    return Revision(name, commit.id, commit.author, commit.moment, version)


def nearest_first(asked: str, versions: Sequence[str]) -> list[str]:
    """The names of versions by how many others lie between them and what was asked for.

    So 0.9 is nearer to 1.0.0 than to 1.1.0, and 9 nearest to the highest. Where two are as near, the one
    with the more alike number comes first; what has no number was meant to be the newest.

    Args:
        asked: as the user wrote it: "0.9", "v1.8", "social-media/v3".
        versions: "1.0.0" or "v1.0.0", lowest first.
    """
    wanted = _numbers(asked.rpartition("/")[2])
    if not wanted:
        return list(reversed(versions))
    place = bisect_left(versions, wanted, key=_numbers)

    def distance(at: int) -> tuple[int, ...]:
        steps = place - at if at < place else at - place + 1
        apart = (abs(a - b) for a, b in zip([*wanted, 0, 0], _numbers(versions[at]), strict=False))
        return (steps, *apart)

    return [versions[at] for at in sorted(range(len(versions)), key=distance)]


def _numbers(name: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d{1,9}", name)[:3]]


def _no_repository() -> InputError:
    return InputError(
        "this folder is not kept in git, so there is no earlier state to compare with.",
        fix="Begin its history, then try again after your next change:\n"
        '  git init\n  git add .\n  git commit -m "First state"',
    )


def _nothing_committed() -> InputError:
    return InputError(
        "nothing was ever committed here, so there is no earlier state to compare with.",
        fix='Keep the present state first:\n  git add .\n  git commit -m "First state"',
    )
