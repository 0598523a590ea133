"""The weight of a translation's change, taken from the change of its source in git."""

from __future__ import annotations

from dataclasses import replace

from policydocs.cli.context import Session
from policydocs.cli.redlining import Redlined, read_redline
from policydocs.compare.source_level import with_level_of_source
from policydocs.errors import InputError

NOT_FOUND = (
    "How much this change asks of your clients was read from the translation alone, judged less well than "
    "English is: {why} Read through what is asked of them."
)


def weighed_by_source(session: Session, redline: Redlined, clinician: str | None) -> Redlined:
    """A translation's redline with the levels of its source between the two versions that it translates.

    Other redlines come back as they are; so does that of a translation that was only corrected.

    Raises:
        SurroundingsError: git refused.
    """
    comparison = redline.comparison
    base, dot, _ = comparison.policy.partition(".")
    if not dot or comparison.old is None or comparison.new is None:
        return redline
    before, after = comparison.old.front.translates, comparison.new.front.translates
    if before == after:
        return redline
    if before is None:
        return _told(redline, "the older state does not say which version it translates.")
    try:
        source = _source(session, base, before, after, clinician)
    except InputError as error:
        return _told(redline, error.problem)
    return replace(redline, comparison=with_level_of_source(comparison, source.comparison))


def _source(session: Session, slug: str, before: str, after: str | None, clinician: str | None) -> Redlined:
    """The source between two versions; up to the files as they are where the newer is not released yet."""
    if after is not None:
        try:
            return read_redline(session, slug, before, after, clinician)
        except InputError:
            pass
    return read_redline(session, slug, before, None, clinician)


def _told(redline: Redlined, why: str) -> Redlined:
    return replace(redline, remarks=(*redline.remarks, NOT_FOUND.format(why=why)))
