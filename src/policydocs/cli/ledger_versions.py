"""The practice's versions as the ledger's views need them: what is newest, and what is to be signed."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from policydocs.cli.context import Session
from policydocs.errors import InputError

if TYPE_CHECKING:
    from datetime import date, datetime

    from policydocs.delivery.overview import Mark, Overview
    from policydocs.delivery.records import Records
    from policydocs.history.versions import PolicyVersions
    from policydocs.model import FrontMatter, Version

_WORDS = (b"acknowledg", b"formerly", b"clinician:")


def practice_versions(session: Session) -> Mapping[str, PolicyVersions]:
    """Every policy that has a version, by its slug now; translations are versions of their source.

    Raises:
        SurroundingsError: git is missing or refused.
    """
    from policydocs.history.versions import read_versions

    book = read_versions(session.root)
    fronts = _front_matters(session)
    former = {slug: front.formerly for slug, front in fronts.items()}
    renamed = {name for names in former.values() for name in names}
    sources = sorted(slug for slug in {*fronts, *book.slugs()} - renamed if "." not in slug)
    every = {slug: book.of(slug, former.get(slug, ())) for slug in sources}
    return {slug: versions for slug, versions in every.items() if versions.releases}


def slug_now(every: Mapping[str, PolicyVersions], slug: str) -> str:
    """What a policy that has a version is called now, asked by its name now or by one that it had before.

    Raises:
        InputError: no policy that has a version is, or was, called so.
    """
    from policydocs.delivery.slugs import present_slugs

    name = present_slugs(every.values()).get(slug, slug)
    if name not in every:
        raise InputError(
            f"There is no released policy {slug}.", fix=f"Released are: {', '.join(every) or 'none yet'}."
        )
    return name


def slugs_of(session: Session, slug: str) -> tuple[str, ...]:
    """A policy's name now and those that it had before, asked by any of them; git is not asked."""
    fronts = _front_matters(session)
    now = next((name for name, front in fronts.items() if slug in front.formerly), slug)
    return (now, *(fronts[now].formerly if now in fronts else ()))


def _front_matters(session: Session) -> Mapping[str, FrontMatter]:
    """The heads of the policies' files that say something about signing or an earlier name.

    They are read alone, since the whole of a policy takes longer than the whole ledger. What is wrong with
    one is for 'validate' to tell.
    """
    from policydocs.source.characters import decode
    from policydocs.source.faults import Faults
    from policydocs.source.front_matter import read_front_matter, split_front_matter

    folder = session.config.policies_folder
    found = {}
    for name in session.tree.names(folder):
        path = f"{folder}/{name}" if folder else name
        data = session.tree.read(path) if name.endswith(".md") else None
        if data is None or not any(word in data for word in _WORDS):
            continue
        with contextlib.suppress(InputError):
            head = split_front_matter(decode(data, path=path))
            found[name.removesuffix(".md")] = read_front_matter(head, Faults(path))
    return found


def marks(session: Session, slugs: tuple[str, ...] = ()) -> tuple[Mark, ...]:
    """What recipients are held against, of every policy or those named.

    Raises:
        InputError: a named policy has no version.
        SurroundingsError: git is missing or refused.
    """
    from policydocs.delivery.marks import marks_of

    every = practice_versions(session)
    slugs = tuple(slug_now(every, slug) for slug in slugs)
    fronts = _front_matters(session)
    return marks_of(
        {slug: one for slug, one in every.items() if not slugs or slug in slugs},
        lead_days=session.config.notice.lead_days,
        signs=frozenset(slug for slug, front in fronts.items() if front.acknowledgment.wanted),
        clinicians={slug: front.clinician for slug, front in fronts.items() if front.clinician},
    )


def judged(
    session: Session, records: Records, found: Sequence[Mark], moment: datetime
) -> tuple[tuple[Mark, ...], Overview]:
    """The same marks by the rule that makes the letters, so that a view names those whom `notify` tells.

    Texts are read and compared only of policies of which somebody seems to be due a change.

    Returns:
        the marks, and how the policies stand by them.

    Raises:
        SurroundingsError: git is missing or refused.
    """
    from policydocs.cli.clock import zone_of

    day, zone = moment.date(), zone_of(moment)
    overview = records.overview(found, day, zone)
    held = {one.mark.policy: tuple(one.held) for one in overview.policies if one.to_tell}
    quiet = _quietened(session, found, held, day) if held else tuple(found)
    return quiet, overview if quiet == tuple(found) else records.overview(quiet, day, zone)


def _quietened(
    session: Session, found: Sequence[Mark], held: Mapping[str, tuple[Version, ...]], day: date
) -> tuple[Mark, ...]:
    from policydocs.delivery.announcements import Announcements
    from policydocs.delivery.quiet import quietened
    from policydocs.delivery.standings import read_standings
    from policydocs.history.revisions import History

    with History(session.root) as history:
        standings = read_standings(history, session.tree, session.config, tuple(held))
        judge = Announcements(history, standings, day).judge
        stands = {one.slug: one for one in standings}
        return tuple(
            quietened(one, held[one.policy], stands[one.policy], judge) if one.policy in held else one
            for one in found
        )
