"""The practice's versions as the ledger's views need them: what is newest, and what is to be signed."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from policydocs import __version__
from policydocs.cli.context import Session
from policydocs.errors import InputError
from policydocs.values import frozen

if TYPE_CHECKING:
    from datetime import date, datetime

    from policydocs.delivery.overview import Mark, Overview
    from policydocs.delivery.quiet_known import KnownQuiet
    from policydocs.delivery.records import Records
    from policydocs.history.versions import PolicyVersions
    from policydocs.model import FrontMatter, Version

_WORDS = (b"acknowledg", b"formerly", b"clinician:")


def practice_versions(session: Session) -> Mapping[str, PolicyVersions]:
    """Every policy that has a version, by its slug now; translations are versions of their source.

    Raises:
        SurroundingsError: git is missing or refused.
    """
    from policydocs.history.version_book import read_versions

    book = read_versions(session.root)
    fronts = _front_matters(session)
    former = {slug: front.formerly for slug, front in fronts.items()}
    files = {file.slug for file in session.policy_files()}
    renamed = {name for names in former.values() for name in names} | book.renamed(files).keys()
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


@frozen
class Marked:
    """The practice's policies, and what recipients are held against."""

    marks: tuple[Mark, ...]
    versions: Mapping[str, PolicyVersions]  #: of each marked policy


def marked(session: Session, slugs: tuple[str, ...] = ()) -> Marked:
    """What recipients are held against, of every policy or those named.

    Raises:
        InputError: a named policy has no version.
        SurroundingsError: git is missing or refused.
    """
    from policydocs.delivery.marks import marks_of

    every = practice_versions(session)
    slugs = tuple(slug_now(every, slug) for slug in slugs)
    wanted = {slug: one for slug, one in every.items() if not slugs or slug in slugs}
    fronts = _front_matters(session)
    found = marks_of(
        wanted,
        lead_days=session.config.notice.lead_days,
        signs=frozenset(slug for slug, front in fronts.items() if front.acknowledgment.wanted),
        clinicians={slug: front.clinician for slug, front in fronts.items() if front.clinician},
    )
    return Marked(found, wanted)


def judged(
    session: Session, records: Records, found: Marked, moment: datetime
) -> tuple[tuple[Mark, ...], Overview]:
    """The same marks by the rule that makes the letters, so that a view names those whom `notify` tells.

    Texts are read and compared only of versions that somebody holds and of which it is not known yet.

    Returns:
        the marks, and how the policies stand by them.

    Raises:
        SurroundingsError: git is missing or refused.
    """
    from policydocs.cli.clock import zone_of

    day, zone = moment.date(), zone_of(moment)
    overview = records.overview(found.marks, day, zone)
    held = {one.mark.policy: tuple(filter(one.mark.is_due, one.held)) for one in overview.policies}
    quiet = _quiet(session, found.versions, {slug: some for slug, some in held.items() if some}, day)
    if not any(quiet.values()):
        return found.marks, overview
    quietened = tuple(replace(one, quiet=quiet.get(one.policy, ())) for one in found.marks)
    return quietened, records.overview(quietened, day, zone)


def _quiet(
    session: Session, every: Mapping[str, PolicyVersions], held: Mapping[str, tuple[Version, ...]], day: date
) -> Mapping[str, tuple[Version, ...]]:
    """Of each policy the versions whose holders need not be told."""
    from policydocs.cli.machine import data_folder
    from policydocs.delivery.place import practice_folder
    from policydocs.delivery.quiet_known import KnownQuiet

    known = KnownQuiet(practice_folder(data_folder().absolute(), session.config.practice.id), __version__)
    open_questions = {
        slug: [one for one in some if known.of(every[slug], one) is None] for slug, some in held.items()
    }
    if any(open_questions.values()):
        _compare({slug: some for slug, some in open_questions.items() if some}, session, known, day)
        known.keep()
    return {slug: tuple(one for one in some if known.of(every[slug], one)) for slug, some in held.items()}


def _compare(held: Mapping[str, Sequence[Version]], session: Session, known: KnownQuiet, day: date) -> None:
    from policydocs.delivery.announcements import Announcements
    from policydocs.delivery.quiet import is_quiet
    from policydocs.delivery.standings import read_standings
    from policydocs.history.revisions import History

    with History(session.root) as history:
        standings = read_standings(history, session.tree, session.config, tuple(held))
        judge = Announcements(history, standings, day).judge
        for standing in standings:
            for version in held[standing.slug]:
                quiet = is_quiet(standing, version, judge, day)
                if quiet is not None:
                    known.learn(standing.versions, version, quiet=quiet)
