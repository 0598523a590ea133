"""Whether a translation says which version it translates, and whether that is the newest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policydocs.checklist.findings import Finding, Severity
from policydocs.checklist.translation.original import Original, Pair, front_line
from policydocs.model import Policy, Version
from policydocs.values import frozen

FIRST = Version(1, 0, 0)
#: Settings that hold for a policy in whatever language it is read.
_SHARED = ("on_change", "acknowledgment", "clinician")


def without_source(policy: Policy, original: Original) -> Finding:
    """There is nothing that it could translate."""
    base, _, ending = policy.slug.partition(".")
    return Finding(
        rule="translation-without-source",
        severity=Severity.ERROR,
        line=1,
        section=None,
        message=f"This file's name says that it translates {original.path}, but there is no such file.",
        fix="Rename it after the policy that it translates; "
        f"or, if it is one of its own, to {base}-{ending}.md with  language: {ending}  in its front matter.",
    )


def version_findings(policy: Policy, original: Original) -> Iterator[Finding]:
    """It translates an older version than the newest, one that is not released, or does not say which."""
    said, newest = policy.front.translates, original.newest
    expected = newest or FIRST
    if said is None:
        yield Finding(
            rule="translation-version",
            severity=Severity.WARNING,
            line=front_line(policy, "title"),
            section=None,
            message="The translation does not say which version of its source it translates.",
            fix=f"Add to its front matter, once it says what that version says:  translates: {expected}",
        )
        return
    version = Version.parse(said)
    if newest is not None and version < newest:
        yield Finding(
            rule="translation-stale",
            severity=Severity.WARNING,
            line=front_line(policy, "translates"),
            section=None,
            message=f"It translates version {version}; the newest version of {original.path} is {newest}.",
            fix=f"See what changed:  policydocs diff {original_slug(policy)} {version} {newest}\n"
            f"Translate that too, then write:  translates: {newest}",
        )
    elif original.releases_known and version > expected and not _may_come_next(version, newest):
        yield Finding(
            rule="translation-version",
            severity=Severity.WARNING,
            line=front_line(policy, "translates"),
            section=None,
            message=f"It translates version {version}, but {_state(newest)}.",
            fix=f"Write the version that it translates:  translates: {expected}",
        )


def setting_findings(pair: Pair) -> Iterator[Finding]:
    """What the practice promises, and whether a client signs, is the same in every language."""
    for key in _SHARED:
        mine, theirs = (_setting(policy, key) for policy in (pair.policy, pair.source))
        if mine != theirs:
            yield Finding(
                rule="translation-settings",
                severity=Severity.WARNING,
                line=front_line(pair.policy, key),
                section=None,
                message=f"Its front matter has {key}: {mine}, but that of {pair.source.path} has "
                f"{key}: {theirs}.",
                fix="Write the same in both: a client is promised the same in every language.",
            )


@frozen
class Lacking:
    """A language that a policy cannot be had in."""

    language: str
    path: str  #: where the translation should stand
    promised: bool  #: the configuration says that each policy is to be had in it


def missing_findings(lacking: Sequence[Lacking]) -> Iterator[Finding]:
    """A warning where the practice promises the language, a note where other policies have it."""
    for one in lacking:
        why = (
            "policydocs.toml says that each policy is to be had in it"
            if one.promised
            else "other policies of this practice have one"
        )
        yield Finding(
            rule="translation-missing",
            severity=Severity.WARNING if one.promised else Severity.NOTE,
            line=1,
            section=None,
            message=f'There is no translation into "{one.language}"; {why}.',
            fix=f"Write {one.path} with the section ids of this file, or take the language out of "
            "translations = [...] in policydocs.toml."
            if one.promised
            else f"Write {one.path}. To hear of this only for languages that you choose, add "
            "translations = [...] under [policies] in policydocs.toml.",
        )


def original_slug(policy: Policy) -> str:
    """ "social-media" of "social-media.es"."""
    return policy.slug.partition(".")[0]


def _may_come_next(version: Version, newest: Version | None) -> bool:
    """The number that the source will have with its next release: a translation may be made before."""
    return newest is not None and version in (newest.next_major(), newest.next_minor(), newest.next_patch())


def _state(newest: Version | None) -> str:
    return (
        f"the newest version is {newest}" if newest else "its source has no version yet; the first is 1.0.0"
    )


def _setting(policy: Policy, key: str) -> str:
    front = policy.front
    if key == "acknowledgment":
        return "true" if front.acknowledgment.wanted else "false"
    return str(getattr(front, key) or "none")
