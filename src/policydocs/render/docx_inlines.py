"""Runs of text as WordprocessingML: words, emphasis, links, and places to fill in within a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from policydocs.document import Emphasis, Field, FieldKind, Inlines, LineBreak, Link, Strong, Text
from policydocs.render.docx_properties import NBSP, copied, tick_box, with_more
from policydocs.render.forms import filling_fields, flow_label, label_before_line
from policydocs.render.links import inward, outward, printed_address
from policydocs.render.ooxml import Element, pieces_by_direction, run, text_node, w
from policydocs.render.phrases import Phrases

#: A line in the middle of a sentence: underlined spaces, which a screen reader passes over.
_BLANK = NBSP * 34


class InlineWriter:
    """Writes what stands within a paragraph.

    Args:
        words: of the document's language.
        large_print: emphasis is underlined, for slanted letters are hard to read.
        bookmarks: the name of the bookmark around each heading, by its id.
        relate: gives the relationship id of an outward address.
    """

    def __init__(
        self,
        words: Phrases,
        *,
        large_print: bool,
        bookmarks: Mapping[str, str],
        relate: Callable[[str], str],
    ) -> None:
        self._words = words
        self._large_print = large_print
        self._bookmarks = bookmarks
        self._relate = relate

    def written(self, inlines: Inlines, properties: tuple[Element, ...] = ()) -> list[Element]:
        """A run of text as Word's runs, with these properties on each."""
        filling = filling_fields(inlines)
        made: list[Element] = []
        for position, inline in enumerate(inlines):
            if isinstance(inline, Field):
                label = flow_label(inlines, position, self._words)
                made.extend(self._field(inline, label, properties, position in filling))
            else:
                made.extend(self._inline(inline, properties))
        return made

    def _inline(
        self, inline: Text | LineBreak | Emphasis | Strong | Link, properties: tuple[Element, ...]
    ) -> list[Element]:
        match inline:
            case Text(text=text):
                return self.text(text, properties)
            case LineBreak():
                return [run(w("br"))]
            case Emphasis(children=children):
                mark = (w("u", val="single"),) if self._large_print else (w("i"), w("iCs"))
                return self.written(children, with_more(properties, mark))
            case Strong(children=children):
                return self.written(children, with_more(properties, (w("b"), w("bCs"))))
            case Link():
                return self._link(inline, properties)

    def text(self, text: str, properties: tuple[Element, ...] = ()) -> list[Element]:
        """Plain words; those written from right to left in runs of their own."""
        made = []
        for piece, right_to_left in pieces_by_direction(text):
            own = with_more(properties, (w("rtl"),)) if right_to_left else properties
            made.append(run(text_node(piece), properties=copied(own)))
        return made

    def _link(self, link: Link, properties: tuple[Element, ...]) -> list[Element]:
        children = self.written(link.children, properties)
        mark = self._bookmarks.get(inward(link))
        if mark:
            return [w("hyperlink", *children, anchor=mark, history=1)]
        if not outward(link):
            return children
        address = printed_address(link)
        after = self.text(f" ({address})", properties) if address else []
        return [w("hyperlink", *children, r_id=self._relate(outward(link)), history=1), *after]

    def _field(self, field: Field, label: str, properties: tuple[Element, ...], fills: bool) -> list[Element]:
        if field.kind is FieldKind.BOX:
            return [tick_box(), *(self.text(f"{NBSP}{label}", properties) if label else [])]
        before = self.text(label_before_line(label) + NBSP, properties) if label else []
        if fills:
            return [*before, run(w("tab"))]
        return [*before, run(text_node(_BLANK), properties=(w("u", val="single"),))]
