"""A release carried out: everything is made aside first, then written down, then put in place.

The first half, here, makes objects that nothing names yet; killed in it, the repository is as before. The
journal divides the halves. The second half (`carrying_through`) moves branch and tags together, then puts
the files in place; killed in that, the next run of any command goes on from the journal.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from policydocs.errors import InputError, SurroundingsError
from policydocs.history.artifacts import VersionFile
from policydocs.history.carrying_through import THROUGH, Step, Through, UnfinishedError, carry_through
from policydocs.history.git_program import ask, git_in, run
from policydocs.history.journal import Journal, JournalFile, JournalHandout, JournalTag, Stage, relative
from policydocs.history.lock import repository_lock
from policydocs.history.objects import Commit, GitTree, Objects
from policydocs.history.placing import digest_of
from policydocs.history.recovery import undo_begun
from policydocs.history.ref_transaction import OverrunError, gone_after_waiting, in_the_way
from policydocs.history.surroundings import Places, Situation
from policydocs.history.tag_message import TagMessage, write_message
from policydocs.history.tag_objects import DURABLE, TagObject, commit_object, tag_object
from policydocs.source.tree import Tree
from policydocs.values import frozen, record

if TYPE_CHECKING:
    from git import Git


@frozen
class NewTag:
    """One tag of a release, and the files that belong to it."""

    name: str
    message: Callable[[Sequence[VersionFile]], TagMessage]  #: what it says, once its files are known
    files: Callable[[Tree], Sequence[VersionFile]]  #: made from the commit's files
    folder: str  #: where those on the practice's own paper are put: "handouts/texting/1.1.0"
    is_usual: Callable[[VersionFile], bool]


@frozen
class Work:
    """What a release changes, as plain values."""

    what: str  #: for people: "the release of texting 1.1.0"
    commit_message: str
    moment: datetime  #: aware, whole seconds: of the commit and of every tag
    files: Mapping[str, bytes | None]  #: new content by path from the practice's folder; None: the file goes
    tags: tuple[NewTag, ...]
    archive: Path  #: the archive's folder


@record
class Release:
    """A release in the making: what one step found and the next needs."""

    work: Work
    situation: Situation
    keeps: int
    stage: Stage
    git: Git
    index: str | None = None  #: digest of git's index when ours was copied from it
    before: dict[str, str | None] = field(default_factory=dict)  #: digests of the working files
    after: dict[str, str | None] = field(default_factory=dict)
    tree: str = ""
    changes: list[JournalFile] = field(default_factory=list)
    commit: str = ""
    made: list[tuple[NewTag, list[VersionFile]]] = field(default_factory=list)
    tags: list[JournalTag] = field(default_factory=list)
    journal: Journal | None = None

    @property
    def places(self) -> Places:
        return self.situation.places


class MakingStep(NamedTuple):
    """One named step of the first half."""

    name: str
    do: Callable[[Release], None]


@frozen
class Done:
    """A release that is made."""

    commit: str
    tags: tuple[JournalTag, ...]
    files: tuple[JournalHandout, ...]
    remarks: tuple[str, ...]


def carry_out(work: Work, situation: Situation) -> Done:
    """Make the commit, the tags and their files; all of it, or nothing.

    Raises:
        HeldByAnotherError: another release is at work.
        InputError: the repository changed since the plan was made, or a hook or a text is against it.
        UnfinishedError: the version is made, and a file beside it cannot be written yet.
        SurroundingsError: git refused, or the disk did; nothing was changed.
    """
    own = situation.places.own
    with repository_lock(own) as keeps:
        release = Release(work, situation, keeps, Stage(own), git_in(situation.places.practice))
        try:
            for step in MAKING:
                step.do(release)
        except BaseException:
            if release.journal is None:
                release.stage.remove()
            raise
        return put_in_place(release)


def put_in_place(release: Release, steps: Sequence[Step] = THROUGH) -> Done:
    """The second half; where git does not move the refs, all is as before."""
    journal = release.journal
    assert journal is not None
    through = Through(journal, release.stage, release.places, release.keeps)
    try:
        carry_through(through, steps)
    except UnfinishedError:
        raise
    except OverrunError as error:
        undo_begun(through)
        raise InputError(
            f"the repository changed while {release.work.what} was prepared. Nothing was released.",
            fix="Run the same command again.",
        ) from error
    except SurroundingsError:
        undo_begun(through)
        raise
    return Done(journal.new, journal.tags, journal.handouts, tuple(through.remarks))


# --- The steps of the first half -----------------------------------------------------------------


def _stage(release: Release) -> None:
    """The files as they are committed, and git's index as it is, copied aside."""
    if release.stage.read_journal() is not None:
        raise SurroundingsError(
            "an earlier release is not finished.", fix="Run  policydocs status  first; it finishes it."
        )
    release.stage.clear()
    index = release.places.git_dir / "index"
    lock = index.with_name("index.lock")
    if lock.exists() and not gone_after_waiting(lock):  # it would stop the release half way
        raise in_the_way(lock)
    try:
        for path, data in release.work.files.items():
            place = release.stage.tree / release.places.in_repository(path)
            now = release.places.practice / path
            release.before[path] = digest_of(now)
            release.after[path] = None if data is None else release.stage.keep(data)
            if data is not None:
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)
                if now.exists() and os.access(now, os.X_OK) and os.name == "posix":
                    place.chmod(0o755)
        release.index = digest_of(index)
        if index.exists():
            shutil.copyfile(index, release.stage.index)
    except OSError as error:
        raise SurroundingsError(
            f"the release cannot be prepared: {error.strerror or error}.",
            path=str(error.filename or release.stage.folder),
            fix="Make room on the disk, or check that the folder may be written. Nothing was released.",
        ) from error


def _tree(release: Release) -> None:
    """The commit's files: those of HEAD, with ours in their places and nothing else."""
    git, env = release.git, {"GIT_INDEX_FILE": str(release.stage.index)}
    paths = {release.places.in_repository(path): data for path, data in release.work.files.items()}
    added = "\0".join(f":(top,literal){path}" for path, data in paths.items() if data is not None)
    # Known from git 2.34 on, and needed only where not all files are checked out.
    sparse = ["--sparse"] if release.situation.flag("core.sparsecheckout") else []
    # A git that looks at our copies instead of the working tree; filters and line ends are its own matter.
    run(
        git,
        *(*DURABLE, "-c", "core.safecrlf=false", f"--work-tree={release.stage.tree}"),
        *(f"--git-dir={release.places.git_dir}", "-C", str(release.stage.tree)),
        *("add", "--all", "--force", *sparse, "--pathspec-from-file=-", "--pathspec-file-nul"),
        stdin=added.encode("utf-8", "surrogateescape"),
        env=env,
    )
    gone = "".join(f"{path}\0" for path, data in paths.items() if data is None)
    if gone:
        given = gone.encode("utf-8", "surrogateescape")
        run(git, "update-index", "-z", "--force-remove", "--stdin", stdin=given, env=env)
    release.tree = run(git, *DURABLE, "write-tree", env=env).strip()
    said = run(git, "diff-tree", "-r", "--no-renames", "-z", release.situation.head or "", release.tree)
    release.changes = _changes(said, release)
    strange = [one.path for one in release.changes if one.path not in paths]
    if strange:
        raise InputError(
            f"{strange[0]} is prepared for a commit (git add) and is no part of this release.",
            fix="Commit it first, or take it out:  git restore --staged .",
        )
    known = {one.path for one in release.changes}
    for path in release.work.files:  # a note that git never knew still goes
        place = release.places.in_repository(path)
        if place not in known and release.before[path] != release.after[path]:
            release.changes.append(JournalFile(place, "", "", "", release.before[path], release.after[path]))


def _changes(said: str, release: Release) -> list[JournalFile]:
    """From `git diff-tree -r -z`: `:old-mode new-mode old new letter NUL path NUL`."""
    parts = said.split("\0")
    prefix = f"{release.places.prefix}/" if release.places.prefix else ""
    found = []
    for head, path in zip(parts[::2], parts[1::2], strict=False):
        _, mode, old, new, _ = head.split(" ")
        own = path.removeprefix(prefix)
        found.append(
            JournalFile(
                path,
                old.strip("0") and old,
                new.strip("0") and new,
                mode,
                release.before.get(own),
                release.after.get(own),
            )
        )
    return found


def _hooks(release: Release) -> None:
    """The repository's own checks of a commit; a failing one stops the release before anything is made."""
    message = release.stage.folder / "COMMIT_EDITMSG"
    message.write_text(release.work.commit_message, encoding="utf-8")
    for hook in release.situation.hooks:
        arguments = [str(message)] if hook.name == "commit-msg" else []
        answer = ask(
            release.git,
            *("hook", "run", "--ignore-missing", hook.name, "--", *arguments),
            env={"GIT_INDEX_FILE": str(release.stage.index), "GIT_EDITOR": ":"},
        )
        if answer.status and "is not a git command" in answer.error:
            raise SurroundingsError(
                f"this repository has a {hook.name} hook, and this git is too old to run it for a release.",
                fix="Install git 2.36 or newer; policydocs doctor says how.",
            )
        if answer.status:
            raise InputError(
                f"the repository's {hook.name} hook is against this release:"
                f" {(answer.error or answer.output).strip()}",
                fix="Put right what it says, then run the same command again.",
            )
    if release.situation.hooks:
        env = {"GIT_INDEX_FILE": str(release.stage.index)}
        if run(release.git, "write-tree", env=env).strip() != release.tree:
            raise InputError(
                "the repository's pre-commit hook changed what would be committed.",
                fix="Commit its changes first, then run the same command again.",
            )


def _commit(release: Release) -> None:
    message = (release.stage.folder / "COMMIT_EDITMSG").read_text(encoding="utf-8")
    release.commit = commit_object(release.git, release.situation, release.tree, message, release.work.moment)


def _artifacts(release: Release) -> None:
    """The files of each version, from the commit's files alone."""
    objects = Objects(release.git)
    try:
        commit = Commit(release.commit, release.tree, "", release.work.moment)
        tree = GitTree(objects, commit, release.places.prefix)
        for tag in release.work.tags:
            files = list(tag.files(tree))
            for file in files:
                release.stage.keep(file.data)
            release.made.append((tag, files))
    finally:
        objects.close()


def _tags(release: Release) -> None:
    for tag, files in release.made:
        asked = TagObject(tag.name, release.commit, write_message(tag.message(files)), release.work.moment)
        made = tag_object(release.git, release.situation, asked, scratch=release.stage.folder)
        release.tags.append(JournalTag(tag.name, made))


def _journal(release: Release) -> None:
    """From here on the release goes through, or is undone as a whole."""
    situation, places = release.situation, release.places
    head = run(release.git, "rev-parse", "--verify", "HEAD").strip()
    moved = [path for path, before in release.before.items() if digest_of(places.practice / path) != before]
    if head != situation.head or moved:
        raise InputError(
            f"{moved[0] if moved else 'the repository'} changed while {release.work.what} was prepared."
            " Nothing was released.",
            fix="Run the same command again.",
        )
    handouts = [
        JournalHandout(f"{tag.folder}/{file.name}" if tag.is_usual(file) else "", file.sha256)
        for tag, files in release.made
        for file in files
    ]
    journal = Journal(
        what=release.work.what,
        branch=situation.branch or "",
        old=situation.head or "",
        new=release.commit,
        tags=tuple(release.tags),
        git_dir=relative(places.git_dir, places.common_dir),
        top=relative(places.top, places.common_dir),
        prefix=places.prefix,
        archive=str(release.work.archive),
        index=release.index,
        files=tuple(release.changes),
        handouts=tuple(handouts),
    )
    release.stage.write_journal(journal)
    release.journal = journal


MAKING: Sequence[MakingStep] = (
    MakingStep("stage", _stage),
    MakingStep("tree", _tree),
    MakingStep("hooks", _hooks),
    MakingStep("commit", _commit),
    MakingStep("artifacts", _artifacts),
    MakingStep("tags", _tags),
    MakingStep("journal", _journal),
)
