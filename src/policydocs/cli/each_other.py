"""The practice's policies held against each other, also those that a command was not asked about."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType

from policydocs.checklist.across.stance import PolicySays
from policydocs.cli.checking import Checker
from policydocs.cli.context import Session
from policydocs.cli.examining import kept_of
from policydocs.errors import InputError
from policydocs.model import Policy
from policydocs.source.policy_files import PolicyFile

NOTHING_READ: Mapping[str, tuple[Policy, ...]] = MappingProxyType({})


def compare_with_others(
    session: Session,
    checker: Checker,
    asked: Collection[PolicyFile],
    read: Mapping[str, tuple[Policy, ...]] = NOTHING_READ,
) -> None:
    """Let the checker hold each policy against all others of the practice.

    Args:
        asked: those that come anyway, all of them; the others are read when the first comes.
        read: policies that were read already, by slug.
    """
    coming = {file.slug for file in asked}
    checker.compare_with_each_other(lambda: _others(session, checker, coming, read))


def _others(
    session: Session, checker: Checker, coming: Collection[str], read: Mapping[str, tuple[Policy, ...]]
) -> Iterator[PolicySays]:
    for file in session.policy_files():
        if file.slug in coming or file.language is not None:
            continue
        kept = None if file.slug in read else kept_of(session, checker, file)
        if kept is not None:
            yield from (one.says for one in kept)
            continue
        try:
            yield from map(checker.says, read.get(file.slug) or session.read(file))
        except InputError:
            continue  # told by `validate`, where it comes itself
