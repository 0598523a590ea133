"""What is around every page of the website: the style of a handout, the practice's name, where to go on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from policydocs.document import Document, Letterhead
from policydocs.render.html import to_html
from policydocs.render.page_templates import templates_in
from policydocs.render.phrases import phrases
from policydocs.render.style import PageStyle
from policydocs.site.phrases import site_phrases
from policydocs.values import frozen

#: Nothing may run or be loaded, only the page's own style sheet counts. It is not named by its hash, as in a
#: handout, since the Nu checker knows no hashes and warns of each.
NOTHING_LOADED = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_TEMPLATES = Path(__file__).parent / "templates"
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_MAIN = re.compile(r"<main[^>]*>(.*)</main>", re.DOTALL)
_VERSION_LINE = '<p class="version">'


@frozen
class Anchor:
    """A link of ours."""

    href: str  #: relative to the page that it stands on
    words: str
    language: str = ""  #: of the words, or of where they lead, where it is not the page's


@frozen
class Frame:
    """One page before it is HTML."""

    title: str
    language: str  #: BCP 47
    letterhead: Letterhead
    status: str  #: the line below the title
    anchors: tuple[Anchor, ...]  #: where to go from here
    home: str  #: the way to the site's first page
    feed: str  #: the way to its feed
    canonical: str = ""  #: its address on the web, where known
    wide: bool = False  #: room for two texts beside each other


def page_of(frame: Frame, template: str, style: PageStyle, **values: object) -> bytes:
    """A page whose words are all ours: a list of policies, a history."""
    document = Document(
        title=frame.title,
        language=frame.language,
        letterhead=frame.letterhead,
        version_line=frame.status,
        running_title=frame.title,
        blocks=(),
        author=frame.letterhead.name,
        page_label=phrases(frame.language).page,
    )
    return _filled(frame, style_of(to_html(document, style)), template, values)


def page_around(frame: Frame, document: Document, style: PageStyle, **values: object) -> bytes:
    """A handout or a notice as a page of the website, its text exactly as its own page has it.

    Raises:
        InputErrors: characters or nesting that cannot be printed.
    """
    page = to_html(document, style)
    return _filled(frame, style_of(page), "text", {**values, "text": text_of(page)})


def style_of(page: str) -> str:
    """The style sheet of a page that a renderer made."""
    found = _STYLE.search(page)
    assert found is not None
    return found[1]


def main_of(page: str) -> Markup:
    """What stands in the main part of a page that a renderer made; the writer's own "<" are escaped there."""
    found = _MAIN.search(page)
    assert found is not None
    return Markup(found[1])


def text_of(page: str) -> Markup:
    """The same below the title and the version line, which the website sets itself."""
    main = main_of(page)
    _, _, after = main.partition(_VERSION_LINE)
    return Markup(after.partition("</p>")[2])


def filled(frame: Frame, css: str, template: str, values: dict[str, object]) -> bytes:
    """A page from a template of this room.

    Args:
        css: set before the website's own.
    """
    return _filled(frame, css, template, values)


def _filled(frame: Frame, css: str, template: str, values: dict[str, object]) -> bytes:
    page = environment().get_template(f"{template}.html.j2")
    return page.render(
        frame=frame,
        css=Markup(f"{css}\n{source('site.css')}"),  # ours, and a document's words as CSS strings only
        policy=NOTHING_LOADED,
        words=site_phrases(frame.language),
        common=phrases(frame.language),
        **values,
    ).encode("utf-8")


def source(name: str) -> str:
    """A template or style sheet of this room."""
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def environment() -> Environment:
    """What fills the templates of this room."""
    return templates_in(_TEMPLATES)


def up(folder: str) -> str:
    """The way from a folder of the site to its root: "../../" from "social-media/1.0.0"."""
    return "../" * (folder.count("/") + 1 if folder else 0)


def joined(parts: Sequence[str]) -> str:
    """Sentences as one text."""
    return " ".join(part for part in parts if part)
