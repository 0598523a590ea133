"""The practice's versions as the ledger's views need them: what is newest, and what is to be signed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from policydocs.cli.context import Session
from policydocs.errors import InputError

if TYPE_CHECKING:
    from policydocs.delivery.overview import Mark
    from policydocs.history.versions import PolicyVersions


def practice_versions(session: Session) -> Mapping[str, PolicyVersions]:
    """Every policy that has a version, by its slug now; translations are versions of their source.

    Raises:
        SurroundingsError: git is missing or refused.
    """
    from policydocs.history.released import former_slugs
    from policydocs.history.revisions import History

    with History(session.root) as history:
        book = history.book(None)
    folder = session.config.policies_folder
    slugs = {file.slug for file in session.policy_files() if file.fault is None}
    former = {slug: former_slugs(session.tree, folder, slug) for slug in slugs}
    renamed = {name for names in former.values() for name in names}
    sources = sorted(slug for slug in {*slugs, *book.slugs()} - renamed if "." not in slug)
    every = {slug: book.of(slug, former.get(slug, ())) for slug in sources}
    return {slug: versions for slug, versions in every.items() if versions.releases}


def policies_to_sign(session: Session) -> frozenset[str]:
    """The policies that have a page to sign, as their files say now."""
    from policydocs.source.characters import decode
    from policydocs.source.faults import Faults
    from policydocs.source.front_matter import read_front_matter, split_front_matter

    found = set()
    for file in session.policy_files():
        data = session.tree.read(file.path) if file.fault is None else None
        if data is None or b"acknowledg" not in data:
            continue
        try:
            front = read_front_matter(split_front_matter(decode(data, path=file.path)), Faults(file.path))
        except InputError:  # 'validate' tells what is wrong with it
            continue
        if front.acknowledgment.wanted:
            found.add(file.slug)
    return frozenset(found)


def marks(session: Session, slugs: tuple[str, ...] = ()) -> tuple[Mark, ...]:
    """What recipients are held against, of every policy or those named.

    Raises:
        InputError: a named policy has no version.
        SurroundingsError: git is missing or refused.
    """
    from policydocs.delivery.overview import marks_of

    every = practice_versions(session)
    if unknown := [slug for slug in slugs if slug not in every]:
        raise InputError(
            f"There is no released policy {unknown[0]}.",
            fix=f"Released are: {', '.join(every) or 'none yet'}.",
        )
    chosen = {slug: one for slug, one in every.items() if not slugs or slug in slugs}
    return marks_of(chosen, lead_days=session.config.notice.lead_days, signs=policies_to_sign(session))
