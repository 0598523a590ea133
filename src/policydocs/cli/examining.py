"""What was found in one policy's file: what is kept where nothing changed since, else looked at anew."""

from __future__ import annotations

from collections.abc import Iterator

from policydocs.cli.checking import Checker
from policydocs.cli.context import Session
from policydocs.cli.reports.outcome import Examined, Outcome, Unread
from policydocs.errors import InputError
from policydocs.source.policy_files import PolicyFile


def outcomes_of(session: Session, checker: Checker, file: PolicyFile) -> Iterator[Outcome]:
    """What was found in one policy's file; several where it differs for each clinician."""
    for one in examined(session, checker, file):
        yield one if isinstance(one, Unread) else checker.held_against_others(one)


def examined(session: Session, checker: Checker, file: PolicyFile) -> tuple[Examined | Unread, ...]:
    """The same, not yet held against the practice's other policies."""
    own = _own(session, checker, file)
    found = _kept(checker, file, own)
    if found is not None:
        return found
    try:
        policies = session.read(file)
    except InputError as error:
        return (Unread(file.path, file.slug, error),)
    checker.keep(file.slug, policies)
    anew = tuple(checker.examine(policy) for policy in policies)
    read = tuple(one for one in anew if isinstance(one, Examined))
    if checker.kept and own is not None and read == anew and _is_still(session, checker, file, own):
        checker.kept.keep(file.slug, own, read)
    return anew


def _is_still(session: Session, checker: Checker, file: PolicyFile, own: tuple[bytes, ...]) -> bool:
    """Whether the files are still those that were read, so that what was found is of them."""
    try:
        return checker.held_what_is_there(file) and _own(session, checker, file) == own
    except InputError:
        return False


def kept_of(session: Session, checker: Checker, file: PolicyFile) -> tuple[Examined, ...] | None:
    """What is kept of one policy's file; None where it would have to be looked at anew."""
    return _kept(checker, file, _own(session, checker, file))


def _kept(checker: Checker, file: PolicyFile, own: tuple[bytes, ...] | None) -> tuple[Examined, ...] | None:
    return None if checker.kept is None or own is None else checker.kept.find(file.slug, own)


def _own(session: Session, checker: Checker, file: PolicyFile) -> tuple[bytes, ...] | None:
    """All that was found depends on and no other policy shares; None where nothing can be kept of it."""
    if checker.kept is None:
        return None
    try:
        text = session.tree.read(file.path)
        return None if text is None else (file.path.encode(), text, *checker.held_against(file))
    except InputError:
        return None
