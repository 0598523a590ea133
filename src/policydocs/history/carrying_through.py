"""The second half of a release, from its journal: each step can be done again, by whoever comes next.

Nothing that can be seen changes before the journal is written; from then on these steps lead to the end, in
this order, in the run that began it or in a later one. A step that finds its work done does nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field
from pathlib import Path
from typing import NamedTuple

from policydocs.errors import SurroundingsError
from policydocs.history.archive import Archive
from policydocs.history.git_program import git_in
from policydocs.history.index_swap import swap_index
from policydocs.history.journal import Journal, JournalFile, Stage
from policydocs.history.placing import digest_of, put_file, remove_file
from policydocs.history.ref_transaction import RefWork, move_refs
from policydocs.history.surroundings import Places
from policydocs.values import record


@record
class Through:
    """A release that is carried through."""

    journal: Journal
    stage: Stage
    places: Places
    keeps: int  #: the open file that carries the repository's lock
    any_lock: bool = False  #: the person said that no other git program is at work
    remarks: list[str] = field(default_factory=list)  #: what was left as it is, for the person

    @property
    def refs(self) -> RefWork:
        return RefWork(git_in(self.places.practice), self.journal, self.stage, self.places, self.keeps)


class Step(NamedTuple):
    """One named step."""

    name: str
    do: Callable[[Through], None]


def places_of(journal: Journal, common_dir: Path) -> Places:
    """Where the working tree is that released, also if the repository was moved since."""
    top = (common_dir / journal.top).resolve()
    practice = top / journal.prefix if journal.prefix else top
    return Places(practice, top, (common_dir / journal.git_dir).resolve(), common_dir, journal.prefix)


def _refs(work: Through) -> None:
    move_refs(work.refs)


def _index(work: Through) -> None:
    git = git_in(work.places.practice)
    swap_index(git, work.journal, work.stage, work.places.git_dir, any_=work.any_lock)


def _files(work: Through) -> None:
    for file in work.journal.files:
        if file.before != file.after:
            _place(work, file)


def _place(work: Through, file: JournalFile) -> None:
    path = work.places.top / file.path
    now = digest_of(path)
    if now == file.after:
        return
    if now != file.before:
        work.remarks.append(
            f"{file.path} was edited since, and is left as it is; it differs from the released one."
        )
    elif file.after is None:
        remove_file(path)
    else:
        put_file(path, work.stage.bytes_of(file.after))


def _handouts(work: Through) -> None:
    for one in work.journal.handouts:
        if one.path and digest_of(work.places.practice / one.path) != one.sha256:
            put_file(work.places.practice / one.path, work.stage.bytes_of(one.sha256), durable=False)


def _archive(work: Through) -> None:
    archive = Archive(Path(work.journal.archive))
    for one in work.journal.handouts:
        archive.keep(work.stage.bytes_of(one.sha256))


def _end(work: Through) -> None:
    work.stage.end()


THROUGH: Sequence[Step] = (
    Step("refs", _refs),
    Step("index", _index),
    Step("files", _files),
    Step("handouts", _handouts),
    Step("archive", _archive),
    Step("end", _end),
)


class UnfinishedError(SurroundingsError):
    """The version is made; what belongs beside it is not all in place yet."""


def carry_through(work: Through, steps: Sequence[Step] = THROUGH) -> None:
    """All steps in order.

    Raises:
        UnfinishedError: the version is there, and a file beside it cannot be written.
        OverrunError: the refs cannot be moved any more.
        SurroundingsError: git refused, before anything was changed.
    """
    for step in steps:
        try:
            step.do(work)
        except SurroundingsError as error:
            if step.name == "refs":
                raise
            raise UnfinishedError(
                f"{work.journal.what} is made, but not all of its files are in place: {error.problem}",
                path=error.path,
                fix=f"{error.fix}\n  Once that is put right, the next command that you run finishes it.",
            ) from error
