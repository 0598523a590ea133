"""The practice's policies held against each other, also those that a command was not asked about."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from policydocs.cli.checking import Checker
from policydocs.cli.context import Session
from policydocs.errors import InputError
from policydocs.model import Policy
from policydocs.source.practice import PolicyFile


def compare_with_others(session: Session, checker: Checker, asked: Collection[PolicyFile]) -> None:
    """Let the checker hold each policy against all others of the practice.

    Args:
        asked: those that come anyway, all of them; the others are read when the first comes.
    """
    coming = {file.slug for file in asked}
    checker.compare_with_each_other(lambda: _others(session, coming))


def _others(session: Session, coming: Collection[str]) -> Iterator[Policy]:
    for file in session.policy_files():
        if file.slug in coming or file.language is not None:
            continue
        try:
            yield from session.read(file)
        except InputError:
            continue  # told by `validate`, where it comes itself
