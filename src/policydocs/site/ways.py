"""Where pages lie, and the links to them with the words that they are called by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import quote

from policydocs.site.frame import Anchor, up
from policydocs.site.library import Library, SitePolicy, primary
from policydocs.site.saying import Sayings
from policydocs.site.shelf import CHANGES, END_NOTICE, NOTICE, TEXT, WITHDRAWAL_NOTICE, Printed, Sheet, Shelf
from policydocs.values import frozen

FEED = "feed.xml"
HISTORY = "history.html"


@frozen
class Group:
    """Links with a word before them."""

    label: str
    anchors: tuple[Anchor, ...]


@frozen
class Line:
    """One page of a version, and its files to print."""

    anchor: Anchor
    files: tuple[Anchor, ...]


@frozen
class Lines:
    """What there is of one version; of one clinician's, where each has her own."""

    whose: str  #: "" where it is the same for all
    lines: tuple[Line, ...]


def index_name(library: Library, language: str) -> str:
    """The first page in a language: "index.html" in the practice's own, else "index.es.html"."""
    return "index.html" if language == library.languages[0] else f"index.{language}.html"


def way(folder: str, path: str) -> str:
    """The way from a folder of the site to one of its files."""
    return up(folder) + quote(path)


def changes_pages(shelf: Shelf) -> tuple[tuple[str, str], ...]:
    """The pages that show what a version changed, each with the clinician's name where each has one."""
    sides = [one.new or one.old for one in shelf.comparisons]
    clinicians = [None if one is None else one.clinician for one in sides]
    if len(clinicians) < 2:
        return tuple((CHANGES, "") for _ in clinicians)
    return tuple(
        (f"{CHANGES}-{one.id}" if one else f"{CHANGES}-{at}", one.name if one else "")
        for at, one in enumerate(clinicians, 1)
    )


def can_stand_beside(policy: SitePolicy, other: SitePolicy) -> bool:
    """Whether both are in force, so that their sections can be read one beside the other."""
    held = (policy.in_force, other.in_force)
    return policy is not other and all(one is not None and len(one.of_kind(TEXT)) == 1 for one in held)


def side_by_side_path(policy: SitePolicy, other: SitePolicy) -> str:
    """Where two languages stand beside each other; the same from either."""
    first, second = sorted((policy, other), key=lambda one: (one.slug != one.source, one.slug))
    return f"{second.slug}/beside-{primary(first.language)}.html"


def called(sheet: Sheet, said: Sayings) -> str:
    """What a document is called."""
    words = said.words
    names: Mapping[str, str] = {
        TEXT: words.read_it,
        NOTICE: words.notice,
        WITHDRAWAL_NOTICE: words.withdrawal_notice,
        END_NOTICE: words.end_notice,
    }
    return names[sheet.kind]


def files_of(sheet: Sheet, shelf: Shelf, folder: str, said: Sayings) -> tuple[Anchor, ...]:
    """The PDFs of a document."""
    return tuple(_file(one, shelf, folder, said) for one in shelf.printed if one.sheet == sheet.name)


def _file(printed: Printed, shelf: Shelf, folder: str, said: Sayings) -> Anchor:
    words = said.words
    what = words.pdf_large if printed.large_print else words.pdf
    return Anchor(way(folder, f"{shelf.folder}/{printed.name}"), what)


def other_pages(shelf: Shelf, folder: str, said: Sayings, *, whose: str, with_text: bool) -> Iterator[Anchor]:
    """A version's text, notices and changes, as far as they are of one clinician or of all."""
    for sheet in shelf.sheets:
        if (sheet.kind != TEXT or with_text) and sheet.whose in (whose, ""):
            yield Anchor(way(folder, f"{shelf.folder}/{sheet.page}.html"), called(sheet, said))
    for page, of_whom in changes_pages(shelf):
        if of_whom in (whose, ""):
            yield Anchor(way(folder, f"{shelf.folder}/{page}.html"), said.words.changes)


def lines_of(shelf: Shelf, folder: str, said: Sayings) -> tuple[Lines, ...]:
    """Everything that can be read of a version, clinician by clinician."""
    changes = changes_pages(shelf)
    people = dict.fromkeys([*(one.whose for one in shelf.sheets), *(whose for _, whose in changes)])
    known = {sheet.name for sheet in shelf.sheets}
    found = []
    for whose in people:
        sheets = [one for one in shelf.sheets if one.whose == whose]
        lines = [
            Line(
                Anchor(way(folder, f"{shelf.folder}/{one.page}.html"), called(one, said)),
                files_of(one, shelf, folder, said),
            )
            for one in sheets
        ]
        lines += [
            Line(Anchor(way(folder, f"{shelf.folder}/{page}.html"), said.words.changes), ())
            for page, of_whom in changes
            if of_whom == whose
        ]
        found.append(Lines(whose, tuple(lines)))
    loose = [one for one in shelf.printed if one.sheet not in known]
    if loose:  # of a version whose text cannot be read any more
        bare = (Line(Anchor(way(folder, f"{shelf.folder}/{one.name}"), f"{one.name}"), ()) for one in loose)
        found.append(Lines("", tuple(bare)))
    return tuple(found)
