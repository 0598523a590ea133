"""Reasons and summaries of the command line, given to the policies and the languages that they are about."""

from __future__ import annotations

from collections.abc import Sequence

from policydocs.errors import PolicydocsError
from policydocs.history.candidate import Candidate
from policydocs.notice.reasons import EVERYTHING, change_named, said_in, unknown_change
from policydocs.values import frozen


@frozen
class Given:
    """What was said of one policy on the command line: "TEXT" or "SECTION=TEXT"."""

    why: Sequence[str]
    summary: Sequence[str]


def words_by_policy(
    given: Sequence[str],
    candidates: Sequence[Candidate],
    own: str,
    option: str,
    refusals: list[PolicydocsError],
) -> dict[str, list[str]]:
    """Texts by the policy that they are about; those of a translation in its language.

    Args:
        own: the language of the practice.
    """
    by_language: dict[str, list[Candidate]] = {}
    for one in candidates:
        if one.changed:
            by_language.setdefault(one.file.language or own, []).append(one)
    languages = sorted(by_language, key=lambda language: language != own)
    found: dict[str, list[str]] = {}
    for language in languages:
        said = said_in(given, language, languages)
        found |= _by_policy(said, by_language[language], option, refusals)
    return found


def _by_policy(
    given: Sequence[str], candidates: Sequence[Candidate], option: str, refusals: list[PolicydocsError]
) -> dict[str, list[str]]:
    """Texts in one language: one that names a section goes to those policies where it changed."""
    found: dict[str, list[str]] = {}
    changes = {one.file.slug: one.told_changes for one in candidates}
    for text in given:
        name, sign, _ = text.partition("=")
        owners = [slug for slug, told in changes.items() if sign and change_named(name, told) is not None]
        if not owners and len(changes) > 1 and sign and len(name.split()) == 1:
            every = [change for told in changes.values() for change in told if change.key != EVERYTHING]
            refusals.append(unknown_change(name.strip(), every, option=option))
            continue
        for slug in owners or changes:
            found.setdefault(slug, []).append(text)
    return found
