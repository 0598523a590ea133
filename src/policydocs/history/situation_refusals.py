"""Why a repository cannot take a release as it stands, each with how to mend it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta

from policydocs.errors import InputError, PolicydocsError, SurroundingsError
from policydocs.history.surroundings import Situation
from policydocs.source.policy_files import PolicyFile

MOST_LISTED = 5
#: How far two computers' clocks may differ before a date is doubted.
CLOCKS_DIFFER = timedelta(minutes=10)


def situation_refusals(
    situation: Situation,
    allowed: Collection[str],
    *,
    now: datetime,
    uncommitted: Sequence[str] = (),
    newest_moment: datetime | None = None,
    unreleased: Sequence[PolicyFile] = (),
) -> Iterator[PolicydocsError]:
    """What must be put right before any release.

    Args:
        allowed: changed files, from the repository's root, that go into the release.
        uncommitted: files that handouts need and that no commit has.
        newest_moment: of the newest commit.
        unreleased: policies that are no part of it because they did not change.
    """
    yield from _about_the_branch(situation)
    if situation.shallow:
        yield InputError(
            "this copy of the repository holds only the newest part of its history, so that earlier versions"
            " cannot be known.",
            fix="Get the rest:  git fetch --unshallow --tags",
        )
    yield from _about_changes(situation, allowed, unreleased)
    if uncommitted:
        yield InputError(
            f"{_listed(uncommitted)} {'is' if len(uncommitted) == 1 else 'are'} used by your handouts and not"
            " in git, so that this version could never be made again.",
            fix=f"Add {'it' if len(uncommitted) == 1 else 'them'}:  git add --force {_named(uncommitted)}  "
            ' then:  git commit -m "What handouts need"',
        )
    if situation.identity is None:
        yield SurroundingsError(
            "git does not know who you are, and a version records who released it.",
            fix='Tell it once:\n  git config --global user.name "Your Name"\n'
            "  git config --global user.email you@example.org",
        )
    if newest_moment is not None and newest_moment > now + CLOCKS_DIFFER:
        yield SurroundingsError(
            f"this computer's clock says {now:%Y-%m-%d %H:%M}, but the newest commit is of"
            f" {newest_moment:%Y-%m-%d %H:%M}.",
            fix="Set the clock right, then run the same command again.",
        )


def _about_the_branch(situation: Situation) -> Iterator[InputError]:
    if situation.busy:
        yield InputError(
            f"a {situation.busy} is in progress.",
            fix=f"Finish it (git {situation.busy} --continue) or give it up (git {situation.busy} --abort).",
        )
    elif situation.branch is None:
        yield InputError(
            "git is not on a branch, so the new version would belong to none.",
            fix="Go back to your branch, usually:  git switch main",
        )
    elif situation.head is None:
        yield InputError(
            "nothing was ever committed here.",
            fix='Keep the present state first:\n  git add .\n  git commit -m "First state"',
        )
    if situation.behind:
        count = "one commit" if situation.behind == 1 else f"{situation.behind} commits"
        yield InputError(
            f"{situation.upstream} is {count} ahead of this copy; somebody else may have released too.",
            fix="Get them first:  git pull --rebase",
        )


def _about_changes(
    situation: Situation, allowed: Collection[str], unreleased: Sequence[PolicyFile]
) -> Iterator[InputError]:
    others = [path for path in situation.changed if path not in allowed]
    if not others:
        return
    ours = {situation.places.in_repository(file.path) for file in unreleased}
    settled = [path for path in others if path in ours]
    yield InputError(
        f"{_listed(others)} {'has' if len(others) == 1 else 'have'} changes that are not kept in git yet"
        " and are no part of this release.",
        fix=f'Keep them first:  git add {_named(others)}\n  then:  git commit -m "What changed"'
        + (
            "\n  What changed there is not read by clients, so it is no new version."
            if settled == others
            else ""
        ),
    )


def _listed(paths: Sequence[str]) -> str:
    shown = ", ".join(paths[:MOST_LISTED])
    return shown if len(paths) <= MOST_LISTED else f"{shown} and {len(paths) - MOST_LISTED} more"


def _named(paths: Sequence[str]) -> str:
    """Paths as they are typed."""
    if len(paths) > MOST_LISTED:
        return "--all"
    return " ".join(f'"{path}"' if " " in path else path for path in paths)
