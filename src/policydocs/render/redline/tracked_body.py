"""The pages of two handouts as one, with tracked changes: paragraphs and tables in their order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from policydocs.compare.alignment import align
from policydocs.compare.similarity import likest_pairs
from policydocs.compare.units import words
from policydocs.render.ooxml import Element, W, w
from policydocs.render.redline.marks import Marks
from policydocs.render.redline.order import (
    Fate,
    Step,
    gaps,
    in_place,
    keep_last_marks,
    name_moves,
    steps,
)
from policydocs.render.redline.standing import Layout, with_room_before_tables
from policydocs.render.redline.tracked_paragraphs import (
    Tracked,
    bookmark_names,
    deleted,
    inserted,
    merged,
    merged_row,
    moved_from,
    moved_to,
    properties_of,
    replaced,
    row,
    shown_text,
    style_of,
)
from policydocs.values import frozen

_ALIKE = 0.35  #: likeness from which a line of the letterhead, say, is the same line reworded
_TABLE, _PARAGRAPH, _ROW, _CELL = (f"{{{W}}}{name}" for name in ("tbl", "p", "tr", "tc"))


@frozen
class ElementPair:
    """A paragraph or row before and after."""

    old: Element
    new: Element
    moved: bool


@frozen
class Page:
    """One side: what stands on its pages, and which of it belongs to the policy's own text."""

    elements: Sequence[Element]  #: paragraphs and tables
    own: frozenset[Element]  #: paragraphs and rows that the comparison has judged


def tracked_body(
    old: Page, new: Page, pairs: Sequence[ElementPair], marks: Marks, singular: frozenset[str] = frozenset()
) -> list[Element]:
    """Both in one.

    Args:
        pairs: what of the policy's own text goes on as what.
        singular: ids of styles of which each page has one paragraph, such as the title.
    """
    return _Body(old, new, pairs, marks, singular).written()


class _Body:
    def __init__(
        self, old: Page, new: Page, pairs: Sequence[ElementPair], marks: Marks, singular: frozenset[str]
    ) -> None:
        self.old, self.new, self.marks = old, new, marks
        self.moved: dict[int, int] = {}  # new -> old
        self.bookmarks = frozenset(name for element in new.elements for name in bookmark_names(element))
        old_places = {element: number for number, element in enumerate(old.elements)}
        new_places = {element: number for number, element in enumerate(new.elements)}
        paragraphs = [pair for pair in pairs if pair.old in old_places and pair.new in new_places]
        self.row_pairs = {
            pair.new: pair.old for pair in pairs if pair.new.tag == pair.old.tag == _ROW and not pair.moved
        }
        still = {new_places[pair.new]: old_places[pair.old] for pair in paragraphs if not pair.moved}
        still |= self._tables(old_places, new_places)
        kept = in_place(still)
        for old_gap, new_gap in list(gaps(len(old.elements), len(new.elements), kept)):
            kept |= self._frame(old_gap, new_gap, singular)
        made = self._standing(kept, paragraphs, old_places, new_places)
        self.steps = keep_last_marks(made, self.moved, is_paragraph=self._is_paragraph)
        self.new_of_old = {i: j for j, i in self.moved.items()}
        name_moves(self.steps, self.moved)

    def _standing(
        self,
        kept: Mapping[int, int],
        paragraphs: Sequence[ElementPair],
        old_places: Mapping[Element, int],
        new_places: Mapping[Element, int],
    ) -> list[Step]:
        """Each part with its fate; notes in passing what moved: new -> old."""
        places = ((new_places[pair.new], old_places[pair.old]) for pair in paragraphs)
        kept_old = set(kept.values())
        self.moved = {j: i for j, i in places if j not in kept and i not in kept_old}
        layout = self._layout()
        standing = with_room_before_tables(kept, layout)
        settled = set(standing.kept.values())
        self.moved = {j: i for j, i in self.moved.items() if j not in standing.kept and i not in settled}
        return standing.steps(layout)

    def _is_paragraph(self, step: Step) -> bool:
        element = self.new.elements[step.new] if step.new is not None else self.old.elements[step.old or 0]
        return bool(element.tag == _PARAGRAPH)

    def _tables(self, old_places: Mapping[Element, int], new_places: Mapping[Element, int]) -> dict[int, int]:
        """Tables that share rows in place and have as many columns: new -> old."""
        votes: Counter[tuple[int, int]] = Counter()
        for new_row, old_row in self.row_pairs.items():
            new_table, old_table = new_row.getparent(), old_row.getparent()
            if new_table is None or old_table is None:
                continue
            if (
                new_table in new_places
                and old_table in old_places
                and _columns(new_table) == _columns(old_table)
            ):
                votes[new_places[new_table], old_places[old_table]] += 1
        found: dict[int, int] = {}
        for (new, old), _ in votes.most_common():
            if new not in found and old not in found.values():
                found[new] = old
        return found

    # --- What the comparison knows nothing of: letterhead, contents, the page to sign ---

    def _frame(self, old_gap: range, new_gap: range, singular: frozenset[str]) -> dict[int, int]:
        old = [number for number in old_gap if self._is_frame(self.old, number)]
        new = [number for number in new_gap if self._is_frame(self.new, number)]
        if not old or not new:
            return {}
        old_keys = [_key(self.old.elements[number]) for number in old]
        new_keys = [_key(self.new.elements[number]) for number in new]
        found = {j: i for i, j in align(old_keys, new_keys)}
        for old_open, new_open in list(gaps(len(old), len(new), found)):
            found |= _alike(old_keys, new_keys, old_open, new_open, singular)
        return {new[j]: old[i] for j, i in found.items()}

    @staticmethod
    def _is_frame(page: Page, number: int) -> bool:
        element = page.elements[number]
        return element.tag == _PARAGRAPH and element not in page.own

    def _layout(self) -> Layout:
        return Layout(
            [element.tag == _TABLE for element in self.old.elements],
            [element.tag == _TABLE for element in self.new.elements],
            worth=lambda old, _: len(shown_text(self.old.elements[old]).split()),
            alike=self._same_frame,
            moved=(frozenset(self.moved.values()), frozenset(self.moved)),
        )

    def _same_frame(self, old: int, new: int) -> bool:
        both = self._is_frame(self.old, old) and self._is_frame(self.new, new)
        return both and _key(self.old.elements[old]) == _key(self.new.elements[new])

    # --- Writing ---

    def written(self) -> list[Element]:
        made: list[Element] = []
        before: Tracked | None = None
        for one in self._paragraphs_and_tables():
            if isinstance(one, Tracked):
                if before is not None and before.last_mark and before.last_mark == one.first_mark:
                    one.apart = not before.apart or len(before.spans) > 1
                made.append(one.element(self.marks))
                before = one
            else:
                made.append(one)
                before = None
        return self._with_ranges(made)

    def _paragraphs_and_tables(self) -> Iterator[Tracked | Element]:
        lent: Step | None = None  # the paragraph whose mark the last one keeps
        for place, step in enumerate(self.steps):
            old = None if step.old is None else self.old.elements[step.old]
            new = None if step.new is None else self.new.elements[step.new]
            made = self._made(step, old, new)
            if step.lends and isinstance(made, Tracked):
                lent = step
                self._give_mark(made, self.steps[place + 1])
            if step.ends and isinstance(made, Tracked):
                self._take_mark(made, step, lent)
                lent = None
            yield made

    def _made(self, step: Step, old: Element | None, new: Element | None) -> Tracked | Element:
        if old is not None and new is not None:
            if new.tag == _TABLE:
                return self._table(old, new)
            return replaced(old, new) if step.fate is Fate.REPLACED else merged(old, new)
        if new is not None:
            if new.tag == _TABLE:
                return _whole_table(new, "ins", self.marks)
            if step.move and step.new is not None:
                return moved_to(self.old.elements[self.moved[step.new]], new)
            return inserted(new)
        if old is None:
            raise ValueError("a step without a part")
        if old.tag == _TABLE:
            return _whole_table(old, "del", self.marks)
        if step.move and step.old is not None:
            return moved_from(old, self.new.elements[self.new_of_old[step.old]])
        return deleted(old, without=self.bookmarks)

    @staticmethod
    def _give_mark(made: Tracked, behind: Step) -> None:
        """The mark of a paragraph that stays, behind which all went or all came at the end."""
        if behind.fate is Fate.GONE:
            made.mark = "del"
            made.properties, made.was = made.was if made.same is None else made.properties, None
        else:
            made.mark = "ins"

    def _take_mark(self, made: Tracked, step: Step, lent: Step | None) -> None:
        """The last mark, which stays: on the side where its paragraph is not, it ends the one before.

        Where there is none before, an empty paragraph stays.
        """
        made.mark = ""
        if lent is None:
            return
        if step.fate is Fate.GONE and lent.new is not None:
            made.was, made.properties = made.properties, properties_of(self.new.elements[lent.new])
        elif lent.old is not None:
            made.was = properties_of(self.old.elements[lent.old])

    def _table(self, old: Element, new: Element) -> Element:
        old_rows, new_rows = old.findall(_ROW), new.findall(_ROW)
        places = {element: number for number, element in enumerate(old_rows)}
        pairs = {
            number: places[self.row_pairs[element]]
            for number, element in enumerate(new_rows)
            if self.row_pairs.get(element) in places
        }
        # A table's head stays its head, whatever became of its words.
        kept = in_place({0: 0} | {j: i for j, i in pairs.items() if j and i})
        made = _empty_table(new)
        for step in steps(len(old_rows), len(new_rows), kept):
            if step.old is not None and step.new is not None:
                made.append(merged_row(old_rows[step.old], new_rows[step.new], self.marks))
            elif step.new is not None:
                made.append(row(new_rows[step.new], "ins", self.marks))
            elif step.old is not None:
                made.append(row(old_rows[step.old], "del", self.marks))
        return made

    def _with_ranges(self, made: Sequence[Element]) -> list[Element]:
        """The elements with the ends of each move around what moved together."""
        result: list[Element] = []
        open_move, open_end = "", None
        for step, element in zip(self.steps, made, strict=True):
            move = f"{step.fate.name} {step.move}" if step.move else ""
            if move != open_move:
                if open_end is not None:
                    result.append(open_end)
                open_end = None
                if move:
                    name = "moveTo" if step.fate is Fate.COME else "moveFrom"
                    start, open_end = self.marks.range(name, step.move)
                    result.append(start)
                open_move = move
            result.append(element)
        return [*result, *([open_end] if open_end is not None else [])]


def _key(paragraph: Element) -> tuple[str, str]:
    return style_of(paragraph), shown_text(paragraph)


def _alike(
    old: Sequence[tuple[str, str]],
    new: Sequence[tuple[str, str]],
    old_open: range,
    new_open: range,
    singular: frozenset[str],
) -> dict[int, int]:
    """Of lines that differ, those that are the same line reworded: new -> old, rising."""
    by_style: dict[int, int] = {}
    for style in singular:
        mine = [i for i in old_open if old[i][0] == style], [j for j in new_open if new[j][0] == style]
        if len(mine[0]) == len(mine[1]) == 1:
            by_style[mine[1][0]] = mine[0][0]
    found = in_place(by_style)
    alike = likest_pairs(
        [words(old[i][1]) for i in old_open], [words(new[j][1]) for j in new_open], at_least=_ALIKE
    )
    for i, j in alike:
        pair = old_open[i], new_open[j]
        same_style = old[pair[0]][0] == new[pair[1]][0]
        free = pair[1] not in found and pair[0] not in found.values()
        if same_style and free and len(in_place({**found, pair[1]: pair[0]})) == len(found) + 1:
            found[pair[1]] = pair[0]
    return found


def _columns(table: Element) -> int:
    return len(next(table.iterchildren(_ROW)).findall(_CELL))


def _empty_table(table: Element) -> Element:
    made = w("tbl")
    made.extend([child for child in table if child.tag != _ROW])
    return made


def _whole_table(table: Element, mark: str, marks: Marks) -> Element:
    rows = table.findall(_ROW)
    made = _empty_table(table)
    made.extend(row(one, mark, marks) for one in rows)
    return made


def share_list_numbers(numbering: Element, pairs: Sequence[ElementPair], old: Page) -> None:
    """Let a list that goes on have one number in both, so that its items count on across the changes.

    Args:
        numbering: the `w:numbering` that both sides' lists are defined in; those no longer used go.
    """
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for pair in pairs:
        before, after = _list_number(pair.old), _list_number(pair.new)
        if before is not None and after is not None:
            votes[before.get(f"{{{W}}}val", "")][after.get(f"{{{W}}}val", "")] += 1
    patterns = {num.get(f"{{{W}}}numId", ""): num for num in numbering.findall(f"{{{W}}}num")}
    shared: dict[str, str] = {}
    for before_id, counted in votes.items():
        after_id = counted.most_common(1)[0][0]
        if after_id not in shared.values() and _pattern(patterns[before_id]) == _pattern(patterns[after_id]):
            shared[before_id] = after_id
            numbering.remove(patterns[before_id])
    for element in old.elements:
        for paragraph in element.iter(_PARAGRAPH):
            number = _list_number(paragraph)
            if number is not None and number.get(f"{{{W}}}val", "") in shared:
                number.set(f"{{{W}}}val", shared[number.get(f"{{{W}}}val", "")])


def _list_number(paragraph: Element) -> Element | None:
    return paragraph.find(f"{{{W}}}pPr/{{{W}}}numPr/{{{W}}}numId")


def _pattern(num: Element) -> tuple[str, ...]:
    """What a list looks like and where it begins to count."""
    return tuple(
        f"{str(node.tag).rsplit('}', maxsplit=1)[-1]}={node.get(f'{{{W}}}val', node.get(f'{{{W}}}ilvl', ''))}"
        for node in num.iter()
        if node is not num
    )
