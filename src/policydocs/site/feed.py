"""An Atom feed of what clients were told: each release with a notice, each withdrawal, each end of a policy.

Source: RFC 4287.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from policydocs.history.versions import Release
from policydocs.site.frame import environment
from policydocs.site.library import Library, SitePolicy, primary
from policydocs.site.saying import Sayings
from policydocs.site.shelf import NOTICE
from policydocs.site.ways import FEED, HISTORY
from policydocs.values import frozen

_NOT_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF), "\N{REPLACEMENT CHARACTER}")
MOST_ENTRIES = 100


@frozen
class _Entry:
    moment: datetime
    key: str  #: what it is for ever known by
    title: str
    summary: str
    href: str
    language: str


def feed(library: Library, *, base_url: str) -> bytes:
    """The newest entries first, at most `MOST_ENTRIES`.

    Args:
        base_url: where the site will stand, without a slash at its end; "": the links are relative.
    """
    found = sorted(
        (entry for policy in library.policies for entry in _entries(policy)),
        key=lambda one: (one.moment, one.key),
        reverse=True,
    )[:MOST_ENTRIES]
    said = Sayings(library.practice.language)
    text = (
        environment()
        .get_template("feed.xml.j2")
        .render(
            title=_clean(said.words.feed_title.format(practice=library.practice.name)),
            author=_clean(library.practice.name),
            language=said.words.language,
            id=_urn(library, ""),
            updated=_moment(found[0].moment) if found else _moment(datetime(2000, 1, 1, tzinfo=UTC)),
            base=f"{base_url}/" if base_url else "",
            own=FEED,
            entries=[
                {
                    "id": _urn(library, one.key),
                    "title": _clean(one.title),
                    "summary": _clean(one.summary),
                    "updated": _moment(one.moment),
                    "href": one.href,
                    "language": one.language,
                }
                for one in found
            ],
        )
    )
    return text.encode("utf-8")


def _entries(policy: SitePolicy) -> Iterator[_Entry]:
    said = Sayings(policy.language)
    for shelf in policy.shelves:
        told = shelf.of_kind(NOTICE)
        if told or shelf.previous is None:
            page = f"{shelf.folder}/{told[0].page}.html" if told else f"{policy.slug}/{HISTORY}"
            date = said.common.written_date(shelf.release.effective)
            yield _entry(said, policy, shelf.release, said.common.effective.format(date=date) + ".", page)
    endings = (
        (said.words.was_withdrawn, policy.versions.withdrawals.values()),
        (said.words.policy_ended, policy.versions.retirements),
    )
    for phrase, records in endings:
        for record in records:
            sentence = phrase.format(date=said.common.written_date(record.effective))
            yield _entry(said, policy, record, sentence, f"{policy.slug}/{HISTORY}#v{record.version}")


def _entry(said: Sayings, policy: SitePolicy, record: Release, sentence: str, href: str) -> _Entry:
    version = said.common.version.format(version=str(record.version))
    why = [sentence, *record.message.summaries.values(), *record.reasons.values()]
    return _Entry(
        record.tagged,
        record.tag,
        said.common.separator.join((record.title, version)),
        " ".join(part for part in why if part),
        href,
        primary(policy.language),
    )


def _urn(library: Library, key: str) -> str:
    """The same for ever, also where the site moves to another address."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'policydocs:{library.practice.id}:{key}')}"


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _clean(text: str) -> str:
    return text.translate(_NOT_XML)
