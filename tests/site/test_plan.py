"""The whole site: every link leads somewhere, nothing is loaded, nothing unreleased stands in it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import cast
from urllib.parse import unquote, urlsplit

from lxml import html

from policydocs.history.archive import Archive
from policydocs.history.revisions import History
from policydocs.site.library import Library, open_library
from policydocs.site.plan import site_files

from ..history.conftest import Repository
from ..history.releasing import release
from .conftest import DAY, NOBODY


def found(page: html.HtmlElement, path: str) -> list[str]:
    """What an XPath finds."""
    return [str(one) for one in cast("list[object]", page.xpath(path))]


def test_every_link_of_every_page_leads_to_a_page_of_the_site(site: Mapping[str, bytes]) -> None:
    pages = {path: html.fromstring(data.decode()) for path, data in site.items() if path.endswith(".html")}
    ids = {path: set(found(page, "//@id")) for path, page in pages.items()}

    for path, page in pages.items():
        for target in found(page, "//a/@href | //link/@href"):
            parts = urlsplit(str(target))
            if parts.scheme in ("mailto", "tel"):
                continue
            assert not parts.scheme, target
            there = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
            there = path if not parts.path else there
            assert there in site, f"{path} -> {target}"
            if parts.fragment:
                assert parts.fragment in ids[there], f"{path} -> {target}"


def test_every_file_can_be_reached_from_the_first_page(site: Mapping[str, bytes]) -> None:
    seen, waiting = set[str](), ["index.html"]
    while waiting:
        path = waiting.pop()
        seen.add(path)
        if path.endswith(".html"):
            for target in found(html.fromstring(site[path].decode()), "//a/@href"):
                parts = urlsplit(str(target))
                there = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
                if not parts.scheme and parts.path and there not in seen:
                    waiting.append(there)

    assert seen == set(site)


def test_no_page_has_a_script_or_loads_anything(site: Mapping[str, bytes]) -> None:
    for path, data in site.items():
        if path.endswith(".html"):
            page = html.fromstring(data.decode())
            assert not found(page, "//script | //img | //iframe | //form | //object | //@style | //@onclick")
            assert found(page, "//meta[@http-equiv='Content-Security-Policy']/@content") == [
                "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
            ]
            assert not re.search(rb"url\(|@import", data)


def test_what_an_author_wrote_is_text_and_never_markup(site: Mapping[str, bytes]) -> None:
    first = site["messages/1.0.0/text.html"].decode()

    assert "Call me &lt;b&gt;now&lt;/b&gt; &amp; then." in first
    assert "I moved to &lt;town&gt;." in site["messages/history.html"].decode()


def test_each_page_has_one_title_and_a_language(site: Mapping[str, bytes]) -> None:
    for path, data in site.items():
        if path.endswith(".html"):
            page = html.fromstring(data.decode())
            assert len(found(page, "//h1")) == 1, path
            spanish = path == "index.es.html" or (path.startswith("messages.es/") and "beside" not in path)
            assert page.get("lang") == ("es" if spanish else "en"), path
            assert found(page, "//title/text()")


def test_what_is_not_released_does_not_stand_in_it(past: Repository, archive: Archive) -> None:
    past.policy("A secret draft.")
    past.policy("A secret policy.", slug="secret")
    past.commit()
    past.write("policydocs.toml", '[practice]\nid = "harbor"\nname = "A secret name"\n')

    with History(past.folder) as history:
        library = open_library(history, archive, practice=NOBODY, day=DAY)
        site = {path: make() for path, make in site_files(library).items()}

    assert not any("secret" in path for path in site)
    assert not any(b"ecret" in data for path, data in site.items() if not path.endswith(".pdf"))


def test_the_same_versions_on_the_same_day_give_the_same_bytes(
    site: Mapping[str, bytes], past: Repository, archive: Archive
) -> None:
    with History(past.folder) as history:
        again = open_library(history, archive, practice=NOBODY, day=DAY)

        assert {path: make() for path, make in site_files(again).items()} == site


def test_a_renamed_policy_is_one_though_its_file_forgot_its_names(
    repository: Repository, archive: Archive
) -> None:
    repository.policy("Call me.")
    release(repository, "1.0.0", "2026-03-01", formats=("txt",))
    repository.git("mv", "policies/messages.md", "policies/contact.md")
    repository.policy("Write to me.", slug="contact")
    release(repository, "1.1.0", "2026-04-01", slug="contact", previous="messages/v1.0.0", formats=("txt",))

    with History(repository.folder) as history:
        library = open_library(history, archive, practice=NOBODY, day=DAY)

    assert [one.slug for one in library.policies] == ["contact"]


def test_a_recorded_pdf_is_taken_from_the_archive(library: Library, archive: Archive) -> None:
    policy = next(one for one in library.policies if one.slug == "messages")
    shelf = policy.shelves[0]
    name = shelf.printed[0].name
    made = shelf.pdf(name)
    recorded = {one.name: one.sha256 for one in shelf.release.artifacts}

    assert archive.keep(made) == recorded[name]
    assert shelf.pdf(name) == made


def test_the_pdfs_are_those_that_the_tag_records_on_the_practices_own_paper(library: Library) -> None:
    policy = next(one for one in library.policies if one.slug == "messages")

    assert [one.name for one in policy.shelves[0].printed] == [
        "messages-1.0.0-letter.pdf",
        "messages-1.0.0-letter-large-print.pdf",
    ]


def test_a_site_of_nothing_is_one_page_and_an_empty_feed(repository: Repository, archive: Archive) -> None:
    repository.commit()
    with History(repository.folder) as history:
        library = open_library(history, archive, practice=NOBODY, day=DAY)
        site = {path: make() for path, make in site_files(library).items()}

    assert list(site) == ["index.html", "feed.xml"]
    assert b"No policy has been released yet." in site["index.html"]
