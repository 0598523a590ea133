"""The pages of the website, each made from what a library holds; the ways between them are relative."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import quote

from policydocs.document import Letterhead
from policydocs.render.handout import letterhead
from policydocs.render.phrases import phrases
from policydocs.render.redline.html import to_redline_html
from policydocs.render.redline.words import redline_words
from policydocs.render.style import PageStyle, Paper
from policydocs.site.beside import pairs
from policydocs.site.frame import Anchor, Frame, filled, main_of, page_around, page_of, style_of, up
from policydocs.site.library import Library, SitePolicy, primary
from policydocs.site.phrases import site_phrases
from policydocs.site.saying import Sayings
from policydocs.site.shelf import TEXT, Sheet, Shelf
from policydocs.site.ways import (
    FEED,
    HISTORY,
    Group,
    Line,
    can_stand_beside,
    changes_pages,
    files_of,
    index_name,
    lines_of,
    other_pages,
    side_by_side_path,
    way,
)
from policydocs.values import frozen


@frozen
class _Row:
    """One policy on the first page."""

    anchor: Anchor
    sentences: tuple[str, ...]
    anchors: tuple[Anchor, ...]


@frozen
class _Part:
    """Policies that stand alike, on the first page."""

    id: str
    title: str
    rows: tuple[_Row, ...]


class Pages:
    """Makes every page of one site."""

    def __init__(self, library: Library, *, base_url: str = "") -> None:
        """
        Args:
            base_url: where the site will stand, without a slash at its end; "" where that is not known.
        """
        self.library = library
        self.base_url = base_url
        self._style = PageStyle(Paper.LETTER)

    # --- The first page --------------------------------------------------------------------------

    def index(self, language: str) -> bytes:
        """The policies of the practice: in force, waiting, ended."""
        said = Sayings(language)
        words, library = said.words, self.library
        chosen = [_in_language(library, one, language) for one in library.sources]
        kinds = (
            ("in-force", words.in_force, [one for one in chosen if one.in_force is not None]),
            ("pending", words.pending, [one for one in chosen if one.in_force is None and one.pending]),
            ("ended", words.ended, [one for one in chosen if one.in_force is None and not one.pending]),
        )
        parts = [
            _Part(id_, title, tuple(self._row(one, said) for one in those))
            for id_, title, those in kinds
            if those
        ]
        others = tuple(
            Anchor(index_name(library, one), site_phrases(one).name, one)
            for one in library.languages
            if one != language
        )
        day = words.as_of.format(date=said.common.written_date(library.day))
        place = index_name(library, language)
        head = self._heads(language)
        frame = self._frame(words.our_policies, language, place, status=day, anchors=others, head=head)
        return page_of(frame, "index", self._style, parts=parts)

    def _row(self, policy: SitePolicy, said: Sayings) -> _Row:
        shelf = policy.shown
        texts = shelf.of_kind(TEXT)
        sentences = [said.status_of(shelf)] if policy.in_force is not None else []
        sentences += list(said.standing_of(shelf, policy)) if policy.in_force is None else []
        sentences += said.standing_of_policy(policy)
        theirs = "" if primary(policy.language) == said.words.language else primary(policy.language)
        anchors = [
            *(_read_pending(one, "", said) for one in policy.pending if policy.in_force is not None),
            *(files_of(texts[0], shelf, "", said) if len(texts) == 1 else ()),
            *(Anchor(f"{one.slug}/index.html", site_phrases(one.language).name, primary(one.language))
              for one in self.library.languages_of(policy) if one is not policy),
            Anchor(f"{policy.slug}/{HISTORY}", said.words.history),
        ]  # fmt: skip
        return _Row(
            Anchor(f"{policy.slug}/index.html", policy.title, theirs), tuple(sentences), tuple(anchors)
        )

    # --- A policy --------------------------------------------------------------------------------

    def policy(self, policy: SitePolicy) -> bytes:
        """What holds today: the text, or which text to choose, or that there is none."""
        shelf = policy.shown
        texts = shelf.of_kind(TEXT)
        if policy.in_force is not None and len(texts) == 1:
            return self._text_page(policy, shelf, texts[0], policy.slug, "index.html")
        said = Sayings(policy.language)
        standing = [*said.standing_of(shelf, policy), *said.standing_of_policy(policy)]
        if len(texts) > 1:
            standing.append(said.words.choose_clinician)
        lines = [
            Line(
                Anchor(way(policy.slug, f"{shelf.folder}/{one.page}.html"), one.whose or said.version(shelf)),
                files_of(one, shelf, policy.slug, said),
            )
            for one in texts
        ]
        place = f"{policy.slug}/index.html"
        frame = self._frame_of(policy, said, policy.title, place, said.status_of(shelf))
        pending = [_read_pending(one, policy.slug, said) for one in policy.pending if one is not shelf]
        values: dict[str, object] = {"standing": standing, "lines": lines, "pending": pending}
        return page_of(frame, "choice", self._paper(shelf), **values)

    def text(self, policy: SitePolicy, shelf: Shelf, sheet: Sheet) -> bytes:
        """One version's text, or one of its notices."""
        return self._text_page(policy, shelf, sheet, shelf.folder, f"{sheet.page}.html")

    def _text_page(self, policy: SitePolicy, shelf: Shelf, sheet: Sheet, folder: str, page: str) -> bytes:
        said = Sayings(sheet.document.language)
        is_text = sheet.kind == TEXT
        standing = list(said.standing_of(shelf, policy)) if is_text else []
        current = None
        if is_text and shelf is policy.in_force:
            standing += [*said.standing_of_policy(policy), *self._of_another_version(policy, said)]
        elif is_text and policy.in_force is not None:
            standing.insert(0, said.words.not_current)
        if policy.in_force is not None and (shelf is not policy.in_force or not is_text):
            current = Anchor(way(folder, f"{policy.slug}/index.html"), said.words.current_one)
        groups = tuple(one for one in self._groups(policy, shelf, sheet, folder, said) if one.anchors)
        document = sheet.document
        frame = self._frame_of(policy, said, document.title, f"{folder}/{page}", document.version_line)
        return page_around(
            frame, document, self._paper(shelf), standing=standing, current=current, groups=groups
        )

    def _groups(
        self, policy: SitePolicy, shelf: Shelf, sheet: Sheet, folder: str, said: Sayings
    ) -> Iterator[Group]:
        words = said.words
        yield Group(words.files, files_of(sheet, shelf, folder, said))
        if sheet.kind != TEXT:
            return
        others = [one for one in self.library.languages_of(policy) if one is not policy]
        beside = [
            Anchor(
                way(folder, side_by_side_path(policy, one)),
                words.side_by_side.format(language=site_phrases(one.language).name),
            )
            for one in others
            if shelf is policy.in_force and can_stand_beside(policy, one)
        ]
        yield Group(
            words.languages,
            (
                *(Anchor(way(folder, f"{one.slug}/index.html"), site_phrases(one.language).name,
                         primary(one.language)) for one in others),
                *beside,
            ),
        )  # fmt: skip
        whose = sheet.whose
        yield Group(
            said.version(shelf), tuple(other_pages(shelf, folder, said, whose=whose, with_text=False))
        )
        for one in policy.pending if shelf is policy.in_force else ():
            yield Group(said.version(one), tuple(other_pages(one, folder, said, whose=whose, with_text=True)))

    def _of_another_version(self, policy: SitePolicy, said: Sayings) -> Iterator[str]:
        """That a translation is behind its source."""
        source = next((one for one in self.library.policies if one.slug == policy.source), None)
        if source is None or source is policy or source.in_force is None or policy.in_force is None:
            return
        here, there = policy.in_force.release.version, source.in_force.release.version
        if here != there:
            yield said.words.translates_other.format(translated=here, current=there)

    # --- Its history -----------------------------------------------------------------------------

    def history(self, policy: SitePolicy) -> bytes:
        """Every version, the newest first, with its days, its reasons, and all that can be read of it."""
        said = Sayings(policy.language)
        versions = [self._version(policy, shelf, said) for shelf in reversed(policy.shelves)]
        title = said.words.history_title.format(title=policy.title)
        frame = self._frame_of(policy, said, title, f"{policy.slug}/{HISTORY}", "")
        standing = list(said.standing_of_policy(policy))
        return page_of(frame, "history", self._paper(policy.shown), versions=versions, standing=standing)

    def _version(self, policy: SitePolicy, shelf: Shelf, said: Sayings) -> dict[str, object]:
        release = shelf.release
        first = [said.words.first_version + "."] if shelf.previous is None else []
        unread = [said.words.cannot_be_shown] if shelf.text is None else []
        return {
            "id": f"v{release.version}",
            "number": str(release.version),
            "sentences": [*first, *said.standing_of(shelf, policy), said.released(shelf), *unread],
            "reasons": list(release.reasons.values()),
            "language": "" if primary(shelf.language) == said.words.language else primary(shelf.language),
            "groups": lines_of(shelf, policy.slug, said),
        }

    def changes(self, policy: SitePolicy, shelf: Shelf, page: str) -> bytes:
        """What changed since the version before, word by word."""
        at = [name for name, _ in changes_pages(shelf)].index(page)
        said = Sayings(policy.language)
        previous = shelf.previous
        assert previous is not None
        words = redline_words(policy.language)
        redline = to_redline_html(
            shelf.comparisons[at],
            old_name=f"version {previous.version}",
            new_name=f"version {shelf.release.version}",
            words=words,
        )
        status = said.words.from_to.format(old=previous.version, new=shelf.release.version)
        title = said.words.changes_title.format(title=shelf.title)
        frame = self._frame_of(policy, said, title, f"{shelf.folder}/{page}.html", status)
        return filled(frame, style_of(redline), "changes", {"text": main_of(redline), "marks": words})

    # --- Two languages ---------------------------------------------------------------------------

    def beside(self, policy: SitePolicy, other: SitePolicy) -> bytes:
        """A policy and its translation, section beside section.

        Args:
            policy: the source, in force.
            other: the translation, in force.
        """
        left, right = (one.shown.of_kind(TEXT)[0].document for one in (policy, other))
        style = self._paper(policy.shown)
        found, css = pairs(left, right, style)
        said = Sayings(left.language)
        names = [site_phrases(one.language).name for one in (left, right)]
        title = said.words.side_by_side_title.format(title=left.title, language=names[0], other=names[1])
        folder, page = side_by_side_path(policy, other).split("/")
        lines = said.common.separator.join(dict.fromkeys((left.version_line, right.version_line)))
        frame = self._frame_of(policy, said, title, f"{folder}/{page}", lines)
        frame = replace(
            frame,
            wide=True,
            anchors=(
                *frame.anchors,
                *(Anchor(way(folder, f"{one.slug}/index.html"), name, primary(one.language))
                  for one, name in zip((policy, other), names, strict=True)),
            ),
        )  # fmt: skip
        values: dict[str, object] = {
            "pairs": found,
            "left": left.language,
            "right": right.language,
            "left_name": names[0],
            "right_name": names[1],
        }
        return filled(frame, css, "beside", values)

    # --- What the pages share --------------------------------------------------------------------

    def _frame_of(self, policy: SitePolicy, said: Sayings, title: str, place: str, status: str) -> Frame:
        """
        Args:
            place: the page's path from the site's root.
        """
        folder, _, page = place.rpartition("/")
        shelf = policy.shown
        if page == HISTORY:
            anchor = Anchor(way(folder, f"{policy.slug}/index.html"), policy.title)
        else:
            anchor = Anchor(way(folder, f"{policy.slug}/{HISTORY}"), said.words.history_of)
        head = self._heads(said.words.language)
        if shelf.text is not None:
            policies, practice = shelf.text.policies, shelf.text.config.practice
            one = policies[0].clinician if len(policies) == 1 else None
            head = letterhead(practice.in_language(said.words.language), one, said.common)
        return self._frame(title, policy.language, place, status=status, anchors=(anchor,), head=head)

    def _frame(
        self,
        title: str,
        language: str,
        place: str,
        *,
        status: str,
        anchors: Sequence[Anchor],
        head: Letterhead,
    ) -> Frame:
        said, folder = site_phrases(language), place.rpartition("/")[0]
        known = said.language if said.language in self.library.languages else self.library.languages[0]
        home = up(folder) + index_name(self.library, known)
        return Frame(
            title,
            language,
            head,
            status,
            (*([Anchor(home, said.all_policies)] if folder else []), *anchors),
            home,
            up(folder) + FEED,
            f"{self.base_url}/{quote(place)}" if self.base_url else "",
        )

    def _heads(self, language: str) -> Letterhead:
        practice = self.library.practice.in_language(language)
        clinicians = practice.clinicians
        return letterhead(practice, clinicians[0] if len(clinicians) == 1 else None, phrases(language))

    def _paper(self, shelf: Shelf) -> PageStyle:
        return self._style if shelf.text is None else PageStyle(Paper(shelf.text.config.handouts.paper))


def _read_pending(shelf: Shelf, folder: str, said: Sayings) -> Anchor:
    """To a version that waits: to its text, or to its part of the history where it has several."""
    texts = shelf.of_kind(TEXT)
    href = way(folder, f"{shelf.folder}/{texts[0].page}.html") if len(texts) == 1 else ""
    later = f"{way(folder, shelf.versions.policy)}/{HISTORY}#v{shelf.release.version}"
    return Anchor(href or later, said.words.read_pending.format(version=shelf.release.version))


def _in_language(library: Library, policy: SitePolicy, language: str) -> SitePolicy:
    """The policy in that language, where it is in force there; else as it is."""
    found = (one for one in library.languages_of(policy) if primary(one.language) == language)
    chosen = next(found, policy)
    return chosen if chosen.in_force is not None or policy.in_force is None else policy
