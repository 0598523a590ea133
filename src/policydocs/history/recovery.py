"""What becomes of an interrupted release: the next run of any command carries it through or undoes it."""

from __future__ import annotations

from pathlib import Path

from policydocs.history.carrying_through import Through, carry_through, places_of
from policydocs.history.git_directory import OWN_FOLDER, is_interrupted
from policydocs.history.journal import Stage
from policydocs.history.lock import repository_lock
from policydocs.history.ref_transaction import (
    OverrunError,
    current_refs,
    release_own_locks,
    remove_own_locks,
    take_back_refs,
)
from policydocs.values import frozen


@frozen
class Settled:
    """What became of an interrupted release."""

    what: str  #: "the release of texting 1.1.0"
    carried_through: bool  #: else it was undone
    remarks: tuple[str, ...]

    @property
    def said(self) -> str:
        """A sentence for the person."""
        ended = "It is complete now." if self.carried_through else "It was undone; nothing of it is left."
        return f"{self.what[:1].upper()}{self.what[1:]} had been interrupted. {ended}"


def settle(common_dir: Path, *, unlock: bool = False, undo: bool = False) -> Settled | None:
    """Carry an interrupted release through, or undo it; None where there is none.

    Args:
        common_dir: the repository's git directory.
        unlock: the person said that no other git program is at work, so that lock files may be removed.
        undo: undo it also where it could be carried through; not once branch and tags are all moved.

    Raises:
        HeldByAnotherError: a release is at work at this moment.
        LockLeftError: a lock of git's is in the way that is not proved to be ours.
        DamagedJournalError: what it wrote down cannot be read.
        UnfinishedError: it is made, and a file beside it cannot be written.
        SurroundingsError: git refused, or the disk did.
    """
    if not is_interrupted(common_dir):
        return None
    with repository_lock(common_dir / OWN_FOLDER) as keeps:
        stage = Stage(common_dir / OWN_FOLDER)
        journal = stage.read_journal()
        if journal is None:  # another run settled it meanwhile
            return None
        work = Through(journal, stage, places_of(journal, common_dir), keeps, any_lock=unlock)
        release_own_locks(work.refs, any_=unlock)
        if undo and not _is_made(work):
            return _undone(work)
        try:
            carry_through(work)
        except OverrunError:
            return _undone(work)
        return Settled(journal.what, True, tuple(work.remarks))


def _is_made(work: Through) -> bool:
    now = current_refs(work.refs)
    journal = work.journal
    return now.get(journal.branch) == journal.new and all(now.get(tag.ref) == tag.id for tag in journal.tags)


def _undone(work: Through) -> Settled:
    """Back to before. Files need none of it: they are put in place only when all refs have moved."""
    undo_begun(work)
    return Settled(work.journal.what, False, tuple(work.remarks))


def undo_begun(work: Through) -> None:
    """Take back what was moved of the refs, if anything was, and forget the journal.

    Raises:
        SurroundingsError: git refused; the journal stays for the next run.
    """
    remove_own_locks(work.refs)
    take_back_refs(work.refs)
    work.stage.end()
