"""Which versions the policies of a repository have, from its tags, all read by one git process.

A tag that looks like a version and that no release made is none: it is told apart, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from policydocs.history.git_program import git_in, run
from policydocs.history.tag_message import NotOurMessageError, RecordKind, parse_message
from policydocs.history.versions import Oddity, OddTag, PolicyVersions, Release
from policydocs.model import Version

if TYPE_CHECKING:
    from git import Git

_TAGS = "refs/tags/"
_TAG = re.compile(
    r"(?P<policy>[^/]+)/(?:(?P<ending>withdrawn|retired)/)?"
    r"v(?P<number>(?:0|[1-9][0-9]*)\.(?:0|[1-9][0-9]*)\.(?:0|[1-9][0-9]*))"
)
_ENDING_OF = {None: RecordKind.RELEASE, "withdrawn": RecordKind.WITHDRAWAL, "retired": RecordKind.RETIREMENT}
#: Asked of each tag, NUL behind each: no name and no message can hold one.
_FIELDS = (
    "%(refname)",
    "%(objecttype)",
    "%(objectname)",
    "%(type)",  # of what it names, as it says itself: the object need not be here
    "%(object)",
    "%(tag)",
    "%(taggername)",
    "%(taggerdate:raw)",
    "%(contents)",
)


class VersionBook:
    """Every tag of a repository that is, or looks like, a version of a policy."""

    def __init__(self, records: Iterable[Release], odd: Iterable[tuple[str, OddTag]]) -> None:
        """
        Args:
            odd: with the slug of each.
        """
        self._records: dict[str, list[Release]] = {}
        self._odd: dict[str, list[OddTag]] = {}
        for record in records:
            self._records.setdefault(record.policy, []).append(record)
        for slug, tag in odd:
            self._odd.setdefault(slug, []).append(tag)

    def slugs(self) -> tuple[str, ...]:
        """The names under which anything was released, sorted."""
        return tuple(sorted(self._records))

    def former(self, slug: str, said: Sequence[str] = ()) -> tuple[str, ...]:
        """The names that a policy had before, the latest first.

        Its tags tell them, each naming the version before it, also when its file and the front matter that
        named them are gone.

        Args:
            said: those that its front matter names.
        """
        known = dict.fromkeys((slug, *said))
        for name in (waiting := list(known)):
            before = (record.message.previous.partition("/")[0] for record in self._records.get(name, ()))
            waiting += (fresh := [one for one in dict.fromkeys(before) if one and one not in known])
            known |= dict.fromkeys(fresh)
        return tuple(known)[1:]

    def renamed(self, present: Collection[str] = ()) -> Mapping[str, str]:
        """The names that policies had before, as their tags tell, each with the name that came last.

        A policy can be given back a name that it had.

        Args:
            present: the names of policies that have a file: these are no earlier names.
        """
        highest = {slug: max(one.version for one in self._records[slug]) for slug in self.slugs()}
        names: dict[str, str] = {}
        for slug in sorted(highest, key=lambda one: (one in present, highest[one])):
            for name in self.former(slug):
                is_before = slug in present or (name in highest and highest[name] < highest[slug])
                if is_before and name not in present and name != slug:
                    names[name] = slug
        return {name: _last(names, name) for name in names}

    def of(self, slug: str, formerly: Sequence[str] = ()) -> PolicyVersions:
        """A policy's versions, under all names that it has had.

        Args:
            formerly: the slugs that it had before, as its front matter says; those of its tags are known.
        """
        releases: dict[Version, Release] = {}
        withdrawals: dict[Version, Release] = {}
        retirements: dict[Version, Release] = {}
        into = {
            RecordKind.RELEASE: releases,
            RecordKind.WITHDRAWAL: withdrawals,
            RecordKind.RETIREMENT: retirements,
        }
        odd: list[OddTag] = []
        for name in (slug, *self.former(slug, formerly)):
            odd += self._odd.get(name, [])
            for record in self._records.get(name, []):
                known = into[record.message.kind].setdefault(record.version, record)
                if known is not record:
                    odd.append(_twice(record, known))
        listed = tuple(releases[number] for number in sorted(releases))
        odd += _unordered(listed)
        return PolicyVersions(
            slug,
            listed,
            {number: taken for number, taken in withdrawals.items() if number in releases},
            tuple(retirements[number] for number in sorted(retirements)),
            tuple(odd),
        )


def _last(names: Mapping[str, str], name: str) -> str:
    while name in names:
        name = names[name]
    return name


def read_versions(folder: Path, slugs: Sequence[str] | None = None) -> VersionBook:
    """The tags of the repository in which the folder lies, read by one git process.

    Args:
        slugs: only the tags of these policies, so that a repository's other thousands cost nothing;
            a policy's translations have slugs of their own. None for all.

    Raises:
        SurroundingsError: no git program, no repository, or git refused.
    """
    return versions_from(git_in(folder), slugs)


def versions_from(git: Git, slugs: Sequence[str] | None = None) -> VersionBook:
    """See `read_versions`; for callers within this room that have the runner already."""
    patterns = [_TAGS] if slugs is None else [f"{_TAGS}{slug}/" for slug in dict.fromkeys(slugs)]
    if not patterns:
        return VersionBook((), ())
    said = run(git, "for-each-ref", f"--format={'%00'.join(_FIELDS)}%00", *patterns)
    records: list[Release] = []
    odd: list[tuple[str, OddTag]] = []
    for fields in _rows(said):
        read = _read_tag(fields)
        if isinstance(read, Release):
            records.append(read)
        elif read is not None:
            odd.append((read.tag.partition("/")[0], read))
    return VersionBook(records, odd)


def _rows(said: str) -> Iterator[list[str]]:
    """The fields of each tag; git ends each row with a newline of its own."""
    parts = said.split("\0")
    width = len(_FIELDS)
    for at in range(0, len(parts) - width, width):
        row = parts[at : at + width]
        yield [row[0].removeprefix("\n"), *row[1:]]


def _read_tag(fields: Sequence[str]) -> Release | OddTag | None:
    """One tag; None where it does not look like a version at all."""
    refname, kind, id_, target_kind, target, written_name, tagger, moment, contents = fields
    name = refname.removeprefix(_TAGS)
    match = _TAG.fullmatch(name)
    if match is None:
        return None
    try:
        version = Version.parse(match["number"])
    except ValueError:  # a number too long to be meant
        return None
    wanted = _ENDING_OF[match["ending"]]
    if kind != "tag":
        return OddTag(name, version, Oddity.LIGHTWEIGHT, _LIGHTWEIGHT)
    try:
        message = parse_message(contents)
    except NotOurMessageError:
        return OddTag(name, version, Oddity.HAND_MADE, _HAND_MADE)
    if target_kind != "commit":
        return OddTag(name, version, Oddity.NO_COMMIT, _NO_COMMIT)
    if written_name != name or (message.kind, message.policy, message.version) != (
        wanted,
        match["policy"],
        version,
    ):
        return OddTag(name, version, Oddity.RENAMED, _RENAMED.format(written=written_name))
    return Release(
        match["policy"],
        version,
        name,
        id_,
        target,
        _moment(moment),
        tagger,
        "\n-----BEGIN " in contents,
        message,
    )


_LIGHTWEIGHT = "The tag was made by hand, without a message, so it records no version."
_HAND_MADE = "The tag was made by hand: its message is not that of a release, so it records no version."
_NO_COMMIT = "The tag does not name a commit, so there is no text behind it."
_RENAMED = "The tag was made as “{written}” and carries another name now."


def _twice(record: Release, known: Release) -> OddTag:
    problem = f"{known.tag} is the same version under another name of the policy; this one is not used."
    return OddTag(record.tag, record.version, Oddity.TWICE, problem)


def _unordered(releases: Sequence[Release]) -> Iterator[OddTag]:
    """Versions whose number and whose dates go different ways."""
    for before, after in pairwise(releases):
        if after.effective < before.effective:
            yield OddTag(
                after.tag,
                after.version,
                Oddity.UNORDERED,
                f"It is in force from {after.effective}, which is before {before.version}"
                f" ({before.effective}), though its number is higher.",
            )
        elif after.tagged < before.tagged:
            yield OddTag(
                after.tag,
                after.version,
                Oddity.UNORDERED,
                f"It was released on {after.tagged.date()}, which is before {before.version}"
                f" ({before.tagged.date()}), though its number is higher. Was a computer's clock wrong?",
            )


def _moment(raw: str) -> datetime:
    """`1700000000 +0100`, as git has it."""
    seconds, _, zone = raw.partition(" ")
    sign = -1 if zone.startswith("-") else 1
    offset = sign * timedelta(hours=int(zone[1:3] or 0), minutes=int(zone[3:5] or 0))
    return datetime.fromtimestamp(int(seconds or 0), timezone(offset))
