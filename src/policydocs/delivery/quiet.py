"""Whose holders need not be told though a newer version is here, by the rule that makes the letters."""

from __future__ import annotations

from datetime import date

from policydocs.delivery.due import Judge, Matter, is_another_version_back, news_for
from policydocs.delivery.standings import Standing
from policydocs.model import Version


def is_quiet(standing: Standing, held: Version, judge: Judge, today: date) -> bool | None:
    """Whether who holds a version need not be told: the newest may say to clients what hers says, or the
    policy promises no word of a change.

    Args:
        judge: whether the change from one text to another is told; see `due.who_is_due`.

    Returns:
        None where it cannot be told for now, so that she counts as one who is to be told.
    """
    if is_another_version_back(standing, held, today):
        return None  # she is told of that first; what comes after it is no matter of hers yet
    news = news_for(standing, held, today)
    if news is None:
        return True
    whose = standing.clinicians[0] if standing.one_a_clinician else ""
    verdict = judge(Matter(standing.slug, *news, held, standing.language, whose))
    return None if verdict.problem else not verdict.tell
