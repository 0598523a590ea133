"""Which files the website has, each with what makes it: nothing is made before it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from policydocs.site.feed import feed
from policydocs.site.library import Library, SitePolicy
from policydocs.site.pages import Pages
from policydocs.site.shelf import Shelf
from policydocs.site.ways import (
    FEED,
    HISTORY,
    can_stand_beside,
    changes_pages,
    index_name,
    side_by_side_path,
)

Make = Callable[[], bytes]


def site_files(library: Library, *, base_url: str = "") -> Mapping[str, Make]:
    """Every file of the site by its path from the site's root, in a fixed order.

    To list them, each version is read and compared with the one before; a file is made by calling what stands
    beside its path, which raises what its renderer raises.

    Args:
        base_url: where the site will stand, without a slash at its end; "" where that is not known.
    """
    pages = Pages(library, base_url=base_url)
    found: dict[str, Make] = {}
    for language in library.languages:
        found[index_name(library, language)] = partial(pages.index, language)
    found[FEED] = partial(feed, library, base_url=base_url)
    for policy in library.policies:
        found.update(_of_policy(pages, policy))
    return found


def _of_policy(pages: Pages, policy: SitePolicy) -> Iterator[tuple[str, Make]]:
    yield f"{policy.slug}/index.html", partial(pages.policy, policy)
    yield f"{policy.slug}/{HISTORY}", partial(pages.history, policy)
    source = pages.library.languages_of(policy)[0]
    if source is not policy and can_stand_beside(source, policy):
        yield side_by_side_path(source, policy), partial(pages.beside, source, policy)
    for shelf in policy.shelves:
        yield from _of_version(pages, policy, shelf)


def _of_version(pages: Pages, policy: SitePolicy, shelf: Shelf) -> Iterator[tuple[str, Make]]:
    for sheet in shelf.sheets:
        yield f"{shelf.folder}/{sheet.page}.html", partial(pages.text, policy, shelf, sheet)
    for page, _ in changes_pages(shelf):
        yield f"{shelf.folder}/{page}.html", partial(pages.changes, policy, shelf, page)
    for printed in shelf.printed:
        yield f"{shelf.folder}/{printed.name}", partial(shelf.pdf, printed.name)
