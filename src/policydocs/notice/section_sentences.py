"""What changed in one section, in sentences that a client understands at first reading.

A sentence of the policy is quoted rather than retold: the policy's words are the clinician's own, and
a retelling by a program could be wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policydocs.compare.comparison import Change, ChangeLevel, Comparison, SectionChange
from policydocs.compare.denials import denies
from policydocs.compare.leaves import CELL_BORDER, leaves
from policydocs.compare.runs import Op, Run
from policydocs.compare.sentence_level import Judged, numbers
from policydocs.compare.similarity import weight
from policydocs.compare.units import sentences
from policydocs.compare.units import words as words_of
from policydocs.compare.wording import redline
from policydocs.notice.phrases import NoticePhrases, Voice

LONGEST_QUOTE = 35  #: words of a sentence that is quoted whole
LONGEST_RUN = 8  #: words that took the place of others, told by themselves
MOST_SENTENCES = 3  #: changed sentences of one section that are told one by one


class Neighbours:
    """The titles of all sections, for telling where text came from and went."""

    def __init__(self, comparison: Comparison, words: NoticePhrases) -> None:
        self._words = words
        self._removed = {
            change.section.id for change in comparison.sections if change.change is Change.REMOVED
        }
        self._title_of_old: dict[str, str] = {}
        self._taken_from: dict[str, str] = {}
        for change in comparison.sections:
            if change.old is not None:
                # By the name that it has now, where it still stands.
                self._title_of_old[change.old.id] = self.name(change)
            for block in change.blocks:
                if block.from_section is not None:
                    self._taken_from.setdefault(block.from_section, self.name(change))

    def title_of_old(self, old_id: str) -> str:
        return self._title_of_old.get(old_id, self._words.opening)

    def is_removed(self, old_id: str) -> bool:
        return old_id in self._removed

    def name(self, change: SectionChange) -> str:
        """A section's title in quotation marks, or what the text before the first heading is called."""
        title = change.section.title_text
        return self._words.quoted.format(text=title) if title else self._words.opening

    def where_it_went(self, old_id: str) -> str:
        """The title of the first section that text of an old section stands in now; "" if of none."""
        return self._taken_from.get(old_id, "")


def section_sentences(
    change: SectionChange,
    judged: Sequence[Judged],
    neighbours: Neighbours,
    words: NoticePhrases,
    voice: Voice,
) -> tuple[str, ...]:
    """What changed in a section; () where nothing did that a client is owed."""
    said = _Sentences(change, [one for one in judged if one.level.rank >= ChangeLevel.MINOR.rank],
                      neighbours, words, voice)  # fmt: skip
    match change.change:
        case Change.ADDED:
            return tuple(said.of_added())
        case Change.REMOVED:
            return tuple(said.of_removed())
        case _:
            return tuple(said.of_kept())


class _Sentences:
    def __init__(
        self,
        change: SectionChange,
        judged: Sequence[Judged],
        neighbours: Neighbours,
        words: NoticePhrases,
        voice: Voice,
    ) -> None:
        self.change, self.judged, self.neighbours = change, judged, neighbours
        self.words, self.voice = words, voice
        self.section = neighbours.name(change)
        self.named = False  #: whether a sentence on its words named it already

    def say(self, phrase: str, **parts: str) -> str:
        return self.voice.says(phrase, {"section": self.section, **parts})

    def say_of_it(self, phrase: str, **parts: str) -> str:
        """The same for a phrase that begins with the section: named the first time, and not again."""
        section = self.words.same_part if self.named else self.section
        self.named = True
        return self.say(phrase, **{"section": section, **parts})

    def of_added(self) -> Iterator[str]:
        came_from = {block.from_section for block in self.change.blocks}
        origin = next(iter(came_from)) if len(came_from) == 1 else None
        if origin is not None:
            yield self.say(self.words.section_split, other=self.neighbours.title_of_old(origin))
            return
        text = " ".join(leaf.text for leaf in leaves(self.change.section.blocks))
        first = next((one.strip() for one in sentences(text) if one.strip()), "")
        if first and _is_short(first):
            yield self.say(self.words.section_added_begins, text=self.words.whole(first))
        else:
            yield self.say(self.words.section_added)

    def of_removed(self) -> Iterator[str]:
        gone = any(block.change is Change.REMOVED and block.leaf.text for block in self.change.blocks)
        other = self.neighbours.where_it_went(self.change.section.id)
        if other and not gone:
            yield self.say(self.words.section_merged, other=other)
        elif gone or self.change.section.title_text:
            yield self.say(self.words.section_removed)

    def of_kept(self) -> Iterator[str]:
        place = self._place()
        told = [*self._turned(), *self._told(), *self._blocks()]
        if place:
            yield f"{place} {self.words.same_text}" if self._says_the_same() else place
        yield from told

    def _says_the_same(self) -> bool:
        """Nothing came, went or changed but the title and the place."""
        old = self.change.old
        return not (old is not None and self.neighbours.where_it_went(old.id)) and all(
            block.change in (Change.SAME, Change.FORMATTING) and block.from_section is None
            for block in self.change.blocks
        )

    def _place(self) -> str:
        """That it has another name or stands elsewhere."""
        if self.change.renamed and self.change.old is not None:
            phrase = self.words.section_renamed_and_moved if self.change.moved else self.words.section_renamed
            return self.say(phrase, old=self.change.old.title_text)
        return self.say(self.words.section_moved) if self.change.moved else ""

    def _turned(self) -> Iterator[str]:
        """The first position that turned; others of the section follow from it, and stand in full below."""
        turned = next((one for one in self.judged if one.kind == "turned"), None)
        if turned is not None:
            old, new = _ended(turned.old), _ended(turned.new)
            yield f"{new} {self._what_was(old, new)}"

    def _what_was(self, old: str, new: str) -> str:
        """The short answer where it fits the grammar of both sentences, else the old one as it stood."""
        words = self.words
        first, second = [*new.lower().split(), "", ""][:2]
        if denies(old) != denies(new) and _is_plain(old):
            if (
                first in words.sentence_starts_with_speaker
                and second not in words.bare_modals
                and _POSSIBLE.isdisjoint(words_of(old))
            ):
                return self.say(words.until_now if denies(new) else words.until_now_not)
            if first in words.sentence_starts_with_client and second in ("can", "may"):
                return self.say(words.until_now_could if denies(new) else words.until_now_could_not)
        return self.say(words.until_now_said, text=words.whole(old))

    def _told(self) -> Iterator[str]:
        if any(one.kind == "turned" for one in self.judged):
            if len(self.judged) > 1:
                yield self.say(self.words.more_reworded)
        elif len(self.judged) > MOST_SENTENCES:
            yield self.say(self.words.several)
        else:
            yield from dict.fromkeys(map(self._sentence, self.judged))

    def _sentence(self, one: Judged) -> str:
        words = self.words
        if one.old and one.new:
            return self._of_pair(one)
        text = one.new or one.old
        if one.block == "item":
            return self.say(words.item_added if one.new else words.item_removed, text=text.rstrip("."))
        if one.block == "row":
            cells = ", ".join(text.split(CELL_BORDER)).rstrip(".")
            return self.say(words.row_added if one.new else words.row_removed, text=cells)
        if not _is_short(text):
            return self.say(words.reworded)
        return self.say_of_it(words.says_also if one.new else words.says_no_more, text=words.whole(text))

    def _of_pair(self, one: Judged) -> str:
        if one.block == "row":
            old_cells, new_cells = one.old.split(CELL_BORDER), one.new.split(CELL_BORDER)
            differing = [
                (old, new) for old, new in zip(old_cells, new_cells, strict=False) if old != new
            ]  # fmt: skip
            if len(old_cells) == len(new_cells) and len(differing) == 1 and old_cells[0] == new_cells[0]:
                old, new = (cell.rstrip(".") for cell in differing[0])
                if max(len(cell.split()) for cell in (old, new)) <= LONGEST_RUN:
                    return self.say(self.words.row_now, what=new_cells[0], new=new, old=old)
                return self.say(self.words.reworded)
        old, new = changed_words(one.old, one.new)
        if old and new:
            return self.say_of_it(self.words.says_now, new=new, old=old)
        if _is_short(one.new):
            return self.say_of_it(self.words.says_instead, text=self.words.whole(one.new))
        return self.say(self.words.reworded)

    def _blocks(self) -> Iterator[str]:
        """What changed besides sentences: text from elsewhere, or, where nothing else is told, its order."""
        origins = dict.fromkeys(
            block.from_section for block in self.change.blocks if block.from_section is not None
        )
        for origin in origins:
            if not self.neighbours.is_removed(origin):
                yield self.say(self.words.text_moved, other=self.neighbours.title_of_old(origin))
        if not self.judged and not origins and not self._place():
            moved = any(block.moved for block in self.change.blocks)
            yield self.say(self.words.reordered if moved else self.words.link_changed)


def changed_words(old: str, new: str) -> tuple[str, str]:
    """The few words that took the place of others, with the noun behind a bare number; else ("", "")."""
    runs = redline(old, new)
    changes = [run for run in runs if run.op is not Op.EQUAL]
    if [run.op for run in changes] != [Op.DELETE, Op.INSERT] or any(
        len(run.text.split()) > LONGEST_RUN for run in changes
    ):
        return "", ""
    before, after = (run.text.strip(" .,;:") for run in changes)
    if not (_tells_alone(before) and _tells_alone(after)) or _grew(before, after) or _grew(after, before):
        return "", ""
    noun = ""
    if numbers(before) and numbers(after) and before.isalnum() and after.isalnum():
        noun = _counted(runs, runs.index(changes[1]))
        if not noun:
            return "", ""
    return f"{before}{noun}", f"{after}{noun}"


def _tells_alone(text: str) -> bool:
    """A number, an address, a phrase: more than a word that means little without its sentence."""
    if any(sign in text for sign in '“”"()'):
        return False
    if len(text.split()) == 1:
        return bool(numbers(text)) or "@" in text or "/" in text
    return any(weight(word) == 1 for word in words_of(text))


def _grew(part: str, whole: str) -> bool:
    """Nothing but more words around the same ones: "we" and "for most of our products, we"."""
    return f" {' '.join(words_of(part))} " in f" {' '.join(words_of(whole))} "


#: What makes "until now, I did" say more than the old sentence did.
_CONDITION_WORDS = "if when unless except only under without until before after some"
_CONDITIONS = frozenset(_CONDITION_WORDS.split())
_POSSIBLE = frozenset(("may", "might", "could"))


def _is_plain(sentence: str) -> bool:
    """It says that something is done or not, under no condition."""
    return _CONDITIONS.isdisjoint(words_of(sentence))


#: What stands between a number and what it counts: "four business days".
_OF_WHICH_KIND = frozenset(("business", "working", "calendar", "full", "whole", "consecutive", "school"))


def _counted(runs: Sequence[Run], place: int) -> str:
    """What the number in front of this place counts; "" where no word follows."""
    following = runs[place + 1].text.split() if place + 1 < len(runs) else []
    length = 2 if following and following[0].lower() in _OF_WHICH_KIND else 1
    said = " ".join(following[:length]).strip(".,;:")
    return f" {said}" if said.replace(" ", "").isalpha() else ""


def _is_short(text: str) -> bool:
    return len(text.split()) <= LONGEST_QUOTE


def _ended(text: str) -> str:
    """A sentence with its full stop."""
    bare = text.strip()
    return bare if bare.endswith((".", "!", "?", "…", ":", "”")) else f"{bare}."
