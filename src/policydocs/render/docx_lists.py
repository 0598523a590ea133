"""Numbering in Word: Word's real bullets and numbers, each list of its own, so that it begins anew."""

from __future__ import annotations

from policydocs.render.ooxml import Element, W, twips, w
from policydocs.render.style import PageStyle

LEVELS = 9  #: Word knows no more
_BULLETS = ("•", "–")
#: Room for "10." before the text, as a multiple of the type's size.
_HANG = 1.65


class Numbering:
    """The `w:numbering` element: one pattern for bullets, one for numbers, and a `w:num` for each list."""

    def __init__(self, root: Element, style: PageStyle) -> None:
        self.root = root
        self._style = style
        taken = [int(e.get(f"{{{W}}}abstractNumId", "0")) for e in root.findall(f"{{{W}}}abstractNum")]
        self._bullets = max(taken, default=-1) + 1
        self._numbers = self._bullets + 1
        used = [int(e.get(f"{{{W}}}numId", "0")) for e in root.findall(f"{{{W}}}num")]
        self._next = max(used, default=0) + 1
        position = len(root.findall(f"{{{W}}}numPicBullet")) + len(taken)
        root.insert(position, self._pattern(self._bullets, bullets=True))
        root.insert(position + 1, self._pattern(self._numbers, bullets=False))
        # Word wants w:num after all w:abstractNum and before w:numIdMacAtCleanup.
        cleanup = root.find(f"{{{W}}}numIdMacAtCleanup")
        self._end = len(root) if cleanup is None else root.index(cleanup)

    def new_list(self, *, bullets: bool, level: int, start: int = 1) -> int:
        """The number of a new list at this depth (from 0)."""
        number = self._next
        self._next += 1
        override = None if bullets else w("lvlOverride", w("startOverride", val=start), ilvl=level)
        pattern = w("abstractNumId", val=self._bullets if bullets else self._numbers)
        self.root.insert(self._end, w("num", pattern, override, numId=number))
        self._end += 1
        return number

    def indent(self, level: int) -> tuple[int, int]:
        """Where the text of a list at this depth begins, and how far before it its bullet is, in twips."""
        return list_indent(self._style, level)

    def _pattern(self, number: int, *, bullets: bool) -> Element:
        levels = [self._level(level, bullets) for level in range(LEVELS)]
        return w("abstractNum", w("multiLevelType", val="multilevel"), *levels, abstractNumId=number)

    def _level(self, level: int, bullets: bool) -> Element:
        left, hanging = self.indent(level)
        shown = _BULLETS[level % len(_BULLETS)] if bullets else f"%{level + 1}."
        return w(
            "lvl",
            w("start", val=1),
            w("numFmt", val="bullet" if bullets else "decimal"),
            w("lvlText", val=shown),
            w("lvlJc", val="left"),
            w("pPr", w("ind", left=left, hanging=hanging)),
            ilvl=level,
        )


def list_indent(style: PageStyle, level: int) -> tuple[int, int]:
    hanging = twips(style.measures.body_pt * _HANG)
    return hanging * (level + 1), hanging
