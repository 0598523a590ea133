"""The feed as a feed reader gets it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from lxml import etree

from policydocs.site.feed import feed
from policydocs.site.library import Library

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def found(root: etree._Element, path: str) -> list[str]:
    """What an XPath finds."""
    return [str(one) for one in cast("list[object]", root.xpath(path, namespaces=ATOM))]


def test_it_tells_each_release_and_each_end_newest_first(site: Mapping[str, bytes]) -> None:
    root = etree.fromstring(site["feed.xml"])

    titles = found(root, "//a:entry/a:title/text()")
    assert sorted(titles) == [
        "Messages · Version 1.0.0",
        "Messages · Version 1.0.0",
        "Messages · Version 1.1.0",
        "Messages · Version 1.1.0",
        "Messages · Versión 1.0.0",
    ]
    updated = found(root, "//a:entry/a:updated/text()")
    assert updated == sorted(updated, reverse=True)


def test_its_ids_are_its_own_and_stay_when_the_address_changes(library: Library) -> None:
    here, there = (
        etree.fromstring(feed(library, base_url=base)) for base in ("", "https://policies.example.org")
    )

    ids = found(here, "//a:id/text()")
    assert ids == found(there, "//a:id/text()")
    assert len(set(ids)) == len(ids)


def test_with_an_address_every_link_is_whole(library: Library) -> None:
    root = etree.fromstring(feed(library, base_url="https://policies.example.org"))

    links = found(root, "//a:link/@href")
    assert all(link.startswith("https://policies.example.org/") for link in links)
    assert found(root, "//a:link[@rel='self']/@href") == ["https://policies.example.org/feed.xml"]
