"""Whose holders need not be told though a newer version is here, by the rule that makes the letters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from policydocs.delivery.due import Judge, Matter, news_for
from policydocs.delivery.overview import Mark
from policydocs.delivery.standings import Standing
from policydocs.model import Version


def quietened(mark: Mark, held: Iterable[Version], standing: Standing, judge: Judge) -> Mark:
    """The same mark, and the versions whose holders need not be told, by the rule that makes the letters.

    An earlier version may say to clients what the newest says, and a policy may promise no word of a change.

    Args:
        held: the versions that somebody holds.
        judge: whether the change from one text to another is told; see `due.who_is_due`.
    """
    quiet = []
    for version in filter(mark.is_due, held):
        news = news_for(standing, version)
        if news is None:
            quiet.append(version)
            continue
        whose = standing.clinicians[0] if standing.one_a_clinician else ""
        verdict = judge(Matter(standing.slug, *news, version, standing.language, whose))
        if not verdict.tell and not verdict.problem:
            quiet.append(version)
    return replace(mark, quiet=tuple(quiet))
