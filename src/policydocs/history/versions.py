"""Which versions a policy has, from the tags of its repository, all read by one git process.

*Newest* is the highest version that was not withdrawn, *in force* the one whose day has come, *pending* one
that was released and whose day has not. A tag that looks like a version and that no release made is none: it
is told apart, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from policydocs.compare.comparison import ChangeLevel
from policydocs.history.git_program import git_in, run
from policydocs.history.spans import Span, spans_of
from policydocs.history.tag_message import (
    Artifact,
    NotOurMessageError,
    Passed,
    RecordKind,
    TagMessage,
    parse_message,
)
from policydocs.model import Version
from policydocs.values import frozen

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


def version_tag(policy: str, version: Version) -> str:
    """The name of a version's tag: `social-media/v1.1.0`."""
    return f"{policy}/v{version}"


def withdrawal_tag(policy: str, version: Version) -> str:
    """The name of the tag that takes a version back: `social-media/withdrawn/v1.1.0`."""
    return f"{policy}/withdrawn/v{version}"


def retirement_tag(policy: str, last: Version) -> str:
    """The name of the tag that ends a policy after its last version: `social-media/retired/v1.1.0`."""
    return f"{policy}/retired/v{last}"


@frozen
class Release:
    """One version of a policy, as its tag records it."""

    policy: str  #: the slug that it was released under; of a translation "social-media.es"
    version: Version
    tag: str  #: "social-media/v1.1.0"
    tag_id: str  #: of the tag object, 40 hexadecimal digits
    commit: str  #: likewise, of the commit that it names
    tagged: datetime  #: aware, in the time zone of whoever released it
    tagger: str
    signed: bool
    message: TagMessage

    @property
    def language(self) -> str | None:
        """Of a translation, as its name says; None for the source."""
        return self.policy.partition(".")[2] or None

    @property
    def title(self) -> str:
        return self.message.title

    @property
    def effective(self) -> date:
        """The first day on which it is in force."""
        return self.message.effective

    @property
    def level(self) -> ChangeLevel:
        return self.message.level

    @property
    def reasons(self) -> Mapping[str, str]:
        """Why, by the key of the change; "*" for all of it."""
        return self.message.reasons

    @property
    def checklists(self) -> tuple[Passed, ...]:
        return self.message.checklists

    @property
    def text_digest(self) -> str:
        return self.message.text

    @property
    def artifacts(self) -> tuple[Artifact, ...]:
        return self.message.artifacts

    @property
    def toolkit(self) -> str:
        return self.message.toolkit


class Oddity(StrEnum):
    """What can be wrong with a tag that looks like a version."""

    LIGHTWEIGHT = "lightweight"
    HAND_MADE = "hand-made"
    RENAMED = "renamed"
    NO_COMMIT = "no-commit"
    UNORDERED = "unordered"
    TWICE = "twice"


@frozen
class OddTag:
    """A tag that looks like a version of the policy, or is one, and is not as a release makes it."""

    tag: str
    version: Version
    oddity: Oddity
    problem: str  #: a sentence for the clinician

    @property
    def counts(self) -> bool:
        """Whether it is a version all the same: only its place among the others is odd."""
        return self.oddity is Oddity.UNORDERED


@frozen
class PolicyVersions:
    """All versions of one policy, also those that it had under earlier names."""

    policy: str  #: its slug now
    releases: tuple[Release, ...]  #: lowest version first; also those withdrawn
    withdrawals: Mapping[Version, Release]  #: what took a version back, by that version
    retirements: tuple[Release, ...]  #: what ended the policy, by version
    odd: tuple[OddTag, ...]

    def get(self, version: Version) -> Release | None:
        return next((one for one in self.releases if one.version == version), None)

    @property
    def newest(self) -> Release | None:
        """The highest version that was not withdrawn."""
        kept = [one for one in self.releases if one.version not in self.withdrawals]
        return kept[-1] if kept else None

    @property
    def newest_number(self) -> Version | None:
        return None if self.newest is None else self.newest.version

    @property
    def highest_number(self) -> Version | None:
        """The highest number that is taken, be it withdrawn or a tag made by hand."""
        return max(
            (*(one.version for one in self.releases), *(odd.version for odd in self.odd)), default=None
        )

    def in_force(self, on: date) -> Release | None:
        """The version that held on a day, as was known then; None before the first and after the end.

        A later version that takes effect sets aside an earlier one, also one that is still pending.
        """
        held = [one for one in self.releases if one.effective <= on and not self._withdrawn(one, on)]
        newest = held[-1] if held else None
        return None if newest is None or self.retired(on) else newest

    def pending(self, on: date) -> tuple[Release, ...]:
        """Versions that were released and whose day has not come, lowest first.

        One whose day never comes, since by then a higher version has taken effect or the policy has ended,
        is not among them.
        """
        kept = [one for one in self.releases if one.version not in self.withdrawals]
        found = []
        first = date.max  #: on which a higher version takes effect
        for one in reversed(kept):
            if on < one.effective < first and self.retired(one.effective) is None:
                found.append(one)
            first = min(first, one.effective)
        return tuple(reversed(found))

    def retired(self, on: date) -> Release | None:
        """What had ended the policy by that day, unless a later version brought it back."""
        ended = [one for one in self.retirements if one.effective <= on]
        if not ended:
            return None
        last = ended[-1]
        back = [one for one in self.releases if one.version > last.version and one.effective <= on]
        return None if any(not self._withdrawn(one, on) for one in back) else last

    def ending(self, on: date) -> Release | None:
        """What is to end the policy on a later day, unless a later version carries it on."""
        comes = [one for one in self.retirements if one.effective > on]
        return next((one for one in comes if self.retired(one.effective) is one), None)

    def spans(self) -> tuple[Span, ...]:
        """Which version held when, earliest first; days between two spans had none."""
        return spans_of(self.releases, self.withdrawals.values(), self.retirements)

    def _withdrawn(self, release: Release, on: date) -> bool:
        taken_back = self.withdrawals.get(release.version)
        return taken_back is not None and taken_back.effective <= on


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

    def renamed(self) -> Mapping[str, str]:
        """The names that policies had before, as their tags tell, each with the name that came last."""
        before = {slug: self.former(slug) for slug in self.slugs()}
        last = set(before).difference(*before.values())
        return {name: slug for slug, names in before.items() if slug in last for name in names}

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
