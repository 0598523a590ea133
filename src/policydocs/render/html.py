"""A document as one self-contained, accessible web page."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache, partial

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from policydocs.document import (
    BulletList,
    Document,
    Heading,
    Inlines,
    Link,
    NumberedList,
    Paragraph,
    Table,
    plain_text,
    walk_blocks,
)
from policydocs.render.columns import GRID_LETTERS, column_shares
from policydocs.render.forms import (
    COLUMN_WEIGHTS,
    WIDE_SPACE,
    field_label,
    filling_fields,
    flow_label,
    form_rows,
    has_fields,
    is_tick_list,
    keeps_with_next,
    label_before_line,
    spoken,
)
from policydocs.render.html_templates import PreparedTemplates
from policydocs.render.links import inward, outward, printed_address
from policydocs.render.phrases import phrases
from policydocs.render.printable import contents_columns, contents_entries, printable, without_links
from policydocs.render.style import PageStyle, letterhead_lines
from policydocs.render.unbroken import parts

_SERIF = '"Iowan Old Style", "Palatino Linotype", Palatino, Georgia, "Source Serif 4", serif'
_SANS = '"Source Sans 3", "Source Sans Pro", "Segoe UI", "Helvetica Neue", Arial, sans-serif'

#: Letters written from right to left: Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms.
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def to_html(document: Document, style: PageStyle) -> str:
    """One HTML page with its style sheet inside: no script, nothing loaded from elsewhere.

    It has landmarks, a skip link, one first-level heading, a dark variant, and prints on the style's paper.

    Raises:
        InputErrors: characters or nesting that cannot be printed, each with its line.
    """
    document = printable(document)
    words = phrases(document.language)
    tables = [block for block in walk_blocks(document.blocks) if isinstance(block, Table)]
    environment = page_environment()
    measures = style.measures
    css = environment.get_template("page.css.j2").render(
        document=document,
        large=style.large_print,
        measures=measures,
        paper=style.paper.value.replace("a4", "A4"),
        serif=Markup(_SERIF),
        sans=Markup(_SANS),
        page_counter=_page_counter(document.page_label),
        css_string=_css_string,
        columns=[_percentages(table, style) for table in tables],
    )
    ids = {block.id for block in document.blocks if isinstance(block, Heading)}
    return environment.get_template("page.html.j2").render(
        document=document,
        words=words,
        css=Markup(css),
        policy=_content_security_policy(css),
        main_id=_free("text", ids),
        contents_id=_free("contents", ids),
        contents=contents_entries(document),
        contents_columns=contents_columns(document, style),
        letterhead=letterhead_lines(document.letterhead.lines, style, words.separator),
        number_of=lambda node: next(n for n, table in enumerate(tables, 1) if table is node),
        href_of=partial(_href, ids=ids),
        label_of=partial(field_label, words=words),
        flow_label_of=partial(flow_label, words=words),
        spoken=partial(spoken, words=words),
    )


@cache
def page_environment() -> Environment:
    """What the page's templates are filled by."""
    environment = Environment(
        loader=PreparedTemplates(),
        autoescape=lambda name: name is not None and name.endswith(".html.j2"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.globals.update(
        kind_of=lambda node: type(node).__name__,
        filling_fields=filling_fields,
        form_rows=form_rows,
        has_fields=has_fields,
        is_tick_list=is_tick_list,
        is_tight=_is_tight,
        keeps_with_next=keeps_with_next,
        classes=_classes,
        label_before_line=label_before_line,
        parts=_parts,
        printed_address=printed_address,
        table_name=_table_name,
        without_links=without_links,
        weight_of=lambda field: COLUMN_WEIGHTS[field.kind],
        dir_of=_direction,
        dir_of_text=_direction_of_text,
    )
    return environment


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """The pieces of a text; a margin stands for the wide space between boxes, which could begin a line."""
    return parts(text.replace(f"{WIDE_SPACE} ", " "))


def _percentages(table: Table, style: PageStyle) -> list[int]:
    """The columns' widths as on paper, for the style sheet: the page allows no style elsewhere."""
    room = style.line_letters
    if table.is_grid:
        room *= GRID_LETTERS
        return [round(100 * share / room) for share in column_shares(table, room, padding_letters=1.5)]
    return [round(100 * share / room) for share in column_shares(table, room)]


def _href(link: Link, ids: Iterable[str]) -> str:
    """Where the link leads; "" where that is not known or not safe, and its words stand alone."""
    target = inward(link)
    return f"#{target}" if target and target in ids else outward(link)


def _is_tight(block: BulletList | NumberedList) -> bool:
    """Items of one paragraph each, possibly with lists below them, stand close together."""
    return all(
        sum(isinstance(child, Paragraph) for child in item.blocks) <= 1
        and all(isinstance(child, Paragraph | BulletList | NumberedList) for child in item.blocks)
        for item in block.items
    )


def _table_name(table: Table) -> str:
    """What a screen reader calls the box that a wide table scrolls in: its name, or those of its columns."""
    if table.name:
        return table.name
    return ", ".join(filter(None, (" ".join(plain_text(cell).split()) for cell in table.header.cells)))


def _classes(keep: bool, with_fields: bool) -> Markup:
    names = [name for name, wanted in (("keep", keep), ("with-fields", with_fields)) if wanted]
    return Markup(f' class="{" ".join(names)}"') if names else Markup("")


def _direction(inlines: Inlines) -> Markup:
    return _direction_of_text(plain_text(inlines))


def _direction_of_text(text: str) -> Markup:
    return Markup(' dir="auto"') if _RIGHT_TO_LEFT.search(text) else Markup("")


def _css_string(text: str) -> Markup:
    """A CSS string of any text: what is not a letter, digit or space is written as its code point."""
    shown = (
        character
        if character == " " or (character.isascii() and character.isalnum())
        else f"\\{ord(character):x} "
        for character in text
    )
    return Markup('"' + "".join(shown) + '"')


def _page_counter(label: str) -> Markup:
    """ "Page {page} of {pages}" as the content of a page's margin box."""
    counters = {"{page}": "counter(page)", "{pages}": "counter(pages)"}
    parts = [counters.get(part) or _css_string(part) for part in re.split(r"(\{pages?\})", label) if part]
    return Markup(" ".join(parts))


def _content_security_policy(css: str) -> str:
    """Nothing may run or be loaded; only this very style sheet counts."""
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _free(wanted: str, taken: Iterable[str]) -> str:
    while wanted in taken:
        wanted += "-"
    return wanted
