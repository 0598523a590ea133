"""The rows of a form as WordprocessingML: labels, each with a rule to write on."""

from __future__ import annotations

from collections.abc import Sequence

from policydocs.document import Field
from policydocs.render.docx_inlines import InlineWriter
from policydocs.render.docx_properties import NBSP, keep_with_next, paragraph
from policydocs.render.forms import COLUMN_WEIGHTS, FormRow, field_label, label_before_line
from policydocs.render.ooxml import Element, run, twips, w
from policydocs.render.phrases import Phrases
from policydocs.render.style import PageStyle

#: Between two places on one line, in twips; and the least room to write a date, in the type's size.
_GUTTER = 360
_LEAST_TO_WRITE_EMS = 3.8


class FormWriter:
    """Writes rows of places to fill in.

    Args:
        words: of the document's language.
        style_id: of the paragraphs.
        text_width: from margin to margin, in twips.
        inlines: writes the labels.
    """

    def __init__(
        self, style: PageStyle, words: Phrases, *, style_id: str, text_width: int, inlines: InlineWriter
    ) -> None:
        self._style = style
        self._words = words
        self._style_id = style_id
        self._width = text_width
        self._inlines = inlines

    def row(self, row: FormRow, left: int) -> list[Element]:
        """Labels, each with a rule after it; as many beside each other as leave room to write.

        Args:
            left: how far it is set in, in twips.

        Returns:
            Paragraphs that stay on one page.
        """
        lines: list[list[Field]] = []
        least = twips(self._style.measures.body_pt * _LEAST_TO_WRITE_EMS)
        for field in row.fields:
            beside = [*lines[-1], field] if lines else [field]
            if lines and self._room_to_write(beside, left) >= least * _weight(beside):
                lines[-1] = beside
            else:
                lines.append([field])
        made = [self._line(fields, left) for fields in lines]
        for line in made[:-1]:
            keep_with_next(line)
        return made

    def _labels(self, fields: Sequence[Field]) -> list[tuple[str, int]]:
        """Each label with its width in twips."""
        letter = letter_width(self._style)
        labels = [label_before_line(field_label(field, self._words)) for field in fields]
        return [(label, len(label) * letter) for label in labels]

    def _room_to_write(self, fields: Sequence[Field], left: int) -> int:
        labels = sum(size for _, size in self._labels(fields))
        return self._width - left - labels - _GUTTER * (len(fields) - 1)

    def _line(self, fields: Sequence[Field], left: int) -> Element:
        free = max(self._room_to_write(fields, left), 0)
        content: list[Element] = []
        stops: list[Element] = []
        position = left
        for number, (field, (label, size)) in enumerate(zip(fields, self._labels(fields), strict=True)):
            if number:
                position += _GUTTER
                stops.append(w("tab", val="left", pos=position))
                content.append(run(w("tab")))
            last = number == len(fields) - 1
            position += size + free * COLUMN_WEIGHTS[field.kind] // _weight(fields)
            place = self._width if last else position
            stops.append(w("tab", val="right" if last else "left", leader="underscore", pos=place))
            content.extend(self._inlines.text(f"{label}{NBSP}") if label else [])
            content.append(run(w("tab")))
        indent = [w("ind", left=left)] if left else []
        return paragraph(self._style_id, content, w("tabs", *stops), *indent)


def _weight(fields: Sequence[Field]) -> int:
    return sum(COLUMN_WEIGHTS[field.kind] for field in fields)


def letter_width(style: PageStyle) -> int:
    """The width of an average letter in twips; Word's faces are wider than those of the PDF."""
    return twips(style.measures.body_pt * style.measures.letter_em * 1.12)
